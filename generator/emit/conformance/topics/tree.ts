import type { JsonValue, Model } from '../../../model/model.js';
import type { Words } from '../words.js';
import { ask, given, rsc } from '../words.js';
import type { Draft, Topic } from './topic.js';

/** Which resources stand below which, what they are called and how they are addressed (TS-0001 7.2, 9.3, 9.6.1). */
export const tree: Topic = {
  kinds: [
    { kind: 'tree.child-type', what: 'a child of a type that the resource does not have is refused', clause: 'TS-0004 7.3.3.3' },
    { kind: 'tree.name-conflict', what: 'a resourceName that a sibling has is refused', clause: 'TS-0004 7.3.3.5' },
    { kind: 'tree.name-elsewhere', what: 'a resourceName may be that of a resource elsewhere', clause: 'TS-0004 7.3.3.5' },
    { kind: 'tree.name-given', what: 'a resource without a resourceName gets one', clause: 'TS-0004 7.3.3.5' },
    { kind: 'tree.name-freed', what: 'the resourceName of a deleted resource is free again', clause: 'TS-0004 7.3.3.5' },
    { kind: 'tree.base', what: 'the <CSEBase> says what every one does', clause: 'TS-0001 9.6.3, Table 9.6.3-2' },
    { kind: 'tree.base-fixed', what: 'a <CSEBase> is not updated', clause: 'TS-0004 7.4.3.2.3' },
    { kind: 'tree.delete', what: 'a deleted resource is gone', clause: 'TS-0004 7.3.3.8' },
    { kind: 'tree.delete-below', what: 'with a resource everything below it goes', clause: 'TS-0004 7.3.3.8' },
    { kind: 'address.structured', what: 'a structured CSE-relative address', clause: 'TS-0001 7.2' },
    { kind: 'address.unstructured', what: 'an unstructured CSE-relative address', clause: 'TS-0001 7.2' },
    { kind: 'address.sp-relative', what: 'an SP-relative address', clause: 'TS-0009 6.2.2.1' },
    { kind: 'address.base', what: 'a dash stands for the name of the CSEBase', clause: 'TS-0001 7.2' },
    { kind: 'expiration.past', what: 'an expirationTime in the past is refused', clause: 'TS-0004 7.3.3.3' },
    { kind: 'expiration.past-update', what: 'an UPDATE to an expirationTime in the past is refused', clause: 'TS-0004 7.3.3.4' },
    { kind: 'expiration.end', what: 'a resource is deleted when its time is over', clause: 'TS-0004 7.3.3.7' },
    { kind: 'expiration.above-child', what: 'an UPDATE to an expirationTime before that of a child is refused', clause: 'TS-0004 7.3.3.4' },
    { kind: 'tree.registered', what: 'who has registered is not registered again', clause: 'TS-0004 7.4.5.2.1' },
    { kind: 'expiration.below-parent', what: 'a resource ends no later than its parent', clause: 'TS-0004 7.3.3.3' },
  ],
  cases: (model, words) => [...wrongChildren(model, words), ...names(words), ...addresses(words), ...expirations(words)],
};

/** For each type that can stand below an AE: one that cannot stand below it. */
function wrongChildren(model: Model, words: Words): readonly Draft[] {
  const parents = model.resources.filter(({ name, parents, operations, kind }) => kind === 'resource' && operations.includes('create') && parents.includes('AE') && leastOf[name] !== undefined);
  return parents.flatMap((parent) =>
    candidates
      .filter((child) => words.resource(child) !== undefined && !parent.children.some(({ type }) => type === child) && words.resource(child)?.parents.includes(parent.name) !== true)
      .map((child) => ({
        kind: 'tree.child-type',
        of: `<${child}> below <${parent.name}>`,
        types: ['AE', parent.name, child],
        steps: [
          given(words.create('{{ae}}', parent.name, { resourceName: '{{fresh}}', ...leastOf[parent.name] })),
          ask(words.create('{{ae}}/{{fresh}}', child, leastOf[child] ?? {}), child === 'subscription' ? [rsc.INVALID_CHILD_RESOURCE_TYPE, rsc.TARGET_NOT_SUBSCRIBABLE] : rsc.INVALID_CHILD_RESOURCE_TYPE),
        ],
      })),
  );
}

const ofTheAe = { accessControlRule: [{ accessControlOriginators: ['{{ae.id}}'], accessControlOperations: 63 }] };

/** What the least of each has besides its name. */
const leastOf: Readonly<Record<string, { readonly [attribute: string]: JsonValue }>> = {
  container: {},
  group: { maxNrOfMembers: 2, memberIDs: ['{{ae}}'] },
  accessControlPolicy: { privileges: ofTheAe, selfPrivileges: ofTheAe },
  contentInstance: { content: 'a' },
  subscription: { notificationURI: ['{{listener.a}}'] },
};

const candidates = ['contentInstance', 'container', 'group', 'accessControlPolicy', 'subscription', 'pollingChannel'];

function names(words: Words): readonly Draft[] {
  const types = ['AE', 'container'];
  const container = (parent: string, resourceName: string) => words.create(parent, 'container', { resourceName });
  const here = '{{ae}}/{{fresh}}';
  return [
    { kind: 'tree.name-conflict', types, steps: [given(container('{{ae}}', '{{fresh}}')), ask(container('{{ae}}', '{{fresh}}'), rsc.CONFLICT)] },
    { kind: 'tree.name-elsewhere', types, steps: [given(container('{{ae}}', '{{fresh}}')), ask(container(here, '{{fresh}}'), rsc.CREATED)] },
    { kind: 'tree.name-freed', types, steps: [given(container('{{ae}}', '{{fresh}}')), given(words.remove(here)), ask(container('{{ae}}', '{{fresh}}'), rsc.CREATED)] },
    {
      kind: 'tree.name-given',
      types,
      steps: [ask(words.create('{{ae}}', 'container'), rsc.CREATED, [{ at: words.attribute('resourceName'), present: true }])],
    },
    {
      kind: 'tree.registered',
      types: ['AE'],
      steps: [ask(words.create('{{base}}', 'AE', { resourceName: '{{fresh}}', 'App-ID': 'Ntwice', requestReachability: false, supportedReleaseVersions: ['3'] }), rsc.ORIGINATOR_HAS_ALREADY_REGISTERED)],
    },
    {
      kind: 'tree.base',
      types: ['AE'],
      steps: [
        ask(words.retrieve('{{base}}', { fr: '{{origin}}' }), rsc.OK, [
          { root: words.root('CSEBase') },
          ...['resourceType', 'resourceID', 'resourceName', 'creationTime', 'lastModifiedTime', 'CSE-ID', 'supportedResourceType', 'pointOfAccess'].map((name) => ({ at: words.attribute(name), present: true })),
        ]),
      ],
    },
    // With nothing in it, so that it changes nothing where it is accepted.
    { kind: 'tree.base-fixed', types: ['AE'], steps: [ask(words.update('{{base}}', 'CSEBase', {}, { fr: '{{origin}}' }), rsc.OPERATION_NOT_ALLOWED)] },
    { kind: 'tree.delete', types, steps: [given(container('{{ae}}', '{{fresh}}')), ask(words.remove(here), rsc.DELETED), ask(words.retrieve(here), rsc.NOT_FOUND)] },
    {
      kind: 'tree.delete-below',
      types,
      steps: [
        given(container('{{ae}}', '{{fresh}}')),
        given(container(here, 'below'), { below: words.attribute('resourceID') }),
        given(container(`${here}/below`, 'deep'), { deep: words.attribute('resourceID') }),
        given(words.remove(here)),
        ask(words.retrieve('{{below}}'), rsc.NOT_FOUND),
        ask(words.retrieve('{{deep}}'), rsc.NOT_FOUND),
      ],
    },
  ];
}

function addresses(words: Words): readonly Draft[] {
  const types = ['AE', 'container'];
  const id = words.attribute('resourceID');
  const steps = (...tos: readonly string[]) => [
    given(words.create('{{ae}}', 'container', { resourceName: '{{fresh}}' }), { id }),
    given(words.create('{{ae}}/{{fresh}}', 'container', { resourceName: 'below' }), { below: id }),
    ...tos.map((to) => ask(words.retrieve(to), rsc.OK, [{ at: id, equals: to.includes('{{below}}') || to.endsWith('/below') ? '{{below}}' : '{{id}}' }])),
  ];
  return [
    { kind: 'address.structured', types, steps: steps('{{ae}}/{{fresh}}', '{{ae}}/{{fresh}}/below') },
    { kind: 'address.unstructured', types, steps: steps('{{id}}', '{{below}}') },
    { kind: 'address.sp-relative', types, steps: steps('{{cse}}/{{ae}}/{{fresh}}', '{{cse}}/{{below}}') },
    { kind: 'address.base', types, steps: steps('{{ae.dashed}}/{{fresh}}', '{{ae.dashed}}/{{fresh}}/below') },
  ];
}

function expirations(words: Words): readonly Draft[] {
  const types = ['AE', 'container'];
  const et = words.attribute('expirationTime');
  const here = '{{ae}}/{{fresh}}';
  const container = (parent: string, resourceName: string, expirationTime: string) => words.create(parent, 'container', { resourceName, expirationTime });
  return [
    { kind: 'expiration.past', types, steps: [ask(container('{{ae}}', '{{fresh}}', '{{time-3600}}'), rsc.BAD_REQUEST)] },
    {
      kind: 'expiration.past-update',
      types,
      steps: [given(words.create('{{ae}}', 'container', { resourceName: '{{fresh}}' })), ask(words.update(here, 'container', { expirationTime: '{{time-3600}}' }), rsc.BAD_REQUEST)],
    },
    {
      kind: 'expiration.end',
      types,
      // Some look after what has expired once in a minute only, and no text says how soon.
      steps: [given(container('{{ae}}', '{{fresh}}', '{{time+2}}')), { wait: 3 }, { ...ask(words.retrieve(here), rsc.NOT_FOUND), until: 90 }],
    },
    {
      kind: 'expiration.above-child',
      types,
      steps: [given(container('{{ae}}', '{{fresh}}', '{{time+7200}}')), given(container(here, 'below', '{{time+7000}}')), ask(words.update(here, 'container', { expirationTime: '{{time+3600}}' }), rsc.BAD_REQUEST)],
    },
    {
      kind: 'expiration.below-parent',
      types,
      steps: [
        given(container('{{ae}}', '{{fresh}}', '{{time+3600}}'), { parent: et }),
        ask(container(here, 'below', '{{time+7200}}'), rsc.CREATED),
        ask(words.retrieve(`${here}/below`), rsc.OK, [{ at: et, atMost: '{{parent}}' }]),
      ],
    },
  ];
}
