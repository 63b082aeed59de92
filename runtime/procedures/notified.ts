/** Notify requests to somebody here (TS-0004 7.3.3.9): heard by this CSE, or passed on to the AE or CSE that they are for. */

import { refused } from '../errors.js';
import { forward, sendTo } from '../receiver/forward.js';
import { inTime } from '../receiver/in-time.js';
import type { Answer } from '../receiver/answer.js';
import type { Request } from '../receiver/request.js';
import { attribute, type Resource } from '../resource.js';
import type { World } from '../world.js';
import { runUnit } from '../work/unit-of-work.js';
import { checkVerification, heardByCse } from './notified-cse.js';

export async function receiveNotify(world: World, originator: string, target: Resource, request: Request): Promise<Answer> {
  const hears = world.procedures.of(target.type).hears;
  if (hears !== undefined) {
    hears(originator, target, request.content);
    return { status: 'OK' };
  }
  checkVerification(world, originator, target, request.content);
  const may = runUnit(world, originator, (unit) => unit.may(originator, 'NOTIFY', target));
  if (!may) throw refused('ORIGINATOR_HAS_NO_PRIVILEGE', 'The Originator may not notify here (TS-0004 7.3.3.15).');
  // TS-0001 10.2.13.12: an announced AE is told where it is.
  const original = target.type === 'AEAnnc' ? attribute(target.attributes, 'link') : undefined;
  if (typeof original === 'string') return forward(world, originator, { ...request, to: original, parameters: { ...request.parameters, to: original } });
  if (target.type === 'CSEBase') {
    heardByCse(request.content);
    return { status: 'OK' };
  }
  if (target.type !== 'AE' && target.type !== 'remoteCSE')
    throw refused('OPERATION_NOT_ALLOWED', `${target.type} takes no Notify request (TS-0004 7.3.3.9).`);
  return inTime(world, request, sendTo(world, target, { ...request.parameters, operation: 5 }));
}
