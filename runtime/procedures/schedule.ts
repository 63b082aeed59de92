/** <schedule> (TS-0004 7.4.9). What its windows mean is for the procedure of its parent. */

import { refused } from '../errors.js';
import { attribute, type Attributes, type Resource } from '../resource.js';
import { reopen, reopenAll } from './notification-schedule.js';
import type { NotifyingHost, Procedure } from './procedure.js';
import type { Unit } from '../work/unit.js';

/** TS-0004 7.4.9.2.1, 7.4.9.2.3: only the schedule of a node is coordinated with a network. */
function checkCoordination(parent: Resource | undefined, attributes: Attributes): void {
  if (attribute(attributes, 'networkCoordinated') === true && parent?.type !== 'node') {
    throw refused('CONTENTS_UNACCEPTABLE', 'networkCoordinated is for the schedule of a <node> (TS-0004 7.4.9.2.1).');
  }
}

/** @param host is not used before the CSE has started */
export const scheduleProcedure = (host: NotifyingHost): Procedure => ({
  type: 'schedule',
  admit(unit, draft) {
    checkCoordination(unit.get(draft.parent), draft.attributes);
    return draft;
  },
  updated: (unit, _before, { parent }) => changed(host, unit, parent),
  removing(unit, { id, parent }, withParent) {
    // It is there until the end of this unit.
    if (!withParent) unit.later(() => host.run((own) => own.get(id) === undefined && changed(host, own, parent)));
  },
  admitUpdate(unit, before, patch) {
    checkCoordination(before.parent === null ? undefined : unit.get(before.parent), patch);
    return patch;
  },
});

/** Other windows of a subscription, or of a node: what waits for one may have to wait no longer. */
function changed(host: NotifyingHost, unit: Unit, parent: string | null): void {
  const above = unit.get(parent ?? '');
  if (above?.type === 'node') reopenAll(host, unit);
  else if (above !== undefined) reopen(host, unit, above.id);
}
