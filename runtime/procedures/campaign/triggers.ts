/** softwareTriggerCriteria: what a request must hold for them, and whether they hold (TS-0001-CR 9.6.76, errata B19 to B23, B73). */

import { EvalCriteriaOperator } from '../../../generated/enumerations.js';
import { checkValues } from '../../access/values.js';
import { refused } from '../../errors.js';
import { attribute, type Attributes, type JsonValue, type Resource } from '../../resource.js';
import { parseTimestamp } from '../../time/timestamp.js';
import { attributeRows, numberOf } from '../../types.js';
import type { Reader, Unit } from '../../work/unit.js';

interface Criterion {
  readonly subjectResourceID: string;
  readonly evalCriteria: { readonly operator: number; readonly subject: string; readonly threshold: JsonValue };
}

const criteriaOf = (campaign: Attributes): readonly Criterion[] =>
  (attribute(campaign, 'softwareTriggerCriteria') ?? []) as unknown as readonly Criterion[];

/**
 * Every resource that a criterion is about exists, and the Originator may retrieve it.
 * @throws RequestError BAD_REQUEST, ORIGINATOR_HAS_NO_PRIVILEGE
 */
export function checkTriggers(unit: Unit, campaign: Attributes): void {
  for (const { subjectResourceID, evalCriteria } of criteriaOf(campaign)) {
    const subject = unit.find(subjectResourceID);
    if (subject === undefined) {
      throw refused('BAD_REQUEST', `softwareTriggerCriteria: there is no ${subjectResourceID} (TS-0001-CR 10.2.28.3).`);
    }
    if (!unit.may(unit.originator, 'RETRIEVE', subject)) {
      throw refused('ORIGINATOR_HAS_NO_PRIVILEGE', `softwareTriggerCriteria: no RETRIEVE on ${subjectResourceID} (TS-0001-CR 10.2.28.3).`);
    }
    const reason = whyNever(subject, evalCriteria);
    if (reason !== undefined) throw refused('BAD_REQUEST', `softwareTriggerCriteria: ${reason}, so that it never holds (erratum B85).`);
  }
}

/** Why a criterion cannot hold whatever becomes of its subject; undefined: it can. */
function whyNever({ type }: Resource, { operator, subject, threshold }: Criterion['evalCriteria']): string | undefined {
  const row = rowOf(type, subject);
  if (row === undefined) return `${type} has no attribute ${subject.slice(0, 80)}`;
  const isOf = (value: JsonValue) => checkValues(type, { [row.name]: value }, row.source).length === 0;
  const kind = universals.has(row.name) ? (row.name === 'resourceType' ? 'number' : 'string') : kindOf(isOf);
  if (kind === undefined) return `${row.name} is no single value`;
  if (kind === 'string' || operator === EvalCriteriaOperator.not_equal) {
    return kind === 'boolean' && !holds(operator, true, threshold) && !holds(operator, false, threshold) ? `${row.name} is true or false` : undefined;
  }
  if (kind === 'boolean') {
    return [true, false].some((value) => holds(operator, value, threshold)) ? undefined : `${row.name} is true or false, and only equal or not`;
  }
  const number = orderOf(0, threshold) === 0 ? 0 : -orderOf(0, threshold);
  if (Number.isNaN(number)) return `${row.name} is a number, and the threshold none`;
  const isExact = operator === EvalCriteriaOperator.equal;
  if (isExact && !universals.has(row.name) && !isOf(number)) return `${row.name} never has the value ${number}`;
  return undefined;
}

/** Which kind of single value an attribute has, by what its type takes; undefined: a list or a structure. */
function kindOf(isOf: (value: JsonValue) => boolean): 'number' | 'boolean' | 'string' | undefined {
  if (isOf(true)) return 'boolean';
  if (Array.from({ length: 64 }, (_, number) => number).some(isOf)) return 'number';
  if (isOf([]) || isOf(['x']) || isOf([{}]) || isOf({})) return undefined;
  return 'string';
}

/**
 * What decides whether the criteria hold, by id: their subjects, and the policies that open these to the campaign's creator, wherever they
 * stand; undefined for one that is missing.
 */
export const watchedBy = (reader: Reader, campaign: Attributes): readonly (string | undefined)[] =>
  criteriaOf(campaign).flatMap(({ subjectResourceID }) => {
    const subject = reader.find(subjectResourceID);
    return subject === undefined ? [undefined] : [subject.id, ...guardsOf(reader, subject)];
  });

/** The resources that decide who may read another: its policies, or those of what it takes them from (privileges.ts). */
function guardsOf(reader: Reader, resource: Resource): readonly (string | undefined)[] {
  const policies = attribute(resource.attributes, 'accessControlPolicyIDs');
  if (Array.isArray(policies)) return (policies as readonly string[]).map((policy) => reader.find(policy)?.id);
  const parent = resource.parent === null || attributeRows(resource.type).has('accessControlPolicyIDs') ? undefined : reader.get(resource.parent);
  return parent === undefined ? [] : [parent.id, ...guardsOf(reader, parent)];
}

/** Do all criteria hold now? None at all do. A resource that is missing, or closed to the campaign's creator, meets none (B73). */
export function areMet(reader: Reader, campaign: Resource): boolean {
  return criteriaOf(campaign.attributes).every(({ subjectResourceID, evalCriteria }) => {
    const subject = reader.find(subjectResourceID);
    if (subject === undefined || !reader.may(campaign.creator, 'RETRIEVE', subject)) return false;
    return holds(evalCriteria.operator, valueOf(subject, evalCriteria.subject), evalCriteria.threshold);
  });
}

function rowOf(type: string, name: string) {
  const rows = attributeRows(type);
  return rows.get(name) ?? [...rows.values()].find(({ shortName }) => shortName === name);
}

/** The value of an attribute by its long or short name; a long name wins where both mean something. */
function valueOf(resource: Resource, name: string): JsonValue | undefined {
  const row = rowOf(resource.type, name);
  if (row === undefined) return undefined;
  const universal = universals.get(row.name);
  return universal === undefined ? attribute(resource.attributes, row.name) : universal(resource);
}

const universals: ReadonlyMap<string, (resource: Resource) => JsonValue> = new Map<string, (resource: Resource) => JsonValue>([
  ['resourceType', ({ type }) => numberOf(type)],
  ['resourceID', ({ id }) => id],
  ['resourceName', ({ name }) => name],
  ['parentID', ({ parent }) => parent],
]);

/** By the order of value and threshold: negative, 0 or positive; NaN: they have none. */
const operators: ReadonlyMap<number, (order: number) => boolean> = new Map<number, (order: number) => boolean>([
  [EvalCriteriaOperator.equal, (order) => order === 0],
  [EvalCriteriaOperator.not_equal, (order) => order !== 0],
  [EvalCriteriaOperator.greater_than, (order) => order > 0],
  [EvalCriteriaOperator.less_than, (order) => order < 0],
  [EvalCriteriaOperator.greater_than_or_equal, (order) => order >= 0],
  [EvalCriteriaOperator.less_than_or_equal, (order) => order <= 0],
]);

/**
 * Whether a value stands to a threshold as the operator says. An absent value, a list and a structure meet no criterion; a value of
 * another kind than the threshold is neither greater nor less, and not equal.
 */
export function holds(operator: number, value: JsonValue | undefined, threshold: JsonValue): boolean {
  if (value === undefined || value === null || typeof value === 'object') return false;
  if (typeof value !== 'boolean') return operators.get(operator)?.(orderOf(value, threshold)) ?? false;
  const isSame = String(value) === String(threshold);
  return operators.get(operator)?.(isSame ? 0 : NaN) ?? false;
}

/** A threshold has no type of its own (xs:anySimpleType): digits in a string are a number where the value is one. */
function orderOf(value: string | number, threshold: JsonValue): number {
  if (typeof value === 'number') {
    const isNumber = typeof threshold === 'number' || (typeof threshold === 'string' && threshold.trim() !== '');
    return isNumber ? value - Number(threshold) : NaN;
  }
  if (typeof threshold === 'number') return value.trim() === '' ? NaN : Number(value) - threshold;
  if (typeof threshold !== 'string') return NaN;
  const [at, until] = [parseTimestamp(value), parseTimestamp(threshold)];
  if (at !== undefined && until !== undefined) return at - until;
  return value === threshold ? 0 : value < threshold ? -1 : 1;
}
