import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { explain } from '../../generator/explain/explain.js';
import { emitTypes } from '../../generator/emit/types/emit-types.js';
import { releaseOf } from '../../generator/model/model.js';
import { root } from '../docs/blocks.js';
import { layered, only } from './layered.js';

/** The example of docs/write-a-resource-type.md, with the additions that the page shows. */
function carPark(change: (additions: string) => string = (text) => text): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'specgen-layer-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  cpSync(path.join(root, 'examples/parking-space/my-types'), folder, { recursive: true });
  const [, shown] = /```json\n(\{\n {2}"\$schema": "[^"]*\/additions\.schema\.json"[^]*?)```/.exec(readFileSync(path.join(root, 'docs/write-a-resource-type.md'), 'utf8'))!;
  writeFileSync(path.join(folder, 'tables/additions.json'), change(shown!));
  return folder;
}

describe('a layer of one\'s own', () => {
  it('stands on what Releases 4 and 5 add as on the specification itself', async () => {
    const own = carPark((text) => text.replace('"to": ["AE", "node"]', '"to": ["AE", "action", "container"]').replace('"shortName": "trff"', '"shortName": "trff", "announced": "OA"'));
    const { model, diagnostics } = await layered(own, [path.join(root, 'releases/5')]);
    expect(diagnostics).toEqual([]);
    for (const name of ['AE', 'action', 'container', 'AEAnnc', 'actionAnnc']) {
      const tariff = model.resources.find((resource) => resource.name === name)!.attributes.find((attribute) => attribute.name === 'tariff');
      expect([tariff?.shortName, tariff?.provisional, tariff?.source.document], name).toEqual(['trff', false, 'MY-TYPES']);
      expect(releaseOf(model, tariff!.source)).toBeUndefined();
    }
    expect(model.resources.map(({ name }) => name)).toContain('parkingSpace');
    const [found] = explain(model, 'action.tariff').explanations;
    expect([found!.provisional, found!.place?.file]).toEqual([false, '././tables/additions.json']);
    const types = (await emitTypes(only(model, ['AE']))).find(({ path: file }) => file === 'types/AE.ts')!.text;
    expect(types).toMatch(/readonly trff\?: string/);
    expect(types.slice(types.lastIndexOf('/**', types.indexOf('readonly tariff')), types.indexOf('readonly tariff'))).not.toContain('@since');
  });

  it('is told where it meets what is there: names, short names, numbers', async () => {
    const codes = async (change: (text: string) => string): Promise<readonly string[]> => {
      const { diagnostics } = await layered(carPark(change));
      return diagnostics.map(({ code, message, place }) => `${place?.file} ${code} ${message}`);
    };
    expect(await codes((text) => text)).toEqual([]);
    expect(await codes((text) => text.replace('"tariff"', '"labels"'))).toEqual(['AE', 'node'].map((name) => `./tables/additions.json LINK_ADDITION_TWICE ${name} has "labels" already`));
    expect(await codes((text) => text.replace('"trff"', '"lbl"'))).toEqual([expect.stringMatching(/additions\.json CHECK_SHORT_NAME_COLLISION attributes of AE share the short name "lbl"/), expect.stringMatching(/attributes of node share/)]);
    expect(await codes((text) => text.replace(/\n {2}\]\n\}/, '\n  ],\n  "values": [{ "name": "m2m:resourceType", "values": [{ "value": 4711, "name": "ours" }, { "value": 3, "name": "bin" }] }]\n}'))).toEqual(['./tables/additions.json LINK_ADDITION_TWICE m2m:resourceType has "3" already']);
  });

  const types = { name: 'types', kind: 'resource', source: { document: 'MY-TYPES', clause: '1' }, names: { parkingSpace: 'cnt' } };
  // Of two that are the same, who adds can mend the own one: that is the place, wherever the other stands.
  it.each<[code: string, file: string, changed: string, from: string, to: string]>([
    ['DEFINITION_TWICE', 'parking-space', 'parking-space', '"name": "parkingSpace"', '"name": "container"'],
    ['CHECK_SHORT_NAME_COLLISION', 'parking-space', 'short-names', '"groups": [', `"groups": [${JSON.stringify(types)},`],
    ['CHECK_SHORT_NAME_COLLISION', 'additions', 'additions', '"trff"', '"apn"'],
    ['CHECK_SHORT_NAME_COLLISION', 'bike-rack', 'bike-rack', '"name": "places"', '"name": "places", "shortName": "lbl"'],
    ['LINK_SHORT_NAME_TWICE', 'short-names', 'short-names', '"occd"', '"occd", "labels": "lab"'],
    ['CHECK_DOCUMENT_DUPLICATE', 'documents', 'documents', '"MY-TYPES"', '"TS-0001"'],
  ])('%s is in %s, where the base has the like', async (code, file, changed, from, to) => {
    const folder = carPark();
    const [, rack] = /```json\n(\{\n {2}"\$schema": "[^"]*\/resource\.schema\.json"[^]*?)```/.exec(readFileSync(path.join(root, 'docs/write-a-resource-type.md'), 'utf8'))!;
    writeFileSync(path.join(folder, 'tables/bike-rack.json'), rack!);
    const edited = path.join(folder, 'tables', `${changed}.json`);
    const text = readFileSync(edited, 'utf8');
    expect(text).toContain(from);
    writeFileSync(edited, text.replace(from, to));
    const { diagnostics } = await layered(folder);
    const found = diagnostics.filter((each) => each.code === code);
    expect(found.map(({ place }) => place?.file), diagnostics.map((each) => `${each.code} ${each.message}`).join('\n')).not.toEqual([]);
    for (const { place } of found) expect(place?.file).toBe(`./tables/${file}.json`);
  });
});
