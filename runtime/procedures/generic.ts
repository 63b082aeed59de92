/** The generic part of CREATE and UPDATE (TS-0004 7.3.3.3 to 7.3.3.7): what every resource type has in common. */

import { StatusCode } from '../../generated/tables/status-codes.js';
import { machines } from '../../generated/machines/index.js';
import { isElsewhere } from '../addresses.js';
import { checkAccess } from '../access/check-access.js';
import type { AccessRequest } from '../access/request.js';
import { withDefaults } from '../access/defaults.js';
import type { Violation } from '../access/violation.js';
import { refused, refusedBecauseOf } from '../errors.js';
import { asOurs } from '../releases.js';
import { attribute, attributesOf, bareObject, type Attributes, type JsonValue, type Resource } from '../resource.js';
import { formatTimestamp } from '../time/timestamp.js';
import { attributeRows, isApplicable, ofEachType, placeBelow, typeNamed, virtualChild } from '../types.js';
import type { By, Reader } from '../work/unit.js';
import type { World } from '../world.js';
import { announcedPolicy } from './announcing/announced-here.js';
import { checkChildrenExpireBefore, expirationBelow, expirationOf } from './expiration.js';
import { initialAttributes } from './initial.js';
import type { Draft } from './procedure.js';

/** What a CREATE says, with its parent found. */
export interface Creation {
  readonly type: string;
  readonly parent: Resource;
  readonly attributes: Attributes;
}

/** Optional attributes of features that this CSE does not have, whatever the type: dynamic authorization. */
const unsupported: readonly string[] = ['dynamicAuthorizationConsultationIDs'];

/** The type can be hosted, and below this parent (TS-0004 7.3.3.3, 7.4.8.2.1). */
export function checkPlace(world: World, by: By, type: string, parent: Resource): void {
  const row = typeNamed(type);
  if (by === 'Originator' && row !== undefined && !isApplicable(row, world.cseType))
    throw refused('OPERATION_NOT_ALLOWED', `${type} is for an ${row.cseTypes?.join(', ')} alone (TS-0004 7.3.3.3, Table 6.3.4.2.1-1).`);
  if (by === 'Originator' && row?.operations.includes('create') === false)
    throw refused('OPERATION_NOT_ALLOWED', `${type} does not take a Create request (${row.source}).`);
  if (row === undefined || !world.procedures.hosts(type))
    throw refused('NOT_IMPLEMENTED', `Resource type ${type} is not implemented (TS-0004 7.3.3.3).`);
  if (placeBelow(parent.type, type) !== undefined) return;
  if (type === 'subscription') throw refused('TARGET_NOT_SUBSCRIBABLE', `${parent.type} cannot be subscribed to (TS-0004 7.4.8.2.1).`);
  throw refused('INVALID_CHILD_RESOURCE_TYPE', `${type} is no child of ${parent.type} (TS-0004 7.3.3.3).`);
}

/** Neither the name is taken, by a virtual child either, nor the id; and the table of the parent allows one more (TS-0004 7.3.3.5, TS-0001 9.6.1.1). */
export function checkRoom(reader: Reader, parent: Resource, { id, name, type }: Draft): void {
  if (reader.childNamed(parent.id, name) !== undefined || virtualChild(parent.type, name) !== undefined)
    throw refused('CONFLICT', `The name ${name} is taken (TS-0004 7.3.3.5).`);
  if (reader.get(id) !== undefined) throw refused('CONFLICT', `The id ${id} is taken (TS-0004 7.3.3.5).`);
  const most = placeBelow(parent.type, type)?.most;
  if (most !== undefined && reader.children(parent.id, type).length >= most)
    throw refused('CONFLICT', `${parent.name} has ${most} ${type} already, and no more than that is allowed below ${parent.type} (${typeNamed(parent.type)?.source}).`);
}

/** The resource that a CREATE describes: checked, completed, with the attributes that the Hosting CSE sets (TS-0004 7.3.3.3, 7.3.3.5). */
export function createDraft(
  world: World,
  reader: Reader & { readonly originator: string },
  by: By,
  { type, parent, attributes }: Creation,
): Draft {
  checkContent(world, reader, { type, operation: 'create', patch: attributes, by });
  const rows = attributeRows(type);
  const id = freshId(world, type);
  const creator = by === 'Originator' ? reader.originator : world.cseId;
  const timestamp = formatTimestamp(reader.now);
  const wanted = attribute(attributes, 'resourceName');
  const { fixedName } = placeBelow(parent.type, type) ?? {};
  if (fixedName !== undefined && wanted !== undefined && wanted !== fixedName)
    throw refused('BAD_REQUEST', `${type} below ${parent.type} is called ${fixedName} (TS-0004 7.3.3.5, ${typeNamed(parent.type)?.source}).`);
  const name = fixedName ?? wanted ?? id;
  const given = attributesOf(withDefaults(type, attributes), { creationTime: timestamp, lastModifiedTime: timestamp });
  const complete = attributesOf(
    given,
    initialAttributes({ type, id, creator, attributes: given }),
    rows.has('expirationTime') ? { expirationTime: expirationBelow(reader, parent, given, world.policy.lifetime) } : {},
  );
  const stored = bareObject();
  for (const key of Object.keys(complete)) {
    const value = complete[key] ?? null;
    if (!notStored(type).has(key) && (by === 'Hosting CSE' || value !== null)) stored[key] = value;
  }
  // creator: null asks for it (TS-0004 7.3.3.3).
  if (attribute(attributes, 'creator') === null) stored['creator'] = creator;
  return { id, type, name: String(name), parent: parent.id, creator, attributes: stored };
}

/** What a machine governs gets its first value from a transition; what the fields of Resource say is not repeated. */
const notStored = ofEachType((type): ReadonlySet<string> => new Set(['resourceName', ...machines.filter(({ resource }) => resource === type).map(({ name }) => name)]));

/** Whether an UPDATE may change these attributes (TS-0004 7.3.3.4, 7.3.3.7). */
export function checkUpdate(world: World, reader: Reader, by: By, before: Resource, patch: Attributes): void {
  checkContent(world, reader, { type: before.type, operation: 'update', before: before.attributes, patch, by });
  const time = expirationOf(patch);
  if (time === undefined) return;
  if (time <= reader.now) throw refused('BAD_REQUEST', 'expirationTime is in the past (TS-0004 7.3.3.4).');
  checkChildrenExpireBefore(reader, before, time);
}

/** The patch of an UPDATE with the expirationTime that the parent allows, and whoever else has a say. */
export function capExpiration(world: World, reader: Reader, before: Resource, patch: Attributes): Attributes {
  if (expirationOf(patch) === undefined) return patch;
  const parent = before.parent === null ? undefined : reader.get(before.parent);
  if (parent === undefined) return patch;
  const limits = world.procedures.limiting.flatMap((procedure) => procedure.expiresBy?.(reader, before) ?? []);
  return attributesOf(patch, { expirationTime: expirationBelow(reader, parent, patch, world.policy.lifetime, Math.min(...limits)) });
}

const none: readonly Violation[] = [];

/** All that the access rules and the supported features say of the content, in one refusal. */
function checkContent(world: World, reader: Reader, request: AccessRequest): void {
  const violations = checkAccess(asOfThisRelease(request));
  const features = request.by === 'Originator' ? [...unsupportedIn(world, request), ...danglingIn(world, reader, request)] : none;
  if (violations.length + features.length === 0) return;
  throw refusedBecauseOf([...violations, ...features] as [Violation, ...Violation[]]);
}

/** What a Registree says of later releases is true, and none of our business: it supports one of ours, or will find out. */
function asOfThisRelease(request: AccessRequest): AccessRequest {
  const supported = attribute(request.patch, 'supportedReleaseVersions');
  if (!Array.isArray(supported) || supported.every((each) => asOurs(each) === each)) return request;
  const known = [...new Set(supported.map(asOurs))] as JsonValue[];
  return { ...request, patch: { ...request.patch, supportedReleaseVersions: known } };
}

/**
 * Policies that are not there would close the resource to everybody, for good (erratum P55); those of other CSEs are not asked. What is announced
 * here keeps the ones that its original has.
 */
function danglingIn(world: World, reader: Reader, { type, patch }: AccessRequest): readonly Violation[] {
  const policies = attribute(patch, 'accessControlPolicyIDs');
  if (!Array.isArray(policies) || !attributeRows(type).has('accessControlPolicyIDs')) return none;
  const isHere = (id: string): boolean => reader.find(id)?.type === 'accessControlPolicy' || announcedPolicy(world, id) !== undefined;
  const isElsewhereToo = (id: string): boolean => typeNamed(type)?.kind === 'announced' && isElsewhere(world, id);
  const dangling = policies.find((id) => typeof id === 'string' && !isHere(id) && !isElsewhereToo(id)) as string | undefined;
  if (dangling === undefined) return none;
  const foreign = isElsewhere(world, dangling);
  const message = `accessControlPolicyIDs: ${dangling.slice(0, 80)} is ${foreign ? 'at another CSE, which is not asked' : 'no <accessControlPolicy>'}`;
  const statusCode = foreign ? StatusCode.NOT_IMPLEMENTED : StatusCode.BAD_REQUEST;
  return [{ statusCode, attribute: 'accessControlPolicyIDs', rule: 'unsupported', message, clause: 'TS-0004 7.3.3.3, 7.3.3.4' }];
}

/** TS-0004 7.3.3.3, 7.3.3.4: an optional attribute that the Hosting CSE does not support. */
function unsupportedIn(world: World, { type, patch }: AccessRequest): readonly Violation[] {
  const isGiven = (name: string) => (attribute(patch, name) ?? null) !== null && attributeRows(type).has(name);
  const given = [...unsupported.filter(isGiven), ...(world.procedures.of(type).unsupported?.filter(isGiven) ?? [])];
  return given.map((name) => ({
    statusCode: StatusCode.NOT_IMPLEMENTED,
    attribute: name,
    rule: 'unsupported',
    message: `${name} is not supported`,
    clause: 'TS-0004 7.3.3.3, 7.3.3.4',
  }));
}

/** Whoever supplies ids may repeat itself; after some tries that is a fault, not bad luck. */
function freshId(world: World, type: string): string {
  for (let attempt = 0; attempt < 16; attempt++) {
    const id = world.newId(type);
    if (world.store.get(id) === undefined) return id;
  }
  throw new Error('The source of resource ids repeats itself.');
}
