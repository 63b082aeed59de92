/**
 * May these attributes be written, now, by this entity? Everything that a Hosting CSE decides about the content of a CREATE or UPDATE
 * without looking at another resource: TS-0004 7.3.3.3 and 7.3.3.5 (CREATE), 7.3.3.4 and 7.3.3.7 (UPDATE), TS-0001 9.5.0 (who may
 * write what), and the rules of the resource types. Pure, and usable without a CSE.
 */

import type { AttributeRow } from '../../generated/tables/attributes.js';
import type { OutcomeId, OutcomeRow } from '../../generated/tables/outcomes.js';
import { outcomes } from '../../generated/tables/outcomes.js';
import { StatusCode } from '../../generated/tables/status-codes.js';
import { bareObject, type JsonValue } from '../resource.js';
import { rowNamed } from '../specification.js';
import { attributeRows } from '../types.js';
import { changes, checkCombinations } from './combinations.js';
import type { AccessRequest } from './request.js';
import { checkValues } from './values.js';
import type { Violation } from './violation.js';
import { inOrder } from './violation.js';

const clauses = { create: 'TS-0004 7.3.3.3', update: 'TS-0004 7.3.3.4' } as const;
const requests = { create: 'a Create request', update: 'an Update request' } as const;
const absence: Readonly<Record<AttributeRow['access'], string>> = {
  RO: 'the Hosting CSE alone writes it',
  WO: 'it is fixed since creation',
  RW: 'it is not part of this request',
};

const none: readonly Violation[] = [];

/** Known attributes are all reported; of unknown ones, as many as help. A body may have a million. */
const maxUnknown = 100;

/** Everything that is wrong with a request, in the order of the Receiver's steps; empty when it may be carried out. */
export function checkAccess(request: AccessRequest): readonly Violation[] {
  const { type, operation, patch, by } = request;
  const resource = rowNamed(type);
  const rows = attributeRows(type);
  if (resource === undefined) {
    const message = `resource type ${quoted(type)} is not implemented`;
    return [{ statusCode: StatusCode.NOT_IMPLEMENTED, rule: 'resourceType', message, clause: clauses[operation] }];
  }
  if (by === 'Originator' && !resource.operations.includes(operation)) {
    const message = `${type} does not take ${requests[operation]}`;
    const clause = outcomeOf(`${type}.${operation}.notAllowed`)?.source ?? resource.source;
    return [{ statusCode: StatusCode.OPERATION_NOT_ALLOWED, rule: 'operation', message, clause }];
  }
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch)) {
    const message = `the content of ${requests[operation]} must be an object of attributes`;
    return [{ statusCode: StatusCode.BAD_REQUEST, rule: 'type', message, clause: clauses[operation] }];
  }

  const unknown: Violation[] = [];
  const refused: Violation[] = [];
  const writable: string[] = [];
  const values = bareObject();
  for (const name of Object.keys(patch)) {
    const value = patch[name];
    if (value === undefined) continue;
    const row = rows.get(name);
    if (row === undefined) {
      const message = `unknown attribute ${quoted(name)} in ${type}`;
      if (unknown.length < maxUnknown) unknown.push(violation('unknown', name, message, clauses[operation]));
      continue;
    }
    const refusal = refusalOf(row, value, request);
    if (refusal !== undefined) {
      refused.push(violation(refusal.rule, name, `${name} ${refusal.why}`, row.source));
      continue;
    }
    writable.push(name);
    if (value !== null) values[name] = value;
  }
  const lacking = missing(rows, request);
  const unfit = checkValues(type, values, resource.source);
  const broken = checkCombinations({ request, writable });
  if (unknown.length + lacking.length + refused.length + unfit.length + broken.length === 0) return none;
  return inOrder([...unknown, ...lacking, ...[...refused, ...unfit].map((each) => withOwnAnswer(each, request)), ...broken]);
}

interface Refusal {
  readonly rule: string;
  readonly why: string;
}

/** Why the attribute must not be given this value by this entity, whatever its type. */
function refusalOf(row: AttributeRow, value: JsonValue, { operation, before, patch, by }: AccessRequest): Refusal | undefined {
  if (by === 'Originator') {
    if (row[operation] === 'NP') {
      return { rule: 'NP', why: `must not be present in ${requests[operation]} (${row.access}: ${absence[row.access]})` };
    }
    // creator: NULL asks for it, and the Hosting CSE writes the Originator's identifier (TS-0004 7.3.3.3, TS-0001 9.6.1.3.2).
    if (row.access === 'RO') {
      return value === null ? undefined : { rule: 'type', why: 'can only be asked for, with null: the Hosting CSE writes its value' };
    }
  } else if (row.access === 'WO' && operation === 'update' && before !== undefined && Object.hasOwn(before, row.name)) {
    // Write once (TS-0001 9.5.0): not even the Hosting CSE gives a second value.
    if (changes(before, patch, row.name)) return { rule: 'WO', why: `keeps its value (WO: ${absence.WO})` };
  }
  if (value !== null) return undefined;
  if (operation === 'create') return { rule: 'null', why: 'must not be null in a Create request: there is nothing to delete' };
  return row.optional ? undefined : { rule: 'null', why: `must not be null (multiplicity ${row.multiplicity}: it cannot be deleted)` };
}

/** Mandatory attributes that a CREATE lacks; no UPDATE has any (TS-0004 7.3.3.4). */
function missing(rows: ReadonlyMap<string, AttributeRow>, { operation, patch }: AccessRequest): readonly Violation[] {
  if (operation === 'update') return none;
  return [...rows.values()]
    .filter(({ create, name }) => create === 'M' && !(Object.hasOwn(patch, name) && patch[name] !== undefined))
    .map(({ name, source }) => violation('M', name, `${name} is mandatory in ${requests.create} (M)`, source));
}

/** A clause of the resource type may have an answer of its own to a value that will not do (TS-0004 7.4.16.2.1: INVALID_CMDTYPE). */
function withOwnAnswer(violation: Violation, { type, operation }: AccessRequest): Violation {
  const { rule, attribute } = violation;
  const isLacking = rule === 'M' && attribute === 'execReqArgs';
  const own = isLacking ? `${type}.${operation}.argumentsInsufficient` : `${type}.${operation}.${attribute}Invalid`;
  const outcome = rule === 'NP' || rule === 'WO' ? undefined : outcomeOf(own);
  return outcome === undefined ? violation : { ...violation, statusCode: outcome.statusCode, clause: outcome.source };
}

const outcomeOf = (id: string): OutcomeRow | undefined => (Object.hasOwn(outcomes, id) ? outcomes[id as OutcomeId] : undefined);

const violation = (rule: string, attribute: string, message: string, clause: string): Violation => ({
  statusCode: StatusCode.BAD_REQUEST,
  attribute,
  rule,
  message,
  clause,
});

const quoted = (name: string): string => JSON.stringify(name.length > 80 ? `${name.slice(0, 80)}…` : name);
