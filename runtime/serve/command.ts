/** `specgen serve`: a CSE until it is told to end. */

import { readFile } from 'node:fs/promises';
import { printable, type Happened } from '../http/server/happenings.js';
import type { CwmpOptions } from '../cwmp/options.js';
import { readDeviceCredentials } from '../cwmp/credentials.js';
import { readCredentials } from '../http/server/credentials.js';
import { hasSqlite } from '../store/sqlite.js';
import { StartError, type StartOptions } from './options.js';
import type { Specification } from '../specification.js';
import { served, startCse, type RunningCse } from './start-cse.js';

/** What the command line gives to a command, as far as this one needs it. */
export interface CommandLine {
  readonly flags?: ReadonlyMap<string, string | true>;
  /** Of one's own, where one is named. */
  readonly specification?: Specification;
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
  /** Aborted when the user wants the command to end. */
  readonly interrupted: () => AbortSignal;
}

/** Of `sysexits.h`: an input and output error, such as a store that has failed. A supervisor starts us again. */
const STORE_FAILED = 70;

export async function run({ flags = new Map(), specification, stdout, stderr, interrupted }: CommandLine): Promise<0 | 2> {
  const asJson = flags.get('log') === 'json';
  const log = (happened: Happened) => stdout.write(`${asJson ? jsonLine(happened) : textLine(happened)}\n`);
  const signal = interrupted();
  let cse: RunningCse;
  let options: StartOptions;
  try {
    options = await optionsOf(flags);
    cse = await startCse({ ...options, ...(specification !== undefined && { specification }), watch: log, failed: () => process.exit(STORE_FAILED) });
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    stderr.write(`error ${error.code} ${printable(error.message)}\n${error.hint === undefined ? '' : `       hint: ${error.hint}\n`}`);
    return 2;
  }
  stdout.write(asJson ? `${JSON.stringify({ time: new Date().toISOString(), kind: 'started', url: cse.url, cse: `${cse.url}/${cse.name}` })}\n` : welcome(cse, flags, options.store));
  if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
  await cse.close();
  return 0;
}

/** @throws StartError */
async function optionsOf(flags: ReadonlyMap<string, string | true>): Promise<StartOptions> {
  const text = (name: string) => flags.get(name) as string | undefined;
  const [key, cert, credentials] = [text('tls-key'), text('tls-cert'), text('credentials')];
  if ((key === undefined) !== (cert === undefined)) throw new StartError('START_TLS', 'a key needs a certificate, and a certificate its key', 'give --tls-key and --tls-cert');
  const given = {
    host: text('host'),
    name: text('name'),
    cseId: text('cse-id'),
    admin: text('admin'),
    store: await storeOf(text('store'), text('cse-id')),
    pointOfAccess: text('url') === undefined ? undefined : [text('url') as string],
    tls: key === undefined || cert === undefined ? undefined : { key: await fileOf(key, 'START_TLS', 'a key in PEM'), cert: await fileOf(cert, 'START_TLS', 'a certificate in PEM') },
    credentials: credentials === undefined ? undefined : await listIn(credentials, readCredentials, '{"originator": "CAdmin", "bearer": "…"}'),
    cwmp: await cwmpIn(flags),
    policy: policyIn(text),
  };
  const options = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as StartOptions;
  return { port: Number(text('port') ?? 8080), insecure: flags.has('insecure'), ...options };
}

/** By default a file of SQLite in this folder, where one can be opened. Undefined: memory. */
async function storeOf(given: string | undefined, cseId = 'id-in'): Promise<string | undefined> {
  if (given !== undefined) return given === 'memory' ? undefined : given;
  return (await hasSqlite()) ? `${cseId.replace(/^\//, '')}.sqlite` : undefined;
}

/** What the standard leaves to whoever runs a CSE, and what other CSEs do in place of what it says. */
function policyIn(text: (name: string) => string | undefined): StartOptions['policy'] {
  const [releases, originators, create, verify] = [text('releases'), text('originators'), text('create'), text('verify')];
  if (originators !== undefined && originators !== 'registered' && originators !== 'any') throw mustBe('--originators', 'registered or any', originators);
  if (create !== undefined && create !== 'admin' && create !== 'registered') throw mustBe('--create', 'admin or registered', create);
  if (verify !== undefined && verify !== 'identifiers' && verify !== 'all') throw mustBe('--verify', 'identifiers or all', verify);
  const known = releases?.split(',').map((each) => each.trim());
  if (known?.some((each) => !served.releases.includes(each)) === true) throw mustBe('--releases', `among ${served.releases.join(', ')}, with commas between`, String(releases));
  return {
    ...(known !== undefined && { releases: known }),
    ...(originators !== undefined && { unregistered: originators === 'any' ? 'judged' : 'refused' }),
    ...(create === 'registered' && { access: served.access.map((rule) => ({ ...rule, privileges: ['CREATE' as const, ...rule.privileges] })) }),
    ...(verify !== undefined && { verified: verify }),
  };
}

const mustBe = (flag: string, wanted: string, given: string): StartError => new StartError('START_POLICY', `${flag} must be ${wanted}, not "${given}"`);

async function fileOf(name: string, code: StartError['code'], hint: string): Promise<string> {
  try {
    return await readFile(name, 'utf8');
  } catch (error) {
    throw new StartError(code, `${name} cannot be read: ${(error as Error).message}`, hint, error);
  }
}

/** Real devices, if a port is given for them. */
async function cwmpIn(flags: ReadonlyMap<string, string | true>): Promise<CwmpOptions | undefined> {
  const text = (name: string) => flags.get(name) as string | undefined;
  const [port, credentials, strangers, connectTo] = [text('cwmp-port'), text('cwmp-credentials'), text('cwmp-strangers'), text('cwmp-connect-to')];
  if (port === undefined) {
    if ([credentials, strangers, connectTo].some((each) => each !== undefined)) throw new StartError('START_CWMP', 'what is said of CPEs is of no use without a port for them', 'give --cwmp-port');
    return undefined;
  }
  if (strangers !== undefined && strangers !== 'create' && strangers !== 'refuse') throw new StartError('START_CWMP', '--cwmp-strangers is create or refuse');
  return {
    port: Number(port),
    ...(strangers !== undefined && { strangers }),
    ...(connectTo !== undefined && { connectTo: connectTo === 'any' || connectTo === 'none' ? connectTo : connectTo.split(',').map((each) => each.trim()) }),
    ...(credentials !== undefined && { credentials: await listIn(credentials, readDeviceCredentials, '{"device": "OUI-ProductClass-SerialNumber", "user": "…", "password": "…"}') }),
  };
}

/** A file of credentials: a list of such as the example. */
async function listIn<T>(name: string, reader: (text: string) => T, example: string): Promise<T> {
  const hint = `a list: [${example}, …]`;
  const text = await fileOf(name, 'START_CREDENTIALS', hint);
  try {
    return reader(text);
  } catch (error) {
    throw new StartError('START_CREDENTIALS', `${name}: ${(error as Error).message}`, hint, error);
  }
}

/** Where it is, who may ask, what is kept, and a line that works. */
function welcome({ url, name, cseId, admin, cwmp }: RunningCse, flags: ReadonlyMap<string, string | true>, store: StartOptions['store']): string {
  const hasCredentials = flags.has('credentials');
  const who = hasCredentials ? 'Originators show their credentials' : flags.has('insecure') ? 'INSECURE: From is taken at its word, whoever can connect' : 'From is taken at its word; only this machine can connect';
  const kept = keptIn(store, flags.has('store'));
  const shown = hasCredentials ? ` -H 'Authorization: Bearer …'` : ` -H 'X-M2M-Origin: ${admin}'`;
  const unsafe = url.startsWith('https') ? ' --insecure' : '';
  return [
    `A oneM2M CSE is at ${url}/${name} (CSE-ID ${cseId}, administrator ${admin}), its page at ${url}/`,
    `  who:   ${who}`,
    `  state: ${kept}`,
    ...(cwmp === undefined ? [] : [`  CPEs:  ${cwmp.url}/ (${flags.has('cwmp-credentials') ? 'they show their credentials' : 'each is taken at its word'})`]),
    '',
    `curl${unsafe}${shown} -H 'X-M2M-RI: 1' -H 'X-M2M-RVI: 3' ${url}/${name}`,
    '',
    '',
  ].join('\n');
}

function keptIn(store: StartOptions['store'], isChosen: boolean): string {
  if (store === undefined) return isChosen ? 'in memory' : 'in memory; with better-sqlite3, or Node 22.13, it would be kept in a file';
  return `${printable(String(store).replace(/\/\/[^@/]*@/, '//…@'))}${isChosen ? '' : ', which is gone on with at the next start; --store memory forgets'}`;
}

function jsonLine({ time, what }: Happened): string {
  return JSON.stringify({ time: new Date(time).toISOString(), ...what });
}

function textLine({ time, what }: Happened): string {
  const at = new Date(time).toISOString().slice(11, 23);
  switch (what.kind) {
    case 'request':
      return `${at} ${what.operation.padEnd(8)} ${printable(what.to)} by ${printable(what.from)}: ${what.rsc} (${what.http}), ${what.milliseconds.toFixed(1)} ms`;
    case 'notification':
      return `${at} notify   ${printable(what.target)}: ${what.outcome}${what.reason === undefined ? '' : `, ${printable(what.reason)}`}`;
    case 'resource':
      return `${at} ${what.change.padEnd(8)} <${what.type}> ${printable(what.name)}`;
    case 'cwmp':
      return `${at} cwmp     ${what.heard}: ${what.said ?? what.http}${what.reason === undefined ? '' : `, ${printable(what.reason)}`}`;
    case 'error':
      return `${at} error    ${printable(what.message)}`;
  }
}
