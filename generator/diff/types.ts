import type { ComplexType, SimpleType, Type } from '../model/components.js';
import { XSD_NAMESPACE } from '../model/components.js';
import type { Member } from '../model/members.js';
import { membersOf } from '../model/members.js';
import type { Model } from '../model/model.js';
import { prefixedName } from '../model/names.js';
import type { TypeRelation } from './accepts.js';
import { relateTypes } from './accepts.js';
import type { Findings } from './findings.js';
import type { Use } from './flow.js';
import type { Trait } from './pairing.js';
import { likeMembers, likeName, pair, same, samePlace, told } from './pairing.js';
import type { ToldRenames } from './renames.js';
import { renamesOf } from './renames.js';

interface Named {
  readonly name: string;
  readonly type: Type;
}

const typeTraits: readonly Trait<Named>[] = [
  likeMembers(0.6, 'the values or members', ({ type }) => signature(type)),
  likeName(0.4, ({ name }) => name),
];

/** Reports what differs in the named types of XSD; returns which the new model calls otherwise: old name → new name. */
export function compareTypes(
  before: Model,
  after: Model,
  renamedBefore: ReadonlyMap<string, string>,
  useOf: (before: string, after: string) => Use,
  renames: ToldRenames,
  findings: Findings,
): ReadonlyMap<string, string> {
  // An enumeration that was renamed takes its type along.
  const old = namedTypes(before).map((t) => ({ ...t, name: renamedBefore.get(t.name) ?? t.name }));
  const { kept, renamed, added, removed } = pair(old, namedTypes(after), (t) => t.name, typeTraits);
  const describedBefore = new Set(before.enumerations.map((e) => renamedBefore.get(e.type) ?? e.type));
  const describedAfter = new Set(after.enumerations.map((e) => e.type));
  const described = new Set([...before.enumerations.map((e) => e.type), ...describedAfter]);
  const at = ({ type }: Named) => (type.place === undefined ? {} : { place: type.place });
  for (const { before: a, after: b, evidence } of renamed) {
    const use = useOf(a.name, b.name);
    findings.add('type-renamed', {
      area: 'types',
      subject: b.name,
      was: a.name,
      before: a.name,
      after: b.name,
      from: at(a),
      to: at(b),
      evidence,
      affects: use.attributes,
    });
  }
  for (const { before: a, after: b } of [...kept, ...renamed]) {
    // The values of an enumeration with a definition are compared there; a list that becomes a range, or the reverse, is compared here.
    const isDescribed = describedBefore.has(a.name) && describedAfter.has(b.name);
    compareType(isDescribed ? withoutValues(a) : a, isDescribed ? withoutValues(b) : b, useOf(a.name, b.name), before, after, renames, findings);
  }
  for (const b of added.filter((t) => !described.has(t.name)))
    findings.add('type-added', { area: 'types', subject: b.name, after: shown(b.type), to: at(b) });
  for (const a of removed.filter((t) => !described.has(t.name)))
    findings.add('type-removed', { area: 'types', subject: a.name, before: shown(a.type), from: at(a) });
  return renamesOf(renamed, (t) => t.name);
}

/**
 * Named types outside XSD's own, in the order of the documents, and the messages of CWMP. The base types of resources are left out:
 * what they contain are attributes, and those are compared as such.
 */
function namedTypes(model: Model): readonly Named[] {
  const bases = new Set<Type>();
  const declared = (type: Type | undefined): void => {
    for (let base = type; base !== undefined && base.name?.namespace !== XSD_NAMESPACE && !bases.has(base); base = base.base)
      bases.add(base);
  };
  const groups = new Set(model.resources.map((r) => r.group));
  for (const type of model.components.types.values()) if (groups.has(prefixedName(type) ?? '')) declared(type);
  const named = [...model.components.types.values()].flatMap((type) =>
    type.name === undefined || type.name.namespace === XSD_NAMESPACE || bases.has(type) ? [] : [{ name: prefixedName(type)!, type }],
  );
  const messages = model.cwmp?.messages ?? [];
  return [...named, ...messages.map(({ name, element: { type } }) => ({ name: `cwmp:${name}`, type }))];
}

const withoutValues = ({ name, type }: Named): Named => {
  if (type.kind !== 'simple') return { name, type };
  const { enumeration: _values, ...facets } = type.facets;
  return { name, type: { ...type, facets } };
};

function compareType(a: Named, b: Named, use: Use, before: Model, after: Model, renames: ToldRenames, findings: Findings): void {
  if (a.type.kind === 'complex' && b.type.kind === 'complex' && a.type.content.kind !== 'simple' && b.type.content.kind !== 'simple') {
    return compareMembers(a.name, a.type, b.name, b.type, use, before, after, renames, findings);
  }
  const relation = relateTypes(a.type, b.type);
  if (relation === 'same') return;
  findings.add(`type-${relation}`, {
    area: 'types',
    subject: b.name,
    was: a.name,
    before: shown(a.type),
    after: shown(b.type),
    from: { ...(a.type.place && { place: a.type.place }) },
    to: { ...(b.type.place && { place: b.type.place }) },
    flow: use,
    affects: use.attributes,
  });
}

const memberTraits = (before: Model, after: Model): readonly Trait<Member & { readonly old: boolean }>[] => [
  same(0.35, 'same short name', (m) => (m.old ? before : after).shortNames.members.get(m.name)?.shortName),
  likeName(0.3, (m) => m.name),
  same(0.15, 'same type', (m) => shown(m.type)),
  same(0.1, 'same occurrence', occurrence),
  samePlace(0.1),
];

function compareMembers(
  nameBefore: string,
  a: ComplexType,
  nameAfter: string,
  b: ComplexType,
  use: Use,
  before: Model,
  after: Model,
  renames: ToldRenames,
  findings: Findings,
): void {
  const marked = (type: ComplexType, old: boolean) => membersOf(type).map((m) => ({ ...m, old }));
  const { kept, renamed, added, removed } = pair(
    marked(a, true),
    marked(b, false),
    (m) => `${m.kind} ${m.name}`,
    [told(renames, (m) => `${nameBefore}.${m.name}`, (m) => `${nameAfter}.${m.name}`), ...memberTraits(before, after)],
  );
  const about = (type: string, m: Member) =>
    ({
      area: 'types',
      subject: `${type}.${m.name}`,
      flow: use,
      affects: use.attributes,
      from: { ...(a.place && { place: a.place }) },
      to: { ...(b.place && { place: b.place }) },
    }) as const;
  const summary = (m: Member): string => `${shown(m.type)}, ${occurrence(m)}`;
  const shortName = (model: Model, m: Member): string | undefined => model.shortNames.members.get(m.name)?.shortName;
  for (const m of added)
    findings.add('member-added', { ...about(nameAfter, m), after: summary(m) }, { mandatory: m.min > 0 ? 'yes' : 'no' });
  for (const m of removed) findings.add('member-removed', { ...about(nameBefore, m), before: summary(m) });
  for (const { before: x, after: y, evidence } of renamed) {
    const wire = shortName(before, x) !== undefined && shortName(before, x) === shortName(after, y) ? 'same' : 'changed';
    findings.add(
      'member-renamed',
      { ...about(nameAfter, y), was: `${nameBefore}.${x.name}`, before: x.name, after: y.name, evidence },
      { wire },
    );
  }
  for (const { before: x, after: y } of [...kept, ...renamed]) {
    const relation = relateMembers(x, y);
    if (relation !== 'same')
      findings.add(`member-${relation}`, { ...about(nameAfter, y), was: `${nameBefore}.${x.name}`, before: summary(x), after: summary(y) });
  }
}

function relateMembers(a: Member, b: Member): TypeRelation {
  const sameType = prefixedName(a.type) !== undefined && prefixedName(a.type) === prefixedName(b.type);
  const type = sameType ? 'same' : relateTypes(a.type, b.type);
  const wider = (x: Member, y: Member): boolean => y.min <= x.min && y.max >= x.max && (y.nillable || !x.nillable);
  // One value and several are written otherwise, so that neither contains the other.
  const repeats = (m: Member): boolean => m.max > 1;
  const [up, down] = repeats(a) === repeats(b) ? [wider(a, b), wider(b, a)] : [false, false];
  const occurs: TypeRelation = up && down ? 'same' : up ? 'widened' : down ? 'narrowed' : 'changed';
  return type === 'same' ? occurs : occurs === 'same' || occurs === type ? type : 'changed';
}

const occurrence = ({ min, max }: Member): string => (min === max ? `${min}` : `${min}..${max === Infinity ? 'n' : max}`);

/** What a type is, in a few words: for the eye, and to recognise it under another name. */
function shown(type: Type): string {
  const name = prefixedName(type);
  if (type.kind === 'complex')
    return (
      name ??
      `{ ${membersOf(type)
        .map((m) => m.name)
        .join(', ')} }`
    );
  return isPlain(type) && name !== undefined ? name : [...describeSimple(type)].join(', ');
}

const isPlain = (type: SimpleType): boolean => type.name?.namespace === XSD_NAMESPACE;

function describeSimple(type: SimpleType): readonly string[] {
  const { facets } = type;
  const kind =
    type.variety === 'list'
      ? `list of ${type.itemType === undefined ? 'values' : (prefixedName(type.itemType) ?? 'values')}`
      : type.variety === 'union'
        ? `one of ${(type.memberTypes ?? []).map((m) => prefixedName(m) ?? 'values').join(' or ')}`
        : `xs:${type.builtin}`;
  const numbers = (
    [
      'length',
      'minLength',
      'maxLength',
      'minInclusive',
      'minExclusive',
      'maxInclusive',
      'maxExclusive',
      'totalDigits',
      'fractionDigits',
    ] as const
  ).flatMap((facet) => (facets[facet] === undefined ? [] : [`${facet} ${facets[facet]}`]));
  return [
    kind,
    ...numbers,
    ...facets.patterns.map((step) => `pattern ${step.join(' or ')}`),
    ...(facets.enumeration === undefined ? [] : [`values ${facets.enumeration.map((e) => e.value).join(' ')}`]),
  ];
}

const signature = (type: Type): readonly string[] =>
  type.kind === 'simple'
    ? describeSimple(type)
    : membersOf(type).map((m) => `${m.name} ${prefixedName(m.type) ?? 'anonymous'} ${occurrence(m)}`);
