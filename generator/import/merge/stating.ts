import type { AttributeDefinition } from '../../read/definitions/definitions.js';
import type { AttributeFact, ChildFact, OperationFact, ResourceKind } from '../facts.js';
import type { Draft, Stated } from './workspace.js';

export type AttributeDraft = Draft<AttributeDefinition>;

/** The rows that the documents have for one attribute: TS-0001's, TS-0004's, or both in one. */
export interface Row {
  readonly name: string;
  readonly facts: readonly Stated<AttributeFact>[];
}

/** Everything that the documents say of one resource. */
export interface Stating {
  readonly name: string;
  readonly kind: ResourceKind;
  readonly attributes: readonly Stated<AttributeFact>[];
  readonly children: readonly Stated<ChildFact>[];
  /** Name of the announced variant, where a document gives it. */
  readonly announcedVariant?: string;
  /** What no request may ask for. */
  readonly forbidden: readonly Stated<OperationFact>[];
}

/** `attributes`: multiplicity, access, announced (TS-0001); `requests`: create, update, type, default (TS-0004). */
export const viewOf = (fact: AttributeFact): 'attributes' | 'requests' => (fact.access !== undefined || fact.multiplicity !== undefined ? 'attributes' : 'requests');
