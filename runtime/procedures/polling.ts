/**
 * <pollingChannel> and <pollingChannelURI> (TS-0004 7.4.21, 7.4.22): requests for an entity that cannot be reached wait until it asks for them.
 * What waits is a record; who asks waits in memory, as the connection does on which it asks.
 */

import { parameterNames } from '../../generated/tables/names.js';
import type { Polling } from '../work/after-commit.js';
import { refused, type RequestError } from '../errors.js';
import { isObject, jsonCopy } from '../json.js';
import { expired } from '../receiver/parameters.js';
import type { Asker, RequestPrimitive } from '../receiver/primitive.js';
import type { Answer } from '../receiver/answer.js';
import type { Request } from '../receiver/request.js';
import { attribute, attributesOf, type Attributes, type JsonValue, type Resource } from '../resource.js';
import type { Unit } from '../work/unit.js';
import type { World } from '../world.js';
import type { NotifyingHost, Procedure } from './procedure.js';
import { isOfRelease1 } from './routes.js';

/** Kind of the records. */
const WAITING = 'polling.waiting';

/** Kind of the records of requests that somebody has taken and not answered, by their identifiers. */
const TAKEN = 'polling.taken';

const FORGET = 'pollingChannel.forget';

/** How long an entity waits, and a request for it, that do not say it themselves, in milliseconds. */
const PATIENCE = 60_000;

/** Who asks a channel and waits. */
interface Waiter {
  given(primitive: RequestPrimitive): void;
  refused(error: RequestError): void;
}

export function polling(world: Pick<World, 'clock' | 'store' | 'run' | 'newId' | 'cseId'>): Polling {
  /** Who waits at each channel, first come, first served. */
  const waiting = new Map<string, Set<Waiter>>();
  const asked = new Map<string, (response: Attributes) => void>();
  let last: number | undefined;
  const nextKey = () => {
    last ??= Number(world.store.records(WAITING).at(-1)?.key ?? 0);
    last += 1;
    return String(last).padStart(16, '0');
  };

  const take = (channel: string): RequestPrimitive | undefined => {
    const [record] = world.store.records(WAITING, channel);
    if (record === undefined) return undefined;
    const rqi = String(attribute(record.value, 'rqi'));
    world.run((unit) => {
      unit.drop(WAITING, record.key);
      // Its answer is known as one, also by a process that has not asked.
      unit.keep({ kind: TAKEN, key: rqi, owner: channel, value: attributesOf() });
      unit.plan(FORGET, rqi, unit.now + PATIENCE);
    });
    return record.value as unknown as RequestPrimitive;
  };
  const serve = (channel: string) => {
    for (const waiter of waiting.get(channel) ?? []) {
      const primitive = take(channel);
      if (primitive === undefined) return;
      waiter.given(primitive);
    }
  };
  const wait = (channel: string, waiter: Waiter): void => void waiting.set(channel, (waiting.get(channel) ?? new Set()).add(waiter));
  const leave = (channel: string, waiter: Waiter): void => {
    const others = waiting.get(channel);
    others?.delete(waiter);
    if (others?.size === 0) waiting.delete(channel);
  };

  const post: Polling['post'] = (unit, channel, primitive) => {
    const entity = unit.get(channel.parent ?? '');
    const release = entity !== undefined && isOfRelease1(entity) ? undefined : '3';
    const request = inShortNames({ rqi: world.newId('request'), rvi: release, fr: `/${world.cseId}`, ...primitive });
    unit.keep({ kind: WAITING, key: nextKey(), owner: channel.id, value: request });
    unit.later(() => serve(channel.id));
  };

  return {
    post,
    ask(channel, primitive) {
      const rqi = world.newId('request');
      return new Promise((resolve, reject) => {
        const cancel = world.clock.at(world.clock.now() + PATIENCE, () => {
          asked.delete(rqi);
          reject(refused('TARGET_NOT_REACHABLE', 'Nobody asked for the request in time (TS-0004 7.4.22.2.2).'));
        });
        asked.set(rqi, (response) => {
          cancel();
          resolve(response);
        });
        world.run((unit) => post(unit, channel, { ...inShortNames(primitive), rqi }));
      });
    },
    next({ id }, expires, signal) {
      if (signal?.aborted === true) return Promise.reject(expired());
      const present = take(id);
      if (present !== undefined) return Promise.resolve(present);
      return new Promise((resolve, reject) => {
        const ended = (): void => {
          cancel();
          signal?.removeEventListener('abort', left);
          leave(id, waiter);
        };
        const waiter: Waiter = {
          given(primitive) {
            ended();
            resolve(primitive);
          },
          refused(error) {
            ended();
            reject(error);
          },
        };
        // Nobody reads this answer.
        const left = () => waiter.refused(expired());
        const cancel = world.clock.at(expires ?? world.clock.now() + PATIENCE, () => waiter.refused(expired()));
        wait(id, waiter);
        signal?.addEventListener('abort', left);
      });
    },
    gone(channel) {
      for (const waiter of waiting.get(channel) ?? []) waiter.refused(refused('NOT_FOUND', 'The polling channel is gone (TS-0004 7.3.3.1).'));
    },
    answered(response) {
      const rqi = String(attribute(response, 'rqi') ?? attribute(response, 'requestIdentifier'));
      if (world.store.record(TAKEN, rqi) === undefined) throw refused('BAD_REQUEST', 'This answers no request that went by the channel (TS-0004 7.4.22.2.5).');
      world.run((unit) => forget(unit, rqi));
      const settle = asked.get(rqi);
      asked.delete(rqi);
      settle?.(response);
    },
  };
}

function forget(unit: Unit, rqi: string): void {
  unit.drop(TAKEN, rqi);
  unit.unplan(FORGET, rqi);
}

const inShortNames = (primitive: RequestPrimitive): Attributes =>
  attributesOf(
    Object.fromEntries(
      Object.entries(primitive).flatMap(([name, value]) => (value === undefined ? [] : [[parameterNames.toShort.get(name) ?? name, jsonCopy(value, Infinity)]])),
    ),
  );

/** A request to the <pollingChannelURI> of a channel. */
export async function poll(world: World, originator: string, channel: Resource, request: Request, asker?: Asker): Promise<Answer> {
  if (originator !== channel.creator)
    throw refused('ORIGINATOR_HAS_NO_PRIVILEGE', 'Only its creator asks a polling channel (TS-0004 7.4.22.2.2).');
  if (request.operation === 'notify') {
    const response = attribute(request.content, 'm2m:rsp') ?? attribute(request.content, 'm2m:responsePrimitive');
    if (!isObject(response)) throw refused('BAD_REQUEST', 'The content is no response (TS-0004 7.5.1.2.7).');
    world.polling.answered(response as Attributes);
    return { status: 'OK' };
  }
  const primitive = await world.polling.next(channel, request.expires, asker?.signal);
  const isLong = request.form === 'long';
  const named = Object.entries(primitive).map(([name, value]) => [isLong ? (parameterNames.toLong.get(name) ?? name) : name, value as JsonValue]);
  return { status: 'OK', content: { raw: { [isLong ? 'm2m:requestPrimitive' : 'm2m:rqp']: attributesOf(Object.fromEntries(named)) } } };
}

/** TS-0004 7.4.21.2: whose channel it is, and nobody else. */
function checkOwner(unit: Unit, entity: Resource | undefined): void {
  if (unit.isOwn) return;
  const owner = entity?.type === 'AE' ? entity.id : entity && attribute(entity.attributes, 'CSE-ID');
  if (unit.originator !== owner)
    throw refused('ORIGINATOR_HAS_NO_PRIVILEGE', 'A polling channel is for the AE or CSE that it belongs to (TS-0004 7.4.21.2).');
}

/** @param host is not used before the CSE has started */
export const pollingChannelProcedure = (host: Pick<NotifyingHost, 'channelGone'>): Procedure => ({
  type: 'pollingChannel',
  admit(unit, draft) {
    checkOwner(unit, unit.get(draft.parent));
    return draft;
  },
  hides(reader, channel) {
    const entity = reader.get(channel.parent ?? '');
    try {
      checkOwner(reader as Unit, entity);
      return undefined;
    } catch (error) {
      return error as ReturnType<typeof refused>;
    }
  },
  admitUpdate(unit, before, patch) {
    checkOwner(unit, unit.get(before.parent ?? ''));
    return patch;
  },
  admitDelete: (unit, channel) => checkOwner(unit, unit.get(channel.parent ?? '')),
  removing(unit, { id }) {
    for (const { key } of unit.records(WAITING, id)) unit.drop(WAITING, key);
    for (const { key } of unit.records(TAKEN, id)) forget(unit, key);
    unit.later(() => host.channelGone(id));
  },
  jobs: { forget: { run: (unit, rqi) => unit.drop(TAKEN, rqi) } },
});
