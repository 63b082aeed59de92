import { describe, expect, it } from 'vitest';
import { RequestError, type Notice, type Procedure, type Unit } from '../../../runtime/index.js';
import { refused } from '../../../runtime/errors.js';
import { ChangeOutsideMachine, IllegalTransition } from '../../../runtime/machine.js';
import { attributesOf } from '../../../runtime/resource.js';
import { ae, contents, node, NOON, subscription, world, type Json, policy } from './support.js';

const campaign = (more: Json = {}): Json => ({
  op: 1,
  to: 'cse-in',
  ty: 'softwareCampaign',
  pc: { 'm2m:swcm': { rn: 'c', vr: '1', swn: 'x', url: 'https://x.example/', swtg: ['cse-in/a'], swop: 1, ...more } },
});
const enable: Json = { op: 3, to: 'cse-in/c', pc: { 'm2m:swcm': { cpen: true } } };

const start = (unit: Unit, id: string, isEnabled: boolean) =>
  unit.fire(id, 'campaignStatus', isEnabled ? 'createEnabled' : 'createDisabled', { patch: { aggregatedSoftwareStatus: 0 } });

/** As little of a campaign as shows the hooks. */
const simple = (hooks: Partial<Procedure> = {}): Procedure => ({
  type: 'softwareCampaign',
  created: (unit, resource) => void start(unit, resource.id, resource.attributes['campaignEnabled'] === true),
  ...hooks,
});

describe('hooks of a procedure', () => {
  it('created runs inside the transaction; the answer shows what it wrote', async () => {
    const { must } = world({ procedures: [simple()] });
    expect((await must(2001, campaign())).body).toMatchObject({ cpst: 2, agss: 0 });
  });

  it.each(['admit', 'created', 'admitUpdate', 'updated', 'admitDelete', 'removing'] as const)(
    '%s may refuse, and then nothing has happened',
    async (hook) => {
      let isRefusing = false;
      const steps = simple();
      const refuse = (...args: never[]) => {
        if (isRefusing) throw refused('CONFLICT', 'no');
        const ours = steps[hook] as ((...args: never[]) => unknown) | undefined;
        return ours?.(...args) ?? (hook === 'admit' ? args[1] : args[2]);
      };
      const made = world({ procedures: [{ ...steps, [hook]: refuse }] });
      const request =
        hook === 'admit' || hook === 'created'
          ? campaign()
          : hook.startsWith('admitU') || hook === 'updated'
            ? enable
            : { op: 4, to: 'cse-in/c' };
      if (request['op'] !== 1) await made.must(2001, campaign());
      const before = contents(made);
      isRefusing = true;
      await made.must(4105, request);
      expect([contents(made), made.clock.pending(), made.notes]).toEqual([before, request['op'] === 1 ? 0 : 1, []]);
      isRefusing = false;
      expect((await made.ask(request)).rsc).toBeLessThan(3000);
    },
  );

  it('updated may fire; an attribute with a machine changes in no other way', async () => {
    const updated: Procedure['updated'] = (unit, before, after) => {
      if (before.attributes['campaignEnabled'] !== true && after.attributes['campaignEnabled'] === true)
        unit.fire(after.id, 'campaignStatus', 'enable');
    };
    const { must, cse } = world({ procedures: [simple({ updated })] });
    await must(2001, campaign({ cpen: false }));
    expect((await must(2004, enable)).body['cpst']).toBe(1);
    await must(4000, { op: 3, to: 'cse-in/c', pc: { 'm2m:swcm': { cpst: 3 } } });
    expect(() => cse.run((unit) => unit.update('softwareCampaign1', { campaignStatus: 3 }))).toThrow(ChangeOutsideMachine);
    expect(() => cse.run((unit) => unit.fire('softwareCampaign1', 'campaignStatus', 'allCancelled'))).toThrow(IllegalTransition);
    expect(cse.store.get('softwareCampaign1')?.attributes['campaignStatus']).toBe(1);
  });

  it('fire writes the status into an m2m:actionStatus and keeps its other members', async () => {
    const software: Procedure = {
      type: 'software',
      created: (unit, { id }) => void unit.fire(id, 'installStatus', 'create', { members: { action: 'none' } }),
    };
    const { must, cse } = world({ procedures: [software] });
    await must(2001, node('a'));
    await must(2001, { op: 1, to: 'cse-in/a', ty: 13, pc: { 'm2m:swr': { mgd: 1002, vr: '1', swn: 'x', url: 'https://x.example/' } } });
    expect(cse.store.get('software1')?.attributes['installStatus']).toEqual({ action: 'none', status: 0 });
    cse.run((unit) => unit.fire('software1', 'installStatus', 'install', { patch: { install: true } }));
    expect(cse.store.get('software1')?.attributes).toMatchObject({ install: true, installStatus: { action: 'none', status: 3 } });
  });

  it('computed attributes are worked out for representations only', async () => {
    let calls = 0;
    const computed: Procedure['computed'] = new Map([
      ['individualSoftwareStatuses', () => ((calls += 1), [{ node: 'cse-in/a', status: calls }])],
    ]);
    const made = world({ procedures: [simple({ computed })] });
    await made.must(2001, { ...campaign(), rcn: 0 });
    expect(calls).toBe(0);
    await made.must(2001, subscription('cse-in/c', { nct: 3, enc: { net: [1], atr: ['inss'] } }));
    made.cse.run((unit) => unit.touch('softwareCampaign1', ['individualSoftwareStatuses']));
    expect([made.notes.length, calls]).toEqual([1, 0]);
    expect((await made.must(2000, { op: 2, to: 'cse-in/c' })).body['inss']).toEqual([{ ndi: 'cse-in/a', sus: 1 }]);
    expect(made.cse.store.get('softwareCampaign1')?.attributes).not.toHaveProperty('individualSoftwareStatuses');
  });

  it('removing runs for what goes with its parent, children first asked, and expired in place of the removal', async () => {
    const ran: string[] = [];
    const made = world({
      procedures: [
        { type: 'node', removing: (unit, { id }) => void ran.push(`${id} with ${unit.children(id).length}`) },
        {
          type: 'software',
          created: (unit, { id }) => void unit.fire(id, 'installStatus', 'create'),
          removing: (_unit, { id }) => void ran.push(id),
        },
        simple({
          expired: (unit, { id }) => {
            ran.push('expired');
            unit.remove(id);
          },
          removing: () => void ran.push('removed'),
        }),
      ],
    });
    await made.must(2001, node('a'));
    await made.must(2001, {
      op: 1,
      to: 'cse-in/a',
      ty: 'software',
      pc: { 'm2m:swr': { mgd: 1002, vr: '1', swn: 'x', url: 'https://x.example/' } },
    });
    await made.must(2002, { op: 4, to: 'cse-in/a' });
    await made.must(2001, campaign({ et: '20261122T120100' }));
    made.clock.advance(60_000);
    expect(ran).toEqual(['node1 with 1', 'software1', 'expired', 'removed']);
  });

  it('started runs for every resource of a store that was there before', async () => {
    const first = world({ procedures: [simple()] });
    await first.must(2001, campaign());
    const started: string[] = [];
    world({ store: first.cse.store, procedures: [simple({ started: (_unit, { id }) => void started.push(id) })] });
    expect(started).toEqual(['softwareCampaign1']);
  });
});

describe('asynchronous steps', () => {
  it('before: after the checks, outside the transaction; what it commits itself stays when it refuses', async () => {
    const order: string[] = [];
    const procedure = simple({
      admitDelete: () => void order.push('checked'),
      removing: () => void order.push('removing'),
      before: {
        delete: async ({ run, target, originator }) => {
          order.push(`before for ${originator}`);
          await Promise.resolve();
          run((unit) => unit.update(target.id, { labels: ['tried'] }));
          if (order.length < 5) throw refused('MGMT_CANCELLATION_FAILED', 'the device did not want to');
        },
      },
    });
    const made = world({ procedures: [procedure] });
    await made.must(2001, campaign());
    await made.must(6026, { op: 4, to: 'cse-in/c' });
    expect(made.cse.store.get('softwareCampaign1')?.attributes['labels']).toEqual(['tried']);
    // Rehearsed, then before; the removal of the rehearsal is undone.
    expect(order).toEqual(['checked', 'removing', 'before for CAdmin']);
    await made.must(2002, { op: 4, to: 'cse-in/c' });
    expect(made.clock.pending()).toBe(0);
  });

  it('before does not run for a request that is refused anyway', async () => {
    let calls = 0;
    const before = { create: async () => void (calls += 1), update: async () => void (calls += 1) };
    const { must } = world({ procedures: [simple({ before })] });
    await must(4000, campaign({ hello: 1 }));
    await must(4004, { ...campaign(), to: 'cse-in/nowhere' });
    await must(2001, campaign());
    await must(4000, { op: 3, to: 'cse-in/c', pc: { 'm2m:swcm': { hello: 1 } } });
    expect(calls).toBe(1);
  });

  it('a request is admitted again after before: others have been served meanwhile', async () => {
    const made = world({
      procedures: [simple({ before: { update: async () => void (await made.must(2002, { op: 4, to: 'cse-in/c' })) } })],
    });
    await made.must(2001, campaign());
    await made.must(4004, enable);
  });

  it('a DELETE is done when its own steps have taken the resource away', async () => {
    const before: Procedure['before'] = { delete: async ({ run, target }) => void run((unit) => unit.remove(target.id)) };
    const made = world({ procedures: [simple({ before })] });
    await made.must(2001, campaign());
    expect((await made.must(2002, { op: 4, to: 'cse-in/c', rcn: 1 })).body['rn']).toBe('c');
    expect([contents(made).length, made.clock.pending()]).toEqual([1, 0]);
  });

  it('after: before the answer, which shows what it wrote; a refusal becomes the answer and undoes nothing', async () => {
    let refuses = false;
    const after: Procedure['after'] = {
      update: async ({ run }, { id }) => {
        await Promise.resolve();
        run((unit) => unit.update(id, { labels: ['after'] }));
        if (refuses) throw refused('MGMT_CONVERSION_ERROR', 'not for this device');
      },
    };
    const { must, cse } = world({ procedures: [simple({ after })] });
    await must(2001, campaign());
    expect((await must(2004, enable)).body).toMatchObject({ lbl: ['after'], cpen: true });
    refuses = true;
    await must(6025, { op: 3, to: 'cse-in/c', pc: { 'm2m:swcm': { cpen: false } } });
    expect(cse.store.get('softwareCampaign1')?.attributes['campaignEnabled']).toBe(false);
  });
});

describe('units of work', () => {
  it('effects run in order after the commit, once; what they throw is reported', () => {
    const { cse, reports } = world();
    const ran: string[] = [];
    cse.run((unit) => {
      unit.later(() => ran.push(`first: ${cse.store.get('node1')?.name}`));
      unit.later(() => {
        throw new Error('bad effect');
      });
      unit.later(() => ran.push('last'));
      unit.create({ type: 'node', parent: 'id-in', attributes: { nodeID: 'a', resourceName: 'a' } });
      expect(ran).toEqual([]);
    });
    expect([ran, reports]).toEqual([['first: a', 'last'], [new Error('bad effect')]]);
  });

  it('what fails has no effects and is undone last to first', () => {
    const { cse, clock } = world();
    const ran: number[] = [];
    expect(() =>
      cse.run((unit) => {
        for (const number of [1, 2, 3]) unit.onUndo(() => ran.push(number));
        unit.later(() => ran.push(9));
        unit.create({ type: 'node', parent: 'id-in', attributes: { nodeID: 'a' } });
        throw new RequestError(4105, 'no');
      }),
    ).toThrow('no');
    expect([ran, cse.store.children('id-in'), clock.pending()]).toEqual([[3, 2, 1], [], 0]);
  });

  it('the Hosting CSE writes RO attributes, but no unknown ones and no wrong values', async () => {
    const { cse, must } = world();
    await must(2001, node('a'));
    expect(cse.run((unit) => unit.update('node1', { hostedCSELink: 'cse-in/x' })).attributes['hostedCSELink']).toBe('cse-in/x');
    expect(() => cse.run((unit) => unit.update('node1', { hello: 1 }))).toThrow('hello');
    expect(() => cse.run((unit) => unit.update('node1', { labels: 3 }))).toThrow('labels');
  });

  it('a resource that comes and goes in one unit is no event', async () => {
    const { cse, must, notes } = world();
    await must(2001, node('a'));
    await must(2001, subscription('cse-in/a', { enc: { net: [3, 4] } }));
    cse.run((unit) =>
      unit.remove(
        unit.create({ type: 'schedule', parent: 'node1', attributes: { scheduleElement: { scheduleEntry: ['* * * * * * *'] } } }).id,
      ),
    );
    expect(notes).toEqual([]);
  });
});

describe('observed', () => {
  it('hears of everything, at the end of the unit in which it happened', async () => {
    const heard: string[] = [];
    const observed: Procedure['observed'] = (unit, { event, subject, modified }) => {
      heard.push([event, subject.id, ...modified].join(' '));
      if (event === 'updated' && !modified.has('nodeID')) unit.update(subject.id, { nodeID: 'urn:b' });
    };
    const made = world({ procedures: [simple({ observed })] });
    await made.must(2001, node('a'));
    expect((await made.must(2004, { op: 3, to: 'cse-in/a', pc: { 'm2m:nod': { lbl: ['x'] } } })).rsc).toBe(2004);
    await made.must(2002, { op: 4, to: 'cse-in/a' });
    expect(heard).toEqual(['childCreated node1', 'updated node1 labels', 'updated node1 nodeID', 'deleted node1', 'childDeleted node1']);
  });
});

describe('afterwards', () => {
  it('runs in a unit of its own: after the commit, or at a time; cancelled, or without the commit, not at all', () => {
    const { cse, clock } = world();
    const ran: string[] = [];
    const cancel = cse.run((unit) => {
      unit.afterwards(({ originator }) => void ran.push(`now as ${originator}`));
      unit.afterwards(() => void ran.push('later'), { at: NOON + 10 });
      expect(ran).toEqual([]);
      return unit.afterwards(() => void ran.push('cancelled'), { at: NOON + 5 });
    });
    cancel();
    expect([ran, clock.pending()]).toEqual([['now as id-in'], 1]);
    expect(() =>
      cse.run((unit) => {
        unit.afterwards(() => void ran.push('never'));
        throw new Error('no');
      }),
    ).toThrow('no');
    clock.advance(10);
    expect([ran, clock.pending()]).toEqual([['now as id-in', 'later'], 0]);
  });

  it('otherwise: in another unit when the steps are refused; what else they throw is reported', () => {
    const { cse, reports } = world();
    const ran: unknown[] = [];
    const otherwise = (_unit: Unit, error: unknown) => void ran.push((error as Error).message);
    const fail = (error: Error) => () => {
      throw error;
    };
    cse.run((unit) => {
      unit.afterwards(fail(refused('CONFLICT', 'refused')), { otherwise });
      unit.afterwards(fail(new Error('defect')), { otherwise });
      unit.afterwards(fail(refused('CONFLICT', 'nobody cares')));
    });
    expect(ran).toEqual(['refused', 'defect']);
    expect(reports.map((error) => (error as Error).message)).toEqual(['defect', 'nobody cares']);
  });
});

describe('a procedure that is made for its CSE', () => {
  it('begins work of its own when a time has come', async () => {
    const made = world({
      procedures: [
        ({ clock, run, cseId }) => ({
          type: 'node',
          created: (unit, { id }) =>
            unit.later(
              () => void clock.at(clock.now() + 1000, () => run((later) => later.update(id, { labels: [cseId, later.originator] }))),
            ),
        }),
      ],
    });
    await made.must(2001, node('a'));
    made.clock.advance(1000);
    expect(made.cse.store.get('node1')?.attributes['labels']).toEqual(['/id-in', 'id-in']);
  });

  it('writes as the Hosting CSE, whoever has asked', async () => {
    const watch: Procedure = {
      type: 'node',
      created: (unit, { id }) => void unit.create({ type: 'subscription', parent: id, attributes: { notificationURI: ['x'] } }),
    };
    const made = world({ procedures: [watch], policy: { access: [{ originators: ['Capp'], privileges: ['CREATE'] }] } });
    await made.must(2001, ae('Capp'));
    await made.must(2001, policy('p', ['Cother'], 63));
    await made.must(2001, { ...node('a', { acpi: ['cse-in/p'] }), fr: 'Capp' });
    expect(made.cse.store.get('subscription1')).toMatchObject({ creator: 'id-in' });
  });
});

describe('notifications of the Hosting CSE to itself', () => {
  const watching = () => {
    const heard: Notice[] = [];
    const made = world({
      procedures: [
        simple({
          notified: (unit, { id }, notice) => {
            heard.push(notice);
            unit.update(id, { labels: [`${heard.length}`] });
          },
        }),
      ],
    });
    const watch = (nu: string) =>
      made.cse.run((unit) =>
        unit.create({ type: 'subscription', parent: 'node1', attributes: attributesOf({ notificationURI: [nu], subscriberURI: nu }) }),
      );
    return { ...made, heard, watch };
  };

  it('reach the procedure of the resource that watches, without a representation, in a unit of their own', async () => {
    const made = watching();
    await made.must(2001, node('a'));
    await made.must(2001, campaign());
    made.watch('/id-in/softwareCampaign1');
    await made.must(2004, { op: 3, to: 'cse-in/a', pc: { 'm2m:nod': { lbl: ['x'] } } });
    expect(made.heard).toMatchObject([
      { target: '/id-in/softwareCampaign1', event: { event: 'updated', host: 'node1' }, notification: undefined },
    ]);
    expect([...(made.heard[0]?.event?.modified ?? [])]).toEqual(['labels']);
    await made.must(2002, { op: 4, to: 'cse-in/a' });
    expect(made.heard[1]?.event).toBeUndefined();
    expect([made.notes, made.cse.store.get('softwareCampaign1')?.attributes['labels']]).toEqual([[], ['2']]);
  });

  it('nobody else speaks in the name of the Hosting CSE', async () => {
    const made = watching();
    await made.must(2001, node('a'));
    await made.must(2001, campaign());
    await made.must(2001, subscription('cse-in/a', { nu: ['/id-in/softwareCampaign1'] }));
    await made.must(2004, { op: 3, to: 'cse-in/a', pc: { 'm2m:nod': { lbl: ['x'] } } });
    expect([made.heard, made.notes.length]).toEqual([[], 1]);
  });

  it('that watch for what is gone reach nobody', async () => {
    const made = watching();
    await made.must(2001, node('a'));
    made.watch('/id-in/softwareCampaign1');
    await made.must(2004, { op: 3, to: 'cse-in/a', pc: { 'm2m:nod': { lbl: ['x'] } } });
    expect([made.heard, made.notes, made.reports]).toEqual([[], [], []]);
  });
});
