/** What a CPE is started with, and what a test sees of it. */

import type { CwmpRequest, CwmpVersion } from '../../generated/cwmp/types.js';
import type { Behaviour } from '../../runtime/devices/behaviour.js';
import type { DeploymentUnit, Package, SoftwareModules } from '../../runtime/devices/software.js';
import type { CpeClock } from './clock.js';
import type { ConnectionRequests, Secret } from './connection-requests.js';

export type { Secret } from './connection-requests.js';

export interface CpeIdentity {
  readonly manufacturer?: string;
  /** Six hexadecimal digits in upper case. */
  readonly oui?: string;
  readonly productClass?: string;
  readonly serialNumber: string;
}

/** Something happened, in one line. */
export interface CpeHappened {
  readonly time: number;
  readonly serialNumber: string;
  readonly text: string;
}

export interface CpeOptions {
  /** URL of the ACS. */
  readonly acs: string;
  readonly deviceId: CpeIdentity;
  /** What the CPE shows to the ACS when it is asked: by digest, or basic authentication. */
  readonly credentials?: Secret;
  /** For an ACS behind TLS. */
  readonly tls?: { readonly ca?: string; readonly cert?: string; readonly key?: string; readonly rejectUnauthorized?: boolean };
  /** The namespace that it speaks; `1-2` unless told. */
  readonly version?: CwmpVersion;
  /** Where it hears of connection requests: a listener that many share; one of its own unless told; false: it hears of none. */
  readonly connectionRequests?: ConnectionRequests | false;
  /** What an ACS must show to have a session begun, until it sets something else; unless told, anybody may. */
  readonly connectionRequestSecret?: Secret;
  /** Called before the first Inform: writes the script. */
  readonly script?: (cpe: Cpe) => void;
  /** Milliseconds between periodic Informs, until the ACS sets something else; none unless told. */
  readonly periodic?: number;
  /** Milliseconds that the work of a command takes, beside what loading takes; with `random` from half to one and a half times that. */
  readonly duration?: number;
  /** Milliseconds that it is away when it restarts. */
  readonly restartTime?: number;
  /** Milliseconds after which a session that nobody answers is given up. */
  readonly sessionLimit?: number;
  /** Milliseconds until the next attempt after so many that failed; as TR-069 3.2.1.1 has it unless told. */
  readonly retryAfter?: (failed: number) => number;
  /** What is in a file that was loaded; unless told, what it says of itself as JSON, or what its URL is called after. */
  readonly packages?: (url: string, content: Uint8Array) => Package | undefined;
  /** Whether files are loaded at all; false: what URLs are called after is taken for what is there. */
  readonly loads?: boolean;
  readonly clock?: CpeClock;
  /** From 0 to 1, 1 excluded. */
  readonly random?: () => number;
  readonly onHappening?: (happened: CpeHappened) => void;
}

export type CpeCall = 'connect' | CwmpRequest;

/** A file that the CPE has loaded. */
export interface CpeFile {
  readonly name: string;
  readonly fileType: string;
  readonly url: string;
  readonly size: number;
  readonly sha256: string;
}

export interface Cpe {
  readonly serialNumber: string;
  /** Where it is asked to connect; undefined: nowhere. */
  readonly connectionRequestURL: string | undefined;
  /** What the CPE does with the next call of this kind that has nothing planned yet. */
  next(call: CpeCall, ...parts: readonly Behaviour[]): Cpe;
  /** What it does with calls that nothing is planned for. */
  always(call: CpeCall, ...parts: readonly Behaviour[]): Cpe;
  /** Ships it with these: what it has installed now and after a factory reset. */
  ships(shipped: Partial<SoftwareModules>): Cpe;
  /** Has these installed now, and after a factory reset what it was shipped with. */
  holds(units: readonly DeploymentUnit[]): Cpe;
  installed(): readonly DeploymentUnit[];
  files(): readonly CpeFile[];
  /** CommandKeys of commands accepted and not completed. */
  running(): readonly string[];
  isOnline(): boolean;
  /** Begins a session for this reason; settles when there is nothing left to say. */
  inform(eventCode: string): Promise<void>;
  /** Switches it off and on again. */
  restart(): void;
  /** Settles when no session is under way, and none is due. */
  idle(): Promise<void>;
  /** Ends all of it; nothing is left on the clock. */
  stop(): Promise<void>;
}
