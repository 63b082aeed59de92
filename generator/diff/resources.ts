import { equal } from '../model/json-value.js';
import type { ChildResource, Model, Outcome, Resource, Rule } from '../model/model.js';
import { citation } from '../model/model.js';
import { shownResource } from '../model/shown-resource.js';
import { compareAttributes } from './attributes.js';
import type { OfResource } from './attributes.js';
import type { Findings } from './findings.js';
import { without } from './findings.js';
import type { Trait } from './pairing.js';
import { compareProvisional } from './provisional.js';
import type { Renames, ToldRenames } from './renames.js';
import { follow, renamesOf } from './renames.js';
import { likeMembers, likeName, likeWords, pair, same } from './pairing.js';

/** What numbers a resource: all specializations of mgmtObj share one type number. */
const numberOf = (r: Resource): string | undefined => {
  const number = r.mgmtDefinition ?? r.resourceType;
  return number === undefined ? undefined : `${r.announces === undefined ? '' : 'announced '}${number}`;
};

const resourceTraits: readonly Trait<Resource>[] = [
  same(0.25, 'same number', numberOf),
  same(0.25, 'same short name', (r) => r.shortName),
  likeName(0.15, (r) => r.name),
  likeMembers(0.25, 'the attributes', (r) => r.attributes.map((a) => a.name)),
  likeWords(0.1, (r) => r.description),
];

/** Reports what differs; returns what the new model calls otherwise. */
export function compareResources(
  before: Model,
  after: Model,
  types: Renames['types'],
  told: ToldRenames,
  findings: Findings,
): Pick<Renames, 'resources' | 'attributes'> {
  const { kept, renamed, added, removed } = pair(before.resources, after.resources, (r) => r.name, resourceTraits);
  const resources = renamesOf(renamed, (r) => r.name);
  const attributes = new Map<string, string>();
  const compare = (a: Resource, b: Resource): void => {
    for (const [old, current] of compareResource(a, b, types, resources, told, findings)) attributes.set(old, current);
  };
  for (const { before: a, after: b } of kept) compare(a, b);
  for (const { before: a, after: b, evidence } of renamed) {
    findings.add(
      'resource-renamed',
      {
        ...ofResource(b),
        subject: b.name,
        was: a.name,
        before: a.name,
        after: b.name,
        from: a,
        to: b,
        evidence,
        provisional: a.provisional || b.provisional,
      },
      { wire: a.shortName === b.shortName ? 'same' : 'changed' },
    );
    compare(a, b);
  }
  for (const b of added)
    findings.add('resource-added', { ...ofResource(b), subject: b.name, after: summary(b), to: b, provisional: b.provisional });
  for (const a of removed)
    findings.add('resource-removed', { ...ofResource(a), subject: a.name, before: summary(a), from: a, provisional: a.provisional });
  compareOutcomes(before, after, resources, findings);
  return { resources, attributes };
}

const ofResource = (resource: Resource): OfResource => ({ area: 'resources', resource: shownResource(resource) });

const summary = (r: Resource): string =>
  `${r.shortName}${r.mgmtDefinition !== undefined ? `, mgmtDefinition ${r.mgmtDefinition}` : r.resourceType !== undefined ? `, type ${r.resourceType}` : ''}, ${r.attributes.length} attributes`;

function compareResource(
  a: Resource,
  b: Resource,
  types: Renames['types'],
  resources: Renames['resources'],
  told: ToldRenames,
  findings: Findings,
): Renames['attributes'] {
  const of = ofResource(b);
  const about = { ...of, subject: b.name, was: a.name, from: a, to: b, provisional: a.provisional || b.provisional };
  findings.compare('resource-number', { ...about, before: a.resourceType, after: b.resourceType });
  findings.compare('resource-number', { ...about, before: a.mgmtDefinition, after: b.mgmtDefinition });
  findings.compare('resource-kind', { ...about, before: a.kind, after: b.kind });
  findings.compare('resource-group', { ...about, before: a.group, after: b.group });
  findings.compare('resource-described', { ...about, before: a.description, after: b.description });
  findings.compare('resource-cited', { ...about, before: citation(a.source), after: citation(b.source) });
  findings.compare('announced-variant', { ...about, before: a.announcedVariant, after: b.announcedVariant });
  compareOperations(a.operations, b.operations, about, findings);
  findings.compare('resource-place', { ...about, before: a.cseTypes?.join(', '), after: b.cseTypes?.join(', ') });
  const parents = a.parents.map((name) => follow(resources, name));
  for (const parent of without(b.parents, parents)) findings.add('parent-added', { ...about, after: parent });
  for (const parent of a.parents.filter((_, i) => !b.parents.includes(parents[i]!)))
    findings.add('parent-removed', { ...about, before: parent });
  compareProvisional(a, b, about, findings);
  compareChildren(a, b, resources, of, findings);
  const attributes = compareAttributes(a, b, of, types, told, findings);
  compareRules(a, b, attributes, of, findings);
  return attributes;
}

function compareOperations(before: readonly string[], after: readonly string[], about: OfResource & { readonly subject: string }, findings: Findings): void {
  for (const operation of without(after, before)) findings.add('operation-added', { ...about, after: operation });
  for (const operation of without(before, after)) findings.add('operation-removed', { ...about, before: operation });
}

function compareChildren(before: Resource, after: Resource, resources: Renames['resources'], of: OfResource, findings: Findings): void {
  const { kept, added, removed } = pair(
    before.children.map((child) => ({ key: follow(resources, child.type), child })),
    after.children.map((child) => ({ key: child.type, child })),
    ({ key }) => key,
  );
  const about = (a: ChildResource, b: ChildResource) => ({
    ...of,
    subject: `${after.name}/${b.type}`,
    was: `${before.name}/${a.type}`,
    from: before,
    to: after,
  });
  for (const { child: c } of added)
    findings.add('child-added', { ...of, subject: `${after.name}/${c.type}`, after: c.multiplicity, from: before, to: after });
  for (const { child: c } of removed)
    findings.add('child-removed', { ...of, subject: `${before.name}/${c.type}`, before: c.multiplicity, from: before, to: after });
  for (const {
    before: { child: a },
    after: { child: b },
  } of kept) {
    if (a.multiplicity !== b.multiplicity) {
      const [x, y] = [range(a.multiplicity), range(b.multiplicity)];
      const [wider, narrower] = [y.min <= x.min && y.max >= x.max, x.min <= y.min && x.max >= y.max];
      const kind = wider === narrower ? 'child-changed' : wider ? 'child-widened' : 'child-narrowed';
      findings.add(kind, { ...about(a, b), before: a.multiplicity, after: b.multiplicity });
    }
    findings.compareRow('child-name', a.fixedName, b.fixedName, () => about(a, b));
    if (!equal(a.operations, b.operations)) compareOperations(a.operations ?? [], b.operations ?? [], about(a, b), findings);
    const followed = a.announced.map((name) => follow(resources, name));
    if (!equal(followed, b.announced)) findings.add('child-announced', { ...about(a, b), before: a.announced, after: b.announced });
  }
}

/** `0..n`, `1`, `0..1`; what is written otherwise can be any number, so that any difference counts. */
function range(text: string): { readonly min: number; readonly max: number } {
  const [, min, max = min] = /^(\d+)(?:\.\.(\d+|n))?/.exec(text) ?? [];
  return min === undefined ? { min: 0, max: NaN } : { min: Number(min), max: max === 'n' ? Infinity : Number(max) };
}

function compareRules(before: Resource, after: Resource, names: Renames['attributes'], of: OfResource, findings: Findings): void {
  const { kept, added, removed } = pair(before.rules, after.rules, (r) => r.id);
  const content = (r: Rule, renamed?: Renames['attributes']) => ({
    kind: r.kind,
    attributes: r.attributes.map((name) => follow(renamed, name)),
    when: Object.fromEntries(Object.entries(r.when).map(([name, value]) => [follow(renamed, name), value])),
    ...(r.must !== undefined && { must: Object.fromEntries(Object.entries(r.must).map(([name, value]) => [follow(renamed, name), value])) }),
    ...(r.operations !== undefined && { operations: r.operations }),
  });
  for (const b of added) findings.add('rule-added', { ...of, subject: `${after.name}.${b.id}`, after: b.description, to: b });
  for (const a of removed) findings.add('rule-removed', { ...of, subject: `${before.name}.${a.id}`, before: a.description, from: a });
  for (const { before: a, after: b } of kept) {
    const about = { ...of, subject: `${after.name}.${b.id}`, was: `${before.name}.${a.id}`, from: a, to: b };
    findings.compare('rule-changed', { ...about, before: content(a), followed: content(a, names), after: content(b) });
    findings.compare('rule-outcome', { ...about, before: a.outcome, after: b.outcome });
    findings.compare('rule-described', { ...about, before: a.description, after: b.description });
  }
}

function compareOutcomes(before: Model, after: Model, renamed: Renames['resources'], findings: Findings): void {
  const resources = new Map([...before.resources, ...after.resources].map((r) => [r.name, shownResource(r)]));
  const of = (o: Outcome): OfResource => ({ area: 'resources', resource: resources.get(o.resource) ?? `<${o.resource}>` });
  // Ids of ours say both already.
  const subject = (o: Outcome): string => (o.id.startsWith(`${o.resource}.${o.procedure}.`) ? o.id : `${o.resource}.${o.procedure}.${o.id}`);
  const { kept, added, removed } = pair(before.outcomes, after.outcomes, (o) => o.id);
  for (const b of added) findings.add('outcome-added', { ...of(b), subject: subject(b), after: `${b.condition}: ${b.statusCode}`, to: b });
  for (const a of removed)
    findings.add('outcome-removed', { ...of(a), subject: subject(a), before: `${a.condition}: ${a.statusCode}`, from: a });
  for (const { before: a, after: b } of kept) {
    const about = { ...of(b), subject: subject(b), was: subject(a), from: a, to: b };
    findings.compare('outcome-status', { ...about, before: a.statusCode, after: b.statusCode });
    findings.compare('outcome-case', {
      ...about,
      before: `${a.resource} ${a.procedure}`,
      followed: `${follow(renamed, a.resource)} ${a.procedure}`,
      after: `${b.resource} ${b.procedure}`,
    });
    findings.compare('outcome-text', { ...about, before: a.text, after: b.text });
    if (!equal(a.condition, b.condition) || !equal(a.effect, b.effect)) {
      findings.add('outcome-described', { ...about, before: `${a.condition}: ${a.effect}`, after: `${b.condition}: ${b.effect}` });
    }
  }
}
