import { describe, expect, expectTypeOf, it } from 'vitest';
import type { SoftwareCampaign, SoftwareCampaignCreate } from '../../generated/types/index.js';
import type { PartOf } from '../../generated/types/primitives.js';
import * as softwareCampaign from '../../generated/validators/softwareCampaign.js';
import type { Failure, KnownType, Operation, ParseOptions, Parsed } from '../../wire/index.js';
import { encode, mediaTypes, parse, parserWith, toXml } from '../../wire/index.js';

const res = 'application/vnd.onem2m-res+json';
const m2m = ' xmlns:m2m="http://www.onem2m.org/xml/protocols"';
const campaign = { version: '1', softwareName: 'app', URL: 'https://example.org/app', softwareTargets: ['/node-1'], softwareOperation: 1 } as const;
const wire = JSON.stringify({ 'm2m:swcm': encode('softwareCampaign', campaign) });
const xml = (toXml('softwareCampaign', campaign) as { readonly xml: string }).xml;

/** `line:column CODE path (rule)` of everything that is wrong. */
async function found(text: string, contentType: string, options: ParseOptions<KnownType, Operation> = {}): Promise<readonly string[]> {
  const result = (await parse(text, contentType, options)) as unknown as Parsed | Failure;
  return result.ok ? [] : result.diagnostics.map(({ code, path, place, rule }) => `${place?.line}:${place?.column} ${code} ${path.join('/')}${rule === undefined ? '' : ` ${rule}`}`.replace('  ', ' ').trim());
}

describe('content types (TS-0004 6.7, TS-0009 6.4.3)', () => {
  it.each([
    'application/json',
    'application/vnd.onem2m-res+json',
    'APPLICATION/Vnd.OneM2M-Res+JSON',
    'application/json; charset=utf-8',
    ' application/json ;charset="UTF-8" ',
    'application/vnd.onem2m-res+json;ty=9076',
    'application/json; ty="9076"; charset=utf-8',
  ])('%s', async (contentType) => {
    expect(await parse(wire, contentType)).toEqual({ ok: true, type: 'softwareCampaign', form: 'wire', value: campaign });
  });

  it.each(['application/xml', 'application/vnd.onem2m-res+xml', 'Application/XML; Charset=UTF-8'])('%s', async (contentType) => {
    expect(await parse(xml, contentType)).toEqual({ ok: true, type: 'softwareCampaign', form: 'wire', value: campaign });
  });

  it('without a root element: the hint has the one that may be meant', async () => {
    const said = async (text: string) => {
      const result = await parse(text, 'application/json');
      return result.ok ? [] : result.diagnostics.map(({ message, hint }) => `${message}: ${hint ?? ''}`);
    };
    expect(await said('{ "ae": {} }')).toEqual([expect.stringMatching(/^nothing says what this object is: .*\{ "m2m:ae": \{ … \} \}/)]);
    expect(await said('{ "mni": 3 }')).toEqual([expect.stringMatching(/\{ "m2m:cnt": \{ … \} \}/)]);
  });

  it.each(['', 'text/plain', 'application', 'json', 'application/json-patch+json', '__proto__', ';'.repeat(1000)])('%j is not read, and the hint says what is', async (contentType) => {
    const result = await parse(wire, contentType);
    expect(result).toEqual({ ok: false, outcome: 'invalid', diagnostics: [expect.objectContaining({ code: 'WIRE_MEDIA_TYPE', place: { line: 1, column: 1 }, hint: `known are ${mediaTypes.join(', ')}` })] });
  });

  it.each(['application/cbor', 'application/vnd.onem2m-res+cbor; ty=2', 'APPLICATION/VND.ONEM2M-PRSP+CBOR'])('%j is of oneM2M and not covered: no judgement', async (contentType) => {
    const result = await parse(wire, contentType);
    expect(result).toMatchObject({ ok: false, outcome: 'notCovered', diagnostics: [{ code: 'WIRE_NOT_COVERED' }] });
  });

  it.each(['application/vnd.onem2m-brandnew+json', 'application/vnd.onem2m-res+msgpack; ty=2'])('%j may be of another release: no judgement where such are read', async (contentType) => {
    expect(await parse(wire, contentType)).toMatchObject({ ok: false, outcome: 'invalid', diagnostics: [{ code: 'WIRE_MEDIA_TYPE' }] });
    expect(await parse(wire, contentType, { release: 'any' })).toMatchObject({ ok: false, outcome: 'notCovered', diagnostics: [{ code: 'WIRE_NOT_COVERED' }] });
    expect(await parse(wire, 'application/json-patch+json', { release: 'any' })).toMatchObject({ ok: false, outcome: 'invalid' });
  });

  it.each([undefined, null, ''])('%j, as of a message without the header, is said to be none', async (contentType) => {
    const result = await parse(wire, contentType);
    expect(!result.ok && result.diagnostics.map(({ code, message }) => [code, message])).toEqual([['WIRE_MEDIA_TYPE', 'there is no content type']]);
  });

  const notification = '{"m2m:sgn":{"sur":"s"}}';
  const request = '{"op":2,"to":"a","fr":"C","rqi":"1","rvi":"3"}';
  const response = '{"rsc":2000,"rqi":"1","rvi":"3"}';
  it.each<readonly [string, string, string]>([
    ['application/vnd.onem2m-ntfy+json', notification, 'notification'],
    ['application/vnd.onem2m-ntfy+xml', `<m2m:sgn${m2m}><sur>s</sur></m2m:sgn>`, 'notification'],
    ['application/vnd.onem2m-preq+json', request, 'requestPrimitive'],
    ['application/vnd.onem2m-preq+xml', `<m2m:rqp${m2m}><op>2</op><to>a</to><fr>C</fr><rqi>1</rqi><rvi>3</rvi></m2m:rqp>`, 'requestPrimitive'],
    ['application/vnd.onem2m-prsp+json', response, 'responsePrimitive'],
    ['application/vnd.onem2m-prsp+xml', `<m2m:rsp${m2m}><rsc>2000</rsc><rqi>1</rqi><rvi>3</rvi></m2m:rsp>`, 'responsePrimitive'],
    ['application/json', notification, 'notification'],
    ['application/json', request, 'requestPrimitive'],
    ['application/json', response, 'responsePrimitive'],
    ['application/json', `{"m2m:rqp":${request}}`, 'requestPrimitive'],
    ['application/json', '{"m2m:uril":["a"]}', 'primitiveContent'],
    ['application/vnd.onem2m-res+json', '{"m2m:uri":"a"}', 'primitiveContent'],
    ['application/json', '{"m2m:atrl":["vr"]}', 'primitiveContent'],
    ['application/json', '{"m2m:softwareCampaign":{"version":"1"}}', 'softwareCampaign'],
  ])('%s: %s', async (contentType, text, type) => {
    expect(await parse(text, contentType)).toMatchObject({ ok: true, type });
  });

  it.each<readonly [string, string, readonly string[]]>([
    ['application/vnd.onem2m-ntfy+json', wire, ['1:2 WIRE_ROOT m2m:swcm']],
    ['application/vnd.onem2m-res+json', notification, ['1:1 WIRE_ROOT']],
    ['application/vnd.onem2m-res+xml', `<m2m:sgn${m2m}><sur>s</sur></m2m:sgn>`, ['1:1 WIRE_ROOT']],
    ['application/vnd.onem2m-ntfy+xml', xml, ['2:1 WIRE_ROOT m2m:swcm']],
    ['application/vnd.onem2m-prsp+json', wire, ['1:2 WIRE_ROOT m2m:swcm']],
    ['application/json; ty=2', wire, ['1:2 WIRE_ROOT m2m:swcm']],
  ])('%s says something else than %s', async (contentType, text, want) => {
    expect(await found(text, contentType)).toEqual(want);
  });
});

describe('rules, with line and column of what breaks them', () => {
  it.each<{ readonly what: string; readonly text: string; readonly want: readonly string[]; readonly contentType?: string; readonly options?: ParseOptions<KnownType, Operation> }>([
    {
      what: 'values, and what must not be there, in a Create request',
      text: '{\n  "m2m:swcm": {\n    "cpst": 1,\n    "vr": 2, "cpen": "yes",\n    "swn": "a", "url": "b", "swtg": ["c"],\n    "swtc": [\n      { "sri": "a",\n        "evc": { "optr": 9, "sbjt": "x", "thld": 1 } } ],\n    "colour": 1\n  }\n}',
      contentType: `${res};ty=9076`,
      want: ['2:3 WIRE_INVALID m2m:swcm/swop M', '3:5 WIRE_INVALID m2m:swcm/cpst NP', '4:5 WIRE_INVALID m2m:swcm/vr type', '4:14 WIRE_INVALID m2m:swcm/cpen type', '8:18 WIRE_INVALID m2m:swcm/swtc/0/evc/optr enum', '9:5 WIRE_INVALID m2m:swcm/colour unknown'],
    },
    {
      what: 'the same in XML',
      text: `<m2m:swcm${m2m}>\n <cpst>1</cpst>\n <swn>a</swn><url>b</url><swtg>c</swtg> <cpen>yes</cpen>\n <swtc>\n  <sri>a</sri>\n  <evc><optr>9</optr><sbjt>x</sbjt><thld>1</thld></evc></swtc>\n <colour/><vr>1</vr>\n</m2m:swcm>`,
      contentType: 'application/xml',
      options: { operation: 'create' },
      want: ['1:1 WIRE_INVALID m2m:swcm/swop M', '2:2 WIRE_INVALID m2m:swcm/cpst NP', '3:41 WIRE_INVALID m2m:swcm/cpen type', '6:8 WIRE_INVALID m2m:swcm/swtc/0/evc/optr enum', '7:2 WIRE_INVALID m2m:swcm/colour unknown'],
    },
    { what: 'long names, by long names', text: '{"m2m:softwareCampaign":\n {"campaignStatus":9}}', want: ['2:3 WIRE_INVALID m2m:softwareCampaign/campaignStatus enum'] },
    { what: 'a member that stands twice', text: '{"m2m:swcm":{"vr":"1",\n"vr":"2"}}', want: ['2:1 WIRE_JSON_DUPLICATE m2m:swcm/vr'] },
    { what: 'twice, and wrong in other ways', text: '{"m2m:swcm":{"vr":"1",\n"cpen":1,"vr":"2"}}', want: ['2:1 WIRE_INVALID m2m:swcm/cpen type', '2:10 WIRE_JSON_DUPLICATE m2m:swcm/vr'] },
    { what: 'the root element twice', text: '{"m2m:swcm":{"vr":"1"},\n"m2m:swcm":{}}', want: ['2:1 WIRE_JSON_DUPLICATE m2m:swcm'] },
    { what: 'long names among short ones', text: '{"m2m:swcm":{"version":"1",\n "cpen":1}}', want: ['1:14 WIRE_NAME_COLLISION m2m:swcm/version', '2:2 WIRE_INVALID m2m:swcm/cpen type'] },
    { what: 'items of lists', text: '{"m2m:cb":{"srt":[1,\n  99999]}}', want: ['2:3 WIRE_INVALID m2m:cb/srt/1 enum'] },
    { what: 'in a request', text: '{"op":1,"to":"a","fr":"C","rqi":"1","rvi":"3","ty":9076,\n"pc":{"m2m:swcm":{"cpst":1,"vr":"1","swn":"a","url":"b","swtg":["c"],"swop":1}}}', want: ['2:19 WIRE_INVALID pc/m2m:swcm/cpst NP'] },
    { what: 'in a notification', text: '{"m2m:sgn":{"nev":{"rep":{"m2m:swcm":{"cpst":\n9}},"net":1},"sur":"s"}}', want: ['1:39 WIRE_INVALID m2m:sgn/nev/rep/m2m:swcm/cpst enum'] },
    {
      what: 'in a notification in XML',
      text: `<m2m:sgn${m2m}><nev><rep><m2m:swcm>\n<cpst>9</cpst></m2m:swcm></rep><net>1</net></nev><sur>s</sur></m2m:sgn>`,
      contentType: 'application/vnd.onem2m-ntfy+xml',
      want: ['2:1 WIRE_INVALID m2m:sgn/nev/rep/m2m:swcm/cpst enum'],
    },
    { what: 'a content that is no resource', text: '{"m2m:uril":["a",\n2]}', want: ['2:1 WIRE_INVALID m2m:uril/1 type'] },
    { what: 'NULL in a Create request', text: '{"m2m:swcm":{"vr":null,"swn":"a","url":"b","swtg":["c"],"swop":1}}', options: { operation: 'create' }, want: ['1:14 WIRE_INVALID m2m:swcm/vr null'] },
    { what: 'a type that there is not', text: '{"m2m:nod":{}}', options: { type: 'swcm' as 'node' }, want: ['1:2 WIRE_UNKNOWN_TYPE m2m:nod'] },
    { what: 'an operation that there is not', text: '{"m2m:exin":{}}', options: { operation: 'create' }, want: ['1:2 WIRE_UNKNOWN_TYPE m2m:exin'] },
    { what: 'a resource that is known by name only', text: '{"m2m:gis":{"st":1}}', want: ['1:2 WIRE_NOT_COVERED m2m:gis'] },
    { what: 'another type than what is wanted', text: wire, options: { type: 'node' }, want: ['1:2 WIRE_ROOT m2m:swcm'] },
    { what: 'no root and no type', text: '{"vr":"1"}', want: ['1:1 WIRE_ROOT'] },
    { what: 'nothing', text: '{}', want: ['1:1 WIRE_ROOT'] },
    { what: 'a root that is none', text: '{"m2m:swcn":{}}', want: ['1:2 WIRE_NOT_COVERED m2m:swcn'] },
    { what: 'a root with no object', text: '{"m2m:swcm":[]}', want: ['1:2 WIRE_ROOT m2m:swcm'] },
    { what: 'no object', text: ' [1]', want: ['1:2 WIRE_ROOT'] },
    { what: '__proto__', text: '{"m2m:swcm":{"__proto__":{"vr":1}}}', want: ['1:14 WIRE_INVALID m2m:swcm/__proto__ unknown'] },
    { what: 'constructor as a root', text: '{"m2m:constructor":{}}', want: ['1:2 WIRE_NOT_COVERED m2m:constructor'] },
  ])('$what', async ({ text, contentType = 'application/json', options = {}, want }) => {
    expect(await found(text, contentType, options)).toEqual(want);
  });

  it('messages name the rule and its clause', async () => {
    const result = await parse('{"m2m:swcm":{"cpst":1}}', `${res};ty=9076`);
    expect(!result.ok && result.diagnostics.find(({ rule }) => rule === 'NP')).toEqual({
      code: 'WIRE_INVALID',
      message: 'campaignStatus must not be present in a Create request (NP: set by the Hosting CSE only)',
      path: ['m2m:swcm', 'cpst'],
      place: { line: 1, column: 14 },
      rule: 'NP',
      clause: 'TS-0001-CR 9.6.76, Table 9.6.76-2',
    });
  });

  it.each<readonly [string, string, string | undefined]>([
    ['in the form of the text', '{"m2m:swcm":{"swnn":"a"}}', 'did you mean "swn"?'],
    ['in the other form', '{"m2m:softwareCampaign":{"campaignEnable":true}}', 'did you mean "campaignEnabled"?'],
    ['deeper', '{"m2m:swcm":{"swtc":[{"sri":"a","evc":{"optr":1,"sbjt":"b","thld":1,"sbjct":"c"}}]}}', 'did you mean "sbjt"?'],
    ['nothing near', '{"m2m:swcm":{"colour":"red"}}', undefined],
  ])('an unknown name, with the one that may be meant: %s', async (_, text, hint) => {
    const result = await parse(text, res);
    expect(!result.ok && result.diagnostics.map((diagnostic) => [diagnostic.rule, diagnostic.hint])).toEqual([['unknown', hint]]);
  });

  it('a text without a root element, where the type is known', async () => {
    expect(await parse('{"vr":"1"}', 'application/json', { type: 'softwareCampaign' })).toEqual({ ok: true, type: 'softwareCampaign', form: 'wire', value: { version: '1' } });
    expect(await parse('{"version":"1"}', 'application/json', { type: 'softwareCampaign' })).toEqual({ ok: true, type: 'softwareCampaign', form: 'long', value: { version: '1' } });
    expect(await found('{\n"vr":1}', 'application/json', { type: 'softwareCampaign' })).toEqual(['2:1 WIRE_INVALID vr type']);
  });

  it('names and numbers of your own', async () => {
    const names = { shortNames: { softwareCampaign: 'swca', campaignEnabled: 'ce' }, resourceTypes: { softwareCampaign: 7030 } };
    expect(await parse('{"m2m:swca":{"ce":true,"ty":7030}}', 'application/json', { names })).toMatchObject({ ok: true, value: { campaignEnabled: true, resourceType: 9076 } });
    expect(await found('{"m2m:swca":{"ce":1,\n"ty":9076}}', 'application/json; ty=7030', { names, operation: 'partial' })).toEqual(['1:14 WIRE_INVALID m2m:swca/ce type', '2:1 WIRE_NAME_COLLISION m2m:swca/ty']);
  });
});

describe('without waiting', () => {
  const read = parserWith({ softwareCampaign });

  it('checks with the validators that it is given', () => {
    expect(read(wire, 'application/json', { operation: 'create' })).toEqual({ ok: true, type: 'softwareCampaign', form: 'wire', value: campaign });
    expect(read('{"m2m:swcm":{"cpen":1}}', 'application/json')).toMatchObject({ ok: false, diagnostics: [{ rule: 'type' }] });
  });

  it('says so where it has none', () => {
    expect(read('{"m2m:nod":{}}', 'application/json')).toMatchObject({ ok: false, diagnostics: [{ code: 'WIRE_NOT_COVERED' }], outcome: 'notCovered' });
  });
});

describe('types', () => {
  it('follow type and operation', async () => {
    const one = await parse(wire, res, { type: 'softwareCampaign', operation: 'create' });
    if (one.ok) expectTypeOf(one.value).toEqualTypeOf<SoftwareCampaignCreate>();
    const any = await parse(wire, res);
    if (any.ok && any.type === 'softwareCampaign') expectTypeOf(any.value).toEqualTypeOf<PartOf<SoftwareCampaign>>();
    expect(any.ok && any.type === 'softwareCampaign' && any.value.softwareName).toBe('app');
  });
});

/** What a newcomer writes, and what is said of it: once, with the way out. */
describe('hints', () => {
  const standard = 'http://www.onem2m.org/xml/protocols';
  it.each<readonly [what: string, text: string, contentType: string, hints: readonly (string | undefined)[]]>([
    ['a number as a text', '{"m2m:cnt":{"mni":"3"}}', 'application/json', ['without quotes: 3']],
    ['a boolean as a text, of many fields', '{"m2m:ae":{"api":"Na","rr":"true"}}', 'application/json', ['without quotes: true']],
    ['a resource type as a text', '{"op":1,"to":"a","fr":"C","rqi":"1","rvi":"3","ty":"3","pc":{"m2m:cnt":{}}}', 'application/json', ['without quotes: 3']],
    ['a text as a number', '{"m2m:nod":{"ni":7}}', 'application/json', ['in quotes: "7"']],
    ['one item in the place of a list', '{"m2m:cnt":{"lbl":"a"}}', 'application/json', ['a list: ["a"]']],
    ['what no notation makes right', '{"m2m:cnt":{"mni":"many","lbl":{}}}', 'application/json', [undefined, undefined]],
    ['a wrong item of a list', '{"m2m:cnt":{"lbl":[7]}}', 'application/json', ['in quotes: "7"']],
    ['a short name under a long root, said once', '{"m2m:container":{"mni":3}}', 'application/json', ['give every name in its long form: maxNrOfInstances']],
    ['a comma behind the last member', '{"m2m:cnt":{"mni":3,}}', 'application/json', ['leave out the comma before "}"']],
    ['a comma behind the last item', '{"m2m:cnt":{"lbl":["a" , ]}}', 'application/json', ['leave out the comma before "]"']],
    ['True of Python', '{"m2m:ae":{"rr":True}}', 'application/json', ['did you mean true?']],
    ['a text without quotes', '{"m2m:ae":{"rr":yes}}', 'application/json', ['a text stands in double quotes']],
    ['no value at all', '{"m2m:ae":{"rr":}}', 'application/json', [undefined]],
    ['a prefix that is not declared', '<m2m:cnt/>', 'application/xml', [`the root element says xmlns:m2m="${standard}"`]],
    ['one that nobody knows', '<x:cnt/>', 'application/xml', [undefined]],
  ])('%s', async (_what, text, contentType, hints) => {
    const result = await parse(text, contentType);
    expect(!result.ok && result.diagnostics.map(({ hint }) => hint)).toEqual(hints);
  });

  it('a root element without its prefix, where the type is known', async () => {
    const result = await parse('{"cnt":{"mni":3}}', 'application/json', { type: 'container' });
    expect(!result.ok && result.diagnostics.map(({ message, hint }) => [message, hint])).toEqual([['the root element "cnt" has no prefix', 'did you mean "m2m:cnt"?']]);
  });
});
