import { describe, expect, it } from 'vitest';
import type { World } from '../../generator/cli/context.js';
import { compile } from '../../generator/pipeline.js';
import { bench } from './harness.js';

const compiler: World['compiler'] = {
  compile,
  analyse: compile,
  version: async () => '1.0.0',
  build: async () => 'build',
};
const world = { compiler };

const schema = (content: string, doctype = ''): string => `<?xml version="1.0"?>\n${doctype}<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">\n${content}\n</xs:schema>\n`;
const good = schema('<xs:element name="good" type="xs:string"/>');

const bomb = `<!DOCTYPE a [<!ENTITY e0 "aaaaaaaaaa">${Array.from({ length: 12 }, (_, i) => `<!ENTITY e${i + 1} "${`&e${i};`.repeat(10)}">`).join('')}]>`;

describe('bad input: a diagnostic with its place, exit code 2, and the old output as it was', () => {
  it.each<[string, Record<string, string>, RegExp]>([
    ['a missing include', { 'a.xsd': schema('<xs:include schemaLocation="nope.xsd"/>') }, /^xsd\/a\.xsd:3:\d+ error XSD_\w+ .*nope\.xsd/],
    ['a reference to nothing', { 'a.xsd': schema('<xs:element name="a" type="nope"/>') }, /^xsd\/a\.xsd:3:\d+ error XSD_UNKNOWN_TYPE .*nope/],
    ['a definition of itself', { 'a.xsd': schema('<xs:group name="g"><xs:sequence><xs:group ref="g"/></xs:sequence></xs:group>') }, /^xsd\/a\.xsd:3:\d+ error XSD_/],
    ['an XSD that is no XSD', { 'a.xsd': '<html><body/></html>' }, /^xsd\/a\.xsd:1:1 error XSD_/],
    ['an XSD that is no XML', { 'a.xsd': 'once upon a time' }, /^xsd\/a\.xsd:1:1 error XSD_/],
    ['an entity bomb', { 'a.xsd': schema('<xs:element name="&e12;"/>', bomb) }, /^xsd\/a\.xsd:\d+:\d+ error XSD_ENTITY/],
    ['an external entity', { 'a.xsd': schema('<xs:element name="&x;"/>', '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>') }, /error XSD_EXTERNAL_ENTITY/],
    ['a location that leaves the folder', { 'a.xsd': schema('<xs:include schemaLocation="../../a.xsd"/>') }, /^xsd\/a\.xsd:3:\d+ error XSD_LOCATION_OUTSIDE/],
    ['elements nested for ever', { 'a.xsd': '<a>'.repeat(200_000) }, /^xsd\/a\.xsd:1:\d+ error XSD_TOO_DEEP/],
    ['a definition nested for ever', { 'a.json': '['.repeat(200_000) }, /^xsd\/a\.json:1:\d+ error DEFINITION_TOO_DEEP/],
    ['a definition with a wrong key', { 'documents.json': '{\n  "$schema": "schema/documents.schema.json",\n  "documnets": []\n}\n' }, /^xsd\/documents\.json:\d+:\d+ error DEFINITION_/],
  ])('%s', async (_, input, message) => {
    const b = bench({ 'good.xsd': good });
    expect(await b.run('generate', { world })).toMatchObject({ exitCode: 0 });
    const before = b.mtimes('generated');
    b.write(Object.fromEntries(Object.entries(input).map(([file, text]) => [`xsd/${file}`, text])));
    for (const command of ['generate', 'check'] as const) {
      const { exitCode, out, err } = await b.run(command, { world });
      expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
      expect(err).toMatch(message);
      expect(err.split('\n').every((line) => line.length < 800)).toBe(true);
    }
    expect(b.mtimes('generated')).toEqual(before);
  });

  // Nobody can edit a published standard: what cannot be followed is said, and not covered.
  it.each<[string, string, RegExp]>([
    ['a location that is a URL, with nothing at hand', '<xs:include schemaLocation="http://example.com/a.xsd"/>', /^xsd\/a\.xsd:3:\d+ warning XSD_LOCATION_URL/m],
    ['a regular expression that may backtrack for ever', '<xs:simpleType name="s"><xs:restriction base="xs:string"><xs:pattern value="([a-z]{1,20} ?){1,10}"/></xs:restriction></xs:simpleType>', /^xsd\/a\.xsd:3:\d+ warning XSD_PATTERN_BACKTRACKS/m],
  ])('%s is a warning', async (_, content, message) => {
    const b = bench({ 'good.xsd': good, 'a.xsd': schema(content) });
    const { exitCode, err } = await b.run('generate', { world });
    expect(exitCode).toBe(0);
    expect(err).toMatch(message);
  });

  it('a cycle of includes is no error', async () => {
    const b = bench({
      'a.xsd': schema('<xs:include schemaLocation="b.xsd"/><xs:element name="a" type="t"/>'),
      'b.xsd': schema('<xs:include schemaLocation="a.xsd"/><xs:simpleType name="t"><xs:restriction base="xs:string"/></xs:simpleType>'),
    });
    expect(await b.run('generate', { world })).toMatchObject({ exitCode: 0 });
  });

  it('names of the language we are written in are names like any other', async () => {
    const type = (name: string): string =>
      `<xs:complexType name="${name}"><xs:sequence><xs:element name="constructor" type="xs:string"/><xs:element name="__proto__" type="${name}" minOccurs="0"/></xs:sequence></xs:complexType><xs:element name="${name}" type="${name}"/>`;
    const b = bench({ 'a.xsd': schema(['__proto__', 'constructor', 'toString', 'hasOwnProperty'].map(type).join('\n')) });
    const { exitCode, err } = await b.run('generate', { world });
    expect({ exitCode, errors: err.match(/error.*/g) }).toEqual({ exitCode: 0, errors: null });
    expect(await b.run('check', { world })).toMatchObject({ exitCode: 0 });
  });
});
