/** What is there: the CSE that answers at an address, and what it says it supports. */

import { isObject, type JsonValue } from '../wire/json-value.js';
import type { Syntax } from '../wire/media-types.js';
import { addressOf } from '../runtime/http/binding/index.js';
import { ConformError } from './errors.js';
import type { Exchange, Exchanged } from './exchange.js';
import { bodyOf } from './match.js';

export interface Target {
  /** CSE-relative address of the CSEBase: its name. */
  readonly base: string;
  /** CSE-ID, with its slash. */
  readonly cse: string;
  /** Numbers of the resource types that it supports; undefined: it does not say. */
  readonly types: ReadonlySet<number> | undefined;
  readonly releases: readonly string[];
  readonly serializations: readonly string[];
  /** In which it shows the CSEBase. */
  readonly shownIn: Syntax;
  /** It is judged by an earlier release than the one that the plan is of: it says that it has no other, or is asked in one. */
  readonly isEarlier: boolean;
}

/** @throws ConformError when there is no CSE that answers */
export async function inspect(exchange: Exchange, url: URL, origin: string, release = '3'): Promise<Target> {
  const to = baseAddress(url);
  const answer = await exchange({ op: 2, to, fr: origin });
  const body = answer.content === undefined ? undefined : bodyOf(answer.content);
  if (answer.rsc === undefined && answer.response !== undefined && answer.troubles.length === 0) throw refused(url, origin, `HTTP ${answer.response.status}`);
  if (answer.rsc === undefined) throw new ConformError('CONFORM_NO_CSE', `no CSE answers at ${url.href}: ${reasonOf(answer)}`, 'is it running, and is this the address of its CSEBase?');
  if (answer.rsc === RELEASE_VERSION_NOT_SUPPORTED) throw new ConformError('CONFORM_REFUSED', `the CSE at ${url.href} takes no requests of this release: ${answer.rsc}`, 'name one that it has, with --release 2a say');
  if (answer.rsc === NOT_FOUND) throw new ConformError('CONFORM_NO_CSE', `there is nothing at ${url.href}: ${answer.rsc}`, 'give the address of the CSEBase, with its name: http://host:8080/cse-in');
  if (answer.rsc !== 2000 || !isObject(body)) throw refused(url, origin, answer.rsc);
  const base = body['rn'];
  const cse = body['csi'];
  if (typeof cse !== 'string') throw new ConformError('CONFORM_NO_CSE', `what is at ${url.href} is no CSEBase: it has no CSE-ID`, 'give the address of the CSEBase, like http://host:8080/cse-in');
  const [types, releases] = [numbersIn(body['srt']), textsIn(body['srv'])];
  return {
    base: typeof base === 'string' ? base : to,
    cse: `/${cse.replace(/^\/+/, '')}`,
    types: types.length === 0 ? undefined : new Set(types),
    releases,
    isEarlier: earlier.has(release) || (releases.length > 0 && releases.every((each) => earlier.has(each))),
    serializations: textsIn(body['csz']),
    shownIn: syntaxOf(answer),
  };
}

/** TS-0004 6.6.3.5. */
const NOT_FOUND = 4004;
const RELEASE_VERSION_NOT_SUPPORTED = 4001;

/** Before the release that the plan is of: what came with it a CSE need not know. */
const earlier: ReadonlySet<string> = new Set(['1', '2', '2a']);

/** Whether it says that it has XML; undefined: contentSerialization, which it need not have, says nothing. */
export const hasXml = ({ serializations }: Pick<Target, 'serializations'>): boolean | undefined => (serializations.length === 0 ? undefined : serializations.some((each) => /xml/i.test(each)));

const refused = (url: URL, origin: string, came: string | number): ConformError =>
  new ConformError('CONFORM_REFUSED', `the CSEBase at ${url.href} is not shown to ${origin}: ${came}`, 'name one that may do everything with --origin, and what shows who it is with --header or --credentials');

function baseAddress(url: URL): string {
  if (url.pathname === '/' || url.pathname === '') throw new ConformError('CONFORM_URL', `${url.href} names no CSEBase`, 'add its name: http://host:8080/cse-in');
  return addressOf(url.pathname.replace(/\/+$/, ''));
}

export const syntaxOf = ({ response }: Exchanged): Syntax => (/xml/i.test(response?.headers['content-type'] ?? '') ? 'xml' : 'json');

const reasonOf = ({ troubles }: Exchanged): string => troubles.map(({ came }) => came).join('; ') || 'nothing came';

const listOf = (value: JsonValue | undefined): readonly JsonValue[] => (value === undefined || value === null ? [] : Array.isArray(value) ? (value as readonly JsonValue[]) : String(value).split(/\s+/));
const numbersIn = (value: JsonValue | undefined): readonly number[] => listOf(value).map(Number).filter(Number.isInteger);
const textsIn = (value: JsonValue | undefined): readonly string[] => listOf(value).map(String);
