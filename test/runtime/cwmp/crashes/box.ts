/** A CPE that says every word over its socket, dies when it is told to, and keeps what it was asked as soon as it has heard it. */

import type { Body } from '../../../../wire/cwmp/index.js';
import { RawCpe, type Answered, type InformEvent } from '../cpe.js';
import type { World } from './world.js';

export interface Crash {
  readonly who: 'CSE' | 'CPE';
  /** Before which message it dies, or behind which. */
  readonly at: number;
  readonly when: 'before' | 'behind';
}

/** What it does with a command; by itself it accepts it and reports success. */
export interface Manner {
  /** Answers with this fault. */
  readonly refuses?: number;
  /** Reports this fault; of several operations, for the last one. */
  readonly reports?: number;
  /** Reports nothing until somebody has tried to cancel it. */
  readonly waits?: true;
  /** Answers CancelTransfer with this fault. */
  readonly deniesCancel?: number;
}

class Died extends Error {}

const times = { startTime: '2026-11-29T12:00:00Z', completeTime: '2026-11-29T12:00:01Z' };
const unknownTimes = { startTime: '0001-01-01T00:00:00Z', completeTime: '0001-01-01T00:00:00Z' };
const faultOf = (faultCode = 0) => ({ faultCode, faultString: '' });
const uuids = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222'] as const;

export class Box {
  /** What it has done, by RPC and CommandKey; what it was asked again under a key that it knows it has not done again, but restarts. */
  readonly done: string[] = [];
  messages = 0;
  #crash: Crash | undefined;
  #outbox: Body | undefined;
  /** What it will report when it need not wait any more. */
  #held: Body | undefined;
  readonly #cancelled = new Set<string>();
  #events: InformEvent[] = [{ eventCode: '0 BOOTSTRAP', commandKey: '' }];

  constructor(
    private readonly world: World,
    private readonly manner: Manner,
    crash: Crash | undefined,
  ) {
    this.#crash = crash;
  }

  /** Nothing is left that it would say. */
  get isDone(): boolean {
    return this.#outbox === undefined && this.#held === undefined;
  }

  get hasCrashed(): boolean {
    return this.#crash === undefined;
  }

  /** One session, as far as it goes. */
  async session(): Promise<void> {
    const cpe = new RawCpe(this.world.acs());
    try {
      await this.#talk(cpe);
    } catch (error) {
      if (!(error instanceof Died)) throw error;
      this.#events.push({ eventCode: '1 BOOT', commandKey: '' });
    } finally {
      await cpe.close();
    }
  }

  async #talk(cpe: RawCpe): Promise<void> {
    const events = this.#events.length === 0 ? [{ eventCode: '2 PERIODIC', commandKey: '' }] : this.#events;
    const informed = await this.#post(() => cpe.inform({ events }));
    if (informed.envelope?.body.rpc !== 'InformResponse') return;
    this.#events = this.#events.filter((each) => !events.includes(each));
    const report = this.#outbox;
    if (report !== undefined) {
      const { envelope } = await this.#post(() => cpe.say(report));
      if (envelope?.body.rpc !== `${report.rpc}Response`) return;
      this.#outbox = undefined;
    }
    let answer = await this.#post(() => cpe.nothing());
    while (answer.envelope !== undefined && answer.said !== undefined) {
      const { envelope, said } = answer;
      answer = await this.#post(() => cpe.say(said, envelope.id));
    }
  }

  /** One message, or the end of one of the two. */
  async #post(send: () => Promise<Answered>): Promise<Answered & { readonly said: Body | undefined }> {
    this.messages += 1;
    const crash = this.#crash?.at === this.messages ? this.#crash : undefined;
    if (crash?.when === 'before') await this.#die(crash);
    const answer = await send();
    const body = answer.envelope?.body;
    const said = body === undefined || body.rpc === 'Fault' || body.rpc.endsWith('Response') ? undefined : this.#do(body);
    if (crash?.when === 'behind') await this.#die(crash);
    return { ...answer, said };
  }

  async #die({ who }: Crash): Promise<never> {
    this.#crash = undefined;
    if (who === 'CSE') await this.world.kill();
    throw new Died();
  }

  #do(body: Body): Body {
    const { refuses, reports } = this.manner;
    if (refuses !== undefined && body.rpc !== 'CancelTransfer') return { rpc: 'Fault', value: faultOf(refuses) };
    switch (body.rpc) {
      case 'ChangeDUState': {
        const { commandKey = '', operations } = body.value;
        const last = operations.length - 1;
        const results = operations.map((operation, i) => {
          const fault = faultOf(i === last ? reports : undefined);
          const state = fault.faultCode !== 0 ? 'Failed' : operation.operation === 'Uninstall' ? 'Uninstalled' : 'Installed';
          return { uuid: operation.uuid ?? uuids[i % 2]!, deploymentUnitRef: '', version: '2.0', currentState: state, resolved: true, executionUnitRefList: '', ...times, fault } as const;
        });
        this.#accept(body.rpc, commandKey, { rpc: 'DUStateChangeComplete', value: { commandKey, results } });
        return { rpc: 'ChangeDUStateResponse', value: {} };
      }
      case 'Upload':
      case 'Download': {
        const { commandKey } = body.value;
        this.#accept(body.rpc, commandKey, { rpc: 'TransferComplete', value: { commandKey, faultStruct: faultOf(reports), ...times } });
        return { rpc: `${body.rpc}Response`, value: { status: 1, ...unknownTimes } };
      }
      case 'Reboot':
        this.done.push(`Reboot ${body.value.commandKey}`);
        this.#events.push({ eventCode: '1 BOOT', commandKey: '' }, { eventCode: 'M Reboot', commandKey: body.value.commandKey });
        return { rpc: 'RebootResponse', value: {} };
      case 'FactoryReset':
        this.done.push('FactoryReset');
        this.#events.push({ eventCode: '0 BOOTSTRAP', commandKey: '' });
        return { rpc: 'FactoryResetResponse', value: {} };
      case 'CancelTransfer':
        return this.#cancel(body.value.commandKey);
      default:
        return { rpc: 'Fault', value: faultOf(9000) };
    }
  }

  #accept(rpc: string, commandKey: string, report: Body): void {
    const command = `${rpc} ${commandKey}`;
    if (this.done.includes(command)) return;
    this.done.push(command);
    if (this.manner.waits === true) this.#held = report;
    else this.#outbox = report;
  }

  #cancel(commandKey: string): Body {
    const { deniesCancel } = this.manner;
    if (deniesCancel !== undefined) {
      this.#outbox = this.#held ?? this.#outbox;
      this.#held = undefined;
      return { rpc: 'Fault', value: faultOf(deniesCancel) };
    }
    const of = (body: Body | undefined) => body?.rpc === 'TransferComplete' && body.value.commandKey === commandKey;
    if (of(this.#held) || of(this.#outbox)) this.#cancelled.add(commandKey);
    if (of(this.#held)) this.#held = undefined;
    if (of(this.#outbox)) this.#outbox = undefined;
    return this.#cancelled.has(commandKey) ? { rpc: 'CancelTransferResponse', value: {} } : { rpc: 'Fault', value: faultOf(9021) };
  }
}
