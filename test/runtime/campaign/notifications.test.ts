import { describe, expect, it, vi } from 'vitest';
import { createHostingCse, memoryStore, type ResourceStore } from '../../../runtime/index.js';
import { Run } from '../../../runtime/procedures/campaign/run.js';
import { softwareCampaignProcedure } from '../../../runtime/procedures/software-campaign.js';
import { subscription } from '../core/support.js';
import { expectConsistent, HOUR, standIn, story } from './support.js';

describe('subscribers of the campaign (TS-0001-CR 10.2.28.2 Step 8)', () => {
  it('are told each change of an entry, and of the state', async () => {
    const tale = await story({ nodes: 2 });
    await tale.campaign();
    await tale.must(2001, subscription('cse-in/c', { nct: 2, enc: { net: [1], atr: ['inss', 'cpst'] } }));
    const told = () => tale.notes.splice(0).map(([, note]) => JSON.stringify(note));
    await tale.update({ cpen: true });
    expect(told().length).toBeGreaterThan(0);
    tale.device(0, 'succeed');
    const [change, ...others] = told();
    expect(others).toEqual([]);
    expect(change).toContain('"sus":1');
    tale.device(1, 'succeed');
    expect(told().join()).toContain('"cpst":3');
    await expectConsistent(tale);
  });
});

/** A store that counts. */
function counting(): { readonly store: ResourceStore; take(): number } {
  const inner = memoryStore();
  let count = 0;
  const store: ResourceStore = {
    ...inner,
    get: (id) => (count++, inner.get(id)),
    put: (resource) => (count++, inner.put(resource)),
    delete: (id) => (count++, inner.delete(id)),
    childNamed: (parent, name) => (count++, inner.childNamed(parent, name)),
    children(parent, type) {
      const found = inner.children(parent, type);
      count += 1 + found.length;
      return found;
    },
  };
  const take = () => {
    const taken = count;
    count = 0;
    return taken;
  };
  return { store, take };
}

describe('the cost of a status notification (aggregate by counting)', () => {
  it('does not depend on the number of targets: no list is written out, and the store is asked as often', async () => {
    const costs: (readonly number[])[] = [];
    for (const nodes of [4, 400]) {
      const { store, take } = counting();
      const tale = await story({ nodes, store });
      await tale.campaign({ cpen: true });
      const links = vi.spyOn(Run.prototype, 'links', 'get');
      const statuses = vi.spyOn(Run.prototype, 'statuses', 'get');
      const before = store.get(tale.resource()?.id ?? '');
      take();
      tale.device(1, 'succeed');
      costs.push([take(), links.mock.calls.length, statuses.mock.calls.length]);
      expect(store.get(tale.resource()?.id ?? '')?.attributes['softwareTargets']).toBe(before?.attributes['softwareTargets']);
      vi.restoreAllMocks();
      expect((await tale.entries())?.filter((status) => status === 1)).toHaveLength(1);
    }
    const [few, many] = costs;
    expect(many).toEqual(few);
    expect(few?.slice(1)).toEqual([0, 0]);
    expect(few?.[0]).toBeGreaterThan(0);
  });
});

describe('a CSE that starts with campaigns in its store', () => {
  const again = (tale: Awaited<ReturnType<typeof story>>) => {
    const reports: unknown[] = [];
    const { clock, cse } = tale;
    const report = (error: unknown) => void reports.push(error);
    const next = createHostingCse({ clock, store: cse.store, report, procedures: [standIn(), softwareCampaignProcedure()] });
    return { next, reports };
  };

  it('INITIATED: goes on with what is under way', async () => {
    const tale = await story();
    await tale.campaign({ cpen: true });
    const { next, reports } = again(tale);
    for (const index of [0, 1, 2]) next.run((unit) => void unit.fire(tale.software(index)?.id ?? '', 'installStatus', 'succeed'));
    expect([tale.status(), reports]).toEqual(['FINISHED', []]);
  });

  it('INITIATED, nothing begun: waits for its window', async () => {
    const tale = await story();
    await tale.campaign();
    await tale.schedule('* * 14 * * * *');
    await tale.update({ cpen: true });
    const { reports } = again(tale);
    expect(tale.software(0)).toBeUndefined();
    tale.clock.advance(2 * HOUR);
    expect([tale.software(0)?.attributes['install'], reports]).toEqual([true, []]);
  });

  it('CANCELLING: comes to its end', async () => {
    const tale = await story();
    await tale.campaign({ cpen: true });
    await tale.update({ cpen: false });
    const { next, reports } = again(tale);
    for (const index of [0, 1, 2]) next.run((unit) => void unit.fire(tale.software(index)?.id ?? '', 'installStatus', 'succeed'));
    expect([tale.status(), reports]).toEqual(['STATUS_NOT_CANCELLABLE', []]);
  });

  it('STATUS_NOT_CANCELLABLE: follows what is late', async () => {
    const tale = await story();
    await tale.campaign({ cpen: true });
    await tale.update({ cpen: false });
    tale.device(0, 'succeed');
    tale.clock.advance(HOUR);
    const { next, reports } = again(tale);
    for (const index of [1, 2]) next.run((unit) => void unit.fire(tale.software(index)?.id ?? '', 'installStatus', 'succeed'));
    expect([tale.status(), tale.resource()?.attributes['aggregatedSoftwareStatus'], reports]).toEqual(['STATUS_NOT_CANCELLABLE', 1, []]);
  });
});
