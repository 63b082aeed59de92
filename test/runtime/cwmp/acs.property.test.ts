import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Acs, type Post } from '../../../runtime/cwmp/acs.js';
import type { DeviceSession } from '../../../runtime/devices/devices.js';
import { manualClock } from '../../../runtime/time/clock.js';
import type { Body, Envelope } from '../../../wire/cwmp/index.js';
import { settle } from '../devices/story.js';

type Action =
  | { readonly kind: 'inform' | 'nothing' | 'answer' | 'fault' | 'report' | 'gone'; readonly cpe: number; readonly hasCookie: boolean }
  | { readonly kind: 'connect'; readonly cpe: number; readonly impatient: boolean; readonly asks: number; readonly closes: boolean }
  | { readonly kind: 'wait'; readonly milliseconds: number };

const cpe = fc.integer({ min: 0, max: 2 });
const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constantFrom('inform', 'nothing', 'nothing', 'answer', 'fault', 'report', 'gone'), cpe, hasCookie: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('connect' as const), cpe, impatient: fc.boolean(), asks: fc.integer({ min: 0, max: 3 }), closes: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('wait' as const), milliseconds: fc.constantFrom(10, 500, 5_000, 40_000) }) },
);

/** CPEs that say anything at any time, programs that ask at any time: what comes of it. */
async function play(actions: readonly Action[]) {
  const clock = manualClock(0);
  let named = 0;
  const known = new Map<string, { device: never; url: string | null; root: 'Device.' }>();
  const acs = new Acs({
    clock,
    newId: () => `s${(named += 1)}`,
    directory: {
      find: ({ serialNumber }) => (serialNumber === '2' ? undefined : `n${serialNumber}`),
      known: (node) => known.get(node),
      keep: (node, { device }) => Promise.resolve(void known.set(node, { device: device as never, url: node === 'n1' ? 'http://n1' : null, root: 'Device.' })),
    },
    requestConnection: () => (named % 2 === 0 ? Promise.resolve() : Promise.reject(new Error('no'))),
    limits: { inform: 100_000 },
  });
  acs.onReport((report) => (report.rpc === 'TransferComplete' && named % 3 === 0 ? Promise.reject(new Error('not stored')) : undefined));
  const connections = [{}, {}, {}];
  const cookies: (string | undefined)[] = [];
  const asked: (string | undefined)[] = [];
  const open = { posts: 0, connects: 0, asks: 0 };
  const statuses = new Set<number>();

  const post = (at: number, heard: Post['heard'], hasCookie: boolean) => {
    open.posts += 1;
    void acs.post({ heard, session: hasCookie ? cookies[at] : undefined, connection: connections[at] ?? {}, admits: () => true }).then((reply) => {
      open.posts -= 1;
      statuses.add(reply.status);
      cookies[at] = reply.session ?? cookies[at];
      asked[at] = /ID[^>]*>(acs-\d+)</.exec(reply.said?.text ?? '')?.[1];
    });
  };
  const envelope = (body: Body, id = '1'): Post['heard'] => ({ kind: 'envelope', envelope: { version: '1-2', id, body } satisfies Envelope });
  const bodies: Readonly<Record<'answer' | 'fault' | 'report', Body>> = {
    answer: { rpc: 'RebootResponse', value: {} },
    fault: { rpc: 'Fault', value: { faultCode: 9001, faultString: 'no' } },
    report: { rpc: 'TransferComplete', value: { commandKey: 'k', faultStruct: { faultCode: 0, faultString: '' }, startTime: '0001-01-01T00:00:00Z', completeTime: '0001-01-01T00:00:00Z' } },
  };
  const use = async (session: DeviceSession, asks: number, closes: boolean) => {
    const answers = Array.from({ length: asks }, () => {
      open.asks += 1;
      return session.reboot({ commandKey: '' }).catch(() => undefined).then(() => void (open.asks -= 1));
    });
    await Promise.all(answers);
    if (closes) session.close?.();
  };
  for (const each of actions) {
    if (each.kind === 'wait') clock.advance(each.milliseconds);
    else if (each.kind === 'connect') {
      open.connects += 1;
      const patience = new AbortController();
      const settled = () => void (open.connects -= 1);
      acs.connect(`n${each.cpe}`, { signal: patience.signal }).then((session) => (settled(), use(session, each.asks, each.closes)), settled);
      if (each.impatient) patience.abort();
    } else if (each.kind === 'gone') {
      acs.gone(connections[each.cpe] ?? {});
      connections[each.cpe] = {};
    } else if (each.kind === 'inform') {
      const deviceId = { manufacturer: 'A', oui: 'B', productClass: 'C', serialNumber: String(each.cpe) };
      post(each.cpe, envelope({ rpc: 'Inform', value: { deviceId, event: [], maxEnvelopes: 1, currentTime: '2026-11-29T12:00:00Z', retryCount: 0, parameterList: [] } }), each.hasCookie);
    } else if (each.kind === 'nothing') post(each.cpe, { kind: 'nothing' }, each.hasCookie);
    else post(each.cpe, envelope(bodies[each.kind], each.kind === 'report' ? '1' : (asked[each.cpe] ?? 'x')), each.hasCookie);
    await settle();
  }
  // All limits pass: nobody waits any more, and nothing is left.
  for (const connection of connections) acs.gone(connection);
  for (let round = 0; round < 60; round += 1) {
    clock.advance(20_000);
    await settle();
  }
  return { open, statuses, sessions: acs.sessions, peers: acs.peers, pending: clock.pending() };
}

test('whatever CPEs and programs do: everybody is answered in time, and nothing is left', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(action, { maxLength: 40 }), async (actions) => {
      const { statuses, ...left } = await play(actions);
      expect(left).toEqual({ open: { posts: 0, connects: 0, asks: 0 }, sessions: 0, peers: 0, pending: 0 });
      for (const status of statuses) expect([200, 204, 400, 503]).toContain(status);
    }),
    { numRuns: 120 },
  );
}, 60_000);
