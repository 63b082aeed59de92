/**
 * Notifications over HTTP (TS-0009 6.2.1). Each target gets one at a time, in their order; targets do not wait for each other, those that
 * hang least of all: what takes long makes room for the next, within a limit of what may be open.
 */

import type { Agent, request } from 'undici';
import type { Attributes } from '../../resource.js';
import { destinationOf, type Destination } from '../../notification/notification-uri.js';
import type { Codec } from '../binding/codec.js';
import { toHttpRequest } from '../binding/index.js';

export interface NotifierOptions {
  /** CSE-ID with its slash: From of a notification. */
  readonly cseId: string;
  /** Request Identifiers, new each time. */
  readonly newId: () => string;
  readonly limits?: Partial<NotifierLimits>;
  /** Default: that of the package. */
  readonly codec?: Codec | undefined;
  readonly delivered?: (target: string) => void;
  readonly failed?: (target: string, error: Error) => void;
}

export interface NotifierLimits {
  /** Milliseconds until a target must have answered. */
  readonly answerWithin: number;
  /** How often one is tried that was not reached or answers with an error of its own. */
  readonly tries: number;
  /** Milliseconds before it is tried again; twice as many each time. */
  readonly pause: number;
  /** How many are on their way at the same time, without those that are slow. */
  readonly quick: number;
  /** After this many milliseconds one is slow, and makes room. */
  readonly slowAfter: number;
  /** How many slow ones there may be; beyond, the one that is slowest is given up. */
  readonly slow: number;
}

export const defaultNotifierLimits: NotifierLimits = { answerWithin: 10_000, tries: 3, pause: 1_000, quick: 256, slowAfter: 250, slow: 4_096 };

export interface Notifier {
  /** Rejects when it could not be delivered; neither when the notifier is closed before: what hangs on it may be kept for the next process. */
  notify(this: void, target: string, notification: Attributes, manner?: { readonly eventCategory?: number; readonly isOfRelease1?: true }): Promise<void>;
  /** Whether a target is an address of HTTP. */
  reaches(this: void, target: string): boolean;
  /** That are not delivered yet. */
  readonly waiting: number;
  close(): Promise<void>;
}

/** A notification that its target has not taken. */
export class NotificationError extends Error {
  override readonly name = 'NotificationError';
  readonly code = 'NOTIFICATION_FAILED';

  constructor(
    readonly target: string,
    message: string,
    /** Whether it is of use to try again. */
    readonly isPassing: boolean,
    cause?: unknown,
    /** What was answered, where something was. */
    readonly responseStatusCode?: number,
  ) {
    super(message, { cause });
  }
}

interface Errand {
  readonly target: string;
  readonly notification: Attributes;
  readonly eventCategory: number | undefined;
  readonly isOfRelease1: true | undefined;
  readonly id: string;
  tries: number;
  readonly delivered: () => void;
  readonly failed: (error: Error) => void;
}

export function httpNotifier(options: NotifierOptions): Notifier {
  const limits = { ...defaultNotifierLimits, ...options.limits };
  const agentOptions: Agent.Options = {
    connections: 1,
    pipelining: 1,
    connect: { timeout: limits.answerWithin },
    headersTimeout: limits.answerWithin,
    bodyTimeout: limits.answerWithin,
    // Many targets hear something once: they need not stay connected.
    keepAliveTimeout: 2_000,
    maxResponseSize: 65_536,
  };
  // Loaded with the first notification.
  let opened: Promise<{ readonly agent: Agent; readonly request: typeof request }> | undefined;
  const sender = () => (opened ??= import('undici').then(({ Agent, request }) => ({ agent: new Agent(agentOptions), request })));
  /** What each target waits for, the first of which is on its way or in line. */
  const queues = new Map<string, Errand[]>();
  /** Targets whose turn it is, as soon as there is room. */
  const line: string[] = [];
  const slow = new Set<AbortController>();
  const timers = new Set<NodeJS.Timeout>();
  let quick = 0;
  let waiting = 0;
  let isClosed = false;

  const after = (milliseconds: number, run: () => void): (() => void) => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      run();
    }, milliseconds);
    timer.unref();
    timers.add(timer);
    return () => {
      clearTimeout(timer);
      timers.delete(timer);
    };
  };

  const proceed = () => {
    while (!isClosed && quick < limits.quick && line.length > 0) void carry(line.shift()!);
  };

  const carry = async (target: string) => {
    const errand = queues.get(target)?.[0];
    if (errand === undefined) return;
    const abort = new AbortController();
    quick += 1;
    let isSlow = false;
    const becomeSlow = after(limits.slowAfter, () => {
      isSlow = true;
      quick -= 1;
      slow.add(abort);
      if (slow.size > limits.slow) [...slow][0]?.abort(new Error('too many others hang'));
      proceed();
    });
    const result = await attempt(errand, abort.signal).then(
      () => undefined,
      (error: unknown) => (error instanceof NotificationError ? error : new NotificationError(target, String((error as Error).message), true, error)),
    );
    becomeSlow();
    if (isSlow) slow.delete(abort);
    else quick -= 1;
    if (isClosed) return;
    errand.tries += 1;
    if (result?.isPassing === true && errand.tries < limits.tries) {
      after(limits.pause * 2 ** (errand.tries - 1), () => {
        line.push(target);
        proceed();
      });
    } else {
      settle(target, errand, result);
    }
    proceed();
  };

  const settle = (target: string, errand: Errand, error: NotificationError | undefined) => {
    const queue = queues.get(target)!;
    queue.shift();
    waiting -= 1;
    if (queue.length > 0) line.push(target);
    else queues.delete(target);
    if (error === undefined) {
      options.delivered?.(target);
      errand.delivered();
    } else {
      options.failed?.(target, error);
      errand.failed(error);
    }
  };

  const attempt = async (errand: Errand, signal: AbortSignal): Promise<void> => {
    const { target } = errand;
    const destination = destinationOf(target);
    if (destination === undefined) throw new NotificationError(target, `${target} is no address that can be reached over HTTP`, false);
    await post(destination, errand, signal);
  };

  const post = async ({ url, syntax }: Destination, { notification, eventCategory, isOfRelease1, id }: Errand, signal: AbortSignal): Promise<void> => {
    const primitive = { op: 5, to: '', fr: options.cseId, rqi: id, ...(isOfRelease1 === undefined && { rvi: '3' }), pc: notification, ...(eventCategory !== undefined && { ec: eventCategory }) };
    const { headers, body } = toHttpRequest(primitive, { syntax, codec: options.codec });
    const { agent, request } = await sender();
    const response = await request(url, { method: 'POST', headers, body: body ?? '', dispatcher: agent, signal });
    await response.body.dump({ limit: 65_536 });
    const { statusCode } = response;
    const rsc = Number(response.headers['x-m2m-rsc'] ?? (statusCode < 300 ? 2000 : 0));
    if (statusCode < 300 && rsc < 3000) return;
    throw new NotificationError(url, `${url} answers ${statusCode}${rsc > 0 ? `, ${rsc}` : ''}`, statusCode >= 500 || statusCode === 429, undefined, rsc > 0 ? rsc : undefined);
  };

  return {
    notify: (target, notification, { eventCategory, isOfRelease1 } = {}) =>
      new Promise((delivered, failed) => {
        if (isClosed) return;
        waiting += 1;
        const errand = { target, notification, eventCategory, isOfRelease1, id: options.newId(), tries: 0, delivered, failed };
        const queue = queues.get(target);
        if (queue !== undefined) return void queue.push(errand);
        queues.set(target, [errand]);
        line.push(target);
        proceed();
      }),
    reaches: (target) => destinationOf(target) !== undefined,
    get waiting() {
      return waiting;
    },
    async close() {
      isClosed = true;
      for (const timer of timers) clearTimeout(timer);
      await (await opened)?.agent.destroy();
    },
  };
}
