import { describe, expect, it } from 'vitest';
import { EvalCriteriaOperator } from '../../../generated/enumerations.js';
import { holds } from '../../../runtime/procedures/campaign/triggers.js';
import type { JsonValue } from '../../../runtime/resource.js';
import { createCampaign, expectConsistent, node, open, register, story, type Json, type Story } from './support.js';

const { equal, not_equal, greater_than, less_than, greater_than_or_equal, less_than_or_equal } = EvalCriteriaOperator;

describe('one criterion (TS-0001-CR 9.6.76, evalCriteria)', () => {
  const table: readonly [value: JsonValue | undefined, threshold: JsonValue, holding: readonly number[]][] = [
    [5, 5, [equal, greater_than_or_equal, less_than_or_equal]],
    [6, 5, [not_equal, greater_than, greater_than_or_equal]],
    [4, 5, [not_equal, less_than, less_than_or_equal]],
    [10, '9', [not_equal, greater_than, greater_than_or_equal]],
    ['10', 9, [not_equal, greater_than, greater_than_or_equal]],
    ['10', '9', [not_equal, less_than, less_than_or_equal]],
    ['a', 'a', [equal, greater_than_or_equal, less_than_or_equal]],
    ['20260101T000000,5', '20260101T000000,50', [equal, greater_than_or_equal, less_than_or_equal]],
    ['20260101T000001', '20260101T000000,9', [not_equal, greater_than, greater_than_or_equal]],
    [true, true, [equal, greater_than_or_equal, less_than_or_equal]],
    [true, 'true', [equal, greater_than_or_equal, less_than_or_equal]],
    [true, false, [not_equal]],
    [5, 'five', [not_equal]],
    [5, true, [not_equal]],
    [5, '', [not_equal]],
    ['x', false, [not_equal]],
    [undefined, 5, []],
    [null, 5, []],
    [['a'], 'a', []],
    [{ a: 1 }, 'a', []],
  ];
  it.each(table)('%j against %j', (value, threshold, holding) => {
    expect([1, 2, 3, 4, 5, 6, 7].filter((operator) => holds(operator, value, threshold))).toEqual([...holding].sort());
  });
});

const criterion = (sbjt: string, thld: unknown, optr: number = equal, sri = 'cse-in/subject'): Json => ({ sri, evc: { optr, sbjt, thld } });
const label = (tale: Story, ni: string, name = 'subject') => tale.must(2004, { op: 3, to: `cse-in/${name}`, pc: { 'm2m:nod': { ni } } });

async function waiting(...swtc: Json[]): Promise<Story> {
  const tale = await story();
  await tale.must(2001, node('subject'));
  await tale.must(2001, node('another'));
  expect((await tale.campaign({ cpen: true, swtc })).rsc).toBe(2001);
  expect([tale.status(), await tale.entries(), tale.software(0)]).toEqual(['INITIATED', undefined, undefined]);
  return tale;
}

describe('softwareTriggerCriteria (TS-0001-CR 10.2.28.2 Step 3)', () => {
  it.each(['ni', 'nodeID'])('a change of the attribute %s starts the campaign', async (name) => {
    const tale = await waiting(criterion(name, 'urn:go'));
    await label(tale, 'urn:wait');
    expect(await tale.entries()).toBeUndefined();
    await label(tale, 'urn:go');
    expect(await tale.entries()).toEqual([3, 3, 3]);
    await expectConsistent(tale);
  });

  it('universal attributes count as well', async () => {
    const tale = await story({ nodes: 1 });
    const swtc = [criterion('ty', 14, equal, 'cse-in/n0'), criterion('resourceName', 'n0', equal, 'cse-in/n0')];
    await tale.campaign({ cpen: true, swtc });
    expect(await tale.entries()).toEqual([3]);
  });

  it('B20: all of them have to hold at once', async () => {
    const tale = await waiting(criterion('ni', 'urn:go'), criterion('ni', 'urn:go', equal, 'cse-in/another'));
    await label(tale, 'urn:go');
    await label(tale, 'urn:stop');
    await label(tale, 'urn:go', 'another');
    expect(await tale.entries()).toBeUndefined();
    await label(tale, 'urn:go');
    expect(await tale.entries()).toEqual([3, 3, 3]);
  });

  it('B22: none at all let it start when it is enabled', async () => {
    const tale = await story();
    await tale.campaign();
    expect(await tale.entries()).toBeUndefined();
    await tale.update({ cpen: true });
    expect(await tale.entries()).toEqual([3, 3, 3]);
  });

  it('B23: once met they stay met until a window opens', async () => {
    const tale = await story();
    await tale.must(2001, node('subject'));
    await tale.campaign({ swtc: [criterion('ni', 'urn:go')] });
    await tale.schedule('0 0 13 * * * *');
    await tale.update({ cpen: true });
    await label(tale, 'urn:go');
    await label(tale, 'urn:stop');
    expect(await tale.entries()).toBeUndefined();
    tale.clock.advance(3_600_000);
    expect(await tale.entries()).toEqual([3, 3, 3]);
  });

  it('B23: once they are met, further changes of the resource hurry nothing', async () => {
    const tale = await story({ nodes: 2, campaigns: { batch: 1, pause: 1000 } });
    await tale.must(2001, node('subject'));
    await tale.campaign({ cpen: true, swtc: [criterion('ni', 'urn:go')] });
    await label(tale, 'urn:go');
    await label(tale, 'urn:on');
    await label(tale, 'urn:go');
    expect([tale.software(0)?.type, tale.software(1)]).toEqual(['software', undefined]);
  });

  it('B23: a restart waits for them anew', async () => {
    const tale = await waiting(criterion('ni', 'urn:go'));
    await label(tale, 'urn:go');
    [0, 1, 2].forEach((index) => tale.device(index, 'succeed'));
    await label(tale, 'urn:stop');
    await tale.update({ cpen: false });
    await tale.update({ cpen: true });
    expect([tale.status(), await tale.entries()]).toEqual(['INITIATED', undefined]);
  });

  it('B73: a resource that is gone meets nothing, until another one has its name', async () => {
    const tale = await waiting(criterion('ni', 'urn:subject', not_equal));
    await tale.must(2002, { op: 4, to: 'cse-in/subject' });
    await label(tale, 'urn:go', 'another');
    expect(await tale.entries()).toBeUndefined();
    await tale.must(2001, node('subject', { ni: 'urn:new' }));
    expect(await tale.entries()).toEqual([3, 3, 3]);
    await expectConsistent(tale);
  });

  it('B73: a resource that the creator of the campaign may not retrieve any more meets nothing', async () => {
    const tale = await story({ policy: { access: [{ originators: ['all'], privileges: ['CREATE'] }] } });
    await tale.must(2001, node('subject'));
    const subject = tale.cse.store.childNamed('id-in', 'subject')?.id ?? '';
    open(tale, register(tale, 'Coperator'), [...tale.nodes, subject]);
    await tale.must(2001, createCampaign({ swtg: tale.nodes, cpen: true, swtc: [criterion('ni', 'urn:go')] }, 'Coperator'));
    tale.cse.run((unit) => unit.update(subject, { accessControlPolicyIDs: null }));
    await label(tale, 'urn:go');
    expect(await tale.entries()).toBeUndefined();
    open(tale, 'Coperator', [subject]);
    expect(await tale.entries()).toEqual([3, 3, 3]);
    await expectConsistent(tale);
  });

  it('whoever waits no longer is not asked', async () => {
    const tale = await waiting(criterion('ni', 'urn:go'));
    await tale.update({ cpen: false });
    expect(tale.status()).toBe('CANCELLED');
    await label(tale, 'urn:go');
    expect(tale.status()).toBe('CANCELLED');
    expect(tale.software(0)).toBeUndefined();
    await expectConsistent(tale);
  });
});

describe('what changes without a word to subscribers', () => {
  it('expirationCounter of a subscription that is used up step by step', async () => {
    const tale = await story();
    await tale.must(2001, node('subject'));
    await tale.must(2001, { op: 1, to: 'cse-in/subject', ty: 23, pc: { 'm2m:sub': { rn: 's', nu: ['http://x/'], exc: 3 } } });
    expect((await tale.campaign({ cpen: true, swtc: [criterion('exc', 1, equal, 'cse-in/subject/s')] })).rsc).toBe(2001);
    await label(tale, 'urn:1');
    expect(await tale.entries()).toBeUndefined();
    await label(tale, 'urn:2');
    expect(await tale.entries()).toEqual([3, 3, 3]);
  });
});
