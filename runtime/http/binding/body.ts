/** The content of a primitive as the body of a message, in JSON or XML (TS-0009 6.4.3, 6.5; TS-0004 8). */

import type { JsonObject } from '../../../wire/json-value.js';
import { mediaType, type Syntax } from '../../../wire/media-types.js';
import type { JsonValue } from '../../resource.js';
import { BindingError } from './binding-error.js';
import { packageCodec, type Codec } from './codec.js';
import { faultOfJson, hasLoneSurrogate } from './json-text.js';

export interface BodyType {
  readonly syntax: Syntax;
  /** Says Resource Type: the request is a CREATE. */
  readonly resourceType: number | undefined;
}

/** Depth beyond which a body is refused before anything is made of it. */
const MAX_DEPTH = 64;

/** Clients send few different headers, many times: what was made of one is remembered, for so many. */
const REMEMBERED = 256;

function remembering<T>(make: (header: string) => T): (header: string) => T {
  const made = new Map<string, T>();
  return (header) => {
    const known = made.get(header);
    if (known !== undefined) return known;
    const value = make(header);
    if (made.size < REMEMBERED && header.length < 200) made.set(header, value);
    return value;
  };
}

/** With how often it says Resource Type, whether or not that is the number of one. */
const typeIn = remembering((header) => ({ known: mediaType(header), saysType: header.match(/;\s*ty\s*=/gi)?.length ?? 0 }));

export function bodyType(header: string | undefined): BodyType {
  if (header === undefined) throw new BindingError('BAD_REQUEST', 'a message with a body must have a Content-Type', 'TS-0009 6.4.3');
  const { known, saysType } = typeIn(header);
  if (known === undefined) throw new BindingError('UNSUPPORTED_MEDIA_TYPE', `the Content-Type ${JSON.stringify(header.slice(0, 80))} is not read here; application/json and application/xml are, in a CREATE with ;ty=…`, 'TS-0004 6.7');
  if (saysType !== (known.resourceType === undefined ? 0 : 1)) throw new BindingError('BAD_REQUEST', 'ty must be the number of one resource type', 'TS-0009 6.4.3');
  return known;
}

/** The syntax of an answer: the first that Accept names and we write, JSON where it names none; undefined: nothing would be accepted. */
export function accepted(header: string | undefined): { readonly syntax: Syntax; readonly type: string } | undefined {
  return header === undefined || header.trim() === '' ? json : firstOf(header);
}

const firstOf = remembering((header: string): { readonly syntax: Syntax; readonly type: string } | undefined => {
  const ranges = header.split(',').map((range) => {
    const [name = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    return { name, quality: Number(parameters.find((each) => each.startsWith('q='))?.slice(2) ?? 1) };
  });
  // What is named with q=0 is not meant by a wildcard (RFC 9110 12.5.1).
  const unwanted = new Set(ranges.flatMap(({ name, quality }) => (quality > 0 ? [] : [mediaType(name)?.syntax])));
  for (const { name, quality } of ranges.sort((a, b) => b.quality - a.quality)) {
    if (!(quality > 0)) continue;
    if (name === '*/*' || name === 'application/*') {
      const left = [json, xml].find(({ syntax }) => !unwanted.has(syntax));
      if (left !== undefined) return left;
      continue;
    }
    const known = mediaType(name);
    if (known !== undefined && (known.content === 'any' || known.content === 'resource')) return { syntax: known.syntax, type: name };
  }
  return undefined;
});

const json = { syntax: 'json', type: 'application/json' } as const;
const xml = { syntax: 'xml', type: 'application/xml' } as const;

/** What resources are told by; `full`: what there is, where an empty element is an empty text, such as the parentID of a CSEBase, and no NULL. */
type PartOf = 'create' | 'update' | 'full';

/** Short names, in its root element. @throws BindingError */
export function readBody(text: string, { syntax }: Pick<BodyType, 'syntax'>, part?: PartOf, codec: Codec = packageCodec): JsonValue {
  if (syntax === 'xml') return readXmlBody(text, part, codec);
  const fault = faultOfJson(text, MAX_DEPTH);
  if (fault !== undefined) throw unreadable(fault);
  const content = parsed(text);
  if (hasLoneSurrogate(text, content)) throw unreadable('half of a pair of surrogates is no character');
  // In one process a representation may come without its root element, as attributes alone; on the wire it never does (TS-0004 8.4).
  if ((part === 'create' || part === 'update') && typeof content === 'object' && content !== null && !isRooted(content)) throw unreadable('the body has no root element with its prefix, as { "m2m:cnt": … }');
  return content;
}

function parsed(text: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue;
  } catch (error) {
    throw unreadable(`the body is no JSON: ${(error as Error).message.slice(0, 200)}`);
  }
}

function readXmlBody(text: string, operation: PartOf | undefined, { fromXml, encode, rootOf }: Codec): JsonValue {
  const read = fromXml(text, { maxDepth: MAX_DEPTH, ...(operation !== undefined && { operation }) });
  if (!read.ok) throw unreadable(`the body is not read as XML: ${read.diagnostics[0]?.message ?? ''}`.slice(0, 300));
  const short = encode(read.type, read.value, { unknown: 'keep' });
  return (inRoot.has(read.type) ? short : { [rootOf(read.type)]: short }) as JsonValue;
}

/** @throws BindingError when XML would not give back what is written */
export function writeBody(content: JsonValue, syntax: Syntax, operation?: PartOf, { decode, toXml }: Codec = packageCodec): string {
  if (syntax === 'json') return JSON.stringify(content);
  const written = toXml('primitiveContent', decode('primitiveContent', content as JsonObject), { emptyLists: 'omit', ...(operation !== undefined && { operation }) });
  if (written.ok) return written.xml;
  throw new BindingError('NOT_ACCEPTABLE', `the content cannot be written as XML: ${written.diagnostics[0]?.message ?? ''}`, 'TS-0004 8.3');
}

/** What XML is read as with its root element; a resource is read without, even where all that it shows are children, with prefixes of their own. */
const inRoot: ReadonlySet<string> = new Set(['notification', 'primitiveContent']);

const isRooted = (value: object): boolean => Object.keys(value).some((name) => name.includes(':'));

const unreadable = (message: string): BindingError => new BindingError('BAD_REQUEST', message, 'TS-0009 6.5');
