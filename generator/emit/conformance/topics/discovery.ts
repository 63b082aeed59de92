import { membersOf } from '../../../model/members.js';
import type { JsonValue, Model } from '../../../model/model.js';
import { m2mKey } from '../../../model/names.js';
import type { Step } from '../plan.js';
import type { Words } from '../words.js';
import { ask, given, rsc } from '../words.js';
import type { Draft, Topic } from './topic.js';

/** Discovery and each criterion of m2m:filterCriteria (TS-0004 7.3.3.14, 7.3.3.17). */
export const discovery: Topic = {
  kinds: [
    { kind: 'discovery.below', what: 'discovery finds what is below the target, and nothing else', clause: 'TS-0004 7.3.3.14' },
    { kind: 'discovery.privilege', what: 'discovery finds only what the Originator may discover', clause: 'TS-0004 7.3.3.14' },
    { kind: 'discovery.none', what: 'a discovery that finds nothing succeeds, and finds nothing', clause: 'TS-0001 10.2.6.1' },
    { kind: 'discovery.changed', what: 'discovery finds what is there now, as it is now', clause: 'TS-0004 7.3.3.14' },
    { kind: 'discovery.alternatives', what: 'values of one criterion are alternatives', clause: 'TS-0004 7.3.3.17.0' },
    { kind: 'discovery.all', what: 'different criteria must all hold', clause: 'TS-0004 7.3.3.17.0' },
    ...[
      ['createdBefore', '1'],
      ['createdAfter', '1'],
      ['modifiedSince', '2'],
      ['unmodifiedSince', '2'],
      ['stateTagSmaller', '3'],
      ['stateTagBigger', '3'],
      ['expireBefore', '4'],
      ['expireAfter', '4'],
      ['labels', '5'],
      ['childLabels', '5'],
      ['parentLabels', '5'],
      ['resourceType', '6'],
      ['childResourceType', '6'],
      ['parentResourceType', '6'],
      ['sizeAbove', '7'],
      ['sizeBelow', '7'],
      ['contentType', '8'],
      ['attribute', '9'],
      ['childAttribute', '9'],
      ['parentAttribute', '9'],
      ['limit', '10'],
      ['filterOperation', '12'],
      ['level', '14'],
      ['offset', '15'],
      ['labelsQuery', '16'],
      ['applyRelativePath', '17'],
    ].map(([member, clause]) => ({ kind: `discovery.${member}`, what: `discovery by ${member}`, clause: `TS-0004 7.3.3.17.${clause}` })),
  ],
  cases: (model, words) => {
    const known = criteriaOf(model);
    return [...general(words), ...criteria(words).filter(({ kind }) => known.has(kind.slice('discovery.'.length)))];
  },
};

/** Members of m2m:filterCriteria that no case of ours asks for, and why. */
export const unasked: Readonly<Record<string, string>> = {
  filterUsage: 'every discovery has it',
  semanticsFilter: 'what a SPARQL query finds is for the semantic resource discovery of TS-0034 to say',
  contentFilterSyntax: 'content-based discovery is optional and has a language of its own',
  contentFilterQuery: 'content-based discovery is optional and has a language of its own',
};

/** Long names of the members of m2m:filterCriteria. */
export function criteriaOf(model: Model): ReadonlySet<string> {
  const type = model.components.types.get(m2mKey('filterCriteria'));
  return new Set(type?.kind === 'complex' ? membersOf(type).map(({ name }) => name) : []);
}

const types = ['AE', 'container', 'contentInstance'];
const top = '{{ae}}/{{fresh}}';

/**
 * What is discovered in: two containers, `first` with labels and an instance of three bytes of text, `second` with one of ten
 * bytes of JSON and a container of its own. The first one ends in an hour, the second in five.
 */
function stage(words: Words): readonly Step[] {
  const container = (parent: string, resourceName: string, more: { readonly [name: string]: JsonValue } = {}) => given(words.create(parent, 'container', { resourceName, ...more }));
  const instance = (parent: string, resourceName: string, content: string, contentInfo: string) => given(words.create(parent, 'contentInstance', { resourceName, content, contentInfo }));
  return [
    container('{{ae}}', '{{fresh}}'),
    container(top, 'first', { labels: ['color:red', 'one'], maxNrOfInstances: 7, expirationTime: '{{time+3600}}' }),
    container(top, 'second', { labels: ['color:blue', 'two'], maxNrOfInstances: 8, expirationTime: '{{time+18000}}' }),
    instance(`${top}/first`, 'text', 'abc', 'text/plain:0'),
    instance(`${top}/second`, 'json', '1234567890', 'application/json:0'),
    given(words.create(`${top}/second`, 'container', { resourceName: 'inner', labels: ['inner'] })),
  ];
}

const first = `${top}/first`;
const second = `${top}/second`;
const text = `${top}/first/text`;
const json = `${top}/second/json`;
const inner = `${top}/second/inner`;
const everything = [first, second, text, json, inner];

/** A discovery that finds these and no others of what is there. */
function finds(words: Words, criteria: Criteria, found: readonly string[]): Step {
  const refersNot = [top, ...everything].filter((each) => !found.includes(each));
  // Where nothing fits, NOT_FOUND is what discovery.none finds fault with, once.
  return ask(words.discover(top, criteria), found.length === 0 ? [rsc.OK, rsc.NOT_FOUND] : rsc.OK, [{ refers: found }, { refersNot }]);
}

function general(words: Words): readonly Draft[] {
  const number = (name: string) => words.resource(name)?.resourceType ?? 0;
  const on = (...steps: readonly Step[]): readonly Step[] => [...stage(words), ...steps];
  return [
    { kind: 'discovery.below', types, steps: on(finds(words, {}, everything)) },
    // NOT_FOUND of TS-0004 7.3.3.1 is for conditions of the target of a Retrieve, an Update or a Delete: a discovery has its own steps (7.3.3.14).
    { kind: 'discovery.none', types, steps: on(ask(words.discover(top, { labels: ['nobody-has-this'] }), rsc.OK, [{ references: 0 }])) },
    {
      kind: 'discovery.privilege',
      types: [...types, 'accessControlPolicy'],
      steps: on(
        given(words.create('{{ae}}', 'accessControlPolicy', { resourceName: '{{fresh}}-p', privileges: { accessControlRule: [{ accessControlOriginators: ['{{ae.id}}'], accessControlOperations: 31 }] }, selfPrivileges: { accessControlRule: [{ accessControlOriginators: ['{{ae.id}}'], accessControlOperations: 63 }] } }), { policy: words.attribute('resourceID') }),
        given(words.create(top, 'container', { resourceName: 'hidden', accessControlPolicyIDs: ['{{policy}}'] })),
        ask(words.discover(top, {}), rsc.OK, [{ refers: everything }, { refersNot: [`${top}/hidden`] }]),
      ),
    },
    {
      kind: 'discovery.changed',
      types,
      steps: on(
        given(words.update(second, 'container', { labels: ['one'] })),
        given(words.remove(first)),
        ask(words.discover(top, { labels: ['one'] }), rsc.OK, [{ refers: [second] }, { refersNot: [first] }]),
        ask(words.discover(top, { labels: ['two'] }), [rsc.OK, rsc.NOT_FOUND], [{ refersNot: [second] }]),
      ),
    },
    { kind: 'discovery.alternatives', types, steps: on(finds(words, { labels: ['one', 'two'] }, [first, second])) },
    { kind: 'discovery.all', types, steps: on(finds(words, { labels: ['one', 'inner'], resourceType: [number('container')], stateTagSmaller: 1000, createdBefore: '{{time+3600}}' }, [first, inner]), finds(words, { labels: ['one'], resourceType: [number('contentInstance')] }, [])) },
  ];
}

function criteria(words: Words): readonly Draft[] {
  const number = (name: string) => words.resource(name)?.resourceType ?? 0;
  const draft = (member: string, ...steps: readonly Step[]): Draft => ({ kind: `discovery.${member}`, types, steps: [...stage(words), ...steps] });
  const asks = (to: string, criteria: Criteria, content: NonNullable<Step['content']>): Step => ask(words.discover(to, criteria), rsc.OK, content);
  const exactly = (member: string, ...pairs: readonly (readonly [JsonValue, readonly string[]])[]): Draft =>
    draft(member, ...pairs.map(([value, found]) => finds(words, { [member]: value }, found)));
  const mni = words.attribute('maxNrOfInstances');
  return [
    exactly('createdBefore', ['{{time+3600}}', everything], ['{{time-3600}}', []]),
    exactly('createdAfter', ['{{time-3600}}', everything], ['{{time+3600}}', []]),
    exactly('modifiedSince', ['{{time-3600}}', everything], ['{{time+3600}}', []]),
    exactly('unmodifiedSince', ['{{time+3600}}', everything], ['{{time-3600}}', []]),
    byStateTag(words, 'stateTagSmaller', `${top}/new`, `${top}/changed`),
    byStateTag(words, 'stateTagBigger', `${top}/changed`, `${top}/new`),
    draft('expireBefore', asks(top, { expireBefore: '{{time+7200}}' }, [{ refers: [first] }, { refersNot: [second] }])),
    draft('expireAfter', asks(top, { expireAfter: '{{time+7200}}' }, [{ refers: [second] }, { refersNot: [first] }])),
    exactly('labels', [['one'], [first]], [['nobody-has-this'], []]),
    exactly('childLabels', [['inner'], [second]]),
    exactly('parentLabels', [['one'], [text]]),
    exactly('resourceType', [[number('contentInstance')], [text, json]], [[number('container')], [first, second, inner]]),
    draft('childResourceType', asks(top, { childResourceType: [number('contentInstance')] }, [{ refers: [first, second] }, { refersNot: [inner, text, json] }])),
    draft('parentResourceType', asks(second, { parentResourceType: [number('container')] }, [{ refers: [json, inner] }])),
    exactly('sizeAbove', [5, [json]]),
    exactly('sizeBelow', [5, [text]]),
    exactly('contentType', [['text/plain'], [text]], [['application/json'], [json]]),
    exactly('attribute', [[{ name: mni, value: 7 }], [first]], [[{ name: mni, value: 9 }], []]),
    draft('childAttribute', asks('{{ae}}', { childAttribute: [{ name: mni, value: 7 }] }, [{ refers: [top] }, { refersNot: [first, second] }])),
    exactly('parentAttribute', [[{ name: mni, value: 7 }], [text]]),
    // Not more than so many.
    draft('limit', asks(top, { limit: 2 }, [{ references: [1, 2] }])),
    // The clause says how many to skip, and that 1 is the first: either reading is right.
    draft('offset', asks(top, { offset: 2 }, [{ references: [everything.length - 2, everything.length - 1] }])),
    draft(
      'filterOperation',
      finds(words, { labels: ['one'], resourceType: [number('contentInstance')], filterOperation: 2 }, [first, text, json]),
      finds(words, { labels: ['one'], resourceType: [number('container')], filterOperation: 1 }, [first]),
    ),
    exactly('level', [1, [first, second]], [2, everything]),
    exactly('labelsQuery', [['color EQ red'], [first]]),
    draft('applyRelativePath', asks(top, { labels: ['one'], applyRelativePath: 'text' }, [{ refers: [text] }, { refersNot: [first] }])),
  ];
}

/** One that was changed and one that was not: the tag of the changed one tells them apart. */
function byStateTag(words: Words, member: string, found: string, other: string): Draft {
  const container = (parent: string, resourceName: string) => given(words.create(parent, 'container', { resourceName }));
  return {
    kind: `discovery.${member}`,
    types: ['AE', 'container'],
    steps: [
      container('{{ae}}', '{{fresh}}'),
      container(top, 'new'),
      container(top, 'changed'),
      given(words.update(`${top}/changed`, 'container', { labels: ['a'] })),
      given(words.retrieve(`${top}/changed`), { tag: words.attribute('stateTag') }),
      ask(words.discover(top, { [member]: '{{tag}}' }), rsc.OK, [{ refers: [found] }, { refersNot: [other] }]),
    ],
  };
}

type Criteria = { readonly [member: string]: JsonValue };
