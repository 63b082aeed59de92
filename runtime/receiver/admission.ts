/** Whether a request may be carried out (TS-0004 7.3.3.15, Recv-6.1 to 6.3): the resource is here, and the Originator may do this to it. */

import { ResultContent } from '../../generated/enumerations.js';
import type { ChildRow, ResourceRow } from '../../generated/tables/resources.js';
import { isCseId, locate, type Located, type Vacant } from '../addresses.js';
import { refused } from '../errors.js';
import { longAttributes, type Request, type Wanted } from './request.js';
import { aeIdStem } from '../procedures/ae.js';
import { announcedBy, isAnnounced } from '../procedures/announcing/announced-here.js';
import { condition, isDiscovery } from '../procedures/filter.js';
import { mayChangePolicies } from '../procedures/privileges.js';
import type { Operation } from '../procedures/procedure.js';
import type { Privilege } from '../privilege.js';
import { attribute, type Attributes, type Resource } from '../resource.js';
import { attributeRows, placeBelow, typeNamed, typesNumbered } from '../types.js';
import type { UnitOfWork } from '../work/unit-of-work.js';
import type { World } from '../world.js';

export const notFound = () => refused('NOT_FOUND', 'There is no such resource (TS-0004 7.3.3.1).');

/**
 * What a virtual resource takes, its parent's table says (TS-0004 7.4).
 * @throws RequestError OPERATION_NOT_ALLOWED for what nobody may ask of it
 */
export function checkVirtual({ type, operations }: ChildRow, operation: Request['operation']): void {
  if (operations?.includes(operation) === false) throw refused('OPERATION_NOT_ALLOWED', `<${type}> takes no ${operation} (TS-0004 7.3.2.1, Recv-1.0).`);
}

/** The same of any target, for a request whose content will not do. @throws RequestError OPERATION_NOT_ALLOWED */
export function checkWanted(world: World, { operation, to, resourceType }: Wanted): void {
  const located = locate(world, world.store, to);
  if (located?.virtual !== undefined) return checkVirtual(located.virtual, operation);
  if (operation === 'notify' || located === undefined) return;
  const types = operation === 'create' ? typesNumbered(Number(resourceType)) : [typeNamed(located.resource?.type ?? '')];
  const [row] = types;
  if (row !== undefined && types.every((type) => type?.operations.includes(operation) === false)) throw notTaken(row, operation);
}

/** One of the four operations on a resource. */
export type OnResource = Request & { readonly operation: Operation };

/** A request that may be carried out: Recv-6.1 to 6.3 hold. */
export interface Admitted {
  readonly originator: string;
  readonly target: Resource;
  readonly content: Attributes;
}

export const privileges: Readonly<Record<Operation, Exclude<Privilege, 'DISCOVERY'>>> = { create: 'CREATE', retrieve: 'RETRIEVE', update: 'UPDATE', delete: 'DELETE' };

/** Who registers itself, and may do so whatever the policies of the CSEBase are (TS-0004 7.4.4.2.1, 7.4.5.2.1). */
export const registers = ({ operation, type }: Request): boolean => operation === 'create' && type !== undefined && Object.hasOwn(stems, type);

const stems: Readonly<Record<string, (from: string) => boolean>> = { AE: (from) => aeIdStem.test(from), remoteCSE: isCseId };

/** Recv-6.1 to 6.3: the resource is here, and the Originator may do this to it. */
export function admit(world: World, unit: UnitOfWork, request: OnResource, located: Located | Vacant | undefined): Admitted {
  const { originator } = unit;
  if (located?.resource === undefined) throw notFound();
  const target = located.resource;
  checkTaken(request, target);
  checkConditions(world, unit, request, target);
  checkReferencePoint(unit, request, target);
  const isSelf = registers(request) && stems[request.type ?? '']?.(originator) === true && originator !== world.policy.admin;
  if (isSelf && target.id !== world.rootId && request.type !== undefined && placeBelow(target.type, request.type) === undefined)
    throw refused('INVALID_CHILD_RESOURCE_TYPE', `${request.type} is no child of ${target.type} (TS-0004 7.3.3.3).`);
  const permitted = isSelf ? target.id === world.rootId && world.policy.mayRegister(originator) : isPermitted(world, unit, request, target);
  if (!permitted) throw refused('ORIGINATOR_HAS_NO_PRIVILEGE', `The Originator may not ${request.operation} here (TS-0004 7.3.3.15).`);
  const hidden = request.operation === 'retrieve' ? world.procedures.of(target.type).hides?.(unit, target) : undefined;
  if (hidden !== undefined) throw hidden;
  if (request.operation !== 'update') return { originator, target, content: request.content };
  if (request.contentType === undefined) return { originator, target, content: longAttributes(target.type, request.content, request.form) };
  if (request.contentType !== target.type)
    throw refused('BAD_REQUEST', `The content is a ${request.contentType}, the resource a ${target.type} (TS-0004 7.3.3.4).`);
  return { originator, target, content: request.content };
}

function isPermitted(world: World, unit: UnitOfWork, request: OnResource, target: Resource): boolean {
  const { originator } = unit;
  // Nobody else changes or ends an announcement, whatever its policies say of that (TS-0004 7.4.26.2.4, 7.4.26.2.5).
  if (isAnnounced(target) && (request.operation === 'update' || request.operation === 'delete'))
    return originator === world.policy.admin || originator === world.cseId || announcedBy(world, target) === originator;
  if (announcesItself(request, target, originator)) return true;
  if (changesPolicies(request, target)) return mayChangePolicies(world, unit, originator, target);
  // Recv-6.3 is not for a discovery: each resource below is found, or not, by its own policies (TS-0004 7.3.3.14, TS-0001 10.2.6).
  return isDiscovery(request.filterCriteria) || unit.may(originator, privileges[request.operation], target, request.type);
}

/** A CSE that is known here needs no policy to be announced, since whatever else it announces stands below that (TS-0001 9.6.26.1). */
function announcesItself({ operation, type, content }: OnResource, { type: parent }: Resource, originator: string): boolean {
  const link = attribute(content, 'link');
  return operation === 'create' && type === 'CSEBaseAnnc' && parent === 'CSEBase' && originator.startsWith('/') && typeof link === 'string' && link.startsWith(`${originator}/`);
}

/** Whether an UPDATE is of accessControlPolicyIDs, which is a matter of its own (TS-0001 9.6.1.3.2). */
const changesPolicies = ({ operation, content, contentType }: Request, { type }: Resource): boolean =>
  operation === 'update' &&
  attributeRows(type).has('accessControlPolicyIDs') &&
  (Object.hasOwn(content, 'accessControlPolicyIDs') || (contentType === undefined && Object.hasOwn(content, 'acpi')));

/** What a type does not take, it takes from nobody: that is looked at with the syntax of a request, before who asks (Recv-1.0, as in TS-0004 7.4.3.2.3). */
function checkTaken({ operation, type }: OnResource, target: Resource): void {
  const row = typeNamed(operation === 'create' ? (type ?? '') : target.type);
  if (row?.operations.includes(operation) === false) throw notTaken(row, operation);
}

const notTaken = ({ name, source }: ResourceRow, operation: Operation) => refused('OPERATION_NOT_ALLOWED', `${name} takes no ${privileges[operation]} (${source}).`);

/** What passes between CSEs: nobody else has a say, and an AE is no CSE, whatever it may do here (TS-0004 7.4.4.2.1, 7.4.11.2). */
function checkReferencePoint(unit: UnitOfWork, { operation, type }: OnResource, target: Resource): void {
  const isOfCses = operation === 'create' ? type === 'remoteCSE' || type === 'delivery' : operation !== 'retrieve' && target.type === 'delivery';
  if (isOfCses && unit.get(unit.originator)?.type === 'AE')
    throw refused('OPERATION_NOT_ALLOWED', `An AE may not ${operation} a ${type ?? target.type} (TS-0004 7.4.4.2.1, 7.4.11.2).`);
}

/** Where no children are shown, the conditions are for the resource itself, which is as good as absent unless it meets them (TS-0004 7.3.3.1). */
function checkConditions(world: World, unit: UnitOfWork, { operation, filterCriteria, resultContent, attributes }: Request, target: Resource): void {
  if (filterCriteria === undefined || isDiscovery(filterCriteria)) return;
  const isOfChildren = operation === 'retrieve' && attributes === undefined && resultContent !== ResultContent.attributes && resultContent !== ResultContent.original_resource;
  if (isOfChildren || condition(filterCriteria, false)({ world, reader: unit }, target)) return;
  throw refused('NOT_FOUND', 'The resource does not meet the Filter Criteria (TS-0004 7.3.3.1).');
}
