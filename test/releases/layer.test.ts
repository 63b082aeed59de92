import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { explain } from '../../generator/explain/explain.js';
import { emitDocs } from '../../generator/emit/docs/emit-docs.js';
import { emitTables } from '../../generator/emit/tables/emit-tables.js';
import { emitTypes } from '../../generator/emit/types/emit-types.js';
import { emitValidators } from '../../generator/emit/validators/emit.js';
import { releaseOf } from '../../generator/model/model.js';
import { parse } from '../../wire/index.js';
import { writeEmitted } from '../support/emitted.js';
import { validatorIn } from '../support/validators.js';
import { layered, only } from './layered.js';

const { model, diagnostics } = await layered();
const named = (name: string) => model.resources.find((resource) => resource.name === name)!;
const releaseOfResource = (name: string): string | undefined => releaseOf(model, named(name).source);

/** What Releases 4 and 5 add as types, and two that they add to. */
const added = model.resources.filter(({ source, announces }) => announces === undefined && releaseOf(model, source) !== undefined).map(({ name }) => name);
const part = only(model, [...added, 'actionAnnc', 'remoteCSE', 'flexContainer', 'subscription']);
const emitted = writeEmitted([...(await emitTypes(part)), ...emitTables(part), ...(await emitValidators(part))]);
afterAll(() => emitted.remove());

const action = { rn: 'a', evc: { optr: 1, sbjt: 'cni', thld: 3 }, evm: 0, orc: 'cnt', apv: { op: 3, fr: 'CA', to: 'x', rqi: '1', rvi: '4', pc: { 'm2m:ae': { lbl: ['a'] } } }, ipu: { cstr: 'x' } };
const csr = { csi: '/cse', cb: '//x.org/cse', rr: true, cst: 1, srv: ['3'] };

describe('Releases 4 and 5, a layer on the specification', () => {
  it('has nothing that the compiler would complain about', () => expect(diagnostics).toEqual([]));

  it('has types, attributes and values, each marked with its release and provisional', () => {
    expect([...added].sort()).toEqual(
      ['SIM', 'action', 'credentials', 'dataCollection', 'dependency', 'flexContainerInstance', 'mobileNetwork', 'myCertFileCred', 'primitiveProfile', 'processManagement', 'state', 'timeSyncBeacon', 'wifiClient'],
    );
    for (const name of added) expect(named(name).provisional, name).toBe(true);
    expect(Object.fromEntries(['action', 'myCertFileCred', 'AE', 'actionAnnc'].map((name) => [name, releaseOfResource(name)]))).toEqual({ action: '4-5', myCertFileCred: '3', AE: undefined, actionAnnc: '4-5' });
    const custodian = named('remoteCSE').attributes.find(({ name }) => name === 'custodian')!;
    expect([custodian.provisional, custodian.isAddition, releaseOf(model, custodian.source)]).toEqual([true, true, '4-5']);
    const number = model.enumerations.find(({ type }) => type === 'm2m:resourceType')!.values.find(({ value }) => value === 65)!;
    expect([number.name, number.provisional, releaseOf(model, number.source)]).toEqual(['action', true, '4-5']);
  });

  it('gives specializations what it gives their base, and announced variants what is announced', () => {
    const inherited = named('allJoynApp').attributes.find(({ name }) => name === 'maxByteSize')!;
    expect([inherited.inheritedFrom, inherited.isAddition]).toEqual(['flexContainer', true]);
    const announced = named('remoteCSEAnnc').attributes.map(({ name }) => name);
    expect(announced).toContain('SP-ID');
    expect(announced).not.toContain('custodian');
  });

  it('has another short name where another resource has taken the one of the table', () => {
    const short = (resource: string, name: string): string => named(resource).attributes.find((attribute) => attribute.name === name)!.shortName;
    expect([short('action', 'input'), short('allJoynMethodCall', 'input')]).toEqual(['ipu', 'inp']);
    expect([short('processManagement', 'currentState'), short('deviceCapability', 'currentState')]).toEqual(['cust', 'cus']);
  });

  it('shows releases on the pages and where a name is explained', () => {
    const page = (file: string): string => emitDocs(part).find(({ path: each }) => each === file)!.text;
    expect(page('docs/resources/action.md')).toContain('| release | Release 4 or 5 |');
    expect(page('docs/resources/action.md').match(/Release 4 or 5\./g)).toBeNull();
    expect(page('docs/resources/remoteCSE.md')).toMatch(/`custodian` .*Release 4 or 5\./);
    expect(page('docs/resources/remoteCSE.md')).not.toMatch(/^\| release /m);
    expect(page('docs/index.md')).toMatch(/## Releases[^]*\| Release 4 or 5 \| .*action/);
    expect(page('docs/enumerations.md')).toMatch(/\| 65 \| `action` \(provisional\) \| .*Release 4 or 5\./);
    for (const name of ['action', 'remoteCSE.custodian', 'resourceType.65', 'evalMode']) {
      expect(explain(model, name).explanations[0]!.facts, name).toContainEqual({ label: 'release', value: 'Release 4 or 5' });
    }
    expect(explain(model, 'remoteCSE').explanations[0]!.facts.map(({ label }) => label)).not.toContain('release');
  });
});

describe('what is emitted of it', () => {
  it.each<readonly [resource: string, operation: string, body: object, wrong: readonly string[]]>([
    ['action', 'create', action, []],
    ['action', 'create', { ...action, evc: { optr: 1, sbjt: 'lbl', thld: ['a'] } }, []],
    ['action', 'create', { ...action, evc: { optr: 7, sbjt: 'cni', thld: 3 }, evm: 4, apy: 0 }, ['evc/optr enum', 'evm enum', 'apy range']],
    ['action', 'create', { ...action, dep: ['x'], air: 1 }, ['dep NP', 'air NP']],
    ['action', 'create', { ...action, apv: { op: 3 } }, ['apv/to M', 'apv/rqi M']],
    ['action', 'create', { rn: 'a' }, ['evc M', 'evm M', 'orc M', 'apv M']],
    ['action', 'update', { dep: ['x'], evm: 3 }, []],
    ['action', 'update', { rn: 'b' }, ['rn NP']],
    ['remoteCSE', 'create', { ...csr, spi: 'x.org', cstn: '/o', loc: { typ: 1, crd: '[1,2]' }, ast: 1 }, []],
    ['remoteCSE', 'create', { ...csr, cstn: 4, loc: [{ typ: 1, crd: '[1,2]' }] }, ['cstn type', 'loc type']],
    ['remoteCSE', 'create', { ...csr, loc: { typ: 7 } }, ['loc/crd M', 'loc/typ enum']],
    ['remoteCSE', 'create', { ...csr, srv: ['3', '4', '5'] }, []],
    ['remoteCSE', 'create', { ...csr, srv: ['6'] }, ['srv/0 enum']],
    ['SIM', 'create', { mgd: 1030, icid: '1', sity: 3 }, []],
    ['SIM', 'create', { mgd: 1029, sity: 4 }, ['icid M', 'mgd fixed', 'sity enum']],
    ['flexContainer', 'create', { cnd: 'x', fcied: true, mni: 3 }, []],
    ['subscription', 'update', { ma: 'PT1H', nsi: [] }, ['nsi NP']],
    ['mobileNetwork', 'create', { mgd: 1031, cnb: 7, apna: 'x', ipad: [{ ip4: '192.168.1.10' }] }, []],
  ])('judges %s, %s, %j', async (resource, operation, body, wrong) => {
    const { issues, is } = await validatorIn(emitted, resource, operation, 'wire');
    const found = issues(body).map(({ path: at, rule }) => `${at.join('/')} ${rule}`);
    expect([...found].sort()).toEqual([...wrong].sort());
    expect(is(body)).toBe(wrong.length === 0);
  });

  it('compiles, and its types say which release they are of', () => {
    const files = ['action', 'remoteCSE', 'SIM'].map((name) => path.join(emitted.folder, `types/${name}.ts`));
    const tsc = path.resolve(import.meta.dirname, '../../node_modules/ts7/bin/tsc');
    const flags = ['--noEmit', '--strict', '--exactOptionalPropertyTypes', '--skipDefaultLibCheck', '--module', 'nodenext', '--target', 'es2022'];
    const { stdout } = spawnSync(process.execPath, [tsc, ...flags, ...files, path.join(emitted.folder, 'tables/index.ts')], { encoding: 'utf8', cwd: emitted.folder });
    expect(stdout).toBe('');
  });
});

describe('without the layer, a reader lives with newer senders', () => {
  it('attributes and numbers are unknown here, types are not covered, and nothing is invalid', async () => {
    const text = JSON.stringify({ 'm2m:csr': { ...csr, cstn: '/o', loc: { typ: 1, crd: '[1,2]' } } });
    const media = 'application/vnd.onem2m-res+json; ty=16';
    expect(await parse(text, media)).toMatchObject({ ok: false, outcome: 'invalid' });
    const read = await parse(text, media, { release: 'any' });
    expect(read.ok && read.unknownHere?.map(({ path: at }) => at.join('/'))).toEqual(['m2m:csr/cstn', 'm2m:csr/loc']);
    expect(await parse(JSON.stringify({ 'm2m:actr': action }), 'application/vnd.onem2m-res+json; ty=65', { release: 'any' })).toMatchObject({ ok: false, outcome: 'notCovered' });
    const request = await parse('{"op":1,"to":"x","fr":"C","rqi":"1","rvi":"4","ty":65,"pc":{"m2m:actr":{}}}', 'application/vnd.onem2m-preq+json', { release: 'any' });
    expect(request).toMatchObject({ ok: false, outcome: 'notCovered' });
  });
});

