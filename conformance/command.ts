/** `specgen conform URL`: a run over HTTP, and its reports. */

import { randomInt } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { credentialsIn } from './credentials.js';
import { cpesAt, type RunningDevices } from './cwmp/cpes.js';
import { printable } from './curl.js';
import { comparedWith, countsOf } from './findings.js';
import { listenForNotifications } from './http/listen.js';
import { httpSender } from './http/send.js';
import { htmlReport } from './report/html.js';
import { baselineIn, jsonReport } from './report/json.js';
import { junitReport } from './report/junit.js';
import { textReport } from './report/text.js';
import { runConformance, type Progress } from './run.js';
import type { Specification } from './specification.js';
import { ConformError } from './errors.js';
import type { Syntax } from '../wire/media-types.js';
import { secretsIn, SecretsError, type Secrets } from '../testing/cwmp/secrets.js';

/** What the command line gives to a command, as far as this one needs it. */
export interface CommandLine {
  readonly flags?: ReadonlyMap<string, string | true>;
  readonly operands?: readonly string[];
  /** Of one's own, where one is named. */
  readonly specification?: Specification;
  readonly cwd: string;
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown; readonly isTTY?: boolean };
  /** Aborted when the user wants the command to end. */
  readonly interrupted: () => AbortSignal;
}

/** 0 nothing new fails, 1 something does, 2 the run could not begin or not end. */
export async function run(line: CommandLine): Promise<0 | 1 | 2> {
  try {
    return await judge(line);
  } catch (error) {
    if (!(error instanceof ConformError)) throw error;
    line.stderr.write(`error ${error.code} ${printable(error.message)}\n       hint: ${printable(error.hint)}\n`);
    return 2;
  }
}

async function judge({ flags = new Map(), operands = [], specification, cwd, stdout, stderr, interrupted }: CommandLine): Promise<0 | 1 | 2> {
  const text = (name: string): string | undefined => flags.get(name) as string | undefined;
  const number = (name: string): number | undefined => (text(name) === undefined ? undefined : Number(text(name)));
  const url = urlOf(operands);
  // All that can be wrong with the command is said before anything is asked.
  const baselineFile = text('baseline');
  const baseline = baselineFile === undefined ? undefined : baselineIn(await fileOf(cwd, baselineFile), baselineFile);
  const secrets = text('credentials');
  const credentials = secrets === undefined ? undefined : credentialsIn(await fileOf(cwd, secrets), secrets);
  const content = contentIn(text('content'));
  const acs = acsIn(text('cpe'));
  const cpeSecrets = await cpeSecretsIn(cwd, text('cpe-credentials'));
  const sender = httpSender({ url, timeout: number('timeout') ?? 5000, rate: number('rate'), insecure: flags.has('insecure') });
  const listen = listenAt(text('listen') ?? '127.0.0.1');
  const listener = await listenForNotifications({ ...listen, specification }).catch(cannotListen('notifications'));
  let devices: RunningDevices | undefined;
  const progress = progressOn(stderr);
  try {
    // Beside where notifications arrive: at a port of its own.
    if (acs !== undefined) devices = await cpesAt({ acs, listen: { host: listen.host }, timeout: number('timeout'), insecure: flags.has('insecure'), ...cpeSecrets }).catch(cannotListen('connection requests'));
    const report = await runConformance({
      url: url.href,
      send: sender.send,
      listener,
      devices,
      ...(specification !== undefined && { specification }),
      headers: headersIn(text('header')),
      credentials,
      seed: number('seed') ?? randomInt(1, 1e9),
      origin: text('origin') ?? 'CAdmin',
      release: text('release') ?? '3',
      content,
      only: text('only')?.split(',').map((word) => word.trim()) ?? [],
      keep: flags.has('keep'),
      signal: interrupted(),
      progress: progress.show,
    });
    progress.clear();
    const compared = baseline === undefined ? undefined : comparedWith(baseline, report.outcomes);
    const folder = text('report');
    if (folder !== undefined) {
      await writeAll(path.resolve(cwd, folder), {
        'report.txt': textReport(report, compared),
        'report.json': jsonReport(report, compared),
        'junit.xml': junitReport(report, compared),
        'index.html': htmlReport(report, compared),
      });
    }
    stdout.write(text('format') === 'json' ? jsonReport(report, compared) : textReport(report, compared));
    if (report.ended !== undefined) return 2;
    return (compared === undefined ? countsOf(report.outcomes).failed : compared.added.length) > 0 ? 1 : 0;
  } finally {
    progress.clear();
    sender.close();
    await devices?.close();
    await listener.close();
  }
}

const cannotListen =
  (what: string) =>
  (error: Error): never => {
    throw new ConformError('CONFORM_WORLD', `cannot listen for ${what}: ${error.message}`, 'name an address of this machine with --listen');
  };

function contentIn(text = 'json'): Syntax {
  if (text !== 'json' && text !== 'xml') throw new ConformError('CONFORM_CONTENT', `--content must be json or xml, not "${text}"`, 'without --content a run is in JSON');
  return text;
}

function acsIn(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) throw new ConformError('CONFORM_URL', `${text} is no address of an ACS`, 'give it as http://host:7547/');
  return text;
}

async function cpeSecretsIn(cwd: string, name: string | undefined): Promise<Secrets> {
  if (name === undefined) return {};
  try {
    return secretsIn(await fileOf(cwd, name));
  } catch (error) {
    if (!(error instanceof SecretsError)) throw error;
    throw new ConformError('CONFORM_FILE', `${name} ${error.message}`, error.hint);
  }
}

function urlOf(operands: readonly string[]): URL {
  const [given = '', ...others] = operands;
  const url = URL.canParse(given) ? new URL(given) : undefined;
  if (others.length > 0 || url === undefined || !/^https?:$/.test(url.protocol)) throw new ConformError('CONFORM_URL', `${operands.join(' ')} is no address of a CSE`, 'give the address of its CSEBase: http://host:8080/cse-in');
  return url;
}

const headersIn = (text = ''): Record<string, string> =>
  Object.fromEntries(text.split('\n').filter((each) => each !== '').map((each) => [each.slice(0, each.indexOf(':')), each.slice(each.indexOf(':') + 1).trim()]));

async function fileOf(cwd: string, name: string): Promise<string> {
  try {
    return await readFile(path.resolve(cwd, name), 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new ConformError('CONFORM_FILE', `${name} ${code === 'ENOENT' ? 'does not exist' : `cannot be read: ${message}`}`, `give the path of a file, from ${cwd}`);
  }
}

async function writeAll(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder, name), text);
  } catch (error) {
    throw new ConformError('CONFORM_FILE', `the reports cannot be written: ${(error as Error).message}`, 'name a folder with --report that may be written to');
  }
}

function listenAt(text: string): { readonly host: string; readonly port?: number } {
  // An address of IPv6 has colons of its own: with a port it is in brackets.
  const [, bracketed, plain, port] = /^(?:\[([^\]]+)\]|([^:]+))(?::(\d+))?$/.exec(text) ?? [];
  const host = bracketed ?? plain ?? text;
  return { host, ...(port !== undefined && { port: Number(port) }) };
}

/** One line that overwrites itself, on a terminal. */
function progressOn(stderr: CommandLine['stderr']): { readonly show: (progress: Progress) => void; readonly clear: () => void } {
  if (stderr.isTTY !== true) return { show: () => undefined, clear: () => undefined };
  let last = 0;
  return {
    show({ done, of, failed }) {
      const now = Date.now();
      if (now - last < 100) return;
      last = now;
      stderr.write(`\r\u001b[2K${done} of ${of}, ${failed} failed …`);
    },
    clear: () => stderr.write('\r\u001b[2K'),
  };
}
