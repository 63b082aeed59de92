// Arbitrary payloads for fast-check, which whoever imports this module has.

import * as fc from 'fast-check';
import { attributesOf, memberNames, rulesOf } from '../generated/tables/index.js';
import type { IssueRule } from '../generated/validators/support.js';
import { breaking, spoiled, unknownKeys, without } from './arbitrary/invalid.js';
import type { CrossRule } from './arbitrary/rules.js';
import { completed, crossRulesOf, includedIn, isBroken } from './arbitrary/rules.js';
import type { JsonObject } from './arbitrary/values.js';
import { anything, membersOf, valuesOf } from './arbitrary/values.js';
import { misuse } from './matcher.js';
import type { Body, Form, OperationOf, ResourceName } from './names.js';
import { resourceList, validatorOf } from './payload.js';
import type { SchemaObject } from './json-schema.js';
import { schemaOf } from './schema.js';

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

type Whole<R extends ResourceName> = Exclude<OperationOf<R>, 'partial'>;

export interface ResourceArbitrary<R extends ResourceName> {
  /** Valid payloads: what is mandatory, and any choice of the rest. Shrinks to the least one. */
  <O extends Whole<R>, F extends Form = 'long'>(operation: O, options?: ArbitraryOptions<F>): fc.Arbitrary<Body<R, O, F>>;
  /** Payloads that break exactly one rule. */
  invalid(operation: Whole<R>, options?: ArbitraryOptions): fc.Arbitrary<InvalidPayload>;
}

export type ArbitraryPayloads = { readonly [R in ResourceName]: ResourceArbitrary<R> } & {
  invalid<R extends ResourceName>(resource: R, operation: Whole<R>, options?: ArbitraryOptions): fc.Arbitrary<InvalidPayload>;
};

/** Arbitrary payloads of every resource type: `arbitrary.node('create')`, `arbitrary.invalid('node', 'create')`. */
export const arbitrary: ArbitraryPayloads = Object.fromEntries([
  [
    'invalid',
    (resource: ResourceName, operation: WholeOperation, options: ArbitraryOptions = {}) => invalid(resource, operation, options.form),
  ],
  ...resourceList.map((resource) => [
    resource,
    Object.assign((operation: WholeOperation, options: ArbitraryOptions = {}) => valid(shapeOf(resource, operation, options.form)), {
      invalid: (operation: WholeOperation, options: ArbitraryOptions = {}) => invalid(resource, operation, options.form),
    }),
  ]),
]) as unknown as ArbitraryPayloads;

type WholeOperation = 'create' | 'update' | 'full';

/** What is looked at to learn whether there are such payloads at all: the same each time. */
const drawn = { numRuns: 20, seed: 1 } as const;

interface Shape {
  readonly resource: ResourceName;
  readonly form: Form;
  readonly schema: SchemaObject;
  readonly rules: readonly CrossRule[];
  /** Attributes that must stand alone in a request. */
  readonly lonely: ReadonlySet<string>;
  /** Does a body, valid or not, keep the rules across attributes? */
  readonly isKept: (body: JsonObject) => boolean;
  /** Some of those rules look deeper than values, and may leave a wrong value no body to stand in. */
  readonly looksDeeper: boolean;
}

/** What there is to know of the payloads of one kind; names that do not exist are the test's mistake. */
function shapeOf(resource: ResourceName, operation: WholeOperation, form: Form = 'long'): Shape {
  const { issues } = validatorOf({ resource, operation, form });
  if (!['create', 'update', 'full'].includes(operation)) return misuse(`no payloads are made for "${String(operation)}"`);
  const schema = schemaOf(resource, operation, form);
  const rules = crossRulesOf(resource, form, schema);
  const lonely = new Set(rules.filter(({ kind }) => kind === 'alone').flatMap(({ attributes }) => attributes));
  // Rules that look deeper than values the validator knows.
  const looksDeeper = rulesOf(resource).some(({ id, kind }) => kind === 'implies' || (kind === 'forbidden' && !rules.some((rule) => rule.id === id)));
  const isKept = (body: JsonObject): boolean =>
    !rules.some((rule) => isBroken(rule, body)) && !(looksDeeper && issues(body).some(({ rule }) => rule === 'implies' || rule === 'forbidden'));
  return { resource, form, schema, rules, lonely, isKept, looksDeeper };
}

/** Payloads without those attributes that must stand alone. */
function ordinary({ resource, form, schema, lonely, isKept }: Shape): fc.Arbitrary<JsonObject> {
  const included = includedIn(resource, form);
  return membersOf(schema, schema, { without: lonely }).map((body) => completed(body, included)).filter(isKept);
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

function invalid(resource: ResourceName, operation: WholeOperation, form?: Form): fc.Arbitrary<InvalidPayload> {
  const shape = shapeOf(resource, operation, form);
  const { schema, rules, lonely } = shape;
  const good = ordinary(shape);
  const longNames = new Map((attributesOf(resource) ?? []).map(({ name, shortName }) => [shape.form === 'wire' ? shortName : name, name]));
  const cases = (key: string, rule: IssueRule, bodies: fc.Arbitrary<JsonObject>): fc.Arbitrary<InvalidPayload> =>
    bodies.map((body) => ({ body, attribute: longNames.get(key) ?? memberNames.toLong.get(key) ?? key, rule }));
  const put = (key: string, values: fc.Arbitrary<unknown>): fc.Arbitrary<JsonObject> =>
    fc
      .tuple(lonely.has(key) ? fc.constant({}) : good, values)
      .map(([body, value]) => ({ ...body, [key]: value }))
      // A wrong value may be the very one on which another attribute depends.
      .filter(shape.isKept);
  const stored = schemaOf(resource, 'full', shape.form);
  const sampled = shape.looksDeeper ? fc.sample(good, drawn) : [];
  // An unknown member of a structure breaks two rules where another attribute says which members it has, whatever that says.
  const isPossible = (key: string, values: fc.Arbitrary<unknown>): boolean =>
    !shape.looksDeeper || fc.sample(values, drawn).some((value) => sampled.some((body) => shape.isKept({ ...body, [key]: value } as JsonObject)));

  // Where an attribute may be at all depends on another: a wrong value of it breaks two rules.
  const dependent = new Set(rules.filter(({ kind }) => kind === 'onlyWhen').flatMap(({ attributes }) => attributes));
  const byAttribute = Object.entries(schema.properties ?? {}).flatMap(([key, member]) => {
    if (member === true || dependent.has(key)) return [];
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
