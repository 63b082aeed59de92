import { groupBy } from '../../group-by.js';
import type { Fact } from '../facts.js';

/** A row, or a resource, that a document takes away. */
export interface GoneRow {
  readonly kind: Fact['kind'] | 'resource';
  readonly of?: string;
  readonly name: string;
  readonly number?: number;
}

/** What a row is about: the resource, type or table that it belongs to. */
export const subjectKey = (kind: GoneRow['kind'], of: string | undefined): string => `${kind} ${of ?? ''}`;

/** What tells a row that goes from all others. */
export const rowKey = ({ kind, of, name }: GoneRow): string => `${subjectKey(kind, of)} ${name}`;

/** The key of the row in the definitions that a fact is about. */
export const rowKeyOfFact = (fact: Fact): string => rowKey({ kind: fact.kind, ...ofSubject(subjectOf(fact)), name: nameOf(fact) });

const ofSubject = (of: string | undefined): { readonly of?: string } => (of === undefined ? {} : { of });

export function subjectOf(fact: Fact): string | undefined {
  switch (fact.kind) {
    case 'attribute':
    case 'child':
      return fact.resource;
    case 'enumeration-value':
      return fact.type ?? (fact.attribute === undefined ? fact.source.clause : `${fact.attribute.resource}.${fact.attribute.name}`);
    case 'member':
      return fact.of;
    case 'short-name':
    case 'parameter':
      return fact.of;
    case 'fault':
      return fact.source.table ?? `${fact.source.clause ?? ''} ${fact.rpc}`.trim();
    case 'operation':
      return fact.resource;
    case 'simple-type':
    case 'resource-type':
    case 'response':
    case 'status-code':
    case 'command':
      return undefined;
  }
}

/** The name of a fact's row in the definitions. */
export function nameOf(fact: Fact): string {
  switch (fact.kind) {
    case 'child':
      return childName(fact);
    case 'enumeration-value':
      return fact.name.trim().replace(/\s+/g, ' ');
    case 'member':
      return fact.path.join('/');
    case 'status-code':
      return String(fact.code);
    case 'fault':
      return String(fact.faultCode);
    case 'command':
      return fact.cmdType;
    case 'simple-type':
      return fact.type;
    case 'operation':
      return fact.operation;
    default:
      return fact.name;
  }
}

export const childName = ({ type, fixedName }: { readonly type: string; readonly fixedName?: string | undefined }): string => (fixedName === undefined ? type : `${type} ${fixedName}`);

/** Facts by what they are about. */
export const bySubject = (facts: readonly Fact[]): ReadonlyMap<string, readonly Fact[]> => groupBy(facts, (fact) => subjectKey(fact.kind, subjectOf(fact)));
