/** What simulated devices are made with, and what a test sees of one. */

import type { Clock } from '../time/clock.js';
import type { Behaviour } from './behaviour.js';
import type { DUOperation, Fault, Report, Rpc } from './devices.js';
import type { DeploymentUnit, PackageServer, SoftwareModules } from './software.js';

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
  /** Has a session of its own for these reasons: `4 VALUE CHANGE`, say. */
  inform(...eventCodes: readonly string[]): void;
  /** Somebody else has it install, update or uninstall something, which it reports. */
  changeByItself(...operations: readonly DUOperation[]): void;
  /** Somebody else has it download something, which it reports. */
  downloadByItself(url: string, failure?: Fault): void;
}

export type Call = 'connect' | Rpc;

/** What all devices share. */
export type World = SimulatedDevicesOptions &
  Required<Pick<SimulatedDevicesOptions, 'duration' | 'restartTime' | 'sessionLimit' | 'packages'>> & {
    readonly tell: (report: Report) => Promise<void>;
  };
