/** <group> (TS-0004 7.4.13): its members, their number and their type. Requests to all of them: fan-out.ts. */

import { ConsistencyStrategy } from '../../generated/enumerations.js';
import { refused } from '../errors.js';
import { attribute, attributesOf, type Attributes, type JsonValue } from '../resource.js';
import { numberOf } from '../types.js';
import type { Reader } from '../work/unit.js';
import type { Procedure } from './procedure.js';

const MIXED = 0;

/** The attributes that depend on memberIDs, which stand once each; checked against memberType (TS-0004 7.4.13.2.1). */
function members(reader: Reader, attributes: Attributes): Attributes {
  const listed = once(reader, attribute(attributes, 'memberIDs') as readonly string[]);
  const largest = attribute(attributes, 'maxNrOfMembers') as number;
  if (listed.length > largest) throw refused('MAX_NUMBER_OF_MEMBER_EXCEEDED', `More than ${largest} members (TS-0004 7.4.13.2.1).`);
  const memberType = attribute(attributes, 'memberType') ?? MIXED;
  if (memberType === MIXED) return counted(listed, {});
  const found = listed.map((id) => ({ id, type: memberTypeOf(reader, id) }));
  // Members at other CSEs are not asked for their type.
  const validated = { memberTypeValidated: found.every(({ type }) => type !== undefined) };
  const fitting = found.filter(({ type }) => type === undefined || type === memberType).map(({ id }) => id);
  if (fitting.length === listed.length) return counted(listed, validated);
  switch (attribute(attributes, 'consistencyStrategy')) {
    case ConsistencyStrategy.ABANDON_MEMBER:
      return counted(fitting, validated);
    case ConsistencyStrategy.SET_MIXED:
      return counted(listed, { memberType: MIXED, memberTypeValidated: true });
    default:
      throw refused('GROUP_MEMBER_TYPE_INCONSISTENT', `Not every member has the type ${JSON.stringify(memberType)} (TS-0004 7.4.13.2.1).`);
  }
}

/** A member is a resource, by whichever of its addresses: each is listed by the first (TS-0004 7.4.13.2.1, 7.4.13.2.3). */
function once(reader: Reader, addresses: readonly string[]): readonly string[] {
  const members = new Map<string, string>();
  for (const address of addresses) {
    const member = memberAt(reader, address);
    if (!members.has(member)) members.set(member, address);
  }
  return [...members.values()];
}

/** The latest of a container is another member each time: what is virtual is what its address says. */
function memberAt(reader: Reader, address: string): string {
  const [target, suffix] = address.endsWith('/fopt') ? [address.slice(0, -'/fopt'.length), '/fopt'] : [address, ''];
  const resource = reader.find(target);
  const last = target.slice(target.lastIndexOf('/') + 1);
  return resource !== undefined && [resource.name, resource.id, '-'].includes(last) ? `${resource.id}${suffix}` : address;
}

/** A member that is the <fanOutPoint> of a group is of the type of that group's members (TS-0004 7.4.13.2.1). */
function memberTypeOf(reader: Reader, id: string): JsonValue | undefined {
  const subgroup = id.endsWith('/fopt') ? reader.find(id.slice(0, -'/fopt'.length)) : undefined;
  if (subgroup?.type === 'group') return attribute(subgroup.attributes, 'memberType') ?? MIXED;
  const resource = reader.find(id);
  return resource && numberOf(resource.type);
}

const counted = (memberIDs: readonly string[], others: Attributes): Attributes => ({
  memberIDs,
  currentNrOfMembers: memberIDs.length,
  ...others,
});

export const groupProcedure: Procedure = {
  type: 'group',
  unsupported: ['specializationType', 'semanticSupportIndicator', 'notifyAggregation'],
  admit: (unit, draft) => ({ ...draft, attributes: attributesOf(draft.attributes, members(unit, draft.attributes)) }),
  admitUpdate(unit, before, patch) {
    if (!Object.hasOwn(patch, 'memberIDs') && !Object.hasOwn(patch, 'maxNrOfMembers')) return patch;
    return attributesOf(patch, members(unit, attributesOf(before.attributes, patch)));
  },
};
