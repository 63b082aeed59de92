import { describe, expect, it } from 'vitest';
import * as contentInstance from '../../generated/validators/contentInstance.js';
import * as container from '../../generated/validators/container.js';
import { responsePrimitive, responsePrimitiveWire } from '../../generated/validators/responsePrimitive.js';
import { notificationWire } from '../../generated/validators/notification.js';
import type { Issue, Validator } from '../../generated/validators/support.js';
import { readingOf } from '../../generated/validators/support.js';
import type { Failure, KnownType, Operation, ParseOptions, Parsed } from '../../wire/index.js';
import { encode, parse, parserWith } from '../../wire/index.js';

const m2m = ' xmlns:m2m="http://www.onem2m.org/xml/protocols"';

/** `line:column CODE path rule` of everything that is said of a text. */
function said(result: Parsed | Failure): readonly string[] {
  const all = (result.ok ? result.unknownHere : result.diagnostics) ?? [];
  return all.map(({ code, path, place, rule }) => [`${place?.line}:${place?.column}`, code, path.join('/'), ...(rule === undefined ? [] : [rule])].join(' '));
}

const found = async (text: string, contentType = 'application/json', options: ParseOptions<KnownType, Operation> = {}): Promise<readonly string[]> => said((await parse(text, contentType, options)) as unknown as Parsed | Failure);

const issues = (validator: Pick<Validator<unknown>, 'issues'>, data: unknown): readonly string[] => validator.issues(data).map(({ path, rule }) => `${path.join('/')} ${rule}`);

const instance = { ty: 4, ri: 'c1', rn: 'cin', pi: 'i1', con: 'a', cs: 1, st: 1 } as const;
const full = { ty: 3, ri: 'i1', rn: 'cnt', pi: 'cb', ct: '20260101T000000', lt: '20260101T000000', et: '20270101T000000', st: 1, cni: 1, cbs: 1 } as const;

describe('children that a representation nests (TS-0001 8.1.2) are checked by the validators of their own types', () => {
  it.each<{ readonly what: string; readonly text: string; readonly want: readonly string[]; readonly contentType?: string; readonly options?: ParseOptions<KnownType, Operation> }>([
    { what: 'attributes and children', text: JSON.stringify({ 'm2m:cnt': { ...full, 'm2m:cin': [instance] } }), want: [] },
    { what: 'children alone, without the attributes of their parent', text: JSON.stringify({ 'm2m:cnt': { 'm2m:cin': [instance, { con: 'b' }], 'm2m:sub': [{ nu: ['a'], enc: { net: [1] } }] } }), want: [] },
    { what: 'no children', text: '{"m2m:cnt":{"m2m:cin":[]}}', want: [] },
    { what: 'values', text: '{"m2m:cnt":{"m2m:cin":[{"con":"a"},\n{"cs":"x",\n "ty":99}]}}', want: ['2:2 WIRE_INVALID m2m:cnt/m2m:cin/1/cs type', '3:2 WIRE_INVALID m2m:cnt/m2m:cin/1/ty fixed'] },
    {
      what: 'values, in long names',
      text: '{"m2m:container":{"m2m:contentInstance":[\n{"contentSize":"x",\n "resourceType":99}]}}',
      want: ['2:2 WIRE_INVALID m2m:container/m2m:contentInstance/0/contentSize type', '3:2 WIRE_INVALID m2m:container/m2m:contentInstance/0/resourceType fixed'],
    },
    {
      what: 'values, in XML',
      text: `<m2m:cnt${m2m}>\n<m2m:cin><con>a</con></m2m:cin>\n<m2m:cin>\n <ty>99</ty><cs>x</cs></m2m:cin></m2m:cnt>`,
      contentType: 'application/xml',
      want: ['4:2 WIRE_INVALID m2m:cnt/m2m:cin/1/ty fixed', '4:13 WIRE_INVALID m2m:cnt/m2m:cin/1/cs type'],
    },
    {
      what: 'values, in XML with long names',
      text: `<m2m:container${m2m}><m2m:contentInstance>\n<resourceType>99</resourceType></m2m:contentInstance></m2m:container>`,
      contentType: 'application/xml',
      want: ['2:1 WIRE_INVALID m2m:container/m2m:contentInstance/0/resourceType fixed'],
    },
    { what: 'children of children', text: '{"m2m:ae":{"m2m:cnt":[{"m2m:cnt":[{"m2m:sub":[{"nct":1}]},{"m2m:sub":[\n{"nct":"1"}]}]}]}}', want: ['2:2 WIRE_INVALID m2m:ae/m2m:cnt/0/m2m:cnt/1/m2m:sub/0/nct type'] },
    {
      what: 'children of children, in XML',
      text: `<m2m:ae${m2m}><m2m:cnt><m2m:cnt><m2m:cin>\n<cs>-1</cs></m2m:cin></m2m:cnt></m2m:cnt></m2m:ae>`,
      contentType: 'application/xml',
      want: ['2:1 WIRE_INVALID m2m:ae/m2m:cnt/0/m2m:cnt/0/m2m:cin/0/cs range'],
    },
    { what: 'parent and child', text: '{"m2m:cnt":{"m2m:cin":[{"cs":"x"}],\n"mni":-1}}', want: ['1:25 WIRE_INVALID m2m:cnt/m2m:cin/0/cs type', '2:1 WIRE_INVALID m2m:cnt/mni range'] },
    { what: 'attributes that the child does not have', text: '{"m2m:cnt":{"m2m:cin":[{"mni":1}]}}', want: ['1:25 WIRE_INVALID m2m:cnt/m2m:cin/0/mni unknown'] },
    { what: 'what another release may have', text: '{"m2m:cnt":{"m2m:cin":[{"dcnt":1}],"m2m:sub":[{"nct":99}]}}', options: { release: 'any' }, want: ['1:25 WIRE_UNKNOWN_HERE m2m:cnt/m2m:cin/0/dcnt', '1:48 WIRE_UNKNOWN_HERE m2m:cnt/m2m:sub/0/nct'] },
    { what: 'what no release allows', text: '{"m2m:cnt":{"m2m:cin":[{"dcnt":1,"cs":"x"}]}}', options: { release: 'any' }, want: ['1:34 WIRE_INVALID m2m:cnt/m2m:cin/0/cs type'] },
    { what: 'a type of which only the name is known', text: '{"m2m:cnt":{"m2m:cnt":[{},{"m2m:cin":[],\n"m2m:latest":[{"st":1}]}]}}', want: ['2:1 WIRE_NOT_COVERED m2m:cnt/m2m:cnt/1/m2m:latest'] },
    { what: 'one that may not stand there, said once', text: '{"m2m:cnt":{"m2m:mgmtObjAnnc":[{"st":1}]}}', want: ['1:13 WIRE_INVALID m2m:cnt/m2m:mgmtObjAnnc unknown'] },
    { what: 'none of such a type', text: '{"m2m:cnt":{"m2m:latest":[]}}', want: [] },
    { what: 'a type of somebody else', text: '{"m2m:cnt":{"m2m:cnt":[{\n"my:thing":[{"m2m:cin":[{"cs":"x"}]}]}]}}', want: ['2:1 WIRE_NOT_COVERED m2m:cnt/m2m:cnt/0/my:thing'] },
    { what: 'a type of somebody else, where other releases are read', text: '{"m2m:cnt":{"m2m:cnt":[{\n"my:thing":[{}]}]}}', options: { release: 'any' }, want: ['2:1 WIRE_UNKNOWN_HERE m2m:cnt/m2m:cnt/0/my:thing'] },
    { what: 'a child that is none', text: '{"m2m:cnt":{"m2m:cin":[1,{"cs":1}]}}', want: ['1:24 WIRE_INVALID m2m:cnt/m2m:cin/0 type'] },
    { what: 'children in no list', text: '{"m2m:cnt":{"m2m:cin":{"cs":"x"}}}', want: ['1:13 WIRE_INVALID m2m:cnt/m2m:cin type'] },
    { what: 'a whole representation, with whole children', text: JSON.stringify({ 'm2m:cnt': { ...full, 'm2m:cin': [{ con: 'a' }] } }), options: { operation: 'full' }, want: ['ty', 'ri', 'rn', 'pi', 'et', 'ct', 'lt', 'st', 'cs'].map((name) => `1:154 WIRE_INVALID m2m:cnt/m2m:cin/0/${name} M`) },
    { what: 'a Create request, which nests none', text: '{"m2m:cnt":{"m2m:cin":[{"cs":"x"}]}}', options: { operation: 'create' }, want: ['1:13 WIRE_INVALID m2m:cnt/m2m:cin unknown'] },
    { what: 'in a response', text: '{"rsc":2000,"rqi":"1","pc":{"m2m:cnt":{"m2m:cin":[\n{"cs":"x"}]}}}', want: ['2:2 WIRE_INVALID pc/m2m:cnt/m2m:cin/0/cs type'] },
    { what: 'in a response in XML', text: `<m2m:rsp${m2m}><rsc>2000</rsc><rqi>1</rqi><pc><m2m:cnt><m2m:cnt><m2m:cin>\n<cs>x</cs></m2m:cin></m2m:cnt></m2m:cnt></pc></m2m:rsp>`, contentType: 'application/xml', want: ['2:1 WIRE_INVALID m2m:rsp/pc/m2m:cnt/m2m:cnt/0/m2m:cin/0/cs type'] },
    { what: 'in a notification', text: '{"m2m:sgn":{"nev":{"rep":{"m2m:cnt":{"m2m:cin":[{\n"cs":"x"}]}},"net":1},"sur":"s"}}', want: ['2:1 WIRE_INVALID m2m:sgn/nev/rep/m2m:cnt/m2m:cin/0/cs type'] },
    { what: 'beside its address', text: '{"m2m:rce":{"uri":"a","m2m:cnt":{"m2m:cin":[{\n"cs":"x"}]}}}', want: ['2:1 WIRE_INVALID m2m:rce/m2m:cnt/m2m:cin/0/cs type'] },
  ])('$what', async ({ text, contentType, options, want }) => {
    expect(await found(text, contentType, options)).toEqual(want);
  });

  it('a hint says which attribute of the child may be meant', async () => {
    expect(await parse('{"m2m:cnt":{"m2m:cin":[{"cnff":1}]}}', 'application/json')).toMatchObject({ ok: false, diagnostics: [{ message: 'unknown attribute "cnff" in contentInstance', hint: 'did you mean "cnf"?' }] });
  });

  it('what is right is read with long names', async () => {
    const value = { 'm2m:contentInstance': [{ content: 'a', contentSize: 1 }] };
    expect(await parse(JSON.stringify({ 'm2m:cnt': encode('container', value as never) }), 'application/json')).toEqual({ ok: true, type: 'container', form: 'wire', value });
  });
});

describe('who gives the validators', () => {
  const text = '{"m2m:cnt":{"m2m:cin":[{"cs":"x"}]}}';

  it('gives those of children, too', () => {
    expect(said(parserWith({ container, contentInstance })(text, 'application/json') as unknown as Parsed | Failure)).toEqual(['1:25 WIRE_INVALID m2m:cnt/m2m:cin/0/cs type']);
  });

  it('is told that others are not covered', () => {
    const result = parserWith({ container })(text, 'application/json');
    expect(result).toMatchObject({ ok: false, outcome: 'notCovered', diagnostics: [{ code: 'WIRE_NOT_COVERED', path: ['m2m:cnt', 'm2m:cin'] }] });
  });
});

describe('validators of primitives', () => {
  const response = (pc: unknown): unknown => ({ rsc: 2000, rqi: '1', pc });

  it('short names', () => {
    expect(responsePrimitiveWire.is(response({ 'm2m:cnt': { ...full, 'm2m:cin': [instance] } }))).toBe(true);
    expect(issues(responsePrimitiveWire, response({ 'm2m:ae': { 'm2m:cnt': [{ 'm2m:cin': [instance, { cs: 'x' }] }] } }))).toEqual(['pc/m2m:ae/m2m:cnt/0/m2m:cin/1/cs type']);
  });

  it('long names', () => {
    const value = { responseStatusCode: 2000, requestIdentifier: '1', primitiveContent: { 'm2m:container': { 'm2m:contentInstance': [{ contentSize: 'x' }] } } };
    expect(issues(responsePrimitive, value)).toEqual(['primitiveContent/m2m:container/m2m:contentInstance/0/contentSize type']);
  });

  it('notifications', () => {
    expect(issues(notificationWire, { 'm2m:sgn': { sur: 's', nev: { net: 1, rep: { 'm2m:cnt': { 'm2m:cin': [{ ty: 99 }] } } } } })).toEqual(['m2m:sgn/nev/rep/m2m:cnt/m2m:cin/0/ty fixed']);
  });

  it('a type without a validator is not covered, and no reason to refuse the whole', () => {
    const all: readonly Issue[] = responsePrimitiveWire.issues(response({ 'm2m:cnt': { 'm2m:cin': [{ cs: 1 }], 'm2m:latest': [{}] } }));
    expect(all).toEqual([{ message: '"m2m:latest" is of a type that is not covered here', path: ['pc', 'm2m:cnt', 'm2m:latest'], attribute: 'm2m:latest', rule: 'notCovered', clause: undefined }]);
    expect(readingOf(all).outcome).toBe('unknownHere');
  });

  it('a hundred issues are enough', () => {
    const many = { 'm2m:cnt': { lbl: Array.from({ length: 70 }, () => 1), 'm2m:cin': Array.from({ length: 1000 }, () => ({ cs: 'x', st: 'y' })) } };
    expect(responsePrimitiveWire.issues(response(many))).toHaveLength(100);
    expect(parserWith({ container, contentInstance })(JSON.stringify(many), 'application/json')).toMatchObject({ ok: false, diagnostics: { length: 100 } });
  });

  it('however deep children nest', () => {
    let deep: object = { 'm2m:cin': [{ cs: 'x' }] };
    for (let i = 0; i < 20_000; i++) deep = { 'm2m:cnt': [deep] };
    expect(responsePrimitiveWire.issues(response({ 'm2m:cnt': deep })).map(({ rule, path }) => `${path.length} ${rule}`)).toEqual(['40005 type']);
  });
});
