import { describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '../../wire/index.js';
import { fromJson, fromXml, parse, toXml } from '../../wire/index.js';
import { parseJson } from '../../wire/json/parse.js';
import { effort } from '../support/effort.js';

const m2m = ' xmlns:m2m="http://www.onem2m.org/xml/protocols"';
const swcm = (content: string): string => `<m2m:swcm${m2m}>${content}</m2m:swcm>`;
const xmlCodes = (text: string, options = {}): readonly string[] => {
  const result = fromXml(text, options);
  return result.ok ? [] : result.diagnostics.map(({ code, place }) => `${code} ${place?.line}:${place?.column}`);
};

describe('entities', () => {
  const billion = `<!DOCTYPE l [<!ENTITY a "ha">${Array.from({ length: 9 }, (_, i) => `<!ENTITY ${'bcdefghij'[i]} "${`&${'abcdefghi'[i]};`.repeat(10)}">`).join('')}]>`;
  it.each<readonly [string, string, string]>([
    ['a billion laughs', `${billion}\n${swcm('<vr>&j;</vr>')}`, 'WIRE_XML_DOCTYPE 1:1'],
    ['a file', `<?xml version="1.0"?>\n<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>${swcm('<vr>&e;</vr>')}`, 'WIRE_XML_DOCTYPE 2:1'],
    ['an address', `<!DOCTYPE x SYSTEM "http://192.0.2.1/x.dtd">${swcm('')}`, 'WIRE_XML_DOCTYPE 1:1'],
    ['a parameter entity', `<!DOCTYPE x [<!ENTITY % p SYSTEM "http://192.0.2.1/p"> %p;]>${swcm('')}`, 'WIRE_XML_DOCTYPE 1:1'],
    ['attributes by default', `<!DOCTYPE x [<!ATTLIST m2m:swcm rn CDATA "evil">]>${swcm('')}`, 'WIRE_XML_DOCTYPE 1:1'],
    ['an empty declaration', `<!DOCTYPE x>${swcm('')}`, 'WIRE_XML_DOCTYPE 1:1'],
    ['a declaration inside', swcm('<!DOCTYPE x>'), `WIRE_XML_DOCTYPE 1:${`<m2m:swcm${m2m}>`.length + 1}`],
    ['an entity that nothing declares', swcm('\n<vr>&nbsp;</vr>'), 'WIRE_XML_ENTITY 2:5'],
    ['in an attribute', `<m2m:swcm${m2m}\nrn="a &e;"/>`, 'WIRE_XML_ENTITY 2:7'],
    ['a name of Object', swcm('\n&constructor;'), 'WIRE_XML_ENTITY 2:1'],
    ['behind others, and lines that end in two characters', swcm('\r\n&lt;&#13;\r\n&gt;&nbsp;'), 'WIRE_XML_ENTITY 3:5'],
    ['a character that is none', swcm('\n<vr>&#0;</vr>'), 'WIRE_XML_SYNTAX 2:5'],
    ['half a character', swcm('\n<vr>&#xD800;</vr>'), 'WIRE_XML_SYNTAX 2:5'],
    ['a character of a thousand digits', swcm(`\n<vr>&#${'9'.repeat(1000)};</vr>`), 'WIRE_XML_SYNTAX 2:5'],
  ])('%s', (_, text, want) => {
    expect(xmlCodes(text)).toEqual([want]);
  });

  it('are the five of XML, and nothing is expanded twice', () => {
    expect(fromXml(swcm('<vr>&amp;lt;&lt;&gt;&quot;&apos;&#38;#60;</vr>'))).toMatchObject({ ok: true, value: { version: '&lt;<>"\'&#60;' } });
  });
});

describe('documents that are none', () => {
  it.each<readonly [string, string]>([
    ['nothing', ''],
    ['text', 'hello'],
    ['a control character', swcm('\u0000')],
    ['an open element', swcm('<vr>')],
    ['an element that is not open', `${swcm('')}</vr>`],
    ['overlapping elements', swcm('<vr><swn></vr></swn>')],
    ['two roots', swcm('') + swcm('')],
    ['an attribute twice', `<m2m:swcm${m2m} rn="a" rn="b"/>`],
    ['an attribute twice under two prefixes', `<m2m:swcm${m2m} xmlns:o="http://www.onem2m.org/xml/protocols" m2m:a="1" o:a="2"/>`],
    ['no quotes', `<m2m:swcm${m2m} rn=a/>`],
    ['a prefix without a namespace', '<m2m:swcm/>'],
    ['a prefix of XML for something else', '<m2m:swcm xmlns:xml="urn:x"/>'],
    ['a declaration in the middle', `\n<?xml version="1.0"?>${swcm('')}`],
    ['version 2', `<?xml version="2.0"?>${swcm('')}`],
    ['"<" in an attribute', `<m2m:swcm${m2m} rn="<"/>`],
    ['"]]>" in text', swcm(']]>')],
    ['"--" in a comment', swcm('<!-- -- -->')],
    ['"&" alone', swcm('<vr>a & b</vr>')],
  ])('%s', (_, text) => {
    const codes = xmlCodes(text);
    expect(codes.length).toBe(1);
    expect(codes[0]).toMatch(/^WIRE_XML_SYNTAX/);
  });
});

describe('bounds', () => {
  it.each<readonly [string, string]>([
    ['elements inside each other', `<m2m:swcm${m2m}>${'<a>'.repeat(100_000)}`],
    ['children inside each other', `<m2m:swcm${m2m}>${'<m2m:sub>'.repeat(300)}${'</m2m:sub>'.repeat(300)}</m2m:swcm>`],
  ])('depth of XML: %s', (_, text) => {
    expect(xmlCodes(text)[0]).toMatch(/^WIRE_LIMIT/);
  });

  it('length of XML', () => {
    expect(xmlCodes(swcm(''), { maxLength: 10 })).toEqual(['WIRE_LIMIT 1:1']);
  });

  it('the deepest that is read can be written, and the other way round', () => {
    let body: JsonObject = {};
    for (let i = 0; i < 90; i++) body = { 'm2m:subscription': [body] };
    const written = toXml('subscription' as string, body, { maxDepth: 500 });
    expect(written.ok && fromXml(written.xml, { maxDepth: 500 })).toMatchObject({ ok: true, value: body });
    let value: JsonValue = 1;
    for (let i = 0; i < 450; i++) value = { a: value };
    const untyped = toXml('subscription' as string, { a: value }, { maxDepth: 1e9 });
    expect(untyped.ok && fromXml(untyped.xml, { maxDepth: 1e9 })).toMatchObject({ ok: true, value: { a: value } });
  });

  it('the number of diagnostics, and those of an outcome beside them', async () => {
    const result = fromXml(swcm('<cpen>x</cpen>'.repeat(5000)));
    expect(!result.ok && result.diagnostics.length).toBe(100);
    const numbers = await parse(`{"m2m:swcm":{"lbl":[${'12345678901234567890,'.repeat(500)}1]}}`, 'application/json');
    expect(!numbers.ok && numbers.diagnostics.length).toBe(100);
    expect(parseJson(`{${'"a":1,'.repeat(500)}"a":1}`).problems.length).toBe(100);
    const children = `{"m2m:cb":{${Array.from({ length: 150 }, (_, i) => `"x:y${i}":[{}],`).join('')}"srt":"a"}}`;
    expect(await parse(children, 'application/json')).toMatchObject({ ok: false, outcome: 'invalid' });
  });

  it.each<readonly [string, string]>([
    ['a wrong value', '"m2m:swcm":{STRANGERS"swop":"x"}'],
    ['a wrong value between them', '"m2m:swcm":{"swop":"x",STRANGERS"rn":"a"}'],
    ['what lacks in a part', '"m2m:swcm":{STRANGERS"swtc":[{}]}'],
    ['a wrong value of a child', '"m2m:cnt":{STRANGERS"m2m:cin":[{"cs":"x"}]}'],
    ['a wrong value behind strangers in children', '"m2m:cnt":{"m2m:cin":[{STRANGERS"cs":1},{"cs":"x"}]}'],
  ])('hides nothing that no release has: %s', async (_, body) => {
    const strangers = (count: number): string => Array.from({ length: count }, (_, i) => `"a${i}":1,`).join('');
    const read = (count: number, text = body) => parse(`{${text.replace('STRANGERS', strangers(count))}}`, 'application/json', { release: 'any' });
    expect((await read(0)).ok).toBe(false);
    expect((await read(500)).ok).toBe(false);
    expect((await read(500, '"m2m:swcm":{STRANGERS"rn":"a"}')).ok).toBe(true);
  });
});

/** Texts of the greatest length that is read, each of a kind that takes a reader's time from it. */
describe('the largest texts that are read', () => {
  const times = (count: number, of: (i: number) => string, between = ''): string => Array.from({ length: count }, (_, i) => of(i)).join(between);
  const json = (content: string): readonly [string, string] => [`{"m2m:swcm":{${content}}}`, 'application/json'];
  const xml = (content: string, attributes = ''): readonly [string, string] => [`<m2m:swcm${m2m} ${attributes}>${content}</m2m:swcm>`, 'application/xml'];
  it.each<readonly [string, readonly [string, string], string]>([
    ['unknown members', json(times(1_000_000, (i) => `"a${i}":1`, ',')), 'WIRE_LIMIT'],
    ['unknown members, in many objects', json(`"swtc":[${times(100_000, () => `{${times(10, (i) => `"a${i}":1`, ',')}}`, ',')}]`), 'WIRE_INVALID'],
    ['empty objects', json(`"swtc":[${'{},'.repeat(4_000_000)}{}]`), 'WIRE_LIMIT'],
    ['arrays inside each other', json(`"swtc":[${`${'['.repeat(150)}${']'.repeat(150)},`.repeat(30_000)}{}]`), 'WIRE_LIMIT'],
    ['wrong items', json(`"lbl":[${'1,'.repeat(7_000_000)}1]`), 'WIRE_INVALID'],
    ['numbers that become others', json(`"lbl":[${'12345678901234567890,'.repeat(700_000)}1]`), 'WIRE_NUMBER'],
    ['members of one name', json(`${'"a":1,'.repeat(2_000_000)}"a":1`), 'WIRE_JSON_DUPLICATE'],
    ['lines', json(`${'\n'.repeat(15_000_000)}"swop":"x"`), 'WIRE_INVALID'],
    ['lines of XML', xml(`${'\n'.repeat(15_000_000)}<a/>`), 'WIRE_INVALID'],
    ['unknown elements', xml(times(700_000, (i) => `<a${i}>1</a${i}>`)), 'WIRE_LIMIT'],
    ['elements of one name', xml('<a/>'.repeat(4_000_000)), 'WIRE_LIMIT'],
    ['attributes', xml('', times(1_000_000, (i) => `a${i}=""`, ' ')), 'WIRE_LIMIT'],
    ['namespaces', xml('', times(500_000, (i) => `xmlns:a${i}="u"`, ' ')), 'WIRE_LIMIT'],
    ['misplaced elements', xml(times(9000, (i) => `<m2m:a${i}>t<b/></m2m:a${i}>`)), 'WIRE_INVALID'],
  ])('%s', async (_, [text, type], code) => {
    await parse('{}', 'application/json');
    const took = await effort(async () => {
      const result = await parse(text, type);
      expect(!result.ok && result.diagnostics.map((diagnostic) => diagnostic.code)).toContain(code);
    });
    expect(took).toBeLessThan(8);
  });

  it('are valid where nothing is wrong with them', async () => {
    const names = times(400_000, (i) => `"/cse-in/container/instance-${i}"`, ',');
    expect((await parse(`{"m2m:uril":[${names}]}`, 'application/json')).ok).toBe(true);
  });
});

/** What takes the square of its length, or more, does not end in time. */
describe('large texts of the worst kind', () => {
  const size = 300_000;
  it.each<readonly [string, string]>([
    ['open brackets', '<'.repeat(size)],
    ['ampersands', swcm(`<vr>${'&'.repeat(size)}</vr>`)],
    ['references', swcm(`<vr>${'&amp;'.repeat(size / 5)}</vr>`)],
    ['references without end', swcm(`<vr>${'&a'.repeat(size / 2)}</vr>`)],
    ['comments', swcm('<!---->'.repeat(size / 7))],
    ['sections', swcm(`<vr>${'<![CDATA[]]>'.repeat(size / 12)}</vr>`)],
    ['instructions', swcm('<?a?>'.repeat(size / 5))],
    ['blanks', swcm(' \r'.repeat(size / 2))],
    ['blanks in a tag', `<m2m:swcm${m2m}${' '.repeat(size)}/>`],
    ['elements', swcm('<swtc/>'.repeat(size / 7))],
    ['unknown elements', swcm(Array.from({ length: size / 10 }, (_, i) => `<a${i}/>`).join(''))],
    ['attributes', `<m2m:swcm${m2m} ${Array.from({ length: size / 10 }, (_, i) => `a${i}=""`).join(' ')}/>`],
    ['namespaces', `<m2m:swcm${m2m} ${Array.from({ length: size / 20 }, (_, i) => `xmlns:a${i}="u"`).join(' ')}/>`],
    ['one long name', `<${'a'.repeat(size)}/>`],
    ['a list', swcm(`<lbl>${'a '.repeat(size / 2)}</lbl>`)],
    ['a number', swcm(`<swop>${'1'.repeat(size)}</swop>`)],
    ['zeros', swcm(`<swop>${'0'.repeat(size)}x</swop>`)],
    ['blanks around a number', swcm(`<swop>${' '.repeat(size)}1${' '.repeat(size)}x</swop>`)],
    ['"]]"', swcm(`<vr>${']]'.repeat(size / 2)}</vr>`)],
  ])('%s', (_, text) => {
    expect([true, false]).toContain(fromXml(text).ok);
  });

  it.each<readonly [string, string]>([
    ['brackets', '['.repeat(size)],
    ['numbers', `{"m2m:cb":{"srt":[${'1,'.repeat(size / 2)}1]}}`],
    ['digits', `{"m2m:swcm":{"swop":${'1'.repeat(size)}}}`],
    ['escapes', `{"m2m:swcm":{"vr":"${'\\u0041'.repeat(size / 6)}"}}`],
    ['members', `{"m2m:swcm":{${Array.from({ length: size / 10 }, (_, i) => `"a${i}":1`).join(',')}}}`],
    ['members of one name', `{"m2m:swcm":{${'"a":1,'.repeat(size / 6)}"a":1}}`],
    ['objects', `{"m2m:swcm":{"swtc":[${'{},'.repeat(size / 3)}{}]}}`],
    ['a name', `{"m2m:${'a'.repeat(size)}":{}}`],
    ['blanks', ' '.repeat(size)],
    ['lines', `{"m2m:swcm":\n{"cpen":${'\n'.repeat(size)}1}}`],
  ])('of JSON: %s', async (_, text) => {
    expect([true, false]).toContain(fromJson(text).ok);
    expect([true, false]).toContain((await parse(text, 'application/json')).ok);
  });
});

it('names of Object are names like others, as elements and as attributes', () => {
  const result = fromXml(`<m2m:swcm${m2m} __proto__="a"><constructor><__proto__>b</__proto__></constructor><toString/></m2m:swcm>`);
  expect(result.ok && JSON.stringify(result.value)).toBe('{"__proto__":"a","constructor":{"__proto__":"b"},"toString":null}');
  expect(result.ok && Object.getPrototypeOf(result.value)).toBe(Object.prototype);
  const written = toXml('softwareCampaign' as string, JSON.parse('{"__proto__":{"a":1},"constructor":"x"}') as JsonObject);
  expect(written.ok && JSON.stringify((fromXml(written.xml) as { readonly value: unknown }).value)).toBe('{"__proto__":{"a":1},"constructor":"x"}');
});

it('reads nothing but the text', () => {
  expect(xmlCodes(`<?xml-stylesheet href="http://192.0.2.1/x"?>${swcm('<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd"/>')}`)).toEqual([expect.stringMatching(/^WIRE_XML_STRUCTURE/)]);
});
