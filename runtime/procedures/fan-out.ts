/** <fanOutPoint> (TS-0004 7.4.14): one request to all members of a group, one answer of all of them. */

import { refused } from '../errors.js';
import { encodeResponse, type Answer } from '../receiver/answer.js';
import type { Request } from '../receiver/request.js';
import { placeBelow, typesNumbered } from '../types.js';
import { attribute, type JsonValue, type Resource } from '../resource.js';
import type { World } from '../world.js';
import { runUnit } from '../work/unit-of-work.js';
import { mayAccess } from './privileges.js';
import type { Privilege } from '../privilege.js';

export interface FanOutPoint {
  readonly group: Resource;
  /** The path behind it, which follows the address of each member. */
  readonly rest: readonly string[];
}

/** Others are served between so many members: a group may have a hundred thousand. */
const MEMBERS_IN_A_ROW = 50;

const privileges: Readonly<Record<Request['operation'], Privilege>> = {
  create: 'CREATE',
  retrieve: 'RETRIEVE',
  update: 'UPDATE',
  delete: 'DELETE',
  notify: 'NOTIFY',
};

/** @param answerOf carries out the request that one member gets */
export async function fanOut(
  world: World,
  originator: string,
  { group, rest }: FanOutPoint,
  request: Request,
  answerOf: (request: Request) => Promise<Answer>,
): Promise<Answer> {
  checkAuthorization(world, originator, group, request);
  const identifier = checkIdentifier(world, group, rest, request);
  const members = targetsOf(group, request);
  if (members.length === 0) throw refused('NO_MEMBERS', 'The group has no members (TS-0004 7.4.14.2.4).');
  checkType(group, rest, request);
  const answers: JsonValue[] = [];
  const deleted: string[] = [];
  for (const [index, member] of members.entries()) {
    if (index > 0 && index % MEMBERS_IN_A_ROW === 0) await pause();
    const to = [member, ...rest].join('/');
    const parameters = { ...request.parameters, to, groupRequestIdentifier: identifier };
    const answer = await answerOf({ ...request, to, groupRequestIdentifier: identifier, groupRequestTargetMembers: undefined, parameters });
    // The answer of each says whose it is (TS-0004 7.4.14.2.5).
    answers.push(encodeResponse({ parameters: request.form, content: request.form, requestIdentifier: request.identifier }, { ...answer, from: member }));
    if (answer.status === 'DELETED' && rest.length === 0) deleted.push(member);
  }
  forget(world, group, deleted);
  const [root, item] = request.form === 'long' ? ['aggregatedResponse', 'responsePrimitive'] : ['agr', 'rsp'];
  return { status: 'OK', content: { raw: { [`m2m:${root}`]: { [`m2m:${item}`]: answers } } } };
}

/** Of the group's own requests, or where it says nothing of them, of the group (TS-0004 7.4.14.3). */
function checkAuthorization(world: World, originator: string, group: Resource, { operation, type }: Request): void {
  const own = attribute(group.attributes, 'membersAccessControlPolicyIDs');
  const judged: Resource = own === undefined ? group : { ...group, attributes: { ...group.attributes, accessControlPolicyIDs: own } };
  const may = runUnit(world, originator, (unit) => mayAccess(world, unit, originator, privileges[operation], judged, type));
  if (!may) throw refused('ORIGINATOR_HAS_NO_PRIVILEGE', `The Originator may not ${operation} by this group (TS-0004 7.4.14.3).`);
}

/** A request that has been here under the same identifier goes in a circle (TS-0004 7.3.3.2). */
function checkIdentifier(world: World, group: Resource, rest: readonly string[], { groupRequestIdentifier, expires }: Request): string {
  const identifier = groupRequestIdentifier ?? world.newId('groupRequest');
  const key = [identifier, group.id, ...rest].join(' ');
  if (world.groupRequests.has(key)) throw refused('GROUP_REQUEST_IDENTIFIER_EXISTS', 'This request has been here already (TS-0004 7.3.3.2).');
  world.groupRequests.add(key, expires);
  return identifier;
}

function targetsOf({ attributes }: Resource, { groupRequestTargetMembers }: Request): readonly string[] {
  const members = (attribute(attributes, 'memberIDs') ?? []) as readonly string[];
  if (groupRequestTargetMembers === undefined) return members;
  const known = new Set(members);
  if (!groupRequestTargetMembers.every((member) => known.has(member)))
    throw refused('BAD_REQUEST', 'groupRequestTargetMembers has what is no member (TS-0004 7.4.14.2.4).');
  return groupRequestTargetMembers;
}

/** TS-0004 7.4.14.2.1: what can be a child of none of the members is refused at once. */
function checkType({ attributes }: Resource, rest: readonly string[], { operation, type }: Request): void {
  const memberType = attribute(attributes, 'memberType');
  if (operation !== 'create' || type === undefined || rest.length > 0 || typeof memberType !== 'number' || memberType === 0) return;
  if (typesNumbered(memberType).some(({ name }) => placeBelow(name, type) !== undefined)) return;
  throw refused('INVALID_CHILD_RESOURCE_TYPE', `${type} is no child of the members (TS-0004 7.4.14.2.1).`);
}

/** TS-0004 7.4.14.3.5: members that were deleted are members no more. */
function forget(world: World, { id }: Resource, deleted: readonly string[]): void {
  if (deleted.length === 0) return;
  const gone = new Set(deleted);
  world.run((unit) => {
    const group = unit.get(id);
    const members = ((group && attribute(group.attributes, 'memberIDs')) ?? []) as readonly string[];
    const left = members.filter((member) => !gone.has(member));
    if (group !== undefined && left.length < members.length) unit.update(id, { memberIDs: left, currentNrOfMembers: left.length });
  });
}

const pause = () => new Promise<void>((resolve) => setImmediate(resolve));
