/** One simulated device: what it does with what it is asked, and when it says so. */

import { sessionTimeout, type Behaviour } from './behaviour.js';
import type {
  Answer,
  ConnectOptions,
  DeviceSession,
  DUOperation,
  DUResult,
  Fault,
  Faulted,
  InformEvent,
  ParameterValue,
  Report,
  Rpc,
  Values,
} from './devices.js';
import { completionOf, transferIn, withFault, type Running, type Transfer } from './running.js';
import { parametersAt, ROOT, withParameters } from './parameters.js';
import { follow, prompt, type Outcome } from './prompt.js';
import { reading, reporting, rpcs } from './rpcs.js';
import { Script } from './script.js';
import { SessionError } from './session-error.js';
import type { Call, SimulatedDevice, World } from './simulation.js';
import { change, urlFault, type DeploymentUnit, type SoftwareModules } from './software.js';

const factorySoftware: SoftwareModules = { units: [], environments: [{ ref: 'Device.SoftwareModules.ExecEnv.1', enabled: true }] };

/** A class, not closures: there are as many as a campaign has targets, and most have no script and nothing to do. */
export class Device implements SimulatedDevice {
  private script: Script<Call> | undefined;
  private commands: readonly Running[] = none;
  /** What it says when it is back. */
  private outbox: readonly (() => void)[] = none;
  private factory = factorySoftware;
  private software = factorySoftware;
  private cancelReturn: (() => void) | undefined;

  constructor(
    private readonly node: string,
    private readonly world: World,
  ) {}

  next(kind: Call, ...parts: readonly Behaviour[]): this {
    (this.script ??= new Script()).next(kind, parts);
    return this;
  }

  always(kind: Call, ...parts: readonly Behaviour[]): this {
    (this.script ??= new Script()).always(kind, parts);
    return this;
  }

  ships(shipped: Partial<SoftwareModules>): this {
    this.factory = this.software = { ...this.factory, ...shipped };
    return this;
  }

  holds(units: readonly DeploymentUnit[]): this {
    this.software = { ...this.software, units };
    return this;
  }

  installed(): readonly DeploymentUnit[] {
    return this.software.units;
  }

  isOnline(): boolean {
    return this.cancelReturn === undefined;
  }

  running(): readonly string[] {
    return this.commands.map(({ commandKey }) => commandKey);
  }

  inform(...eventCodes: readonly string[]): void {
    this.sayOnline(eventCodes.map((eventCode) => ({ eventCode, commandKey: '' })));
  }

  changeByItself(...operations: readonly DUOperation[]): void {
    const results = operations.flatMap((operation) =>
      this.carryOut([operation], undefined).map((result) => ({ ...result, operation: operation.operation })),
    );
    this.sayOnline([{ eventCode: '12 AUTONOMOUS DU STATE CHANGE COMPLETE', commandKey: '' }], {
      rpc: 'AutonomousDUStateChangeComplete',
      node: this.node,
      results,
    });
  }

  downloadByItself(url: string, failure?: Fault): void {
    const time = this.world.clock.now();
    this.sayOnline([{ eventCode: '10 AUTONOMOUS TRANSFER COMPLETE', commandKey: '' }], {
      rpc: 'AutonomousTransferComplete',
      node: this.node,
      isDownload: true,
      url,
      fileType: '1 Firmware Upgrade Image',
      ...withFault(failure),
      startTime: time,
      completeTime: time,
    });
  }

  connect(options?: ConnectOptions): Promise<DeviceSession> {
    return prompt((outcome) => {
      const behaviour = this.behaviourFor('connect');
      const isWaiting = behaviour.session !== undefined || behaviour.after !== undefined;
      if (isWaiting) options?.signal?.addEventListener('abort', () => outcome.failed(new SessionError('timeout', `${this.node} was given up`)), { once: true });
      if (this.failsSession(behaviour, outcome)) return;
      this.wait(behaviour.after, () => {
        if (!this.isOnline()) return outcome.failed(new SessionError('unreachable', `${this.node} is restarting`));
        this.say([{ eventCode: '6 CONNECTION REQUEST', commandKey: '' }]);
        outcome.done(this.session());
      });
    });
  }

  private session(): DeviceSession {
    return {
      root: ROOT,
      download: (args) => this.answer('Download', args, (behaviour) => this.transfer({ rpc: 'Download', ...args }, behaviour)),
      upload: (args) => this.answer('Upload', args, (behaviour) => this.transfer({ rpc: 'Upload', ...args }, behaviour)),
      changeDUState: (args) =>
        this.answer('ChangeDUState', args, (behaviour) => {
          this.start({ commandKey: args.commandKey, rpc: 'ChangeDUState', operations: args.operations, behaviour, startTime: this.world.clock.now() });
          return { status: 1 };
        }),
      scheduleDownload: (args) => this.answer('ScheduleDownload', args, (behaviour) => this.transfer(transferIn(args), behaviour)),
      reboot: (args) =>
        this.answer('Reboot', args, () => {
          this.restart([{ eventCode: 'M Reboot', commandKey: args.commandKey }]);
          return { status: 0 };
        }),
      factoryReset: () => this.answer('FactoryReset', {}, () => this.reset()),
      cancelTransfer: (commandKey) => this.answer('CancelTransfer', { commandKey }, (behaviour) => this.cancel(commandKey, behaviour)),
      getParameterValues: (names) => this.answer('GetParameterValues', names, () => this.read(names)),
      setParameterValues: (values) => this.answer('SetParameterValues', values, () => this.write(values)),
      getRPCMethods: () => this.answer('GetRPCMethods', {}, () => ({ methods: [...rpcs] })),
      close: () => undefined,
    };
  }

  /** What every RPC has in common; `act` is what the device does by itself when nothing stops it. */
  private answer<Done>(rpc: Rpc, args: unknown, act: (behaviour: Behaviour) => Done | Faulted): Promise<Done | Faulted> {
    return prompt((outcome) => {
      if (!this.isOnline()) throw new SessionError('notEstablished', `${this.node} is restarting`);
      if (!reading.has(rpc)) this.world.onCall?.(this.node, rpc, args);
      const behaviour = this.behaviourFor(rpc);
      if (this.failsSession(behaviour, outcome)) return;
      this.wait(reporting.has(rpc) ? undefined : behaviour.after, () => {
        const answer = behaviour.fault === undefined ? act(behaviour) : { fault: behaviour.fault };
        if (!behaviour.answerLost) return outcome.done(answer);
        // That it has begun anew tells, too, if it is soon enough (TR-069 3.7.1.5: M Reboot, 0 BOOTSTRAP).
        if (!this.isOnline()) this.outbox = [...this.outbox, () => outcome.done(answer)];
        this.failsSession(sessionTimeout, outcome);
      });
    });
  }

  private read(names: readonly string[]): Values | Faulted {
    const values = parametersAt(this.software, this.node, names);
    return 'faultCode' in values ? { fault: values } : { values };
  }

  private transfer({ rpc, commandKey, url, delaySeconds }: Transfer, behaviour: Behaviour): Answer {
    const refused = urlFault(url);
    if (refused !== undefined) return { fault: refused };
    if (behaviour.done) return { status: 0 };
    this.start({ commandKey, rpc, operations: undefined, behaviour, startTime: this.world.clock.now() + delaySeconds * 1_000 });
    return { status: 1 };
  }

  private cancel(commandKey: string, { stopsNothing }: Behaviour): Answer {
    const transfers = this.commands.filter((command) => command.commandKey === commandKey && command.operations === undefined);
    if (transfers.length === 0) return { fault: { faultCode: 9021, faultString: 'no such transfer is running' } };
    if (stopsNothing) return { status: 0 };
    for (const transfer of transfers) {
      transfer.stop?.();
      const { afterCancel } = transfer.behaviour;
      if (afterCancel === undefined) this.forget(transfer);
      else transfer.stop = this.after(afterCancel, () => this.complete(transfer));
    }
    return { status: 0 };
  }

  private write(values: readonly ParameterValue[]): Answer {
    const units = withParameters(this.software, values);
    if ('faultCode' in units) return { fault: units };
    this.software = { ...this.software, units };
    return { status: 0 };
  }

  private reset(): Answer {
    for (const command of this.commands) command.stop?.();
    this.commands = this.outbox = none;
    this.software = this.factory;
    this.restart([{ eventCode: '0 BOOTSTRAP', commandKey: '' }]);
    return { status: 0 };
  }

  /** Away for a while; what there is to say in the meantime is said after it. */
  private restart(causes: readonly InformEvent[]): void {
    this.cancelReturn?.();
    this.cancelReturn = this.after(this.world.restartTime, () => {
      const waiting = this.outbox;
      this.outbox = none;
      this.cancelReturn = undefined;
      this.say([{ eventCode: '1 BOOT', commandKey: '' }, ...causes]);
      for (const say of waiting) say();
    });
  }

  private start(command: Running): void {
    const { duration, random, clock } = this.world;
    const lasts = command.behaviour.after ?? (random === undefined ? duration : duration * (0.5 + random()));
    const stopWork = clock.at(command.startTime + lasts, () => this.complete(command));
    const stopRestart = command.behaviour.restarts ? clock.at(command.startTime + lasts / 2, () => this.restart(none)) : undefined;
    command.stop = () => {
      stopWork();
      stopRestart?.();
    };
    this.commands = [...this.commands, command];
  }

  private complete(command: Running): void {
    this.forget(command);
    const { operations, behaviour } = command;
    const results = operations && this.carryOut(operations, behaviour.failure);
    const { events, report } = completionOf(this.node, command, results, this.world.clock.now());
    for (let copy = behaviour.copies ?? 1; copy > 0; copy -= 1) this.sayOnline(events, report);
  }

  /** As soon as it is online. */
  private sayOnline(events: readonly InformEvent[], report?: Report): void {
    if (this.isOnline()) this.say(events, report);
    else this.outbox = [...this.outbox, () => this.say(events, report)];
  }

  /** A session of its own (TR-069 3.7.1.5): why it has one, and what there is to report. */
  private say(events: readonly InformEvent[], report?: Report): void {
    const device = { manufacturer: 'onem2m-specgen', oui: '000000', productClass: 'Simulated', serialNumber: this.node };
    this.tell({ rpc: 'Inform', node: this.node, device, events, parameters: none });
    if (report !== undefined) this.tell(report);
  }

  /** What is not taken is said again, after longer and longer times (TR-069 3.2.1.1), but not for ever: a clock has an end. */
  private tell(report: Report, attempt = 0): void {
    const again = () => {
      if (attempt < LAST_ATTEMPT) this.after(RETRY * 2 ** attempt, () => this.tell(report, attempt + 1));
    };
    follow(() => this.world.tell(report), () => undefined, again);
  }

  private carryOut(operations: readonly DUOperation[], failure: Fault | undefined): readonly DUResult[] {
    return operations.flatMap((operation) => {
      if (failure !== undefined) return [{ ...(operation.uuid === undefined ? {} : { uuid: operation.uuid }), fault: failure }];
      const { units, results } = change(this.software, operation, this.world.packages);
      this.software = { ...this.software, units };
      return results;
    });
  }

  private forget(command: Running): void {
    this.commands = this.commands.filter((other) => other !== command);
  }

  private behaviourFor(call: Call): Behaviour {
    return this.script?.take(call) ?? byItself;
  }

  /** The part of a behaviour that holds for connecting and for every RPC. */
  private failsSession({ session }: Behaviour, outcome: Outcome<never>): boolean {
    if (session === undefined) return false;
    const fail = () => outcome.failed(new SessionError(session, `${this.node}: session ${session} as scripted`));
    this.wait(session === 'timeout' ? this.world.sessionLimit : undefined, fail);
    return true;
  }

  private after(milliseconds: number, run: () => void): () => void {
    return this.world.clock.at(this.world.clock.now() + milliseconds, run);
  }

  /** Goes on after so many milliseconds, or at once. */
  private wait(milliseconds: number | undefined, goOn: () => void): void {
    if (milliseconds === undefined) goOn();
    else this.after(milliseconds, goOn);
  }
}

const none: readonly never[] = [];

const byItself: Behaviour = {};

/** Milliseconds until a report that was not taken is said again. */
const RETRY = 5_000;
const LAST_ATTEMPT = 9;
