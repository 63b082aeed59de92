// Arbitrary payloads for fast-check, which whoever imports this module has.

import * as fc from 'fast-check';
import type { IssueRule } from '../generated/validators/support.js';
import { breaking, spoiled, unknownKeys, without } from './arbitrary/invalid.js';
import { rightedIn } from './arbitrary/primitives.js';
import type { CrossRule } from './arbitrary/rules.js';
import { completed, crossRulesOf, includedIn, isBroken } from './arbitrary/rules.js';
import type { JsonObject } from './arbitrary/values.js';
import { anything, membersOf, valuesOf } from './arbitrary/values.js';
import { misuse } from './matcher.js';
import type { BodyOf, Form, OperationOf, ResourceName, Validators } from './names.js';
import { rowsIn, validatorOf } from './payload.js';
import type { SchemaObject } from './json-schema.js';
import { schemaOf } from './schema.js';
import { packaged, type Specification } from './specification.js';

/** A payload that breaks one rule. */
export interface InvalidPayload {
  readonly body: Readonly<Record<string, unknown>>;
  /** Long name of the attribute at which the rule is broken. */
  readonly attribute: string;
  readonly rule: IssueRule;
}

export interface ArbitraryOptions<F extends Form = Form> {
  /** Long names, when it is left out. */
  readonly form?: F | undefined;
}

type Whole<R extends ResourceName<V>, V = Validators> = Exclude<OperationOf<R, V>, 'partial'>;

export interface ResourceArbitrary<R extends ResourceName<V>, V = Validators> {
  /** Valid payloads: what is mandatory, and any choice of the rest. Shrinks to the least one. */
  <O extends Whole<R, V>, F extends Form = 'long'>(operation: O, options?: ArbitraryOptions<F>): fc.Arbitrary<BodyOf<V, R, O, F>>;
  /** Payloads that break exactly one rule. */
  invalid(operation: Whole<R, V>, options?: ArbitraryOptions): fc.Arbitrary<InvalidPayload>;
}

export type ArbitraryPayloads<V = Validators> = { readonly [R in ResourceName<V>]: ResourceArbitrary<R, V> } & {
  invalid<R extends ResourceName<V>>(resource: R, operation: Whole<R, V>, options?: ArbitraryOptions): fc.Arbitrary<InvalidPayload>;
};

/** `arbitrary` for a specification. */
export function bindArbitrary<V = Validators>(specification: Specification): ArbitraryPayloads<V> {
  const of = (resource: string, operation: WholeOperation, form?: Form): Shape => shapeOf(specification, resource, operation, form);
  return Object.fromEntries([
    ['invalid', (resource: string, operation: WholeOperation, options: ArbitraryOptions = {}) => invalid(of(resource, operation, options.form))],
    ...[...rowsIn(specification).keys()].map((resource) => [
      resource,
      Object.assign((operation: WholeOperation, options: ArbitraryOptions = {}) => valid(of(resource, operation, options.form)), {
        invalid: (operation: WholeOperation, options: ArbitraryOptions = {}) => invalid(of(resource, operation, options.form)),
      }),
    ]),
  ]) as unknown as ArbitraryPayloads<V>;
}

/** Arbitrary payloads of every resource type: `arbitrary.node('create')`, `arbitrary.invalid('node', 'create')`. */
export const arbitrary: ArbitraryPayloads = bindArbitrary(packaged);

type WholeOperation = 'create' | 'update' | 'full';

/** What is looked at to learn whether there are such payloads at all: the same each time, and nearly always the first tells. */
const drawn = <T>(values: fc.Arbitrary<T>, numRuns: number): readonly T[] => fc.sample(values, { numRuns, seed: 1 });

interface Shape {
  readonly specification: Specification;
  readonly resource: string;
  readonly form: Form;
  readonly schema: SchemaObject;
  readonly rules: readonly CrossRule[];
  /** Attributes that must stand alone in a request. */
  readonly lonely: ReadonlySet<string>;
  /** Names under which children stand: they are payloads of their own types, and whoever wants some puts them there. */
  readonly children: ReadonlySet<string>;
  /** Where a body, valid or not, breaks rules across attributes. */
  readonly offending: (body: JsonObject) => readonly string[];
  /** Some of those rules look deeper than values, and may leave a wrong value no body to stand in. */
  readonly looksDeeper: boolean;
}

/** What there is to know of the payloads of one kind; names that do not exist are the test's mistake. */
function shapeOf(specification: Specification, resource: string, operation: WholeOperation, form: Form = 'long'): Shape {
  const { issues } = validatorOf({ resource, operation, form }, specification);
  if (!['create', 'update', 'full'].includes(operation)) return misuse(`no payloads are made for "${String(operation)}"`);
  const schema = schemaOf(resource, operation, form, specification);
  const rules = crossRulesOf(specification, resource, form, schema);
  const lonely = new Set(rules.filter(({ kind }) => kind === 'alone').flatMap(({ attributes }) => attributes));
  // Rules that look deeper than values the validator knows.
  const looksDeeper = specification.rulesOf(resource).some(({ id, kind }) => kind === 'implies' || (kind === 'forbidden' && !rules.some((rule) => rule.id === id)));
  const offending = (body: JsonObject): readonly string[] => [
    ...rules.flatMap((rule) => (isBroken(rule, body) ? rule.attributes.slice(0, 1) : [])),
    ...(looksDeeper ? issues(body).flatMap(({ rule, path }) => (rule === 'implies' || rule === 'forbidden' ? [String(path[0])] : [])) : []),
  ];
  const attributes = new Set((specification.attributesOf(resource) ?? []).map((row) => (form === 'wire' ? row.shortName : row.name)));
  const children = new Set(Object.keys(schema.properties ?? {}).filter((key) => key.includes(':') && !attributes.has(key)));
  return { specification, resource, form, schema, rules, lonely, children, offending, looksDeeper };
}

/** Payloads without those attributes that must stand alone. */
function ordinary(shape: Shape): fc.Arbitrary<JsonObject> {
  const { specification, resource, form, schema, lonely, children } = shape;
  const included = includedIn(specification, resource, form);
  const righted = rightedIn(specification, resource, form);
  return membersOf(schema, schema, { without: new Set([...lonely, ...children]) })
    .map((body) => eased(righted(completed(body, included)), shape))
    .filter((body) => body !== undefined);
}

/** The body without the attributes that rules do not want beside the others; none where it must have them. Where many go together with few, nothing else would be found soon. */
function eased(body: JsonObject, { schema, offending }: Shape): JsonObject | undefined {
  const found = offending(body);
  if (found.length === 0) return body;
  const less = Object.fromEntries(Object.entries(body).filter(([key]) => !found.includes(key) || schema.required?.includes(key)));
  return offending(less).length === 0 ? less : undefined;
}

function valid(shape: Shape): fc.Arbitrary<JsonObject> {
  const { schema, lonely } = shape;
  const alone = [...lonely].map((key) => valuesOf(schema.properties![key]!, schema).map((value) => ({ [key]: value })));
  return fc.oneof(
    { withCrossShrink: true },
    { weight: 9, arbitrary: ordinary(shape) },
    ...alone.map((each) => ({ weight: 1, arbitrary: each })),
  );
}

function invalid(shape: Shape): fc.Arbitrary<InvalidPayload> {
  const { specification, resource, schema, rules, lonely, children } = shape;
  const good = ordinary(shape);
  const longNames = new Map((specification.attributesOf(resource) ?? []).map(({ name, shortName }) => [shape.form === 'wire' ? shortName : name, name]));
  const cases = (key: string, rule: IssueRule, bodies: fc.Arbitrary<JsonObject>): fc.Arbitrary<InvalidPayload> =>
    bodies.map((body) => ({ body, attribute: longNames.get(key) ?? specification.names.members.toLong.get(key) ?? key, rule }));
  const isKept = (body: JsonObject): boolean => shape.offending(body).length === 0;
  const put = (key: string, values: fc.Arbitrary<unknown>): fc.Arbitrary<JsonObject> =>
    fc
      .tuple(lonely.has(key) ? fc.constant({}) : good, values)
      .map(([body, value]) => ({ ...body, [key]: value }))
      // A wrong value may be the very one on which another attribute depends.
      .filter(isKept);
  const stored = schemaOf(resource, 'full', shape.form, specification);
  const sampled = shape.looksDeeper ? drawn(good, 20) : [];
  // An unknown member of a structure breaks two rules where another attribute says which members it has, whatever that says.
  const isPossible = (key: string, values: fc.Arbitrary<unknown>): boolean =>
    !shape.looksDeeper || [1, 20].some((runs) => drawn(values, runs).some((value) => (lonely.has(key) ? [{}] : sampled).some((body) => isKept({ ...body, [key]: value }))));

  // Where an attribute may be at all depends on another: a wrong value of it breaks two rules.
  const dependent = new Set(rules.filter(({ kind }) => kind === 'onlyWhen').flatMap(({ attributes }) => attributes));
  const byAttribute = Object.entries(schema.properties ?? {}).flatMap(([key, member]) => {
    if (member === true || dependent.has(key) || children.has(key)) return [];
    if (member === false) return [cases(key, 'NP', put(key, valuesOf(stored.properties?.[key] || true, stored)))];
    const lacking = good.map((body) => without(body, key));
    const missing = schema.required?.includes(key) ? [cases(key, 'M', lacking)] : [];
    const wrong = spoiled(member, schema).flatMap(({ rule, values }) => (isPossible(key, values) ? [cases(key, rule, put(key, values))] : []));
    return missing.length + wrong.length === 0 ? [] : [fc.oneof(...missing, ...wrong)];
  });
  const unknown = fc
    .tuple(good, unknownKeys(schema), anything)
    .map(([body, key, value]) => ({ body: { ...body, [key]: value }, attribute: key, rule: 'unknown' as const }));
  const across = rules.map((rule) => cases(rule.attributes[0]!, rule.kind, breaking(rule, good, schema)));
  return fc.oneof(...byAttribute, unknown, ...across);
}
