import { equal } from '../model/json-value.js';
import type { Attribute, Constraint, Resource } from '../model/model.js';
import { relate } from './accepts.js';
import { flowOf } from './flow.js';
import type { About, Findings } from './findings.js';
import type { Trait } from './pairing.js';
import { compareProvisional } from './provisional.js';
import type { Renames, ToldRenames } from './renames.js';
import { follow, renamesOf } from './renames.js';
import { likeName, likeWords, pair, same, samePlace, told } from './pairing.js';
import type { ConditionValues } from './rules/rule.js';

/** What everything said about one resource has in common. */
export type OfResource = Pick<About, 'area' | 'resource'>;

/** Without a name or a short name alike, the rest stays below the threshold: many attributes look the same. */
const attributeTraits: readonly Trait<Attribute>[] = [
  same(0.33, 'same short name', (a) => a.shortName),
  likeName(0.3, (a) => a.name),
  same(0.12, 'same type', (a) => a.type.text),
  same(0.04, 'same multiplicity', (a) => a.multiplicity.text),
  same(0.04, 'same access', (a) => a.access),
  same(0.02, 'same optionality', (a) => `${a.create}/${a.update}`),
  samePlace(0.08),
  likeWords(0.07, (a) => a.description),
];

/** Reports what differs; returns what the new resource calls otherwise. */
export function compareAttributes(
  before: Resource,
  after: Resource,
  of: OfResource,
  types: Renames['types'],
  renames: ToldRenames,
  findings: Findings,
): Renames['attributes'] {
  // An announced variant has the attributes of its original, and inherited ones are those of the base.
  const subjectIn = (resource: Resource) => (a: Attribute): string => `${a.inheritedFrom ?? resource.announces ?? resource.name}.${a.name}`;
  const { kept, renamed, added, removed } = pair(before.attributes, after.attributes, (a) => a.name, [told(renames, subjectIn(before), subjectIn(after)), ...attributeTraits]);
  const newNames = renamesOf(renamed, (a) => a.name);
  for (const { before: a, after: b } of kept) compareAttribute(a, b, before, after, of, types, findings);
  for (const { before: a, after: b, evidence } of renamed) {
    findings.add(
      'attribute-renamed',
      { ...aboutAttribute(a, b, before, after, of), before: a.name, after: b.name, evidence },
      { wire: a.shortName === b.shortName ? 'same' : 'changed' },
    );
    compareAttribute(a, b, before, after, of, types, findings);
  }
  for (const b of added) {
    findings.add(
      'attribute-added',
      { ...of, subject: `${after.name}.${b.name}`, after: summary(b), to: b, flow: flowOf(b), provisional: b.provisional },
      { create: b.create, always: b.multiplicity.min === 1 ? 'yes' : 'no' },
    );
  }
  for (const a of removed)
    findings.add('attribute-removed', {
      ...of,
      subject: `${before.name}.${a.name}`,
      before: summary(a),
      from: a,
      provisional: a.provisional,
    });
  compareOrder(before, after, newNames, of, findings);
  return newNames;
}

/** `m2m:timestamp, 0..1, RW, create O, update O`. */
const summary = (a: Attribute): string => `${a.type.text}, ${a.multiplicity.text}, ${a.access}, create ${a.create}, update ${a.update}`;

const aboutAttribute = (a: Attribute, b: Attribute, before: Resource, after: Resource, of: OfResource): About => ({
  ...of,
  subject: `${after.name}.${b.name}`,
  was: `${before.name}.${a.name}`,
  from: a,
  to: b,
  provisional: a.provisional || b.provisional,
});

function compareAttribute(
  a: Attribute,
  b: Attribute,
  before: Resource,
  after: Resource,
  of: OfResource,
  types: Renames['types'],
  findings: Findings,
): void {
  const about = (): About => ({ ...aboutAttribute(a, b, before, after, of), flow: flowOf(a, b) });
  const step = <K extends keyof ConditionValues>(condition: K, from: string, to: string) => (): ConditionValues => ({
    [condition]: `${from}→${to}`,
  });
  compareType(a, b, about, types, findings);
  compareMultiplicity(a, b, about, findings);
  findings.compareRow('attribute-access', a.access, b.access, about, () => ({ writes: writesOf(a, b) }));
  findings.compareRow('attribute-create', a.create, b.create, about, step('createStep', a.create, b.create));
  findings.compareRow('attribute-update', a.update, b.update, about, step('updateStep', a.update, b.update));
  const announced = (x: Attribute): string => (x.announced === 'MA' || x.announced === 'OA' ? x.announced : 'no');
  findings.compareRow('attribute-announced', announced(a), announced(b), about, step('announced', announced(a), announced(b)));
  compareConstraints(a, b, about, findings);
  const change = (from: unknown, to: unknown) => (): ConditionValues => ({
    step: from === undefined ? 'added' : to === undefined ? 'removed' : 'changed',
  });
  // The default of what no CREATE may carry still decides what the Hosting CSE stores, and what a CREATE means.
  findings.compareRow('attribute-default', a.default, b.default, () => ({ ...about(), flow: undefined }), change(a.default, b.default));
  findings.compareRow('attribute-fixed', a.fixed, b.fixed, about, change(a.fixed, b.fixed));
  findings.compareRow('attribute-described', a.description, b.description, about);
  if (a.provisional !== b.provisional) compareProvisional(a, b, about(), findings);
}

/** What of an attribute a CREATE and an UPDATE may carry: nothing, NULL, with which one that is RO is only asked for (TS-0004 7.3.3.3), or a value. */
const written = ({ access, create, update }: Attribute): readonly number[] => [create, update].map((use) => (use === 'NP' ? 0 : access === 'RO' ? 1 : 2));

function writesOf(a: Attribute, b: Attribute): 'more' | 'less' | 'same' {
  const before = written(a);
  const grows = written(b).map((now, i) => now - before[i]!);
  if (grows.some((by) => by < 0)) return 'less';
  return grows.some((by) => by > 0) ? 'more' : 'same';
}

/** A type of the same name is compared once, under its own name; here only what the attribute refers to counts. */
function compareType(a: Attribute, b: Attribute, about: () => About, types: Renames['types'], findings: Findings): void {
  const item = a.type.text.replace(/^list of /, '');
  const expected = a.type.text.replace(item, () => follow(types, item));
  if (expected === b.type.text) return;
  const texts = { before: a.type.text, after: b.type.text };
  const relation = relate(a.type, b.type);
  const kind = {
    same: 'attribute-type-renamed',
    narrowed: 'attribute-type-narrowed',
    widened: 'attribute-type-widened',
    changed: 'attribute-type-changed',
  } as const;
  findings.add(kind[relation], { ...about(), ...texts });
}

function compareMultiplicity(a: Attribute, b: Attribute, about: () => About, findings: Findings): void {
  const [x, y] = [a.multiplicity, b.multiplicity];
  if (x.text === y.text) return;
  const texts = { ...about(), before: x.text, after: y.text };
  const many = (m: typeof x): boolean => m.list || m.max === 'n';
  if (x.min !== y.min) findings.add('attribute-presence', texts, { presence: y.min === 1 ? '0..1→1' : '1→0..1', update: a.update });
  if (many(x) !== many(y)) findings.add('attribute-repetition', texts, { repetition: many(y) ? 'single→list' : 'list→single' });
  else if (x.min === y.min) findings.add('attribute-repetition', texts, { repetition: 'other' });
}

const tightens: Readonly<Record<Constraint['keyword'], (from: number, to: number) => boolean>> = {
  maxLength: (from, to) => to < from,
  minLength: (from, to) => to > from,
  minItems: (from, to) => to > from,
  maxItems: (from, to) => to < from,
  uniqueItems: (from, to) => to > from,
  minimum: (from, to) => to > from,
  maximum: (from, to) => to < from,
};

/** What holds where nothing is said: no bound at all, and items that may repeat. */
const unbounded: Readonly<Record<Constraint['keyword'], number>> = {
  maxLength: Infinity,
  minLength: 0,
  minItems: 0,
  maxItems: Infinity,
  uniqueItems: 0,
  minimum: -Infinity,
  maximum: Infinity,
};

function compareConstraints(a: Attribute, b: Attribute, about: () => About, findings: Findings): void {
  if (a.constraints.length + b.constraints.length === 0) return;
  for (const keyword of Object.keys(tightens) as Constraint['keyword'][]) {
    const [from, to] = [a, b].map((x) => x.constraints.find((c) => c.keyword === keyword)?.value);
    const [x, y] = [Number(from ?? unbounded[keyword]), Number(to ?? unbounded[keyword])];
    if (x === y) continue;
    const shown = (value: number | boolean | undefined): string | undefined => (value === undefined ? undefined : `${keyword} ${value}`);
    findings.add(tightens[keyword](x, y) ? 'constraint-tightened' : 'constraint-loosened', {
      ...about(),
      before: shown(from),
      after: shown(to),
    });
  }
}

function compareOrder(before: Resource, after: Resource, newNames: Renames['attributes'], of: OfResource, findings: Findings): void {
  const current = after.attributes.map((a) => a.name);
  const old = before.attributes.map((a) => a.name);
  if (equal(old, current)) return;
  const [known, formerly] = [new Set(current), new Set(old.map((name) => follow(newNames, name)))];
  const staying = old.filter((name) => known.has(follow(newNames, name)));
  findings.compare('attributes-reordered', {
    ...of,
    subject: after.name,
    was: before.name,
    before: staying,
    followed: staying.map((name) => follow(newNames, name)),
    after: current.filter((name) => formerly.has(name)),
    from: before,
    to: after,
  });
}
