import { describe, expect, it } from 'vitest';
import { diffModels } from '../../generator/diff/diff.js';
import { likeName, nameLikeness, pair, same, samePlace } from '../../generator/diff/pairing.js';
import type { Attribute, Enumeration, Model } from '../../generator/model/model.js';
import { attribute as fixtureAttribute, cleanModel, enumeration, names, resource, shortName, value } from '../check/fixture.js';

const attribute: typeof fixtureAttribute = (name, short, more = {}) =>
  fixtureAttribute(name, short, { description: 'What it is.', ...more });
const modelOf = (attributes: readonly Attribute[]): Model =>
  cleanModel({
    resources: [resource({ attributes, rules: [] })],
    shortNames: {
      resources: names(shortName('gadget', 'gdt')),
      attributes: names(...attributes.map((a) => shortName(a.name, a.shortName))),
      members: new Map(),
      parameters: new Map(),
      reserved: new Set(),
    },
  });
const found = (before: readonly Attribute[], after: readonly Attribute[]): readonly string[] =>
  diffModels(modelOf(before), modelOf(after))
    .filter((c) => c.subject !== 'gadget')
    .map((c) => `${c.code} ${c.was === undefined ? '' : `${c.was} → `}${c.subject}`.replaceAll('gadget.', ''));

describe('an attribute under another name', () => {
  it.each<[string, readonly Attribute[], readonly Attribute[], readonly string[]]>([
    ['with its short name', [attribute('name', 'swn')], [attribute('softwareName', 'swn')], ['ATTRIBUTE_RENAMED_LONG name → softwareName']],
    [
      'with another short name',
      [attribute('softwareVersion', 'swv')],
      [attribute('version', 'vr')],
      ['ATTRIBUTE_RENAMED softwareVersion → version'],
    ],
    [
      'in the plural',
      [attribute('individualSoftwareStatus', 'iss')],
      [attribute('individualSoftwareStatuses', 'isss')],
      ['ATTRIBUTE_RENAMED individualSoftwareStatus → individualSoftwareStatuses'],
    ],
    ['spelt right', [attribute('deavitate', 'dea')], [attribute('deactivate', 'dea')], ['ATTRIBUTE_RENAMED_LONG deavitate → deactivate']],
    [
      'is another when only the columns are alike',
      [attribute('alpha', 'al')],
      [attribute('zulu', 'zu')],
      ['ATTRIBUTE_REMOVED alpha', 'ATTRIBUTE_ADDED_OPTIONAL zulu'],
    ],
    [
      'is another when only the short name is',
      [
        attribute('alpha', 'al', { type: 'xs:boolean', multiplicity: '1', access: 'RO', create: 'NP', update: 'NP' }),
        attribute('end', 'end'),
      ],
      [attribute('end', 'end'), attribute('zulu', 'al', { create: 'M' })],
      ['ATTRIBUTE_REMOVED alpha', 'ATTRIBUTE_ADDED_OPTIONAL zulu'.replace('OPTIONAL', 'MANDATORY')],
    ],
    [
      'when two change places: each with its own short name',
      [attribute('startTime', 'a'), attribute('stopTime', 'b')],
      [attribute('beginTime', 'a'), attribute('endTime', 'b')],
      ['ATTRIBUTE_RENAMED_LONG startTime → beginTime', 'ATTRIBUTE_RENAMED_LONG stopTime → endTime'],
    ],
    [
      'and another type',
      [attribute('name', 'swn', { type: 'xs:string' })],
      [attribute('softwareName', 'swn', { type: 'xs:boolean' })],
      ['ATTRIBUTE_RENAMED_LONG name → softwareName', 'ATTRIBUTE_TYPE_CHANGED name → softwareName'],
    ],
    [
      'that is no word of it',
      [attribute('in', 'in')],
      [attribute('link', 'lnk')],
      ['ATTRIBUTE_REMOVED in', 'ATTRIBUTE_ADDED_OPTIONAL link'],
    ],
    [
      'like a prototype',
      [attribute('__proto__', 'p')],
      [attribute('constructor', 'c')],
      ['ATTRIBUTE_REMOVED __proto__', 'ATTRIBUTE_ADDED_OPTIONAL constructor'],
    ],
  ])('%s', (_, before, after, want) => expect([...found(before, after)].sort()).toEqual([...want].sort()));

  it('carries its evidence, heaviest first', () => {
    const change = diffModels(modelOf([attribute('name', 'swn')]), modelOf([attribute('softwareName', 'swn')])).find(
      (c) => c.kind === 'attribute-renamed',
    );
    expect(change?.evidence).toEqual({
      score: 1,
      signs: [
        'same short name swn',
        '"name" is part of "softwareName"',
        'same type xs:string',
        'same place in the table',
        'same description',
        'same multiplicity 0..1',
        'same access RW',
        'same optionality O/O',
      ],
    });
  });
});

describe('execStatus in TS-0001 before and after the Change Request', () => {
  // The old text numbers nothing; the numbers here are its order.
  const status = (...tokens: string[]): Enumeration =>
    enumeration(
      'm2m:execStatusType',
      tokens.map((token, i) => value(token, i + 1)),
    );
  const before = cleanModel({ enumerations: [status('INITIATED', 'STARTED', 'FINISHED', 'CANCELLED', 'DELETED')] });
  const after = cleanModel({
    enumerations: [status('INITIATED', 'PENDING', 'FINISHED', 'CANCELLING', 'CANCELLED', 'STATUS_NON_CANCELLABLE')],
  });

  it('has one value renamed, one moved, one gone and two new', () => {
    expect(
      diffModels(before, after)
        .filter((c) => c.area === 'enumerations')
        .map((c) => `${c.code} ${c.was ?? ''} ${c.subject}`.replaceAll('m2m:execStatusType.', '')),
    ).toEqual([
      'VALUE_RENUMBERED  CANCELLED',
      'VALUE_ADDED  CANCELLING',
      'VALUE_REMOVED  DELETED',
      'VALUE_RENAMED STARTED PENDING',
      'VALUE_ADDED  STATUS_NON_CANCELLABLE',
    ]);
  });

  it('knows a token whose spelling was mended, with another number', () => {
    const moved = cleanModel({ enumerations: [status('INITIATED', 'PENDING', 'FINISHED', 'CANCELED', 'DELETED')] });
    const renumbered = cleanModel({
      enumerations: [
        enumeration('m2m:execStatusType', [
          value('INITIATED', 1),
          value('PENDING', 2),
          value('FINISHED', 3),
          value('DELETED', 5),
          value('CANCELLED', 9),
        ]),
      ],
    });
    expect(diffModels(moved, renumbered).map((c) => `${c.code} ${c.was ?? ''}`)).toEqual([
      'VALUE_RENAMED_AND_RENUMBERED m2m:execStatusType.CANCELED',
    ]);
  });
});

describe('pairing', () => {
  interface Item {
    readonly name: string;
    readonly tag: string;
  }
  const traits = [same<Item>(0.5, 'same tag', (i) => i.tag), likeName<Item>(0.4, (i) => i.name), samePlace<Item>(0.1)];
  const items = (...list: readonly string[]): readonly Item[] =>
    list.map((text) => ({ name: text.split(':')[0]!, tag: text.split(':')[1]! }));

  it.each<[string, readonly Item[], readonly Item[], { kept: string[]; renamed: string[]; added: string[]; removed: string[] }]>([
    ['nothing', [], [], { kept: [], renamed: [], added: [], removed: [] }],
    ['names first', items('a:1', 'b:2'), items('a:2', 'b:1'), { kept: ['a', 'b'], renamed: [], added: [], removed: [] }],
    [
      'the most alike first',
      items('alpha:1', 'alphas:1'),
      items('alphass:1'),
      { kept: [], renamed: ['alphas alphass'], added: [], removed: ['alpha'] },
    ],
    [
      'each once',
      items('oneName:1'),
      items('twoName:1', 'oneNames:1'),
      { kept: [], renamed: ['oneName oneNames'], added: ['twoName'], removed: [] },
    ],
    [
      'a key that occurs twice',
      items('a:1', 'a:2'),
      items('a:1', 'a:2', 'a:3'),
      { kept: ['a', 'a'], renamed: [], added: ['a'], removed: [] },
    ],
  ])('%s', (_, before, after, want) => {
    const { kept, renamed, added, removed } = pair(before, after, (i) => i.name, traits);
    const name = (i: Item): string => i.name;
    expect({
      kept: kept.map((k) => name(k.after)),
      renamed: renamed.map((r) => `${r.before.name} ${r.after.name}`),
      added: added.map(name),
      removed: removed.map(name),
    }).toEqual(want);
  });

  it('looks for no renames where everything was exchanged', () => {
    const many = (prefix: string): readonly Item[] => items(...Array.from({ length: 300 }, (_, i) => `${prefix}${i}:${i}`));
    expect(pair(many('a'), many('aa'), (i) => i.name, traits).renamed).toEqual([]);
  });

  it.each([
    ['name', 'softwareName', true],
    ['SOFTWARE', 'softwareName', true],
    ['ware', 'softwareName', false],
    ['status', 'statuses', true],
    ['at', 'announceAt', false],
    ['', '', false],
    ['x'.repeat(100_000), 'y'.repeat(100_000), false],
  ])('%.20s and %.20s', (a, b, alike) => expect(nameLikeness(a, b) !== undefined).toBe(alike));
});
