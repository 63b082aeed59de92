import { describe, expect, it } from 'vitest';
import { memoryStore, type Store } from '../../../runtime/store/store.js';
import { ae, node, subscription, world, type Json, type World } from './support.js';

const to = 'https://subscriber.example/';
const update = (pc: Json): Json => ({ op: 3, to: 'cse-in/a', pc: { 'm2m:nod': pc } });

async function subscribed(more: Json): Promise<World> {
  const made = world();
  await made.must(2001, node('a'));
  await made.must(2001, subscription('cse-in/a', { rn: 's', ...more }));
  return made;
}

/** notificationEventType and root of the representation of each notification. */
const summary = ({ notes }: World) =>
  notes.map(([, note]) => {
    const { nev, sud } = (note as { 'm2m:sgn': { nev?: { net: number; rep: Json }; sud?: boolean } })['m2m:sgn'];
    return nev === undefined ? { sud } : [nev.net, ...Object.keys(nev.rep)];
  });

describe('notifications (TS-0004 7.5.1.2.2)', () => {
  it('Update_of_Resource is the default, with all attributes, after the commit', async () => {
    const made = await subscribed({ cr: null });
    await made.must(2004, update({ lbl: ['x'] }));
    expect(made.notes).toEqual([
      [
        to,
        {
          'm2m:sgn': {
            nev: { net: 1, rep: { 'm2m:nod': expect.objectContaining({ ri: 'node1', lbl: ['x'], ni: 'urn:a' }) } },
            sur: '/id-in/subscription1',
            cr: 'CAdmin',
          },
        },
      ],
    ]);
  });

  it('one unit of work is one event', async () => {
    const made = await subscribed({ nct: 2 });
    made.cse.run((unit) => {
      unit.update('node1', { labels: ['x'] });
      unit.update('node1', { nodeID: 'urn:b' });
    });
    expect(made.notes).toMatchObject([[to, { 'm2m:sgn': { nev: { rep: { 'm2m:nod': { lbl: ['x'], ni: 'urn:b' } } } } }]]);
  });

  it('notificationContentType 2: what was modified, null for what was deleted; 3: the id', async () => {
    const modified = await subscribed({ nct: 2 });
    await modified.must(2004, update({ lbl: ['x'] }));
    await modified.must(2004, update({ lbl: null }));
    expect(modified.notes.map(([, note]) => (note as { 'm2m:sgn': { nev: { rep: Json } } })['m2m:sgn'].nev.rep)).toEqual([
      { 'm2m:nod': { lbl: ['x'] } },
      { 'm2m:nod': { lbl: null } },
    ]);
    const id = await subscribed({ nct: 3 });
    await id.must(2004, update({ lbl: ['x'] }));
    expect(id.notes).toMatchObject([[to, { 'm2m:sgn': { nev: { rep: { 'm2m:uri': '/id-in/node1' } } } }]]);
  });

  it('notificationForm long', async () => {
    const notes: unknown[] = [];
    const { must } = world({ notificationForm: 'long', notify: (_target, note) => notes.push(note) });
    await must(2001, node('a'));
    await must(2001, subscription('cse-in/a'));
    await must(2004, update({ lbl: ['x'] }));
    expect(notes).toMatchObject([
      { 'm2m:notification': { notificationEvent: { notificationEventType: 1, representation: { 'm2m:node': { labels: ['x'] } } } } },
    ]);
  });

  const story = async ({ must }: World) => {
    await must(2004, update({ lbl: ['x'] }));
    await must(2001, { op: 1, to: 'cse-in/a', ty: 18, pc: { 'm2m:sch': { rn: 't', se: { sce: ['* * * * * * *'] } } } });
    await must(2001, subscription('cse-in/a', { rn: 'other', enc: { net: [2] }, nct: 3 }));
    await must(2002, { op: 4, to: 'cse-in/a/t' });
    await must(2002, { op: 4, to: 'cse-in/a/other' });
    await must(2002, { op: 4, to: 'cse-in/a' });
  };
  const cases: readonly [enc: Json, expected: unknown[]][] = [
    [{ net: [1] }, [[1, 'm2m:nod']]],
    [{ net: [2] }, [[2, 'm2m:nod']]],
    [
      { net: [3] },
      [
        [3, 'm2m:sch'],
        [3, 'm2m:sub'],
      ],
    ],
    [
      { net: [4] },
      [
        [4, 'm2m:sch'],
        [4, 'm2m:sub'],
      ],
    ],
    [
      { net: [1, 2, 3, 4] },
      [
        [1, 'm2m:nod'],
        [3, 'm2m:sch'],
        [3, 'm2m:sub'],
        [4, 'm2m:sch'],
        [4, 'm2m:sub'],
        [2, 'm2m:nod'],
      ],
    ],
    [{ net: [3], chty: [18] }, [[3, 'm2m:sch']]],
    [{ net: [4], chty: [23] }, [[4, 'm2m:sub']]],
    [{ net: [1], atr: ['labels'] }, [[1, 'm2m:nod']]],
    [{ net: [1], atr: ['nodeID'] }, []],
    [
      { net: [3], atr: ['nodeID'] },
      [
        [3, 'm2m:sch'],
        [3, 'm2m:sub'],
      ],
    ],
    [
      { net: [2], atr: ['labels'], fo: 2 },
      [
        [2, 'm2m:nod'],
      ],
    ],
    [
      { net: [2], chty: [18], fo: 2 },
      [
        [2, 'm2m:nod'],
      ],
    ],
  ];
  it.each(cases)('eventNotificationCriteria %j', async (enc, expected) => {
    const made = await subscribed({ enc });
    await story(made);
    expect(summary(made)).toEqual(expected);
  });

  it('atr names attributes as requests do: short names count like long ones', async () => {
    const made = await subscribed({ enc: { net: [1], atr: ['lbl'] } });
    await made.must(2004, update({ lbl: ['x'] }));
    expect(summary(made)).toEqual([[1, 'm2m:nod']]);
  });

  it('expirationCounter counts notifications; the last one ends the subscription', async () => {
    const made = await subscribed({ exc: 2, su: 'https://owner.example/' });
    await made.must(2004, update({ lbl: ['1'] }));
    expect((await made.must(2000, { op: 2, to: 'cse-in/a/s' })).body['exc']).toBe(1);
    await made.must(2004, update({ lbl: ['2'] }));
    await made.must(4004, { op: 2, to: 'cse-in/a/s' });
    await made.must(2004, update({ lbl: ['3'] }));
    expect(made.notes.map(([target]) => target)).toEqual([to, to, 'https://owner.example/']);
    expect(made.clock.pending()).toBe(1);
  });

  it('several targets each have theirs, as far as the counter goes', async () => {
    const made = await subscribed({ nu: ['https://1/', 'https://2/', 'https://3/'], exc: 2 });
    await made.must(2004, update({ lbl: ['1'] }));
    expect(made.notes.map(([target]) => target)).toEqual(['https://1/', 'https://2/']);
  });

  it('subscriberURI is told that the subscription was deleted (TS-0004 7.4.8.2.4)', async () => {
    const made = await subscribed({ su: 'https://owner.example/' });
    await made.must(2002, { op: 4, to: 'cse-in/a' });
    expect(made.notes).toEqual([['https://owner.example/', { 'm2m:sgn': { sud: true, sur: '/id-in/subscription1', cr: 'CAdmin' } }]]);
  });

  it('a request that fails notifies nobody', async () => {
    const made = await subscribed({});
    expect(() =>
      made.cse.run((unit) => {
        unit.update('node1', { labels: ['x'] });
        throw new Error('no');
      }),
    ).toThrow('no');
    expect(made.notes).toEqual([]);
  });

  it('handlers that throw, reject or never answer do no harm', async () => {
    const answers = [
      () => Promise.reject(new Error('rejects')),
      () => new Promise(() => undefined),
      () => {
        throw new Error('throws');
      },
    ];
    for (const notify of answers) {
      const { must, cse } = world({ notify });
      await must(2001, node('a'));
      await must(2001, subscription('cse-in/a'));
      await must(2004, update({ lbl: ['x'] }));
      expect(cse.store.get('node1')?.attributes['labels']).toEqual(['x']);
    }
  });

  it('handlers may send requests', async () => {
    const answers: Promise<number>[] = [];
    const made: World = world({ notify: () => answers.push(made.ask({ op: 2, to: 'cse-in/a' }).then(({ rsc }) => rsc)) });
    await made.must(2001, node('a'));
    await made.must(2001, subscription('cse-in/a'));
    await made.must(2004, update({ lbl: ['x'] }));
    expect(await Promise.all(answers)).toEqual([2000]);
  });
});

describe('<subscription> CREATE and UPDATE (TS-0004 7.4.8.2)', () => {
  const cases: readonly [name: string, rsc: number, more: Json][] = [
    ['notificationEventType and operationMonitor', 4000, { enc: { net: [1], om: [{ ops: 4 }] } }],
    ['a trigger, at what is no AE', 4000, { enc: { net: [6] } }],
    ['Blocking_Update at an address', 4000, { enc: { net: [7] } }],
    ['a criterion of sizes', 2001, { enc: { sza: 5 } }],
    ['monitored operations', 2001, { enc: { om: [{ ops: 2 }] } }],
    ['Modified Attributes of a deletion', 4000, { enc: { net: [2] }, nct: 2 }],
    ['Modified Attributes of an update and a deletion', 4000, { enc: { net: [1, 2] }, nct: 2 }],
    ['a payload for triggers', 4000, { nct: 4 }],
    ['Modified Attributes of an update', 2001, { enc: { net: [1] }, nct: 2 }],
    ['ResourceID of all', 2001, { enc: { net: [1, 2, 3, 4] }, nct: 3 }],
    ['batches', 2001, { bn: { num: 2 } }],
  ];
  it.each(cases)('%s: %i', async (_name, rsc, more) => {
    const { must } = world();
    await must(2001, node('a'));
    await must(rsc, subscription('cse-in/a', more));
    if (rsc === 2001) return;
    await must(2001, subscription('cse-in/a', { rn: 's', enc: { net: [1] } }));
    await must(rsc, { op: 3, to: 'cse-in/a/s', pc: { 'm2m:sub': more } });
  });

  it('notificationContentType has a default (TS-0001 Table 9.6.8-4)', async () => {
    const { must } = world();
    await must(2001, node('a'));
    expect((await must(2001, subscription('cse-in/a'))).body['nct']).toBe(1);
  });

  it('takes RETRIEVE on the resource', async () => {
    const { must } = world({ policy: { access: [{ originators: ['Capp'], privileges: ['CREATE'] }] } });
    await must(2001, ae('Capp'));
    await must(4103, { ...subscription('cse-in'), fr: 'Capp' });
  });
});

describe('what several notifications have in common', () => {
  const many = (count: number) => Array.from({ length: count }, (_, index) => `urn:${index}`);

  it.each(['wire', 'long'] as const)('is encoded once (%s), the same for each, and nobody can change it', async (notificationForm) => {
    const notes: [string, unknown][] = [];
    const { must } = world({ notificationForm, notify: (target, note) => notes.push([target, note]) });
    await must(2001, node('a'));
    await must(2001, subscription('cse-in/a', { rn: 's', nu: ['http://1/', 'http://2/'] }));
    await must(2001, subscription('cse-in/a', { rn: 't', nu: ['http://3/'], cr: null }));
    await must(2001, subscription('cse-in/a', { rn: 'u', nu: ['http://4/'], nct: 2 }));
    await must(2004, update({ lbl: many(100) }));
    const members = notificationForm === 'wire' ? (['m2m:sgn', 'nev', 'rep', 'm2m:nod'] as const) : (['m2m:notification', 'notificationEvent', 'representation', 'm2m:node'] as const);
    const representation = (note: unknown) => members.reduce((part, name) => (part as Json)[name], note) as Json;
    const [first, second, third, modified] = notes.map(([, note]) => representation(note));
    expect(notes.map(([target]) => target)).toEqual(['http://1/', 'http://2/', 'http://3/', 'http://4/']);
    expect([second === first, third === first]).toEqual([true, true]);
    const labels = notificationForm === 'wire' ? 'lbl' : 'labels';
    expect([first?.[labels], modified]).toEqual([many(100), { [labels]: many(100) }]);
    expect(() => Object.assign(first as object, { x: 1 })).toThrow(TypeError);
    expect(() => (first?.[labels] as string[]).push('x')).toThrow(TypeError);
  });

  it('long lists of structures are the same as in an answer, however they change', async () => {
    const made = world();
    const { cse, must, notes } = made;
    cse.run((unit) => {
      for (let index = 0; index < 100; index++) unit.create({ type: 'node', parent: 'id-in', attributes: { resourceName: `n${index}`, nodeID: `urn:${index}` } });
    });
    const rule = (originator: string) => ({ acor: [originator], acop: 1 });
    const pv = (names: readonly string[]) => ({ acr: names.map(rule) });
    await must(2001, { op: 1, to: 'cse-in', ty: 1, pc: { 'm2m:acp': { rn: 'p', pv: pv(many(100)), pvs: pv(['all']) } } });
    await must(2001, subscription('cse-in/p'));
    for (const names of [many(101), many(3), many(100), [...many(99), 'x']]) {
      await must(2004, { op: 3, to: 'cse-in/p', pc: { 'm2m:acp': { pv: pv(names) } } });
      const { body } = await must(2000, { op: 2, to: 'cse-in/p' });
      const [, note] = notes.at(-1) as [string, { 'm2m:sgn': { nev: { rep: { 'm2m:acp': Json } } } }];
      expect(note['m2m:sgn'].nev.rep['m2m:acp']).toEqual(body);
    }
  });
});

describe('a target that does not answer', () => {
  it('loses what is beyond local policy, is heard again when it has answered, and delays nobody', async () => {
    const answers: (() => void)[] = [];
    const heard: string[] = [];
    const notify = (target: string) => {
      heard.push(target);
      return target === 'http://slow/' ? new Promise<void>((resolve) => answers.push(resolve)) : undefined;
    };
    const errors: unknown[] = [];
    const made = world({ notify, policy: { unansweredNotifications: 2 }, report: (error) => errors.push(error) });
    await made.must(2001, node('a'));
    await made.must(2001, subscription('cse-in/a', { rn: 's', nu: ['http://slow/', 'http://quick/'] }));
    for (const label of ['1', '2', '3', '4']) await made.must(2004, update({ lbl: [label] }));
    const count = (target: string) => heard.filter((one) => one === target).length;
    expect([count('http://slow/'), count('http://quick/'), errors.map(String)]).toEqual([2, 4, Array(2).fill('Error: http://slow/ answers no notifications: one is lost.')]);
    for (const answer of answers.splice(0)) answer();
    await new Promise(setImmediate);
    await made.must(2004, update({ lbl: ['5'] }));
    expect([count('http://slow/'), count('http://quick/'), errors.length]).toEqual([3, 5, 2]);
  });
});

it('subscriptions that an event cannot meet are not looked at', async () => {
  const store = memoryStore();
  let found = 0;
  const children: Store['children'] = (...asked) => {
    const result = store.children(...asked);
    if (asked[1] === 'subscription') found += result.length;
    return result;
  };
  const made = world({ store: { ...store, children } });
  await made.must(2001, node('a'));
  const criteria = [{ atr: ['ni'] }, { atr: ['nodeID', 'x'] }, { net: [2] }, { net: [3], chty: [23] }, { net: [3, 4], chty: [18] }, { net: [1, 4] }, { net: [2, 3], om: undefined }];
  for (const [index, enc] of criteria.entries()) await made.must(2001, subscription('cse-in/a', { rn: `s${index}`, nct: 3, enc }));
  const asked = async (steps: () => Promise<unknown>) => {
    [found, made.notes.length] = [0, 0];
    await steps();
    return [found, made.notes.length];
  };
  expect(await asked(() => made.must(2004, update({ lbl: ['x'] })))).toEqual([1, 1]);
  expect(await asked(() => made.must(2004, update({ ni: 'urn:z' })))).toEqual([3, 3]);
  expect(await asked(() => made.must(2001, { op: 1, to: 'cse-in/a', ty: 18, pc: { 'm2m:sch': { rn: 't', se: { sce: ['* * * * * * *'] } } } }))).toEqual([2, 2]);
});
