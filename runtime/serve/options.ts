/** What a CSE is started with, checked before anything is opened. */

import type { Place } from '../addresses.js';
import type { HostingCseOptions } from '../cse.js';
import { systemClock } from '../time/clock.js';
import { deviceGate, type DeviceGate } from '../cwmp/credentials.js';
import type { CwmpOptions } from '../cwmp/options.js';
import { reachOf, type Reach } from '../cwmp/reach.js';
import type { NotifierLimits } from '../http/client/notifier.js';
import { gateOf, type Credential, type Gate } from '../http/server/credentials.js';
import type { Happened } from '../http/server/happenings.js';
import { defaultLimits, type Limits } from '../http/server/limits.js';
import { specificationOf } from '../specification.js';
import type { Store } from '../store/store.js';
import type { StoreFailure } from '../store/group-commit.js';

export interface StartOptions extends Omit<HostingCseOptions, 'store' | 'notify' | 'notificationForm' | 'reaches' | 'pointOfAccess'> {
  /** Default 0: any that is free. */
  readonly port?: number;
  /** Default: this machine alone, 127.0.0.1. Elsewhere it starts with `credentials`, or when it is told to be `insecure`. */
  readonly host?: string;
  /** The file of a database, the URL of one (`postgres://…`), or a store. Default: memory. */
  readonly store?: string | Store;
  /** The Originator that may do everything; default `CAdmin`. */
  readonly admin?: string;
  /** How Originators show who they are. Without any, From is taken at its word. */
  readonly credentials?: readonly Credential[];
  /** Key and certificate, as PEM. */
  readonly tls?: { readonly key: string; readonly cert: string };
  /** From is taken at its word wherever it comes from. */
  readonly insecure?: boolean;
  readonly limits?: Partial<Limits>;
  /** Real devices, which connect by CWMP (docs/cwmp.md), in the place of simulated ones. */
  readonly cwmp?: CwmpOptions;
  readonly notifications?: Partial<NotifierLimits>;
  /** Hears what happens: requests, notifications, changes, errors. */
  readonly watch?: (happened: Happened) => void;
  /** Nothing can be made durable any more: the process is to end. Until it does every request is refused. */
  readonly failed?: (error: StoreFailure) => void;
  /** Where this CSE is reached from outside; default: where it listens. */
  readonly pointOfAccess?: readonly string[];
}

/** What cannot be started, and what to do about it. */
export class StartError extends Error {
  override readonly name = 'StartError';

  constructor(
    readonly code: 'START_INSECURE' | 'START_NAME' | 'START_TLS' | 'START_ADDRESS' | 'START_STORE' | 'START_CREDENTIALS' | 'START_CWMP' | 'START_POLICY' | 'START_SPECIFICATION',
    message: string,
    readonly hint?: string,
    cause?: unknown,
  ) {
    super(message, { cause });
  }
}

/** Options with their defaults, and what follows from them. */
export interface Settled {
  readonly host: string;
  readonly port: number;
  readonly name: string;
  readonly admin: string;
  readonly cseId: string;
  readonly spId: string;
  readonly place: Place;
  readonly tls: StartOptions['tls'];
  /** Undefined: From is taken at its word. */
  readonly gate: Gate | undefined;
  readonly localNamesOnly: boolean;
  readonly limits: Limits;
  readonly cwmp: SettledCwmp | undefined;
}

export interface SettledCwmp {
  readonly host: string;
  readonly port: number;
  readonly tls: StartOptions['tls'];
  /** Undefined: a CPE is taken at its word. */
  readonly gate: DeviceGate | undefined;
  /** Where CPEs may be asked to connect. */
  readonly reach: Reach;
}

/** @throws StartError */
export function settled(options: StartOptions): Settled {
  const { host = '127.0.0.1', port = 0, name = 'cse-in', spId = 'sp', admin = options.policy?.admin ?? 'CAdmin', credentials, tls, insecure = false } = options;
  const cseId = `/${(options.cseId ?? '/id-in').replace(/^\//, '')}`;
  if (!/^[\w.-]+$/.test(name) || taken.has(name)) throw new StartError('START_NAME', `${name} cannot be the name of the CSEBase`, 'letters, digits, dots and dashes, and nothing that the server has itself');
  if (!/^\/[\w.-]+$/.test(cseId)) throw new StartError('START_NAME', `${cseId} cannot be a CSE-ID`, 'a slash, and letters, digits, dots and dashes');
  const nowhere = options.pointOfAccess?.find((each) => !/^[a-z][a-z\d+.-]*:\/\//i.test(each) || !URL.canParse(each));
  if (nowhere !== undefined) throw new StartError('START_ADDRESS', `${nowhere} is no address at which others reach the CSE`, 'a URL: http://cse.example:8080');
  const isWord = credentials === undefined;
  if (isWord && !insecure && !isLoopback(host)) {
    throw new StartError('START_INSECURE', `on ${host} others can connect, and nobody would have to show who it is`, 'give credentials (--credentials FILE), or say that nobody has to (--insecure)');
  }
  attempt('START_SPECIFICATION', () => specificationOf(options.specification));
  const gate = isWord ? undefined : attempt('START_CREDENTIALS', () => gateOf(credentials));
  if (gate?.hasCertificates === true && tls === undefined) throw new StartError('START_TLS', 'client certificates are shown over TLS only', 'give a key and a certificate');
  const place = { spId, cseId: cseId.slice(1), rootId: cseId.slice(1) };
  const cwmp = options.cwmp && settledCwmp(options.cwmp, { ...options, host });
  return { host, port, name, admin, cseId, spId, place, tls, gate, localNamesOnly: isWord && !insecure, limits: { ...defaultLimits, ...options.limits }, cwmp };
}

function settledCwmp({ port = 0, host: own, tls: given, credentials, connectTo }: CwmpOptions, { host: cseHost, tls: cseTls, clock = systemClock, insecure, devices }: StartOptions & { readonly host: string }): SettledCwmp {
  const host = own ?? cseHost;
  const tls = given === false ? undefined : (given ?? cseTls);
  if (devices !== undefined) throw new StartError('START_CWMP', 'there are two kinds of devices, and one CSE', 'leave out devices, or cwmp');
  if (credentials === undefined && insecure !== true && !isLoopback(host)) {
    throw new StartError('START_INSECURE', `on ${host} other CPEs can connect, and none would have to show which it is`, 'give credentials for CPEs (--cwmp-credentials FILE), or say that none has to (--insecure)');
  }
  // Passwords go as they are where nobody listens.
  const basic = tls !== undefined || isLoopback(host);
  const gate = credentials && attempt('START_CREDENTIALS', () => deviceGate(credentials, { now: () => clock.now(), basic }));
  if (gate?.hasCertificates === true && tls === undefined) throw new StartError('START_TLS', 'client certificates are shown over TLS only', 'give a key and a certificate');
  const reach = attempt('START_CWMP', () => reachOf(connectTo, isLoopback(host)), 'networks, as 10.0.0.0/8 or 2001:db8::/32, or any, or none');
  return { host, port, tls, gate, reach };
}

function attempt<T>(code: StartError['code'], work: () => T, hint?: string): T {
  try {
    return work();
  } catch (error) {
    throw new StartError(code, (error as Error).message, hint, error);
  }
}

/** First segments of paths that are the server's own. */
const taken: ReadonlySet<string> = new Set(['healthz', 'metrics', 'page', '_', '.', '..']);

const isLoopback = (host: string): boolean => /^(localhost|127(\.\d{1,3}){3}|::1)$/i.test(host);
