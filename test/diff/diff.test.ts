import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Change } from '../../generator/diff/change.js';
import { bumpOf, diffModels } from '../../generator/diff/diff.js';
import { rules } from '../../generator/diff/rules/index.js';
import type { Model } from '../../generator/model/model.js';
import { specification } from '../support/specification.js';
import { attribute, names, shortName } from '../check/fixture.js';
import type { Edit } from './edits.js';
import { base, deviceBase, deviceEdits, edits } from './edits.js';

const byName = (what: string): Edit => edits.find((e) => e.what === what)!;
const added = attribute('uptime', 'upt', { access: 'RO', create: 'NP', update: 'NP' });
const withHosted = (model: Model): Model => ({
  ...model,
  resources: model.resources.map((r) => ({ ...r, attributes: [...r.attributes, added] })),
  shortNames: { ...model.shortNames, attributes: new Map([...model.shortNames.attributes, ...names(shortName('uptime', 'upt'))]) },
});

/** `CODE subject`, with the old name where it differs. */
const shown = ({ code, subject, was }: Change): string => `${code} ${subject}${was === undefined ? '' : `|${was}`}`;
const swapped = (line: string): string => line.replace(/^(\S+) (.*)\|(.*)$/, '$1 $3|$2');

const cases = [...edits.map((edit) => ({ from: base, ...edit })), ...deviceEdits.map((edit) => ({ from: deviceBase, ...edit }))];

describe('one edit is found as one change', () => {
  it.each(cases)('$what', ({ from, apply, forward, backward }) => {
    const edited = apply(from);
    expect(diffModels(from, edited).map(shown)).toEqual(forward);
    expect(diffModels(edited, from).map(shown)).toEqual(backward.map(swapped));
  });

  it('and every row of the table of rules is met', () => {
    const met = new Set(cases.flatMap(({ forward, backward }) => [...forward, ...backward]).map((line) => line.split(' ')[0]));
    expect(Object.keys(rules).filter((code) => !met.has(code))).toEqual([]);
  });
});

describe('a model against itself', () => {
  it.each<[string, Model]>([
    ['the specification', specification],
    ['the base', base],
  ])('has no changes: %s', (_, model) => {
    expect(diffModels(model, model)).toEqual([]);
    expect(diffModels(model, structuredClone(model))).toEqual([]);
  });
});

const opposites: readonly (readonly [RegExp, string])[] = [
  [/-added$/, '-removed'],
  [/-removed$/, '-added'],
  [/-narrowed$/, '-widened'],
  [/-widened$/, '-narrowed'],
  [/-tightened$/, '-loosened'],
  [/-loosened$/, '-tightened'],
  [/-withdrawn$/, '-restored'],
  [/-restored$/, '-withdrawn'],
];
const opposite = (kind: string): string => {
  const found = opposites.find(([ending]) => ending.test(kind));
  return found === undefined ? kind : kind.replace(...found);
};
/** A change, and what it must be the other way round. Where the same shows elsewhere too, that is a change of its own here. */
const facts = (change: Change): readonly string[] => {
  const elsewhere = change.area === 'resources' ? change.affects : [];
  return [change.subject, ...elsewhere].map((subject, i) =>
    JSON.stringify([change.kind, subject, i === 0 ? (change.was ?? subject) : subject, change.before, change.after]),
  );
};
const inverse = (change: Change): readonly string[] => {
  const elsewhere = change.area === 'resources' ? change.affects : [];
  return [change.was ?? change.subject, ...elsewhere].map((subject, i) =>
    JSON.stringify([opposite(change.kind), subject, i === 0 ? change.subject : subject, change.after, change.before]),
  );
};

// Each pair of models takes some milliseconds; the edits are many, the ways in which they meet are few.
describe('any number of edits', () => {
  const some = fc.uniqueArray(fc.integer({ min: 0, max: edits.length - 1 }), { maxLength: 6 });
  const apply = (chosen: readonly number[]): Model => chosen.reduce((model, i) => edits[i]!.apply(model), base);

  it('are found the other way round as their opposites', () => {
    fc.assert(
      fc.property(some, some, (one, other) => {
        const [a, b] = [apply(one), apply(other)];
        const there = diffModels(a, b).flatMap(inverse).sort();
        const back = diffModels(b, a).flatMap(facts).sort();
        expect(back).toEqual(there);
      }),
      { numRuns: 100 },
    );
  });

  it('are none to a copy', () => {
    fc.assert(fc.property(some, (chosen) => void expect(diffModels(apply(chosen), apply(chosen))).toEqual([])));
  });
});

describe('any one cell of the specification', () => {
  const rows = specification.resources
    .filter((r) => r.announces === undefined)
    .flatMap((r) => r.attributes.filter((a) => a.inheritedFrom === undefined).map((a) => ({ r, a })));
  const columns = {
    // What no request carries is not opened or closed by the word for it, and WO differs from RW by its UPDATE alone.
    access: { RO: ['RW', 'ACCESS_OPENED'], WO: ['RW', 'ACCESS_RESTATED'], RW: ['RO', 'ACCESS_CLOSED'] },
    create: { M: ['O', 'CREATE_ALLOWED'], O: ['M', 'CREATE_DEMANDED'], NP: ['M', 'CREATE_DEMANDED'] },
    update: { O: ['NP', 'UPDATE_FORBIDDEN'], NP: ['O', 'UPDATE_ALLOWED'] },
  } as const;

  it('is found at its row', () => {
    fc.assert(
      fc.property(fc.constantFrom(...rows), fc.constantFrom(...(Object.keys(columns) as (keyof typeof columns)[])), ({ r, a }, column) => {
        const [to, told] = (columns[column] as Readonly<Record<string, readonly [string, string]>>)[a[column]]!;
        const code = column === 'access' && a.create === 'NP' && a.update === 'NP' ? 'ACCESS_RESTATED' : told;
        const edited: Model = {
          ...specification,
          resources: specification.resources.map((x) =>
            x !== r ? x : { ...x, attributes: x.attributes.map((y) => (y !== a ? y : { ...y, [column]: to })) },
          ),
        };
        expect(diffModels(specification, edited).map(shown)).toEqual([`${code} ${r.name}.${a.name}`]);
      }),
      { numRuns: 40 },
    );
  });

  it('removed is found as one removal', () => {
    fc.assert(
      fc.property(fc.constantFrom(...rows), ({ r, a }) => {
        const edited: Model = {
          ...specification,
          resources: specification.resources.map((x) => (x !== r ? x : { ...x, attributes: x.attributes.filter((y) => y !== a) })),
        };
        expect(diffModels(specification, edited).map(shown)).toEqual([`ATTRIBUTE_REMOVED ${r.name}.${a.name}`]);
      }),
      { numRuns: 20 },
    );
  });
});

describe('the version that follows', () => {
  const bump = (code: string) =>
    bumpOf(cases.flatMap(({ from, apply, forward }) => (forward[0]!.startsWith(`${code} `) ? diffModels(from, apply(from)) : [])));
  it.each([
    ['ATTRIBUTE_REMOVED', { stable: 'none', initial: 'none' }],
    ['RESOURCE_NUMBER', { stable: 'major', initial: 'minor' }],
    ['ATTRIBUTE_ADDED_OPTIONAL', { stable: 'minor', initial: 'patch' }],
    ['ATTRIBUTE_DESCRIBED', { stable: 'patch', initial: 'patch' }],
  ])('%s', (code, want) => expect(bump(code)).toEqual(want));
});

describe('who is touched', () => {
  it.each<[string, Model, Model, Readonly<Record<string, string>>]>([
    [
      'senders, by an attribute that they may send',
      base,
      byName('optional attribute').apply(base),
      { senders: 'additive', readers: 'additive', hosts: 'additive' },
    ],
    [
      'not senders, by one that only the Hosting CSE sets',
      base,
      withHosted(base),
      { senders: 'none', readers: 'additive', hosts: 'additive' },
    ],
    [
      'readers, by a value that may be absent now',
      base,
      byName('always present, never updated').apply(base),
      { senders: 'none', readers: 'breaking', hosts: 'additive' },
    ],
  ])('%s', (_, before, after, want) => {
    const [change] = diffModels(before, after);
    expect(Object.fromEntries(Object.entries(change!.impact).map(([audience, { class: c }]) => [audience, c]))).toEqual(want);
  });
});
