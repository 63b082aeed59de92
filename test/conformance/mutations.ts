import { SendError, type Send } from '../../conformance/exchange.js';
import type { Heard, Listener } from '../../conformance/listener.js';
import type { Matcher, ProcedureCase, Step } from '../../conformance/plan.js';
import type { HttpRequest, HttpResponse } from '../../runtime/http/binding/index.js';
import type { Attributes, JsonValue } from '../../runtime/resource.js';
import type { Options, Serve } from './in-process.js';

/** A rule that is broken on purpose: what stands between our CSE and the run, and the cases that must tell. */
export type Mutation = Pick<Options, 'serve' | 'send' | 'listener' | 'clock' | 'slow'> & { readonly only: readonly string[] };

type Content = Record<string, JsonValue>;

/** Answers of the CSE, changed. */
const answering =
  (change: (answer: Attributes, primitive: Attributes) => Attributes) =>
  (serve: Serve): Serve =>
  async (primitive) =>
    change(await serve(primitive), primitive);

/** Takes everything. */
const accepting = answering((answer, { op, ty, pc }) => {
  if (Number(answer['rsc']) < 4000 || (op !== 1 && op !== 3) || (op === 1 && ty === 2)) return answer;
  const root = Object.keys((pc ?? {}) as Content)[0] ?? 'm2m:cnt';
  return { ...answer, rsc: op === 1 ? 2001 : 2004, pc: { [root]: { ri: 'accepted', rn: 'accepted' } } };
});

/** The attributes that a RETRIEVE shows, changed. */
const showing = (change: (attributes: Content, root: string) => Attributes) =>
  answering((answer, { op }) => {
    const [root, attributes] = Object.entries((answer['pc'] ?? {}) as Content)[0] ?? [];
    if (op !== 2 || answer['rsc'] !== 2000 || root === undefined || root === 'm2m:cb' || typeof attributes !== 'object') return answer;
    return { ...answer, pc: change(attributes as Content, root) };
  });

const without = (name: string) => showing(({ [name]: _, ...rest }, root) => ({ [root]: rest }));
const withMember = (name: string, value: JsonValue) => showing((attributes, root) => ({ [root]: { ...attributes, [name]: value } }));

/** Messages of HTTP, changed. */
const sending =
  (change: (response: HttpResponse, request: HttpRequest, n: number) => HttpResponse) =>
  (send: Send): Send => {
    let n = 0;
    return async (request) => change(await send(request), request, n++);
  };

/** After the world is built. */
const BUILT = 3;

const header = (change: (headers: Record<string, string | undefined>) => void) =>
  sending((response, _request, n) => {
    if (n < BUILT) return response;
    const headers = { ...response.headers };
    change(headers);
    return { ...response, headers };
  });

const failing = (reason: SendError['reason'], message: string) => (send: Send): Send => {
  let n = 0;
  return (request) => (n++ < BUILT || n % 4 !== 0 ? send(request) : Promise.reject(new SendError(reason, message)));
};

const answered = ['container.create: with labels', 'container.create: only what is mandatory'];
const ofAnswers: Readonly<Record<string, Omit<Mutation, 'only'>>> = {
  'answer.request-identifier': { send: header((headers) => delete headers['x-m2m-ri']) },
  'answer.status-code': { send: header((headers) => delete headers['x-m2m-rsc']) },
  'answer.known-code': { send: header((headers) => (headers['x-m2m-rsc'] = '2999')) },
  'answer.http-status': { send: sending((response, _request, n) => (n < BUILT ? response : { ...response, status: 299 })) },
  'answer.release': { send: header((headers) => delete headers['x-m2m-rvi']) },
  'answer.content-type': { send: header((headers) => delete headers['content-type']) },
  'answer.content': { send: sending((response, _request, n) => (n < BUILT || response.body === undefined ? response : { ...response, body: '{ "m2m:cnt": ' })) },
  'answer.in-time': { send: failing('late', 'no answer within 5000 ms') },
  'answer.size': { send: failing('too large', 'an answer of more than 4 MiB') },
};

const refusing = (attribute: string) => (serve: Serve): Serve => async (primitive) => {
  const body = Object.values((primitive['pc'] ?? {}) as Content)[0];
  const has = typeof body === 'object' && body !== null && Object.hasOwn(body, attribute);
  return has ? { rsc: 4000, rqi: primitive['rqi'] ?? '', rvi: '3' } : serve(primitive);
};

const ofPayloads: Readonly<Record<string, Mutation>> = {
  'create.valid': { only: ['container.create: with labels'], serve: refusing('lbl') },
  'update.valid': { only: ['container.update: with labels'], serve: refusing('lbl') },
  'operation.update': { only: ['contentInstance.operation.update'], serve: accepting },
  'stored.sent': { only: ['container.stored: with labels'], serve: without('lbl') },
  'stored.updated': { only: ['container.updated: with labels'], serve: without('lbl') },
  'stored.default': { only: ['software.stored.default'], serve: showing(({ ri, ty }, root) => ({ [root]: { ri: ri!, ty: ty! } })) },
  'stored.set': { only: ['container.stored.set: only what is mandatory'], serve: without('ct') },
  'stored.names': { only: ['container.stored.names: only what is mandatory'], serve: withMember('creationTime', '20260101T000000') },
  'stored.types': { only: ['container.stored.types: only what is mandatory'], serve: withMember('ct', 5) },
  'stored.root': { only: ['container.stored.root: only what is mandatory'], serve: showing((attributes) => ({ 'm2m:container': attributes })) },
  'stored.refused': {
    only: ['container.stored.refused'],
    serve: (serve) => async (primitive) => {
      const answer = await serve(primitive);
      const body = (primitive['pc'] as { readonly 'm2m:cnt'?: Content } | undefined)?.['m2m:cnt'];
      if (primitive['op'] === 1 && answer['rsc'] === 4000 && body !== undefined) await serve({ ...primitive, pc: { 'm2m:cnt': { rn: body['rn']! } } });
      return answer;
    },
  },
  'xml.retrieve': {
    only: ['container.xml.retrieve'],
    send: sending((response, { headers }) => (headers['Accept'] === 'application/xml' ? { ...response, body: response.body?.replace(/<ct>[^<]*<\/ct>/, '') } : response)),
  },
  'xml.create': {
    only: ['container.xml.create'],
    // Who does not list XML may refuse it.
    serve: (serve) => async (primitive) => {
      const answer = await serve(primitive);
      const base = ((answer['pc'] ?? {}) as Content)['m2m:cb'];
      return base === undefined ? answer : { ...answer, pc: { 'm2m:cb': { ...(base as Content), csz: ['application/json', 'application/xml'] } } };
    },
    send: sending((response, { headers }) => (/xml/.test(headers['Content-Type'] ?? '') ? { status: 400, headers: { ...response.headers, 'x-m2m-rsc': '4000' } } : response)),
  },
};

/** The mutation of a kind: `cases` are those of the plan that are of it. */
export function mutationOf(kind: string, cases: readonly { readonly id: string; readonly resource: string }[], procedures: readonly ProcedureCase[]): Mutation | undefined {
  const ofAnswer = ofAnswers[kind];
  if (ofAnswer !== undefined) return { ...ofAnswer, only: [kind, ...answered] };
  const explicit = ofPayloads[kind];
  if (explicit !== undefined) return explicit;
  const procedure = procedures.find((each) => each.kind === kind);
  if (procedure !== undefined) return ofProcedure(procedure);
  // What accepts everything leaves AEs alone, or the run would have none.
  const taken = cases.filter(({ resource }) => resource !== 'AE').slice(0, 40);
  return /^(create|update)\./.test(kind) ? { only: taken.map(({ id }) => id), serve: accepting } : undefined;
}

const hearing = (change: (heard: Heard) => Heard) => (listener: Listener): Listener => ({
  ...listener,
  next: async (...asked) => {
    const heard = await listener.next(...asked);
    return heard === undefined ? undefined : change(heard);
  },
});

/** Breaks the last thing that a case asks about. */
function ofProcedure({ id, steps }: ProcedureCase): Mutation | undefined {
  const only = [id];
  const awaited = steps.at(-1)?.notified;
  if (awaited?.parameters !== undefined) return { only, listener: hearing((heard) => ('parameters' in heard ? { ...heard, parameters: {} } : heard)) };
  if (awaited !== undefined) return { only, listener: (listener) => ({ ...listener, next: () => Promise.resolve(undefined) }) };
  if (steps.some(({ quiet }) => quiet !== undefined)) return { only, listener: (listener) => ({ ...listener, next: () => Promise.resolve({ content: { 'm2m:sgn': {} }, parameters: {} }) }) };
  const requests = steps.filter(({ request }) => request !== undefined);
  // The first that must find something: an empty answer to the others may be right.
  const finding = requests.findIndex(({ given, content = [] }) => given !== true && content.some(({ refers = [] }) => refers.length > 0));
  const at = finding === -1 ? requests.findLastIndex(({ given }) => given !== true) : finding;
  if (at === -1) return undefined;
  const step = requests[at]!;
  // What may take its time is asked for again and again: it is wrong each time, and nobody waits for it.
  if (!steps.some(({ given, until }) => given === true && until !== undefined)) {
    // A RETRIEVE is looked at twice.
    const times = step.until !== undefined ? 100 : step.request?.['op'] === 2 ? 2 : 1;
    const isBroken = (n: number): boolean => n >= BUILT + at && n < BUILT + at + times;
    return { only, clock: { now: () => Date.now(), sleep: () => Promise.resolve() }, send: sending((response, request, n) => (isBroken(n) ? broken(step, response, request) : response)) };
  }
  // Where devices take their time before, the same request again is the same step.
  let [turn, last] = [-1, ''];
  const turnOf = ({ method, target, body = '' }: HttpRequest): number => {
    const asked = `${method} ${target} ${body}`;
    if (asked !== last) turn += 1;
    last = asked;
    return turn;
  };
  return {
    only,
    slow: 600,
    clock: { now: () => Date.now(), sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds / 12)) },
    send: sending((response, request) => (turnOf(request) === BUILT + at ? broken(step, response, request) : response)),
  };
}

function broken({ request, rsc = [], content = [] }: Step, response: HttpResponse, { target }: HttpRequest): HttpResponse {
  const success = ({ 1: [2001, 201], 2: [2000, 200], 3: [2004, 200], 4: [2002, 200] } as const)[request!['op'] as 1 | 2 | 3 | 4];
  const headers = { ...response.headers, 'content-type': 'application/json' };
  if (content.length > 0) return { status: success[1], headers: { ...headers, 'x-m2m-rsc': String(success[0]) }, body: JSON.stringify(wrongContent(content, target)) };
  const isRefusal = rsc.every((code) => code >= 4000);
  return isRefusal ? { status: success[1], headers: { ...headers, 'x-m2m-rsc': String(success[0]) }, body: '{"m2m:cnt":{"ri":"accepted"}}' } : { status: 400, headers: { ...headers, 'x-m2m-rsc': '4000' } };
}

function wrongContent(content: readonly Matcher[], target: string): JsonValue {
  const [first] = content as [Matcher];
  if (first.refersNot !== undefined || first.references === 0) return { 'm2m:uril': [`${target.slice(1).replace(/\?.*$/, '')}/below`] };
  if (first.refers !== undefined || first.references !== undefined) return { 'm2m:uril': [] };
  return { 'm2m:wrong': { mni: 0 } };
}
