import type { Issue, Validator } from '../generated/validators/support.js';
import { isObject, misuse, shown } from './matcher.js';
import type { Form, Operation, ResourceName } from './names.js';
import { didYouMean } from './did-you-mean.js';
import { oncePer, packaged, rootOf, type Specification } from './specification.js';

/** A payload, and what it is taken for. */
export interface Payload {
  readonly resource: string;
  readonly operation: Operation;
  readonly form: Form;
  /** Without the root around it. */
  readonly body: unknown;
}

/** A resource's validators, as `create`, `createWire` … */
type ValidatorTable = Readonly<Record<string, Validator<unknown>>>;
const validatorsOf = (resource: string, { validators }: Specification): ValidatorTable => (validators as Readonly<Record<string, ValidatorTable>>)[resource]!;

/** Resource types that have validators, by name in codepoint order. */
export const rowsIn = oncePer(({ resources, validators }) => new Map(resources.filter(({ name }) => name in validators).map((row) => [row.name, row])));

/** Of the package. */
export const resourceList: readonly ResourceName[] = [...rowsIn(packaged).keys()] as ResourceName[];

/** Operations that a resource type has validators for. */
export const operationsOf = (resource: string, specification = packaged): readonly Operation[] =>
  (['create', 'update', 'full', 'partial'] as const).filter((operation) => operation in validatorsOf(resource, specification));

/** The validator of a payload; an unknown name, or an operation that the resource type does not have, is the test's mistake. */
export function validatorOf({ resource, operation, form }: Omit<Payload, 'body'>, specification = packaged): Validator<unknown> {
  const known = rowsIn(specification);
  if (!known.has(resource)) {
    const { resources } = specification.names;
    if (resources.toShort.has(resource)) return misuse(`<${resource}> is not covered: the specification at hand has its name only`);
    return misuse(`there is no resource type "${String(resource)}"${didYouMean(resource, known.keys(), resources.toLong)}`);
  }
  return (
    validatorsOf(resource, specification)[operation + suffixOf(form)] ??
    misuse(`<${resource}> has no operation ${shown(operation)}; it has ${operationsOf(resource, specification).join(', ')}`)
  );
}

/** Everything that is wrong with a payload. */
export const issuesOf = (payload: Payload, specification = packaged): readonly Issue[] => validatorOf(payload, specification).issues(payload.body);

const suffixes = { long: '', wire: 'Wire' } as const;

export const suffixOf = (form: Form): '' | 'Wire' =>
  Object.hasOwn(suffixes, form) ? suffixes[form] : misuse(`there is no form ${shown(form)}; there are ${Object.keys(suffixes).join(', ')}`);

/** A received value as the payload of a resource type; one member named like the resource type is the root around it. */
export function payloadOf(received: unknown, resource: string, operation: Operation, form?: Form, specification = packaged): Payload {
  const { body, rootForm } = withoutRoot(received, resource, specification);
  return { resource, operation, form: form ?? rootForm ?? formOf(body, resource, specification), body };
}

/** A resource type without a short name has one root in both forms, which does not tell them apart. */
function withoutRoot(received: unknown, resource: string, specification: Specification): { readonly body: unknown; readonly isRooted: boolean; readonly rootForm?: Form } {
  const [name, ...others] = isObject(received) ? Object.keys(received) : [];
  const row = rowsIn(specification).get(resource);
  const found = row === undefined || name === undefined || others.length > 0 ? [] : (['long', 'wire'] as const).filter((form) => rootOf(row, form) === name);
  if (found.length === 0) return { body: received, isRooted: false };
  return { body: (received as Readonly<Record<string, unknown>>)[name!], isRooted: true, ...(found.length === 1 && { rootForm: found[0]! }) };
}

/** The form in which more of the names of a body are known: first among those of the resource type, then among all attributes. */
function formOf(body: unknown, resource: string, { attributesOf, names: { attributes } }: Specification): Form {
  if (!isObject(body)) return 'long';
  const rows = attributesOf(resource) ?? [];
  const [long, short] = [new Set(rows.map((row) => row.name)), new Set(rows.map((row) => row.shortName))];
  const tally = (known: { has(name: string): boolean }): number => Object.keys(body).filter((name) => known.has(name)).length;
  const balance = tally(short) - tally(long) || tally(attributes.toLong) - tally(attributes.toShort);
  return balance > 0 ? 'wire' : 'long';
}

/** How many members of a body an attribute table knows, less those that it does not. */
function likeness(body: Readonly<Record<string, unknown>>, resource: string, { attributesOf }: Specification): number {
  const known = new Set((attributesOf(resource) ?? []).flatMap(({ name, shortName }) => [name, shortName]));
  return Object.keys(body).reduce((sum, name) => sum + (known.has(name) ? 1 : -1), 0);
}

/**
 * What a received value is when nobody says: the resource type of its root, else the one among `candidates` whose
 * attributes it is most like; an original before its announced variant, then the one with the fewest violations.
 */
export function recognized(received: unknown, operation: Operation, candidates: readonly string[], form?: Form, specification = packaged): Payload | undefined {
  const able = candidates.filter((resource) => operationsOf(resource, specification).includes(operation));
  const rooted = able.map((resource) => ({ resource, ...withoutRoot(received, resource, specification) })).find(({ isRooted }) => isRooted);
  if (rooted !== undefined) return payloadOf(received, rooted.resource, operation, form, specification);
  const ranked = able.map((resource) => {
    const payload = payloadOf(received, resource, operation, form, specification);
    const announced = Number(rowsIn(specification).get(resource)?.kind === 'announced');
    return { payload, like: isObject(received) ? likeness(received, resource, specification) : 0, announced };
  });
  ranked.sort((a, b) => b.like - a.like || a.announced - b.announced);
  // Most are told apart by their names.
  const alike = ranked.filter(({ like, announced }) => like === ranked[0]!.like && announced === ranked[0]!.announced);
  if (alike.length < 2) return alike[0]?.payload;
  const wrong = alike.map(({ payload }) => issuesOf(payload, specification).length);
  return alike[wrong.indexOf(Math.min(...wrong))]!.payload;
}

const kinds: Readonly<Record<Operation, string>> = {
  create: 'content of a Create request',
  update: 'content of an Update request',
  full: 'representation',
  partial: 'part of a representation',
};

/** `<softwareCampaign>, content of a Create request, with short names`. */
export const describePayload = ({ resource, operation, form }: Omit<Payload, 'body'>): string =>
  `<${resource}>, ${kinds[operation]}, with ${form === 'wire' ? 'short' : 'long'} names`;
