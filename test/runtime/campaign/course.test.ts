import { describe, expect, it } from 'vitest';
import { expectConsistent, node, register, story, type Json } from './support.js';

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

describe('registrees (TS-0001-CR 10.2.28.2 Step 0, erratum B72)', () => {
  const links: readonly [name: string, node: Json, rsc: number][] = [
    ['the AE links to the node', {}, 2001],
    ['the node links to a registered AE', { hael: ['Cnobody', 'Cother'] }, 2001],
    ['nobody links to anybody', {}, 4000],
    ['the node links to an AE that is not registered', { hael: ['Cnobody'] }, 4000],
  ];
  it.each(links)('%s', async (name, attributes, rsc) => {
    const tale = await story({ nodes: 0 });
    await tale.must(2001, node('target', attributes));
    register(tale, 'Cother', name.startsWith('the AE links') ? { nodeLink: 'cse-in/target' } : {});
    expect((await tale.campaign({ swtg: ['cse-in/target'] })).rsc).toBe(rsc);
  });

  it.each([
    [{}, 'nothing links them; register the AE'],
    [{ hael: ['Cnobody'] }, 'Cnobody, to which it links, is not registered here: register it first'],
  ])('says which step is missing: %j', async (attributes, said) => {
    const tale = await story({ nodes: 0 });
    await tale.must(2001, node('target', attributes));
    expect(JSON.stringify(await tale.campaign({ swtg: ['cse-in/target'] }))).toContain(said);
  });

  it('any node will do where policy says so', async () => {
    const tale = await story({ nodes: 0, campaigns: { registreesOnly: false } });
    await tale.must(2001, node('target'));
    expect((await tale.campaign({ swtg: ['cse-in/target'] })).rsc).toBe(2001);
  });
});

describe('batches', () => {
  it.each([1, 2, 3, 500])('of %i come to the same', async (batch) => {
    const tale = await story({ nodes: 4, campaigns: { batch, pause: 10 } });
    await tale.campaign({ cpen: true });
    tale.clock.advance(100);
    expect(await tale.entries()).toEqual([3, 3, 3, 3]);
    [0, 1, 2, 3].forEach((index) => tale.device(index, 'succeed'));
    expect(tale.status()).toBe('FINISHED');
    await expectConsistent(tale);
  });

  it('a target that is done before others have begun does not finish the campaign (erratum B10)', async () => {
    const tale = await story({ nodes: 2, campaigns: { batch: 3, pause: 10 } });
    await tale.campaign({ cpen: true });
    tale.device(0, 'succeed');
    expect([tale.status(), await tale.entries()]).toEqual(['INITIATED', [1, 0]]);
    expect((await tale.shown())['agss']).toBe(3);
  });
});
