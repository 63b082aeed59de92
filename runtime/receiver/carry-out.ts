/** A request on a resource that is here, with what it waits for: devices, and whoever wants to be asked first. */

import { locate, type Located } from '../addresses.js';
import { admit, notFound, type Admitted, type OnResource } from './admission.js';
import { inTime } from './in-time.js';
import { perform } from './perform.js';
import type { Answer } from './answer.js';
import type { Request } from './request.js';
import { originalElsewhere, retrieveOriginal } from '../procedures/announcing/original.js';
import { guarded, isGuarded } from '../procedures/blocking.js';
import type { Call, Procedure } from '../procedures/procedure.js';
import type { JsonValue } from '../resource.js';
import { runUnit, type UnitOfWork } from '../work/unit-of-work.js';
import type { World } from '../world.js';

/** Stands in the unit of work that carries the request out. */
export type Settled = (unit: UnitOfWork, answer: Answer) => void;

/** Most requests wait for nothing: their answer is there when the unit of work is done. */
export type Answered = Answer | Promise<Answer>;

/** CREATE, RETRIEVE, UPDATE and DELETE of a resource that is here. */
export function carryOut(world: World, originator: string, request: OnResource, located: Located, settled: Settled): Answered {
  const original = originalElsewhere(world, request, located.resource);
  if (original !== undefined) {
    runUnit(world, originator, (unit) => admit(world, unit, request, located));
    return retrieveOriginal(world, originator, request, original);
  }
  if (request.operation !== 'update' || !isGuarded(world, located.resource)) return carryOutNow(world, originator, request, located, settled);
  return guarded(world, {
    resource: located.resource,
    rehearse() {
      const inUnit = <T>(steps: (unit: UnitOfWork) => T): T => runUnit(world, originator, steps);
      return rehearse(inUnit, (unit) => {
        const admitted = admit(world, unit, request, locate(world, world.store, request.to));
        perform(world, unit, request, admitted);
        return admitted.content;
      });
    },
    // What it waited for may have moved it, or taken it away.
    async perform() {
      const again = locate(world, world.store, request.to);
      if (again?.resource === undefined) throw notFound();
      return carryOutNow(world, originator, request, again, settled);
    },
    inTime: (work) => inTime(world, request, work),
  });
}

function carryOutNow(world: World, originator: string, request: OnResource, located: Located, settled: Settled): Answered {
  const { operation, content, type = located.resource.type } = request;
  const procedure = world.procedures.of(type);
  const isWaiting = procedure.before?.[operation] !== undefined && procedure.mustWait?.(operation, content) !== false;
  if (isWaiting || procedure.after?.[operation] !== undefined) return carryOutWaiting(world, originator, request, procedure, isWaiting, settled);
  const { unit, answer, respond } = runUnit(world, originator, (unit) => {
    const performed = perform(world, unit, request, admit(world, unit, request, located));
    settled(unit, performed.answer);
    return { unit, ...performed };
  });
  return unit.announcing.length === 0 ? answer : announced(world, request, unit).then(respond);
}

/** The answer says where the resource is announced by now (TS-0004 7.3.3.10, 7.3.3.11). */
const announced = (world: World, request: Request, { announcing }: UnitOfWork): Promise<void> => inTime(world, request, world.announcer.settled(announcing));

/** The same with steps around it that wait for a device, say. */
async function carryOutWaiting(world: World, originator: string, request: OnResource, procedure: Procedure, isWaiting: boolean, settled: Settled): Promise<Answer> {
  const { operation, expires } = request;
  const learned = new Map<string, JsonValue>();
  const inUnit = <T>(steps: (unit: UnitOfWork) => T): T => runUnit(world, originator, steps, learned);
  const steps = (unit: UnitOfWork) => {
    const admitted = admit(world, unit, request, locate(world, world.store, request.to));
    return { admitted, ...perform(world, unit, request, admitted) };
  };
  const callOf = ({ target, content }: Admitted): Call => ({ operation, originator, target, content, expires, learned, run: (own) => runUnit(world, world.cseId, own) });

  const before = procedure.before?.[operation];
  // What the transaction would refuse is refused before anything reaches a device.
  if (before !== undefined && isWaiting) {
    const rehearsal = rehearse(inUnit, steps);
    await inTime(world, request, before(callOf(rehearsal.admitted)));
    // The steps of a DELETE may take the resource away themselves, or those of another DELETE that waited with it.
    if (operation === 'delete' && world.store.get(rehearsal.subject.id) === undefined) return rehearsal.answer;
  }
  const after = procedure.after?.[operation];
  const { unit, admitted, subject, answer, respond } = inUnit((unit) => {
    const performed = steps(unit);
    if (after === undefined) settled(unit, performed.answer);
    return { unit, ...performed };
  });
  const announcing = unit.announcing.length === 0 ? undefined : announced(world, request, unit);
  if (after === undefined && announcing === undefined) return answer;
  await Promise.all([announcing, after && inTime(world, request, after(callOf(admitted), subject))]);
  return respond();
}

/** Carries work out and undoes it: its result, or what it throws, is what it would be. */
function rehearse<T>(inUnit: (steps: (unit: UnitOfWork) => never) => never, steps: (unit: UnitOfWork) => T): T {
  const results: T[] = [];
  try {
    return inUnit((unit) => {
      results.push(steps(unit));
      throw rehearsed;
    });
  } catch (error) {
    if (error !== rehearsed) throw error;
    return results[0] as T;
  }
}

const rehearsed = Symbol('rehearsed');
