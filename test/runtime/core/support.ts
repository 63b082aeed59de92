import {
  createHostingCse,
  manualClock,
  type HostingCse,
  type HostingCseOptions,
  type ManualClock,
  type ResponsePrimitive,
} from '../../../runtime/index.js';
import { notificationWire } from '../../../generated/validators/notification.js';
import type { JsonValue } from '../../../runtime/resource.js';

export type Json = Record<string, unknown>;

export interface World {
  readonly cse: HostingCse;
  readonly clock: ManualClock;
  /** Notifications that were handed over: target and content. */
  readonly notes: [target: string, notification: unknown][];
  readonly reports: unknown[];
  /** Sends a request from CAdmin, unless it says otherwise, and returns the response. */
  ask(primitive: Json): Promise<Response>;
  /** The same, and the response must have this code. */
  must(rsc: number, primitive: Json): Promise<Response>;
}

/** A response with short names, opened. */
export interface Response {
  readonly rsc: number;
  /** What stands in the root element of the content. */
  readonly body: Record<string, JsonValue>;
  readonly root: string | undefined;
  /** m2m:dbg. */
  readonly text: string;
  readonly whole: ResponsePrimitive;
}

/** 22 November 2026, noon. */
export const NOON = Date.UTC(2026, 10, 22, 12);

export function world(options: HostingCseOptions = {}): World {
  const clock = manualClock(NOON);
  const notes: World['notes'] = [];
  const reports: unknown[] = [];
  const counters = new Map<string, number>();
  const ids = (type: string) => {
    const count = (counters.get(type) ?? 0) + 1;
    counters.set(type, count);
    return `${type}${count}`;
  };
  const wrong: string[] = [];
  const notify = (target: string, notification: unknown) => {
    notes.push([target, notification]);
    wrong.push(...notificationWire.issues(notification).map(({ message, path }) => `${path.join('/')}: ${message}`));
  };
  const cse = createHostingCse({ clock, ids, notify, report: (error) => reports.push(error), ...options });
  const ask = async (primitive: Json) => open(await cse.request({ fr: 'CAdmin', rqi: 'r1', ...primitive }));
  const must = async (rsc: number, primitive: Json) => {
    const response = await ask(primitive);
    if (wrong.length > 0) throw new Error(`a notification is invalid: ${wrong.join()}`);
    if (response.rsc !== rsc) throw new Error(`${response.rsc} in place of ${rsc}: ${response.text} ${reports.map(String).join()}`);
    return response;
  };
  return { cse, clock, notes, reports, ask, must };
}

export function open(whole: ResponsePrimitive): Response {
  const content = (whole['pc'] ?? {}) as Record<string, JsonValue>;
  const [root] = Object.keys(content);
  const body = root === undefined ? {} : content[root];
  return {
    rsc: whole['rsc'] as number,
    root,
    body: typeof body === 'object' && body !== null ? (body as Record<string, JsonValue>) : {},
    text: root === 'm2m:dbg' ? String(body) : '',
    whole,
  };
}

export const node = (name: string, more: Json = {}): Json => ({
  op: 1,
  to: 'cse-in',
  ty: 14,
  pc: { 'm2m:nod': { rn: name, ni: `urn:${name}`, ...more } },
});

export const ae = (from: string | undefined, more: Json = {}): Json => ({
  op: 1,
  to: 'cse-in',
  ty: 2,
  fr: from,
  pc: { 'm2m:ae': { api: 'Napp', rr: true, srv: ['3'], ...more } },
});

export const subscription = (to: string, more: Json = {}): Json => ({
  op: 1,
  to,
  ty: 23,
  pc: { 'm2m:sub': { nu: ['https://subscriber.example/'], ...more } },
});

/** An access control policy with one rule. */
export const policy = (name: string, originators: string[], operations: number): Json => ({
  op: 1,
  to: 'cse-in',
  ty: 1,
  pc: {
    'm2m:acp': {
      rn: name,
      pv: { acr: [{ acor: originators, acop: operations }] },
      pvs: { acr: [{ acor: ['CAdmin'], acop: 63 }] },
    },
  },
});

/** Everything in the store, in the order of the tree. */
export function contents({ cse }: Pick<World, 'cse'>, root = 'id-in'): unknown[] {
  const resource = cse.store.get(root);
  return resource === undefined ? [] : [resource, ...cse.store.children(root).flatMap((child) => contents({ cse }, child.id))];
}
