import { describe, expect, it } from 'vitest';
import { expectConsistent, story } from './support.js';

describe('the course of a campaign (TS-0001-CR 10.2.28.2)', () => {
  it('Steps 2 to 7: from created to FINISHED', async () => {
    const tale = await story();
    expect((await tale.campaign({ cpen: true })).rsc).toBe(2001);
    expect(tale.status()).toBe('INITIATED');
    expect(await tale.entries()).toEqual([3, 3, 3]);
    tale.device(0, 'succeed');
    tale.device(1, 'succeed');
    expect(await tale.entries()).toEqual([1, 1, 3]);
    expect(tale.status()).toBe('INITIATED');
    tale.device(2, 'succeed');
    expect(tale.status()).toBe('FINISHED');
    expect((await tale.shown())['agss']).toBe(1);
    await expectConsistent(tale);
  });
});
