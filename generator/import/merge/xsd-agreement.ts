import type { SchemaSet, Type } from '../../model/components.js';
import type { Member } from '../../model/members.js';
import { membersOf } from '../../model/members.js';
import { keyOfPrefixed, m2mKey, prefixedName } from '../../model/names.js';
import type { AttributeDefinition } from '../../read/definitions/definitions.js';
import { definitionsOf } from '../../read/definitions/of-sources.js';
import type { AttributeFact } from '../facts.js';
import { optionalities } from './columns.js';
import type { MergeContext } from './context.js';
import { knownRow } from './attributes.js';
import type { Stated } from './workspace.js';

/**
 * Where an XSD describes a resource too and cannot follow the table, because the attribute is declared in a type that other
 * resources share: the XSD counts, and an erratum says so. A row that marks alone take away stays instead (see reconcile.ts): it is
 * printed, and an erratum could not say all that it says.
 */
export function agreeWithXsds(context: MergeContext, components: SchemaSet, facts: readonly Stated<AttributeFact>[]): void {
  const { into, proposals, absences } = context;
  const changed = into.changed();
  const definitions = definitionsOf(into.definitions()).byKind('resource');
  const first = new Map<string, Stated<AttributeFact>>();
  const of = new Map<string, Stated<AttributeFact>>();
  for (const fact of facts) {
    if (fact.resource === undefined) continue;
    if (!first.has(fact.resource)) first.set(fact.resource, fact);
    of.set(`${fact.resource}.${fact.name}`, fact);
  }
  for (const { file, content } of definitions) {
    const element = components.elements.get(m2mKey(content.name));
    const about = first.get(content.name);
    if (!changed.has(file) || content.kind === 'base' || element?.type.kind !== 'complex' || about === undefined) continue;
    const base = definitions.find((d) => d.content.name === content.extends)?.content.attributes ?? [];
    const inTable = new Set([...content.attributes, ...base].map((row) => row.name));
    for (const member of membersOf(element.type)) {
      const { name } = member;
      if (name === '' || name === 'childResource' || (!inTable.has(name) && components.elements.has(m2mKey(name)))) continue;
      const row = content.attributes.find((a) => a.name === name);
      const fact = of.get(`${content.name}.${name}`) ?? about;
      const why = (what: string): string => `Proposed by an import: the XSD declares ${name} ${what} in a type that resources share.`;
      const isMarkedGone = absences.isMarked(about.document) && absences.went.some((gone) => gone.kind === 'attribute' && gone.of === content.name && gone.name === name);
      if (!inTable.has(name) && !isMarkedGone) {
        const use = rowOf(context, member);
        proposals.misprint(fact, { file, path: ['attributes', name], printed: `no row for ${name}`, use: `a row as the XSD declares it: ${use.type}, ${use.multiplicity}`, needed: true, why: why('for the resource'), values: { printed: null, use: { ...use } } });
      }
      if (row === undefined) continue;
      const disagree = (column: 'type' | 'multiplicity', use: string): void => {
        if (row[column] !== use) proposals.misprint(fact, { file, path: ['attributes', name, column], printed: row[column], use, needed: true, why: why('so') });
      };
      const isOther = !sameType(components, row, member) || isList(components, row) !== isMany(member);
      if (isOther) disagree('type', typeText(member));
      if ((isOther && isMany(member) !== isManyText(row.multiplicity)) || row.multiplicity.startsWith('0') !== (member.min === 0)) disagree('multiplicity', multiplicityText(member, row));
    }
  }
}

const isManyText = (multiplicity: string): boolean => /L|\.\.n/.test(multiplicity);

const isMany = ({ max, type }: Member): boolean => max > 1 || (type.kind === 'simple' && type.variety === 'list');

function isList(components: SchemaSet, { type, multiplicity }: AttributeDefinition): boolean {
  const named = components.types.get(keyOfPrefixed(type.replace(/^list of /, '')) ?? '');
  return type.startsWith('list of ') || /L|\.\.n|\.\.[2-9]/.test(multiplicity) || (named?.kind === 'simple' && named.variety === 'list');
}

/** The name of a type, or of the nearest named one that an anonymous type restricts. */
function nameOf(type: Type): string {
  let at: Type | undefined = type;
  while (at !== undefined && at.name === undefined) at = at.kind === 'simple' && at.variety === 'list' ? undefined : at.base;
  return (at && prefixedName(at)) ?? 'xs:anyType';
}

function typeText({ type, max }: Member): string {
  if (type.kind === 'simple' && type.name === undefined && type.itemType !== undefined) return `list of ${nameOf(type.itemType)}`;
  return max > 1 ? `list of ${nameOf(type)}` : nameOf(type);
}

const multiplicityText = (member: Member, row?: AttributeDefinition): string =>
  (member.min === 0 ? '0..1' : '1') + (isMany(member) && (row === undefined || isManyText(row.multiplicity) || member.type.name === undefined || member.max > 1) ? ' (L)' : '');

function sameType(components: SchemaSet, row: AttributeDefinition, member: Member): boolean {
  const wanted = row.type.replace(/^list of /, '');
  const item = member.type.kind === 'simple' && member.type.itemType !== undefined ? nameOf(member.type.itemType) : undefined;
  const whole = nameOf(member.type);
  if (!components.types.has(keyOfPrefixed(wanted) ?? '')) return false;
  if (row.type.startsWith('list of ')) return item === wanted || (member.max > 1 && whole === wanted);
  return whole === wanted || (member.type.name === undefined && item === wanted && isList(components, row));
}

/** A row for what the XSD declares and the table leaves out. */
function rowOf(context: MergeContext, member: Member) {
  const like = knownRow(context, member.name, undefined);
  const multiplicity = multiplicityText(member);
  const access = like?.access ?? 'RW';
  return {
    name: member.name,
    type: typeText(member),
    multiplicity,
    access,
    ...(like?.announced !== undefined && { announced: like.announced }),
    ...(like === undefined ? optionalities(access, multiplicity) : { create: like.create, update: like.update }),
    description: like?.description ?? 'Declared in the XSD; the table of the document leaves it out.',
  };
}
