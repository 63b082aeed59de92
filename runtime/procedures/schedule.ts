/** <schedule> (TS-0004 7.4.9). What its windows mean is for the procedure of its parent. */

import { refused } from '../errors.js';
import { attribute, type Attributes, type Resource } from '../resource.js';
import type { Procedure } from './procedure.js';

/** TS-0004 7.4.9.2.1, 7.4.9.2.3: only the schedule of a node is coordinated with a network. */
function checkCoordination(parent: Resource | undefined, attributes: Attributes): void {
  if (attribute(attributes, 'networkCoordinated') === true && parent?.type !== 'node') {
    throw refused('CONTENTS_UNACCEPTABLE', 'networkCoordinated is for the schedule of a <node> (TS-0004 7.4.9.2.1).');
  }
}

export const scheduleProcedure: Procedure = {
  type: 'schedule',
  admit(unit, draft) {
    const parent = unit.get(draft.parent);
    if (parent?.type === 'subscription') throw refused('NOT_IMPLEMENTED', 'Notification schedules are not supported (TS-0004 7.3.3.3).');
    checkCoordination(parent, draft.attributes);
    return draft;
  },
  admitUpdate(unit, before, patch) {
    checkCoordination(before.parent === null ? undefined : unit.get(before.parent), patch);
    return patch;
  },
};
