import * as enumerations from '../generated/enumerations.js';
import { aliasOf, attributeNames, attributesOf, memberNames } from '../generated/tables/index.js';
import type { Issue } from '../generated/validators/support.js';
import { isObject, shown } from './matcher.js';
import { nearest } from './nearest.js';
import type { Payload } from './payload.js';
import type { SchemaObject } from './schema.js';
import { own, schemaAt, schemaOf } from './schema.js';
import type { PayloadVectors } from './vectors.js';
import { generatedFile } from './data.js';

/** More would hide the first ones. */
const most = 8;

/** Where, what, which rule of which clause, and what would be right: a few lines for each issue. */
export function explained(issues: readonly Issue[], payload?: Payload): string {
  const more = issues.length > most ? [`… and ${issues.length - most} more`] : [];
  return [...issues.slice(0, most).map((issue) => explain(issue, payload)), ...more].join('\n');
}

function explain(issue: Issue, payload: Payload | undefined): string {
  const right = payload === undefined ? undefined : remedyOf(issue, payload);
  return [
    `  at ${pointer(issue.path)}: ${issue.message}`,
    `     rule ${issue.rule}${clauseOf(issue, payload)}`,
    ...(right === undefined ? [] : [`     ${right}`]),
  ].join('\n');
}

export const pointer = (path: readonly (string | number)[]): string =>
  path.length === 0 ? 'the whole' : path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

/** The row of the attribute names its source; the validator that of the whole table, or of the rule. */
function clauseOf({ attribute, clause }: Issue, payload: Payload | undefined): string {
  const row = payload && attributesOf(payload.resource)?.find(({ name }) => name === attribute);
  const source = clause ?? row?.source;
  return source === undefined ? '' : `, ${source}`;
}

type Remedy = (issue: Issue, at: Place) => string | undefined;

interface Place {
  readonly payload: Payload;
  readonly schema: SchemaObject;
  readonly value: unknown;
}

const remedies: Readonly<Partial<Record<Issue['rule'], Remedy>>> = {
  NP: () => 'leave it out',
  M: example,
  null: example,
  type: (issue, at) => converted(issue, at) ?? example(issue, at),
  enum: fromEnumeration,
  pattern: example,
  range: (issue, { schema, value }) => {
    const { minimum = -Infinity, maximum = Infinity } = schemaAt(schema, issue.path)?.schema ?? {};
    return typeof value === 'number' ? `nearest: ${Math.min(Math.max(value, minimum), maximum)}` : undefined;
  },
  unknown: knownName,
};

const remedyOf = (issue: Issue, payload: Payload): string | undefined =>
  remedies[issue.rule]?.(issue, { payload, schema: schemaOf(payload.resource, payload.operation, payload.form), value: valueAt(payload.body, issue.path) });

function valueAt(body: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce((value, step) => (Array.isArray(value) ? value[Number(step)] : isObject(value) ? own(value, String(step)) : undefined), body);
}

/** What the test vector with every attribute has there. */
function example({ path }: Issue, { payload: { resource, operation, form } }: Place): string | undefined {
  const file = `vectors/${resource}.${operation === 'partial' ? 'full' : operation}.json`;
  const everything = (generatedFile(file) as PayloadVectors).valid.find(({ name }) => name === 'everything');
  const value = valueAt(everything?.[form], path.map((step) => (typeof step === 'number' ? 0 : step)));
  return value === undefined ? undefined : `for example ${shown(value)}`;
}

/** A name where a number belongs, a number or truth value in quotes. */
function converted(issue: Issue, at: Place): string | undefined {
  if (typeof at.value !== 'string') return undefined;
  const resolved = schemaAt(at.schema, issue.path);
  if (resolved?.schema.enum !== undefined) return fromEnumeration(issue, at);
  const types = [resolved?.schema.type ?? []].flat();
  const parsed = /^(?:true|false|-?\d{1,15})$/.test(at.value) ? (JSON.parse(at.value.replace(/^(-?)0+(?=\d)/, '$1')) as number | boolean) : undefined;
  const fits = typeof parsed === 'boolean' ? types.includes('boolean') : parsed !== undefined && (types.includes('integer') || types.includes('number'));
  return fits ? `nearest: ${String(parsed)}, without quotes` : undefined;
}

/** The values that are allowed, by name where they have names, and the one that was probably meant. */
function fromEnumeration({ path }: Issue, { schema, value }: Place): string | undefined {
  const resolved = schemaAt(schema, path);
  const allowed = resolved?.schema.enum;
  if (allowed === undefined) return undefined;
  const numbers = enumeration(resolved?.typeName);
  const nameOf = (each: unknown): string | undefined => Object.entries(numbers).find(([, number]) => number === each)?.[0];
  const label = (each: unknown): string => [shown(each), nameOf(each)].filter((part) => part !== undefined).join(' ');
  const meant = nearestValue(value, allowed, resolved?.typeName, nameOf);
  const list = allowed.filter((each) => each !== null).map(label).join(', ');
  return meant === undefined ? `allowed: ${list}` : `nearest: ${label(meant)}; allowed: ${list}`;
}

function nearestValue(value: unknown, allowed: readonly unknown[], typeName: string | undefined, nameOf: (each: unknown) => string | undefined): unknown {
  if (typeof value === 'number') {
    const numbers = allowed.filter((each): each is number => typeof each === 'number');
    return numbers.sort((a, b) => Math.abs(a - value) - Math.abs(b - value))[0];
  }
  if (typeof value !== 'string') return undefined;
  if (allowed.includes(Number(value)) && value.trim() !== '') return Number(value);
  const alias = aliasOf(`m2m:${typeName ?? ''}`, value);
  if (alias !== undefined && allowed.includes(alias.value)) return alias.value;
  const near = nearest(value, allowed.flatMap((each) => nameOf(each) ?? (typeof each === 'string' ? each : [])));
  return allowed.find((each) => each === near || (near !== undefined && nameOf(each) === near));
}

/** Names and numbers of an enumeration, by the name of its type. */
export function enumeration(typeName: string | undefined): Readonly<Record<string, number>> {
  const found = typeName === undefined ? undefined : own(enumerations as Readonly<Record<string, unknown>>, typeName.charAt(0).toUpperCase() + typeName.slice(1));
  return isObject(found) ? (found as Readonly<Record<string, number>>) : {};
}

/** A name of the other form, or a slip of the pen. */
function knownName({ path }: Issue, { payload: { form }, schema }: Place): string | undefined {
  const name = String(path.at(-1));
  const { properties = {} } = schemaAt(schema, path.slice(0, -1))?.schema ?? {};
  const known = Object.keys(properties).filter((key) => properties[key] !== false);
  for (const table of [attributeNames, memberNames]) {
    const other = (form === 'wire' ? table.toShort : table.toLong).get(name);
    if (other !== undefined && known.includes(other)) return `nearest: "${other}", its ${form === 'wire' ? 'short' : 'long'} name`;
  }
  const near = nearest(name, known);
  return near === undefined ? undefined : `did you mean "${near}"?`;
}
