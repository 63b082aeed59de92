import type { Matcher } from '../plan.js';
import type { Words } from '../words.js';
import { ask, given, rsc } from '../words.js';
import type { Draft, Topic } from './topic.js';

/** What answers carry: Result Content, parts of a resource, what an UPDATE changes (TS-0001 8.1.2; TS-0004 7.3.3.5 to 7.3.3.12). */
export const results: Topic = {
  kinds: [
    { kind: 'result.create-default', what: 'a CREATE is answered with the attributes', clause: 'TS-0004 7.3.3.12' },
    { kind: 'result.create-nothing', what: 'Result Content 0 of a CREATE: no content', clause: 'TS-0004 7.3.3.12' },
    { kind: 'result.create-address', what: 'Result Content 2 of a CREATE: the address', clause: 'TS-0001 8.1.2, Table 8.1.2-1' },
    { kind: 'result.create-address-attributes', what: 'Result Content 3 of a CREATE: the address and the attributes', clause: 'TS-0001 8.1.2, Table 8.1.2-1' },
    { kind: 'result.create-modified', what: 'Result Content 9 of a CREATE: what the request did not say', clause: 'TS-0004 7.3.3.12' },
    { kind: 'result.update-nothing', what: 'Result Content 0 of an UPDATE: no content', clause: 'TS-0004 7.3.3.12' },
    { kind: 'result.update-default', what: 'an UPDATE is answered with all attributes', clause: 'TS-0004 7.3.3.12' },
    { kind: 'result.delete-default', what: 'a DELETE is answered without content', clause: 'TS-0004 7.3.3.12' },
    { kind: 'result.delete-attributes', what: 'Result Content 1 of a DELETE: the attributes that were', clause: 'TS-0001 8.1.2, Table 8.1.2-1' },
    { kind: 'result.children', what: 'Result Content 4: attributes and child resources', clause: 'TS-0001 8.1.2, Table 8.1.2-1' },
    { kind: 'result.references', what: 'Result Content 5: attributes and references to child resources', clause: 'TS-0001 8.1.2, Table 8.1.2-1' },
    { kind: 'result.references-only', what: 'Result Content 6: references to child resources', clause: 'TS-0001 8.1.2, Table 8.1.2-1' },
    { kind: 'result.children-only', what: 'Result Content 8: child resources', clause: 'TS-0001 8.1.2, Table 8.1.2-1' },
    { kind: 'retrieve.part', what: 'a RETRIEVE of one attribute gives that attribute', clause: 'TS-0004 7.3.3.6' },
    { kind: 'retrieve.whole', what: 'a RETRIEVE gives all attributes', clause: 'TS-0004 7.3.3.6' },
    { kind: 'update.changed', what: 'an UPDATE changes what it carries', clause: 'TS-0004 7.3.3.7' },
    { kind: 'update.kept', what: 'an UPDATE leaves what it does not carry', clause: 'TS-0004 7.3.3.7' },
    { kind: 'update.deleted', what: 'an UPDATE with null deletes an attribute', clause: 'TS-0004 7.3.3.7' },
    { kind: 'update.state-tag', what: 'an UPDATE raises stateTag', clause: 'TS-0004 7.3.3.7' },
    { kind: 'update.last-modified', what: 'an UPDATE sets lastModifiedTime', clause: 'TS-0004 7.3.3.7' },
    { kind: 'update.creation-time', what: 'an UPDATE leaves creationTime', clause: 'TS-0001 9.6.1.3.1' },
    { kind: 'update.refused', what: 'a refused UPDATE changes nothing', clause: 'TS-0004 7.3.3.4' },
    { kind: 'create.parent', what: 'parentID is that of the parent', clause: 'TS-0001 9.6.1.3.1' },
    { kind: 'create.times', what: 'creationTime is that of the CREATE, and lastModifiedTime with it', clause: 'TS-0001 9.6.1.3.1' },
    { kind: 'create.creator', what: 'creator that is null becomes the Originator', clause: 'TS-0004 7.3.3.3' },
    { kind: 'create.creator-given', what: 'a CREATE that says who the creator is is refused', clause: 'TS-0004 7.3.3.3' },
  ],
  cases: (_model, words) => [...contents(words), ...parts(words), ...updates(words), ...set(words)],
};

const types = ['AE', 'container'];
const here = '{{ae}}/{{fresh}}';

function contents(words: Words): readonly Draft[] {
  const [rn, ri, mni, lbl] = ['resourceName', 'resourceID', 'maxNrOfInstances', 'labels'].map(words.attribute) as [string, string, string, string];
  // What the Hosting CSE sets is theirs, too.
  const set = [ri, ...['resourceType', 'parentID', 'creationTime', 'lastModifiedTime', 'expirationTime', 'stateTag'].map(words.attribute)].map((at) => ({ at, present: true }));
  const create = (rcn?: number) => words.create('{{ae}}', 'container', { resourceName: '{{fresh}}', maxNrOfInstances: 7 }, rcn === undefined ? {} : { rcn });
  const withChildren = [given(create()), given(words.create(here, 'container', { resourceName: 'below' }))];
  const child = `${words.root('container')}.0.${rn}`;
  const retrieve = (rcn: number) => words.retrieve(here, { rcn });
  return [
    { kind: 'result.create-default', types, steps: [ask(create(), rsc.CREATED, [{ root: words.root('container') }, { at: rn, equals: '{{fresh}}' }, ...set, { at: mni, equals: 7 }])] },
    { kind: 'result.create-nothing', types, steps: [ask(create(0), rsc.CREATED, [{ nothing: true }])] },
    { kind: 'result.create-address', types, steps: [ask(create(2), rsc.CREATED, [{ refers: [here] }])] },
    { kind: 'result.create-address-attributes', types, steps: [ask(create(3), rsc.CREATED, [{ root: 'm2m:rce' }, { at: 'uri', present: true }, { at: `${words.root('container')}.${mni}`, equals: 7 }])] },
    { kind: 'result.create-modified', types, steps: [ask(create(9), rsc.CREATED, [{ at: ri, present: true }, { at: mni, present: false }])] },
    { kind: 'result.update-nothing', types, steps: [given(create()), ask(words.update(here, 'container', { labels: ['a'] }, { rcn: 0 }), rsc.UPDATED, [{ nothing: true }])] },
    { kind: 'result.update-default', types, steps: [given(create()), ask(words.update(here, 'container', { labels: ['a'] }), rsc.UPDATED, [{ at: lbl, equals: ['a'] }, { at: mni, equals: 7 }])] },
    { kind: 'result.delete-default', types, steps: [given(create()), ask(words.remove(here), rsc.DELETED, [{ nothing: true }])] },
    { kind: 'result.delete-attributes', types, steps: [given(create()), ask(words.remove(here, { rcn: 1 }), rsc.DELETED, [{ at: mni, equals: 7 }])] },
    { kind: 'result.children', types, steps: [...withChildren, ask(retrieve(4), rsc.OK, [{ at: mni, equals: 7 }, { at: child, equals: 'below' }])] },
    { kind: 'result.references', types, steps: [...withChildren, ask(retrieve(5), rsc.OK, [{ at: mni, equals: 7 }, { refers: [`${here}/below`] }])] },
    { kind: 'result.references-only', types, steps: [...withChildren, ask(retrieve(6), rsc.OK, [{ at: mni, present: false }, { refers: [`${here}/below`] }])] },
    { kind: 'result.children-only', types, steps: [...withChildren, ask(retrieve(8), rsc.OK, [{ at: mni, present: false }, { at: child, equals: 'below' }])] },
  ];
}

function parts(words: Words): readonly Draft[] {
  const [mni, lbl, ri] = ['maxNrOfInstances', 'labels', 'resourceID'].map(words.attribute) as [string, string, string];
  const create = given(words.create('{{ae}}', 'container', { resourceName: '{{fresh}}', maxNrOfInstances: 7, labels: ['a', 'b'] }));
  return [
    { kind: 'retrieve.whole', types, steps: [create, ask(words.retrieve(here), rsc.OK, [{ root: words.root('container') }, { at: mni, equals: 7 }, { at: lbl, equals: ['a', 'b'] }, { at: ri, present: true }])] },
    { kind: 'retrieve.part', types, steps: [create, ask(words.retrieve(here, { pc: { 'm2m:atrl': [mni] } }), rsc.OK, [{ at: mni, equals: 7 }, { at: lbl, present: false }])] },
  ];
}

function updates(words: Words): readonly Draft[] {
  const [mni, lbl, st, ct, lt] = ['maxNrOfInstances', 'labels', 'stateTag', 'creationTime', 'lastModifiedTime'].map(words.attribute) as [string, string, string, string, string];
  const create = given(words.create('{{ae}}', 'container', { resourceName: '{{fresh}}', maxNrOfInstances: 7, labels: ['a'] }), { tag: st, made: ct, modified: lt });
  const update = given(words.update(here, 'container', { labels: ['b'] }));
  const then = (...content: readonly Matcher[]) => ask(words.retrieve(here), rsc.OK, content);
  return [
    { kind: 'update.changed', types, steps: [create, update, then({ at: lbl, equals: ['b'] })] },
    { kind: 'update.kept', types, steps: [create, update, then({ at: mni, equals: 7 })] },
    { kind: 'update.deleted', types, steps: [create, given(words.update(here, 'container', { labels: null })), then({ at: lbl, present: false }, { at: mni, equals: 7 })] },
    { kind: 'update.state-tag', types, steps: [create, update, then({ at: st, above: '{{tag}}' })] },
    // Times have no more than seconds in many places.
    { kind: 'update.last-modified', types, steps: [create, { wait: 1.1 }, update, then({ at: lt, above: '{{modified}}' })] },
    { kind: 'update.creation-time', types, steps: [create, { wait: 1.1 }, update, then({ at: ct, equals: '{{made}}' })] },
    {
      kind: 'update.refused',
      types,
      steps: [create, { ...given(words.update(here, 'container', { labels: ['b'], noSuchAttribute: 1 })), rsc: [rsc.BAD_REQUEST] }, then({ at: lbl, equals: ['a'] }, { at: st, equals: '{{tag}}' })],
    },
  ];
}

/** What the Hosting CSE sets itself. */
function set(words: Words): readonly Draft[] {
  const [pi, ri, ct, lt, cr] = ['parentID', 'resourceID', 'creationTime', 'lastModifiedTime', 'creator'].map(words.attribute) as [string, string, string, string, string];
  const create = given(words.create('{{ae}}', 'container', { resourceName: '{{fresh}}' }), { parent: ri });
  return [
    { kind: 'create.parent', types, steps: [create, ask(words.create(here, 'container', { resourceName: 'below' }), rsc.CREATED, [{ at: pi, same: '{{parent}}' }])] },
    // Clocks of two machines may differ.
    { kind: 'create.times', types, steps: [ask(words.create('{{ae}}', 'container', { resourceName: '{{fresh}}' }), rsc.CREATED, [{ at: ct, above: '{{time-600}}' }, { at: ct, atMost: '{{time+600}}' }], { made: ct }), ask(words.retrieve(here), rsc.OK, [{ at: ct, equals: '{{made}}' }, { at: lt, equals: '{{made}}' }])] },
    { kind: 'create.creator', types, steps: [ask(words.create('{{ae}}', 'container', { resourceName: '{{fresh}}', creator: null }), rsc.CREATED), ask(words.retrieve(here), rsc.OK, [{ at: cr, same: '{{ae.id}}' }])] },
    { kind: 'create.creator-given', types, steps: [ask(words.create('{{ae}}', 'container', { resourceName: '{{fresh}}', creator: '{{ae.id}}' }), rsc.BAD_REQUEST)] },
  ];
}
