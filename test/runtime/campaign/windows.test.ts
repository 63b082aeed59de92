import { describe, expect, it } from 'vitest';
import { expectConsistent, HOUR, MINUTE, story } from './support.js';

describe('windows (TS-0001-CR 10.2.28.1, 10.2.28.2 Step 3)', () => {
  it('outside of them the campaign stays INITIATED and nothing is created', async () => {
    const tale = await story();
    await tale.campaign();
    await tale.schedule('* * 14 * * * *');
    await tale.update({ cpen: true });
    tale.clock.advance(2 * HOUR - 1);
    expect([tale.status(), tale.software(0), await tale.entries()]).toEqual(['INITIATED', undefined, undefined]);
    tale.clock.advance(1);
    expect(await tale.entries()).toEqual([3, 3, 3]);
    await expectConsistent(tale);
  });

  it('several <schedule> are one: the first opening of any counts', async () => {
    const tale = await story();
    await tale.campaign();
    await tale.schedule('* * 20 * * * *');
    await tale.schedule('* * 18 * * * *', '* * 15 * * * *');
    await tale.update({ cpen: true });
    tale.clock.advance(3 * HOUR);
    expect(await tale.entries()).toEqual([3, 3, 3]);
  });

  it('B43: a window that closes half-way leaves the rest to the next', async () => {
    const tale = await story({ nodes: 2, campaigns: { batch: 1, pause: 30 * MINUTE } });
    await tale.campaign();
    await tale.schedule('* 0-40 13,15,17 * * * *');
    await tale.update({ cpen: true });
    const seen: unknown[] = [];
    for (let hour = 0; hour < 6; hour++) {
      seen.push([tale.software(0), tale.software(1)].map((software) => software?.attributes['install']));
      tale.clock.advance(HOUR);
    }
    seen.push(await tale.entries());
    // From 12:00 to 17:00. Both are created (Step 5) before the first is started (Step 6).
    const [nothing, created, both, first, done] = [[undefined, undefined], [false, undefined], [false, false], [true, false], [true, true]];
    expect(seen).toEqual([nothing, created, both, first, done, done, [3, 3]]);
  });

  it('B43: without a window left it stays INITIATED until it expires', async () => {
    const tale = await story();
    await tale.campaign({ et: '20261201T000000' });
    await tale.schedule('0 0 0 1 1 * 2020');
    await tale.update({ cpen: true });
    tale.clock.advance(8 * 24 * HOUR);
    expect(tale.status()).toBe('INITIATED');
    tale.clock.advance(24 * HOUR);
    expect([tale.resource(), tale.clock.pending()]).toEqual([undefined, 1]);
    expect(tale.reports).toEqual([]);
  });

  it('a <schedule> that expires takes its windows along', async () => {
    const tale = await story();
    await tale.campaign();
    await tale.schedule('* * 20 * * * *');
    await tale.must(2001, { op: 1, to: 'cse-in/c', ty: 18, pc: { 'm2m:sch': { et: '20261122T130000', se: { sce: ['* * 14 * * * *'] } } } });
    await tale.update({ cpen: true });
    tale.clock.advance(7 * HOUR);
    expect(await tale.entries()).toBeUndefined();
    tale.clock.advance(HOUR);
    expect(await tale.entries()).toEqual([3, 3, 3]);
  });

  it('a campaign with windows that no calendar has is not enabled', async () => {
    const tale = await story();
    await tale.campaign();
    const { rsc } = await tale.schedule('* * 25 * * * *');
    const { rsc: enabled } = await tale.update({ cpen: true });
    // Either the <schedule> is refused, or the campaign is.
    expect([rsc, enabled]).toContain(4000);
  });
});
