/**
 * Notifications that are due: an outbox in the store, written in the unit in which the event happened and emptied after its commit, in
 * order. What was not handed over when the process ended is handed over by the next one.
 */

import { resolve } from '../addresses.js';
import type { Outbox } from '../work/after-commit.js';
import { isObject } from '../json.js';
import type { NameForm } from '../names.js';
import { notificationEncoder, type Told } from './notification.js';
import { waitingKinds } from '../procedures/delivery-policies.js';
import { routeTo, type Route } from '../procedures/routes.js';
import type { Ways } from '../procedures/ways.js';
import { attribute, type Attributes, type JsonValue, type Resource } from '../resource.js';
import type { Notice, Unit } from '../work/unit.js';
import type { World } from '../world.js';

/** Kind of the records. */
export const NOTICE = 'notice';

/** What a Notify request says besides. */
export interface Manner {
  readonly eventCategory?: number;
  /** It says no release: whoever hears it knows none. */
  readonly isOfRelease1?: true;
}

export type Notify = (target: string, notification: Attributes, manner?: Manner) => unknown;

type Surroundings = Ways & Pick<World, 'clock' | 'procedures' | 'policy' | 'hooks' | 'polling' | 'run' | 'report' | 'send'>;

export function outbox(world: Surroundings, notify: Notify | undefined, form: NameForm): Outbox {
  const encode = notificationEncoder(form);
  /** How many each target has not answered yet. */
  const unanswered = new Map<string, number>();
  /** Targets that did not take a notification, with those that wait behind it, and how often it was tried. */
  const resting = new Map<string, { readonly keys: string[]; readonly attempts: number }>();
  let last: number | undefined;

  const nextKey = () => {
    last ??= Math.max(0, ...[NOTICE, ...waitingKinds].flatMap((kind) => world.store.records(kind).map(({ key }) => Number(key))));
    last += 1;
    return String(last).padStart(16, '0');
  };

  /** To a procedure that watches, in the unit that empties the outbox. */
  const tellOwn = (key: string, notice: Notice) => {
    const watcher = resolve(world, world.store, notice.target);
    const notified = watcher && world.procedures.of(watcher.type).notified;
    try {
      world.run((unit) => {
        unit.drop(NOTICE, key);
        if (watcher !== undefined) notified?.(unit, watcher, notice);
      });
    } catch (error) {
      world.report(error);
      world.run((unit) => unit.drop(NOTICE, key));
    }
  };

  // Handed over, or refused by whoever was to take it: it is done with.
  const done = (key: string) => {
    try {
      world.store.transaction(() => world.store.dropRecord(NOTICE, key));
    } catch (error) {
      world.report(error);
    }
  };

  /** Hands a notification to one address after the other until one takes it; undefined where all is said at once. */
  const handOver = (addresses: readonly string[], content: Attributes, manner: Manner): Promise<void> | undefined => {
    const [address = '', ...others] = addresses;
    const next = (error: unknown): Promise<void> | undefined => {
      if (others.length === 0) throw error;
      return handOver(others, content, manner);
    };
    let taken: unknown;
    try {
      taken = Object.keys(manner).length === 0 ? notify?.(address, content) : notify?.(address, content, manner);
    } catch (error) {
      return next(error);
    }
    return isPromise(taken) ? Promise.resolve(taken).then(checkAnswer).catch(next) : void checkAnswer(taken);
  };

  /** A target that answers nothing any more must not fill the store: what is beyond local policy is lost, and said to be. */
  const wait = (target: string, taken: Promise<void>, settled: (error?: { readonly error: unknown }) => void) => {
    unanswered.set(target, (unanswered.get(target) ?? 0) + 1);
    const answered = (failure?: { readonly error: unknown }) => {
      const left = (unanswered.get(target) ?? 1) - 1;
      if (left > 0) unanswered.set(target, left);
      else unanswered.delete(target);
      settled(failure);
    };
    taken.then(() => answered(), (error: unknown) => answered({ error })).catch(world.report);
  };

  /** Not taken: tried again as local policy says, before what came later for the same target. */
  const failed = (key: string, target: string, error: unknown) => {
    const rest = resting.get(target);
    const attempts = rest?.keys[0] === key ? rest.attempts : 0;
    const delay = world.policy.notificationRetries[attempts];
    if (delay === undefined || (rest !== undefined && rest.keys[0] !== key)) {
      world.report(error);
      done(key);
      return wake(target, key);
    }
    resting.set(target, { keys: rest?.keys ?? [key], attempts: attempts + 1 });
    world.clock.at(world.clock.now() + delay, () => deliverNow(key));
  };

  /** What waited behind a notification that is done with. */
  const wake = (target: string, key: string) => {
    const rest = resting.get(target);
    if (rest?.keys[0] !== key) return;
    resting.delete(target);
    for (const waiting of rest.keys.slice(1)) deliver(waiting);
  };

  const overhear = (target: string, notification: Attributes) => {
    try {
      world.hooks.happened?.({ kind: 'notification', target, notification });
    } catch (error) {
      world.report(error);
    }
  };

  /** Only a handler that makes us wait is waited for: what was taken at once is forgotten at once. */
  const tell = (key: string, target: string, content: Told) => {
    const settled = (failure?: { readonly error: unknown }) => {
      if (failure !== undefined) return failed(key, target, failure.error);
      done(key);
      wake(target, key);
    };
    const encoded = encode(content);
    if (resting.get(target)?.keys[0] !== key) overhear(target, encoded);
    const route = routeTo(world, target);
    const manner = mannerOf(content, route);
    if (route?.kind === 'channel') {
      const primitive = { op: 5, to: target, pc: encoded, ...parametersOf(manner) };
      return world.run((unit) => {
        unit.drop(NOTICE, key);
        world.polling.post(unit, route.channel, primitive);
      });
    }
    if ((unanswered.get(target) ?? 0) >= world.policy.unansweredNotifications) {
      world.report(new Error(`${target} answers no notifications: one is lost.`));
      return done(key);
    }
    try {
      const taken =
        route?.kind === 'cse' && world.send !== undefined
          ? passOn(route.addresses, target, encoded, manner)
          : handOver(route?.kind === 'addresses' ? route.addresses : [target], encoded, manner);
      if (taken !== undefined) return wait(target, taken, settled);
    } catch (error) {
      return failed(key, target, error);
    }
    settled();
  };

  const passOn = async (addresses: readonly string[], target: string, content: Attributes, manner: Manner) => {
    checkAnswer(await world.send?.(addresses, { op: 5, to: target, fr: `/${world.cseId}`, rqi: nextKey(), ...(manner.isOfRelease1 === undefined && { rvi: '3' }), pc: content, ...parametersOf(manner) }));
  };

  const deliverNow = (key: string) => {
    const value = world.store.record(NOTICE, key);
    if (value === undefined) return;
    const target = String(attribute(value, 'target'));
    const told = toldIn(value);
    if (told === undefined) tellOwn(key, noticeIn(value));
    else tell(key, target, told);
  };

  const deliver = (key: string) => {
    const target = attribute(world.store.record(NOTICE, key) ?? {}, 'target');
    const rest = resting.get(String(target));
    if (rest === undefined) deliverNow(key);
    else if (rest.keys.length < world.policy.unansweredNotifications) rest.keys.push(key);
    else {
      world.report(new Error(`${String(target)} takes no notifications: one is lost.`));
      done(key);
    }
  };

  const keep = (unit: Unit, target: string, value: Attributes) => {
    const key = nextKey();
    unit.keep({ kind: NOTICE, key, owner: target, value });
    unit.later(() => deliver(key));
  };
  /** Whether there is any way to tell this target. */
  const canTell = (target: string) => notify !== undefined || world.send !== undefined || routeTo(world, target)?.kind === 'channel';

  return {
    post(unit, notice) {
      if (notice.notification === undefined || canTell(notice.target)) keep(unit, notice.target, recordOf(notice));
    },
    send(unit, target, content) {
      if (canTell(target)) keep(unit, target, { target, ...content } as Attributes);
    },
    deliver,
    async ask(target, content) {
      const route = routeTo(world, target);
      if (route?.kind === 'channel') checkAnswer(await world.polling.ask(route.channel, { op: 5, to: target, pc: encode(content) }));
      else if (route?.kind === 'cse' && world.send !== undefined) await passOn(route.addresses, target, encode(content), mannerOf({}, route));
      else if (notify === undefined) throw new Error(`There is no way to ask ${target}.`);
      else await handOver(route?.kind === 'addresses' ? route.addresses : [target], encode(content), mannerOf({}, route));
    },
    nextKey,
  };
}

/** Whoever takes a notification may say what came back. @throws when that is an error */
function checkAnswer(answer: unknown): void {
  const status = isObject(answer) ? (answer['rsc'] ?? answer['responseStatusCode']) : undefined;
  if (typeof status === 'number' && status >= 4000) throw Object.assign(new Error(`A notification was answered with ${status}.`), { responseStatusCode: status });
}

const isPromise = (value: unknown): value is PromiseLike<unknown> =>
  typeof value === 'object' && value !== null && typeof (value as { readonly then?: unknown }).then === 'function';

const mannerOf = ({ category }: Pick<Told, 'category'>, route: Route | undefined): Manner => ({
  ...(category !== undefined && { eventCategory: category }),
  ...(route?.kind !== 'channel' && route?.isOfRelease1 === true && { isOfRelease1: true }),
});

const parametersOf = ({ eventCategory }: Manner): Attributes => (eventCategory === undefined ? {} : { ec: eventCategory });

/** A notice as the outbox keeps it. */
function recordOf({ subscription, target, event, notification }: Notice): Attributes {
  if (notification !== undefined) return { target, notification };
  const kept = event && { event: event.event, host: event.host, subject: event.subject, modified: [...event.modified] };
  return { target, subscription, ...(kept && { event: kept }) } as unknown as Attributes;
}

/** What a record has to say to somebody outside; undefined: the Hosting CSE tells itself. */
function toldIn(value: Attributes): Told | undefined {
  const { notification, aggregated, response } = value as unknown as Partial<Record<'notification' | 'aggregated' | 'response', never>>;
  const category = attribute(value, 'category');
  const manner = typeof category === 'number' ? { category } : {};
  if (notification !== undefined) return { notification, ...manner };
  if (aggregated !== undefined) return { aggregated, ...manner };
  return response === undefined ? undefined : { response };
}

function noticeIn(value: Attributes): Notice {
  const event = attribute(value, 'event') as Attributes | undefined;
  const modified = new Set((event && (attribute(event, 'modified') as readonly string[])) ?? []);
  return {
    subscription: attribute(value, 'subscription') as unknown as Resource,
    target: String(attribute(value, 'target')),
    event: event && ({ ...(event as Readonly<Record<string, JsonValue>>), modified } as unknown as Notice['event']),
    notification: undefined,
  };
}
