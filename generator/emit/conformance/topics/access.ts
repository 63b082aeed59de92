import type { JsonValue } from '../../../model/model.js';
import type { Primitive } from '../plan.js';
import type { Words } from '../words.js';
import { ask, given, rsc } from '../words.js';
import type { Draft, Topic } from './topic.js';

/** Access control, one operation at a time (TS-0004 7.3.3.15; TS-0001 9.6.2). */
export const access: Topic = {
  kinds: [
    ...['CREATE', 'RETRIEVE', 'UPDATE', 'DELETE'].map((name) => ({ kind: `access.${name}`, what: `who may not ${name} is refused`, clause: 'TS-0004 7.3.3.15' })),
    { kind: 'access.DISCOVERY', what: 'who may not DISCOVERY finds nothing', clause: 'TS-0004 7.3.3.14' },
    ...['CREATE', 'RETRIEVE', 'UPDATE', 'DELETE'].map((name) => ({ kind: `access.may-${name}`, what: `who may ${name} is not refused`, clause: 'TS-0004 7.3.3.15' })),
    { kind: 'access.unknown', what: 'an Originator that nobody knows is refused', clause: 'TS-0004 7.3.3.15' },
    { kind: 'access.no-policy', what: 'where no policy stands, an AE that has not made the resource is refused', clause: 'TS-0001 9.6.1.3.2' },
    { kind: 'access.all', what: 'a rule for all is for whoever is registered', clause: 'TS-0004 7.3.3.15' },
    { kind: 'access.group', what: 'a rule for a <group> is for its members', clause: 'TS-0004 7.3.3.15' },
    { kind: 'access.self', what: 'who may change an <accessControlPolicy> its selfPrivileges say', clause: 'TS-0001 9.6.2' },
    { kind: 'access.changed', what: 'an <accessControlPolicy> that is changed decides as it says now', clause: 'TS-0004 7.3.3.15' },
    { kind: 'access.other-policy', what: 'who may not change its <accessControlPolicy> gives a resource no other', clause: 'TS-0001 9.6.1.3.2' },
    { kind: 'access.window', what: 'a rule for another time is none now', clause: 'TS-0001 9.6.2.2' },
    { kind: 'access.missing-policy', what: 'accessControlPolicyIDs of no policy do not open a resource', clause: 'TS-0004 7.3.3.15' },
  ],
  cases: (model, words) => {
    const values = new Map(model.enumerations.find(({ type }) => type === 'm2m:accessControlOperations')?.values.map(({ name, value }) => [name, value]));
    return [...[...values].flatMap(([name, value]) => operation(words, name, value)), ...others(words)];
  },
};

const types = ['AE', 'accessControlPolicy', 'container'];
const here = '{{ae}}/{{fresh}}';
const all = 63;
/** RETRIEVE alone of m2m:accessControlOperations. */
const RETRIEVE = 2;

const rule = (originator: string, accessControlOperations: number) => ({ accessControlOriginators: [originator], accessControlOperations });

/** A container that a second AE, `{{other}}`, or whoever else may do with as `operations` says, and its maker everything. */
function stage(words: Words, operations: number, who = '{{other}}', within: { readonly [member: string]: JsonValue } = {}) {
  const privileges = { accessControlRule: [rule('{{ae.id}}', all), { ...rule(who, operations), ...within }] };
  const selfPrivileges = { accessControlRule: [rule('{{ae.id}}', all)] };
  const id = words.attribute('resourceID');
  return [
    given(words.create('{{ae}}', 'accessControlPolicy', { resourceName: '{{fresh}}-p', privileges, selfPrivileges }), { policy: id }),
    given(words.create('{{ae}}', 'container', { resourceName: '{{fresh}}', accessControlPolicyIDs: ['{{policy}}'] })),
  ];
}

function operation(words: Words, name: string, value: number): readonly Draft[] {
  const as = { fr: '{{other}}' };
  const requests: Readonly<Record<string, readonly [Primitive, number]>> = {
    CREATE: [words.create(here, 'container', { resourceName: 'below' }, as), rsc.CREATED],
    RETRIEVE: [words.retrieve(here, as), rsc.OK],
    UPDATE: [words.update(here, 'container', { labels: ['a'] }, as), rsc.UPDATED],
    DELETE: [words.remove(here, as), rsc.DELETED],
  };
  const found = requests[name];
  if (found === undefined) return name === 'DISCOVERY' ? [discovery(words, value)] : [];
  const [request, success] = found;
  return [
    { kind: `access.${name}`, types, steps: [...stage(words, all - value), ask(request, rsc.ORIGINATOR_HAS_NO_PRIVILEGE)] },
    { kind: `access.may-${name}`, types, steps: [...stage(words, value), ask(request, success)] },
  ];
}

/** Who may not discover gets an answer without what it may not see; to refuse it all tells no more. */
const discovery = (words: Words, value: number): Draft => ({
  kind: 'access.DISCOVERY',
  types,
  steps: [
    ...stage(words, all - value),
    given(words.create(here, 'container', { resourceName: 'below', accessControlPolicyIDs: ['{{policy}}'] })),
    ask(words.discover(here, {}, { fr: '{{other}}' }), [rsc.OK, rsc.NOT_FOUND, rsc.ORIGINATOR_HAS_NO_PRIVILEGE], [{ refersNot: [`${here}/below`] }]),
  ],
});

function others(words: Words): readonly Draft[] {
  const policy = '{{ae}}/{{fresh}}-p';
  return [
    {
      kind: 'access.unknown',
      types: ['AE', 'container'],
      steps: [given(words.create('{{ae}}', 'container', { resourceName: '{{fresh}}' })), ask(words.retrieve(here, { fr: '{{stranger}}' }), [rsc.ORIGINATOR_HAS_NO_PRIVILEGE, rsc.ORIGINATOR_NOT_AUTHENTICATED])],
    },
    {
      kind: 'access.no-policy',
      types: ['AE', 'container'],
      steps: [given(words.create('{{ae}}', 'container', { resourceName: '{{fresh}}' })), ask(words.retrieve(here, { fr: '{{other}}' }), rsc.ORIGINATOR_HAS_NO_PRIVILEGE)],
    },
    { kind: 'access.all', types, steps: [...stage(words, RETRIEVE, 'all'), ask(words.retrieve(here, { fr: '{{other}}' }), rsc.OK), ask(words.remove(here, { fr: '{{other}}' }), rsc.ORIGINATOR_HAS_NO_PRIVILEGE)] },
    {
      kind: 'access.group',
      types: [...types, 'group'],
      // The resourceID of an AE is its AE-ID (TS-0001 10.2.2.2).
      steps: [
        given(words.create('{{ae}}', 'group', { resourceName: '{{fresh}}-g', maxNrOfMembers: 2, memberIDs: ['{{other}}'] }), { group: words.attribute('resourceID') }),
        ...stage(words, RETRIEVE, '{{group}}'),
        ask(words.retrieve(here, { fr: '{{other}}' }), rsc.OK),
        ask(words.remove(here, { fr: '{{other}}' }), rsc.ORIGINATOR_HAS_NO_PRIVILEGE),
      ],
    },
    {
      kind: 'access.self',
      types,
      steps: [...stage(words, all), ask(words.update(policy, 'accessControlPolicy', { labels: ['a'] }, { fr: '{{other}}' }), rsc.ORIGINATOR_HAS_NO_PRIVILEGE), ask(words.update(policy, 'accessControlPolicy', { labels: ['a'] }), rsc.UPDATED)],
    },
    {
      kind: 'access.changed',
      types,
      steps: [
        ...stage(words, RETRIEVE),
        given(words.retrieve(here, { fr: '{{other}}' })),
        given(words.update(policy, 'accessControlPolicy', { privileges: { accessControlRule: [rule('{{ae.id}}', all)] } })),
        ask(words.retrieve(here, { fr: '{{other}}' }), rsc.ORIGINATOR_HAS_NO_PRIVILEGE),
      ],
    },
    {
      kind: 'access.other-policy',
      types,
      steps: [
        ...stage(words, all),
        given(words.create('{{ae}}', 'accessControlPolicy', { resourceName: '{{fresh}}-q', privileges: { accessControlRule: [rule('{{ae.id}}', all)] }, selfPrivileges: { accessControlRule: [rule('{{ae.id}}', all)] } })),
        ask(words.update(here, 'container', { accessControlPolicyIDs: [`${here}-q`] }, { fr: '{{other}}' }), rsc.ORIGINATOR_HAS_NO_PRIVILEGE),
      ],
    },
    // Of seconds, minutes, hours, days, months, days of the week and years: one that is over.
    { kind: 'access.window', types, steps: [...stage(words, RETRIEVE, '{{other}}', { accessControlContexts: [{ accessControlWindow: ['* * * * * * 2020'] }] }), ask(words.retrieve(here, { fr: '{{other}}' }), rsc.ORIGINATOR_HAS_NO_PRIVILEGE)] },
    {
      kind: 'access.missing-policy',
      types,
      // It may refuse the reference at once.
      steps: [
        ask(words.create('{{ae}}', 'container', { resourceName: '{{fresh}}', accessControlPolicyIDs: ['{{ae}}/no-such-policy'] }), [rsc.CREATED, rsc.BAD_REQUEST, rsc.NOT_FOUND]),
        ask(words.retrieve(here, { fr: '{{other}}' }), [rsc.ORIGINATOR_HAS_NO_PRIVILEGE, rsc.NOT_FOUND]),
      ],
    },
  ];
}
