import type { JsonValue } from '../../../model/model.js';
import type { Words } from '../words.js';
import { ask, given, rsc } from '../words.js';
import type { Draft, Topic } from './topic.js';

/** Containers with their instances, and groups (TS-0001 9.6.6, 9.6.7, 9.6.13). */
export const data: Topic = {
  kinds: [
    { kind: 'container.count', what: 'a container counts its instances', clause: 'TS-0001 9.6.6, Table 9.6.6-2' },
    { kind: 'container.bytes', what: 'a container counts the bytes of its instances', clause: 'TS-0001 9.6.6, Table 9.6.6-2' },
    { kind: 'container.freed', what: 'a container has the bytes of a deleted instance no more', clause: 'TS-0004 7.4.7.2.4' },
    { kind: 'container.limit', what: 'beyond maxNrOfInstances the oldest instance goes', clause: 'TS-0004 7.4.7.2.1' },
    { kind: 'container.limit-bytes', what: 'beyond maxByteSize the oldest instances go', clause: 'TS-0004 7.4.7.2.1' },
    { kind: 'container.age', what: 'an instance ends when it is as old as maxInstanceAge', clause: 'TS-0004 7.4.7.2.1' },
    { kind: 'container.no-retrieval', what: 'with disableRetrieval no instance is retrieved', clause: 'TS-0004 7.4.7.2.2' },
    { kind: 'container.latest-fixed', what: '<latest> is not updated', clause: 'TS-0004 7.4.27.2.3' },
    { kind: 'container.latest-deleted', what: 'a DELETE of <latest> deletes the newest instance', clause: 'TS-0004 7.4.27.2.4' },
    { kind: 'container.oldest-deleted', what: 'a DELETE of <oldest> deletes the oldest instance', clause: 'TS-0004 7.4.28.2.4' },
    { kind: 'container.too-large', what: 'an instance larger than maxByteSize is refused', clause: 'TS-0004 7.4.7.2.1' },
    { kind: 'container.latest', what: '<latest> is the newest instance', clause: 'TS-0001 9.6.27' },
    { kind: 'container.oldest', what: '<oldest> is the oldest instance', clause: 'TS-0001 9.6.28' },
    { kind: 'container.latest-by-identifier', what: '<latest> below the resource identifier of its container', clause: 'TS-0001 7.2' },
    { kind: 'container.latest-of-none', what: 'without instances there is no <latest>', clause: 'TS-0001 9.6.27' },
    { kind: 'instance.size', what: 'contentSize is the number of bytes of the content', clause: 'TS-0001 9.6.7, Table 9.6.7-2' },
    { kind: 'instance.state-tag', what: 'an instance raises stateTag of its container, and has a copy', clause: 'TS-0004 7.4.7.2.1' },
    { kind: 'instance.fixed', what: 'a <contentInstance> is not updated', clause: 'TS-0001 9.6.7' },
    { kind: 'group.count', what: 'a group counts its members', clause: 'TS-0001 9.6.13, Table 9.6.13-2' },
    { kind: 'group.too-many', what: 'more members than maxNrOfMembers are refused', clause: 'TS-0004 7.4.13.2.1' },
    { kind: 'group.counted-anew', what: 'a group whose members change counts them anew', clause: 'TS-0001 9.6.13, Table 9.6.13-2' },
    { kind: 'group.too-many-updated', what: 'an UPDATE to more members than maxNrOfMembers is refused', clause: 'TS-0004 7.4.13.2.3' },
    { kind: 'group.duplicates', what: 'a member that is named twice is one member', clause: 'TS-0004 7.4.13.2.1' },
    { kind: 'group.abandon-group', what: 'ABANDON_GROUP: a group with members of another type is refused', clause: 'TS-0004 7.4.13.2.1' },
    { kind: 'group.abandon-member', what: 'ABANDON_MEMBER: members of another type are left out', clause: 'TS-0004 7.4.13.2.1' },
    { kind: 'group.set-mixed', what: 'SET_MIXED: with members of another type memberType is MIXED', clause: 'TS-0004 7.4.13.2.1' },
    { kind: 'group.answers', what: '<fanOutPoint> answers with what every member answers', clause: 'TS-0004 7.4.14.2.5' },
    { kind: 'series.same-time', what: 'a second instance of one dataGenerationTime is refused', clause: 'TS-0004 7.4.39.2.1' },
    { kind: 'group.fan-out-below', what: 'a path behind <fanOutPoint> leads to what is below each member', clause: 'TS-0004 7.4.14.1' },
    { kind: 'group.fan-out', what: 'a request to <fanOutPoint> reaches every member', clause: 'TS-0004 7.4.14' },
  ],
  cases: (_model, words) => [...containers(words), ...ends(words), ...groups(words), ...mixedGroups(words), sameTime(words)],
};

/** Of an instance that its container has no room for (TS-0004 7.4.7.2.1). */
const NOT_ACCEPTABLE = 5207;

const here = '{{ae}}/{{fresh}}';

function containers(words: Words): readonly Draft[] {
  const types = ['AE', 'container', 'contentInstance'];
  const [cni, cbs, con, cs] = ['currentNrOfInstances', 'currentByteSize', 'content', 'contentSize'].map(words.attribute) as [string, string, string, string];
  const container = (more: { readonly [name: string]: JsonValue } = {}) => given(words.create('{{ae}}', 'container', { resourceName: '{{fresh}}', ...more }));
  const instance = (resourceName: string, content: string) => given(words.create(here, 'contentInstance', { resourceName, content }));
  const three = [instance('one', 'a'), instance('two', 'bb'), instance('three', 'ccc')];
  const counted = (at: string, value: number) => ask(words.retrieve(here), rsc.OK, [{ at, equals: value }]);
  return [
    { kind: 'container.count', types, steps: [container(), counted(cni, 0), ...three, given(words.create(here, 'container', { resourceName: 'inner' })), counted(cni, 3), given(words.remove(`${here}/two`)), counted(cni, 2)] },
    { kind: 'container.bytes', types, steps: [container(), ...three, counted(cbs, 6)] },
    { kind: 'container.freed', types, steps: [container(), ...three, given(words.remove(`${here}/three`)), counted(cbs, 3)] },
    { kind: 'container.limit', types, steps: [container({ maxNrOfInstances: 2 }), ...three, ask(words.retrieve(`${here}/one`), rsc.NOT_FOUND), ask(words.retrieve(`${here}/three`), rsc.OK), counted(cni, 2)] },
    { kind: 'container.latest', types, steps: [container(), ...three, ask(words.retrieve(`${here}/la`), rsc.OK, [{ at: con, equals: 'ccc' }])] },
    { kind: 'container.oldest', types, steps: [container(), ...three, ask(words.retrieve(`${here}/ol`), rsc.OK, [{ at: con, equals: 'a' }])] },
    {
      kind: 'container.latest-by-identifier',
      types,
      steps: [given(words.create('{{ae}}', 'container', { resourceName: '{{fresh}}' }), { id: words.attribute('resourceID') }), ...three, ask(words.retrieve('{{id}}/la'), rsc.OK, [{ at: con, equals: 'ccc' }])],
    },
    { kind: 'container.too-large', types, steps: [container({ maxByteSize: 2 }), ask(words.create(here, 'contentInstance', { content: 'abc' }), NOT_ACCEPTABLE)] },
    { kind: 'container.latest-of-none', types, steps: [container(), ask(words.retrieve(`${here}/la`), rsc.NOT_FOUND)] },
    { kind: 'instance.size', types, steps: [container(), ask(words.create(here, 'contentInstance', { content: 'äb' }), rsc.CREATED, [{ at: cs, equals: 3 }])] },
    { kind: 'instance.fixed', types, steps: [container(), instance('one', 'a'), ask(words.update(`${here}/one`, 'contentInstance', { labels: ['a'] }), rsc.OPERATION_NOT_ALLOWED)] },
  ];
}

/** What is done at <latest> and <oldest>, and when instances go (TS-0004 7.4.7, 7.4.27, 7.4.28). */
function ends(words: Words): readonly Draft[] {
  const types = ['AE', 'container', 'contentInstance'];
  const container = (more: { readonly [name: string]: JsonValue } = {}) => given(words.create('{{ae}}', 'container', { resourceName: '{{fresh}}', ...more }));
  const instance = (resourceName: string, content: string, save?: { readonly [name: string]: string }) => given(words.create(here, 'contentInstance', { resourceName, content }), save);
  const isThere = (name: string) => ask(words.retrieve(`${here}/${name}`), rsc.OK);
  const isGone = (name: string) => ask(words.retrieve(`${here}/${name}`), rsc.NOT_FOUND);
  const [st, et] = ['stateTag', 'expirationTime'].map(words.attribute) as [string, string];
  const two = [container(), instance('one', 'a'), instance('two', 'b')];
  return [
    { kind: 'container.limit-bytes', types, steps: [container({ maxByteSize: 5 }), instance('one', 'aaa'), instance('two', 'bbb'), isThere('two'), isGone('one')] },
    // Clocks of two machines may differ.
    { kind: 'container.age', types, steps: [container({ maxInstanceAge: 60 }), instance('one', 'a'), ask(words.retrieve(`${here}/one`), rsc.OK, [{ at: et, atMost: '{{time+660}}' }])] },
    { kind: 'container.no-retrieval', types, steps: [container({ disableRetrieval: true }), instance('one', 'a'), ask(words.retrieve(`${here}/one`), rsc.OPERATION_NOT_ALLOWED), ask(words.retrieve(`${here}/la`), rsc.OPERATION_NOT_ALLOWED)] },
    { kind: 'container.latest-fixed', types, steps: [...two, ask(words.update(`${here}/la`, 'contentInstance', { labels: ['a'] }), rsc.OPERATION_NOT_ALLOWED)] },
    { kind: 'container.latest-deleted', types, steps: [...two, ask(words.remove(`${here}/la`), rsc.DELETED), isThere('one'), isGone('two')] },
    { kind: 'container.oldest-deleted', types, steps: [...two, ask(words.remove(`${here}/ol`), rsc.DELETED), isThere('two'), isGone('one')] },
    {
      kind: 'instance.state-tag',
      types,
      steps: [given(words.create('{{ae}}', 'container', { resourceName: '{{fresh}}' }), { before: st }), instance('one', 'a', { copy: st }), ask(words.retrieve(here), rsc.OK, [{ at: st, above: '{{before}}' }, { at: st, equals: '{{copy}}' }])],
    },
  ];
}

function sameTime(words: Words): Draft {
  const instance = (resourceName: string) => words.create(here, 'timeSeriesInstance', { resourceName, content: 'a', dataGenerationTime: '20260101T000000' });
  return { kind: 'series.same-time', types: ['AE', 'timeSeries', 'timeSeriesInstance'], steps: [given(words.create('{{ae}}', 'timeSeries', { resourceName: '{{fresh}}' })), given(instance('one')), ask(instance('two'), rsc.CONFLICT)] };
}

/** m2m:consistencyStrategy, and MIXED of m2m:memberType (TS-0004 6.3.4.2.12, 6.3.4.2.11). */
const ABANDON_MEMBER = 1;
const ABANDON_GROUP = 2;
const SET_MIXED = 3;
const MIXED = 0;

/** Groups of groups, with a container among them. */
function mixedGroups(words: Words): readonly Draft[] {
  const types = ['AE', 'container', 'group'];
  const [container, inner] = [`${here}-1`, `${here}-2`] as const;
  const stage = [
    given(words.create('{{ae}}', 'container', { resourceName: '{{fresh}}-1' })),
    given(words.create('{{ae}}', 'group', { resourceName: '{{fresh}}-2', maxNrOfMembers: 5, memberIDs: [container] })),
  ];
  const memberType = words.resource('group')?.resourceType ?? 0;
  const group = (consistencyStrategy: number) => words.create('{{ae}}', 'group', { resourceName: '{{fresh}}', maxNrOfMembers: 5, memberType, memberIDs: [container, inner], consistencyStrategy });
  const at = (name: string, value: number) => [{ at: words.resource('group')?.attributes.find((each) => each.name === name)?.shortName ?? name, equals: value }];
  return [
    { kind: 'group.abandon-group', types, steps: [...stage, ask(group(ABANDON_GROUP), rsc.GROUP_MEMBER_TYPE_INCONSISTENT)] },
    { kind: 'group.abandon-member', types, steps: [...stage, ask(group(ABANDON_MEMBER), rsc.CREATED, at('currentNrOfMembers', 1))] },
    { kind: 'group.set-mixed', types, steps: [...stage, ask(group(SET_MIXED), rsc.CREATED, at('memberType', MIXED))] },
  ];
}

/** Groups too large have a code of their own (TS-0004 6.6.3.6). */
const MAX_NUMBER_OF_MEMBER_EXCEEDED = 6010;

function groups(words: Words): readonly Draft[] {
  const types = ['AE', 'container', 'group'];
  const container = (resourceName: string) => given(words.create('{{ae}}', 'container', { resourceName, labels: ['before'] }));
  const members = [`${here}-1`, `${here}-2`];
  const two = [container('{{fresh}}-1'), container('{{fresh}}-2')];
  const group = (maxNrOfMembers: number) => words.create('{{ae}}', 'group', { resourceName: '{{fresh}}', maxNrOfMembers, memberIDs: members });
  const lbl = words.attribute('labels');
  const answers = [0, 1].flatMap((n) => [{ at: `m2m:rsp.${n}.rsc`, equals: rsc.OK }, { at: `m2m:rsp.${n}.pc.${words.root('container')}.${lbl}`, equals: ['before'] }]);
  return [
    { kind: 'group.answers', types, steps: [...two, given(group(5)), ask(words.retrieve(`${here}/fopt`), rsc.OK, [{ root: 'm2m:agr' }, ...answers])] },
    {
      kind: 'group.fan-out-below',
      types: [...types, 'contentInstance'],
      steps: [
        ...two,
        ...members.map((member, n) => given(words.create(member, 'contentInstance', { content: `of ${n}` }))),
        given(group(5)),
        ask(words.retrieve(`${here}/fopt/la`), rsc.OK, [0, 1].map((n) => ({ at: `m2m:rsp.${n}.pc.${words.root('contentInstance')}.${words.attribute('content')}`, present: true }))),
      ],
    },
    { kind: 'group.count', types, steps: [...two, ask(group(5), rsc.CREATED, [{ at: words.attribute('currentNrOfMembers'), equals: 2 }])] },
    { kind: 'group.too-many', types, steps: [...two, ask(group(1), MAX_NUMBER_OF_MEMBER_EXCEEDED)] },
    {
      kind: 'group.counted-anew',
      types,
      steps: [...two, given(group(5)), given(words.update(here, 'group', { memberIDs: [members[0]!] })), ask(words.retrieve(here), rsc.OK, [{ at: words.attribute('currentNrOfMembers'), equals: 1 }])],
    },
    {
      kind: 'group.too-many-updated',
      types,
      steps: [...two, container('{{fresh}}-3'), given(group(2)), ask(words.update(here, 'group', { memberIDs: [...members, `${here}-3`] }), MAX_NUMBER_OF_MEMBER_EXCEEDED)],
    },
    {
      kind: 'group.duplicates',
      types,
      steps: [...two, ask(words.create('{{ae}}', 'group', { resourceName: '{{fresh}}', maxNrOfMembers: 5, memberIDs: [...members, members[0]!] }), rsc.CREATED, [{ at: words.attribute('currentNrOfMembers'), equals: 2 }])],
    },
    {
      kind: 'group.fan-out',
      of: 'CREATE',
      types,
      steps: [...two, given(group(5)), ask(words.create(`${here}/fopt`, 'container', { resourceName: 'new' }), rsc.OK), ...members.map((member) => ask(words.retrieve(`${member}/new`), rsc.OK))],
    },
    {
      kind: 'group.fan-out',
      of: 'DELETE',
      types,
      steps: [...two, given(group(5)), ask(words.remove(`${here}/fopt`), rsc.OK), ...members.map((member) => ask(words.retrieve(member), rsc.NOT_FOUND))],
    },
    {
      kind: 'group.fan-out',
      types,
      steps: [...two, given(group(5)), ask(words.update(`${here}/fopt`, 'container', { labels: ['after'] }), rsc.OK), ...members.map((member) => ask(words.retrieve(member), rsc.OK, [{ at: lbl, equals: ['after'] }]))],
    },
  ];
}
