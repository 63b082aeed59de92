import { describe, expect, it } from 'vitest';
import type { Resource } from '../../../runtime/resource.js';
import { expectConsistent, HOUR, story, type Story } from './support.js';

const started = async (campaigns = {}): Promise<Story> => {
  const tale = await story({ campaigns });
  await tale.campaign({ cpen: true });
  return tale;
};
const disable = async (tale: Story) => expect((await tale.update({ cpen: false })).rsc).toBe(2004);

describe('cancelling (TS-0001-CR 10.2.28.1)', () => {
  it('before anything was created: every target fails, CANCELLED', async () => {
    const tale = await story();
    await tale.campaign();
    await tale.schedule('* * 14 * * * *');
    await tale.update({ cpen: true });
    await disable(tale);
    expect([tale.status(), await tale.entries(), tale.software(0)]).toEqual(['CANCELLED', [2, 2, 2], undefined]);
    const timers = tale.clock.pending();
    tale.clock.advance(3 * HOUR);
    expect([tale.software(0), tale.clock.pending()]).toEqual([undefined, timers]);
    await expectConsistent(tale);
  });

  it('a [software] that was created and not started stays unstarted', async () => {
    const tale = await story({ campaigns: { batch: 3, pause: 1000 } });
    await tale.campaign({ cpen: true });
    await disable(tale);
    tale.clock.advance(HOUR);
    expect([tale.status(), await tale.entries()]).toEqual(['CANCELLED', [2, 2, 2]]);
    expect(tale.software(0)?.attributes['install']).toBe(false);
    expect((await tale.shown())['swlk']).toHaveLength(3);
    await expectConsistent(tale);
  });

  it('B46: one operation that is left to finish makes it STATUS_NOT_CANCELLABLE, with the status it ends in', async () => {
    const tale = await story({ campaigns: { batch: 4, pause: 1000 } });
    await tale.campaign({ cpen: true });
    await disable(tale);
    expect([tale.status(), await tale.entries()]).toEqual(['CANCELLING', [3, 2, 2]]);
    tale.device(0, 'succeed');
    expect([tale.status(), await tale.entries()]).toEqual(['STATUS_NOT_CANCELLABLE', [1, 2, 2]]);
    await expectConsistent(tale);
  });

  it('B46: an operation that was over before counts as carried out', async () => {
    const tale = await started({ onCancel: () => 'withdraw' });
    tale.device(0, 'succeed');
    await disable(tale);
    for (const index of [1, 2]) tale.device(index, 'fail');
    expect([tale.status(), await tale.entries()]).toEqual(['STATUS_NOT_CANCELLABLE', [1, 2, 2]]);
  });

  it('B45: policy decides for each target whether its flag goes back to false', async () => {
    const onCancel = (_campaign: unknown, { parent }: Resource) => (parent === 'node2' ? 'withdraw' : 'finish');
    const tale = await started({ onCancel });
    await disable(tale);
    expect([0, 1, 2].map((index) => tale.software(index)?.attributes['install'])).toEqual([true, false, true]);
    expect(await tale.entries()).toEqual([3, 3, 3]);
  });

  it('a policy that throws lets the operation finish', async () => {
    const tale = await started({
      onCancel: () => {
        throw new Error('no opinion');
      },
    });
    await disable(tale);
    expect(tale.reports.splice(0)).toHaveLength(3);
    for (const index of [0, 1, 2]) tale.device(index, 'fail');
    expect(tale.status()).toBe('STATUS_NOT_CANCELLABLE');
    await expectConsistent(tale);
  });

  it('withdrawn operations that come to nothing are cancelled', async () => {
    const tale = await started({ onCancel: () => 'withdraw' });
    await disable(tale);
    for (const index of [0, 1, 2]) tale.device(index, 'fail');
    expect([tale.status(), await tale.entries()]).toEqual(['CANCELLED', [2, 2, 2]]);
  });

  it('B47: after a while it is STATUS_NOT_CANCELLABLE', async () => {
    const tale = await started({ cancelLimit: HOUR });
    await disable(tale);
    tale.device(0, 'succeed');
    tale.clock.advance(HOUR);
    expect([tale.status(), await tale.entries()]).toEqual(['STATUS_NOT_CANCELLABLE', [1, 3, 3]]);
    await expectConsistent(tale);
  });

  it('B48: it starts again only when nothing is In_Process any more, and until then follows what is', async () => {
    const tale = await started({ cancelLimit: HOUR });
    await disable(tale);
    tale.clock.advance(HOUR);
    expect((await tale.update({ cpen: true })).rsc).toBe(4005);
    tale.device(0, 'succeed');
    tale.device(1, 'fail');
    expect((await tale.update({ cpen: true })).rsc).toBe(4005);
    tale.device(2, 'succeed');
    expect([tale.status(), await tale.entries()]).toEqual(['STATUS_NOT_CANCELLABLE', [1, 2, 1]]);
    await expectConsistent(tale);
    expect((await tale.update({ cpen: true })).rsc).toBe(2004);
    expect([tale.status(), await tale.entries()]).toEqual(['INITIATED', [3, 3, 3].map(() => expect.any(Number))]);
  });

  it('B48: what is In_Process still is followed for what it is, though the campaign is to do something else next', async () => {
    const tale = await started({ cancelLimit: HOUR });
    await disable(tale);
    tale.clock.advance(HOUR);
    expect((await tale.update({ swop: 4, swtg: [tale.nodes[2]], swn: 'other' })).rsc).toBe(2004);
    tale.device(0, 'succeed');
    // Of activeStatus, which the next operation will be about, the campaign hears nothing yet.
    tale.cse.run((unit) => void unit.fire(tale.software(1)?.id ?? '', 'activeStatus', 'activate', { guards: () => true, members: { action: 'activate' } }));
    tale.device(1, 'succeed', 'activeStatus');
    expect(await tale.entries()).toEqual([1, 3, 3]);
    tale.device(1, 'fail');
    tale.device(2, 'succeed');
    expect([tale.status(), await tale.entries()]).toEqual(['STATUS_NOT_CANCELLABLE', [1, 2, 1]]);
    await expectConsistent(tale);
  });

  it('B48, B10: devices that never answer do not keep it from starting again', async () => {
    const tale = await started({ cancelLimit: HOUR, operationLimit: 2 * HOUR });
    await disable(tale);
    tale.clock.advance(2 * HOUR);
    expect(await tale.entries()).toEqual([2, 2, 2]);
    expect((await tale.update({ cpen: true })).rsc).toBe(2004);
  });

  it('a restart clears links and statuses, and runs to the end', async () => {
    const tale = await story();
    await tale.campaign();
    await tale.schedule('* * 14 * * * *');
    await tale.update({ cpen: true });
    await disable(tale);
    const response = await tale.update({ cpen: true });
    expect(response.body).toMatchObject({ cpst: 1, agss: 0 });
    expect(response.body).not.toHaveProperty('inss');
    expect(response.body).not.toHaveProperty('swlk');
    tale.clock.advance(2 * HOUR);
    for (const index of [0, 1, 2]) tale.device(index, 'succeed');
    expect([tale.status(), await tale.entries()]).toEqual(['FINISHED', [1, 1, 1]]);
    await expectConsistent(tale);
  });

  it('B52: FINISHED, then PENDING keeps links and statuses until the restart', async () => {
    const tale = await started();
    for (const index of [0, 1, 2]) tale.device(index, 'succeed');
    const before = await tale.shown();
    await disable(tale);
    expect(tale.status()).toBe('PENDING');
    const { swlk, inss, agss } = await tale.shown();
    expect({ swlk, inss, agss }).toEqual({ swlk: before['swlk'], inss: before['inss'], agss: 1 });
  });
});

describe('the end of a campaign (TS-0001-CR 10.2.28.2, 10.2.28.3.4)', () => {
  it.each([['INITIATED'], ['CANCELLING']])('B54, B87: expiry while %s takes the [software] with it, whatever they ask for, and leaves no timer', async (state) => {
    const tale = await story({ campaigns: { operationLimit: 999 * HOUR, cancelLimit: 999 * HOUR } });
    await tale.campaign({ cpen: true, et: '20261122T130000' });
    const later = { 'm2m:swr': { et: '20261201T000000' } };
    for (const index of [0, 1, 2]) {
      const { body } = await tale.must(2004, { op: 3, to: tale.software(index)?.id, pc: later });
      expect(body['et']).toBe('20261122T130000');
    }
    if (state === 'CANCELLING') await disable(tale);
    expect(tale.status()).toBe(state);
    tale.clock.advance(HOUR);
    expect(tale.resource()).toBeUndefined();
    expect(tale.software(0)).toBeUndefined();
    expect(tale.reports).toEqual([]);
    // Three nodes, which expire together.
    expect(tale.clock.pending()).toBe(1);
  });
});
