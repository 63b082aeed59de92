/** softwareTriggerCriteria: what a request must hold for them, and whether they hold (TS-0001-CR 9.6.76, errata B19 to B23, B73). */

import { EvalCriteriaOperator } from '../../../generated/enumerations.js';
import { refused } from '../../errors.js';
import { attribute, type Attributes, type JsonValue, type Resource } from '../../resource.js';
import { parseTimestamp } from '../../timestamp.js';
import { attributeRows, numberOf } from '../../types.js';
import type { Reader, Unit } from '../../unit.js';

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
  for (const { subjectResourceID } of criteriaOf(campaign)) {
    const subject = unit.find(subjectResourceID);
    if (subject === undefined) {
      throw refused('BAD_REQUEST', `softwareTriggerCriteria: there is no ${subjectResourceID} (TS-0001-CR 10.2.28.3).`);
    }
    if (!unit.may(unit.originator, 'RETRIEVE', subject)) {
      throw refused('ORIGINATOR_HAS_NO_PRIVILEGE', `softwareTriggerCriteria: no RETRIEVE on ${subjectResourceID} (TS-0001-CR 10.2.28.3).`);
    }
  }
}

/** The resources that the criteria are about, by id; undefined for one that is missing. */
export const subjectsOf = (reader: Reader, campaign: Attributes): readonly (string | undefined)[] =>
  criteriaOf(campaign).map(({ subjectResourceID }) => reader.find(subjectResourceID)?.id);

/** Do all criteria hold now? None at all do. A resource that is missing, or closed to the campaign's creator, meets none (B73). */
export function areMet(reader: Reader, campaign: Resource): boolean {
  return criteriaOf(campaign.attributes).every(({ subjectResourceID, evalCriteria }) => {
    const subject = reader.find(subjectResourceID);
    if (subject === undefined || !reader.may(campaign.creator, 'RETRIEVE', subject)) return false;
    return holds(evalCriteria.operator, valueOf(subject, evalCriteria.subject), evalCriteria.threshold);
  });
}

/** The value of an attribute by its long or short name; a long name wins where both mean something. */
function valueOf(resource: Resource, name: string): JsonValue | undefined {
  const rows = attributeRows(resource.type);
  const row = rows.get(name) ?? [...rows.values()].find(({ shortName }) => shortName === name);
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
