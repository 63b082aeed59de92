/** <fanOutPoint> (TS-0004 7.4.14): one request to all members of a group, one answer of all of them. */

import { StatusCode } from '../../generated/tables/status-codes.js';
import { entityId, isElsewhere, locate } from '../addresses.js';
import { refused } from '../errors.js';
import { encodeResponse, type Answer } from '../receiver/answer.js';
import { inTime } from '../receiver/in-time.js';
import type { Request } from '../receiver/request.js';
import { placeBelow, typesNumbered } from '../types.js';
import { attribute, listIn, type JsonValue, type Resource } from '../resource.js';
import type { World } from '../world.js';
import { runUnit } from '../work/unit-of-work.js';
import { throughGroup } from './group-notifications.js';
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

/** @param request under a Group Request Identifier @param answerOf carries out the request that one member gets */
export async function fanOut(
  world: World,
  originator: string,
  { group, rest }: FanOutPoint,
  request: Request,
  answerOf: (request: Request) => Promise<Answer>,
): Promise<Answer> {
  checkAuthorization(world, originator, group, request);
  const targets = targetsOf(world, group, request);
  if (targets.length === 0) throw refused('NO_MEMBERS', 'The group has no members (TS-0004 7.4.14.2.4).');
  checkType(group, rest, request);
  const fanned = throughGroup(world, group, request);
  const ask = ({ member, only }: Target): Promise<Answer> => {
    const to = [member, ...rest].join('/');
    const { groupRequestTargetMembers: _given, ...others } = fanned.parameters;
    const parameters = { ...others, to, groupRequestIdentifier: fanned.groupRequestIdentifier, ...(only !== undefined && { groupRequestTargetMembers: only }) };
    return answerOf({ ...fanned, to, groupRequestTargetMembers: only, parameters });
  };
  const answers = await collect(world, targets, request, ask);
  if (answers.size === 0) throw refused('GROUP_MEMBERS_NOT_RESPONDED', 'No member has answered in time (TS-0004 7.4.14.2.5).');
  const answered = targets.flatMap(({ member }, index) => {
    const answer = answers.get(index);
    return answer === undefined ? [] : [{ ...answer, member, from: toldTo(world, originator, member) }];
  });
  forget(world, group, rest.length > 0 ? [] : answered.flatMap(({ status, member }) => (status === 'DELETED' || status === StatusCode.DELETED ? [member] : [])));
  const forms = { parameters: request.form, content: request.form, requestIdentifier: request.identifier };
  const [root, item] = request.form === 'long' ? ['aggregatedResponse', 'responsePrimitive'] : ['agr', 'rsp'];
  // The answer of each says whose it is (TS-0004 7.4.14.2.5).
  return { status: 'OK', content: { raw: { [`m2m:${root}`]: { [`m2m:${item}`]: answered.map((answer): JsonValue => encodeResponse(forms, answer)) } } } };
}

/** To an entity of another CSE it is named relative to the service provider (TS-0001 Table 7.2-1). */
const toldTo = (world: World, originator: string, member: string): string => (isElsewhere(world, originator) && !member.startsWith('/') ? `/${world.cseId}/${member}` : member);

/** What the members say, by their places, as far as they say it in time: one after the other here, those of other CSEs side by side. */
async function collect(
  world: World,
  targets: readonly Target[],
  { expires }: Pick<Request, 'expires'>,
  ask: (target: Target) => Promise<Answer>,
): Promise<ReadonlyMap<number, Answer>> {
  const answers = new Map<number, Answer>();
  const isOver = () => expires !== undefined && expires <= world.clock.now();
  const one = async (target: Target, index: number) => {
    const answer = await ask(target);
    if (!isOver()) answers.set(index, answer);
  };
  const all = async () => {
    let elsewhere: Promise<void>[] = [];
    for (const [index, target] of targets.entries()) {
      if (index > 0 && index % MEMBERS_IN_A_ROW === 0) {
        await Promise.all(elsewhere);
        elsewhere = [];
        await pause();
      }
      if (isOver()) break;
      if (isElsewhere(world, target.member)) elsewhere.push(one(target, index));
      else await one(target, index);
    }
    await Promise.all(elsewhere);
  };
  try {
    await inTime(world, { expires }, all());
  } catch (error) {
    if (!isOver()) throw error;
  }
  return answers;
}

/** Of the group's own requests, or where it says nothing of them, of the group (TS-0004 7.4.14.3). */
function checkAuthorization(world: World, originator: string, group: Resource, { operation, type }: Request): void {
  const own = attribute(group.attributes, 'membersAccessControlPolicyIDs');
  const judged: Resource = own === undefined ? group : { ...group, attributes: { ...group.attributes, accessControlPolicyIDs: own } };
  const may = runUnit(world, originator, (unit) => mayAccess(world, unit, originator, privileges[operation], judged, type));
  if (!may) throw refused('ORIGINATOR_HAS_NO_PRIVILEGE', `The Originator may not ${operation} by this group (TS-0004 7.4.14.3).`);
}

/** Whom a request goes to. */
interface Target {
  readonly member: string;
  /** Where it is the fan-out point of another group: those of its members that are meant, unless all are. */
  readonly only?: readonly string[];
}

const membersIn = ({ attributes }: Resource): readonly string[] => listIn(attributes, 'memberIDs');

/** The members, or those that the request names, which may be members of groups that are members (TS-0004 7.4.14.2.4). */
function targetsOf(world: World, group: Resource, { groupRequestTargetMembers: wanted }: Request): readonly Target[] {
  if (wanted === undefined) return membersIn(group).map((member) => ({ member }));
  // As they are in memberIDs, or as an answer has named them.
  const shortest = (address: string): string => entityId(world, address);
  const left = new Set(wanted.map(shortest));
  const targets = membersIn(group).flatMap((member): readonly Target[] => {
    if (left.delete(shortest(member))) return [{ member }];
    const behind = new Set([...membersBehind(world, member, new Set([group.id]))].map(shortest));
    const only = [...new Set(wanted.map(shortest))].filter((each) => behind.has(each));
    for (const each of only) left.delete(each);
    return only.length === 0 ? [] : [{ member, only }];
  });
  if (left.size > 0) throw refused('BAD_REQUEST', 'groupRequestTargetMembers has what is no member (TS-0004 7.4.14.2.4).');
  return targets;
}

/** All members of a group that is a member by its fan-out point, and of groups that are members of that. */
function membersBehind(world: World, member: string, seen: ReadonlySet<string>): ReadonlySet<string> {
  const located = member.includes('/') ? locate(world, world.store, member) : undefined;
  if (located?.resource === undefined || located.virtual?.type !== 'fanOutPoint' || located.rest.length > 0 || seen.has(located.resource.id)) return new Set();
  const members = membersIn(located.resource);
  const further = new Set([...seen, located.resource.id]);
  return new Set(members.flatMap((each) => [each, ...membersBehind(world, each, further)]));
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
