import { describe, expect, it } from 'vitest';
import { Status } from '../../../generated/enumerations.js';
import { delay } from '../../../runtime/devices/behaviour.js';
import { createHostingCse, manualClock, simulatedDevices, softwareCampaignProcedure } from '../../../runtime/index.js';
import { attribute, type Attributes, type Resource } from '../../../runtime/resource.js';
import { expectConsistent, HOUR, standIn, story, type Story } from './support.js';

const installed = (tale: Story, index: number, more: Attributes = {}): Resource =>
  tale.cse.run((unit) =>
    unit.create({
      type: 'software',
      parent: tale.nodes[index] ?? '',
      attributes: { mgmtDefinition: 1002, version: '1.0', softwareName: 'agent', URL: 'https://old.example/', ...more },
    }),
  );

describe('the [software] of a target (TS-0001-CR 10.2.28.2 Step 5)', () => {
  it('is created with version, softwareName and URL, and does not outlive the campaign', async () => {
    const tale = await story();
    await tale.campaign({ cpen: true, et: '20261201T000000' });
    const copied = { version: '2.0', softwareName: 'agent', URL: 'https://packages.example/agent' };
    expect(tale.software(1)?.attributes).toMatchObject({ ...copied, expirationTime: '20261201T000000' });
  });

  it('B49, B76: one that is there is updated, and expires with the campaign at the latest', async () => {
    const tale = await story();
    const before = installed(tale, 0);
    await tale.campaign({ cpen: true, et: '20261201T000000' });
    const after = tale.software(0);
    expect(after?.id).toBe(before.id);
    expect(after?.attributes).toMatchObject({ version: '2.0', URL: 'https://packages.example/agent', install: true });
    expect(after?.attributes['expirationTime']).toBe('20261201T000000');
  });

  it('B49: another software on the node is not touched, the same version is preferred', async () => {
    const tale = await story({ nodes: 1 });
    const [other, old, same] = [installed(tale, 0, { softwareName: 'editor' }), installed(tale, 0), installed(tale, 0, { version: '2.0' })];
    await tale.campaign({ cpen: true });
    expect((await tale.shown())['swlk']).toEqual([same.id]);
    for (const { id } of [other, old]) expect(tale.cse.store.get(id)?.attributes['install']).toBe(false);
  });

  it('softwareLinks and individualSoftwareStatuses are there from creation on', async () => {
    const tale = await story({ campaigns: { batch: 1, pause: 1000 } });
    await tale.campaign({ cpen: true });
    const id = tale.software(0)?.id;
    expect(await tale.shown()).toMatchObject({
      swlk: [id],
      agss: 0,
      inss: [{ ndi: tale.nodes[0], swi: id, sus: 0 }, { ndi: tale.nodes[1], sus: 0 }, { ndi: tale.nodes[2], sus: 0 }],
    });
  });

  it('is subscribed to by a <subscription> that everybody sees, once', async () => {
    const tale = await story({ nodes: 1 });
    await tale.campaign({ cpen: true });
    tale.device(0, 'succeed');
    await tale.update({ cpen: false });
    await tale.update({ cpen: true });
    const subscriptions = tale.cse.store.children(tale.software(0)?.id ?? '', 'subscription');
    expect(subscriptions.map(({ attributes }) => attributes['subscriberURI'])).toEqual([tale.resource()?.id]);
  });
});

describe('the operation (TS-0001-CR 10.2.28.2 Step 6)', () => {
  const operations = [
    [1, 'install', 'installStatus'],
    [2, 'uninstall', 'installStatus'],
    [3, 'activate', 'activeStatus'],
    [4, 'deactivate', 'activeStatus'],
  ] as const;
  it.each(operations)('softwareOperation %i sets %s and follows %s', async (swop, flag, machine) => {
    const tale = await story();
    await tale.campaign({ cpen: true, swop });
    expect(tale.software(0)?.attributes[flag]).toBe(true);
    expect(attribute(tale.software(0)?.attributes[machine] as Attributes, 'action')).toBe(flag);
    for (const index of [0, 1, 2]) tale.device(index, index === 1 ? 'fail' : 'succeed', machine);
    expect([tale.status(), await tale.entries()]).toEqual(['FINISHED', [1, 2, 1]]);
    expect((await tale.shown())['agss']).toBe(2);
    await expectConsistent(tale);
  });

  it('the other status does not count (TS-0001-CR 9.6.76)', async () => {
    const tale = await story({ nodes: 1 });
    await tale.campaign({ cpen: true, swop: 3 });
    tale.cse.run((unit) => unit.fire(tale.software(0)?.id ?? '', 'installStatus', 'install'));
    tale.device(0, 'fail', 'installStatus');
    expect([tale.status(), await tale.entries()]).toEqual(['INITIATED', [3]]);
  });
});

describe('targets that fail, while the rest goes on (TS-0001-CR 10.2.28.1)', () => {
  const finish = (tale: Story, ...indexes: number[]) => indexes.forEach((index) => tale.device(index, 'succeed'));
  const finished = async (tale: Story, entries: readonly number[]) => {
    expect([tale.status(), await tale.entries()]).toEqual(['FINISHED', entries]);
    await expectConsistent(tale);
  };

  it('an incompatible node (10.2.28.2 Step 5, NOTE)', async () => {
    const tale = await story({ campaigns: { isCompatible: (_campaign, node) => node.name !== 'n1' } });
    await tale.campaign({ cpen: true });
    expect(await tale.entries()).toEqual([3, 2, 3]);
    expect(tale.software(1)).toBeUndefined();
    finish(tale, 0, 2);
    await finished(tale, [1, 2, 1]);
  });

  it('a [software] that cannot be created, of which nothing is left', async () => {
    const software = standIn();
    const tale = await story({
      software: {
        ...software,
        created(unit, resource) {
          software.created?.(unit, resource);
          if (unit.get(resource.parent ?? '')?.name === 'n1') throw new Error('no space left');
        },
      },
    });
    await tale.campaign({ cpen: true });
    expect(await tale.entries()).toEqual([3, 2, 3]);
    expect(tale.software(1)).toBeUndefined();
    expect(tale.reports.splice(0)).toEqual([new Error('no space left')]);
    finish(tale, 0, 2);
    await finished(tale, [1, 2, 1]);
  });

  it('a [software] that refuses the operation; what Step 5 made of it stays', async () => {
    const tale = await story({ software: standIn({ refuses: ({ parent }) => parent === 'node2' }) });
    await tale.campaign({ cpen: true });
    expect(await tale.entries()).toEqual([3, 2, 3]);
    expect(tale.software(1)?.attributes['install']).toBe(false);
    tale.reports.length = 0;
    finish(tale, 0, 2);
    await finished(tale, [1, 2, 1]);
  });

  it('B18: a [software] without activate and activeStatus', async () => {
    const tale = await story({ software: standIn({ knowsActivate: false }) });
    await tale.campaign({ cpen: true, swop: 3 });
    await finished(tale, [2, 2, 2]);
    expect(tale.software(0)?.attributes).not.toHaveProperty('activate');
  });

  it('a node that is gone before its turn', async () => {
    const tale = await story();
    await tale.campaign();
    await tale.schedule('* * 14 * * * *');
    await tale.update({ cpen: true });
    await tale.must(2002, { op: 4, to: 'cse-in/n1' });
    tale.clock.advance(2 * HOUR);
    finish(tale, 0, 2);
    await finished(tale, [1, 2, 1]);
  });

  it.each(['subscription', 'software', 'node'])('B56: a %s that is deleted before the operation has completed', async (what) => {
    const tale = await story();
    await tale.campaign({ cpen: true });
    const software = tale.software(1)?.id ?? '';
    const subscription = tale.cse.store.children(software, 'subscription')[0]?.id;
    const ids: Record<string, string | undefined> = { software, node: tale.nodes[1], subscription };
    await tale.must(2002, { op: 4, to: ids[what] });
    expect(await tale.entries()).toEqual([3, 2, 3]);
    if (what === 'subscription') tale.device(1, 'succeed');
    finish(tale, 0, 2);
    await finished(tale, [1, 2, 1]);
  });

  it('a [software] that expires with the campaign still going on (10.2.28.2 Step 6)', async () => {
    const tale = await story();
    installed(tale, 1, { expirationTime: '20261122T130000' });
    await tale.campaign({ cpen: true });
    tale.clock.advance(HOUR);
    expect(await tale.entries()).toEqual([3, 2, 3]);
  });

  it('a subscription that is deleted afterwards changes nothing', async () => {
    const tale = await story();
    await tale.campaign({ cpen: true });
    finish(tale, 1);
    await tale.must(2002, { op: 4, to: tale.software(1)?.id });
    expect(await tale.entries()).toEqual([3, 1, 3]);
  });

  it('B10: a target that never finishes fails after a while', async () => {
    const tale = await story({ campaigns: { operationLimit: HOUR } });
    await tale.campaign({ cpen: true });
    tale.clock.advance(HOUR - 1);
    finish(tale, 0);
    expect(await tale.entries()).toEqual([1, 3, 3]);
    tale.clock.advance(1);
    await finished(tale, [1, 2, 2]);
  });

  it('B10: the [software] fails with it, however long its device may take', async () => {
    const clock = manualClock(Date.UTC(2026, 10, 22, 12));
    const devices = simulatedDevices({ clock });
    const cse = createHostingCse({ clock, devices, procedures: [softwareCampaignProcedure({ operationLimit: HOUR / 4 })] });
    const ask = async (request: object) => (await cse.request({ fr: 'CAdmin', rqi: '1', ...request })).rsc;
    await ask({ op: 1, to: 'cse-in', fr: 'Cgateway', ty: 2, pc: { 'm2m:ae': { api: 'Ngateway', rr: true, srv: ['3'] } } });
    await ask({ op: 1, to: 'cse-in', ty: 14, pc: { 'm2m:nod': { rn: 'n', ni: 'urn:n', hael: ['Cgateway'] } } });
    const { id } = cse.store.childNamed('id-in', 'n') as Resource;
    devices.device(id).next('ChangeDUState', delay(HOUR / 2));
    const content = { rn: 'c', vr: '1.0', swn: 'app', url: 'http://files.example/app.zip', swtg: ['cse-in/n'], swop: 1, cpen: true };
    expect(await ask({ op: 1, to: 'cse-in', ty: 9076, pc: { 'm2m:swcm': content } })).toBe(2001);
    const turn = async (milliseconds: number) => {
      clock.advance(milliseconds);
      await new Promise(setImmediate);
    };
    await turn(1_000);
    const statuses = () => [
      (cse.store.children(id, 'software')[0]?.attributes['installStatus'] as { readonly status: number } | undefined)?.status,
      cse.store.childNamed('id-in', 'c')?.attributes['aggregatedSoftwareStatus'],
    ];
    expect(statuses()).toEqual([Status.In_Process, Status.In_Process]);
    await turn(HOUR / 4);
    expect(statuses()).toEqual([Status.Failure, Status.Failure]);
  });

  it('B53: nothing is heard after FINISHED', async () => {
    const tale = await story();
    await tale.campaign({ cpen: true });
    finish(tale, 0, 1, 2);
    tale.cse.run((unit) => unit.fire(tale.software(0)?.id ?? '', 'installStatus', 'uninstall'));
    await finished(tale, [1, 1, 1]);
  });

  it('B84: what another Originator does to a [software] with an outcome shows as well, as long as the campaign runs', async () => {
    const tale = await story();
    await tale.campaign({ cpen: true });
    finish(tale, 0);
    tale.cse.run((unit) => unit.fire(tale.software(0)?.id ?? '', 'installStatus', 'uninstall'));
    expect(await tale.entries()).toEqual([3, 3, 3]);
    tale.device(0, 'fail');
    expect(await tale.entries()).toEqual([2, 3, 3]);
  });
});
