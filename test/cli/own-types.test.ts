import { execFile, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { flagsFor } from '../support/flags.js';
import { ownTypes } from '../support/own-types.js';
import { warm } from '../support/warm/warm.js';

const program = path.resolve(import.meta.dirname, '../../dist/generator/cli.js');

interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** `specgen` as it was built last, in a project with types of its own. */
async function specgen(cwd: string, ...args: readonly string[]): Promise<Outcome> {
  const { stdout, stderr, code = 0 } = (await promisify(execFile)(process.execPath, [...warm(program), ...args], { cwd, maxBuffer: 1 << 25 }).catch((error: unknown) => error)) as { readonly stdout: string; readonly stderr: string; readonly code?: number };
  return { code, stdout, stderr };
}

async function serving(cwd: string, ...args: readonly string[]): Promise<string> {
  const child = spawn(process.execPath, [...flagsFor(), program, 'serve', '--port', '0', '--store', 'memory', '--log', 'json', ...args], { cwd, stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill());
  for await (const chunk of child.stdout.setEncoding('utf8')) return (JSON.parse((chunk as string).split('\n')[0]!) as { readonly cse: string }).cse;
  throw new Error('it ended before it was there');
}

function project(): string {
  const folder = ownTypes();
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const named = ['-i', 'my-types', '--base', 'package'] as const;

describe('commands that speak a specification', () => {
  it('take one of one\'s own by --input and --base, or by the config file', async () => {
    const folder = project();
    const cse = await serving(folder);
    const own = await specgen(folder, 'conform', cse, '--only', 'bikeRack,barrier', '--seed', '3', '--format', 'json');
    expect([own.code, own.stderr]).toEqual([0, '']);
    const { counts, cases } = JSON.parse(own.stdout) as { readonly counts: { readonly failed: number }; readonly cases: readonly { readonly id: string; readonly verdict: string }[] };
    expect(counts.failed).toBe(0);
    expect(cases).toContainEqual(expect.objectContaining({ id: 'bikeRack.stored: with tariffs', verdict: 'passed' }));
    rmSync(path.join(folder, 'specgen.config.json'));
    expect((await specgen(folder, 'conform', cse, '--only', 'bikeRack')).stderr).toMatch(/CONFORM_ONLY the plan has nothing that is called bikeRack/);
    // A CSE that hosts none of them refuses what is valid.
    const other = await serving(folder);
    const refused = await specgen(folder, 'conform', other, ...named, '--only', 'container', '--seed', '3');
    expect(refused.code).toBe(1);
    expect(refused.stdout).toContain('container.create: with tariff');
  }, 120_000);

  it('say what is wrong with it before they do anything', async () => {
    const folder = project();
    writeFileSync(path.join(folder, 'my-types/tables/meter.json'), '{ "$schema": "schema/resource.schema.json", "name": "parkingMeter" }');
    const { code, stdout, stderr } = await specgen(folder, 'conform', 'http://127.0.0.1:9/cse-in');
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^my-types\/tables\/meter\.json:1:\d+ error DEFINITION_/);
    expect((await specgen(folder, 'serve', '--store', 'memory')).stderr).toMatch(/^my-types\/tables\/meter\.json/);
    rmSync(path.join(folder, 'specgen.config.json'));
    const alone = await specgen(folder, 'serve', '--input', 'my-types', '--store', 'memory');
    expect([alone.code, alone.stderr !== '']).toEqual([2, true]);
  }, 120_000);
});

describe('a specification that adds to one of one\'s own', () => {
  const definition = (name: string, extended: string, document: string): string =>
    JSON.stringify({
      $schema: 'schema/resource.schema.json', name, kind: 'resource', extends: extended, resourceType: 28, description: 'One more.',
      namespace: { prefix: 'more', namespace: 'https://example.org/more' }, source: { document, clause: '1' }, operations: ['create', 'retrieve', 'update', 'delete'],
      group: 'm2m:flexContainerResource', parents: ['CSEBase'], children: [],
      attributes: [{ name: 'places', type: 'xs:positiveInteger', multiplicity: '1', access: 'WO', create: 'M', update: 'NP', description: 'How many.' }],
    });
  function stacked(): string {
    const folder = project();
    mkdirSync(path.join(folder, 'more/tables'), { recursive: true });
    writeFileSync(path.join(folder, 'more/tables/documents.json'), '{ "$schema": "schema/documents.schema.json", "documents": [{ "id": "MORE", "title": "More", "version": "1" }] }');
    writeFileSync(path.join(folder, 'more/tables/carport.json'), definition('carport', 'parkingSpace', 'MORE'));
    return folder;
  }

  it('names the bases with a comma between, the lowest first, as a flag or in the config file', async () => {
    const folder = stacked();
    const byFlag = await specgen(folder, 'explain', 'carport', '-i', 'more', '--base', 'package,my-types');
    expect([byFlag.code, byFlag.stderr]).toEqual([0, '']);
    expect(byFlag.stdout).toMatch(/places \(places\) 1 WO.*\n[^]*spaceNumber \(spaceNumber\) 1 WO/);
    expect(byFlag.stdout).toContain('defined at     more/tables/carport.json:1:');
    writeFileSync(path.join(folder, 'specgen.config.json'), '{ "input": "more", "base": "package,my-types" }');
    expect((await specgen(folder, 'explain', 'parkingSpace')).stdout).toMatch(/defined at +my-types\/tables\/parking-space\.json:/);
  }, 120_000);

  it('has what the base fixes, unless it has a row of its own; and what is generated from it is no specification', async () => {
    const folder = stacked();
    const own = { name: 'containerDefinition', type: 'xs:anyURI', multiplicity: '1', access: 'WO', create: 'M', update: 'NP', description: 'Which it is.', fixed: 'org.example.barn' };
    const barn = JSON.parse(definition('barn', 'parkingSpace', 'MORE')) as { readonly attributes: object[] };
    barn.attributes.push(own);
    writeFileSync(path.join(folder, 'more/tables/barn.json'), JSON.stringify(barn));
    writeFileSync(path.join(folder, 'specgen.config.json'), '{ "input": "more", "base": "package,my-types" }');
    expect(await specgen(folder, 'generate')).toMatchObject({ code: 0, stderr: '' });
    expect((await specgen(folder, 'check')).code).toBe(0);
    const refused = async (name: string, containerDefinition: string): Promise<readonly string[]> => {
      const { create } = (await import(pathToFileURL(path.join(folder, `generated/validators/${name}.js`)).href)) as { readonly create: { readonly issues: (value: object) => readonly { readonly message: string }[] } };
      return create.issues({ containerDefinition, places: 2, spaceNumber: 1, occupied: true }).map(({ message }) => message);
    };
    const inherited = 'org.example.parkingSpace';
    expect([await refused('carport', inherited), await refused('barn', own.fixed)]).toEqual([[], []]);
    expect(await refused('carport', own.fixed)).toEqual([`containerDefinition must be "${inherited}"`]);
    expect(await refused('barn', inherited)).toEqual([`containerDefinition must be "${own.fixed}"`]);
    for (const flags of [['-i', 'more', '--base', 'generated'], ['-i', 'generated', '--base', 'package'], ['-i', 'more', '--base', 'package,generated']])
      expect((await specgen(folder, 'check', ...flags, '-o', 'other')).stderr).toMatch(/^error INPUT_GENERATED the .*folder.* \S*generated is what specgen has generated, and no specification\n/);
  }, 120_000);

  it('is told what is no base', async () => {
    const part = await specgen(stacked(), 'generate', '-i', 'more', '--base', 'my-types');
    expect(part.code).toBe(2);
    expect(part.stderr).toMatch(/^error BASE_PART the base my-types is no whole specification: .*\n +hint: .*--base package,my-types\n/);
  }, 120_000);

  it('is told where the other description of a resource type stands', async () => {
    const folder = stacked();
    writeFileSync(path.join(folder, 'more/tables/container.json'), definition('container', 'flexContainer', 'MORE'));
    const { stderr } = await specgen(folder, 'generate', '-i', 'more', '--base', 'package,my-types');
    const [, hint = ''] = /DEFINITION_TWICE [^]*?the other stands at (\S+):\d+\n/.exec(stderr) ?? [];
    expect(readFileSync(path.resolve(folder, hint), 'utf8')).toContain('"name": "container"');
    // And what the XSD of the base has to do with it, too.
    for (const [, file = ''] of stderr.matchAll(/^(\S+\.(?:xsd|json)):\d+:\d+ /gm)) expect(existsSync(path.resolve(folder, file)), file).toBe(true);
  }, 120_000);

  it('has specializations that an XSD of its own namespace declares, and is told where types of definitions stand', async () => {
    const folder = stacked();
    const xsd = (open: string): string => `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="https://example.org/more" xmlns:more="https://example.org/more" xmlns:m2m="http://www.onem2m.org/xml/protocols">
      <xs:import namespace="http://www.onem2m.org/xml/protocols" schemaLocation="CDT-commonTypes-v3_32_0.xsd"/>
      <xs:element name="carport" substitutionGroup="m2m:sg_flexContainerResource"><xs:complexType><xs:complexContent><xs:extension base="m2m:flexContainerResource">
        <xs:sequence><xs:element name="places" type="${open}"/></xs:sequence></xs:extension></xs:complexContent></xs:complexType></xs:element>
      <xs:simpleType name="amount"><xs:restriction base="xs:positiveInteger"/></xs:simpleType></xs:schema>`;
    writeFileSync(path.join(folder, 'more/CDT-carport.xsd'), xsd('xs:positiveInteger'));
    writeFileSync(path.join(folder, 'more/tables/carport.json'), definition('carport', 'flexContainer', 'MORE'));
    const flags = ['-i', 'more', '--base', 'package,my-types'];
    expect(await specgen(folder, 'explain', 'carport', ...flags)).toMatchObject({ code: 0, stderr: '', stdout: expect.stringContaining('places (places) 1 WO') as string });
    writeFileSync(path.join(folder, 'more/CDT-carport.xsd'), xsd('more:amount'));
    writeFileSync(path.join(folder, 'more/tables/carport.json'), definition('carport', 'flexContainer', 'MORE').replace('xs:positiveInteger', 'm2m:amount'));
    expect((await specgen(folder, 'generate', ...flags)).stderr).toMatch(/LINK_UNKNOWN_TYPE type "m2m:amount" is not known[^]*hint: an XSD declares it in https:\/\/example\.org\/more: types that definitions name are in oneM2M's namespace/);
  }, 120_000);

  it('is not read by half when a flag stands twice', async () => {
    const { code, stderr } = await specgen(project(), 'generate', '-i', 'my-types', '-i', 'more');
    expect([code, stderr]).toEqual([2, expect.stringMatching(/-i stands twice/)]);
  });
});
