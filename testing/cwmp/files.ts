/** Files that a CPE loads and sends over HTTP, and the faults that it finds by itself (TR-069 A.5.1, codes 9010 to 9019). */

import { createHash } from 'node:crypto';
import type { Fault } from '../../runtime/devices/devices.js';
import { packageNamedBy, type Package } from '../../runtime/devices/software.js';
import { Connection, type Answer, type Call } from './http.js';

export interface Place {
  readonly url: string;
  readonly username?: string | undefined;
  readonly password?: string | undefined;
}

const limit = 30_000;

/** What is there, or the fault that says why not. */
export async function load(place: Place, size = 0): Promise<{ readonly content: Uint8Array } | Fault> {
  const answer = await exchange(place, { method: 'GET' });
  if ('faultCode' in answer) return answer;
  if (size !== 0 && answer.body.length !== size) return fault(9018, `${answer.body.length} bytes were loaded, and ${size} are announced`);
  return { content: answer.body };
}

/** Undefined: it has arrived. */
export async function send(place: Place, content: string): Promise<Fault | undefined> {
  const answer = await exchange(place, { method: 'PUT', body: content, headers: { 'content-type': 'text/plain' } });
  return 'faultCode' in answer ? (answer.faultCode === 9016 ? fault(9011, answer.faultString) : answer) : undefined;
}

async function exchange({ url, username = '', password = '' }: Place, call: Call): Promise<Answer | Fault> {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed === undefined) return fault(9003, 'that is no URL');
  if (parsed.username !== '' || parsed.password !== '') return fault(9003, 'a URL holds no credentials');
  if (!/^https?:$/.test(parsed.protocol)) return fault(9013, `${parsed.protocol} is not spoken`);
  const connection = new Connection(url, username === '' ? undefined : { user: username, password }, limit);
  try {
    const answer = await connection.call(call);
    if (answer.status === 401 || answer.status === 403) return fault(9012, `the server answers ${answer.status}`);
    return answer.status >= 200 && answer.status < 300 ? answer : fault(9016, `the server answers ${answer.status}`);
  } catch (error) {
    return fault(9015, (error as Error).message);
  } finally {
    connection.close();
  }
}

/** What a file says of itself as JSON, `{"name": …, "version": …}`, or else what its URL is called after. */
export function packageIn(url: string, content: Uint8Array): Package {
  try {
    const { name, version, uuid } = JSON.parse(new TextDecoder().decode(content.subarray(0, 65_536))) as Readonly<Record<string, unknown>>;
    if (typeof name === 'string' && typeof version === 'string') return { name, version, ...(typeof uuid === 'string' && { uuid }) };
  } catch {
    // Most files are no JSON.
  }
  return packageNamedBy(url);
}

export const digestOf = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex');

const fault = (faultCode: number, faultString: string): Fault => ({ faultCode, faultString: faultString.slice(0, 256) });
