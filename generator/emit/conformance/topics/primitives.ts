import type { Words } from '../words.js';
import { ask, given, rsc } from '../words.js';
import type { Draft, Topic } from './topic.js';

/** What holds for every request, whatever the resource (TS-0004 7.2, 7.3.2, 7.3.3). */
export const primitives: Topic = {
  kinds: [
    { kind: 'request.from', what: 'a request without From is refused', clause: 'TS-0004 7.3.2.1' },
    { kind: 'request.identifier', what: 'a request without Request Identifier is refused', clause: 'TS-0004 7.2.1.1, Table 7.2.1.1-1' },
    { kind: 'request.release', what: 'a release that there is not is refused', clause: 'TS-0004 7.3.2.1' },
    { kind: 'request.non-blocking', what: 'a request that does not block is acknowledged, and its <request> has the result', clause: 'TS-0004 7.3.2.3' },
    { kind: 'request.asynchronous', what: 'the result of a request that does not block is sent to where it is asked for', clause: 'TS-0004 7.2.2.2' },
    { kind: 'request.created', what: 'no request creates a <request>', clause: 'TS-0004 7.4.12.2.1' },
    { kind: 'request.type', what: 'a CREATE of a type that there is not is refused', clause: 'TS-0004 7.3.2.1' },
    { kind: 'request.shape', what: 'a content that is no representation of one resource is refused', clause: 'TS-0004 7.3.3.3' },
    { kind: 'request.content-of-update', what: 'an UPDATE without a representation is refused', clause: 'TS-0004 7.2.1.1, Table 7.2.1.1-1' },
    { kind: 'request.result-content', what: 'a Result Content that the operation does not have is refused', clause: 'TS-0004 7.3.2.1' },
    { kind: 'request.expired', what: 'a request whose time is over is not carried out', clause: 'TS-0004 7.3.2.1' },
    { kind: 'request.in-time', what: 'a request whose time is not over is carried out', clause: 'TS-0004 7.3.2.1' },
    { kind: 'request.filter-of-create', what: 'a CREATE with Filter Criteria is refused', clause: 'TS-0004 7.3.2.1' },
    { kind: 'request.nothing-there', what: 'an address where nothing is', clause: 'TS-0004 7.3.3.1' },
    { kind: 'request.content-of-create', what: 'a CREATE without a representation is refused', clause: 'TS-0004 7.3.3.3' },
    { kind: 'request.other-root', what: 'a representation of another type than Resource Type says is refused', clause: 'TS-0004 7.3.3.3' },
    { kind: 'request.media-type', what: 'a body in a serialization that nobody knows is refused', clause: 'TS-0004 7.3.2.1' },
    { kind: 'request.accept', what: 'an answer in a serialization that the CSE does not have is refused', clause: 'TS-0004 7.3.3.1' },
    { kind: 'request.syntax', what: 'a body that is no JSON is refused', clause: 'TS-0009 6.5' },
  ],
  cases: (_model, words) => {
    const here = '{{ae}}/{{fresh}}';
    const container = given(words.create('{{ae}}', 'container', { resourceName: '{{fresh}}' }));
    const types = ['AE', 'container'];
    return [
      { kind: 'request.from', types, steps: [container, ask(words.retrieve(here, { fr: '{{nobody}}' }), rsc.BAD_REQUEST)] },
      { kind: 'request.identifier', types, steps: [container, ask(words.retrieve(here, { rqi: '{{nobody}}' }), rsc.BAD_REQUEST)] },
      { kind: 'request.release', types, steps: [container, ask(words.retrieve(here, { rvi: '99' }), rsc.RELEASE_VERSION_NOT_SUPPORTED)] },
      nonBlocking(words),
      asynchronous(words),
      { kind: 'request.created', types: ['AE', 'request'], steps: [ask(words.create('{{ae}}', 'request', { resourceName: '{{fresh}}' }), [rsc.OPERATION_NOT_ALLOWED, rsc.INVALID_CHILD_RESOURCE_TYPE, rsc.BAD_REQUEST])] },
      { kind: 'request.type', types, steps: [ask({ ...words.create('{{ae}}', 'container', { resourceName: '{{fresh}}' }), ty: 9999 }, rsc.BAD_REQUEST)] },
      ...Object.entries(shapes(words.root('container'), words.attribute('labels'))).map(([of, body]) => ({ kind: 'request.shape', of, types, steps: [ask({ ...words.create('{{ae}}', 'container'), '(body)': body }, rsc.BAD_REQUEST)] })),
      { kind: 'request.content-of-update', types, steps: [container, ask({ op: 3, to: here }, rsc.BAD_REQUEST)] },
      { kind: 'request.result-content', of: 'CREATE with 8', types, steps: [ask(words.create('{{ae}}', 'container', { resourceName: '{{fresh}}' }, { rcn: 8 }), rsc.BAD_REQUEST)] },
      { kind: 'request.result-content', of: 'RETRIEVE with 9', types, steps: [container, ask(words.retrieve(here, { rcn: 9 }), rsc.BAD_REQUEST)] },
      { kind: 'request.result-content', of: 'UPDATE with 2', types, steps: [container, ask(words.update(here, 'container', { labels: ['a'] }, { rcn: 2 }), rsc.BAD_REQUEST)] },
      { kind: 'request.expired', types, steps: [container, ask(words.retrieve(here, { rqet: '{{time-3600}}' }), rsc.REQUEST_TIMEOUT)] },
      { kind: 'request.in-time', types, steps: [container, ask(words.retrieve(here, { rqet: '{{time+3600}}' }), rsc.OK)] },
      {
        kind: 'request.filter-of-create',
        types,
        steps: [ask({ ...words.create('{{ae}}', 'container', { resourceName: '{{fresh}}' }), fc: { lbl: ['a'] } }, rsc.BAD_REQUEST)],
      },
      { kind: 'request.nothing-there', of: 'RETRIEVE', types: ['AE'], steps: [ask(words.retrieve(here), rsc.NOT_FOUND)] },
      { kind: 'request.nothing-there', of: 'UPDATE', types, steps: [ask(words.update(here, 'container', { labels: ['a'] }), rsc.NOT_FOUND)] },
      { kind: 'request.nothing-there', of: 'DELETE', types: ['AE'], steps: [ask(words.remove(here), rsc.NOT_FOUND)] },
      { kind: 'request.nothing-there', of: 'CREATE', types, steps: [ask(words.create(here, 'container', { resourceName: '{{fresh}}' }), rsc.NOT_FOUND)] },
      { kind: 'request.content-of-create', types, steps: [ask({ op: 1, to: '{{ae}}', ty: words.resource('container')?.resourceType ?? 0 }, rsc.BAD_REQUEST)] },
      {
        kind: 'request.other-root',
        types: ['AE', 'container', 'group'],
        steps: [ask({ ...words.create('{{ae}}', 'group', { resourceName: '{{fresh}}' }), ty: words.resource('container')?.resourceType ?? 0 }, rsc.BAD_REQUEST)],
      },
      {
        kind: 'request.other-root',
        of: 'UPDATE',
        types: ['AE', 'container', 'group'],
        steps: [container, ask(words.update(here, 'group', { labels: ['a'] }), rsc.BAD_REQUEST)],
      },
      {
        kind: 'request.media-type',
        types,
        steps: [ask({ ...words.create('{{ae}}', 'container', { resourceName: '{{fresh}}' }), '(content-type)': 'application/x-no-such-type; ty=3' }, [rsc.UNSUPPORTED_MEDIA_TYPE, rsc.BAD_REQUEST])],
      },
      { kind: 'request.accept', types, steps: [container, ask(words.retrieve(here, { '(accept)': 'application/x-no-such-type' }), rsc.NOT_ACCEPTABLE)] },
      { kind: 'request.syntax', types, steps: [ask({ ...words.create('{{ae}}', 'container', {}), '(body)': '{ "m2m:cnt": { ' }, rsc.BAD_REQUEST)] },
    ];
  },
};

/** Texts that are JSON, and no representation. */
const shapes = (root: string, attribute: string): Readonly<Record<string, string>> => ({
  'no member': '{}',
  'no root element': `{ "${attribute}": ["a"] }`,
  'a list': `[{ "${root}": {} }]`,
  'a text': `"${root}"`,
  null: 'null',
  'a root that is null': `{ "${root}": null }`,
  'a root that is a number': `{ "${root}": 3 }`,
  'a root that is a list': `{ "${root}": [{}] }`,
  'two resources': `{ "${root}": {}, "m2m:grp": {} }`,
});

/** nonBlockingRequestSynch and nonBlockingRequestAsynch of m2m:responseType, COMPLETED of m2m:requestStatus. */
const SYNCH = 1;
const ASYNCH = 2;
const COMPLETED = 1;

function nonBlocking(words: Words): Draft {
  const own = (name: string): string => words.resource('request')?.attributes.find((each) => each.name === name)?.shortName ?? name;
  const [status, result] = [own('requestStatus'), own('operationResult')];
  return {
    kind: 'request.non-blocking',
    types: ['AE', 'container', 'request'],
    steps: [
      given(words.create('{{ae}}', 'container', { resourceName: '{{fresh}}' })),
      ask(words.retrieve('{{ae}}/{{fresh}}', { rt: { rtv: SYNCH } }), rsc.ACCEPTED, [{ root: 'm2m:uri' }], { request: '' }),
      { ...ask(words.retrieve('{{request}}'), rsc.OK, [{ at: status, equals: COMPLETED }, { at: `${result}.rsc`, equals: rsc.OK }]), until: 10 },
    ],
  };
}

/** In which element the result stands, the clauses do not agree: that it comes is what is asked. */
function asynchronous(words: Words): Draft {
  return {
    kind: 'request.asynchronous',
    types: ['AE', 'container', 'request'],
    steps: [
      given(words.create('{{ae}}', 'container', { resourceName: '{{fresh}}' })),
      ask(words.retrieve('{{ae}}/{{fresh}}', { rt: { rtv: ASYNCH, nu: ['{{listener.a}}'] } }), rsc.ACCEPTED),
      { notified: { at: 'a', within: 10 } },
    ],
  };
}
