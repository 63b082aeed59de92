/** What a CPE is told to do in place of what it does by itself: the words are those of simulated devices. */

import type { Behaviour } from '../../runtime/devices/behaviour.js';
import type { CpeCall } from './options.js';

const byItself: Behaviour = {};

export class Script {
  readonly #planned = new Map<CpeCall, Behaviour[]>();
  readonly #usual = new Map<CpeCall, Behaviour>();

  next(call: CpeCall, parts: readonly Behaviour[]): void {
    this.#planned.set(call, [...(this.#planned.get(call) ?? []), combined(parts)]);
  }

  always(call: CpeCall, parts: readonly Behaviour[]): void {
    this.#usual.set(call, combined(parts));
  }

  take(call: CpeCall): Behaviour {
    return this.#planned.get(call)?.shift() ?? this.#usual.get(call) ?? byItself;
  }
}

const combined = (parts: readonly Behaviour[]): Behaviour => Object.assign({}, ...parts) as Behaviour;
