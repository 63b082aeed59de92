/** Slips that a CSE can live with for long, since most requests are answered as they must be: each is what one kind of check is for. */

import type { Attributes, JsonValue } from '../../runtime/resource.js';
import type { Serve } from './in-process.js';

export interface Slip {
  readonly kind: string;
  readonly serve: (serve: Serve) => Serve;
}

type Content = Record<string, JsonValue>;
const isContent = (value: JsonValue | undefined): value is Content => typeof value === 'object' && value !== null && !Array.isArray(value);
const rootIn = ({ pc }: Attributes): string => (isContent(pc) ? (Object.keys(pc)[0] ?? '') : '');
const bodyIn = ({ pc }: Attributes): Content => (isContent(pc) ? (Object.values(pc).find(isContent) ?? {}) : {});
const listIn = (value: JsonValue | undefined): readonly JsonValue[] => (Array.isArray(value) ? (value as readonly JsonValue[]) : []);
const answer = ({ rqi = '' }: Attributes, rsc: number, pc?: JsonValue): Promise<Attributes> => Promise.resolve({ rsc, rqi, rvi: '3', ...(pc !== undefined && { pc }) });

const [CREATE, RETRIEVE, UPDATE, DELETE] = [1, 2, 3, 4];
const isOther = ({ fr }: Attributes): boolean => String(fr).endsWith('-other');
const isAt = ({ to }: Attributes, end: string): boolean => String(to).endsWith(end);

/** Takes a request for another one. */
const taking = (change: (request: Attributes) => Attributes) => (serve: Serve): Serve => (request) => serve(change(request));
/** Answers some requests without doing anything. */
const passing = (isPassed: (request: Attributes) => boolean, rsc: number, pc?: JsonValue) => (serve: Serve): Serve => (request) => (isPassed(request) ? answer(request, rsc, pc) : serve(request));
/** A member of what it is asked to make or change, as it takes it. */
const reading = (root: string, change: (body: Content) => Content) => taking((request) => (rootIn(request) === root ? { ...request, pc: { [root]: change(bodyIn(request)) } } : request));
/** What it shows of a resource, with what it knows of its address. */
const showing = (change: (body: Content, request: Attributes) => Content, op?: number) => (serve: Serve): Serve => async (request) => {
  const found = await serve(request);
  const [root, body] = [rootIn(found), bodyIn(found)];
  return body['ri'] === undefined || root === 'm2m:cb' || root === 'm2m:ae' || (op !== undefined && request['op'] !== op) ? found : { ...found, pc: { [root]: change(body, request) } };
};

/** Addresses of what was made, by what it was made with; nothing ever goes. */
const staleIndex = (serve: Serve): Serve => {
  const index: { readonly address: string; readonly labels: readonly JsonValue[] }[] = [];
  return async (request) => {
    const { op, to, fc } = request;
    if (op === RETRIEVE && isContent(fc) && fc['lbl'] !== undefined) {
      const found = index.filter(({ address, labels }) => address.startsWith(`${String(to)}/`) && listIn(fc['lbl']).some((label) => labels.includes(label)));
      return answer(request, 2000, { 'm2m:uril': found.map(({ address }) => address) });
    }
    const found = await serve(request);
    if (op === CREATE && found['rsc'] === 2001) index.push({ address: `${String(to)}/${String(bodyIn(request)['rn'])}`, labels: listIn(bodyIn(request)['lbl']) });
    return found;
  };
};

const keptNames = (serve: Serve): Serve => {
  const gone = new Set<string>();
  return async (request) => {
    const { op, to } = request;
    if (op === CREATE && gone.has(`${String(to)}/${String(bodyIn(request)['rn'])}`)) return answer(request, 4105);
    const found = await serve(request);
    if (op === DELETE && found['rsc'] === 2002) gone.add(String(to));
    return found;
  };
};

const orphans = (serve: Serve): Serve => {
  const known = new Map<string, JsonValue>();
  return async (request) => {
    const found = await serve(request);
    if (request['op'] === CREATE && found['rsc'] === 2001 && isAt(request, '/below')) known.set(String(bodyIn(found)['ri']), found['pc']!);
    const orphan = request['op'] === RETRIEVE && found['rsc'] === 4004 ? known.get(String(request['to'])) : undefined;
    return orphan === undefined ? found : answer(request, 2000, orphan);
  };
};

const firstMember = (serve: Serve): Serve => {
  let members: readonly JsonValue[] = [];
  return async (request) => {
    if (rootIn(request) === 'm2m:grp' && request['op'] === CREATE) members = listIn(bodyIn(request)['mid']);
    if (!isAt(request, '/fopt') || request['op'] !== CREATE) return serve(request);
    const found = await serve({ ...request, to: members[0]! });
    return answer(request, 2000, { 'm2m:agr': { 'm2m:rsp': [found as Content] } });
  };
};

const countedAtFirst = (serve: Serve): Serve => {
  const counts = new Map<string, JsonValue>();
  return showing((body) => {
    const count = counts.get(String(body['ri'])) ?? body['cnm'];
    if (count === undefined) return body;
    counts.set(String(body['ri']), count);
    return { ...body, cnm: count };
  })(serve);
};

const countingAll = (serve: Serve): Serve => {
  const inner = new Map<string, number>();
  return showing((body, { to, op }) => {
    if (op === CREATE) inner.set(String(to), (inner.get(String(to)) ?? 0) + 1);
    return typeof body['cni'] === 'number' && op === RETRIEVE ? { ...body, cni: Math.max(body['cni'], inner.get(String(to)) ?? 0) } : body;
  })(serve);
};

const renewed = (serve: Serve): Serve => {
  const changed = new Set<string>();
  return showing((body, { op, to }) => {
    if (op === UPDATE) changed.add(String(to));
    return changed.has(String(to)) && op === RETRIEVE ? { ...body, ct: body['lt']! } : body;
  })(serve);
};

const merged = (serve: Serve): Serve => async (request) => {
  const { lbl } = bodyIn(request);
  if (request['op'] !== UPDATE || !Array.isArray(lbl)) return serve(request);
  const before = await serve({ op: RETRIEVE, to: request['to']!, fr: request['fr']!, rqi: 'before', rvi: '3' });
  return serve({ ...request, pc: { [rootIn(request)]: { ...bodyIn(request), lbl: [...listIn(bodyIn(before)['lbl']), ...(lbl as readonly JsonValue[])] } } });
};

/** HTTP gives every request a time that is sooner. */
const inHalfAnHour = (): string => new Date(Date.now() + 1_800_000).toISOString().replace(/[-:]|\..*/g, '');
const first = (list: JsonValue | undefined): readonly JsonValue[] => listIn(list).slice(0, 1);
const set = ['ty', 'pi', 'ct', 'lt', 'et', 'st'];

export const slips: Readonly<Record<string, Slip>> = {
  'keeps the names of what is deleted': { kind: 'tree.name-freed', serve: keptNames },
  'deletes children, and forgets theirs': { kind: 'tree.delete-below', serve: orphans },
  'takes an UPDATE for a creation': { kind: 'update.creation-time', serve: renewed },
  'adds labels to those that were there': { kind: 'update.changed', serve: merged },
  'answers a CREATE with what it was sent': { kind: 'result.create-default', serve: showing((body) => Object.fromEntries(Object.entries(body).filter(([name]) => !set.includes(name))), CREATE) },
  'remembers what a policy said': { kind: 'access.changed', serve: passing((request) => request['op'] === UPDATE && rootIn(request) === 'm2m:acp', 2004) },
  'lets who may update a resource give it another policy': { kind: 'access.other-policy', serve: taking((request) => (request['op'] === UPDATE && bodyIn(request)['acpi'] !== undefined && isOther(request) ? { ...request, fr: 'Ct1-ae' } : request)) },
  'does not look at the times of rules': {
    kind: 'access.window',
    serve: reading('m2m:acp', (body) => ({ ...body, pv: { acr: listIn((body['pv'] as Content)['acr']).map((rule) => Object.fromEntries(Object.entries(rule as Content).filter(([name]) => name !== 'acco'))) } })),
  },
  'lets everyone discover': { kind: 'access.DISCOVERY', serve: taking((request) => (isOther(request) && isContent(request['fc']) ? { ...request, fr: 'Ct1-ae' } : request)) },
  'finds by an index that nobody keeps up': { kind: 'discovery.changed', serve: staleIndex },
  'knows one level and all': { kind: 'discovery.level', serve: taking((request) => (isContent(request['fc']) && request['fc']['lvl'] !== undefined ? { ...request, fc: { ...request['fc'], lvl: 1 } } : request)) },
  'counts children of all types': { kind: 'container.count', serve: countingAll },
  'counts characters for bytes': { kind: 'instance.size', serve: showing((body) => (typeof body['con'] === 'string' ? { ...body, cs: body['con'].length } : body)) },
  'has the oldest for the latest': { kind: 'container.latest', serve: taking((request) => (isAt(request, '/la') ? { ...request, to: String(request['to']).replace(/la$/, 'ol') } : request)) },
  'counts the members of a group once': { kind: 'group.counted-anew', serve: countedAtFirst },
  'looks at maxNrOfMembers when a group is made, and never again': { kind: 'group.too-many-updated', serve: (serve) => async (request) => (request['op'] === UPDATE && rootIn(request) === 'm2m:grp' ? answer(request, 2004) : serve(request)) },
  'fans a CREATE out to the first member': { kind: 'group.fan-out', serve: firstMember },
  'fans a DELETE out to nobody': { kind: 'group.fan-out', serve: passing((request) => request['op'] === DELETE && isAt(request, '/fopt'), 2000, { 'm2m:agr': { 'm2m:rsp': [] } }) },
  'notifies the first of several targets': { kind: 'notify.targets', serve: reading('m2m:sub', (body) => ({ ...body, nu: first(body['nu']) as JsonValue })) },
  'hears the first of several events': { kind: 'notify.events', serve: reading('m2m:sub', (body) => ({ ...body, enc: { ...(body['enc'] as Content), net: first((body['enc'] as Content)['net']) as JsonValue } })) },
  'notifies as a subscription said at first': { kind: 'notify.changed', serve: passing((request) => request['op'] === UPDATE && rootIn(request) === 'm2m:sub', 2004) },
  'takes every time for one that is over': { kind: 'request.in-time', serve: passing(({ rqet }) => String(rqet) > inHalfAnHour(), 4008) },
};
