import { gunzipSync } from 'node:zlib';
import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { statusCodes } from '../../../generated/tables/status-codes.js';
import { httpFields } from '../../../generated/tables/http-binding.js';
import { structures } from '../../../generated/tables/structures.js';
import {
  accepted,
  addressOf,
  BindingError,
  fromHttpRequest,
  fromHttpResponse,
  httpStatusOf,
  pathOf,
  toHttpRequest,
  toHttpResponse,
} from '../../../runtime/http/binding/index.js';
import type { Attributes } from '../../../runtime/resource.js';
import { documentAt, whyNot } from '../../support/documents.js';

const lowered = (headers: Readonly<Record<string, string>>) => Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

describe('addresses (TS-0009 Table 6.2.2.1-1)', () => {
  it.each([
    ['CSEBase/ae12/cont27/contInst696', '/CSEBase/ae12/cont27/contInst696'],
    ['cin00856', '/cin00856'],
    ['/CSE178/CSEBase/ae12/cont27/contInst696', '/~/CSE178/CSEBase/ae12/cont27/contInst696'],
    ['/CSE178/cin00856', '/~/CSE178/cin00856'],
    ['//mym2msp.org/CSE178/CSEBase/ae12', '/_/mym2msp.org/CSE178/CSEBase/ae12'],
    ['//mym2msp.org/CSE178/cin00856', '/_/mym2msp.org/CSE178/cin00856'],
    ['cse-in/-/ä b', '/cse-in/-/%C3%A4%20b'],
    ['', '/'],
  ])('%s ↔ %s', (to, path) => {
    expect(pathOf(to)).toBe(path);
    expect(addressOf(path)).toBe(to);
  });

  it('one slash at the end says nothing; one inside a name is none', () => {
    expect(addressOf('/CSEBase/ae12/')).toBe('CSEBase/ae12');
    expect(() => addressOf('/cse-in/a%2Fb')).toThrow(BindingError);
    expect(() => addressOf('/cse-in/%FF')).toThrow(BindingError);
  });

  it('does not write what a path would not give back', () => {
    for (const to of ['a/../b', '~', '_/x', 'a//b', 'a/.']) expect(() => pathOf(to), to).toThrow(BindingError);
  });
});

describe('status codes (TS-0009 Table 6.3.2-1)', () => {
  it('every code of the table has its own, and goes back by X-M2M-RSC', () => {
    for (const { code, http } of statusCodes) {
      const response = toHttpResponse({ rsc: code, rqi: '1', rvi: '3' });
      expect(response.status).toBe(http ?? httpStatusOf(code));
      expect(fromHttpResponse({ ...response, headers: lowered(response.headers) })).toMatchObject({ rsc: code });
    }
  });

  it('others by their class', () => {
    expect([1999, 2999, 4999, 5999, 6999].map(httpStatusOf)).toEqual([202, 200, 400, 500, 500]);
  });
});

const word = fc.stringMatching(/^[A-Za-z][A-Za-z0-9._-]{0,11}$/);
const name = word.filter((each) => !/^(\.|~|_)/.test(each));
const header = fc.stringMatching(/^[!-~]([ -~]{0,15}[!-~])?$/);
const inHeader = header.filter((each) => !/^-?\d+$/.test(each) && !/^(basic|bearer|digest|negotiate)\b/i.test(each));
const unicode = fc.string({ unit: 'grapheme', maxLength: 12 });
const item = unicode.filter((each) => each !== '' && each.trim() === each);
const segments = fc.array(name, { minLength: 1, maxLength: 4 }).map((each) => each.join('/'));
const address = fc.tuple(fc.constantFrom('', '/', '//'), segments).map(([prefix, rest]) => prefix + rest);
const list = <T>(each: fc.Arbitrary<T>, minLength = 0) => fc.array(each, { minLength, maxLength: 4 });
const uris = list(fc.webUrl().filter((each) => !each.includes('&')));

const parameters = {
  rqi: header, rvi: header, ot: header, vsi: header, gid: header, ec: fc.nat(999),
  rqet: fc.oneof(inHeader, fc.integer()), rset: fc.oneof(inHeader, fc.integer()), oet: fc.oneof(inHeader, fc.integer()),
  rp: fc.oneof(item.filter((each) => !/^-?\d+$/.test(each)), fc.integer()), rcn: fc.nat(12), drt: fc.constantFrom(1, 2), da: fc.boolean(), tqi: fc.boolean(), sqi: fc.boolean(), asi: fc.boolean(), auri: fc.boolean(),
  rids: list(item), tids: list(item), ltids: list(word), tkns: list(word), aus: list(word),
  rt: fc.record({ rtv: fc.constantFrom(1, 2, 3, 4, 5), nu: uris }, { requiredKeys: ['rtv'] }),
  fc: fc.record(
    {
      fu: fc.constantFrom(1, 2), ty: list(fc.nat(9999)), lbl: list(item), cty: list(item), smf: list(unicode, 1), cfq: unicode, crb: unicode, lim: fc.nat(), lvl: fc.nat(), ofst: fc.nat(), clbl: list(item), palb: list(item), lbq: unicode, chty: list(fc.nat(9999)), pty: list(fc.nat(9999)), arp: unicode, fo: fc.constantFrom(1, 2), sts: fc.nat(),
      atr: list(fc.record({ nm: fc.constantFrom('cr', 'rn', 'cnf'), val: unicode }), 1), catr: list(fc.record({ nm: word, val: unicode }), 1), patr: list(fc.record({ nm: word, val: unicode }), 1),
    },
    { requiredKeys: ['fu'] },
  ),
};

const optional = fc.record(parameters, { requiredKeys: ['rqi', 'rvi'] });
const primitive: fc.Arbitrary<Attributes> = fc.tuple(fc.constantFrom(1, 2, 3, 4, 5), address, header, optional).map(([op, to, fr, others]) => {
  const content = op === 5 ? { 'm2m:sgn': { sur: 'cse-in/sub', vrq: true } } : { 'm2m:swcm': { rn: 'x', lbl: ['a', 'b'], cpen: true } };
  return { op, to, fr, ...others, ...(op === 1 && { ty: 9076 }), ...(op !== 2 && op !== 4 && { pc: content }) } as unknown as Attributes;
});

describe('request → HTTP → request', () => {
  for (const syntax of ['json', 'xml'] as const) {
    it(`is the identity, with ${syntax}`, () => {
      fc.assert(
        fc.property(primitive, (request) => {
          const http = toHttpRequest(request, { syntax });
          expect(JSON.parse(JSON.stringify(fromHttpRequest({ ...http, headers: lowered(http.headers) })))).toEqual(request);
        }),
        { numRuns: 300 },
      );
    });
  }

  it('carries every field of the table', () => {
    const written = new Set<string>();
    fc.assert(
      fc.property(primitive, (request) => {
        const { headers, target } = toHttpRequest(request);
        for (const each of Object.keys(headers)) written.add(each);
        for (const pair of (target.split('?')[1] ?? '').split('&')) written.add(pair.split('=')[0]!);
      }),
      { numRuns: 300 },
    );
    const untried = ['cra', 'ms', 'us', 'stb', 'exb', 'exa', 'sza', 'szb', 'cfs'];
    const wanted = httpFields.filter((row) => row.in.includes('request')).map((row) => row.name);
    expect(wanted.filter((each) => !written.has(each) && !untried.includes(each))).toEqual([]);
  });

  it('has a field for every condition of Filter Criteria (TS-0004 Table 6.3.5.8-1), but for those on attributes, which go by their names', () => {
    const conditions = structures.find(({ name: type }) => type === 'm2m:filterCriteria')!.members.map((member) => member.shortName);
    const queried = httpFields.filter(({ parameter }) => parameter === 'filterCriteria').map((row) => row.name);
    expect(conditions.filter((each) => !queried.includes(each))).toEqual(['atr', 'catr', 'patr']);
    expect(queried.filter((each) => !conditions.includes(each))).toEqual([]);
  });

  it('refuses what HTTP would change', () => {
    const base = { op: 2, to: 'cse-in', fr: 'CAdmin', rqi: '1', rvi: '3' };
    for (const others of [{ vsi: 'ä' }, { vsi: ' x' }, { fr: 'a\r\nX-M2M-Origin: CAdmin' }, { fc: { atr: [{ nm: 'fu', val: '1' }] } }, { fc: { nope: 1 } }, { grtm: ['a'] }, { fc: { smf: [] } }, { tkns: ['a+b'] }]) {
      expect(() => toHttpRequest({ ...base, ...others } as never), JSON.stringify(others)).toThrow(BindingError);
    }
  });
});

describe('requests as they are printed', () => {
  const ask = (target: string, headers: Record<string, string> = {}) => fromHttpRequest({ method: 'GET', target, headers });

  it.each([
    ['/CSE1234/RCSE78/container234?rt=1&rp=P1Y2M3DT10H1M0S', { to: 'CSE1234/RCSE78/container234', rt: { rtv: 1 }, rp: 'P1Y2M3DT10H1M0S' }],
    ['/CSE1234/RCSE78?ty=3&cr=Sam&fu=1', { fc: { ty: [3], atr: [{ nm: 'cr', val: 'Sam' }], fu: 1 } }],
    ['/x?fu=1&ty=2+3+4', { fc: { fu: 1, ty: [2, 3, 4] } }],
    ['/x?ty=2&ty=3&fu=1', { fc: { fu: 1, ty: [2, 3] } }],
    ['/x?fu=1&c.rn=a&p.rn=b', { fc: { catr: [{ nm: 'rn', val: 'a' }], patr: [{ nm: 'rn', val: 'b' }] } }],
    ['/x?fu=1&smf=PREFIX%20rdf%3A%20%3Chttp%3A%2F%2Fw%3E', { fc: { smf: ['PREFIX rdf: <http://w>'] } }],
    ['/~/myCSE/-/Cont1?atrl=ri+lbl+rr', { to: '/myCSE/-/Cont1', pc: { 'm2m:atrl': ['ri', 'lbl', 'rr'] } }],
    // As clients escape that write the separator as a blank, or escape it as it is.
    ['/x?atrl=ri%20lbl%2Brr', { to: 'x', pc: { 'm2m:atrl': ['ri', 'lbl', 'rr'] } }],
    ['/x?fu=1&ty=3%204%2B5', { to: 'x', fc: { fu: 1, ty: [3, 4, 5] } }],
  ])('%s', (target, expected) => {
    expect(ask(target)).toMatchObject(expected);
  });

  it('token pairs and tokens', () => {
    expect(ask('/x', { authorization: 'a.b.c+ d.e.f' })).toMatchObject({ tkns: ['a.b.c', 'd.e.f'] });
    expect(ask('/x', { authorization: 'Bearer secret' })).not.toHaveProperty('tkns');
    const ati = { ltia: [{ lti: 'l1', tkid: 't1' }, { lti: 'l2', tkid: 't2' }] };
    const response = toHttpResponse({ rsc: 2000, rqi: '1', rvi: '3', ati } as never);
    expect(response.headers['X-M2M-ATI']).toBe('l1:t1+l2:t2');
    expect(fromHttpResponse({ status: 200, headers: { 'x-m2m-rsc': '2000', 'x-m2m-ati': 'l1:t1 + l2:t2' } })).toMatchObject({ ati });
  });

  it.each([
    ['/x?rcn=abc', 'BAD_REQUEST'],
    ['/x?rcn=1&rcn=2', 'BAD_REQUEST'],
    ['/x?da=maybe', 'BAD_REQUEST'],
    ['/x?=1', 'BAD_REQUEST'],
    ['/x?lbl=%FF', 'BAD_REQUEST'],
    ['/x?atrl=ri&atrl=lbl', 'BAD_REQUEST'],
  ])('%s is refused', (target, status) => {
    expect(() => ask(target)).toThrow(expect.objectContaining({ status }));
  });

  it.each([
    ['text/plain', '{}', 'UNSUPPORTED_MEDIA_TYPE'],
    ['application/json;ty=-20009', '{}', 'BAD_REQUEST'],
    ['application/json;ty=3;ty=4', '{}', 'BAD_REQUEST'],
    ['application/json;ty=3;ty=x', '{}', 'BAD_REQUEST'],
    ['application/json;ty=3', '{', 'BAD_REQUEST'],
    ['application/json;ty=3', '['.repeat(100_000), 'BAD_REQUEST'],
    ['application/xml;ty=3', '<a', 'BAD_REQUEST'],
  ])('a body as %s that is no such thing', (type, body, status) => {
    expect(() => fromHttpRequest({ method: 'POST', target: '/x', headers: { 'content-type': type }, body })).toThrow(expect.objectContaining({ status }));
  });

  it.each(httpFields.filter((row) => row.part === 'header' && row.in.includes('request')).map((row) => row.name).concat('Content-Type', 'Host'))('%s stands once', (header) => {
    const twice = ['Accept', 'x', header, 'a', 'accept', 'y', header.toUpperCase(), 'b'];
    expect(() => fromHttpRequest({ method: 'GET', target: '/x', headers: {}, rawHeaders: twice })).toThrow(expect.objectContaining({ status: 'BAD_REQUEST' }));
    expect(fromHttpRequest({ method: 'GET', target: '/x', headers: {}, rawHeaders: twice.slice(0, 6) })).toMatchObject({ op: 2, to: 'x' });
  });

  it('an empty text of an answer is no NULL, but where an UPDATE tells what is gone', () => {
    const body = { 'm2m:cb': { rn: 'cse-in', pi: '' } };
    const written = toHttpResponse({ rsc: 2000, rqi: '1', rvi: '3', pc: body } as never, { syntax: 'xml' });
    expect(fromHttpResponse({ ...written, headers: lowered(written.headers) })['pc']).toEqual(body);
    const gone = toHttpResponse({ rsc: 2004, rqi: '1', rvi: '3', pc: { 'm2m:cnt': { lbl: null } } } as never, { syntax: 'xml' });
    expect(fromHttpResponse({ ...gone, headers: lowered(gone.headers) })['pc']).toEqual({ 'm2m:cnt': { lbl: null } });
  });

  it('a resource that shows nothing but its children is still in its own root element', () => {
    const body = { 'm2m:cnt': { 'm2m:cnt': [{ rn: 'below', ty: 3 }], 'm2m:cin': [{ rn: 'x', ty: 4 }] } };
    const one = { 'm2m:cnt': { 'm2m:cnt': [{ rn: 'below', ty: 3 }] } };
    for (const pc of [body, one]) {
      const written = toHttpResponse({ rsc: 2000, rqi: '1', rvi: '3', pc } as never, { syntax: 'xml' });
      expect(fromHttpResponse({ ...written, headers: lowered(written.headers) })['pc']).toEqual(pc);
    }
  });

  it('a name of the prototype is a name like any other', () => {
    const read = ask('/x?fu=1&__proto__=1');
    expect(read['fc']).toMatchObject({ atr: [{ nm: '__proto__', val: '1' }] });
  });

  it('Accept', () => {
    expect(accepted(undefined)).toEqual({ syntax: 'json', type: 'application/json' });
    expect(accepted('text/html, application/xml;q=0.9, application/json;q=0.1')).toEqual({ syntax: 'xml', type: 'application/xml' });
    expect(accepted('application/vnd.onem2m-res+xml')).toMatchObject({ syntax: 'xml' });
    expect(accepted('text/html')).toBeUndefined();
    expect(accepted('application/json;q=0')).toBeUndefined();
    expect(accepted('application/json;q=0, */*')).toEqual({ syntax: 'xml', type: 'application/xml' });
    expect(accepted('*/*, application/json;q=0, application/xml;q=0')).toBeUndefined();
  });
});

interface Exchange {
  readonly method: string;
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  readonly status: number | null;
  readonly responseHeaders: Readonly<Record<string, string>>;
  readonly responseBody: string | null;
}

const recorded = documentAt('traffic/http.jsonl.gz');
describe.skipIf(recorded === undefined || !existsSync(recorded))(`recorded traffic${recorded === undefined ? ` (${whyNot})` : ''}`, () => {
  const exchanges = () => gunzipSync(readFileSync(recorded!)).toString('utf8').trim().split('\n').map((line) => JSON.parse(line) as Exchange);

  it('requests that were taken are read, and come back as they were read', () => {
    const wrong = exchanges().flatMap((each) => {
      if (each.status === null || each.status >= 300 || /cbor/.test(each.headers['Content-Type'] ?? '')) return [];
      try {
        const read = fromHttpRequest({ ...each, headers: lowered(each.headers), body: each.body ?? undefined });
        const again = toHttpRequest({ ...read, rvi: read['rvi'] ?? '3' });
        expect(fromHttpRequest({ ...again, headers: lowered(again.headers) })).toEqual({ ...read, rvi: read['rvi'] ?? '3' });
        return [];
      } catch (error) {
        return [`${each.method} ${each.target}: ${(error as Error).message}`];
      }
    });
    // The tests' own notification server takes a text of no type, which TS-0009 6.4.3 does not allow.
    expect(wrong).toEqual(['POST /: a message with a body must have a Content-Type']);
  });

  it('answers are read, with the status that the table gives', () => {
    const answered = exchanges().filter(({ responseHeaders }) => responseHeaders['X-M2M-RSC'] !== undefined);
    const wrong = answered.flatMap(({ status, responseHeaders, responseBody, target }) => {
      const read = fromHttpResponse({ status: status!, headers: lowered(responseHeaders), body: responseBody ?? undefined });
      return httpStatusOf(read['rsc'] as number) === status ? [] : [`${target}: ${String(read['rsc'])} came as ${String(status)}`];
    });
    expect(wrong).toEqual([]);
    expect(answered.length).toBeGreaterThan(800);
  });
});
