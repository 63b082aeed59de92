import { describe, expect, test } from 'vitest';
import { Diagnostics } from '../../generator/diagnostics/diagnostic.js';
import { representation } from '../../generator/emit/schemas/representation.js';
import { link } from '../../generator/link/link.js';
import { readDefinitions } from '../../generator/read/definitions/read.js';
import { readXsd } from '../../generator/read/xsd/read.js';
import type { VectorFile } from '../../testing/expand.js';
import { expanded, isVectorFile } from '../../testing/expand.js';
import { specification as model, specificationVectors } from '../support/specification.js';

const files = specificationVectors()
  .filter(({ path }) => path.endsWith('.json'))
  .map(({ text }) => JSON.parse(text) as object)
  .filter(isVectorFile);
const fileOf = (resource: string): VectorFile => files.find((file) => file.resource === resource)!;
const readme = specificationVectors().find(({ path }) => path.endsWith('README.md'))!.text;

const textOf = (value: unknown): string => JSON.stringify(value);

/** Every text in a value, with the name under which it stands. */
const textsIn = (value: unknown, name = ''): readonly (readonly [name: string, text: string])[] =>
  typeof value === 'string'
    ? [[name, value]]
    : Array.isArray(value)
      ? value.flatMap((item) => textsIn(item, name))
      : typeof value === 'object' && value !== null
        ? Object.entries(value).flatMap(([key, inner]) => textsIn(inner, key))
        : [];

describe('placeholders', () => {
  test('are of a closed vocabulary: resource types, and the roles that the page describes', () => {
    const types = new Set(model.resources.map(({ name }) => name));
    const used = new Set(files.flatMap(({ placeholders = {} }) => Object.keys(placeholders)));
    for (const text of used) {
      const to = /^\{\{(.+?)(?: [23])?\}\}$/.exec(text)?.[1] ?? '';
      expect(types.has(to) || readme.includes(`\`{{${to}}}\``), text).toBe(true);
    }
    for (const { name } of model.dependencies.roles) expect(name === 'own attribute' || used.has(`{{${name}}}`), name).toBe(true);
  });

  test('in vectors have a value at the head of the file, and no other text looks like one', () => {
    for (const { placeholders = {}, ...file } of files) {
      const inside = textsIn([file.values, file.operations, file.valid, file.invalid]).map(([, text]) => text);
      expect(inside.filter((text) => text.includes('{{') && !Object.hasOwn(placeholders, text))).toEqual([]);
      expect(Object.keys(placeholders).filter((text) => !inside.includes(text))).toEqual([]);
    }
  });

  test('stand where a payload names a resource, of the type that is meant there', () => {
    const link = (type: string, name: string, number: number): object => ({ val: `{{${type}}}`, name, type: number });
    expect(fileOf('cmdhPolicy').operations.find(({ operation }) => operation === 'create')).toMatchObject({
      with: { mgmtLink: [link('cmdhDefaults', 'defaults', 1013), link('cmdhLimits', 'limits', 1016), link('cmdhNetworkAccessRules', 'networkAccessRules', 1017), link('cmdhBuffer', 'buffer', 1019)] },
    });
    expect(fileOf('remoteCSE').operations.find(({ operation }) => operation === 'create')).toMatchObject({ with: { CSEBase: '{{CSEBase}}' } });
    // An address of the World Wide Web is none of a resource.
    const references = ['CSEBase', 'mgmtLink', 'memberURI', 'groupRequestTargetMembers', 'resourceIDs'];
    const named = files.flatMap(({ values, operations }) => [...Object.entries(values), ...operations.flatMap((each) => Object.entries(each.with ?? {}))].flatMap(([name, value]) => textsIn(value, name)));
    for (const name of references) {
      const texts = named.filter(([at]) => at === name || (name === 'mgmtLink' && at === 'val')).map(([, text]) => text);
      expect(texts.length, name).toBeGreaterThan(0);
      expect(texts.filter((text) => !/^\{\{.+\}\}$/.test(text)), name).toEqual([]);
    }
  });

  test('are filled in with what a runner has, in both name forms, or else stay', () => {
    const asked: unknown[] = [];
    const filled = expanded(fileOf('group'), 'create', (placeholder) => {
      asked.push(placeholder);
      return placeholder.to === 'group member' ? `members/${placeholder.n}` : undefined;
    })!;
    expect(asked).toContainEqual({ text: '{{group member 2}}', to: 'group member', n: 2, sample: '/cse-1/member-2' });
    const everything = filled.valid.find(({ name }) => name === 'everything')!;
    expect(everything.long).toMatchObject({ resourceName: '{{name}}' });
    expect(everything.wire).toMatchObject({ rn: '{{name}}' });
    expect(filled.valid[0]).toMatchObject({ long: { memberIDs: ['members/1'] }, wire: { mid: ['members/1'] } });
  });

  test('members of a group are of its memberType', () => {
    const { valid } = expanded(fileOf('group'), 'create', ({ text }) => text)!;
    const members = (name: string): unknown => valid.find((vector) => vector.name === name)?.long['memberIDs'];
    expect([members('only what is mandatory'), members('memberType: 3'), members('memberType: 24')]).toEqual([['{{group member}}'], ['{{container}}'], ['{{semanticDescriptor}}']]);
  });

  test('announcedAttribute names attributes that the resource may announce', () => {
    const announcing = new Set(model.resources.filter(({ attributes }) => attributes.some(({ announced }) => announced === 'OA')).map(({ name }) => name));
    for (const { resource, values } of files.filter((file) => Object.hasOwn(file.values, 'announcedAttribute') && announcing.has(file.resource))) {
      const { attributes } = model.resources.find(({ name }) => name === resource)!;
      const [first] = values['announcedAttribute'] as readonly string[];
      expect(attributes.find(({ shortName }) => shortName === first)?.announced, resource).toBe('OA');
    }
  });

  /** Identifiers and addresses by their type, which name nothing that a request would need to be there. */
  const nothing: Readonly<Record<string, string>> = {
    'allowedApp-IDs': 'patterns of App-IDs, of applications that may never register',
    applicableCredIDs: 'credentials, which are no resources',
    objectIDs: 'in the data model of the device',
    objectPaths: 'in the data model of the device',
    targetNetwork: 'networks, which are no resources',
  };
  test('stand for every identifier of a request', () => {
    const identifiers = new Set(['m2m:ID', 'm2m:acpType', 'm2m:listOfM2MID', 'm2m:listOfURIs', 'm2m:nhURI']);
    const named = new Set(model.dependencies.references.flatMap(({ names }) => names));
    const left = model.resources
      .filter(({ announces }) => announces === undefined)
      .flatMap(({ name: resource, attributes }) =>
        attributes.filter(({ name, type, create, update }) => identifiers.has(type.text) && (create !== 'NP' || update !== 'NP') && !named.has(name) && !named.has(`${resource}.${name}`)).map(({ name }) => name),
      );
    expect([...new Set(left)].filter((name) => !Object.hasOwn(nothing, name)).sort()).toEqual([]);
  });
});

describe('features', () => {
  test('of a resource type are those of all its payloads; of an attribute, those of payloads that have it', () => {
    const { valid } = expanded(fileOf('AE'), 'create')!;
    const needs = (name: string): unknown => valid.find((vector) => vector.name === name)?.needs;
    expect([needs('only what is mandatory'), needs('with labels'), needs('with announceTo')]).toEqual([[], [], ['announcement']]);
    expect(expanded(fileOf('AEAnnc'), 'full')!.valid[0]!.needs).toContain('announcement');
    expect(expanded(fileOf('battery'), 'create')!.valid[0]!.needs).toEqual(['management']);
    expect(expanded(fileOf('softwareCampaignAnnc'), 'full')!.valid[0]!.needs).toEqual(['announcement', 'software campaigns']);
  });

  test('of members deep inside count, too', () => {
    const { valid } = expanded(fileOf('accessControlPolicy'), 'create')!;
    expect(valid.find(({ name }) => name === 'with privileges' || name === 'everything')!.needs).toContain('access control contexts');
    expect(valid[0]!.needs).toEqual([]);
  });

  test('of values count, too, and what has a type of its own takes that it is known', () => {
    const { valid } = expanded(fileOf('subscription'), 'create')!;
    const needs = (name: string): unknown => valid.find((vector) => vector.name === name)?.needs;
    expect([needs('notificationContentType: 2'), needs('notificationContentType: 4')]).toEqual([[], ['interworking with 3GPP networks']]);
    expect([needs('with preSubscriptionNotify'), needs('with notificationStoragePriority')]).toEqual([['storage of notifications'], ['storage of notifications']]);
    for (const type of ['flexContainer', 'allJoynApp']) expect(expanded(fileOf(type), 'create')!.valid[0]!.needs).toEqual(['specializations of flexContainer']);
  });

  test('are all on the page', () => {
    for (const { name } of model.dependencies.features) expect(readme).toContain(`| ${name} |`);
  });
});

describe('status codes', () => {
  test('are those of the table, and every invalid payload of a request has one', () => {
    const known = new Set(model.statusCodes.map(({ code }) => code));
    for (const file of files)
      for (const { operation } of file.operations)
        for (const { name, statusCode } of expanded(file, operation)!.invalid)
          expect(operation === 'full' ? statusCode === null : known.has(statusCode!), `${file.resource} ${operation} ${name}: ${String(statusCode)}`).toBe(true);
  });

  test('a rule has its own: more members than a group may have', () => {
    const { invalid } = expanded(fileOf('group'), 'create')!;
    const name = model.statusCodes.find(({ code }) => code === invalid.find(({ attribute, rule }) => attribute === 'memberIDs' && rule === 'implies')?.statusCode)?.name;
    expect(name).toBe('MAX_NUMBER_OF_MEMBER_EXCEEDED');
  });
});

describe('rules across attributes', () => {
  const unbroken = (operation: 'create' | 'update'): readonly string[] =>
    model.resources.flatMap((resource) => {
      if (resource.kind === 'base' || !resource.operations.includes(operation)) return [];
      const broken = new Set(expanded(fileOf(resource.name), operation)!.invalid.map(({ name }) => name));
      return representation(model, resource, operation, 'long').rules.flatMap(({ id }) => (broken.has(id) ? [] : [`${resource.name} ${id}`]));
    });

  test('are each broken by a vector of each operation that knows them, unless another would be broken as well', () => {
    const together = ['eventConfig operationType-of-its-type', 'subscription blocking-one-target', 'subscription blocking-nothing-else', 'subscription blocking-by-attribute-only'];
    expect([unbroken('create'), unbroken('update')]).toEqual([together, []]);
  });

  test('what a wrong value wants beside it is there, so that nothing else is wrong', () => {
    const { valid, invalid } = expanded(fileOf('group'), 'create')!;
    const memberTypes = (vectors: typeof valid | typeof invalid) =>
      vectors.flatMap(({ name, long }) => (name.startsWith('specializationType: ') && 'memberType' in long ? [[name.slice('specializationType: '.length), long['memberType']]] : []));
    expect(memberTypes(valid)).toEqual([['containerDefinition', 28], ['mgmtDefinition', 13]]);
    expect(memberTypes(invalid)).toEqual([['an unknown member', 28], ['a member __proto__', 28], ['containerDefinition: a number', 28]]);
  });
});

describe('what values are accepted with', () => {
  const vectorOf = (resource: string, operation: string, name: string) => expanded(fileOf(resource), operation)!.valid.find((vector) => vector.name === name)!;

  test('a CREATE carries it, an UPDATE finds it there', () => {
    const remote = { locationSource: 1, locationTargetID: 'urn:dev:os:32473-000001', locationServer: 'https://example.org/1' };
    expect(vectorOf('locationPolicy', 'create', 'with retrieveLastKnownLocation').long).toMatchObject({ ...remote, retrieveLastKnownLocation: true });
    const update = vectorOf('locationPolicy', 'update', 'with retrieveLastKnownLocation');
    expect([update.long, update.stored]).toEqual([{ retrieveLastKnownLocation: true }, { long: remote, wire: { los: 1, lot: 'urn:dev:os:32473-000001', lor: 'https://example.org/1' } }]);
  });

  test('the parent, where not any will do', () => {
    expect(vectorOf('subscription', 'create', 'eventNotificationCriteria with missingData alone').below).toBe('timeSeries');
    expect(vectorOf('subscription', 'create', 'notificationContentType: 5')).toMatchObject({ below: 'timeSeries', long: { eventNotificationCriteria: { notificationEventType: [8] } } });
    expect(vectorOf('subscription', 'create', 'notificationContentType: 2').below).toBeUndefined();
  });

  test('every row of the data is in some vector', () => {
    const { values, conditions } = model.dependencies;
    const all = files.flatMap((file) => ['create', 'update', 'full'].flatMap((operation) => (expanded(file, operation, ({ text }) => text)?.valid ?? []).map((vector) => ({ resource: file.resource, ...vector }))));
    const text = JSON.stringify(all.map(({ long }) => long));
    expect(values.filter(({ least }) => !text.includes(JSON.stringify(least))).map(({ names }) => names)).toEqual([]);
    const isUsed = ({ of, has = {}, below }: (typeof conditions)[number]): boolean =>
      all.some(({ resource, name, long, below: parent, stored }) => of.startsWith(`${resource}.`) && name.includes(of.split(/[./]/)[1]!) && (below === undefined || parent === below) && Object.entries(has).every(([key, value]) => JSON.stringify(stored?.long[key] ?? long[key]) === JSON.stringify(value)));
    expect(conditions.filter((condition) => !isUsed(condition)).map(({ of }) => of)).toEqual([]);
  });

  test('no number outside of an enumeration is one that a later release could give', () => {
    const numbers = files.flatMap(({ invalid }) => invalid.filter(({ name }) => name.includes('no value of the enumeration'))).map((vector) => textOf(vector.with ?? {}));
    expect(numbers.length).toBeGreaterThan(80);
    expect(numbers.filter((text) => !/99999|no such value/.test(text))).toEqual([]);
  });
});

test('a dependency on what nothing has is an error with its place', () => {
  const diagnostics = new Diagnostics();
  const text = JSON.stringify({
    $schema: 'schema/dependencies.schema.json',
    roles: [],
    references: [{ to: 'nodes', names: ['nodeLnk'], source: { document: 'TS-0001', clause: '9.6.18' } }],
    features: [{ name: 'x', description: 'x', names: [], resources: ['nod'], source: { document: 'TS-0001', clause: '9.6.18' } }],
    values: [{ names: ['labls'], least: 1, source: { document: 'TS-0001', clause: '9.6.18' } }],
    conditions: [{ of: 'node.nodId', below: 'cse', needs: 'y', source: { document: 'TS-0001', clause: '9.6.18' } }],
    unsettled: [{ resources: ['remoteCse'], names: [], why: 'x', source: { document: 'TS-0001', clause: '9.6.18' } }],
  });
  link(readXsd(new Map(), diagnostics), readDefinitions(new Map([['tables/dependencies.json', text]]), diagnostics), diagnostics);
  const found = diagnostics.list().filter(({ code }) => code === 'LINK_UNKNOWN_DEPENDENCY');
  expect(found.map(({ message, place }) => [message, place?.file])).toEqual(
    ['target "nodes"', 'attribute or member "nodeLnk"', 'resource type "nod"', 'attribute or member "labls"', 'attribute or member "node.nodId"', 'resource type "cse"', 'feature "y"', 'resource type "remoteCse"'].map((what) => [`${what} is not known`, 'tables/dependencies.json']),
  );
});
