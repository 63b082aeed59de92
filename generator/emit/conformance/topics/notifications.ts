import type { JsonValue } from '../../../model/model.js';
import type { Step } from '../plan.js';
import type { Words } from '../words.js';
import { ask, given, rsc } from '../words.js';
import type { Draft, Topic } from './topic.js';

/** Subscriptions: for each event and each content what is notified (TS-0001 9.6.8, 10.2.10; TS-0004 7.5.1.2). */
export const notifications: Topic = {
  kinds: [
    { kind: 'notify.update', what: 'Update_of_Resource is notified', clause: 'TS-0004 7.5.1.2.2' },
    { kind: 'notify.delete', what: 'Delete_of_Resource is notified', clause: 'TS-0004 7.5.1.2.2' },
    { kind: 'notify.child-created', what: 'Create_of_Direct_Child_Resource is notified', clause: 'TS-0004 7.5.1.2.2' },
    { kind: 'notify.child-deleted', what: 'Delete_of_Direct_Child_Resource is notified', clause: 'TS-0004 7.5.1.2.2' },
    { kind: 'notify.other-event', what: 'an event that was not asked for is not notified', clause: 'TS-0004 7.5.1.2.2' },
    { kind: 'notify.attribute', what: 'an UPDATE of other attributes than those asked for is not notified', clause: 'TS-0001 9.6.8' },
    { kind: 'notify.reference', what: 'a notification says which <subscription> it is of', clause: 'TS-0004 7.5.1.2.2' },
    { kind: 'notify.all-attributes', what: 'All Attributes: the whole resource is notified', clause: 'TS-0004 6.3.4.2.18' },
    { kind: 'notify.modified-attributes', what: 'Modified Attributes: what was changed is notified', clause: 'TS-0004 6.3.4.2.18' },
    { kind: 'notify.resource-id', what: 'ResourceID: the identifier of the resource is notified', clause: 'TS-0004 6.3.4.2.18' },
    { kind: 'notify.content-of-event', what: 'a notificationContentType that an event does not have is refused', clause: 'TS-0001 9.6.8' },
    { kind: 'notify.child-type', what: 'a childResourceType that the resource does not have is refused', clause: 'TS-0004 7.4.8.2.1' },
    { kind: 'notify.two-criteria', what: 'notificationEventType and operationMonitor exclude each other', clause: 'TS-0004 7.4.8.2.1' },
    { kind: 'notify.missing-data', what: 'missingData is for <timeSeries> only', clause: 'TS-0004 7.4.8.2.1' },
    { kind: 'notify.default-content', what: 'without notificationContentType it is that of the event', clause: 'TS-0004 7.4.8.2.1' },
    { kind: 'notify.privilege', what: 'who may not RETRIEVE a resource does not subscribe to it', clause: 'TS-0004 7.4.8.2.1' },
    { kind: 'notify.deleted', what: 'the subscriberURI hears of the end of a <subscription>', clause: 'TS-0004 7.5.1.2.4' },
    { kind: 'notify.event', what: 'a notification says which event it is of', clause: 'TS-0004 7.5.1.2.2' },
    { kind: 'notify.targets', what: 'each of several targets is notified', clause: 'TS-0004 7.5.1.2.2' },
    { kind: 'notify.events', what: 'each of several events is notified', clause: 'TS-0004 7.5.1.2.2' },
    { kind: 'notify.changed', what: 'a <subscription> that is changed notifies as it says now', clause: 'TS-0004 7.5.1.2.2' },
    { kind: 'notify.of-child-type', what: 'children of other types than those asked for are not notified', clause: 'TS-0004 7.5.1.2.2' },
    { kind: 'notify.counter', what: 'after as many notifications as expirationCounter says the <subscription> is gone', clause: 'TS-0004 7.5.1.2.2' },
    { kind: 'notify.batch', what: 'batchNotify: so many notifications are sent as one', clause: 'TS-0001 10.2.10.7' },
    { kind: 'notify.no-more', what: 'a deleted <subscription> notifies nobody', clause: 'TS-0004 7.3.3.8' },
    { kind: 'notify.request', what: 'a notification is a request: it says whose it is, and which', clause: 'TS-0004 7.3.1.1' },
    { kind: 'notify.release', what: 'a notification to an AE of a later release than the first says of which it is', clause: 'TS-0004 7.3.1.1' },
    { kind: 'notify.verification', what: 'who asks a target whether it wants a <subscription> says whose it is', clause: 'TS-0004 7.5.1.2.3' },
    { kind: 'notify.operation', what: 'operationMonitor: an operation is notified, with what it is and whose', clause: 'TS-0001 9.6.8, Table 9.6.8-3' },
    { kind: 'notify.not-subscribable', what: 'a resource that has no <subscription> below it is not subscribed to', clause: 'TS-0004 7.4.8.2.1' },
  ],
  cases: (_model, words) => [...events(words), ...contents(words), ...subscriptions(words), ...requests(words)],
};

const types = ['AE', 'container', 'subscription'];
const here = '{{ae}}/{{fresh}}';
const target = '{{listener.a}}';
/** Seconds: a notification comes within, and when none has come by then, none does. No clause says how soon: a busy CSE has its time. */
const soon = 10;
const silence = 0.5;
/** Create_of_Direct_Child_Resource of m2m:notificationEventType (TS-0004 6.3.4.2.19). */
const CHILD_CREATED = 3;

function stage(words: Words, subscription: { readonly [attribute: string]: JsonValue }, event = 1): readonly Step[] {
  return [
    given(words.create('{{ae}}', 'container', { resourceName: '{{fresh}}', maxNrOfInstances: 7, labels: ['a'] })),
    given(words.create(here, 'container', { resourceName: 'below' })),
    given(words.create(here, 'subscription', { resourceName: 'watch', notificationURI: [target], eventNotificationCriteria: { notificationEventType: [event] }, ...subscription }), { watch: words.attribute('resourceID') }),
  ];
}

/** Requests that make each event happen. */
const changes = (words: Words): Readonly<Record<'update' | 'delete' | 'child-created' | 'child-deleted', readonly [event: number, Step]>> => ({
  update: [1, given(words.update(here, 'container', { labels: ['b'] }))],
  delete: [2, given(words.remove(here))],
  'child-created': [3, given(words.create(here, 'container', { resourceName: 'new' }))],
  'child-deleted': [4, given(words.remove(`${here}/below`))],
});

const within = (words: Words, path: string): string => path.split('/').map((name) => words.member(name)).join('.');

function events(words: Words): readonly Draft[] {
  const all = Object.entries(changes(words));
  const heard = { notified: { at: 'a', within: soon, content: [{ root: words.root('notification') === 'm2m:notification' ? 'm2m:sgn' : words.root('notification') }] } } satisfies Step;
  return [
    ...all.map(([name, [event, change]]) => ({ kind: `notify.${name}`, types, steps: [...stage(words, { notificationContentType: 1 }, event), change, heard] })),
    ...all.flatMap(([name, [event]]) =>
      all
        // The end of a resource ends its subscriptions.
        .filter(([other]) => other !== name && other !== 'delete')
        .map(([other, [, change]]) => ({ kind: 'notify.other-event', of: `${other}, asked for ${name}`, types, steps: [...stage(words, {}, event), change, { quiet: { at: 'a', for: silence } }] })),
    ),
    {
      kind: 'notify.attribute',
      types,
      steps: [
        ...stage(words, { eventNotificationCriteria: { notificationEventType: [1], attribute: [words.attribute('maxNrOfInstances')] } }),
        given(words.update(here, 'container', { labels: ['b'] })),
        { quiet: { at: 'a', for: silence } },
        given(words.update(here, 'container', { maxNrOfInstances: 8 })),
        { notified: { at: 'a', within: soon } },
      ],
    },
    { kind: 'notify.reference', types, steps: [...stage(words, {}), changes(words).update[1], { notified: { at: 'a', within: soon, content: [{ at: within(words, 'subscriptionReference'), same: '{{watch}}' }] } }] },
  ];
}

function contents(words: Words): readonly Draft[] {
  const [lbl, mni] = ['labels', 'maxNrOfInstances'].map(words.attribute) as [string, string];
  const represented = within(words, 'notificationEvent/representation');
  const container = `${represented}.${words.root('container')}`;
  const update = changes(words).update[1];
  const notified = (notificationContentType: number, content: NonNullable<Step['content']>): readonly Step[] => [...stage(words, { notificationContentType }), update, { notified: { at: 'a', within: soon, content } }];
  return [
    { kind: 'notify.all-attributes', types, steps: notified(1, [{ at: `${container}.${lbl}`, equals: ['b'] }, { at: `${container}.${mni}`, equals: 7 }]) },
    { kind: 'notify.modified-attributes', types, steps: notified(2, [{ at: `${container}.${lbl}`, equals: ['b'] }, { at: `${container}.${mni}`, present: false }]) },
    { kind: 'notify.resource-id', types, steps: notified(3, [{ at: `${represented}.m2m:uri`, same: here }]) },
    {
      kind: 'notify.content-of-event',
      of: 'Modified Attributes of Delete_of_Resource',
      types,
      steps: [
        given(words.create('{{ae}}', 'container', { resourceName: '{{fresh}}' })),
        ask(words.create(here, 'subscription', { notificationURI: [target], eventNotificationCriteria: { notificationEventType: [2] }, notificationContentType: 2 }), rsc.BAD_REQUEST),
      ],
    },
  ];
}

function subscriptions(words: Words): readonly Draft[] {
  const refused = (kind: string, eventNotificationCriteria: { readonly [name: string]: JsonValue }): Draft => ({
    kind,
    types,
    steps: [given(words.create('{{ae}}', 'container', { resourceName: '{{fresh}}' })), ask(words.create(here, 'subscription', { notificationURI: [target], eventNotificationCriteria }), rsc.BAD_REQUEST)],
  });
  const rule = (originator: string, accessControlOperations: number) => ({ accessControlOriginators: [originator], accessControlOperations });
  const watch = `${here}/watch`;
  return [
    refused('notify.child-type', { notificationEventType: [3], childResourceType: [words.resource('AE')?.resourceType ?? 0] }),
    refused('notify.two-criteria', { notificationEventType: [1], operationMonitor: [{ operations: 2 }] }),
    refused('notify.missing-data', { missingData: { number: 1, duration: 'PT10S' } }),
    { kind: 'notify.default-content', types, steps: [...stage(words, {}), ask(words.retrieve(watch), rsc.OK, [{ at: words.attribute('notificationContentType'), equals: 1 }])] },
    {
      kind: 'notify.privilege',
      types: [...types, 'accessControlPolicy'],
      steps: [
        given(
          words.create('{{ae}}', 'accessControlPolicy', {
            resourceName: '{{fresh}}-p',
            // All that there is but RETRIEVE.
            privileges: { accessControlRule: [rule('{{ae.id}}', 63), rule('{{other}}', 61)] },
            selfPrivileges: { accessControlRule: [rule('{{ae.id}}', 63)] },
          }),
          { policy: words.attribute('resourceID') },
        ),
        given(words.create('{{ae}}', 'container', { resourceName: '{{fresh}}', accessControlPolicyIDs: ['{{policy}}'] })),
        ask(words.create(here, 'subscription', { notificationURI: [target] }, { fr: '{{other}}' }), rsc.ORIGINATOR_HAS_NO_PRIVILEGE),
      ],
    },
    {
      kind: 'notify.deleted',
      types,
      steps: [...stage(words, { subscriberURI: '{{listener.b}}' }), given(words.remove(watch)), { notified: { at: 'b', within: soon, content: [{ at: within(words, 'subscriptionDeletion'), equals: true }] } }],
    },
    {
      kind: 'notify.event',
      types,
      steps: [...stage(words, {}, CHILD_CREATED), changes(words)['child-created'][1], { notified: { at: 'a', within: soon, content: [{ at: within(words, 'notificationEvent/notificationEventType'), equals: CHILD_CREATED }] } }],
    },
    {
      kind: 'notify.targets',
      types,
      steps: [...stage(words, { notificationURI: [target, '{{listener.b}}'] }), changes(words).update[1], { notified: { at: 'a', within: soon } }, { notified: { at: 'b', within: soon } }],
    },
    {
      kind: 'notify.events',
      types,
      steps: [
        ...stage(words, { eventNotificationCriteria: { notificationEventType: [1, CHILD_CREATED] } }),
        changes(words).update[1],
        { notified: { at: 'a', within: soon } },
        changes(words)['child-created'][1],
        { notified: { at: 'a', within: soon } },
      ],
    },
    {
      kind: 'notify.changed',
      types,
      steps: [
        ...stage(words, {}, CHILD_CREATED),
        given(words.update(watch, 'subscription', { eventNotificationCriteria: { notificationEventType: [1] } })),
        changes(words)['child-created'][1],
        { quiet: { at: 'a', for: silence } },
        changes(words).update[1],
        { notified: { at: 'a', within: soon } },
      ],
    },
    {
      kind: 'notify.of-child-type',
      types: [...types, 'contentInstance'],
      steps: [
        ...stage(words, { eventNotificationCriteria: { notificationEventType: [CHILD_CREATED], childResourceType: [words.resource('contentInstance')?.resourceType ?? 0] } }),
        changes(words)['child-created'][1],
        { quiet: { at: 'a', for: silence } },
        given(words.create(here, 'contentInstance', { content: 'a' })),
        { notified: { at: 'a', within: soon } },
      ],
    },
    {
      kind: 'notify.counter',
      types,
      steps: [...stage(words, { expirationCounter: 2 }), changes(words).update[1], given(words.retrieve(watch)), changes(words).update[1], { ...ask(words.retrieve(watch), rsc.NOT_FOUND), until: 5 }],
    },
    {
      kind: 'notify.batch',
      types,
      steps: [...stage(words, { batchNotify: { number: 2, duration: 'PT1H' } }), changes(words).update[1], { quiet: { at: 'a', for: silence } }, changes(words).update[1], { notified: { at: 'a', within: soon, content: [{ root: 'm2m:agn' }] } }],
    },
    { kind: 'notify.no-more', types, steps: [...stage(words, {}), given(words.remove(watch)), changes(words).update[1], { quiet: { at: 'a', for: silence } }] },
    {
      kind: 'notify.not-subscribable',
      types: ['AE', 'container', 'contentInstance', 'subscription'],
      steps: [
        given(words.create('{{ae}}', 'container', { resourceName: '{{fresh}}' })),
        given(words.create(here, 'contentInstance', { resourceName: 'instance', content: 'a' })),
        ask(words.create(`${here}/instance`, 'subscription', { notificationURI: [target] }), [rsc.TARGET_NOT_SUBSCRIBABLE, rsc.INVALID_CHILD_RESOURCE_TYPE]),
      ],
    },
  ];
}

/** What arrives at a target is a request as any other (TS-0004 7.3.1.1). */
function requests(words: Words): readonly Draft[] {
  const [fr, rqi, rvi] = ['from', 'requestIdentifier', 'releaseVersionIndicator'].map(words.parameter) as [string, string, string];
  // A target that is known to the CSE, by what it said when it registered.
  const entity = given(
    words.create('{{base}}', 'AE', { resourceName: '{{fresh}}-t', 'App-ID': 'Ntarget', requestReachability: true, supportedReleaseVersions: ['3'], pointOfAccess: [target] }, { fr: 'C{{fresh}}' }),
    { entity: words.attribute('AE-ID') },
  );
  const toEntity = [entity, ...stage(words, { notificationURI: ['{{entity}}'] })];
  const RETRIEVE = 2;
  const monitor = within(words, 'notificationEvent/operationMonitor');
  return [
    { kind: 'notify.request', types, steps: [...stage(words, {}), changes(words).update[1], { notified: { at: 'a', within: soon, parameters: [fr, rqi] } }] },
    { kind: 'notify.release', types, steps: [...toEntity, changes(words).update[1], { notified: { at: 'a', within: soon, parameters: [rvi] } }] },
    {
      kind: 'notify.verification',
      types,
      steps: [
        ...toEntity,
        { notified: { at: 'a', within: soon, sort: 'verification', parameters: [fr, rqi], content: [{ at: within(words, 'subscriptionReference'), present: true }, { at: within(words, 'creator'), same: '{{ae.id}}' }] } },
      ],
    },
    {
      kind: 'notify.operation',
      types,
      steps: [
        ...stage(words, { eventNotificationCriteria: { operationMonitor: [{ operations: RETRIEVE }] } }),
        given(words.retrieve(here)),
        { notified: { at: 'a', within: soon, content: [{ at: `${monitor}.${words.member('operation')}`, equals: RETRIEVE }, { at: `${monitor}.${words.member('originator')}`, same: '{{ae.id}}' }] } },
      ],
    },
  ];
}
