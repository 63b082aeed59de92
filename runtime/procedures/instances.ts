/**
 * Instances below a <container> or a <timeSeries>: how many, how large and how old they may be, and what their parent says of them
 * (TS-0004 7.4.7.2.1, 7.4.39.2.1). None of it costs more where there are more of them.
 */

import { refused } from '../errors.js';
import { attribute, attributesOf, type Attributes, type Resource } from '../resource.js';
import { formatTimestamp } from '../time/timestamp.js';
import { firstGenerated } from '../store/ends.js';
import type { Unit } from '../work/unit.js';
import { expirationOf } from './expiration.js';
import type { Draft } from './procedure.js';

const number = (attributes: Attributes, name: string, absent: number): number => {
  const value = attribute(attributes, name);
  return typeof value === 'number' ? value : absent;
};

/** What a parent without instances says. */
export const noInstances: Attributes = { currentNrOfInstances: 0, currentByteSize: 0 };

const sizeOf = ({ attributes }: Pick<Resource, 'attributes'>): number => number(attributes, 'contentSize', 0);

interface Count {
  readonly instances: number;
  readonly bytes: number;
}

const counted = ({ attributes }: Resource): Count => ({
  instances: number(attributes, 'currentNrOfInstances', 0),
  bytes: number(attributes, 'currentByteSize', 0),
});

/** Which goes first: of data those that were generated first (TS-0001 10.2.4.25), but not what the others make room for. */
function firstToGo(unit: Unit, parent: string, type: string, arriving: string | undefined): Resource | undefined {
  const first = unit.end(parent, type, type === 'timeSeriesInstance' ? 'firstGenerated' : 'oldest');
  return first === undefined || first.id !== arriving ? first : firstGenerated(unit.children(parent, type).filter(({ id }) => id !== arriving));
}

/** Removes the oldest ones until as many and as large are left as the limits say, of which nobody is told. */
function shrink(unit: Unit, parent: Resource, type: string, limits: Attributes, { instances, bytes }: Count, arriving?: string): Count {
  const [most, largest] = [number(limits, 'maxNrOfInstances', Infinity), number(limits, 'maxByteSize', Infinity)];
  let left: Count = { instances, bytes };
  while (left.instances > most || left.bytes > largest) {
    const oldest = firstToGo(unit, parent.id, type, arriving);
    if (oldest === undefined) break;
    left = { instances: left.instances - 1, bytes: left.bytes - sizeOf(oldest) };
    removeCounted(unit, oldest.id);
  }
  return left;
}

/** Removals that whoever makes them counts: see {@link leaves}. A unit is short, and so is what it remembers here. */
const uncounted = new WeakMap<Unit, Set<string>>();

function removeCounted(unit: Unit, id: string): void {
  const ids = uncounted.get(unit) ?? new Set<string>();
  uncounted.set(unit, ids);
  ids.add(id);
  unit.remove(id, true);
}

/** A new instance as the limits of its parent leave it. @throws RequestError NOT_ACCEPTABLE for one that can never fit */
export function admitInstance(unit: Unit, draft: Draft): Draft {
  const parent = unit.get(draft.parent);
  if (parent === undefined) return draft;
  if (sizeOf(draft) > number(parent.attributes, 'maxByteSize', Infinity))
    throw refused('NOT_ACCEPTABLE', 'The content is larger than maxByteSize (TS-0004 7.4.7.2.1).');
  if (number(parent.attributes, 'maxNrOfInstances', Infinity) < 1)
    throw refused('NOT_ACCEPTABLE', 'maxNrOfInstances leaves no room for an instance (TS-0004 7.4.7.2.1).');
  const age = number(parent.attributes, 'maxInstanceAge', Infinity);
  const oldestAge = unit.now + age * 1000;
  if (age === Infinity || (expirationOf(draft.attributes) ?? Infinity) <= oldestAge) return draft;
  return { ...draft, attributes: attributesOf(draft.attributes, { expirationTime: formatTimestamp(oldestAge) }) };
}

/** Makes room for an instance that was created, and counts it; the attributes of the parent change once. */
export function arrives(unit: Unit, instance: Resource, further: Attributes = {}): void {
  const parent = unit.get(instance.parent ?? '');
  if (parent === undefined) return;
  const { instances, bytes } = counted(parent);
  const left = shrink(unit, parent, instance.type, parent.attributes, { instances: instances + 1, bytes: bytes + sizeOf(instance) }, instance.id);
  unit.update(parent.id, attributesOf({ currentNrOfInstances: left.instances, currentByteSize: left.bytes }, further));
}

/** An instance goes: its parent counts, unless that goes as well, or has counted already. */
export function leaves(unit: Unit, instance: Resource, withParent: boolean): void {
  if (uncounted.get(unit)?.delete(instance.id) === true || withParent) return;
  const parent = unit.get(instance.parent ?? '');
  if (parent === undefined) return;
  const { instances, bytes } = counted(parent);
  unit.update(parent.id, { currentNrOfInstances: instances - 1, currentByteSize: bytes - sizeOf(instance) });
}

/** An UPDATE of the limits holds for the instances that are there. */
export function limitsChanged(unit: Unit, before: Resource, patch: Attributes, type: string): Attributes {
  if (!Object.hasOwn(patch, 'maxNrOfInstances') && !Object.hasOwn(patch, 'maxByteSize')) return patch;
  const now = counted(before);
  const left = shrink(unit, before, type, attributesOf(before.attributes, patch), now);
  return left.instances === now.instances ? patch : attributesOf(patch, { currentNrOfInstances: left.instances, currentByteSize: left.bytes });
}

/** All instances go, in silence. */
export function removeAll(unit: Unit, parent: Resource, type: string): void {
  for (const { id } of unit.children(parent.id, type)) removeCounted(unit, id);
}
