import { headOf, holds, isTest } from '../../model/conditions.js';
import type { JsonValue, Model, Resource } from '../../model/model.js';
import type { Operation, Representation, Slot, SlotRule } from '../schemas/representation.js';
import { representation } from '../schemas/representation.js';
import { notableValues, sampleOf, spoiledValues } from './attribute-values.js';
import { breakingPayloads } from './break-rule.js';
import type { JsonObject } from './sample.js';
import { without } from './sample.js';
import { withPlaceholders } from './placeholders.js';
import { toWire } from './wire.js';

export interface ValidVector {
  readonly name: string;
  /** The payload with long names, and as it travels. */
  readonly long: JsonObject;
  readonly wire: JsonObject;
}

export interface InvalidVector extends ValidVector {
  /** The rule that is broken, as validators name it. */
  readonly rule: string;
  /** The attribute that breaks it. */
  readonly attribute: string;
  /** What a request with this content is answered; null for a full representation, which no request carries. */
  readonly statusCode: number | null;
}

export interface ResourceVectors {
  readonly valid: readonly ValidVector[];
  readonly invalid: readonly InvalidVector[];
}

/** A content that breaks a rule of TS-0004 7.3.3.3 or 7.3.3.4 is a BAD_REQUEST. */
const badRequest = 4000;

/** Payloads of one operation on a resource: valid ones, and for every rule and attribute one that breaks just that rule. */
export function resourceVectors(model: Model, resource: Resource, operation: Operation): ResourceVectors {
  const of = representation(model, resource, operation, 'long');
  const minimal = minimalPayload(of);
  if (minimal === undefined) return { valid: [], invalid: [] };
  const placed = withPlaceholders(model, resource);
  const forms = (payload: JsonObject) => {
    const long = placed(payload);
    return { long, wire: toWire(model, resource.attributes, long) };
  };
  const valid = validPayloads(of, minimal).map(({ name, long }) => ({ name, ...forms(long) }));
  const invalid = invalidPayloads(of, minimal).map(({ name, rule, attribute, long, ruleId }) => ({
    name,
    rule,
    attribute,
    ...forms(long),
    statusCode: operation === 'full' ? null : statusCode(model, resource, operation, attribute, rule, ruleId),
  }));
  return { valid, invalid };
}

interface Payload {
  readonly name: string;
  readonly long: JsonObject;
}

interface BadPayload extends Payload {
  readonly rule: string;
  readonly attribute: string;
  /** Of a rule across attributes. */
  readonly ruleId?: string;
}

/** What must be there and nothing else; undefined when some type has no known sample. */
function minimalPayload({ slots }: Representation): JsonObject | undefined {
  const entries = slots.filter(({ use }) => use === 'M').map((slot) => [slot.key, sampleOf(slot, 'least')] as const);
  return entries.some(([, value]) => value === undefined) ? undefined : (Object.fromEntries(entries) as JsonObject);
}

const samplesOf = ({ slots }: Representation): readonly (readonly [Slot, JsonValue])[] =>
  slots.flatMap((slot) => {
    const value = slot.use === 'NP' ? undefined : slot.null === 'only' ? null : sampleOf(slot, 'most');
    return value === undefined ? [] : [[slot, value] as const];
  });

function validPayloads(of: Representation, minimal: JsonObject): readonly Payload[] {
  const samples = samplesOf(of);
  const full = of.operation === 'full';
  // What requests carry is shown there.
  const shownHere = ({ null: nulls, attribute: { create, update } }: Slot): boolean => nulls !== 'only' && !(full && (create !== 'NP' || update !== 'NP'));
  const maximal = Object.fromEntries(samples.map(([{ key }, value]) => [key, value]));
  const payloads = [
    { name: 'only what is mandatory', long: minimal },
    { name: 'everything', long: respecting(of.rules, maximal, new Set(Object.keys(minimal))) },
    ...samples.filter(([{ use }]) => use === 'O' && !full).map(([{ key }, value]) => ({ name: `with ${key}`, long: { ...minimal, [key]: value } })),
    ...samples
      .filter(([slot]) => shownHere(slot))
      .flatMap(([slot]) => notableValues(slot).map(({ what, value }) => ({ name: `${slot.key}: ${what}`, long: { ...minimal, [slot.key]: value } }))),
    ...of.slots.filter((slot) => slot.use !== 'NP' && slot.null === 'or').map(({ key }) => ({ name: `${key} deleted by null`, long: { ...minimal, [key]: null } })),
  ];
  return payloads.filter(({ long }) => of.rules.every((rule) => keeps(rule, long)));
}

function invalidPayloads(of: Representation, minimal: JsonObject): readonly BadPayload[] {
  return [...unknownAttributes(of, minimal), ...of.slots.flatMap((slot) => badSlot(slot, minimal)), ...of.rules.flatMap((rule) => badCombination(rule, of, minimal))];
}

/** Names that a careless look-up finds on every object are as unknown as any other. */
const unknownNames = ['noSuchAttribute', 'constructor', '__proto__'];
const unknownAttributes = ({ slots }: Representation, minimal: JsonObject): readonly BadPayload[] =>
  unknownNames.filter((name) => slots.every(({ key }) => key !== name)).map((name) => ({ name: `unknown attribute ${name}`, rule: 'unknown', attribute: name, long: with_(minimal, name, 1) }));

/** An own member even for `__proto__`, which assignment would not make. */
const with_ = (payload: JsonObject, name: string, value: JsonValue): JsonObject => Object.fromEntries([...Object.entries(payload), [name, value]]);

function badSlot(slot: Slot, minimal: JsonObject): readonly BadPayload[] {
  const { key, use, null: nulls } = slot;
  const rest = without(minimal, key);
  const given = sampleOf(slot, 'least');
  const bad = (rule: string, what: string, value: JsonValue): BadPayload => ({ name: `${key}: ${what}`, rule, attribute: key, long: { ...rest, [key]: value } });
  if (use === 'NP') return given === undefined ? [] : [bad('NP', 'must not be present', given)];
  if (nulls === 'only') return given === undefined ? [] : [bad('type', 'a value', given)];
  const wrong = spoiledValues(slot);
  return [
    ...(use === 'M' ? [{ name: `${key}: missing`, rule: 'M', attribute: key, long: rest }] : []),
    // A type that takes anything takes null, too.
    ...(nulls === 'no' && wrong.length > 0 ? [bad('null', 'null', null)] : []),
    ...wrong.map(({ rule, what, value }) => bad(rule, what, value)),
  ];
}

function badCombination(rule: SlotRule, of: Representation, minimal: JsonObject): readonly BadPayload[] {
  const samples = new Map(samplesOf(of).map(([{ key }, value]) => [key, value]));
  const payloads: readonly JsonObject[] = {
    forbidden: () => breakingPayloads(rule, minimal, Object.fromEntries(samples)),
    implies: () => breakingPayloads(rule, minimal, Object.fromEntries(samples)),
    alone: () => {
      const other = [...samples].find(([key]) => !rule.keys.includes(key));
      return rule.keys.flatMap((key) => (other === undefined || !samples.has(key) ? [] : [{ ...minimal, [key]: samples.get(key)!, [other[0]]: other[1] }]));
    },
    onlyWhen: () => rule.keys.flatMap((key) => (samples.has(key) ? [{ ...minimal, [key]: samples.get(key)! }] : [])),
  }[rule.kind]();
  return payloads
    // One vector breaks one rule.
    .filter((long) => !keeps(rule, long) && of.rules.every((other) => other.id === rule.id || keeps(other, long)))
    .map((long, i) => ({ name: i === 0 ? rule.id : `${rule.id} ${i + 1}`, rule: rule.kind, ruleId: rule.id, attribute: namedBy(rule, long), long }));
}

/** The attribute that a broken rule names, as validators do. */
const namedBy = ({ kind, keys, when }: SlotRule, payload: JsonObject): string =>
  kind === 'forbidden' && when.every(([path, wanted]) => !path.includes('/') && !isTest(wanted)) ? when[0]![0] : kind === 'implies' || kind === 'forbidden' ? keys[0]! : keys.find((key) => key in payload)!;

/** Does the payload keep the rule? */
function keeps({ kind, keys, when, must }: SlotRule, payload: JsonObject): boolean {
  const condition = holds(payload, when);
  switch (kind) {
    case 'forbidden':
      return !condition;
    case 'alone':
      return Object.keys(payload).length < 2 || !keys.some((key) => Object.hasOwn(payload, key));
    case 'onlyWhen':
      return keys.every((key) => Object.hasOwn(payload, key) === condition);
    case 'implies':
      return !condition || holds(payload, must);
  }
}

/** The payload without the optional attributes that break a rule. */
function respecting(rules: readonly SlotRule[], payload: JsonObject, mandatory: ReadonlySet<string>): JsonObject {
  let kept = payload;
  for (const rule of rules) {
    if (keeps(rule, kept)) continue;
    const removable = (rule.kind === 'forbidden' ? rule.when.map(([path]) => headOf(path)).slice(-1) : rule.keys).filter((key) => !mandatory.has(key));
    kept = Object.fromEntries(Object.entries(kept).filter(([key]) => !removable.includes(key)));
  }
  return kept;
}

/** The rule's own answer, or that of the outcome made for an invalid value of the attribute (TS-0004 7.4.16.2.1: cmdType). */
function statusCode(model: Model, resource: Resource, operation: Operation, attribute: string, rule: string, ruleId?: string): number {
  const ofRule = resource.rules.find((r) => r.id === ruleId)?.outcome;
  const ofValue = model.outcomes.find((o) => o.id === `${resource.name}.${operation}.${attribute}Invalid`)?.statusCode;
  return ofRule ?? (presence.has(rule) ? undefined : ofValue) ?? badRequest;
}

/** Rules about whether an attribute is there at all, not about its value. */
const presence: ReadonlySet<string> = new Set(['M', 'NP', 'unknown']);
