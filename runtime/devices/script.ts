/** What a device is told to do in place of what it does by itself: first this, then that; and what it does with all other calls. */

import type { Behaviour } from './behaviour.js';

const byItself: Behaviour = {};

export class Script<Call extends string> {
  readonly #planned = new Map<Call, Behaviour[]>();
  readonly #usual = new Map<Call, Behaviour>();

  next(call: Call, parts: readonly Behaviour[]): void {
    this.#planned.set(call, [...(this.#planned.get(call) ?? []), combined(parts)]);
  }

  always(call: Call, parts: readonly Behaviour[]): void {
    this.#usual.set(call, combined(parts));
  }

  take(call: Call): Behaviour {
    return this.#planned.get(call)?.shift() ?? this.#usual.get(call) ?? byItself;
  }
}

const combined = (parts: readonly Behaviour[]): Behaviour => Object.assign({}, ...parts) as Behaviour;
