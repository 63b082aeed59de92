import { isTest, type Test, valueAt } from '../../model/conditions.js';
import type { JsonValue, Model, Resource } from '../../model/model.js';
import { oncePer } from '../../once-per.js';
import type { Operation, Representation, Slot, SlotRule } from '../schemas/representation.js';
import { representation } from '../schemas/representation.js';
import { notableValues, sampleOf, spoiledValues } from './attribute-values.js';
import { breakingPayloads } from './break-rule.js';
import { completed, eachMember, keeps, membersKeeping, respecting } from './keep-rules.js';
import type { Fitting, Surroundings } from './fitting.js';
import { conditioned, fittingOf } from './fitting.js';
import { withPlaceholders } from './placeholders.js';
import type { JsonObject, Size } from './sample.js';
import { without } from './sample.js';
import { toWire } from './wire.js';

export interface ValidVector extends Surroundings {
  readonly name: string;
  /** The payload with long names, and as it travels. */
  readonly long: JsonObject;
  readonly wire: JsonObject;
}

export interface InvalidVector extends Omit<ValidVector, keyof Surroundings> {
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
  const fitting = fittingOf(model, resource);
  const minimal = minimalPayload(of, fitting);
  if (minimal === undefined) return { valid: [], invalid: [] };
  const placed = withPlaceholders(model, resource);
  const named = toWire(model, resource.attributes);
  const forms = (payload: JsonObject) => {
    const long = placed(payload);
    return { long, wire: named(long) };
  };
  const creatable = creationOf(model, resource, fitting);
  const fitted: Fitted = (long) => {
    if (operation !== 'create' && operation !== 'update') return { long };
    const { stored, ...whole } = conditioned(model, resource, operation, long);
    return { ...whole, ...(stored !== undefined && { stored: placed(creatable(stored)) }) };
  };
  const valid = validPayloads(of, minimal, fitting).flatMap(({ name, long }) => {
    const { long: whole, ...surroundings } = fitted(long);
    return of.rules.every((rule) => keeps(rule, whole)) ? [{ name, ...forms(whole), ...surroundings }] : [];
  });
  const invalid = invalidPayloads(of, minimal, fitting, fitted).map(({ name, long, ...broken }) => ({
    name,
    rule: broken.rule,
    attribute: broken.attribute,
    ...forms(long),
    statusCode: operation === 'full' ? null : statusCode(model, resource, operation, broken),
  }));
  return { valid, invalid };
}

/** What a resource has before an UPDATE, with what else the CREATE that made it so had to carry. */
function creationOf(model: Model, resource: Resource, fitting: Fitting): (stored: JsonObject) => JsonObject {
  const { slots, rules } = representation(model, resource, 'create', 'long');
  return (stored) => completed(rules, stored, samplesOf(slots, 'least', fitting));
}

/** A payload with what its conditions want. */
type Fitted = (long: JsonObject) => ReturnType<typeof conditioned>;

interface Payload {
  readonly name: string;
  readonly long: JsonObject;
}

interface BadPayload extends Payload {
  readonly rule: string;
  readonly attribute: string;
  /** Of a rule across attributes. */
  readonly ruleId?: string;
  /** Within the value of the attribute. */
  readonly isWithin?: boolean;
}

/** What must be there, by the table or by a rule, and nothing else; undefined when some type has no known sample. */
function minimalPayload({ slots, rules }: Representation, fitting: Fitting): JsonObject | undefined {
  const entries = slots.filter(({ use }) => use === 'M').map((slot) => [slot.key, sampleOf(slot, 'least', fitting)] as const);
  return entries.some(([, value]) => value === undefined) ? undefined : completed(rules, Object.fromEntries(entries) as JsonObject, samplesOf(slots, 'least', fitting));
}

const samplesOf = (slots: readonly Slot[], size: Size, fitting: Fitting): JsonObject =>
  Object.fromEntries(
    slots.flatMap((slot) => {
      const value = slot.use === 'NP' ? undefined : slot.null === 'only' ? null : sampleOf(slot, size, fitting);
      return value === undefined ? [] : [[slot.key, value] as const];
    }),
  );

function validPayloads(of: Representation, minimal: JsonObject, fitting: Fitting): readonly Payload[] {
  const all = samplesOf(of.slots, 'most', fitting);
  const samples = of.slots.filter(({ key }) => Object.hasOwn(all, key)).map((slot) => [slot, all[slot.key]!] as const);
  const full = of.operation === 'full';
  // What requests carry is shown there.
  const shownHere = ({ null: nulls, attribute: { create, update } }: Slot): boolean => nulls !== 'only' && !(full && (create !== 'NP' || update !== 'NP'));
  const maximal = Object.fromEntries(samples.map(([{ key }, value]) => [key, membersKeeping(of.rules, minimal, key, value)]));
  const with_ = (key: string, value: JsonValue): JsonObject => completed(of.rules, { ...minimal, [key]: value }, maximal);
  return [
    { name: 'only what is mandatory', long: minimal },
    { name: 'everything', long: respecting(of.rules, maximal, minimal) },
    ...samples.filter(([{ key, use }]) => use === 'O' && !full && !Object.hasOwn(minimal, key)).map(([{ key }, value]) => ({ name: `with ${key}`, long: with_(key, membersKeeping(of.rules, minimal, key, value)) })),
    ...samples.filter(([{ use }]) => use !== 'NP' && !full).flatMap(([{ key }, value]) => eachMember(of.rules, minimal, key, value).map(([name, long]) => ({ name: `${key} with ${name} alone`, long }))),
    ...samples
      .filter(([slot]) => shownHere(slot))
      .flatMap(([slot]) => notableValues(slot, fitting).map(({ what, value }) => ({ name: `${slot.key}: ${what}`, long: with_(slot.key, value) }))),
    ...of.slots.filter((slot) => slot.use !== 'NP' && slot.null === 'or').map(({ key }) => ({ name: `${key} deleted by null`, long: { ...minimal, [key]: null } })),
  ];
}

function invalidPayloads(of: Representation, minimal: JsonObject, fitting: Fitting, fitted: Fitted): readonly BadPayload[] {
  const samples = samplesOf(of.slots, 'least', fitting);
  // Wrong is one value, which needs no less beside it than a right one.
  const whole = (payload: BadPayload): BadPayload => (payload.isWithin === true ? { ...payload, long: completed(of.rules, payload.long, samples) } : payload);
  // A wrong value may break a rule as well, of which another attribute is the fault.
  const alone = ({ long, attribute }: BadPayload): boolean => of.rules.every((rule) => rule.keys.includes(attribute) || keeps(rule, long));
  return [...unknownAttributes(of, minimal), ...of.slots.flatMap((slot) => badSlot(slot, minimal, fitting)).map(whole).filter(alone), ...of.rules.flatMap((rule) => badCombination(rule, of, minimal, fitting, fitted))];
}

/** Names that a careless look-up finds on every object are as unknown as any other. */
const unknownNames = ['noSuchAttribute', 'constructor', '__proto__'];
const unknownAttributes = ({ slots }: Representation, minimal: JsonObject): readonly BadPayload[] =>
  unknownNames.filter((name) => slots.every(({ key }) => key !== name)).map((name) => ({ name: `unknown attribute ${name}`, rule: 'unknown', attribute: name, long: withOwn(minimal, name, 1) }));

/** An own member even for `__proto__`, which assignment would not make. */
const withOwn = (payload: JsonObject, name: string, value: JsonValue): JsonObject => Object.fromEntries([...Object.entries(payload), [name, value]]);

function badSlot(slot: Slot, minimal: JsonObject, fitting: Fitting): readonly BadPayload[] {
  const { key, use, null: nulls } = slot;
  const rest = without(minimal, key);
  const given = sampleOf(slot, 'least', fitting);
  const bad = (rule: string, what: string, value: JsonValue): BadPayload => ({ name: `${key}: ${what}`, rule, attribute: key, long: { ...rest, [key]: value } });
  if (use === 'NP') return given === undefined ? [] : [bad('NP', 'must not be present', given)];
  if (nulls === 'only') return given === undefined ? [] : [bad('type', 'a value', given)];
  const wrong = spoiledValues(slot);
  return [
    ...(use === 'M' ? [{ name: `${key}: missing`, rule: 'M', attribute: key, long: rest }] : []),
    // A type that takes anything takes null, too.
    ...(nulls === 'no' && wrong.length > 0 ? [bad('null', 'null', null)] : []),
    ...wrong.map(({ rule, what, value }): BadPayload => ({ ...bad(rule, what, value), isWithin: true })),
  ];
}

function badCombination(rule: SlotRule, of: Representation, minimal: JsonObject, fitting: Fitting, fitted: Fitted): readonly BadPayload[] {
  const samples = new Map(Object.entries({ ...samplesOf(of.slots, 'most', fitting), ...chosenFor(rule, of, fitting) }));
  const payloads: readonly JsonObject[] = {
    forbidden: () => breakingPayloads(rule, minimal, Object.fromEntries(samples)),
    implies: () => breakingPayloads(rule, minimal, Object.fromEntries(samples)),
    alone: () => {
      const other = [...samples].find(([key]) => !rule.keys.includes(key));
      return rule.keys.flatMap((key) => (other === undefined || !samples.has(key) ? [] : [{ ...minimal, [key]: samples.get(key)!, [other[0]]: other[1] }]));
    },
    onlyWhen: () => rule.keys.flatMap((key) => (samples.has(key) ? [{ ...minimal, [key]: samples.get(key)! }] : [])),
  }[rule.kind]();
  // One vector breaks one rule.
  const isAlone = (long: JsonObject): boolean => !keeps(rule, long) && of.rules.every((other) => other.id === rule.id || keeps(other, long));
  return payloads
    .map((long) => (isAlone(long) ? long : fitted(long).long))
    .filter(isAlone)
    .map((long, i) => ({ name: i === 0 ? rule.id : `${rule.id} ${i + 1}`, rule: rule.kind, ruleId: rule.id, attribute: namedBy(rule, long), long }));
}

/** Of choices those alternatives that the rule is about: what it wants to be there, and members that it does not want. */
function chosenFor({ when, must }: SlotRule, { slots }: Representation, fitting: Fitting): JsonObject {
  const isAbout = (key: string, value: JsonValue): boolean =>
    when.some(([path]) => path.startsWith(`${key}/`) && valueAt({ [key]: value }, path) !== undefined) ||
    must.some(([path, wanted]) => path === key && isTest(wanted) && (wanted as Test).members?.some((name) => Object.hasOwn(value as JsonObject, name)) === false);
  return Object.fromEntries(
    slots.flatMap((slot) => {
      const chosen = [sampleOf(slot, 'most', fitting), ...notableValues(slot, fitting).map(({ value }) => value)].find((value) => value !== undefined && isAbout(slot.key, value));
      return chosen === undefined ? [] : [[slot.key, chosen] as const];
    }),
  );
}

/** The attribute that a broken rule names, as validators do. */
const namedBy = ({ kind, keys, when }: SlotRule, payload: JsonObject): string =>
  kind === 'forbidden' && when.every(([path, wanted]) => !path.includes('/') && !isTest(wanted)) ? when[0]![0] : kind === 'implies' || kind === 'forbidden' ? keys[0]! : keys.find((key) => key in payload)!;

/**
 * The rule's own answer, or that of the outcome made for an invalid value of the attribute, or for arguments that lack one
 * (TS-0004 7.4.16.2.1: cmdType, execReqArgs).
 */
function statusCode(model: Model, resource: Resource, operation: Operation, { attribute, rule, ruleId, isWithin = false }: Omit<BadPayload, keyof Payload>): number {
  const ofRule = resource.rules.find((r) => r.id === ruleId)?.outcome;
  const named = isWithin && rule === 'M' ? 'argumentsInsufficient' : `${attribute}Invalid`;
  const ofValue = outcomesById(model).get(`${resource.name}.${operation}.${named}`)?.statusCode;
  return ofRule ?? (presence.has(rule) && !isWithin ? undefined : ofValue) ?? badRequest;
}

/** Of two with one id, the first. */
const outcomesById = oncePer(({ outcomes }: Model) => new Map([...outcomes].reverse().map((outcome) => [outcome.id, outcome])));

/** Rules about whether an attribute is there at all, not about its value. */
const presence: ReadonlySet<string> = new Set(['M', 'NP', 'unknown']);
