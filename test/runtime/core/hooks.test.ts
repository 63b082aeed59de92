import { describe, expect, it } from 'vitest';
import { manualClock } from '../../../runtime/time/clock.js';
import { createHostingCse } from '../../../runtime/cse.js';
import { simulatedDevices } from '../../../runtime/devices/simulated.js';
import type { Happening, Passage } from '../../../runtime/hooks.js';
import type { Resource } from '../../../runtime/resource.js';
import { memoryStore } from '../../../runtime/store/store.js';

describe('hooks', () => {
  const make = () => {
    const clock = manualClock(Date.UTC(2026, 10, 29));
    const happened: Happening[] = [];
    const passed: Passage[] = [];
    const errors: unknown[] = [];
    const cse = createHostingCse({ clock, devices: simulatedDevices({ clock }), report: (error) => errors.push(error), notify: () => undefined, hooks: { happened: (one) => happened.push(one), passed: (one) => passed.push(one) } });
    const ask = (request: object) => cse.request({ fr: 'CAdmin', rqi: '1', ...request });
    return { clock, cse, ask, happened, passed, errors };
  };
  const kinds = (happened: readonly Happening[]) => happened.map((one) => ('resource' in one ? `${one.kind} ${one.resource.name}` : one.kind));

  it('hear what was committed, in its order, and nothing of what was refused', async () => {
    const { ask, happened } = make();
    happened.length = 0;
    await ask({ op: 1, to: 'cse-in', ty: 14, pc: { 'm2m:nod': { rn: 'n', ni: 'urn:n' } } });
    await ask({ op: 1, to: 'cse-in', ty: 14, pc: { 'm2m:nod': { rn: 'n', ni: 'again' } } });
    await ask({ op: 1, to: 'cse-in/n', ty: 23, pc: { 'm2m:sub': { rn: 's', nu: ['http://listener.example/'] } } });
    await ask({ op: 3, to: 'cse-in/n', pc: { 'm2m:nod': { lbl: ['x'] } } });
    await ask({ op: 4, to: 'cse-in/n' });
    expect(kinds(happened)).toEqual(['created n', 'created s', 'updated n', 'notification', 'deleted s', 'deleted n']);
  });

  it('hear transitions, and what passes between the CSE and its devices', async () => {
    const { ask, clock, happened, passed } = make();
    await ask({ op: 1, to: 'cse-in', ty: 14, pc: { 'm2m:nod': { rn: 'n', ni: 'urn:n' } } });
    await ask({ op: 1, to: 'cse-in/n', ty: 13, pc: { 'm2m:swr': { rn: 'app', mgd: 1002, vr: '1', swn: 'app', url: 'http://files.example/app-1.zip' } } });
    await ask({ op: 3, to: 'cse-in/n/app', pc: { 'm2m:swr': { in: true } } });
    for (let i = 0; i < 5; i++) {
      await new Promise(setImmediate);
      clock.advance(2_000);
    }
    const transitions = happened.filter((one) => one.kind === 'transition').filter(({ attribute }) => attribute === 'installStatus');
    expect(transitions.map(({ from, to }) => `${String(from)} → ${String(to)}`)).toContain('In_Process → Successful');
    expect(passed.filter(({ kind }) => kind !== 'connect')).toMatchObject([
      { kind: 'report', report: { rpc: 'Inform', events: [{ eventCode: '6 CONNECTION REQUEST' }] } },
      { kind: 'rpc', rpc: 'changeDUState' },
      { kind: 'answer', rpc: 'changeDUState', answer: { status: 1 } },
      { kind: 'report', report: { rpc: 'Inform', events: [{ eventCode: '11 DU STATE CHANGE COMPLETE' }, { eventCode: 'M ChangeDUState' }] } },
      { kind: 'report', report: { rpc: 'DUStateChangeComplete' } },
    ]);
  });

  it('hear of what is touched again at the same moment, which is not written again', () => {
    const clock = manualClock(Date.UTC(2026, 10, 29));
    const store = memoryStore();
    const written: string[] = [];
    const happened: Happening[] = [];
    const counting = { ...store, put: (resource: Resource) => (written.push(resource.name), store.put(resource)) };
    const cse = createHostingCse({ clock, store: counting, hooks: { happened: (one) => happened.push(one) } });
    const { id } = cse.run((unit) => unit.create({ type: 'node', parent: 'id-in', attributes: { resourceName: 'n', nodeID: 'urn:n' } }));
    const touch = () => cse.run((unit) => unit.touch(id, ['labels']));
    happened.length = written.length = 0;
    touch();
    expect([kinds(happened), written]).toEqual([['updated n'], []]);
    clock.advance(1);
    touch();
    touch();
    expect([kinds(happened), written]).toEqual([['updated n', 'updated n', 'updated n'], ['n']]);
    expect(store.get(id)?.attributes['lastModifiedTime']).toBe('20261129T000000,001');
  });

  it('that throw harm nobody', async () => {
    const errors: unknown[] = [];
    const bad = () => {
      throw new Error('mine');
    };
    const cse = createHostingCse({ report: (error) => errors.push(error), hooks: { happened: bad, passed: bad } });
    expect(await cse.request({ op: 1, to: 'cse-in', fr: 'CAdmin', rqi: '1', ty: 14, pc: { 'm2m:nod': { rn: 'n', ni: 'urn:n' } } })).toMatchObject({ rsc: 2001 });
    expect(errors).toContainEqual(new Error('mine'));
  });
});
