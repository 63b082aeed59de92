/** Which [deviceInfo] has which label, so that those of a CPE are found among those of all (TS-0001 D.8). */

import type { Procedure } from '../procedures/procedure.js';
import { attribute, type Resource } from '../resource.js';
import type { Reader, Unit } from '../work/unit.js';

/** Kind of the records: their key is the [deviceInfo], and they belong to its label. */
const LABEL = 'cwmp-label';

const labelOf = ({ attributes }: Resource): string => String(attribute(attributes, 'deviceLabel') ?? '');

function keepLabel(unit: Unit, info: Resource): void {
  const label = labelOf(info);
  const before = unit.record(LABEL, info.id);
  if (before !== undefined && attribute(before, 'label') === label) return;
  if (before !== undefined) unit.drop(LABEL, info.id);
  unit.keep({ kind: LABEL, key: info.id, owner: label, value: { label } });
}

/** For a CSE with an ACS. A store that had none yet, or has had none for a while, is caught up with when the CSE starts. */
export const labelledProcedure: Procedure = {
  type: 'deviceInfo',
  created: keepLabel,
  updated: (unit, _before, after) => keepLabel(unit, after),
  removing: (unit, { id }) => unit.drop(LABEL, id),
  started: keepLabel,
};

export const labelled = (reader: Reader, label: string): readonly Resource[] =>
  reader.records(LABEL, label).flatMap(({ key }) => {
    const info = reader.get(key);
    return info !== undefined && labelOf(info) === label ? [info] : [];
  });
