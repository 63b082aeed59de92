/** <container> and <contentInstance> (TS-0004 7.4.6, 7.4.7; TS-0001 9.6.6, 9.6.7). `la` and `ol`: virtual.ts. */

import { refused } from '../errors.js';
import { attribute, attributesOf, type Resource } from '../resource.js';
import type { Reader } from '../work/unit.js';
import { admitInstance, arrives, leaves, limitsChanged, noInstances, removeAll } from './instances.js';
import type { Procedure } from './procedure.js';

export const containerProcedure: Procedure = {
  type: 'container',
  admit: (_unit, draft) => ({ ...draft, attributes: attributesOf(draft.attributes, noInstances) }),
  admitUpdate(unit, before, patch) {
    const wasClosed = attribute(before.attributes, 'disableRetrieval') === true;
    // TS-0001 9.6.6: what nobody was to see is gone when others may be seen.
    if (!wasClosed || attribute(patch, 'disableRetrieval') === true || !Object.hasOwn(patch, 'disableRetrieval'))
      return limitsChanged(unit, before, patch, 'contentInstance');
    removeAll(unit, before, 'contentInstance');
    return attributesOf(patch, noInstances);
  },
};

const isClosed = (reader: Reader, instance: Resource): boolean =>
  attribute(reader.get(instance.parent ?? '')?.attributes ?? {}, 'disableRetrieval') === true;

const closed = () => refused('OPERATION_NOT_ALLOWED', 'disableRetrieval of the container is true (TS-0004 7.4.7.2.2, 7.4.7.2.4).');

export const contentInstanceProcedure: Procedure = {
  type: 'contentInstance',
  admit(unit, draft) {
    const parent = unit.get(draft.parent);
    const stateTag = Number(attribute(parent?.attributes ?? {}, 'stateTag') ?? 0) + 1;
    const admitted = admitInstance(unit, draft);
    return { ...admitted, attributes: attributesOf(admitted.attributes, { stateTag }) };
  },
  // TS-0004 7.4.7.2.1 step 3: both have the same stateTag.
  created: (unit, instance) => arrives(unit, instance, { stateTag: attribute(instance.attributes, 'stateTag') ?? 0 }),
  hides: (reader, instance) => (isClosed(reader, instance) ? closed() : undefined),
  admitDelete(unit, instance) {
    if (isClosed(unit, instance)) throw closed();
  },
  removing: leaves,
};
