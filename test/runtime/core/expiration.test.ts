import { describe, expect, it } from 'vitest';
import { createHostingCse } from '../../../runtime/index.js';
import { contents, node, NOON, subscription, world, type Json } from './support.js';

describe('expiration (TS-0004 7.3.3.8)', () => {
  it('removes a resource with its children when its time has come', async () => {
    const { must, clock, cse } = world();
    await must(2001, node('a', { et: '20261122T120100' }));
    await must(2001, subscription('cse-in/a', { rn: 's' }));
    clock.advance(59_999);
    await must(2000, { op: 2, to: 'cse-in/a/s' });
    clock.advance(1);
    await must(4004, { op: 2, to: 'cse-in/a' });
    expect([contents({ cse }).length, clock.pending()]).toEqual([1, 0]);
  });

  it('notifies of what expires', async () => {
    const { must, clock, notes } = world();
    await must(2001, node('a', { et: '20261122T120100' }));
    await must(2001, subscription('cse-in/a', { enc: { net: [2] } }));
    clock.advance(60_000);
    expect(notes).toMatchObject([['https://subscriber.example/', { 'm2m:sgn': { nev: { net: 2 } } }]]);
  });

  it('moves with expirationTime (TS-0004 7.3.3.7)', async () => {
    const { must, clock } = world();
    const update = (et: string): Json => ({ op: 3, to: 'cse-in/a', pc: { 'm2m:nod': { et } } });
    await must(2001, node('a', { et: '20261122T120100' }));
    await must(2004, update('20261122T121000'));
    clock.advance(60_000);
    await must(2004, update('20261122T120500'));
    expect(clock.pending()).toBe(1);
    clock.advanceTo(NOON + 300_000);
    await must(4004, { op: 2, to: 'cse-in/a' });
    expect(clock.pending()).toBe(0);
  });

  it('a request that fails moves no timer', async () => {
    const { must, clock, cse } = world();
    await must(2001, node('a', { et: '20261122T120100' }));
    expect(() =>
      cse.run((unit) => {
        unit.update('node1', { expirationTime: '20261122T130000' });
        throw new Error('no');
      }),
    ).toThrow();
    clock.advance(60_000);
    await must(4004, { op: 2, to: 'cse-in/a' });
  });

  it('goes on with a store that was there before, what expired in between included', async () => {
    const first = world();
    await first.must(2001, node('a', { et: '20261122T120100' }));
    await first.must(2001, node('b', { et: '20261122T130000' }));
    const second = world({ store: first.cse.store });
    expect(second.clock.pending()).toBe(2);
    second.clock.advance(60_000);
    await second.must(4004, { op: 2, to: 'cse-in/a' });
    await second.must(2000, { op: 2, to: 'cse-in/b' });
  });

  it('a million milliseconds with the time of the machine keep no process alive', () => {
    const cse = createHostingCse();
    const timer = cse.run((unit) => unit.create({ type: 'node', parent: 'id-in', attributes: { nodeID: 'a' } }));
    expect(timer.attributes['expirationTime']).toMatch(/^\d{8}T\d{6}/);
  });
});
