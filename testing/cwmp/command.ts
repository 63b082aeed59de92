/** `specgen cpe URL`: CPEs for people to try an ACS with, until they are told to end. */

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { requestsFor } from '../../wire/cwmp/index.js';
import { versions } from '../../generated/cwmp/tables.js';
import { listenForConnectionRequests } from './connection-requests.js';
import { startCpe } from './cpe.js';
import type { Cpe, CpeHappened, CpeOptions } from './options.js';
import { scriptIn, ScriptError } from './script-text.js';
import { secretsIn, secretsOf, SecretsError, type Secrets } from './secrets.js';

/** What the command line gives to a command, as far as this one needs it. */
export interface CommandLine {
  readonly flags?: ReadonlyMap<string, string | true>;
  readonly operands?: readonly string[];
  readonly cwd: string;
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
  /** Aborted when the user wants the command to end. */
  readonly interrupted: () => AbortSignal;
}

class CpeError extends Error {
  constructor(
    readonly code: 'CPE_URL' | 'CPE_CREDENTIALS' | 'CPE_TLS' | 'CPE_SCRIPT' | 'CPE_IDENTITY' | 'CPE_LISTEN',
    message: string,
    readonly hint: string,
  ) {
    super(message);
  }
}

/** 0 when it was told to end, 2 when it could not begin. */
export async function run(line: CommandLine): Promise<0 | 2> {
  try {
    return await play(line);
  } catch (error) {
    if (!(error instanceof CpeError)) throw error;
    line.stderr.write(`error ${error.code} ${printable(error.message)}\n       hint: ${error.hint}\n`);
    return 2;
  }
}

async function play({ flags = new Map(), operands = [], cwd, stdout, interrupted }: CommandLine): Promise<0> {
  const text = (name: string): string | undefined => flags.get(name) as string | undefined;
  const acs = urlOf(operands);
  const secrets = await secretsOfFile(cwd, text('credentials'));
  const tls = await tlsOf(cwd, { ca: text('tls-ca'), key: text('tls-key'), cert: text('tls-cert') });
  const version = versionOf(text('cwmp-version'));
  const script = readScript([text('script'), ...(text('fault') ?? '').split(',').filter((each) => each.trim() !== '').map((each) => each.replace('=', '=fault:'))]);
  const count = Number(text('count') ?? 1);
  const serial = text('serial') ?? '1';
  const oui = text('oui') ?? '00D09E';
  if (!/^[0-9A-F]{6}$/.test(oui)) throw new CpeError('CPE_IDENTITY', `${oui} is no OUI`, 'six hexadecimal digits in upper case, such as 00D09E');
  if (serial.length > 56) throw new CpeError('CPE_IDENTITY', 'a serial number has at most 64 characters', 'give a shorter --serial');
  const [host = '127.0.0.1', port = '0'] = (text('listen') ?? '127.0.0.1').split(/:(?=\d+$)/);
  const requests = await listenForConnectionRequests({ host, port: Number(port) }).catch((error: Error) => {
    throw new CpeError('CPE_LISTEN', `cannot listen for connection requests: ${error.message}`, 'name an address of this machine with --listen');
  });
  const asJson = text('log') === 'json';
  const onHappening = (happened: CpeHappened) => stdout.write(asJson ? jsonLine(happened) : textLine(happened));
  const options = (serialNumber: string): CpeOptions => ({
    acs,
    deviceId: { serialNumber, oui, productClass: text('product-class') ?? 'CPE' },
    connectionRequests: requests,
    version,
    script,
    loads: !flags.has('offline'),
    random: Math.random,
    onHappening,
    ...secretsOf(secrets, serialNumber),
    tls: { ...tls, ...(flags.has('insecure') && { rejectUnauthorized: false }) },
    ...(text('periodic') !== undefined && { periodic: Number(text('periodic')) * 1_000 }),
  });
  const signal = interrupted();
  const cpes: Cpe[] = [];
  const perSecond = Number(text('rate') ?? 100);
  for (let i = 1; i <= count && !signal.aborted; i++) {
    cpes.push(await startCpe(options(count === 1 ? serial : `${serial}-${i}`)));
    // All at once they would be a flood, and nobody could say which was first.
    if (i % perSecond === 0 && i < count) await sleep(1_000, signal);
  }
  if (!asJson) stdout.write(`${count === 1 ? `A CPE is at ${String(cpes[0]?.connectionRequestURL)}` : `${cpes.length} CPEs are there`}; Ctrl-C ends ${count === 1 ? 'it' : 'them'}\n`);
  if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
  await Promise.all(cpes.map((cpe) => cpe.stop()));
  await requests.close();
  return 0;
}

function urlOf(operands: readonly string[]): string {
  const [given = '', ...others] = operands;
  const url = URL.canParse(given) ? new URL(given) : undefined;
  if (others.length > 0 || url === undefined || !/^https?:$/.test(url.protocol)) throw new CpeError('CPE_URL', `${operands.join(' ')} is no address of an ACS`, 'give it as http://host:7547/');
  return url.href;
}

async function secretsOfFile(cwd: string, file: string | undefined): Promise<Secrets> {
  if (file === undefined) return {};
  try {
    return secretsIn(await readFile(path.resolve(cwd, file), 'utf8'));
  } catch (error) {
    const hint = error instanceof SecretsError ? error.hint : 'is that its name?';
    throw new CpeError('CPE_CREDENTIALS', `${file}: ${(error as Error).message}`, hint);
  }
}

async function tlsOf(cwd: string, files: Readonly<Record<'ca' | 'key' | 'cert', string | undefined>>): Promise<NonNullable<CpeOptions['tls']>> {
  if ((files.key === undefined) !== (files.cert === undefined)) throw new CpeError('CPE_TLS', 'a key needs a certificate, and a certificate its key', 'give --tls-key and --tls-cert');
  const given = Object.entries(files).flatMap(([name, file]) => (file === undefined ? [] : [{ name, file }]));
  const read = async ({ name, file }: (typeof given)[number]) => {
    const pem = await readFile(path.resolve(cwd, file), 'utf8').catch((error: Error) => {
      throw new CpeError('CPE_TLS', `${file}: ${error.message}`, 'name a file that holds PEM');
    });
    return [name, pem] as const;
  };
  return Object.fromEntries(await Promise.all(given.map(read)));
}

function versionOf(text: string | undefined) {
  const found = versions.find(({ version }) => version === (text ?? '1.2').replace('.', '-'));
  if (found === undefined) throw new CpeError('CPE_IDENTITY', `${String(text)} is no version of CWMP`, `there are ${versions.map(({ version }) => version.replace('-', '.')).join(', ')}`);
  return found.version;
}

function readScript(texts: readonly (string | undefined)[]): (cpe: Cpe) => void {
  try {
    const lines = texts.flatMap((each) => (each === undefined ? [] : scriptIn(each, ['connect', ...requestsFor('CPE', '1-4')])));
    return (cpe) => lines.forEach(({ call, parts }) => cpe.always(call, ...parts));
  } catch (error) {
    if (!(error instanceof ScriptError)) throw error;
    throw new CpeError('CPE_SCRIPT', error.message, error.hint);
  }
}

const sleep = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal.addEventListener('abort', end);
  });

/** What others have written, without what moves a terminal's cursor. */
const printable = (text: string): string => text.replace(/[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu, '?');

const textLine = ({ time, serialNumber, text }: CpeHappened): string => `${new Date(time).toISOString().slice(11, 23)} ${printable(serialNumber).padEnd(8)} ${printable(text)}\n`;
const jsonLine = ({ time, serialNumber, text }: CpeHappened): string => `${JSON.stringify({ time: new Date(time).toISOString(), serialNumber, text })}\n`;
