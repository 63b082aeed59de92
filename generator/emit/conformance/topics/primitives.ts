import { ask, given, rsc } from '../words.js';
import type { Topic } from './topic.js';

/** What holds for every request, whatever the resource (TS-0004 7.2, 7.3.2, 7.3.3). */
export const primitives: Topic = {
  kinds: [
    { kind: 'request.from', what: 'a request without From is refused', clause: 'TS-0004 7.3.2.1' },
    { kind: 'request.result-content', what: 'a Result Content that the operation does not have is refused', clause: 'TS-0004 7.3.2.1' },
    { kind: 'request.expired', what: 'a request whose time is over is not carried out', clause: 'TS-0004 7.3.2.1' },
    { kind: 'request.filter-of-create', what: 'a CREATE with Filter Criteria is refused', clause: 'TS-0004 7.3.2.1' },
    { kind: 'request.nothing-there', what: 'an address where nothing is', clause: 'TS-0004 7.3.3.1' },
    { kind: 'request.content-of-create', what: 'a CREATE without a representation is refused', clause: 'TS-0004 7.3.3.3' },
    { kind: 'request.other-root', what: 'a representation of another type than Resource Type says is refused', clause: 'TS-0004 7.3.3.3' },
    { kind: 'request.media-type', what: 'a body in a serialization that nobody knows is refused', clause: 'TS-0004 7.3.2.1' },
    { kind: 'request.syntax', what: 'a body that is no JSON is refused', clause: 'TS-0009 6.5' },
  ],
  cases: (_model, words) => {
    const here = '{{ae}}/{{fresh}}';
    const container = given(words.create('{{ae}}', 'container', { resourceName: '{{fresh}}' }));
    const types = ['AE', 'container'];
    return [
      { kind: 'request.from', types, steps: [container, ask(words.retrieve(here, { fr: '{{nobody}}' }), rsc.BAD_REQUEST)] },
      { kind: 'request.result-content', of: 'CREATE with 8', types, steps: [ask(words.create('{{ae}}', 'container', { resourceName: '{{fresh}}' }, { rcn: 8 }), rsc.BAD_REQUEST)] },
      { kind: 'request.result-content', of: 'RETRIEVE with 9', types, steps: [container, ask(words.retrieve(here, { rcn: 9 }), rsc.BAD_REQUEST)] },
      { kind: 'request.result-content', of: 'UPDATE with 2', types, steps: [container, ask(words.update(here, 'container', { labels: ['a'] }, { rcn: 2 }), rsc.BAD_REQUEST)] },
      { kind: 'request.expired', types, steps: [container, ask(words.retrieve(here, { rqet: '{{time-3600}}' }), rsc.REQUEST_TIMEOUT)] },
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
        kind: 'request.media-type',
        types,
        steps: [ask({ ...words.create('{{ae}}', 'container', { resourceName: '{{fresh}}' }), '(content-type)': 'application/x-no-such-type; ty=3' }, [rsc.UNSUPPORTED_MEDIA_TYPE, rsc.BAD_REQUEST])],
      },
      { kind: 'request.syntax', types, steps: [ask({ ...words.create('{{ae}}', 'container', {}), '(body)': '{ "m2m:cnt": { ' }, rsc.BAD_REQUEST)] },
    ];
  },
};
