import { expect } from 'vitest';
import { campaignStatusNames, type CampaignStatusName } from '../../../generated/enumerations.js';
import { softwareCampaignProcedure } from '../../../runtime/procedures/software-campaign.js';
import type { CampaignPolicy } from '../../../runtime/procedures/campaign/policy.js';
import { attribute, type Attributes, type JsonValue, type Resource } from '../../../runtime/resource.js';
import type { HostingCseOptions } from '../../../runtime/index.js';
import type { Procedure } from '../../../runtime/procedures/procedure.js';
import { node, world, type Json, type Response, type World } from '../core/support.js';

export { node, type Json };

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

interface StandInOptions {
  readonly knowsActivate?: boolean;
  readonly refuses?: (software: Resource) => boolean;
}

const machines = [
  ['install', 'installStatus'],
  ['uninstall', 'installStatus'],
  ['activate', 'activeStatus'],
  ['deactivate', 'activeStatus'],
] as const;

/**
 * A [software] whose device is the test: an action that is triggered is In_Process until the test says what has become of it. It knows
 * activate and deactivate from the start if it is told to.
 */
export function standIn({ knowsActivate = true, refuses = () => false }: StandInOptions = {}): Procedure {
  return {
    type: 'software',
    created(unit, { id }) {
      unit.fire(id, 'installStatus', 'create');
      if (knowsActivate) unit.fire(id, 'activeStatus', 'create');
    },
    updated(unit, before, after) {
      for (const [flag, machine] of machines) {
        if (attribute(after.attributes, flag) !== true || attribute(before.attributes, flag) === true) continue;
        if (refuses(after)) throw new Error(`no ${flag}`);
        if (Object.hasOwn(after.attributes, machine)) unit.fire(after.id, machine, flag, { guards: () => true, members: { action: flag } });
      }
    },
  };
}

export interface Story extends World {
  /** Ids of the nodes n0, n1, … */
  readonly nodes: readonly string[];
  /** Creates the campaign `c`: an INSTALL on all nodes unless told otherwise. */
  campaign(more?: Json): Promise<Response>;
  update(pc: Json, fr?: string): Promise<Response>;
  remove(): Promise<Response>;
  resource(): Resource | undefined;
  status(): CampaignStatusName | undefined;
  /** What a RETRIEVE shows, short names. */
  shown(): Promise<Record<string, JsonValue>>;
  /** sus of each entry. */
  entries(): Promise<readonly number[] | undefined>;
  software(node: number): Resource | undefined;
  /** What the device has to say. */
  device(node: number, event: 'succeed' | 'fail', machine?: 'installStatus' | 'activeStatus'): void;
  schedule(...entries: string[]): Promise<Response>;
}

export interface StoryOptions extends HostingCseOptions {
  readonly nodes?: number;
  readonly campaigns?: Partial<CampaignPolicy>;
  readonly software?: Procedure;
}

export async function story({ nodes: count = 3, campaigns = {}, software = standIn(), ...options }: StoryOptions = {}): Promise<Story> {
  const made = world({ ...options, procedures: [software, softwareCampaignProcedure(campaigns), ...(options.procedures ?? [])] });
  const { cse, must, ask } = made;
  const nodes: string[] = [];
  for (let index = 0; index < count; index++) {
    await must(2001, node(`n${index}`));
    nodes.push(cse.store.childNamed('id-in', `n${index}`)?.id ?? '');
    register(made, `Cn${index}`, { nodeLink: `cse-in/n${index}` });
  }
  const resource = () => cse.store.childNamed('id-in', 'c');
  const under = (index: number) => cse.store.children(nodes[index] ?? '', 'software')[0];
  const shown = async () => (await must(2000, { op: 2, to: 'cse-in/c' })).body;
  return {
    ...made,
    nodes,
    campaign: (more = {}) => ask(createCampaign({ swtg: nodes, ...more })),
    update: (pc, fr = 'CAdmin') => ask({ op: 3, to: 'cse-in/c', fr, pc: { 'm2m:swcm': pc } }),
    remove: () => ask({ op: 4, to: 'cse-in/c' }),
    resource,
    status: () => campaignStatusNames.get(attribute(resource()?.attributes ?? {}, 'campaignStatus') as number),
    shown,
    entries: async () => ((await shown())['inss'] as readonly Attributes[] | undefined)?.map((entry) => attribute(entry, 'sus') as number),
    software: under,
    device(index, event, machine = 'installStatus') {
      const { id } = under(index) ?? { id: '' };
      cse.run((unit) => void unit.fire(id, machine, event));
    },
    schedule: (...sce) => ask({ op: 1, to: 'cse-in/c', ty: 18, pc: { 'm2m:sch': { se: { sce } } } }),
  };
}

export const createCampaign = (more: Json, fr = 'CAdmin'): Json => ({
  op: 1,
  to: 'cse-in',
  ty: 9076,
  fr,
  pc: { 'm2m:swcm': { rn: 'c', vr: '2.0', swn: 'agent', url: 'https://packages.example/agent', swop: 1, ...more } },
});

/** Every campaign that a test leaves behind is as a rescan would have it. */
export async function expectConsistent(story: Story): Promise<void> {
  expect(story.reports).toEqual([]);
  const { inss, agss } = await story.shown();
  const present = new Set(((inss ?? []) as readonly Attributes[]).map((entry) => entry['sus']));
  if (present.size > 0) expect(agss).toBe(present.size === 1 ? [...present][0] : present.has(0) || present.has(3) ? 3 : 2);
}

/** A registered AE, put where its registration would put it. */
export function register({ cse }: World, id: string, attributes: Attributes = {}): string {
  cse.store.put({ id, type: 'AE', name: id, parent: 'id-in', creator: id, attributes });
  return id;
}

/** Lets an Originator CREATE and RETRIEVE on nodes of other creators. */
export function open({ cse }: World, originator: string, nodes: readonly string[]): void {
  const rules = { accessControlRule: [{ accessControlOriginators: [originator], accessControlOperations: 3 }] };
  const attributes = { privileges: rules };
  cse.store.put({ id: 'open', type: 'accessControlPolicy', name: 'open', parent: 'id-in', creator: 'CAdmin', attributes });
  cse.run((unit) => nodes.forEach((id) => unit.update(id, { accessControlPolicyIDs: ['open'] })));
}
