import { describe, expect, it } from 'vitest';
import { outcomes, type OutcomeId } from '../../../generated/tables/outcomes.js';
import { createCampaign, node, open, register, story, type Json, type Story } from './support.js';

type CampaignOutcome = Extract<OutcomeId, `softwareCampaign.${string}` | `schedule.${string}.campaignEnabled`>;

/** An Originator that may create and read campaigns on the CSEBase, and nothing else that it does not own. */
const stranger = (tale: Story): string => register(tale, 'Cstranger');

const criterion = (sri: string): Json => ({ swtc: [{ sri, evc: { optr: 1, sbjt: 'nodeID', thld: 'urn:n0' } }] });

/** Another campaign, enabled, on the first node. */
const rival = async ({ must, nodes }: Story, cpen = true) =>
  must(2001, createCampaign({ rn: 'rival', swtg: [nodes[0]], swn: 'other', cpen }));

const whenCreated = async (tale: Story, more: Json = {}) => expect((await tale.campaign(more)).rsc).toBe(2001);

/** A campaign of the stranger, who owns the first node and no other. */
const ofStranger = async (tale: Story) => {
  const fr = stranger(tale);
  await tale.must(2001, { ...node('own', { hael: [fr] }), fr });
  await tale.must(2001, createCampaign({ swtg: ['cse-in/own'] }, fr));
  return fr;
};

const cancelling = async (tale: Story) => {
  await whenCreated(tale, { cpen: true });
  expect((await tale.update({ cpen: false })).rsc).toBe(2004);
  expect(tale.status()).toBe('CANCELLING');
};

const givenUp = async (tale: Story) => {
  await cancelling(tale);
  tale.clock.advance(3_600_000);
  expect(tale.status()).toBe('STATUS_NOT_CANCELLABLE');
};

/** Each brings its request about and returns the answer's code. */
const scenes: Readonly<Record<CampaignOutcome, (tale: Story) => Promise<{ rsc: number }>>> = {
  'softwareCampaign.create.created': (tale) => tale.campaign(),
  'softwareCampaign.create.nodeMissing': (tale) => tale.campaign({ swtg: ['nobody'] }),
  'softwareCampaign.create.nodePrivilege': async (tale) => tale.ask(createCampaign({ swtg: tale.nodes }, stranger(tale))),
  'softwareCampaign.create.nodeConflict': async (tale) => {
    await rival(tale);
    return tale.campaign();
  },
  'softwareCampaign.create.triggerMissing': (tale) => tale.campaign(criterion('nobody')),
  'softwareCampaign.create.triggerPrivilege': async (tale) => {
    const fr = stranger(tale);
    await tale.must(2001, { ...node('own', { hael: [fr] }), fr });
    return tale.ask(createCampaign({ swtg: ['cse-in/own'], ...criterion('cse-in/n0') }, fr));
  },
  'softwareCampaign.create.targetDuplicate': (tale) => tale.campaign({ swtg: [tale.nodes[0], 'cse-in/n0'] }),
  'softwareCampaign.create.targetNotRegistree': async (tale) => {
    await tale.must(2001, node('foreign', { hael: ['Cnobody'] }));
    return tale.campaign({ swtg: ['cse-in/foreign'] });
  },
  'softwareCampaign.update.updated': async (tale) => {
    await whenCreated(tale);
    return tale.update({ lbl: ['x'] });
  },
  'softwareCampaign.update.enabled': async (tale) => {
    await whenCreated(tale);
    return tale.update({ cpen: true });
  },
  'softwareCampaign.update.disabledRunning': async (tale) => {
    await whenCreated(tale, { cpen: true });
    const response = await tale.update({ cpen: false });
    expect(response.body['cpst']).toBe(4);
    return response;
  },
  'softwareCampaign.update.disabledFinished': async (tale) => {
    await whenCreated(tale, { cpen: true });
    for (const index of [0, 1, 2]) tale.device(index, 'succeed');
    const response = await tale.update({ cpen: false });
    expect(response.body['cpst']).toBe(2);
    return response;
  },
  'softwareCampaign.update.cancelling': async (tale) => {
    await cancelling(tale);
    return tale.update({ lbl: ['x'] });
  },
  'softwareCampaign.update.locked': async (tale) => {
    await whenCreated(tale, { cpen: true });
    return tale.update({ vr: '3.0' });
  },
  'softwareCampaign.update.nodeMissing': async (tale) => {
    await whenCreated(tale);
    return tale.update({ swtg: ['nobody'] });
  },
  'softwareCampaign.update.nodePrivilege': async (tale) => {
    const fr = await ofStranger(tale);
    return tale.update({ swtg: tale.nodes }, fr);
  },
  'softwareCampaign.update.nodeConflict': async (tale) => {
    await whenCreated(tale, { swtg: [tale.nodes[1]] });
    await rival(tale);
    return tale.update({ swtg: tale.nodes });
  },
  'softwareCampaign.update.triggerMissing': async (tale) => {
    await whenCreated(tale);
    return tale.update(criterion('nobody'));
  },
  'softwareCampaign.update.triggerPrivilege': async (tale) => tale.update(criterion('cse-in/n0'), await ofStranger(tale)),
  'softwareCampaign.update.targetDuplicate': async (tale) => {
    await whenCreated(tale);
    return tale.update({ swtg: [tale.nodes[0], tale.nodes[0]] });
  },
  'softwareCampaign.update.targetNotRegistree': async (tale) => {
    await whenCreated(tale);
    await tale.must(2001, node('foreign', { hael: ['Cnobody'] }));
    return tale.update({ swtg: ['cse-in/foreign'] });
  },
  'softwareCampaign.update.enableConflict': async (tale) => {
    await whenCreated(tale);
    await rival(tale, false);
    await tale.must(2004, { op: 3, to: 'cse-in/rival', pc: { 'm2m:swcm': { cpen: true } } });
    return tale.update({ cpen: true });
  },
  'softwareCampaign.update.enableTooEarly': async (tale) => {
    await givenUp(tale);
    return tale.update({ cpen: true });
  },
  'softwareCampaign.delete.deleted': async (tale) => {
    await whenCreated(tale);
    return tale.remove();
  },
  'softwareCampaign.delete.running': async (tale) => {
    await whenCreated(tale, { cpen: true });
    return tale.remove();
  },
  'schedule.create.campaignEnabled': async (tale) => {
    await whenCreated(tale, { cpen: true });
    return tale.schedule('* * * * * * *');
  },
  'schedule.update.campaignEnabled': async (tale) => {
    await whenCreated(tale);
    const { body } = await tale.schedule('* * * * * * *');
    await tale.update({ cpen: true });
    return tale.ask({ op: 3, to: String(body['ri']), pc: { 'm2m:sch': { se: { sce: ['0 0 0 * * * *'] } } } });
  },
  'schedule.delete.campaignEnabled': async (tale) => {
    await whenCreated(tale);
    const { body } = await tale.schedule('* * * * * * *');
    await tale.update({ cpen: true });
    return tale.ask({ op: 4, to: String(body['ri']) });
  },
};

describe('the answers of TS-0001-CR 10.2.28.3', () => {
  const isOfCampaigns = (id: string) => outcomes[id as OutcomeId].resource === 'softwareCampaign' || id.endsWith('.campaignEnabled');
  const ids = Object.keys(outcomes).filter(isOfCampaigns);

  it('each outcome in the table has a scene', () => {
    expect(Object.keys(scenes).sort()).toEqual(ids.sort());
  });

  it.each(ids as CampaignOutcome[])('%s', async (id) => {
    const everybody = { originators: ['all'], privileges: ['CREATE', 'RETRIEVE'] } as const;
    const tale = await story({ policy: { access: [everybody] } });
    const { rsc } = await scenes[id](tale);
    expect(tale.reports).toEqual([]);
    expect(rsc).toBe(outcomes[id].statusCode);
  });

  const refusals = (ids as CampaignOutcome[]).filter((id) => id.startsWith('softwareCampaign') && outcomes[id].statusCode >= 4000);

  it('there are the errors of the Change Request and our own', () => expect(refusals).toHaveLength(19));
});

describe('privileges of the Originator (TS-0001-CR 10.2.28.3.1)', () => {
  it('CREATE on each node and RETRIEVE on each trigger resource is enough (erratum B35)', async () => {
    const tale = await story({ policy: { access: [{ originators: ['all'], privileges: ['CREATE'] }] } });
    open(tale, register(tale, 'Coperator'), tale.nodes);
    await tale.must(2001, createCampaign({ swtg: tale.nodes, cpen: true, ...criterion('cse-in/n0') }, 'Coperator'));
    expect(await tale.entries()).toEqual([3, 3, 3]);
    expect(tale.software(0)?.creator).toBe('Coperator');
    expect(tale.reports).toEqual([]);
  });
});

describe('locked while enabled (TS-0001-CR 10.2.28.3.3, errata B26, B27)', () => {
  it('the same value is no change', async () => {
    const tale = await story();
    await tale.campaign({ cpen: true });
    expect((await tale.update({ vr: '2.0', swop: 1, swtg: tale.nodes })).rsc).toBe(2004);
  });
  it('what is stored decides: disabling and changing at once is refused, enabling and changing is not', async () => {
    const tale = await story();
    await tale.campaign();
    expect((await tale.update({ cpen: true, vr: '3.0' })).rsc).toBe(2004);
    expect((await tale.update({ cpen: false, vr: '4.0' })).rsc).toBe(4005);
  });
});

describe('conflicts (TS-0001-CR 10.2.28.2 Step 2)', () => {
  it('a FINISHED campaign that is still enabled blocks its nodes (erratum B30)', async () => {
    const tale = await story({ nodes: 1 });
    await tale.campaign({ cpen: true });
    tale.device(0, 'succeed');
    expect(tale.status()).toBe('FINISHED');
    expect((await tale.ask(createCampaign({ rn: 'd', swtg: tale.nodes }))).rsc).toBe(4105);
    await tale.update({ cpen: false });
    expect((await tale.ask(createCampaign({ rn: 'd', swtg: tale.nodes }))).rsc).toBe(2001);
  });
  it('no other software and no other way to address a node helps (errata B32, B33)', async () => {
    const tale = await story({ nodes: 1 });
    await tale.campaign({ cpen: true });
    expect((await tale.ask(createCampaign({ rn: 'd', swn: 'other', cpen: false, swtg: ['/id-in/cse-in/n0'] }))).rsc).toBe(4105);
  });
});
