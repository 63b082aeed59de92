import { describe, expect, it } from 'vitest';
import { fault, lose, reportFault, unreachable } from '../../../runtime/devices/behaviour.js';
import { simulatedDevices } from '../../../runtime/devices/simulated.js';
import { createHostingCse } from '../../../runtime/index.js';
import { softwareProcedure } from '../../../runtime/procedures/software.js';
import { attribute, type Attributes, type JsonValue } from '../../../runtime/resource.js';
import { settle, storyClock } from '../devices/story.js';
import { createCampaign, node, type Json } from './support.js';

/** A CSE whose [software] work on simulated devices, one for each node. */
async function fleet(count: number) {
  const clock = storyClock();
  const devices = simulatedDevices({ clock });
  const reports: unknown[] = [];
  const cse = createHostingCse({
    clock,
    report: (error) => void reports.push(error),
    procedures: [(host) => softwareProcedure({ ...host, devices, timeLimit: 600_000 })],
  });
  const ask = async (primitive: Json) => {
    const { rsc } = (await cse.request({ fr: 'CAdmin', rqi: 'r', ...primitive })) as { rsc: number };
    await settle();
    return rsc;
  };
  const nodes: string[] = [];
  for (let index = 0; index < count; index++) {
    const name = `n${index}`;
    expect(await ask(node(name))).toBe(2001);
    nodes.push(cse.store.childNamed('id-in', name)?.id ?? '');
    // 10.2.28.2 Step 0: the Registree registers and says which node is its own.
    const registration = { api: 'Nagent', rr: true, srv: ['3'], nl: nodes[index] };
    expect(await ask({ op: 1, to: 'cse-in', ty: 2, fr: `C${name}`, pc: { 'm2m:ae': registration } })).toBe(2001);
  }
  const attributeOf = (name: string): JsonValue | undefined => attribute(cse.store.childNamed('id-in', 'c')?.attributes ?? {}, name);
  return {
    ask,
    nodes,
    reports,
    device: (index: number) => devices.device(nodes[index] ?? ''),
    pass: (milliseconds: number) => clock.goOnTo(clock.now() + milliseconds),
    status: () => attributeOf('campaignStatus'),
    entries: () => (attributeOf('individualSoftwareStatuses') as readonly Attributes[]).map(({ status }) => status),
  };
}

const [FINISHED, CANCELLING, NOT_CANCELLABLE] = [3, 4, 6];
const update = (pc: Json): Json => ({ op: 3, to: 'cse-in/c', pc: { 'm2m:swcm': pc } });

describe('a campaign on devices (TS-0001-CR 10.2.28.2, TS-0004 D.3.2)', () => {
  it('installs, then activates what is installed; what goes wrong on a device stays with its target', async () => {
    const { ask, nodes, reports, device, pass, status, entries } = await fleet(5);
    device(1).next('ChangeDUState', fault(9001));
    device(2).next('ChangeDUState', reportFault(9010));
    device(3).next('ChangeDUState', lose);
    device(4).next('connect', unreachable);
    expect(await ask(createCampaign({ swtg: nodes, cpen: true }))).toBe(2001);
    await pass(600_000);
    expect([status(), entries()]).toEqual([FINISHED, [1, 2, 2, 2, 2]]);

    expect(await ask(update({ cpen: false }))).toBe(2004);
    expect(await ask(update({ cpen: true, swop: 3, vr: '2.0' }))).toBe(2004);
    await pass(600_000);
    // Nothing is activated that is not installed (erratum B18).
    expect([status(), entries()]).toEqual([FINISHED, [1, 2, 2, 2, 2]]);
    expect(reports).toEqual([]);
  });

  it('a cancelled campaign waits for the devices that are at work', async () => {
    const { ask, nodes, reports, pass, status, entries } = await fleet(2);
    await ask(createCampaign({ swtg: nodes, cpen: true }));
    await ask(update({ cpen: false }));
    expect(status()).toBe(CANCELLING);
    await pass(10_000);
    expect([status(), entries()]).toEqual([NOT_CANCELLABLE, [1, 1]]);
    expect(reports).toEqual([]);
  });
});
