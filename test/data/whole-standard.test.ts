import { readFileSync } from 'node:fs';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { Diagnostics } from '../../generator/diagnostics/diagnostic.js';
import { importDocuments } from '../../generator/import/import.js';
import { loadSources } from '../../generator/read/load.js';
import { documentAt, documentsIn, whyNot } from '../support/documents.js';
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

  it('keeps a parameter of a request under the short name of the parameter', () => {
    const { groups } = printed.get('tables/short-names.json') as unknown as { readonly groups: readonly { readonly kind: string; readonly names: Readonly<Record<string, string>> }[] };
    const of = (kind: string): Readonly<Record<string, string>> => Object.assign({}, ...groups.filter((group) => group.kind === kind).map(({ names }) => names)) as Record<string, string>;
    const [parameters, members] = [of('parameter'), of('member')];
    const both = Object.keys(parameters).filter((name) => Object.hasOwn(members, name));
    expect(both.filter((name) => members[name] !== parameters[name])).toEqual([]);
    expect(both.length).toBeGreaterThan(25);
    expect([members['localTokenIDs'], members['localTokenID']]).toEqual(['ltids', 'lti']);
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

describe('rules that stand in types', () => {
  const uses = `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:m2m="http://www.onem2m.org/xml/protocols" targetNamespace="http://www.onem2m.org/xml/protocols">
    <xs:include schemaLocation="CDT-commonTypes-v3_32_0.xsd" /><xs:include schemaLocation="CDT-enumeration-v3_32_0.xsd" />
    <xs:element name="t" type="m2m:timestamp" /><xs:element name="a" type="m2m:appID" /><xs:element name="p" type="m2m:selfPrivileges" /></xs:schema>`;
  const isValid = (element: string, text: string): boolean => {
    const schema = compileXsd(new Map([...xsdFilesOf('xsd'), ['uses.xsd', uses]]), 'uses.xsd');
    try {
      return schema.validate(`<m2m:${element} xmlns:m2m="http://www.onem2m.org/xml/protocols">${text}</m2m:${element}>`).length === 0;
    } finally {
      schema.dispose();
    }
  };

  it('a timestamp names a day of the calendar, by the calendar of JavaScript', () => {
    const two = (n: number): string => String(n).padStart(2, '0');
    const schema = compileXsd(new Map([...xsdFilesOf('xsd'), ['uses.xsd', uses]]), 'uses.xsd');
    const wrong: string[] = [];
    for (const year of [1900, 2000, 2023, 2024, 2100, 2400]) {
      for (let month = 0; month <= 13; month++) {
        for (let day = 0; day <= 32; day++) {
          const date = new Date(Date.UTC(year, month - 1, day));
          const exists = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
          const text = `${year}${two(month)}${two(day)}T000000`;
          if ((schema.validate(`<m2m:t xmlns:m2m="http://www.onem2m.org/xml/protocols">${text}</m2m:t>`).length === 0) !== exists) wrong.push(text);
        }
      }
    }
    schema.dispose();
    expect(wrong).toEqual([]);
  });

  it.each([['Nanything', true], ['Ra01.com.company.smartcity', true], ['ra01.com.company', true], ['company', false], ['', false]])('App-ID %j: %s', (text, expected) => {
    expect(isValid('a', text)).toBe(expected);
  });

  it.each([
    ['roleID', '1234abcd@role-issuer.com', 'role-1', '1234abcd@Role-issuer.com', 'a b@role-issuer.com', '@role-issuer.com'],
    ['tokenID', '1234abcd@token-issuer.com', 'token-1', '1234abcd@', 'ab+cd@token-issuer.com'],
    ['deviceID', 'urn:dev:ops:012345-Set%2DTop%2DBox-0123456789', 'device-1', 'urn:'],
    ['e2eCompactJWS', 'eyJ0eXAiOiJK.eyJpc3MiOiJqb2UiLA0KIC.dBjftJeZ4CVP', 'eyJ0eXAiOiJK', '.a.b', 'a.b.', 'a.b.c.d.e'],
    ['e2eCompactJWE', 'eyJ0eXAiOiJK..dBjftJeZ4CVP.5eym8TW_c8SuK.', 'a.b.c', 'a.b.c..e', 'a.b.c.d+.e'],
    ['dynAuthJWT', 'a..c', 'a.b.c.d.e.f', 'token'],
    ['contentInfo', 'application/xml:1:5', 'application/xml', 'wrong:0', 'application/xml:3', 'application/xml:1:6', 'application/xml:1:'],
    ['contentInfo', 'text/plain; charset=utf-8:0', 'text/:0'],
    ['eventCatWithDef', '0', '1000', 'none'],
    ['missingDataList', '20300131T120000 20300131T120001', ''],
  ])('m2m:%s has values as %s (TS-0004 6.3.3)', (type, right, ...wrong) => {
    const schema = compileXsd(new Map([...xsdFilesOf('xsd'), ['uses.xsd', uses.replace('</xs:schema>', `<xs:element name="of" type="m2m:${type}" /></xs:schema>`)]]), 'uses.xsd');
    const valid = [right, ...wrong].filter((text) => schema.validate(`<m2m:of xmlns:m2m="http://www.onem2m.org/xml/protocols">${text}</m2m:of>`).length === 0);
    schema.dispose();
    expect(valid).toEqual([right]);
  });

  it('privileges on a policy itself need a rule', () => {
    expect(isValid('p', '')).toBe(false);
    expect(isValid('p', '<accessControlRule><accessControlOriginators>all</accessControlOriginators><accessControlOperations>63</accessControlOperations></accessControlRule>')).toBe(true);
  });
});

/** The paragraphs of a Word document; of one, for all tests. */
function textOfWord(bytes: Uint8Array): string {
  const known = wordTexts.get(bytes) ?? strFromU8(unzipSync(bytes, { filter: ({ name }) => name === 'word/document.xml' })['word/document.xml']!).replace(/<\/w:p>/g, '\n').replace(/<[^>]+>/g, '');
  wordTexts.set(bytes, known);
  return known;
}
const wordTexts = new WeakMap<Uint8Array, string>();

/** What announced variants have in an XSD beside what their base has: name of the original → names of elements. */
const announcedIn = (text: string): readonly (readonly [string, readonly string[]])[] =>
  [...text.matchAll(/<xs:element name="(\w+)Annc"[^]*?<\/xs:complexType>/g)].map(([whole, original]) => [original!, [...whole.matchAll(/<xs:element name="(\w+)"/g)].slice(1).map(([, name]) => name!)]);

const published = documentsIn('spec/onem2m-xsd-v1_6_0');

describe.skipIf(published.length === 0)(published.length === 0 ? `the XSDs of Release 1: ${whyNot}` : 'the XSDs of Release 1', () => {
  it('announce nothing that ours do not, but what has become NA since', () => {
    const ours = new Map([...xsdFilesOf('xsd').values()].flatMap(announcedIn));
    const missing = published
      .flatMap((file) => announcedIn(readFileSync(file, 'utf8')))
      .flatMap(([original, names]) => names.filter((name) => name !== 'childResource' && ours.get(original)?.includes(name) === false).map((name) => `${original}.${name}`));
    // TS-0001 Tables 9.6.6-2 and 9.6.7-2.
    expect(missing.sort()).toEqual(['container.currentByteSize', 'container.currentNrOfInstances', 'container.stateTag', 'contentInstance.contentSize', 'contentInstance.stateTag']);
    expect(ours.get('battery')).toEqual(['batteryLevel', 'batteryStatus']);
  });
});

const given = [documentAt('spec/documents/TS-0001'), documentAt('spec/documents/TS-0004')].flatMap((file) => (file === undefined ? [] : [{ file, bytes: readFileSync(file) }]));

describe.skipIf(given.length < 2)(given.length < 2 ? `both documents: ${whyNot}` : 'both documents, into the definitions', () => {
  it('share no eight words in a row with the lines of ours', () => {
    const inARow = 8;
    const wordsOf = (text: string): readonly string[] => text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
    const rows = (words: readonly string[], from: (i: number) => boolean = () => true): readonly string[] => words.slice(inARow - 1).flatMap((_, i) => (from(i) ? [words.slice(i, i + inARow).join(' ')] : []));
    const lines = [
      ...[...printed.values()].flatMap((content) => JSON.stringify(content).match(/(?<="(?:description|why|reason|note)":)"(?:[^"\\]|\\.)*"/g) ?? []),
      ...[...xsdFilesOf('xsd').values()].flatMap((text) => text.match(/(?<=<xs:documentation>)[^<]*/g) ?? []),
    ];
    expect(lines.length).toBeGreaterThan(2000);
    const ours = new Set(lines.flatMap((line) => rows(wordsOf(line))));
    // Most words of a document follow another word than in ours.
    const begun = new Set([...ours].map((row) => row.split(' ', 2).join(' ')));
    const shared = given.flatMap(({ file, bytes }) => {
      const words = wordsOf(file.endsWith('.docx') ? textOfWord(bytes) : bytes.toString().replaceAll('<br>', ' '));
      return rows(words, (i) => begun.has(`${words[i]!} ${words[i + 1]!}`)).filter((row) => ours.has(row));
    });
    expect(shared).toEqual([]);
  });

  it('give no resource type, enumeration or data type a clause that ours lack', () => {
    const lines = textOfWord(given[1]!.bytes).replaceAll('&lt;', '<').replaceAll('&gt;', '>').split('\n');
    /** What is named by the headings (and lines of the table of contents) that match. */
    const headed = (heading: RegExp): readonly string[] => [...new Set(lines.flatMap((line) => heading.exec(line.trim())?.[1] ?? []))].sort();
    const virtual = ['fanOutPoint', 'latest', 'mashup', 'notificationTargetSelfReference', 'oldest', 'pollingChannelURI', 'semanticFanOutPoint', 'semanticValidation'];
    const named = new Set(resources.map(({ name }) => name));
    const types = headed(/^7\.4\.\d+Resource [Tt]ype <(\w+)>/);
    expect(types.filter((name) => !named.has(name))).toEqual(virtual);
    expect(types.length - virtual.length).toBe(50); // 49, and what all management objects have in common
    const specializations = headed(/^D\.[\d.]+Resource \[(\w+)\]/);
    expect([specializations.length, specializations.filter((name) => !named.has(name))]).toEqual([19, []]);
    const flexible = headed(/^J\.\d+Resource type \[(\w+)\]/);
    expect([flexible.length, flexible.filter((name) => !named.has(name))]).toEqual([8, []]);
    const listed = new Set(enumerations.map(({ type }) => type));
    const enumerated = headed(/^6\.3\.4\.2\.\d+(m2m:\w+)/);
    // Status codes are a table of their own: `tables/status-codes.json`.
    expect([enumerated.length, enumerated.filter((type) => !listed.has(type))]).toEqual([64, ['m2m:responseStatusCode']]);
    const declared = new Set([...xsdFilesOf('xsd').values()].flatMap((text) => [...text.matchAll(/<xs:(?:complexType|element|simpleType) name="(\w+)"/g)].map(([, name]) => `m2m:${name!}`)));
    const complex = headed(/^6\.3\.5\.\d+(m2m:\w+)/);
    expect([complex.length, complex.filter((type) => !declared.has(type))]).toEqual([67, []]);
  });

  it('change nothing', { timeout: 300_000 }, async () => {
    const { sources } = await loadSources('xsd');
    const diagnostics = new Diagnostics();
    const imported = await importDocuments(given, sources, sources, diagnostics, { view: 'accepted' });
    expect(imported.changes).toEqual([]);
    expect([...imported.sources.keys()]).toEqual([]);
    expect(diagnostics.hasErrors).toBe(false);
  });
});
