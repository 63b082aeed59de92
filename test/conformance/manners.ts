/**
 * How CSEs that others wrote answer, where no clause says otherwise: our CSE in their manners. Facts from their public sources; what they
 * do against a clause is in deviations.ts.
 */

import type { Send } from '../../conformance/exchange.js';
import type { Attributes, JsonValue } from '../../runtime/resource.js';
import type { Options, Serve } from './in-process.js';

export type Manner = Pick<Options, 'serve' | 'send' | 'listener' | 'cse'>;
type Content = Record<string, JsonValue>;

const isContent = (value: JsonValue | undefined): value is Content => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every representation in an answer, wherever it stands: what has a resourceID and a type. */
function represented(value: JsonValue, change: (body: Content, root: string) => Content, root = ''): JsonValue {
  if (Array.isArray(value)) return (value as readonly JsonValue[]).map((item) => represented(item, change, root));
  if (!isContent(value)) return value;
  const inner = Object.fromEntries(Object.entries(value).map(([name, each]) => [name, represented(each, change, name)]));
  return inner['ri'] !== undefined && inner['ty'] !== undefined ? change(inner, root) : inner;
}

const answering = (change: (answer: Attributes, primitive: Attributes) => Attributes) => (serve: Serve): Serve => async (primitive) => change(await serve(primitive), primitive);
const showing = (change: (body: Content, root: string) => Content) => answering((answer) => (answer['pc'] === undefined || Number(answer['rsc']) >= 4000 ? answer : { ...answer, pc: represented(answer['pc'], change) }));
/** But where the answer is of what was not sent (Result Content 9). */
const modified = (change: (body: Content, root: string) => Content) => (serve: Serve): Serve => (primitive) => (primitive['rcn'] === 9 ? serve(primitive) : showing(change)(serve)(primitive));
/** Addresses in answers to discovery. */
const listing = (change: (addresses: readonly string[]) => JsonValue) =>
  answering((answer) => {
    const list = isContent(answer['pc']) ? answer['pc']['m2m:uril'] : undefined;
    return Array.isArray(list) ? { ...answer, pc: { 'm2m:uril': change(list as readonly string[]) } } : answer;
  });

const sending = (change: (headers: Record<string, string>, body: string | undefined, status: number) => { readonly headers: Record<string, string>; readonly body?: string | undefined }) => (send: Send): Send => async (request) => {
  const response = await send(request);
  return { ...response, ...change({ ...response.headers } as Record<string, string>, response.body, response.status) };
};

/** For a moment what is gone is there still under its identifier: whoever asks sees it once. */
const lingering = (serve: Serve): Serve => {
  const shown = new Map<string, { readonly answer: Attributes; readonly isSeen: boolean }>();
  return async (primitive) => {
    const answer = await serve(primitive);
    const body = isContent(answer['pc']) ? Object.values(answer['pc']).find(isContent) : undefined;
    if (primitive['op'] === 1 && answer['rsc'] === 2001 && typeof body?.['ri'] === 'string') shown.set(body['ri'], { answer, isSeen: false });
    const to = String(primitive['to']);
    const before = primitive['op'] === 2 ? shown.get(to) : undefined;
    if (before === undefined || before.isSeen || answer['rsc'] !== 4004) return answer;
    shown.set(to, { ...before, isSeen: true });
    return { ...before.answer, rsc: 2000, rqi: primitive['rqi'] ?? '' };
  };
};

/** Bodies in XML are refused, with a code of its own; who asks for XML gets JSON. */
const jsonAlone = (code: number) => (send: Send): Send => async (request, how) => {
  const { Accept: accept = '', ...headers } = request.headers;
  const response = await send({ ...request, headers: { ...headers, Accept: /xml/.test(accept) ? 'application/json' : accept } }, how);
  return /xml/.test(headers['Content-Type'] ?? '') ? { status: 400, headers: { ...response.headers, 'x-m2m-rsc': String(code), 'content-type': 'application/json' }, body: '{"m2m:dbg":"JSON alone"}' } : response;
};

/** Answers of <fanOutPoint> in an order of its own. */
const fanning = answering((answer) => {
  const members = isContent(answer['pc']) && isContent(answer['pc']['m2m:agr']) ? answer['pc']['m2m:agr']['m2m:rsp'] : undefined;
  return Array.isArray(members) ? { ...answer, pc: { 'm2m:agr': { 'm2m:rsp': [...(members as readonly JsonValue[])].reverse() } } } : answer;
});
/** Whoever registers gets an AE-ID that the CSE chooses. */
const naming = (serve: Serve): Serve => (primitive) => serve(primitive['op'] === 1 && primitive['ty'] === 2 && primitive['fr'] !== 'Ct1-ae' && typeof primitive['fr'] === 'string' && primitive['fr'].startsWith('Ct1-') ? { ...primitive, fr: 'C' } : primitive);
/** Attributes that came with Release 3, and are unknown before. */
const third: ReadonlySet<string> = new Set(['cr', 'disr', 'daci', 'nec', 'psn', 'ssi', 'nar', 'trps', 'scp', 'regs', 'ast']);

const all = (...changes: readonly ((serve: Serve) => Serve)[]) => (serve: Serve): Serve => changes.reduce((inner, change) => change(inner), serve);
const spRelative = (id: JsonValue | undefined): JsonValue => (typeof id === 'string' && !id.startsWith('/') ? `/id-in/${id}` : (id ?? null));
/** Microseconds of its own to each moment, the same for the same moment. */
const withFraction = (time: JsonValue | undefined): JsonValue => (typeof time === 'string' && /^\d{8}T\d{6}$/.test(time) ? `${time},${String((Number(time.slice(9)) * 7919) % 1_000_000).padStart(6, '0')}` : (time ?? null));
const timed = (body: Content): Content => ({ ...body, ...Object.fromEntries(['ct', 'lt', 'et'].filter((name) => body[name] !== undefined).map((name) => [name, withFraction(body[name])])) });

export const manners: Readonly<Record<string, Manner>> = {
  'of a CSE in Python: times with fractions, numbers and releases of later specifications, an order of its own, media types of JSON alone': {
    serve: all(
      showing((body, root) => ({
        ...Object.fromEntries(Object.entries(timed(body)).reverse()),
        ...(root === 'm2m:cb' && { srv: ['2a', '3', '4', '5'], csz: ['application/json', 'application/cbor'], srt: [...(body['srt'] as readonly JsonValue[]), 60, 61, 65, 66, 67] }),
        // Its answers show the policy that it found, where none was named.
        ...((root === 'm2m:cnt' || root === 'm2m:grp') && body['acpi'] === undefined && { acpi: ['acpDefault'] }),
      })),
      listing((addresses) => [...addresses].reverse().map(spRelative) as readonly JsonValue[]),
    ),
    send: sending((headers, body) => ({ headers: { ...headers, 'content-type': 'application/json', server: 'ACME', 'x-m2m-ot': '20260101T000000,123456' }, body })),
  },
  'of a CSE in JavaScript: limits that nobody asked for, creator always, addresses in one text, a charset': {
    serve: all(
      modified((body, root) => ({
        ...(root === 'm2m:cb' && { csz: ['json'] }),
        ...(root === 'm2m:cnt' && { mbs: 1_000_000_000, mni: 3_153_600_000, mia: 315_360_000, ...body, cr: body['cr'] ?? 'Ct1-ae' }),
        ...(root !== 'm2m:cnt' && body),
        ...(root === 'm2m:sub' && { ...body, enc: { net: [1], ...((body['enc'] as Content | undefined) ?? {}) } }),
      })),
      listing((addresses) => addresses.join(' ')),
    ),
    send: sending((headers, body, status) => ({
      headers: { ...headers, 'content-type': 'application/json; charset=utf-8', accept: 'application/json', 'x-powered-by': 'Express', ...(status >= 400 && { 'content-type': 'application/json;charset=UTF-8' }) },
      body: body === undefined || body === '' || status < 400 ? body : JSON.stringify({ 'm2m:dbg': 'no' }),
    })),
  },
  'of a CSE that has JSON alone, and does not say so': { serve: showing((body, root) => (root === 'm2m:cb' ? Object.fromEntries(Object.entries(body).filter(([name]) => name !== 'csz')) : body)), send: jsonAlone(4000) },
  'of a CSE that ends its work when it has answered': { serve: lingering },
  'of a CSE in C: JSON with spaces, headers in an order of its own, times of milliseconds': {
    serve: showing((body) => ({ ...body, ...Object.fromEntries(['ct', 'lt'].filter((name) => body[name] !== undefined).map((name) => [name, `${String(withFraction(body[name])).slice(0, 19)}`])) })),
    send: sending((headers, body) => {
      const isJson = /json/.test(headers['content-type'] ?? '');
      const pretty = body === undefined || body === '' || !isJson ? body : `\r\n${JSON.stringify(JSON.parse(body), null, '\t')}\r\n`;
      return { headers: { 'access-control-allow-origin': '*', ...Object.fromEntries(Object.entries(headers).reverse()), ...(isJson && { 'content-type': 'application/vnd.onem2m-res+json' }) }, body: pretty };
    }),
  },
  'of a CSE in Java: identifiers that say of which CSE they are, everywhere, and where what was made stands': {
    serve: all(
      showing((body, root) => (root === 'm2m:cb' ? body : { ...body, ri: spRelative(body['ri']), pi: spRelative(body['pi']) })),
      listing((addresses) => addresses.map(spRelative)),
    ),
    send: sending((headers, body) => ({ headers: { ...headers, 'content-location': '/id-in/cse-in/anything', location: '/anything', connection: 'close' }, body })),
  },
  'of a CSE that is careful: it asks every target, chooses AE-IDs, answers for groups in an order of its own, and gives absolute addresses': {
    cse: { policy: { verified: 'all' } },
    serve: all(
      naming,
      fanning,
      listing((addresses) => addresses.map((address) => `//in.example.com${String(spRelative(address))}`)),
    ),
  },
  'of a CSE of Release 2: what came later it does not know, and does not miss': {
    serve: all(
      showing((body, root) => (root === 'm2m:cb' ? { ...body, srv: ['1', '2', '2a'] } : body)),
      (serve) => (primitive) => {
        const [, body] = (primitive['op'] === 1 || primitive['op'] === 3) && isContent(primitive['pc']) ? (Object.entries(primitive['pc'])[0] ?? []) : [];
        const isLater = isContent(body) && Object.keys(body).some((name) => third.has(name));
        if (isLater) return Promise.resolve({ rsc: 4000, rqi: primitive['rqi'] ?? '', rvi: '2a' });
        const lacks = primitive['op'] === 1 && primitive['ty'] === 2 && isContent(body) && body['srv'] === undefined;
        return serve(lacks ? { ...primitive, pc: { 'm2m:ae': { ...body, srv: ['2a'] } } } : primitive);
      },
    ),
  },
  'of a CSE with limits: it ends everything within an hour, keeps few instances, and of times only seconds': {
    serve: (serve) => (primitive) => {
      const [body, ...others] = primitive['op'] === 1 && isContent(primitive['pc']) ? Object.entries(primitive['pc']) : [];
      if (body === undefined || !isContent(body[1]) || others.length > 0) return serve(primitive);
      const [root, content] = body;
      const limited = { ...content, ...(typeof content['et'] === 'string' && /^20[3-9]\d{5}T\d{6}$/.test(content['et']) && { et: '20290101T000000' }), ...(root === 'm2m:cnt' && typeof content['mbs'] === 'number' && content['mbs'] > 2 && { mbs: 2 }), ...(root === 'm2m:cnt' && content['mia'] === 1 && { mia: 60 }) };
      return serve({ ...primitive, pc: { [root]: limited } });
    },
  },
};
