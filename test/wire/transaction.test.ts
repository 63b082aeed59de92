import { describe, expect, it } from 'vitest';
import { requestPrimitiveWire } from '../../generated/validators/requestPrimitive.js';
import { responsePrimitiveWire } from '../../generated/validators/responsePrimitive.js';
import * as transaction from '../../generated/validators/transaction.js';
import { decode, encode, fromXml, parse, parserWith, toXml } from '../../wire/index.js';

/** A request in a <transaction> is one, with what its operation asks for, and with what it carries (TS-0004 7.4.61.1). */
const long = {
  transactionID: 't',
  requestPrimitive: {
    operation: 1,
    to: 'a',
    from: 'C',
    requestIdentifier: '1',
    resourceType: 3,
    primitiveContent: { 'm2m:container': { labels: ['x'], maxNrOfInstances: 3 } },
    releaseVersionIndicator: '3',
  },
} as const;
const wire = { tid: 't', 'm2m:rqp': { op: 1, to: 'a', fr: 'C', rqi: '1', ty: 3, pc: { 'm2m:cnt': { lbl: ['x'], mni: 3 } }, rvi: '3' } } as const;
const request = wire['m2m:rqp'];

const created = { operation: 'create' } as const;
const written = toXml('transaction', long, created);
const xml = written.ok ? written.xml : '';

async function said(text: string, media = 'application/json', options: object = created): Promise<readonly string[] | 'fine'> {
  const result = await parse(text, media, options);
  return result.ok ? 'fine' : result.diagnostics.map(({ path, rule, code }) => `${path.join('/')} ${rule ?? code}`);
}

const withRequest = (changes: object) => ({ ...wire, 'm2m:rqp': { ...request, ...changes } });

describe('the request of a <transaction>', () => {
  it('has names of both forms, in JSON and XML', () => {
    expect(encode('transaction', long)).toEqual(wire);
    expect(decode('transaction', wire)).toEqual(long);
    expect(xml).toContain('<m2m:rqp><op>1</op><to>a</to><fr>C</fr>');
    expect(xml).toContain('<pc><m2m:cnt><lbl>x</lbl><mni>3</mni></m2m:cnt></pc>');
    expect(fromXml(xml, created)).toMatchObject({ ok: true, value: long });
    // A reference to a global element, with its prefix in both forms; without one it is read.
    const other = toXml('transaction', long, { ...created, form: 'long' });
    expect(other.ok && other.xml).toContain('<m2m:requestPrimitive><operation>1</operation>');
    expect(fromXml(other.ok ? other.xml : '', created)).toMatchObject({ ok: true, value: long });
    expect(fromXml(other.ok ? other.xml.replaceAll('m2m:requestPrimitive', 'requestPrimitive') : '', created)).toMatchObject({ ok: true, value: long });
  });

  it('is read', async () => {
    expect(await said(JSON.stringify({ 'm2m:trac': wire }))).toBe('fine');
    expect(await said(JSON.stringify({ 'm2m:transaction': long }))).toBe('fine');
    expect(await said(xml, 'application/xml')).toBe('fine');
  });

  it.each<{ readonly what: string; readonly changes: object; readonly want: readonly string[] }>([
    { what: 'a parameter that must be there', changes: { to: undefined }, want: ['to M'] },
    { what: 'a parameter that there is not', changes: { colour: 1 }, want: ['colour unknown'] },
    { what: 'a value', changes: { rcn: 99 }, want: ['rcn enum'] },
    { what: 'what the operation asks for', changes: { ty: undefined }, want: ['ty M'] },
    { what: 'what the operation excludes', changes: { op: 4 }, want: ['ty NP', 'pc NP'] },
    { what: 'a Result Content of another operation', changes: { rcn: 4 }, want: ['rcn implies'] },
    { what: 'an attribute of what it carries', changes: { pc: { 'm2m:cnt': { mni: -1 } } }, want: ['pc/m2m:cnt/mni range'] },
    { what: 'a content of another type', changes: { pc: { 'm2m:ae': {} } }, want: ['pc content'] },
    { what: 'a content that is not covered', changes: { ty: 3, pc: { 'hd:colour': {} } }, want: ['pc/hd:colour WIRE_NOT_COVERED'] },
  ])('is checked inside: $what', async ({ changes, want }) => {
    const body = withRequest(changes);
    const at = (...steps: string[]) => want.map((each) => [...steps, 'm2m:rqp', each].join('/'));
    const sort = (list: readonly string[] | 'fine') => (list === 'fine' ? list : [...list].sort());
    expect(sort(await said(JSON.stringify({ 'm2m:trac': body })))).toEqual(sort(at('m2m:trac')));
    // In a request itself, and in one of a transaction of a transaction.
    const outer = { op: 1, to: 'a', fr: 'C', rqi: '1', rvi: '3', ty: 51, pc: { 'm2m:trac': body } };
    const paths = (data: unknown) => requestPrimitiveWire.issues(data).map(({ path, rule }) => `${path.join('/')} ${rule === 'notCovered' ? 'WIRE_NOT_COVERED' : rule}`);
    expect(sort(paths(outer))).toEqual(sort(at('pc', 'm2m:trac')));
    expect(sort(paths({ ...outer, pc: { 'm2m:trac': { ...wire, 'm2m:rqp': outer } } }))).toEqual(sort(at('pc', 'm2m:trac', 'm2m:rqp', 'pc', 'm2m:trac')));
  });

  it('and where a representation nests it, or a response carries it', async () => {
    const body = { 'm2m:cnt': { 'm2m:trac': [withRequest({ ty: undefined })] } };
    expect(await said(JSON.stringify(body), 'application/json', {})).toEqual(['m2m:cnt/m2m:trac/0/m2m:rqp/ty M']);
    expect(responsePrimitiveWire.issues({ rsc: 2000, rqi: '1', rvi: '3', pc: body }).map(({ path }) => path.join('/'))).toEqual(['pc/m2m:cnt/m2m:trac/0/m2m:rqp/ty']);
  });

  it('and the response beside it', async () => {
    const text = (pc: object) => JSON.stringify({ 'm2m:trac': { 'm2m:rsp': { rsc: 2001, rqi: '1', rvi: '3', pc } } });
    expect(await said(text({ 'm2m:cnt': { ri: 'a' } }), 'application/json', {})).toBe('fine');
    expect(await said(text({ 'm2m:cnt': { ri: 1 } }), 'application/json', {})).toEqual(['m2m:trac/m2m:rsp/pc/m2m:cnt/ri type']);
  });

  it('as far as its parameters go by the validator of the resource alone; a parser with no other says so', () => {
    expect(transaction.createWire.issues(withRequest({ to: undefined, pc: { 'm2m:cnt': { mni: -1 } } })).map(({ path, rule }) => `${path.join('/')} ${rule}`)).toEqual(['m2m:rqp/to M']);
    const result = parserWith({ transaction })(JSON.stringify({ 'm2m:trac': wire }), 'application/json', created);
    expect(result.ok ? 'fine' : result.diagnostics.map(({ code, path }) => `${code} ${path.join('/')}`)).toEqual(['WIRE_NOT_COVERED m2m:trac/m2m:rqp']);
  });

  it('is an object', async () => {
    expect(await said(JSON.stringify({ 'm2m:trac': { ...wire, 'm2m:rqp': 'text' } }))).toEqual(['m2m:trac/m2m:rqp type']);
  });
});
