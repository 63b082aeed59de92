/** What holds at the Hosting CSE after every step. */

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

export async function checkInvariants(model: Model, hosting: Hosting): Promise<void> {
  const all = contents(hosting);
  expect(hosting.illegal, 'moves without a transition').toEqual([]);
  expect(hosting.reports, 'errors that no answer told').toEqual([]);
  checkTree(all, hosting);
  checkModel(all, model);
  for (const { id, type } of all) if (type === 'softwareCampaign') await checkAggregate(hosting, id);
}

/** What a campaign says of the whole is what its list says of the parts. */
async function checkAggregate(hosting: Hosting, to: string): Promise<void> {
  const { content } = await hosting.ask({ operation: 'retrieve', to });
  const statuses = ((content['individualSoftwareStatuses'] ?? []) as readonly { readonly status: number }[]).map(({ status }) => status);
  expect(content['aggregatedSoftwareStatus'], `the aggregate of ${String(statuses)}`).toBe(aggregateOf(statuses));
}

/** Nothing half-written: what is stored hangs on the tree, and siblings have different names. */
function checkTree(all: readonly Resource[], { cse, known }: Hosting): void {
  const reached = new Set(all.map(({ id }) => id));
  expect(reached.size, 'each resource stands in one place').toBe(all.length);
  const orphans = [...known].filter((id) => cse.store.get(id) !== undefined && !reached.has(id));
  expect(orphans, 'resources without a parent').toEqual([]);
  const places = all.map(({ parent, name }) => JSON.stringify([parent, name]));
  expect(new Set(places).size, 'names are unique below one parent').toBe(places.length);
}

/** What requests created is there as they left it, and nothing else of the types that nobody but an Originator creates. */
function checkModel(all: readonly Resource[], { things }: Model): void {
  const stored = new Map(all.map((resource) => [resource.id, resource]));
  const [present, expected] = [all.filter(isFromRequests).map(({ id }) => id), [...things.values()].filter(isFromRequests).map(({ id }) => id)];
  expect(present.sort(), 'resources that requests created').toEqual(expected.sort());
  for (const { id, given, address, type } of things.values()) {
    const resource = stored.get(id);
    expect(resource?.type, `${address} is there`).toBe(type);
    if (resource !== undefined && isFromRequests(resource)) expect(resource.attributes, address).toMatchObject(given);
  }
}

const fromRequests = new Set(['node', 'group', 'schedule']);
const isFromRequests = ({ type }: { readonly type: string }) => fromRequests.has(type);

/** aggregatedSoftwareStatus by the rows of the generated table, without the code that is generated beside them. */
function aggregateOf(individual: readonly number[]): number | undefined {
  const present = [...new Set(individual)].sort().join();
  return aggregatedSoftwareStatusRows.find(({ values }) => [...values].sort().join() === present)?.result;
}
