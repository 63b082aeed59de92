import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { Diagnostics, Severity } from '../../generator/diagnostics/diagnostic.js';
import type { ComplexType, ElementDeclaration, SchemaSet } from '../../generator/model/components.js';
import { keyOf } from '../../generator/model/components.js';
import { membersOf } from '../../generator/model/members.js';
import { readXsd } from '../../generator/read/xsd/read.js';
import { documentsIn, whyNot } from '../support/documents.js';
import { compileXsd, xsdFilesOf, type XsdFiles } from '../support/libxml2.js';

/**
 * Documents that we wrote in the style of the published ones, beside ours: a user drops the published files in. They show
 * what ours do not: older releases, default namespaces, namespaces of other specifications, lists in place, wildcards,
 * attribute groups, fixed and default values, application information.
 */
const M2M = 'http://www.onem2m.org/xml/protocols';
const HOME = `${M2M}/homedomain`;
const ours = xsdFilesOf('xsd');
const theirs = xsdFilesOf('test/oracle/official-style');
const together: XsdFiles = new Map([...ours, ...theirs]);

function read(files: XsdFiles): { readonly set: SchemaSet; readonly diagnostics: Diagnostics; readonly errors: readonly string[] } {
  const diagnostics = new Diagnostics();
  const set = readXsd(new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1))), diagnostics);
  const errors = diagnostics.list().filter((d) => d.severity === Severity.error).map((d) => `${d.code} ${d.message}`);
  return { set, diagnostics, errors };
}

const elementOf = (set: SchemaSet, local: string, namespace = M2M): ElementDeclaration => set.elements.get(keyOf({ namespace, local }))!;
const bounds = (element: ElementDeclaration): Record<string, string> =>
  Object.fromEntries(membersOf(element.type as ComplexType).map((m) => [m.name, `${m.min}..${m.max === Infinity ? 'n' : m.max}`]));

describe('documents in the style of the published ones', () => {
  it('are schemas: libxml2 compiles each with ours, once the includes name our version', () => {
    const oneVersion = new Map([...together].map(([name, text]) => [name.replace('v3_11_0', 'v3_32_0'), text.replaceAll('v3_11_0', 'v3_32_0')]));
    for (const name of oneVersion.keys()) compileXsd(oneVersion, name).dispose();
  });

  it('are read beside ours without an error', () => {
    expect(read(together).errors).toEqual([]);
  });

  it.each([
    ['a byte order mark', (text: string) => `\uFEFF${text}`],
    ['CR LF', (text: string) => text.replaceAll('\n', '\r\n')],
    ['another prefix for XSD', (text: string) => text.replaceAll('xs:', 'xsd:').replaceAll('xmlns:xs=', 'xmlns:xsd=')],
  ])('are read with %s', (_, change) => {
    const changed = read(new Map([...together].map(([name, text]) => [name, change(text)])));
    expect(changed.errors).toEqual([]);
    expect([...changed.set.elements.keys()].sort()).toEqual([...read(together).set.elements.keys()].sort());
  });

  it('include documents of an older release, for which ours stand in, with a warning', () => {
    const { set, diagnostics } = read(together);
    expect(diagnostics.list().filter((d) => d.code === 'XSD_OTHER_VERSION').length).toBeGreaterThan(0);
    expect(bounds(elementOf(set, 'vessel'))).toMatchObject({
      resourceName: '1..1', labels: '0..1', stateTag: '1..1', creator: '0..1', disableRetrieval: '0..1',
      childResource: '0..n', vesselInstance: '0..n', vessel: '0..n', subscription: '0..n',
    });
  });

  it('substitute the heads that ours declare', () => {
    const { set } = read(together);
    const members = (head: string): readonly string[] => (set.substitutions.get(keyOf({ namespace: M2M, local: head })) ?? []).map((e) => e.name.local);
    expect(members('sg_mgmtResource')).toEqual(expect.arrayContaining(['flashware', 'software']));
    expect(members('sg_announceableResource')).toEqual(expect.arrayContaining(['vessel', 'placePolicy', 'node', 'flashware', 'binarySwitch']));
    expect(members('sg_announceableSubordinateResource')).toEqual(expect.arrayContaining(['accessControlPolicy', 'vesselInstance']));
    expect(members('sg_resource')).toEqual(expect.arrayContaining(['vesselInstance', 'binarySwitchAnnc', 'mgmtCmd', 'softwareCampaign']));
  });

  it('declare in a namespace of their own and import ours', () => {
    const { set } = read(together);
    const { type } = elementOf(set, 'binarySwitch', HOME);
    expect(bounds(elementOf(set, 'binarySwitch', HOME))).toMatchObject({ powerState: '1..1', supplyState: '0..1', toggle: '0..1', resourceName: '1..1', moduleName: '0..1' });
    const supply = membersOf(type as ComplexType).find((m) => m.name === 'supplyState')!.type;
    expect(supply.kind === 'simple' && supply.facets.enumeration?.map((e) => e.value)).toEqual(['1', '2']);
  });

  it('replace ours of an older version, with a warning', () => {
    const newer = new Map(together).set('CDT-schedule-v3_33_0.xsd', ours.get('CDT-schedule-v3_32_0.xsd')!.replace('name="networkCoordinated"', 'name="coordinated"'));
    const { set, diagnostics, errors } = read(newer);
    expect(errors).toEqual([]);
    expect(diagnostics.list().map((d) => d.code)).toContain('XSD_OLDER_VERSION');
    expect(bounds(elementOf(set, 'schedule'))).toMatchObject({ coordinated: '0..1' });
  });

  it('that lack something are told so: no vessel without its vesselInstance', () => {
    const without = new Map(together);
    without.delete('CDT-vesselInstance-v3_11_0.xsd');
    expect(read(without).errors.join('\n')).toMatch(/XSD_MISSING_DOCUMENT[^\n]*CDT-vesselInstance-v3_11_0/);
  });
});

const official = documentsIn('spec/onem2m-xsd-v1_6_0').filter((file) => file.endsWith('.xsd'));

describe.skipIf(official.length === 0)(`the documents of Release 1 (${official.length === 0 ? whyNot : `${official.length} documents`})`, () => {
  const published = new Map(official.map((file) => [path.basename(file), readFileSync(file, 'utf8')]));

  it('are read by themselves, and beside ours', () => {
    expect(read(published).errors).toEqual([]);
    const { set, errors } = read(new Map([...ours, ...published]));
    expect(errors).toEqual([]);
    // What ours do not have is theirs, and what both have is ours.
    const status = set.types.get(keyOf({ namespace: M2M, local: 'batteryStatus' }))!;
    expect(status.kind === 'simple' && status.facets.enumeration?.length).toBe(7);
    const operations = set.types.get(keyOf({ namespace: M2M, local: 'accessControlOperations' }))!;
    expect(operations.kind === 'simple' && operations.facets.maxInclusive).toBe('63');
  });
});
