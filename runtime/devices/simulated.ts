/**
 * Devices that exist in memory only, for tests, examples and simulations. Left alone they behave as TR-069 asks; told
 * otherwise they do what real ones were seen to do: report late, twice, never, under a wrong key, after a cancel or a restart.
 * All that happens is on the clock: same script, same clock, same order.
 */

import type { Clock } from '../clock.js';
import { sessionTimeout, type Behaviour } from './behaviour.js';
import {
  SessionError,
  type Answer,
  type Devices,
  type DeviceSession,
  type DownloadArgs,
  type DUOperation,
  type DUResult,
  type ExecutionUnitStateArgs,
  type Fault,
  type Report,
  type ReportedUnit,
  type Rpc,
} from './devices.js';
import { follow, prompt, type Outcome } from './prompt.js';
import { change, packageNamedBy, setState, urlFault, type DeploymentUnit, type PackageServer, type SoftwareModules } from './software.js';

export interface SimulatedDevicesOptions {
  readonly clock: Clock;
  /** From 0 to 1, 1 excluded. With it work takes from half to one and a half times `duration`. */
  readonly random?: () => number;
  /** How long the work of a command takes, in milliseconds. */
  readonly duration?: number;
  /** How long a device is away when it restarts. */
  readonly restartTime?: number;
  /** When a session that nobody answers is given up. */
  readonly sessionLimit?: number;
  /** What is at a URL; by default a package named by the URL itself, see `packageNamedBy`. */
  readonly packages?: PackageServer;
  /** Sees every RPC that asks a device to do something, before it does; to read what is on it is none of these. */
  readonly onCall?: (node: string, rpc: Rpc, args: unknown) => void;
}

/** Every node has a device. */
export interface SimulatedDevices extends Devices {
  device(node: string): SimulatedDevice;
}

/** One device as a test sees it: a script to write and a state to look at. */
export interface SimulatedDevice {
  /** What the device does with the next call of this kind that has nothing planned yet. Returns itself. */
  next(call: Call, ...parts: readonly Behaviour[]): SimulatedDevice;
  /** What it does with calls that nothing is planned for. */
  always(call: Call, ...parts: readonly Behaviour[]): SimulatedDevice;
  /** Ships the device with these: what it has installed now and after a factory reset. */
  ships(shipped: Partial<SoftwareModules>): SimulatedDevice;
  /** Has these installed now, and after a factory reset what it was shipped with. */
  holds(units: readonly DeploymentUnit[]): SimulatedDevice;
  installed(): readonly DeploymentUnit[];
  /** False while it restarts. */
  isOnline(): boolean;
  /** CommandKeys of commands accepted and not completed. */
  running(): readonly string[];
}

export type Call = 'connect' | Rpc;

/**
 * Devices on a clock. Nothing is left on it when all work is done and all devices are online. Every report goes to every
 * handler, even if one throws; the first error is then thrown on to whoever runs the clock.
 */
export function simulatedDevices(options: SimulatedDevicesOptions): SimulatedDevices {
  const devices = new Map<string, Device>();
  const handlers = new Set<{ readonly handle: (report: Report) => void }>();
  const world: World = {
    duration: 1_000,
    restartTime: 10_000,
    sessionLimit: 30_000,
    packages: packageNamedBy,
    ...options,
    deliver: (report) => forEachOf([...handlers], ({ handle }) => handle(report)),
  };
  const deviceOf = (node: string): Device => {
    const device = devices.get(node) ?? new Device(node, world);
    devices.set(node, device);
    return device;
  };
  return {
    device: deviceOf,
    connect: (node) => deviceOf(node).connect(),
    onReport(handle) {
      const handler = { handle };
      handlers.add(handler);
      return () => void handlers.delete(handler);
    },
  };
}

/** What all devices share. */
type World = SimulatedDevicesOptions &
  Required<Pick<SimulatedDevicesOptions, 'duration' | 'restartTime' | 'sessionLimit' | 'packages'>> & {
    readonly deliver: (report: Report) => void;
  };

const factorySoftware: SoftwareModules = { units: [], environments: [{ ref: 'Device.SoftwareModules.ExecEnv.1', enabled: true }] };

/** A class, not closures: there are as many as a campaign has targets, and most have no script and nothing to do. */
class Device implements SimulatedDevice {
  private planned: Map<Call, Behaviour[]> | undefined;
  private usual: Map<Call, Behaviour> | undefined;
  private commands: readonly Running[] = none;
  private outbox: readonly Report[] = none;
  private factory = factorySoftware;
  private software = factorySoftware;
  private cancelReturn: (() => void) | undefined;

  constructor(
    private readonly node: string,
    private readonly world: World,
  ) {}

  next(kind: Call, ...parts: readonly Behaviour[]): this {
    this.planned ??= new Map();
    this.planned.set(kind, [...(this.planned.get(kind) ?? []), combined(parts)]);
    return this;
  }

  always(kind: Call, ...parts: readonly Behaviour[]): this {
    this.usual ??= new Map();
    this.usual.set(kind, combined(parts));
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

  connect(): Promise<DeviceSession> {
    return prompt((outcome) => {
      const behaviour = this.behaviourFor('connect');
      if (this.failsSession(behaviour, outcome)) return;
      this.wait(behaviour.after, () => {
        if (this.isOnline()) outcome.done(this.session());
        else outcome.failed(new SessionError('unreachable', `${this.node} is restarting`));
      });
    });
  }

  private session(): DeviceSession {
    return {
      download: (args) => this.answer('Download', args, (behaviour) => this.transfer(args, behaviour)),
      upload: (args) => this.answer('Upload', args, (behaviour) => this.transfer(args, behaviour)),
      changeDUState: (args) =>
        this.answer('ChangeDUState', args, (behaviour) => {
          this.start({ commandKey: args.commandKey, operations: args.operations, behaviour, startTime: this.world.clock.now() });
          return { status: 1 };
        }),
      reboot: (args) =>
        this.answer('Reboot', args, () => {
          this.restart();
          return { status: 0 };
        }),
      factoryReset: () => this.answer('FactoryReset', {}, () => this.reset()),
      cancelTransfer: (commandKey) => this.answer('CancelTransfer', { commandKey }, (behaviour) => this.cancel(commandKey, behaviour)),
      setExecutionUnitState: (args) => this.answer('SetParameterValues', args, () => this.setExecutionUnits(args)),
      installedUnits: () => this.read(),
    };
  }

  /** What every RPC has in common; `act` is what the device does by itself when nothing stops it. */
  private answer(rpc: Rpc, args: unknown, act: (behaviour: Behaviour) => Answer): Promise<Answer> {
    return prompt((outcome) => {
      if (!this.isOnline()) throw new SessionError('notEstablished', `${this.node} is restarting`);
      if (rpc !== 'GetParameterValues') this.world.onCall?.(this.node, rpc, args);
      const behaviour = this.behaviourFor(rpc);
      if (this.failsSession(behaviour, outcome)) return;
      this.wait(reporting.has(rpc) ? undefined : behaviour.after, () => {
        const answer = behaviour.fault === undefined ? act(behaviour) : { fault: behaviour.fault };
        if (behaviour.answerLost) this.failsSession(sessionTimeout, outcome);
        else outcome.done(answer);
      });
    });
  }

  /** A device that answers with a fault tells of nothing. */
  private read(): Promise<readonly ReportedUnit[]> {
    let units: readonly ReportedUnit[] = none;
    const answered = this.answer('GetParameterValues', { path: 'Device.SoftwareModules.DeploymentUnit.' }, () => {
      units = this.software.units.map(({ uuid, version, name, url }) => ({ uuid, version, name, url }));
      return { status: 0 };
    });
    return prompt(({ done, failed }) => follow(() => answered, () => done(units), failed));
  }

  private transfer({ commandKey, url, delaySeconds }: Transfer, behaviour: Behaviour): Answer {
    const refused = urlFault(url);
    if (refused !== undefined) return { fault: refused };
    if (behaviour.done) return { status: 0 };
    this.start({ commandKey, operations: undefined, behaviour, startTime: this.world.clock.now() + delaySeconds * 1_000 });
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

  private setExecutionUnits(args: ExecutionUnitStateArgs): Answer {
    const units = setState(this.software, args);
    if ('fault' in units) return units;
    this.software = { ...this.software, units };
    return { status: 0 };
  }

  private reset(): Answer {
    for (const command of this.commands) command.stop?.();
    this.commands = this.outbox = none;
    this.software = this.factory;
    this.restart();
    return { status: 0 };
  }

  /** Away for a while; what there is to report in the meantime is reported after it. */
  private restart(): void {
    this.cancelReturn?.();
    this.cancelReturn = this.after(this.world.restartTime, () => {
      const waiting = this.outbox;
      this.outbox = none;
      this.cancelReturn = undefined;
      forEachOf(waiting, this.world.deliver);
    });
  }

  private start(command: Running): void {
    const { duration, random, clock } = this.world;
    const lasts = command.behaviour.after ?? (random === undefined ? duration : duration * (0.5 + random()));
    const stopWork = clock.at(command.startTime + lasts, () => this.complete(command));
    const stopRestart = command.behaviour.restarts ? clock.at(command.startTime + lasts / 2, () => this.restart()) : undefined;
    command.stop = () => {
      stopWork();
      stopRestart?.();
    };
    this.commands = [...this.commands, command];
  }

  private complete(command: Running): void {
    this.forget(command);
    const { operations, behaviour, startTime } = command;
    const { node } = this;
    const commandKey = behaviour.reportedKey ?? command.commandKey;
    const report: Report =
      operations === undefined
        ? { rpc: 'TransferComplete', node, commandKey, ...withFault(behaviour.failure), startTime, completeTime: this.world.clock.now() }
        : { rpc: 'DUStateChangeComplete', node, commandKey, results: this.carryOut(operations, behaviour.failure) };
    const copies = Array.from({ length: behaviour.copies ?? 1 }, () => report);
    if (this.isOnline()) forEachOf(copies, this.world.deliver);
    else this.outbox = [...this.outbox, ...copies];
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
    return this.planned?.get(call)?.shift() ?? this.usual?.get(call) ?? byItself;
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

type Transfer = Pick<DownloadArgs, 'commandKey' | 'url' | 'delaySeconds'>;

/** A command accepted, until it completes or is cancelled. */
interface Running {
  readonly commandKey: string;
  /** Of a ChangeDUState; undefined for a transfer. */
  readonly operations: readonly DUOperation[] | undefined;
  readonly behaviour: Behaviour;
  readonly startTime: number;
  stop?: () => void;
}

const none: readonly never[] = [];

const byItself: Behaviour = {};

/** RPCs whose work is reported; the others are done with their answer. */
const reporting: ReadonlySet<Rpc> = new Set(['Download', 'Upload', 'ChangeDUState']);

const combined = (parts: readonly Behaviour[]): Behaviour => Object.assign({}, ...parts) as Behaviour;

const withFault = (fault: Fault | undefined) => (fault === undefined ? {} : { fault });

/** Does it for all items, then throws the first error that came of it. */
function forEachOf<Item>(items: readonly Item[], run: (item: Item) => void): void {
  const errors: unknown[] = [];
  for (const item of items) {
    try {
      run(item);
    } catch (error) {
      errors.push(error);
    }
  }
  if (errors.length > 0) throw errors[0];
}
