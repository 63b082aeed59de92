/** Requests to resources of other CSEs (TS-0004 7.3.2.6): they go to the <remoteCSE> that leads there, or to the Registrar. */

import { parameterNames } from '../../generated/tables/names.js';
import { refused } from '../errors.js';
import { isObject, jsonCopy } from '../json.js';
import type { NameForm } from '../names.js';
import type { Answer } from './answer.js';
import { inTime } from './in-time.js';
import type { Request } from './request.js';
import type { RequestPrimitive, ResponsePrimitive } from './primitive.js';
import { wayFrom } from '../procedures/ways.js';
import { isOfRelease1, routeToEntity } from '../procedures/routes.js';
import { attributesOf, type Resource } from '../resource.js';
import type { World } from '../world.js';

export async function forward(world: World, originator: string, request: Request): Promise<Answer> {
  const remote = wayFrom(world, originator, request.to);
  if (remote === undefined) throw refused('NOT_FOUND', 'There is no such resource, and no CSE that would have it (TS-0004 7.3.2.6).');
  // Relative to the service provider, for whoever is behind the other CSE knows nobody here.
  const from = originator.startsWith('/') ? originator : `/${world.cseId}/${originator}`;
  return inTime(world, request, sendTo(world, remote, inForm(request.form, { ...request.parameters, from })));
}

/** Whoever answers does so in the form of the request, which is that of its Originator. */
const inForm = (form: NameForm, parameters: RequestPrimitive): RequestPrimitive =>
  form === 'long' ? parameters : Object.fromEntries(Object.entries(parameters).map(([name, value]) => [parameterNames.toShort.get(name) ?? name, value]));

/** A request to an AE or a CSE, over its points of access or its polling channel. */
export async function sendTo(world: World, entity: Resource, sent: RequestPrimitive): Promise<Answer> {
  const primitive = isOfRelease1(entity) ? withoutLater(sent) : sent;
  const route = routeToEntity(world, entity);
  if (route?.kind === 'channel') return answerOf(await world.polling.ask(route.channel, primitive));
  if (route === undefined || world.send === undefined)
    throw refused('TARGET_NOT_REACHABLE', `${entity.name} has no address that this CSE can reach (TS-0004 7.3.2.6).`);
  try {
    return answerOf(await world.send(route.addresses, primitive, entity.type === 'AE' ? 'entity' : undefined));
  } catch (error) {
    world.report(error);
    throw refused('TARGET_NOT_REACHABLE', `${entity.name} cannot be reached (TS-0004 7.3.2.6).`);
  }
}

const later: ReadonlySet<string> = new Set(['releaseVersionIndicator', 'rvi', 'vendorInformation', 'vsi']);

const withoutLater = (primitive: RequestPrimitive): RequestPrimitive =>
  Object.fromEntries(Object.entries(primitive).filter(([name]) => !later.has(name)));

/** The answer of somebody else, as it is. */
function answerOf(response: ResponsePrimitive): Answer {
  const status = response['responseStatusCode'] ?? response['rsc'];
  const content = response['primitiveContent'] ?? response['pc'];
  if (typeof status !== 'number') throw refused('TARGET_NOT_REACHABLE', 'What came back is no response (TS-0004 7.3.2.6).');
  const restFrom = response['contentOffset'] ?? response['cnot'];
  return { status, ...(isObject(content) && { content: { raw: attributesOf(jsonCopy(content) as never) } }), ...(typeof restFrom === 'number' && { restFrom }) };
}
