import type { Fact } from '../facts.js';
import { outcomes, parameterOperations } from '../facts.js';

/** What a fact is about, without what it says of it: two versions of one fact have the same key. */
export function keyOf(fact: Fact): string {
  switch (fact.kind) {
    case 'attribute':
      return key(fact.kind, fact.resource, fact.name, viewOf(fact));
    case 'child':
      return key(fact.kind, fact.resource, fact.type, fact.fixedName);
    case 'enumeration-value':
      return key(fact.kind, fact.type ?? fact.attribute ?? fact.source.clause, fact.from, fact.name);
    case 'member':
      return key(fact.kind, fact.of, fact.path);
    case 'simple-type':
      return key(fact.kind, fact.type);
    case 'resource-type':
      return key(fact.kind, fact.name);
    case 'operation':
      return key(fact.kind, fact.resource, fact.operation);
    case 'short-name':
      return key(fact.kind, fact.of, fact.name);
    case 'parameter':
      return key(fact.kind, fact.of, fact.name, fact.multiplicity !== undefined ? 'types' : 'operations');
    case 'response':
      return key(fact.kind, fact.name);
    case 'status-code':
      return key(fact.kind, fact.code);
    case 'fault':
      return key(fact.kind, fact.source.table ?? fact.rpc, fact.faultCode);
    case 'command':
      return key(fact.kind, fact.cmdType);
  }
}

const key = (...parts: readonly unknown[]): string => JSON.stringify(parts);

/** TS-0001's table of an attribute and TS-0004's state two facts of it. */
const viewOf = (fact: Fact & { kind: 'attribute' }): string => (fact.access !== undefined || fact.multiplicity !== undefined ? 'attributes' : 'requests');

/** What a fact says, column by column, as it is compared: white space and places carry no meaning. */
export function columnsOf(fact: Fact): ReadonlyMap<string, string> {
  const columns = valuesOf(fact);
  return new Map(Object.entries(columns).flatMap(([name, value]) => (value === undefined ? [] : [[name, text(value)] as const])));
}

function valuesOf(fact: Fact): Readonly<Record<string, unknown>> {
  switch (fact.kind) {
    case 'attribute':
      return { multiplicity: fact.multiplicity, access: fact.access, announced: fact.announced, create: fact.create, update: fact.update, type: fact.type, default: fact.default };
    case 'child':
      return { multiplicity: fact.multiplicity, fixedName: fact.fixedName, announced: fact.announced };
    case 'enumeration-value':
      return { value: fact.value, bitMask: fact.bitMask };
    case 'member':
      return { type: fact.type, multiplicity: fact.multiplicity, isXmlAttribute: fact.isXmlAttribute };
    case 'simple-type':
      return { is: fact.is };
    case 'resource-type':
      return { kind: fact.resourceKind, announcedVariant: fact.announcedVariant };
    case 'operation':
      return { allowed: fact.allowed };
    case 'short-name':
      return { shortName: fact.shortName };
    case 'parameter':
      return { type: fact.type, multiplicity: fact.multiplicity, ...Object.fromEntries(parameterOperations.map((operation) => [operation, fact[operation]])) };
    case 'response':
      return Object.fromEntries(outcomes.map((outcome) => [outcome, fact[outcome]]));
    case 'status-code':
      return { name: fact.name };
    case 'fault':
      return { rpc: fact.rpc, status: fact.status };
    case 'command':
      return { rpcs: fact.rpcs };
  }
}

const text = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value)).replace(/\s+/g, ' ').trim();
