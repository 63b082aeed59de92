/** A CPE over a socket: when it begins a session, for which reasons, and what it does when one breaks (TR-069 3.2.1, 3.7.1.5). */

import type { Body } from '../../generated/cwmp/types.js';
import type { Behaviour } from '../../runtime/devices/behaviour.js';
import type { DeploymentUnit, SoftwareModules } from '../../runtime/devices/software.js';
import { timeText } from '../../wire/cwmp/index.js';
import { listenForConnectionRequests, type ConnectionRequests, type Reaction } from './connection-requests.js';
import { bootEvent, Device, type Around, type Event } from './device.js';
import { Connection } from './http.js';
import { ClosableClock, systemClock } from './clock.js';
import type { Cpe, CpeCall, CpeOptions, Secret } from './options.js';
import type { Identity } from './parameters.js';
import { Script } from '../../runtime/devices/script.js';
import { runSession, type SessionSide } from './session.js';

/** Starts a CPE, which introduces itself to the ACS at once. It listens when this settles; `idle` settles when it is introduced. */
export async function startCpe(options: CpeOptions): Promise<Cpe> {
  const { connectionRequests } = options;
  const own = connectionRequests === undefined ? await listenForConnectionRequests() : undefined;
  const cpe = new RunningCpe(options, connectionRequests === false ? undefined : (connectionRequests ?? own), own);
  options.script?.(cpe);
  cpe.begin();
  return cpe;
}

class RunningCpe implements Cpe, Around {
  readonly serialNumber: string;
  readonly connectionRequestURL: string | undefined;
  readonly clock: ClosableClock;
  readonly script = new Script<CpeCall>();
  readonly identity: Identity;
  readonly version;
  readonly #device: Device;
  /** Why a session is due; an event without a key stands once. */
  #events: Event[] = [];
  /** Those that the Inform under way tells. */
  #told: readonly Event[] = [];
  #outbox: Body[] = [];
  #connection: Connection | undefined;
  #session: Promise<void> | undefined;
  #isStopped = false;
  #failed = 0;
  #cancelReturn: (() => void) | undefined;
  #cancelRetry: (() => void) | undefined;
  #cancelPeriodic: (() => void) | undefined;
  #afterwards: readonly Event[] | undefined;
  #idle: (() => void)[] = [];

  constructor(
    readonly options: CpeOptions,
    private readonly requests: ConnectionRequests | undefined,
    private readonly own: ConnectionRequests | undefined,
  ) {
    const { manufacturer = 'onem2m-specgen', oui = '00D09E', productClass = 'CPE', serialNumber } = options.deviceId;
    this.identity = { manufacturer, oui, productClass, serialNumber };
    this.serialNumber = serialNumber;
    this.clock = new ClosableClock(options.clock ?? systemClock);
    this.version = options.version ?? '1-2';
    this.#device = new Device(this);
    this.connectionRequestURL = requests?.add(serialNumber, () => this.#secret(), () => this.#requested());
    this.#device.model.put('Device.ManagementServer.ConnectionRequestURL', this.connectionRequestURL ?? '');
  }

  begin(): void {
    this.raise({ eventCode: '0 BOOTSTRAP', commandKey: '' }, bootEvent);
    this.periodically(this.options.periodic);
  }

  next(call: CpeCall, ...parts: readonly Behaviour[]): this {
    this.script.next(call, parts);
    return this;
  }

  always(call: CpeCall, ...parts: readonly Behaviour[]): this {
    this.script.always(call, parts);
    return this;
  }

  ships(shipped: Partial<SoftwareModules>): this {
    this.#device.ships(shipped);
    return this;
  }

  holds(units: readonly DeploymentUnit[]): this {
    this.#device.software = { ...this.#device.software, units };
    return this;
  }

  installed = () => this.#device.software.units;
  files = () => [...this.#device.files.values()];
  running = () => this.#device.running();
  isOnline = () => this.#cancelReturn === undefined && !this.#isStopped;

  inform(eventCode: string): Promise<void> {
    this.raise({ eventCode, commandKey: '' });
    return this.idle();
  }

  restart(): void {
    this.restartNow();
  }

  idle(): Promise<void> {
    return this.#isIdle() ? Promise.resolve() : new Promise((resolve) => this.#idle.push(resolve));
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.requests?.remove(this.serialNumber);
    this.#device.end();
    this.clock.close();
    this.#cancelReturn = this.#cancelRetry = undefined;
    this.#connection?.close();
    await this.#session;
    await this.own?.close();
    this.#settle();
  }

  // What the device asks of us.

  say(text: string): void {
    this.options.onHappening?.({ time: this.clock.now(), serialNumber: this.serialNumber, text });
  }

  raise(...events: readonly Event[]): void {
    const isKnown = (event: Event) => this.#events.some(({ eventCode, commandKey }) => eventCode === event.eventCode && commandKey === event.commandKey);
    for (const event of events) if (!isKnown(event)) this.#events.push(event);
    this.#wake();
  }

  report(body: Body, events: readonly Event[], copies: number): void {
    for (let i = 0; i < copies; i++) this.#outbox.push(body);
    if (copies > 0) this.raise(...events);
  }

  restartAfterwards(events: readonly Event[]): void {
    this.#afterwards = events;
  }

  restartNow(events: readonly Event[] = [bootEvent]): void {
    if (this.#isStopped) return;
    this.say('restarts');
    this.#cancelReturn?.();
    this.#cancelRetry?.();
    this.#cancelRetry = undefined;
    this.#connection?.close();
    this.#cancelReturn = this.clock.at(this.clock.now() + (this.options.restartTime ?? 1_000), () => {
      this.#cancelReturn = undefined;
      this.raise(...events);
    });
  }

  forget(): void {
    this.#outbox = [];
    this.#events = [];
  }

  periodically(interval: number | undefined): void {
    this.#cancelPeriodic?.();
    if (interval === undefined) return;
    this.#cancelPeriodic = this.clock.at(this.clock.now() + interval, () => {
      this.periodically(interval);
      if (this.isOnline()) this.raise({ eventCode: '2 PERIODIC', commandKey: '' });
    });
  }

  #requested(): Reaction {
    if (!this.isOnline()) return 'absent';
    const { session, after = 0 } = this.script.take('connect');
    if (session === 'unreachable') return 'absent';
    if (session === 'notEstablished') return 'busy';
    // It says yes, and never comes.
    if (session !== 'timeout') this.clock.at(this.clock.now() + after, () => this.raise({ eventCode: '6 CONNECTION REQUEST', commandKey: '' }));
    return 'accept';
  }

  /** What the ACS has set, or what the CPE came with (TR-069 3.2.2.2). */
  #secret(): Secret | undefined {
    const user = this.#device.model.get('Device.ManagementServer.ConnectionRequestUsername');
    return user === '' ? this.options.connectionRequestSecret : { user, password: this.#device.model.get('Device.ManagementServer.ConnectionRequestPassword') };
  }

  #isDue = (): boolean => this.#events.length > 0 || this.#outbox.length > 0;
  #isIdle = (): boolean => this.#session === undefined && (this.#isStopped || (!this.#isDue() && this.#cancelRetry === undefined && this.#cancelReturn === undefined));

  #wake(): void {
    if (this.#session !== undefined || this.#cancelRetry !== undefined || !this.isOnline() || !this.#isDue()) return;
    this.#session = this.#run().finally(() => {
      this.#session = undefined;
      this.#goOn();
    });
  }

  async #run(): Promise<void> {
    const { acs, credentials, sessionLimit = 30_000, tls } = this.options;
    const connection = new Connection(acs, credentials, sessionLimit, tls);
    this.#connection = connection;
    const before = this.#outbox.length;
    try {
      await runSession(this.#side(), connection);
      // An ACS that wants no reports now is told later, and not at once again.
      if (before > 0 && this.#outbox.length >= before) this.#failed++;
    } catch (error) {
      this.#failed++;
      if (!this.#isStopped) this.say(`session broken: ${(error as Error).message}`);
    } finally {
      connection.close();
      this.#connection = undefined;
    }
  }

  #side(): SessionSide {
    return {
      version: this.version,
      inform: () => {
        this.#told = this.#events.slice(0, 64);
        const currentTime = timeText(this.clock.now());
        return { deviceId: this.identity, event: this.#told, maxEnvelopes: 1, currentTime, retryCount: this.#failed, parameterList: this.#device.model.forced() };
      },
      informed: () => {
        this.say(`informed: ${this.#told.map(({ eventCode }) => eventCode).join(', ')}`);
        this.#events = this.#events.filter((event) => !this.#told.includes(event));
        this.#failed = 0;
      },
      report: () => this.#outbox[0],
      reported: () => {
        const [first] = this.#outbox.splice(0, 1);
        if (first !== undefined) this.say(`reported: ${first.rpc}${resultIn(first)}`);
      },
      handle: (request) => this.#device.handle(request),
    };
  }

  #goOn(): void {
    if (this.#isStopped) return this.#settle();
    const events = this.#afterwards;
    this.#afterwards = undefined;
    if (events !== undefined) this.restartNow(events);
    else if (this.#failed > 0 && this.#isDue() && this.isOnline()) {
      const { retryAfter = this.#standardRetry } = this.options;
      this.#cancelRetry = this.clock.at(this.clock.now() + retryAfter(this.#failed), () => {
        this.#cancelRetry = undefined;
        this.#wake();
      });
    } else this.#wake();
    this.#settle();
  }

  /** Between 5 × 2ⁿ⁻¹ and 10 × 2ⁿ⁻¹ seconds, from the tenth on the same. */
  #standardRetry = (failed: number): number => 5_000 * 2 ** Math.min(failed - 1, 9) * (1 + (this.options.random?.() ?? 0));

  #settle(): void {
    if (!this.#isIdle()) return;
    const waiting = this.#idle;
    this.#idle = [];
    for (const resolve of waiting) resolve();
  }
}

function resultIn(body: Body): string {
  if (body.rpc === 'TransferComplete') return body.value.faultStruct.faultCode === 0 ? ', success' : `, fault ${body.value.faultStruct.faultCode}`;
  if (body.rpc !== 'DUStateChangeComplete') return '';
  return `, ${body.value.results.map(({ currentState, fault }) => (fault.faultCode === 0 ? currentState : `fault ${fault.faultCode}`)).join(', ')}`;
}
