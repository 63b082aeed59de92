import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Diagnostics } from '../../generator/diagnostics/diagnostic.js';
import { importDocuments } from '../../generator/import/import.js';
import { loadSources } from '../../generator/read/load.js';
import { documentAt, whyNot } from '../support/documents.js';
import { compileXsd, xsdFilesOf } from '../support/libxml2.js';
import { printed } from './definitions.js';

interface Resource {
  readonly name: string;
  readonly kind: string;
  readonly description: string;
  readonly parents: readonly string[];
  readonly children: readonly { readonly type: string }[];
  readonly attributes: readonly { readonly name: string; readonly description: string }[];
  readonly announcedVariant?: { readonly name: string };
}
interface Enumeration {
  readonly type: string;
  readonly description: string;
  readonly values: readonly { readonly value: number; readonly name: string; readonly description?: string }[];
}

const resources = [...printed].filter(([file]) => file.startsWith('tables/resources/')).map(([, content]) => content as unknown as Resource);
const { enumerations } = printed.get('tables/enumerations.json') as unknown as { readonly enumerations: readonly Enumeration[] };

/** What an import writes until somebody writes a better sentence. */
const placeholder = /the document describes it in|^Resource type <|^Specialization \[|^Values of m2m:/;

describe('the whole standard', () => {
  it('says in one line what each resource, attribute, enumeration and value is', () => {
    const lines: [string, string | undefined][] = [
      ...resources.flatMap((r): [string, string][] => [[r.name, r.description], ...r.attributes.map((a): [string, string] => [`${r.name}.${a.name}`, a.description])]),
      ...enumerations.flatMap((e): [string, string | undefined][] => [[e.type, e.description], ...e.values.map((v): [string, string | undefined] => [`${e.type} ${v.value}`, v.description])]),
    ];
    expect(lines.filter(([, line]) => line === undefined || placeholder.test(line)).map(([name]) => name)).toEqual([]);
    expect(lines.length).toBeGreaterThan(1700);
  });

  it('says in its XSDs what each type and each resource is', () => {
    const without = [...xsdFilesOf('xsd')].flatMap(([file, text]) =>
      [...text.matchAll(/^ {2}<xs:(?:simpleType|complexType|element) name="([^"]+)"[^/\n]*>\n(?! +<xs:annotation>)/gm)].map(([, name]) => `${file}: ${name!}`),
    );
    expect(without).toEqual([]);
  });

  it('has a resource for each number of a resource type, but for virtual resources', () => {
    const numbers = enumerations.find((e) => e.type === 'm2m:resourceType')!.values.filter((v) => v.name !== 'void');
    const names = new Set(resources.flatMap((r) => [r.name, r.announcedVariant?.name ?? r.name]));
    // The base of all management objects has rows of its own, and no instances but its specializations (TS-0001 9.6.15).
    expect(numbers.map((v) => v.name).filter((name) => !names.has(name) && name !== 'mgmtObjAnnc')).toEqual([]);
  });

  it('names as parents what has a resource among its children', () => {
    const instances = resources.filter((r) => r.kind !== 'base' && r.name !== 'softwareCampaign');
    const missing = instances.flatMap((parent) =>
      parent.children.flatMap(({ type }) => instances.filter((child) => child.name === type && !child.parents.includes(parent.name)).map((child) => `${child.name} below ${parent.name}`)),
    );
    expect(missing).toEqual([]);
  });

  it('has XSDs that libxml2 takes', { timeout: 60_000 }, () => {
    const files = xsdFilesOf('xsd');
    const refused = [...files.keys()].flatMap((file) => {
      try {
        compileXsd(files, file).dispose();
        return [];
      } catch (error) {
        return [`${file}: ${String(error)}`];
      }
    });
    expect(refused).toEqual([]);
  });
});

const given = [documentAt('spec/documents/TS-0001'), documentAt('spec/documents/TS-0004')].flatMap((file) => (file === undefined ? [] : [{ file, bytes: readFileSync(file) }]));

describe.skipIf(given.length < 2)(given.length < 2 ? `both documents: ${whyNot}` : 'both documents, into the definitions', () => {
  it('change nothing', { timeout: 300_000 }, async () => {
    const { sources } = await loadSources('xsd');
    const diagnostics = new Diagnostics();
    const imported = await importDocuments(given, sources, sources, diagnostics, { view: 'accepted' });
    expect(imported.changes).toEqual([]);
    expect([...imported.sources.keys()]).toEqual([]);
    expect(diagnostics.hasErrors).toBe(false);
  });
});
