import { describe, expect, it } from 'vitest';
import { requestPrimitive, requestPrimitiveWire } from '../../generated/validators/requestPrimitive.js';
import { responsePrimitiveWire } from '../../generated/validators/responsePrimitive.js';
import * as transactionMgmt from '../../generated/validators/transactionMgmt.js';
import { decode, encode, parse, parserWith } from '../../wire/index.js';

/** Requests of a <transactionMgmt> and of a <delivery>: parameters of each stand in its metaInformation (TS-0004 6.3.5.3, 6.3.5.4). */
const one = { op: 1, to: 'a', fr: 'C', rqi: '1', pc: { 'm2m:cnt': { lbl: ['x'], mni: 3 } }, mi: { ty: 3, rvi: '3' } } as const;
const other = { op: 2, to: 'a', fr: 'C', rqi: '2' } as const;

const said = async (body: object, operation: 'create' | 'partial' = 'create'): Promise<readonly string[]> => {
  const result = await parse(JSON.stringify(body), 'application/json', { operation });
  return result.ok ? [] : result.diagnostics.map(({ path, rule, code }) => `${path.join('/')} ${rule ?? code}`).sort();
};
const pathsOf = (issues: readonly { readonly path: readonly (string | number)[]; readonly rule: string }[]): readonly string[] =>
  issues.map(({ path, rule }) => `${path.join('/')} ${rule === 'notCovered' ? 'WIRE_NOT_COVERED' : rule}`).sort();

/** Where requests travel together: the resource, its number, and the attribute. */
const places = [
  { root: 'm2m:tram', type: 50, attribute: 'rqps', rest: {} },
  { root: 'm2m:dlv', type: 6, attribute: 'arq', rest: { sr: 'a', tg: 'b', ls: '20300131T120000', ec: 2, dmd: { tcop: true } } },
];

describe.each(places)('the requests of $root', ({ root, type, attribute, rest }) => {
  const bodyWith = (...requests: readonly object[]) => ({ [root]: { ...rest, [attribute]: { rqp: requests } } });

  it('are read', async () => {
    expect(await said(bodyWith(one, other, { ...other, op: 4, mi: { rvi: '3' } }))).toEqual([]);
    expect(requestPrimitiveWire.is({ op: 1, to: 'a', fr: 'C', rqi: '1', rvi: '3', ty: type, pc: bodyWith(one, other) })).toBe(true);
  });

  it.each<{ readonly what: string; readonly changes: object; readonly want: readonly string[] }>([
    { what: 'a parameter that must be there', changes: { to: undefined }, want: ['to M'] },
    { what: 'a member that there is not', changes: { colour: 1 }, want: ['colour unknown'] },
    { what: 'a parameter that stands elsewhere', changes: { ty: 3 }, want: ['ty unknown'] },
    { what: 'a parameter that there is not', changes: { mi: { ...one.mi, colour: 1 } }, want: ['mi/colour unknown'] },
    { what: 'a value', changes: { mi: { ...one.mi, rcn: 99 } }, want: ['mi/rcn enum'] },
    { what: 'what the operation asks for', changes: { mi: { rvi: '3' } }, want: ['mi/ty M'] },
    { what: 'the same, where there is no such member at all', changes: { mi: undefined }, want: ['mi/ty M'] },
    { what: 'what metaInformation must have', changes: { mi: { ty: 3 } }, want: ['mi/rvi M'] },
    { what: 'what the operation excludes', changes: { op: 4 }, want: ['mi/ty NP', 'pc NP'] },
    { what: 'a Result Content of another operation', changes: { mi: { ...one.mi, rcn: 4 } }, want: ['mi/rcn implies'] },
    { what: 'an attribute of what it carries', changes: { pc: { 'm2m:cnt': { mni: -1 } } }, want: ['pc/m2m:cnt/mni range'] },
    { what: 'a content of another type', changes: { pc: { 'm2m:ae': {} } }, want: ['pc content'] },
    { what: 'a content that is not covered', changes: { pc: { 'hd:colour': {} } }, want: ['pc/hd:colour WIRE_NOT_COVERED'] },
    { what: 'no object', changes: { mi: 'text' }, want: ['mi type', 'mi/ty M'] },
  ])('are checked inside: $what', async ({ changes, want }) => {
    const body = bodyWith(other, { ...one, ...changes });
    const at = (...steps: string[]) => want.map((each) => [...steps, root, attribute, 'rqp', 1, each].join('/')).sort();
    expect(await said(body)).toEqual(at());
    expect(pathsOf(requestPrimitiveWire.issues({ op: 1, to: 'a', fr: 'C', rqi: '1', rvi: '3', ty: type, pc: body }))).toEqual(at('pc'));
  });
});

describe('of a <transactionMgmt>', () => {
  const long = { requestPrimitives: { request: [{ operation: 1, to: 'a', from: 'C', requestIdentifier: '1', primitiveContent: { 'm2m:container': { maxNrOfInstances: 3 } }, metaInformation: { resourceType: 3, ReleaseVersionIndicator: '3' } }] } } as const;

  it('the content of requests has names of both forms, and so have places', async () => {
    const wire = encode('transactionMgmt', long);
    expect(wire).toEqual({ rqps: { rqp: [{ op: 1, to: 'a', fr: 'C', rqi: '1', pc: { 'm2m:cnt': { mni: 3 } }, mi: { ty: 3, rvi: '3' } }] } });
    expect(decode('transactionMgmt', wire)).toEqual(long);
    const { metaInformation, ...request } = long.requestPrimitives.request[0];
    const late = { ...request, metaInformation: { ...metaInformation, ReleaseVersionIndicator: '9' } };
    expect(await said({ 'm2m:transactionMgmt': { requestPrimitives: { request: [late] } } })).toEqual(['m2m:transactionMgmt/requestPrimitives/request/0/metaInformation/ReleaseVersionIndicator enum']);
    expect(pathsOf(requestPrimitive.issues({ operation: 1, to: 'a', from: 'C', requestIdentifier: '1', releaseVersionIndicator: '3', resourceType: 50, primitiveContent: { 'm2m:transactionMgmt': { requestPrimitives: { request: [request] } } } }))).toEqual([
      'primitiveContent/m2m:transactionMgmt/requestPrimitives/request/0/metaInformation/resourceType M',
    ]);
  });

  it('the responses are checked inside, too', async () => {
    const body = { 'm2m:tram': { rsps: { 'm2m:rsp': [{ rsc: 2001, rqi: '1', rvi: '3', pc: { 'm2m:cnt': { mni: 3 } } }, { rsc: 2000, rqi: '2', rvi: '3', pc: { 'm2m:cnt': { mni: -1 } } }] } } };
    expect(await said(body, 'partial')).toEqual(['m2m:tram/rsps/m2m:rsp/1/pc/m2m:cnt/mni range']);
    expect(pathsOf(responsePrimitiveWire.issues({ rsc: 2000, rqi: '1', rvi: '3', pc: body }))).toEqual(['pc/m2m:tram/rsps/m2m:rsp/1/pc/m2m:cnt/mni range']);
  });

  it('as far as their shape goes by the validator of the resource alone; a parser with no other says so', () => {
    const body = { rqps: { rqp: [{ ...one, pc: { 'm2m:cnt': { mni: -1 } } }] } };
    expect(transactionMgmt.createWire.issues(body)).toEqual([]);
    const result = parserWith({ transactionMgmt })(JSON.stringify({ 'm2m:tram': body }), 'application/json', { operation: 'create' });
    expect(result.ok ? [] : result.diagnostics.map(({ code, path }) => `${code} ${path.join('/')}`)).toEqual(['WIRE_NOT_COVERED m2m:tram/rqps']);
  });

  it('a hundred issues are enough', async () => {
    const requests = Array.from({ length: 500 }, () => ({ ...one, pc: { 'm2m:cnt': { mni: -1 } } }));
    expect((await said({ 'm2m:tram': { rqps: { rqp: requests } } })).length).toBe(100);
  });
});
