import type { JsonValue, Model, Resource } from '../../model/model.js';
import { inlineJson } from '../json/rows.js';
import type { Row } from '../json/rows.js';
import { memberName, operationsOf } from '../schemas/representation.js';
import { featuresOfPayload, featuresOfResource } from './features.js';
import { placeholderSamples } from './placeholders.js';
import type { InvalidVector, ResourceVectors, ValidVector } from './resource-vectors.js';
import { resourceVectors } from './resource-vectors.js';
import type { JsonObject } from './sample.js';

/**
 * The payloads of one resource type, each thing written once: names at the head, a value of each attribute that several
 * payloads have, the least payload of each operation, and then what every other has and lacks in comparison with it. One that
 * is the same difference in several operations stands once, with these operations.
 */
export function vectorFile(model: Model, resource: Resource): string {
  const operations = operationsOf(resource).map((operation) => ({ operation, vectors: resourceVectors(model, resource, operation) }));
  const payloads = operations.flatMap(({ vectors: { valid, invalid } }) => [...valid, ...invalid]);
  const names = shortNamesOf(resource);
  const members = shortNamesOfMembers(model, payloads);
  const shared = sharedValues(operations.map(({ vectors }) => vectors));
  const against = { model, resource, names, members, shared };
  const valid = new Rows();
  const invalid = new Rows();
  for (const { operation, vectors } of operations) {
    const base = leastOf(vectors);
    for (const vector of vectors.valid) valid.add(operation, { name: vector.name, ...(vector.below !== undefined && { below: vector.below }), ...(vector.stored !== undefined && { stored: vector.stored }) }, difference(against, vector, base));
    for (const vector of vectors.invalid) invalid.add(operation, headOf(vector), difference(against, vector, base));
  }
  const needs = featuresOfResource(model, resource);
  const placeholders = placeholdersIn(model, payloads);
  const head: Row = {
    resource: resource.name,
    ...(needs.length > 0 && { needs }),
    names,
    ...(Object.keys(members).length > 0 && { members }),
    ...(placeholders.length > 0 && { placeholders: Object.fromEntries(placeholders) }),
    values: Object.fromEntries([...shared].filter(([name]) => valid.has(name) || invalid.has(name))),
  };
  const bases = operations.map(({ operation, vectors }): Row => ({ operation, ...difference({ ...against, shared: new Map() }, leastOf(vectors), nothing) }));
  const lines = Object.entries(head).map(([name, value]) => `${JSON.stringify(name)}: ${inlineJson(value)}`);
  return `{\n  ${[...lines, list('operations', bases), list('valid', valid.all()), list('invalid', invalid.all())].join(',\n  ')}\n}\n`;
}

const list = (name: string, rows: readonly Row[]): string => `${JSON.stringify(name)}: ${rows.length === 0 ? '[]' : `[\n${rows.map((row) => `    ${inlineJson(row)}`).join(',\n')}\n  ]`}`;

/** A payload in both name forms. */
type Payload = Pick<ValidVector, 'long' | 'wire'>;

const nothing: Payload = { long: {}, wire: {} };
const leastOf = ({ valid }: ResourceVectors): Payload => valid[0] ?? nothing;

/** Null, the status code of what no request carries, is that of every operation. */
const headOf = ({ name, rule, attribute, statusCode }: InvalidVector): Row => ({ name, rule, attribute, ...(statusCode !== null && { statusCode }) });

/** Vectors in the order in which they first occur, with all operations in which each does. */
class Rows {
  private readonly rows: { readonly head: Row; readonly in: string[]; readonly difference: Row }[] = [];
  private readonly alike = new Map<string, typeof this.rows>();
  private readonly taken = new Set<string>();

  /** What no request carries comes last, and has no status code of its own that would tell it from others. */
  add(operation: string, { statusCode, ...head }: Row, difference: Row): void {
    const key = textOf({ ...head, difference } as JsonValue);
    const alike = this.alike.get(key) ?? [];
    const same = alike.find((row) => statusCode === undefined || row.head['statusCode'] === statusCode);
    if (same !== undefined) {
      same.in.push(operation);
      return;
    }
    const row = { head: { ...head, ...(statusCode !== undefined && { statusCode }) }, in: [operation], difference };
    this.rows.push(row);
    this.alike.set(key, [...alike, row]);
    for (const name of (difference['has'] as readonly string[] | undefined) ?? []) this.taken.add(name);
  }

  all(): readonly Row[] {
    return this.rows.map(({ head, in: operations, difference }) => ({ ...head, in: operations, ...difference }));
  }

  /** Attributes whose value some vector takes from the head of the file. */
  has(name: string): boolean {
    return this.taken.has(name);
  }
}

const shortNamesOf = ({ attributes }: Resource): { readonly [name: string]: string } =>
  Object.fromEntries(attributes.filter(({ name, shortName }) => name !== shortName).map(({ name, shortName }) => [name, shortName]));

/** Of the members of structures, as far as they occur. */
function shortNamesOfMembers(model: Model, payloads: readonly Payload[]): { readonly [name: string]: string } {
  const found = new Map<string, string>();
  const seen = new Set<object>();
  const visit = (value: JsonValue): void => {
    if (typeof value !== 'object' || value === null || seen.has(value)) return;
    seen.add(value);
    if (Array.isArray(value)) return (value as readonly JsonValue[]).forEach(visit);
    for (const [name, inner] of Object.entries(value)) {
      const short = memberName(model, 'wire', name);
      if (short !== name) found.set(name, short);
      visit(inner as JsonValue);
    }
  };
  for (const { long } of payloads) Object.values(long).forEach(visit);
  return Object.fromEntries(found);
}

/** The value that an attribute has in the payloads with everything: the one that most others have, too. */
function sharedValues(operations: readonly ResourceVectors[]): ReadonlyMap<string, JsonValue> {
  const shared = new Map<string, JsonValue>();
  for (const { valid } of operations)
    for (const { name, long } of valid) if (name === 'everything') for (const [key, value] of Object.entries(long)) if (!shared.has(key)) shared.set(key, value);
  return shared;
}

/** As far as they occur, in the order of the table. */
function placeholdersIn(model: Model, payloads: readonly Payload[]): readonly (readonly [string, string])[] {
  const found = new Set<JsonValue>();
  const visit = (value: JsonValue): void => {
    if (value === null || found.has(value)) return;
    found.add(value);
    if (typeof value === 'object') Object.values(value).forEach(visit);
  };
  for (const { long } of payloads) visit(long);
  return [...placeholderSamples(model)].filter(([text]) => found.has(text));
}

interface Against {
  readonly model: Model;
  readonly resource: Resource;
  readonly names: { readonly [name: string]: string };
  readonly members: { readonly [name: string]: string };
  readonly shared: ReadonlyMap<string, JsonValue>;
}

/** Short names stand there only where they do not follow from the names at the head. */
function difference({ model, resource, names, members, shared }: Against, payload: Payload, base: Payload): Row {
  const without = Object.keys(base.long).filter((key) => !Object.hasOwn(payload.long, key));
  const long = Object.entries(changes(payload.long, base.long));
  const wire = changes(payload.wire, base.wire);
  const has = long.filter(([name, value]) => shared.has(name) && isAlike(shared.get(name), value));
  const other = has.length === 0 ? long : long.filter((entry) => !has.includes(entry));
  const inOrder = [...has, ...other].map(([name, value]) => [shortOf(names, name), value] as const);
  const follows = inOrder.every(([short, value]) => Object.hasOwn(wire, short) && isAlike(wire[short], renamedWithin(members, value)));
  const needs = featuresOfPayload(model, resource, Object.fromEntries(long));
  return {
    ...(needs.length > 0 && { needs }),
    ...(without.length > 0 && { without }),
    ...(has.length > 0 && { has: has.map(([name]) => name) }),
    ...(other.length > 0 && { with: Object.fromEntries(other) }),
    ...(!(follows && inOrder.length === Object.keys(wire).length) && { wire }),
  };
}

/** Own members throughout: one of the unknown names is `__proto__`. */
const changes = (payload: JsonObject, base: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(payload).filter(([key, value]) => !Object.hasOwn(base, key) || !isAlike(base[key], value)));

const shortOf = (names: { readonly [name: string]: string }, name: string): string => (Object.hasOwn(names, name) ? names[name]! : name);

function renamedWithin(members: { readonly [name: string]: string }, value: JsonValue): JsonValue {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return (value as readonly JsonValue[]).map((item) => renamedWithin(members, item));
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [shortOf(members, name), renamedWithin(members, inner as JsonValue)]));
}

const isAlike = (a: JsonValue | undefined, b: JsonValue | undefined): boolean => a === b || (typeof a === 'object' && typeof b === 'object' && textOf(a) === textOf(b));

const textOf = (value: JsonValue | undefined): string => JSON.stringify(value ?? null);
