import type { Enumeration, EnumerationValue, Model } from '../model/model.js';
import { citation } from '../model/model.js';
import { keyOfPrefixed } from '../model/names.js';
import { relateTypes } from './accepts.js';
import type { Findings } from './findings.js';
import { without } from './findings.js';
import type { Use } from './flow.js';
import type { Trait } from './pairing.js';
import { likeMembers, likeName, likeWords, pair, same, sameButSpelling, samePlace } from './pairing.js';
import { compareProvisional } from './provisional.js';
import type { Renames } from './renames.js';
import { renamesOf } from './renames.js';

const enumerationTraits: readonly Trait<Enumeration>[] = [
  likeMembers(0.6, 'the values', (e) => e.values.map((v) => `${v.name} ${v.value}`)),
  likeName(0.3, (e) => e.type),
  likeWords(0.1, (e) => e.description),
];

/** The number alone is enough: on the wire it is the value, whatever it is called. So is a name that was only spelt otherwise. */
const valueTraits: readonly Trait<EnumerationValue>[] = [
  same(0.6, 'same number', (v) => v.value),
  sameButSpelling(0.56, (v) => v.name),
  likeName(0.25, (v) => v.name),
  samePlace(0.1),
  likeWords(0.05, (v) => v.description ?? ''),
];

/** Reports what differs; returns what the new model calls otherwise. */
export function compareEnumerations(
  before: Model,
  after: Model,
  useOf: (before: string, after: string) => Use,
  findings: Findings,
): Pick<Renames, 'types' | 'values'> {
  const values = new Map<string, ReadonlyMap<string, string>>();
  const { kept, renamed, added, removed } = pair(before.enumerations, after.enumerations, (e) => e.type, enumerationTraits);
  for (const { before: a, after: b } of kept) values.set(b.type, compareEnumeration(a, b, useOf(a.type, b.type), findings));
  for (const { before: a, after: b, evidence } of renamed) {
    const use = useOf(a.type, b.type);
    findings.add('enumeration-renamed', {
      area: 'enumerations',
      subject: b.type,
      was: a.type,
      before: a.type,
      after: b.type,
      from: a,
      to: b,
      evidence,
      affects: use.attributes,
    });
    values.set(b.type, compareEnumeration(a, b, use, findings));
  }
  for (const b of added.filter((e) => !isOtherType(e.type, before, after)))
    findings.add('enumeration-added', { area: 'enumerations', subject: b.type, after: summary(b), to: b, provisional: b.provisional });
  for (const a of removed.filter((e) => !isOtherType(e.type, before, after)))
    findings.add('enumeration-removed', { area: 'enumerations', subject: a.type, before: summary(a), from: a, provisional: a.provisional });
  return { types: renamesOf(renamed, (e) => e.type), values };
}

/** A list that became a range is another type of the same name, and its values are compared as such. */
function isOtherType(name: string, before: Model, after: Model): boolean {
  const [a, b] = [before, after].map(({ components }) => components.types.get(keyOfPrefixed(name) ?? name));
  return a !== undefined && b !== undefined && relateTypes(a, b) !== 'same';
}

const summary = (e: Enumeration): string => e.values.map((v) => `${v.value} ${v.name}`).join(', ');

function compareEnumeration(a: Enumeration, b: Enumeration, use: Use, findings: Findings): ReadonlyMap<string, string> {
  const about = { area: 'enumerations', subject: b.type, was: a.type, from: a, to: b } as const;
  findings.compare('enumeration-described', { ...about, before: a.description, after: b.description });
  findings.compare('enumeration-cited', { ...about, before: citation(a.source), after: citation(b.source) });
  findings.compare('unassigned-changed', { ...about, before: unassignedBeside(a, b), after: unassignedBeside(b, a) });
  compareProvisional(a, b, about, findings);
  // A value that is as provisional as its enumeration says so once, with it.
  const inherits = a.provisional !== b.provisional;
  return compareValues(a, b, use, inherits, findings);
}

/** The numbers that one of the two alone lists as unassigned, but for those that only follow from the values that come and go. */
function unassignedBeside(one: Enumeration, other: Enumeration): readonly number[] {
  const isInside = (n: number, { values }: Enumeration): boolean => values.some((v) => v.value < n) && values.some((v) => v.value > n);
  const follows = (n: number): boolean => isInside(n, one) && (!isInside(n, other) || other.values.some((v) => v.value === n));
  return one.unassigned.filter((n) => !other.unassigned.includes(n) && !follows(n));
}

function compareValues(a: Enumeration, b: Enumeration, use: Use, inherits: boolean, findings: Findings): ReadonlyMap<string, string> {
  const { kept, renamed, added, removed } = pair(a.values, b.values, (v) => v.name, valueTraits);
  const about = (v: EnumerationValue, of: Enumeration) =>
    ({ area: 'enumerations', subject: `${of.type}.${v.name}`, flow: use, affects: use.attributes, provisional: v.provisional }) as const;
  // A value is cited where its enumeration is.
  const at = (v: EnumerationValue, of: Enumeration) => ({ place: v.place, source: of.source });
  for (const v of added) findings.add('value-added', { ...about(v, b), after: v.value, to: at(v, b) });
  for (const v of removed) findings.add('value-removed', { ...about(v, a), before: v.value, from: at(v, a) });
  for (const { before: x, after: y, evidence } of renamed) {
    const shown = (v: EnumerationValue): string => (x.value === y.value ? v.name : `${v.name} ${v.value}`);
    findings.add(
      'value-renamed',
      { ...about(y, b), was: `${a.type}.${x.name}`, before: shown(x), after: shown(y), from: at(x, a), to: at(y, b), evidence },
      { number: x.value === y.value ? 'same' : 'changed' },
    );
  }
  for (const { before: x, after: y } of [...kept, ...renamed]) {
    const pairAbout = () => ({
      ...about(y, b),
      was: `${a.type}.${x.name}`,
      from: at(x, a),
      to: at(y, b),
      provisional: x.provisional || y.provisional,
    });
    if (x.name === y.name) findings.compareRow('value-renumbered', x.value, y.value, pairAbout);
    if (x.reserved !== y.reserved)
      findings.add(y.reserved ? 'value-withdrawn' : 'value-restored', { ...pairAbout(), before: x.value, after: y.value });
    for (const alias of without(y.aliases, x.aliases)) findings.add('alias-added', { ...pairAbout(), after: alias });
    for (const alias of without(x.aliases, y.aliases)) findings.add('alias-removed', { ...pairAbout(), before: alias });
    findings.compareRow('value-described', x.description, y.description, pairAbout);
    if (!inherits && x.provisional !== y.provisional) compareProvisional(x, y, pairAbout(), findings);
  }
  return renamesOf(renamed, (v) => v.name);
}
