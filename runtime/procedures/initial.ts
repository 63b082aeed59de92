/**
 * What the Hosting CSE gives a new resource because it always has it (multiplicity 1) and nobody else may say it, or nobody did
 * (TS-0004 7.3.3.5); beside the defaults of the tables, and what procedures of a type's own set.
 */

import { Status, TransactionState, TriggerStatus } from '../../generated/enumerations.js';
import { attribute, type Attributes, type JsonValue } from '../resource.js';
import { attributeRows, customAttributes, ofEachType } from '../types.js';

/** A resource that is being made. */
interface Made {
  readonly type: string;
  readonly id: string;
  /** The Originator, or the Hosting CSE. */
  readonly creator: string;
  readonly attributes: Attributes;
}

type Value = (made: Made) => JsonValue | undefined;

/** Of every type that has such an attribute. */
const ofAll: Readonly<Record<string, Value>> = {
  // TS-0001 9.6.1.3.2: counts changes, from 0.
  stateTag: () => 0,
  contentSize: ({ type, attributes }) => contentSizeOf(type, attributes),
};

/** Of one type, by `type.attribute`. */
const ofType: Readonly<Record<string, Value>> = {
  'AEContactList.numberImpactedCSEs': () => 0,
  'crossResourceSubscription.creator': ({ creator }) => creator,
  'eventConfig.eventID': ({ id }) => id,
  'firmware.updateStatus': () => ({ status: Status.Uninitialized }),
  'statsCollect.statsCollectID': ({ id }) => id,
  'transaction.creator': ({ creator }) => creator,
  'transaction.transactionState': () => TransactionState.INITIAL,
  'transactionMgmt.creator': ({ creator }) => creator,
  'transactionMgmt.transactionState': () => TransactionState.INITIAL,
  'triggerRequest.triggerStatus': () => TriggerStatus.PROCESSING,
};

/** The attributes that a new resource has without anybody's saying so. */
export function initialAttributes(made: Made): Attributes {
  const initial: Record<string, JsonValue> = {};
  for (const [name, valueOf] of given(made.type)) {
    const value = (attribute(made.attributes, name) ?? null) === null ? valueOf(made) : undefined;
    if (value !== undefined) initial[name] = value;
  }
  return initial;
}

/** Which attributes of a type that is, and what they are. */
const given = ofEachType((type): readonly (readonly [name: string, valueOf: Value])[] =>
  [...attributeRows(type).values()].flatMap(({ name, optional }) => {
    const valueOf = optional ? undefined : (ofAll[name] ?? ofType[`${type}.${name}`]);
    return valueOf === undefined ? [] : [[name, valueOf] as const];
  }),
);

/**
 * contentSize: the bytes of `content`, or of all custom attributes of a <flexContainer> (TS-0004 7.4.7.2.1, 7.4.37.2.1). Text counts as it
 * is in UTF-8, whatever is no text as its JSON.
 */
export function contentSizeOf(type: string, attributes: Attributes): number {
  const names = attributeRows(type).has('content') ? ['content'] : customAttributes(type);
  return names.reduce((sum, name) => sum + bytesOf(attribute(attributes, name)), 0);
}

const bytesOf = (value: JsonValue | undefined): number =>
  value === undefined || value === null ? 0 : Buffer.byteLength(typeof value === 'string' ? value : JSON.stringify(value));
