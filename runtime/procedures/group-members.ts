/** Which members a <group> has, how many, and of which type (TS-0004 7.4.13.2.1, 7.4.13.2.3). */

import { ConsistencyStrategy, MemberType } from '../../generated/enumerations.js';
import { isEqual } from '../access/equal.js';
import { refused } from '../errors.js';
import { attribute, listIn, type Attributes, type JsonValue, type Resource } from '../resource.js';
import { numberOf, virtualChild } from '../types.js';
import type { Learned, Reader } from '../work/unit.js';

/** What validation compares. */
export interface Kind {
  readonly type: JsonValue;
  readonly specialization?: Attributes | undefined;
}

export const memberTypeIn = (group: Attributes): JsonValue => attribute(group, 'memberType') ?? MemberType.mixed;
const specializationIn = (group: Attributes): Attributes | undefined => (attribute(group, 'specializationType') ?? undefined) as Attributes | undefined;

/** A reader that knows what other CSEs have said. */
type Informed = Reader & { readonly learned: Learned };

/** Whether the types of members matter. */
export const isOfOneType = (group: Attributes): boolean => memberTypeIn(group) !== MemberType.mixed;

/**
 * The attributes that depend on memberIDs, which stand once each; checked against memberType (TS-0004 7.4.13.2.1).
 * @param before the group as it was: of the members that it has already, what has gone meanwhile is found out by who asks it
 */
export function members(reader: Informed, attributes: Attributes, before?: Attributes): Attributes {
  const listed = once(reader, attribute(attributes, 'memberIDs') as readonly string[]);
  const largest = attribute(attributes, 'maxNrOfMembers') as number;
  if (listed.length > largest) throw tooMany(`More than ${largest} members`);
  const [memberType, specialization] = [memberTypeIn(attributes), specializationIn(attributes)];
  if (memberType === MemberType.mixed) return counted(listed, {});
  const found = listed.map((id) => ({ id, kind: kindOf(reader, id, specialization) }));
  const present = new Set(before && listIn(before, 'memberIDs'));
  const wasValidated = before !== undefined && attribute(before, 'memberTypeValidated') === true;
  // What other CSEs have not said may be anything; what is not there is of no type.
  const isUnsaid = (id: string) => isElsewhere(reader, id) && !reader.learned.has(id);
  const isUnknown = (id: string) => isUnsaid(id) || present.has(id);
  const isOpen = (id: string) => isUnknown(id) && !(wasValidated && present.has(id) && isUnsaid(id));
  const validated = { memberTypeValidated: !found.some(({ id, kind }) => kind === undefined && isOpen(id)) };
  const isFit = (kind: Kind) => kind.type === memberType && (specialization === undefined || isEqual(kind.specialization, specialization));
  const fitting = found.filter(({ id, kind }) => (kind === undefined ? isUnknown(id) : isFit(kind))).map(({ id }) => id);
  if (fitting.length === listed.length) return counted(listed, validated);
  switch (attribute(attributes, 'consistencyStrategy')) {
    case ConsistencyStrategy.ABANDON_MEMBER:
      return counted(fitting, validated);
    case ConsistencyStrategy.SET_MIXED:
      return counted(listed, { memberType: MemberType.mixed, memberTypeValidated: true, ...(specialization !== undefined && { specializationType: null }) });
    default:
      throw refused('GROUP_MEMBER_TYPE_INCONSISTENT', `Not every member is of type ${JSON.stringify(specialization ?? memberType)} (TS-0004 7.4.13.2.1).`);
  }
}

const isElsewhere = ({ self }: Reader, address: string): boolean => address.startsWith('/') && !address.startsWith(`/${self}/`);

export const tooMany = (what: string) => refused('MAX_NUMBER_OF_MEMBER_EXCEEDED', `${what} (TS-0004 7.4.13.2.1, 7.4.13.2.3).`);

/** Which types have specializations, and what these are called by (TS-0001 9.6.13, specializationType). */
export const specializing: ReadonlyMap<JsonValue, string> = new Map<JsonValue, string>([
  [MemberType.mgmtObj, 'mgmtDefinition'],
  [MemberType.flexContainer, 'containerDefinition'],
]);

/** A virtual resource of one that is here. */
function virtualAt(reader: Reader, address: string): { readonly parent: Resource; readonly type: string } | undefined {
  const slash = address.lastIndexOf('/');
  const parent = slash === -1 ? undefined : reader.find(address.slice(0, slash));
  const child = parent && virtualChild(parent.type, address.slice(slash + 1));
  return parent === undefined || child === undefined ? undefined : { parent, type: child.type };
}

/** A member is a resource, by whichever of its addresses: each is listed by the first (TS-0004 7.4.13.2.1, 7.4.13.2.3). */
function once(reader: Reader, addresses: readonly string[]): readonly string[] {
  const members = new Map<string, string>();
  for (const address of addresses) {
    const virtual = virtualAt(reader, address);
    // The latest of a container is another resource each time, and one member.
    const member = virtual === undefined ? (reader.find(address)?.id ?? address) : `${virtual.parent.id}/${virtual.type}`;
    if (!members.has(member)) members.set(member, address);
  }
  return [...members.values()];
}

/**
 * A member is of the type of its resource. One that is the <fanOutPoint> of a group is of the type of that group's members; any other virtual
 * resource of its own (TS-0004 7.4.13.2.1). Undefined: it is not there, or nobody knows.
 */
function kindOf(reader: Informed, id: string, wanted: Attributes | undefined): Kind | undefined {
  const said = reader.learned.get(id);
  if (said !== undefined) return said === null ? undefined : (said as unknown as Kind);
  const resource = reader.find(id);
  if (resource !== undefined) {
    const [name] = Object.keys(wanted ?? {});
    const value = name === undefined ? undefined : attribute(resource.attributes, name);
    return { type: numberOf(resource.type), specialization: name === undefined || value === undefined ? undefined : { [name]: value } };
  }
  const virtual = virtualAt(reader, id);
  if (virtual === undefined) return undefined;
  const { parent, type: name } = virtual;
  if (name === 'fanOutPoint') return { type: memberTypeIn(parent.attributes), specialization: specializationIn(parent.attributes) };
  return kindOfVirtual(name);
}

export function kindOfVirtual(name: string): Kind | undefined {
  const type = (MemberType as Readonly<Record<string, number>>)[name];
  return type === undefined ? undefined : { type };
}

const counted = (memberIDs: readonly string[], others: Attributes): Attributes => ({
  memberIDs,
  currentNrOfMembers: memberIDs.length,
  ...others,
});
