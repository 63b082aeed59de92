import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { resources } from '../../../generated/tables/resources.js';
import { payloadVectors } from '../../../testing/vectors.js';
import type { Json, World } from '../core/support.js';
import { chainTo, creatable, minimal, stand, standParent } from '../hosting/samples.js';
import { network } from './network.js';

const announcing = (type: string, operation: 'create' | 'update'): Json | undefined => payloadVectors(type, operation)?.valid.find(({ name }) => name === 'with announceTo')?.long as Json | undefined;

const types = creatable.map(({ name }) => name).filter((name) => chainTo(name) !== undefined && announcing(name, 'create') !== undefined);
const hasVariant = (type: string): boolean => resources.find(({ name }) => name === type)?.announcedVariant !== null;
/** They are announced where their parent is (TS-0004 7.3.3.10). */
const instances: readonly string[] = ['contentInstance', 'timeSeriesInstance'];

/** A CSE that knows those that the vectors name, by the samples of their placeholders. */
const home = async (): Promise<World> => (await network(['cse-in', 'cse-2', 'cse-3'])).members['cse-in'] as unknown as World;

describe('vectors of announceTo, where the CSEs that they name are', () => {
  it.each(types.filter(hasVariant))('%s', async (type) => {
    const { announceTo } = announcing(type, 'create')!;
    const above = instances.includes(type) ? { announceTo } : {};
    const creating = await home();
    const to = await standParent(creating, type, above);
    const created = await creating.ask({ op: 1, to, ty: type, pc: { [`m2m:${type}`]: { ...minimal(type), announceTo, resourceName: undefined } } });
    expect([created.rsc, created.text]).toEqual([2001, '']);
    expect(created.body['announceTo']).toHaveLength(2);
    const update = announcing(type, 'update');
    if (update === undefined) return;
    const updating = await home();
    const updated = await updating.ask({ op: 3, to: await stand(updating, type, above), pc: { [`m2m:${type}`]: update } });
    expect([updated.rsc, updated.text]).toEqual([2004, '']);
  });

  it('are of types that have an announced variant and need no announced parent, or else nothing is settled', () => {
    const rows = JSON.parse(readFileSync(new URL('../../../generated/conformance/payloads.json', import.meta.url), 'utf8')) as readonly { readonly resource: string; readonly unsettled: Json }[];
    const unsettled = rows.filter((row) => row.unsettled['announceTo'] !== undefined).map(({ resource }) => resource);
    expect(unsettled.filter((type) => chainTo(type) !== undefined)).toEqual(types.filter((type) => !hasVariant(type) || instances.includes(type)));
    expect(unsettled.length).toBeGreaterThan(10);
  });
});
