/** What holds at the Hosting CSE after every step. */

import { isDeepStrictEqual } from 'node:util';
import { expect } from 'vitest';
import { aggregatedSoftwareStatusRows } from '../../../generated/tables/aggregations.js';
import type { Resource } from '../../../runtime/index.js';
import type { Hosting } from './hosting.js';
import type { Model } from './model.js';

export const ROOT_ID = 'id-in';

/** All resources that stand, in the order of the tree. */
export function contents({ cse }: Pick<Hosting, 'cse'>, root = ROOT_ID): readonly Resource[] {
  const resource = cse.store.get(root);
  return resource === undefined ? [] : [resource, ...cse.store.children(root).flatMap((child) => contents({ cse }, child.id))];
}

/** After every step; what is said where one of them does not hold takes longer than to see that all do, so it is said only then. */
export async function checkInvariants(model: Model, hosting: Hosting): Promise<void> {
  const all = contents(hosting);
  if (hosting.illegal.length > 0) expect(hosting.illegal, 'moves without a transition').toEqual([]);
  if (hosting.reports.length > 0) expect(hosting.reports, 'errors that no answer told').toEqual([]);
  checkTree(all, hosting);
  checkModel(all, model);
  for (const { id, type } of all) if (type === 'softwareCampaign') await checkAggregate(hosting, id);
}

/** What a campaign says of the whole is what its list says of the parts. */
async function checkAggregate(hosting: Hosting, to: string): Promise<void> {
  const { content } = await hosting.ask({ operation: 'retrieve', to });
  const statuses = ((content['individualSoftwareStatuses'] ?? []) as readonly { readonly status: number }[]).map(({ status }) => status);
  const [found, wanted] = [content['aggregatedSoftwareStatus'], aggregateOf(statuses)];
  if (found !== wanted) expect(found, `the aggregate of ${String(statuses)}`).toBe(wanted);
}

/** Nothing half-written: what is stored hangs on the tree, and siblings have different names. */
function checkTree(all: readonly Resource[], { cse, known }: Hosting): void {
  const reached = new Set(all.map(({ id }) => id));
  if (reached.size !== all.length) expect(reached.size, 'each resource stands in one place').toBe(all.length);
  for (const id of known) if (!reached.has(id) && cse.store.get(id) !== undefined) expect(id, 'a resource without a parent').toBeUndefined();
  const places = new Set(all.map(({ parent, name }) => `${parent}/${name}`));
  if (places.size !== all.length) expect(places.size, 'names are unique below one parent').toBe(all.length);
}

/** What requests created is there as they left it, and nothing else of the types that nobody but an Originator creates. */
function checkModel(all: readonly Resource[], { things }: Model): void {
  const stored = new Map(all.map((resource) => [resource.id, resource]));
  const [present, expected] = [all, [...things.values()]].map((some) => some.filter(isFromRequests).map(({ id }) => id).sort());
  if (!isDeepStrictEqual(present, expected)) expect(present, 'resources that requests created').toEqual(expected);
  for (const { id, given, address, type } of things.values()) {
    const resource = stored.get(id);
    if (resource?.type !== type) expect(resource?.type, `${address} is there`).toBe(type);
    if (resource === undefined || !isFromRequests(resource)) continue;
    const isAsGiven = Object.keys(given).every((name) => JSON.stringify(resource.attributes[name]) === JSON.stringify(given[name]));
    if (!isAsGiven) expect(resource.attributes, address).toMatchObject(given);
  }
}

const fromRequests = new Set(['node', 'group', 'schedule']);
const isFromRequests = ({ type }: { readonly type: string }) => fromRequests.has(type);

/** aggregatedSoftwareStatus by the rows of the generated table, without the code that is generated beside them. */
function aggregateOf(individual: readonly number[]): number | undefined {
  const present = [...new Set(individual)].sort().join();
  return aggregatedSoftwareStatusRows.find(({ values }) => [...values].sort().join() === present)?.result;
}
