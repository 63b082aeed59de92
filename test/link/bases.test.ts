import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { layered } from '../releases/layered.js';
import { attribute, ofEveryKind, ownTypes, type Definitions } from '../support/own-types.js';

async function linked(definitions: Definitions) {
  const folder = ownTypes({ 'short-names': ofEveryKind['short-names']!, ...definitions });
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const { model, diagnostics } = await layered(path.join(folder, 'my-types'));
  const attributesOf = (name: string) => model.resources.find((resource) => resource.name === name)?.attributes ?? [];
  return { model, attributesOf, told: diagnostics.filter(({ severity }) => severity === 'error').map(({ code, message, place }) => `${code} ${message} (${path.basename(place?.file ?? '')})`) };
}

const [kind, meter] = ofEveryKind['meter']!;
const allJoynProperty = (JSON.parse(readFileSync('xsd/tables/resources/allJoynProperty.json', 'utf8')) as { readonly attributes: readonly { readonly name: string }[] }).attributes.map(({ name }) => name);

describe('what a resource type extends', () => {
  it('may extend something itself: the rows of all of them, the nearest first', async () => {
    const { attributesOf, told } = await linked({ meter: [kind, meter] });
    expect(told).toEqual([]);
    const found = attributesOf('parkingMeter');
    expect(found.slice(0, 1 + allJoynProperty.length).map(({ name }) => name)).toEqual(['coins', ...allJoynProperty]);
    expect(found.find(({ name }) => name === 'resourceID')?.inheritedFrom).toBe('flexContainer');
    expect(new Set(found.map(({ name }) => name)).size).toBe(found.length);
  });

  it('passes on what is added to the farthest of them, which the nearer ones have as theirs', async () => {
    const toFlex: Definitions[string] = ['additions', { source: { document: 'MY-TYPES', clause: '9' }, additions: [{ name: 'tariff', to: ['flexContainer'], attributes: [attribute('tariff', 'xs:string', '0..1', 'RW', { shortName: 'trff' })] }] }];
    const { attributesOf, told } = await linked({ meter: [kind, meter], additions: toFlex });
    expect(told).toEqual([]);
    for (const type of ['flexContainer', 'allJoynProperty', 'parkingMeter']) expect(attributesOf(type).filter(({ name }) => name === 'tariff').length, type).toBe(1);
    const again: Definitions[string] = ['additions', { ...toFlex[1], additions: [{ name: 'labels', to: ['parkingMeter'], attributes: [attribute('labels', 'm2m:labels', '0..1 (L)', 'RW')] }] }];
    expect((await linked({ meter: [kind, meter], additions: again })).told).toEqual(['LINK_ADDITION_TWICE parkingMeter has "labels" already (additions.json)']);
  });

  it('is not itself, nor what extends it', async () => {
    const other = { ...meter, name: 'otherMeter', extends: 'parkingMeter' };
    expect((await linked({ meter: [kind, { ...meter, extends: 'parkingMeter' }] })).told).toContain('LINK_BASE_CIRCLE parkingMeter extends itself (meter.json)');
    const { told } = await linked({ meter: [kind, { ...meter, extends: 'otherMeter' }], other: [kind, other] });
    expect(told).toEqual(expect.arrayContaining(['LINK_BASE_CIRCLE parkingMeter extends itself (meter.json)', 'LINK_BASE_CIRCLE otherMeter extends itself (other.json)']));
    expect((await linked({ meter: [kind, { ...meter, extends: 'allJoynPropery' }] })).told[0]).toMatch(/^LINK_UNKNOWN_BASE /);
  });

  it('leaves to the head which management object it is', async () => {
    const { attributesOf } = await linked({ barrier: ofEveryKind['barrier']!, additions: ofEveryKind['additions']!, enumerations: ofEveryKind['enumerations']!, garage: ofEveryKind['garage']! });
    expect(attributesOf('barrier').find(({ name }) => name === 'mgmtDefinition')?.fixed).toBe(7002);
    expect(attributesOf('mgmtObj').find(({ name }) => name === 'mgmtDefinition')?.fixed).toBeUndefined();
  });
});

describe('short names of one\'s own', () => {
  const group = (kind: string, names: Readonly<Record<string, string>>): Definitions[string] => ['short-names', { reserved: [], groups: [{ name: 'mine', kind, source: { document: 'MY-TYPES', clause: '8' }, names }] }];

  it('are none for what has one: a name travels in one way', async () => {
    const { told } = await linked({ more: group('attribute', { labels: 'lab', creator: 'cr' }), other: group('resource', { container: 'box' }) });
    expect(told).toEqual(['LINK_SHORT_NAME_TWICE the attribute "labels" has the short name "lbl", and cannot have "lab", too (more.json)', 'LINK_SHORT_NAME_TWICE the resource "container" has the short name "cnt", and cannot have "box", too (other.json)']);
  });

  it('may stand in the row, whatever others call theirs', async () => {
    const { attributesOf, told } = await linked({ meter: [kind, { ...meter, attributes: [attribute('maxNrOfInstances', 'xs:nonNegativeInteger', '0..1', 'RW', { shortName: 'mnoi' })] }] });
    expect([told, attributesOf('parkingMeter')[0]?.shortName]).toEqual([[], 'mnoi']);
  });
});
