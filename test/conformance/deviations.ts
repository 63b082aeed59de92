/**
 * What public CSEs are known to do against a clause, from their issue trackers and sources: our CSE made to do the same, and what a run
 * must call it. Mutations (mutations.ts) break each kind of check once; these are faults as they come.
 */

import type { Attributes, JsonValue } from '../../runtime/resource.js';
import type { Send } from '../../conformance/exchange.js';
import type { Heard } from '../../conformance/listener.js';
import type { HttpRequest, HttpResponse } from '../../runtime/http/binding/index.js';
import type { Options, Serve } from './in-process.js';

export interface Deviation extends Pick<Options, 'serve' | 'send' | 'listener'> {
  /** What is asked, and kinds of which one must be found. */
  readonly only: readonly string[];
  readonly kinds: readonly string[];
}

type Content = Record<string, JsonValue>;

const isContent = (value: JsonValue | undefined): value is Content => typeof value === 'object' && value !== null && !Array.isArray(value);
const bodyIn = (primitive: Attributes): Content => Object.values((primitive['pc'] ?? {}) as Content).find(isContent) ?? {};
const rootIn = (primitive: Attributes): string => Object.keys((primitive['pc'] ?? {}) as Content)[0] ?? '';
const isAe = ({ ty }: Attributes): boolean => ty === 2;

/** What is sent, changed before our CSE sees it: how a CSE comes to take what it must refuse. */
const taking = (change: (body: Content) => Content) => (serve: Serve): Serve => (primitive) =>
  (primitive['op'] === 1 || primitive['op'] === 3) && isContent(primitive['pc']) && !isAe(primitive) ? serve({ ...primitive, pc: { [rootIn(primitive)]: change(bodyIn(primitive)) } }) : serve(primitive);

const answering = (change: (answer: Attributes, primitive: Attributes) => Attributes) => (serve: Serve): Serve => async (primitive) => change(await serve(primitive), primitive);

/** Representations that a RETRIEVE or CREATE answers with, but of AEs and of the CSEBase. */
const showing = (change: (body: Content, root: string) => Content) =>
  answering((answer) => {
    const [root, body] = Object.entries((answer['pc'] ?? {}) as Content)[0] ?? [];
    return root === undefined || !isContent(body) || body['ri'] === undefined || root === 'm2m:cb' || root === 'm2m:ae' ? answer : { ...answer, pc: { [root]: change(body, root) } };
  });

const refusing = (code: number, isRefused: (primitive: Attributes) => boolean) => (serve: Serve): Serve => (primitive) =>
  isRefused(primitive) ? Promise.resolve({ rsc: code, rqi: primitive['rqi'] ?? '', rvi: '3' }) : serve(primitive);

/** Answers over HTTP, once the world is built. */
const sending = (change: (response: HttpResponse, request: HttpRequest) => HttpResponse): NonNullable<Options['send']> => (send) => {
  let n = 0;
  return async (request) => {
    const response = await send(request);
    return n++ < 3 ? response : change(response, request);
  };
};

/** Answers without a header. */
const headless = (name: string) => (response: HttpResponse): HttpResponse => ({ ...response, headers: Object.fromEntries(Object.entries(response.headers).filter(([each]) => each !== name)) });

const without = (name: string) => ({ [name]: _, ...rest }: Content): Content => rest;
const filtered = (keep: (name: string, value: JsonValue) => boolean) => (body: Content): Content => Object.fromEntries(Object.entries(body).filter(([name, value]) => keep(name, value)));
const mapped = (change: (value: JsonValue) => JsonValue) => (body: Content): Content => Object.fromEntries(Object.entries(body).map(([name, value]) => [name, change(value)]));
const isOf = (resource: string, ...kinds: readonly string[]): readonly string[] => kinds.map((kind) => `${resource}.${kind}: only what is mandatory`);
const heard = (change: (notification: Content) => Content | undefined): NonNullable<Options['listener']> => (listener) => ({
  ...listener,
  next: async (key, within, sort) => {
    const heard = await listener.next(key, within, sort);
    const content = heard !== undefined && 'content' in heard ? change(heard.content as Content) : undefined;
    return content === undefined || heard === undefined || !('content' in heard) ? undefined : { ...heard, content };
  },
});
const inEvent = (change: (event: Content) => Content) => heard((notification) => {
  const sgn = notification['m2m:sgn'] as Content | undefined;
  return sgn === undefined ? notification : { 'm2m:sgn': { ...sgn, nev: change((sgn['nev'] ?? {}) as Content) } };
});

const unsaid = (heard: Heard | undefined, name: string): Heard | undefined => (heard !== undefined && 'parameters' in heard ? { ...heard, parameters: without(name)(heard.parameters as Content) } : heard);

/** Whatever form of answer is asked for. */
const inJson = (send: Send): Send => (request, how) => send({ ...request, headers: { ...request.headers, Accept: 'application/json' } }, how);
const listing = (...serializations: readonly string[]) => answering((answer) => (rootIn(answer) === 'm2m:cb' ? { ...answer, pc: { 'm2m:cb': { ...bodyIn(answer), csz: serializations } } } : answer));

const invalid = (...names: readonly string[]) => names.map((name) => `container.create: ${name}`);

export const deviations: Readonly<Record<string, Deviation>> = {
  'takes attributes that begin with two underscores for its own': { serve: taking(filtered((name) => !name.startsWith('__'))), only: invalid('unknown attribute __proto__'), kinds: ['create.unknown'] },
  'says that nothing is there when a discovery finds nothing': {
    serve: answering((answer) => (isContent(answer['pc']) && Array.isArray(answer['pc']['m2m:uril']) && answer['pc']['m2m:uril'].length === 0 ? { rsc: 4004, rqi: answer['rqi'] ?? '', rvi: '3' } : answer)),
    only: ['discovery'],
    kinds: ['discovery.none'],
  },
  'passes over attributes that it does not know': { serve: taking(filtered((name) => name !== 'noSuchAttribute')), only: invalid('unknown attribute noSuchAttribute'), kinds: ['create.unknown'] },
  'takes null for an attribute that is not there': { serve: taking(filtered((_name, value) => value !== null)), only: invalid('resourceName: null', 'labels: null', 'maxNrOfInstances: null'), kinds: ['create.null'] },
  'takes empty lists': { serve: taking(filtered((_name, value) => !Array.isArray(value) || value.length > 0)), only: invalid('labels: an empty list', 'accessControlPolicyIDs: an empty list'), kinds: ['create.length'] },
  'takes true for 1': { serve: taking(mapped((value) => (value === true ? 1 : value))), only: invalid('maxNrOfInstances: a boolean'), kinds: ['create.type'] },
  'takes numbers that are texts': { serve: taking(mapped((value) => (typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value))), only: invalid('maxNrOfInstances: a string'), kinds: ['create.type'] },
  'cuts fractions off': { serve: taking(mapped((value) => (typeof value === 'number' ? Math.floor(value) : value))), only: invalid('maxNrOfInstances: a fraction'), kinds: ['create.type'] },
  'takes a negative limit for none': { serve: taking(filtered((_name, value) => typeof value !== 'number' || value >= 0)), only: invalid('maxNrOfInstances: too small'), kinds: ['create.range'] },
  'takes numbers that are not in an enumeration': { serve: taking(mapped((value) => (value === 99999 ? 1 : value))), only: ['subscription.create: notificationContentType: no value of the enumeration'], kinds: ['create.enum'] },
  'takes addresses that are none': { serve: (serve) => (primitive) => serve(isAe(primitive) && bodyIn(primitive)['poa'] !== undefined ? { ...primitive, pc: { 'm2m:ae': without('poa')(bodyIn(primitive)) } } : primitive), only: ['AE.create: pointOfAccess: an item: not of the pattern'], kinds: ['create.pattern'] },
  'takes what only it may set': { serve: taking(without('st')), only: invalid('stateTag: must not be present'), kinds: ['create.NP'] },
  'refuses a policy beside other attributes of a CREATE': { serve: refusing(4000, (primitive) => bodyIn(primitive)['acpi'] !== undefined), only: ['container.create: with accessControlPolicyIDs'], kinds: ['create.valid'] },
  'knows no Modified Attributes': { serve: refusing(4000, (primitive) => bodyIn(primitive)['nct'] === 2), only: ['subscription.create: notificationContentType: 2'], kinds: ['create.valid'] },
  'has its clock in another zone than UTC': { serve: showing((body) => ({ ...body, ...(typeof body['ct'] === 'string' && { ct: `2020${body['ct'].slice(4)}` }) })), only: ['create.times'], kinds: ['create.times'] },
  'shows numbers as texts': { serve: showing(mapped((value) => (typeof value === 'number' ? String(value) : value))), only: isOf('container', 'stored.types'), kinds: ['stored.types'] },
  'shows lists of one without their list': { serve: showing(mapped((value) => (Array.isArray(value) && value.length === 1 ? value[0]! : value))), only: ['subscription.stored: only what is mandatory'], kinds: ['stored.sent'] },
  'shows what is not there as null, and lists of nothing': { serve: showing((body) => ({ ...body, lbl: body['lbl'] ?? [], acpi: body['acpi'] ?? null })), only: isOf('container', 'stored.types'), kinds: ['stored.types'] },
  'shows members of its own database': { serve: showing((body) => ({ ...body, resourceName: body['rn'] ?? null })), only: isOf('container', 'stored.names'), kinds: ['stored.names'] },
  'has no parentID': { serve: showing(without('pi')), only: isOf('container', 'stored.set'), kinds: ['stored.set'] },
  'has the name of the parent as parentID': { serve: showing((body) => ({ ...body, pi: 'cse-in' })), only: ['create.parent'], kinds: ['create.parent'] },
  'answers Result Content 4 in a root element of its own': {
    serve: answering((answer, { rcn }) => (rcn === 4 && isContent(answer['pc']) ? { ...answer, pc: { 'm2m:rsp': Object.fromEntries(Object.entries(bodyIn(answer)).filter(([name]) => name.includes(':'))) } } : answer)),
    only: ['result.children'],
    kinds: ['result.children'],
  },
  'answers Result Content 8 with a stub': { serve: answering((answer, { rcn }) => (rcn === 8 ? { ...answer, pc: { [rootIn(answer)]: {} } } : answer)), only: ['result.children-only'], kinds: ['result.children-only'] },
  'answers an UPDATE with what it changed alone': { serve: answering((answer, primitive) => (primitive['op'] === 3 && answer['rsc'] === 2004 ? { ...answer, pc: primitive['pc']! } : answer)), only: ['result.update-default'], kinds: ['result.update-default'] },
  'answers a DELETE with the resource': { serve: answering((answer, { op }) => (op === 4 ? { ...answer, pc: { 'm2m:cnt': { ri: 'gone' } } } : answer)), only: ['result.delete-default'], kinds: ['result.delete-default'] },
  'answers a discovery with the resource itself among what it found': {
    serve: answering((answer, { to, fc }) => (fc !== undefined && Array.isArray((answer['pc'] as Content | undefined)?.['m2m:uril']) ? { ...answer, pc: { 'm2m:uril': [...((answer['pc'] as Content)['m2m:uril'] as readonly JsonValue[]), to!] } } : answer)),
    only: ['discovery.below'],
    kinds: ['discovery.below'],
  },
  'does not look at a level': { serve: (serve) => (primitive) => serve(isContent(primitive['fc']) && primitive['fc']['lvl'] !== undefined ? { ...primitive, fc: without('lvl')(primitive['fc']) } : primitive), only: ['discovery.level'], kinds: ['discovery.level'] },
  'leaves stateTag as it is': { serve: showing((body) => (body['st'] === undefined ? body : { ...body, st: 0 })), only: ['update.state-tag', 'instance.state-tag'], kinds: ['update.state-tag', 'instance.state-tag'] },
  'lets a policy of whoever made a resource be all that counts': { serve: (serve) => (primitive) => serve(String(primitive['fr']).endsWith('-other') && primitive['op'] === 2 ? { ...primitive, fr: 'CAdmin' } : primitive), only: ['access.RETRIEVE', 'access.no-policy'], kinds: ['access.RETRIEVE', 'access.no-policy'] },
  'has no wildcard for all': { serve: refusing(4103, (primitive) => String(primitive['fr']).endsWith('-other') && primitive['op'] === 2), only: ['access.all'], kinds: ['access.all'] },
  'lists XML, and answers in JSON': { serve: listing('application/json', 'application/xml'), send: inJson, only: ['container.xml.retrieve'], kinds: ['xml.retrieve'] },
  'answers in JSON, whatever is asked for': { send: inJson, only: ['request.accept'], kinds: ['request.accept'] },
  'says success without a code': { send: sending(headless('x-m2m-rsc')), only: ['tree.delete', 'answer'], kinds: ['answer.status-code'] },
  'answers 200 to what it created': { send: sending((response) => (response.status === 201 ? { ...response, status: 200 } : response)), only: ['tree.delete', 'answer'], kinds: ['answer.http-status'] },
  'forgets whose answer an error is': { send: sending((response) => (response.status < 400 ? response : headless('x-m2m-ri')(response))), only: ['tree.delete', 'answer'], kinds: ['answer.request-identifier'] },
  'writes what JSON is not': { send: sending((response) => (response.status === 201 ? { ...response, body: response.body?.replaceAll('"', "'") } : response)), only: ['result.create-default', 'answer'], kinds: ['answer.content', 'result.create-default'] },
  'does not say of which subscription a notification is': { listener: heard((notification) => (isContent(notification['m2m:sgn']) ? { 'm2m:sgn': without('sur')(notification['m2m:sgn']) } : notification)), only: ['notify.reference'], kinds: ['notify.reference'] },
  'notifies without saying whose request it is': { listener: (listener) => ({ ...listener, next: async (...asked) => unsaid(await listener.next(...asked), 'fr') }), only: ['notify.request'], kinds: ['notify.request'] },
  'asks a target without saying whose subscription it is': { listener: heard((notification) => ({ 'm2m:sgn': without('cr')((notification['m2m:sgn'] ?? {}) as Content) })), only: ['notify.verification'], kinds: ['notify.verification'] },
  'notifies without the representation': { listener: inEvent(without('rep')), only: ['notify.all-attributes'], kinds: ['notify.all-attributes'] },
  'notifies in a root element without prefix': { listener: heard((notification) => ({ sgn: notification['m2m:sgn'] ?? null })), only: ['notify.update'], kinds: ['notify.update'] },
  'says of every event that it is an update': { listener: inEvent((event) => ({ ...event, net: 1 })), only: ['notify.event'], kinds: ['notify.event'] },
  'notifies the whole resource where Modified Attributes are asked for': { listener: inEvent((event) => ({ ...event, rep: { 'm2m:cnt': { lbl: ['b'], mni: 7 } } })), only: ['notify.modified-attributes'], kinds: ['notify.modified-attributes'] },
  'blocks whatever is asked for': { serve: (serve) => ({ rt: _, ...primitive }) => serve(primitive as Attributes), only: ['request.non-blocking'], kinds: ['request.non-blocking'] },
  'takes any release': { serve: (serve) => (primitive) => serve({ ...primitive, rvi: '3' }), only: ['request.release'], kinds: ['request.release'] },
  'registers an AE as often as it asks': { serve: (serve) => (primitive) => serve(isAe(primitive) && primitive['op'] === 1 && primitive['fr'] === 'Ct1-ae' && bodyIn(primitive)['api'] === 'Ntwice' ? { ...primitive, fr: 'C' } : primitive), only: ['tree.registered'], kinds: ['tree.registered'] },
  'counts a member that is named twice two times': { serve: showing((body, root) => (root === 'm2m:grp' ? { ...body, cnm: 3 } : body)), only: ['group.duplicates'], kinds: ['group.duplicates'] },
};
