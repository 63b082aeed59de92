/** Parameters of a primitive, under short names, in the headers and the query of an HTTP message: driven by the generated table. */

import { httpFields, type HttpFieldRow } from '../../../generated/tables/http-binding.js';
import { memberNames, parameterNames } from '../../../generated/tables/names.js';
import { attributesOf, type Attributes, type JsonValue } from '../../resource.js';
import { BindingError } from './binding-error.js';
import { read, write, type Escape } from './values.js';

export type Headers = Readonly<Record<string, string>>;
export type Message = 'request' | 'response';

interface Field {
  readonly row: HttpFieldRow;
  /** Short name of the parameter. */
  readonly parameter: string;
  /** Name in the parameter; conditions of filterCriteria have there the names that they have in a query. */
  readonly member: string | undefined;
  /** As in a message of Node: lower case. */
  readonly header: string;
  /** How texts of a header carry its value. */
  readonly inHeader: Escape;
}

/** A header is visible ASCII with blanks inside (RFC 9110 5.5): nothing is escaped there, so other texts cannot be carried. */
const asInHeader = (row: HttpFieldRow): Escape => ({
  to: (text) => {
    if (/^[!-~]([ -~]*[!-~])?$/.test(text)) return text;
    throw new BindingError('BAD_REQUEST', `${row.name} cannot carry ${JSON.stringify(text.slice(0, 80))}`, row.source);
  },
  from: (text) => text,
});

const fields: readonly Field[] = httpFields.map((row) => ({
  row,
  parameter: parameterNames.toShort.get(row.parameter) ?? row.parameter,
  member: row.member === null ? undefined : row.parameter === 'filterCriteria' ? row.name : (memberNames.toShort.get(row.member) ?? row.member),
  header: row.name.toLowerCase(),
  inHeader: asInHeader(row),
}));

const headersOf = (message: Message): readonly Field[] => fields.filter(({ row }) => row.part === 'header' && row.in.includes(message));
const headerFields = { request: headersOf('request'), response: headersOf('response') };
const queryFields = fields.filter(({ row }) => row.part === 'query');
const queryNames: ReadonlyMap<string, Field> = new Map(queryFields.map((field) => [field.row.name, field]));
/** By their parameters, in the order of the table: most requests have none of these. */
const queryFieldsOf: ReadonlyMap<string, readonly Field[]> = new Map(queryFields.map(({ parameter }) => [parameter, queryFields.filter((field) => field.parameter === parameter)]));

/** Parameters that stand elsewhere than in a field of the table: on the request line, in Content-Type, in the body. */
const elsewhere = { request: ['op', 'to', 'ty', 'pc', 'fc', 'rt'], response: ['pc', 'tqf', 'to'] } as const;
const carried = {
  request: new Set<string>([...elsewhere.request, ...headerFields.request.map(({ parameter }) => parameter), ...queryFields.map(({ parameter }) => parameter)]),
  response: new Set<string>([...elsewhere.response, ...headerFields.response.map(({ parameter }) => parameter)]),
};

/** @throws BindingError when a parameter has no place in this message */
export function checkCarried(message: Message, primitive: Attributes): void {
  const places = carried[message];
  for (const name of Object.keys(primitive)) {
    if (!places.has(name)) throw new BindingError('NOT_IMPLEMENTED', `HTTP has no place for the parameter ${name} of a ${message}`, 'TS-0009 6');
  }
}

export function writeHeaders(message: Message, primitive: Attributes): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const field of headerFields[message]) {
    const value = valueOf(primitive, field);
    if (value === undefined) continue;
    const [text] = write(field.row, value, field.inHeader);
    if (text !== undefined) headers[field.row.name] = text;
  }
  return headers;
}

/** A scheme of HTTP's own: credentials for this hop, no Tokens of the primitive (TS-0009 7.1). */
const credentials = /^(basic|bearer|digest|negotiate)\b/i;

export function readHeaders(message: Message, headers: Headers, primitive: Record<string, JsonValue>): void {
  for (const field of headerFields[message]) {
    const text = headers[field.header];
    // An AE that has no AE-ID yet may say so, or say nothing (TS-0004 7.3.2.1).
    if (text === undefined || (text === '' && field.parameter === 'fr')) continue;
    if (field.header === 'authorization' && credentials.test(text)) continue;
    put(primitive, field, read(field.row, [text], field.inHeader));
  }
}

/** Fields of HTTP's own that say what a request is: to drop one of two would be to choose. */
const ofHttp = ['content-type', 'host'];

const once: ReadonlySet<string> = new Set([...headerFields.request.map(({ header }) => header), ...ofHttp]);

/**
 * Each field stands once: of two, Node gives the first or joins them, which is an Originator that nobody has named.
 * @param names as they arrived, each followed by its value
 * @throws BindingError
 */
export function checkOnce(names: readonly string[]): void {
  const found = new Set<string>();
  for (let at = 0; at < names.length; at += 2) {
    const header = names[at]!.toLowerCase();
    if (found.has(header) && once.has(header)) throw new BindingError('BAD_REQUEST', `${names[at]} stands more than once`, 'TS-0009 6.4, RFC 9110 5.3');
    found.add(header);
  }
}

/** With its question mark; empty when there is nothing to ask. */
export function writeQuery(primitive: Attributes): string {
  const pairs: string[] = [];
  for (const [parameter, ofParameter] of queryFieldsOf) {
    if (primitive[parameter] === undefined) continue;
    for (const field of ofParameter) {
      const value = valueOf(primitive, field);
      if (value !== undefined) pairs.push(...write(field.row, value, asInQuery).map((text) => `${field.row.name}=${text}`));
    }
  }
  const criteria = (primitive['fc'] ?? {}) as Attributes;
  for (const [member, prefix] of conditions) {
    for (const condition of listOf(criteria[member])) pairs.push(attributePair(prefix, condition));
  }
  const unknown = Object.keys(criteria).find((name) => !queryNames.has(name) && !conditions.some(([member]) => member === name));
  if (unknown !== undefined) throw new BindingError('NOT_IMPLEMENTED', `HTTP has no place for the condition ${unknown}`, QUERY);
  const names = attributeList(primitive);
  if (names !== undefined) pairs.push(`atrl=${names.map((name) => asInQuery.to(name)).join('+')}`);
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

const QUERY = 'TS-0009 6.2.2.2';

/** Conditions on attributes go by the names of these, with a prefix (TS-0009 6.2.2.2). */
const conditions: readonly (readonly [member: string, prefix: string])[] = [
  ['atr', ''],
  ['catr', 'c.'],
  ['patr', 'p.'],
];

export function readQuery(query: string, primitive: Record<string, JsonValue>): void {
  const found = new Map<Field, string[]>();
  for (const pair of query.split('&')) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    if (equals < 1) throw new BindingError('BAD_REQUEST', `${JSON.stringify(pair.slice(0, 80))} is no field of a query`, QUERY);
    const name = asInQuery.from(pair.slice(0, equals));
    const text = pair.slice(equals + 1);
    const field = queryNames.get(name);
    if (field !== undefined) found.set(field, [...(found.get(field) ?? []), text]);
    else if (name === 'atrl') putAttributeList(primitive, text);
    else putCondition(primitive, name, asInQuery.from(text.replaceAll('+', ' ')));
  }
  for (const [field, texts] of found) put(primitive, field, read(field.row, field.row.form === 'text' ? texts.map((text) => text.replaceAll('+', ' ')) : texts, asInQuery));
}

function putCondition(primitive: Record<string, JsonValue>, name: string, value: string): void {
  const [member, prefix] = conditions.find(([, start]) => start !== '' && name.startsWith(start)) ?? conditions[0]!;
  const criteria = own(primitive, 'fc');
  criteria[member] = [...listOf(criteria[member]), { nm: name.slice(prefix.length), val: value }];
}

function putAttributeList(primitive: Record<string, JsonValue>, text: string): void {
  if (primitive['pc'] !== undefined) throw new BindingError('BAD_REQUEST', 'atrl stands more than once', QUERY);
  primitive['pc'] = { 'm2m:atrl': asInQuery.from(text).split(/[+, ]/).filter((each) => each !== '') };
}

function attributePair(prefix: string, condition: JsonValue): string {
  const { nm, val } = (condition ?? {}) as { readonly nm?: JsonValue; readonly val?: JsonValue };
  const isCarried = typeof nm === 'string' && nm !== '' && (prefix !== '' || !(queryNames.has(nm) || nm === 'atrl' || /^[cp]\./.test(nm)));
  if (!isCarried || typeof val === 'object' || val === undefined) throw new BindingError('BAD_REQUEST', 'HTTP cannot carry this condition on an attribute', QUERY);
  return `${prefix}${asInQuery.to(nm)}=${asInQuery.to(String(val))}`;
}

/** The attributes of a partial RETRIEVE, from the content or behind the `#` of To. */
function attributeList(primitive: Attributes): readonly string[] | undefined {
  const content = primitive['pc'] as Attributes | undefined;
  const names = primitive['op'] === 2 ? content?.['m2m:atrl'] : undefined;
  if (Array.isArray(names)) return names as readonly string[];
  const { to } = primitive;
  const hash = typeof to === 'string' ? to.indexOf('#') : -1;
  return hash === -1 ? undefined : [String(to).slice(hash + 1)];
}

/** One value of a parameter may be the parameter itself: rt 3 is { rtv: 3 }. */
function valueOf(primitive: Attributes, { parameter, member }: Field): JsonValue | undefined {
  const value = primitive[parameter];
  if (member === undefined || value === undefined) return value;
  if (typeof value === 'object' && value !== null) return (value as Attributes)[member];
  return member === 'rtv' ? value : undefined;
}

function put(primitive: Record<string, JsonValue>, { parameter, member }: Field, value: JsonValue): void {
  if (member === undefined) primitive[parameter] = value;
  else own(primitive, parameter)[member] = value;
}

function own(primitive: Record<string, JsonValue>, name: string): Record<string, JsonValue> {
  return (primitive[name] ??= attributesOf() as Record<string, JsonValue>) as Record<string, JsonValue>;
}

const listOf = (value: JsonValue | undefined): readonly JsonValue[] => (Array.isArray(value) ? value : []);

const asInQuery: Escape = {
  to: (text) => {
    if (/\p{Surrogate}/u.test(text)) throw new BindingError('BAD_REQUEST', 'a query must be well-formed Unicode', QUERY);
    return encodeURIComponent(text);
  },
  from: (text) => {
    if (!text.includes('%')) return text;
    try {
      return decodeURIComponent(text);
    } catch {
      throw new BindingError('BAD_REQUEST', `${JSON.stringify(text.slice(0, 80))} is badly escaped`, QUERY);
    }
  },
};
