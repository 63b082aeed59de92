import type { CodeTable, Place } from '../../diagnostics/diagnostic.js';
import { groupBy } from '../../group-by.js';
import { membersOf } from '../../model/members.js';
import type { AttributeFact } from '../../import/facts.js';
import type { Report, Subject } from '../subject.js';
import { escaped, fewOf, listed } from '../words.js';
import { titled } from './attributes.js';

export const publishedLintCodes = {
  LINT_TYPE_CLAIMED: { severity: 'warning', title: 'A type is named whose members the description does not have' },
  LINT_INHERITED_MISSING: { severity: 'warning', title: 'A specialization lacks a row that the table of its base has' },
  LINT_FIXED_NAME: { severity: 'warning', title: 'A fixed value is given by name where the type has numbers' },
  LINT_COMMON_UNKNOWN: { severity: 'warning', title: 'A clause on common attributes is cited for an attribute that is none of them' },
  LINT_UNIVERSAL_DIFFERS: { severity: 'warning', title: 'A universal attribute has another multiplicity in one table than in all others' },
  LINT_UNIVERSAL_MISSING: { severity: 'warning', title: 'The table of a resource type lacks a universal attribute that the other tables have' },
  LINT_NO_PARENT: { severity: 'warning', title: 'No table says whose child a new resource type is' },
  LINT_CHILD_ANNOUNCED: { severity: 'note', title: 'The announced resource has the original child only' },
} as const satisfies CodeTable;

type Code = keyof typeof publishedLintCodes;

/** Rows of attributes and children against the types and tables that are published. */
export function lintAgainstPublished(subject: Subject, report: Report<Code>): void {
  fixedNames(subject, report);
  typeClaimed(subject, report);
  commonUnknown(subject, report);
  universalMissing(subject, report);
  inherited(subject, report);
  parents(subject, report);
  announcedChildren(subject, report);
}

/** `to follow the structure of the m2m:actionStatus`: then the description should speak of its members. */
function typeClaimed({ units, attributes, published }: Subject, report: Report<Code>): void {
  const types = [...(published.model?.components.types.values() ?? [])];
  for (const { text, place } of units) {
    const [, local] = /\b(?:structure|format) of (?:the )?m2m:(\w+)/.exec(text) ?? [];
    const type = local === undefined ? undefined : types.find((one) => one.name?.local === local);
    if (type?.kind !== 'complex') continue;
    const members = membersOf(type).map(({ name }) => name);
    const attribute = attributes.find(({ name }) => new RegExp(`\\b${escaped(name.replace(/(?:es|s)$/, ''))}(?:es|s)?\\b`).test(text) && isLongName(name));
    if (attribute === undefined || members.length < 2) continue;
    const missing = members.filter((name) => !new RegExp(`\\b${escaped(name)}`, 'i').test(attribute.text));
    if (missing.length === 0) continue;
    const message = `${titled(attribute)} is said to be like m2m:${local!}, but its description does not have ${listed(missing)}`;
    report('LINT_TYPE_CLAIMED', message, place, 'describe the members, or define a type of its own');
  }
}

/** `status` and `name` are words as well. */
const isLongName = (name: string): boolean => /[a-z][A-Z]/.test(name);

/** Names for all of them is how Stage 2 gives fixed values; names beside numbers, or in a proposal, are to be found out about. */
function fixedNames({ attributes, published, standing }: Subject, report: Report<Code>): void {
  const fixed = attributes.flatMap((attribute) => {
    const [, text] = /\bfixed value ["\u201c]?([^"\u201c\u201d.,;]+)/.exec(attribute.text) ?? [];
    if (text === undefined) return [];
    const types = [...published.resources.values()].flatMap((resource) => resource.attributes.filter(({ name }) => name === attribute.name).map(({ type }) => type.text));
    const enumeration = published.enumerations.find(({ type }) => types.includes(type));
    return enumeration === undefined ? [] : [{ attribute, text: text.trim(), enumeration }];
  });
  const byName = fixed.flatMap(({ attribute, text, enumeration }) => {
    const number = enumeration.values.find(({ name }) => name.replace(/[[\]]/g, '') === text)?.value;
    return number === undefined ? [] : [{ attribute, text, number, type: enumeration.type }];
  });
  if (standing === 'record' && !fixed.some(({ text }) => /^\d+\b/.test(text))) return;
  for (const [type, group] of groupBy(byName, (one) => one.type)) {
    const message = `the fixed value of ${fewOf(group.map(({ attribute, text }) => `${titled(attribute)} is "${text}"`))}, but ${type} has numbers`;
    report('LINT_FIXED_NAME', message, group[0]!.attribute.place, `write ${fewOf(group.map(({ number, text }) => `${String(number)} ("${text}")`))}`);
  }
}

/**
 * Attributes that resources share are one thing: one type, and an access that others have as well. Those that only happen to
 * have a name in common differ in it; and one to which no document gives a type is described nowhere.
 */
function isCommon({ resources, model }: Subject['published'], { resource, name, access }: AttributeFact): boolean {
  const untyped = (model?.errata ?? []).flatMap(({ patches }) => patches.filter(({ printed }) => printed === 'xs:anyType').map(({ at }) => at));
  const others = [...resources.values()]
    .filter((one) => one.name !== resource && one.kind !== 'announced' && !untyped.some((at) => at.endsWith(`/${one.name}.json#/attributes/${name}/type`)))
    .flatMap(({ attributes }) => attributes.filter((one) => one.name === name));
  return others.length > 1 && new Set(others.map(({ type }) => type.text)).size === 1 && (access === undefined || others.some((one) => one.access === access));
}

function commonUnknown({ attributes, tables, published }: Subject, report: Report<Code>): void {
  if (published.model === undefined) return;
  for (const [clause, cited] of groupBy(attributes, ({ text }) => /^See clause ([\w.]*\d)\.?/.exec(text)?.[1])) {
    if (clause === undefined) continue;
    const byName = [...groupBy(cited, ({ name }) => name)];
    // The clause itself may be here: then it says what it has.
    const there = new Set(tables.filter((table) => table.clause === clause || table.clause?.startsWith(`${clause}.`)).flatMap(({ rows }) => rows.map(({ cells }) => cells[0]?.text)));
    const isThere = (row: AttributeFact): boolean => (there.size > 0 ? there.has(row.name) : isCommon(published, row));
    const known = byName.filter(([, rows]) => isThere(rows[0]!) || new Set(rows.map(({ resource }) => resource)).size > 1).map(([name]) => name);
    // When most of what is said to stand there is known, the rest should be as well.
    if (known.length < 0.7 * byName.length) continue;
    for (const [name, rows] of byName.filter(([one]) => !known.includes(one))) {
      const message = `${titled(rows[0]!)} is said to be in clause ${clause}, with ${listed(known.slice(0, 3))}; ${there.size > 0 ? `no table there has ${name}` : `no published resources share ${name}`}`;
      report('LINT_COMMON_UNKNOWN', message, rows[0]!.place, 'describe it here, or strike the row');
    }
  }
}

/** Where nearly every table of the document has an attribute, each has it; which ones, their tables say. */
function universalMissing({ attributes, tables: all, published, standing }: Subject, report: Report<Code>): void {
  if (standing !== 'record') return;
  const tables = [...groupBy(attributes.filter(({ resource, resourceKind }) => resource !== undefined && resourceKind === 'resource'), ({ resource }) => resource!)];
  const lacks = ([, rows]: (typeof tables)[number], name: string): boolean => !rows.some((row) => row.name.replace(/^@/, '') === name);
  const asked = (published.model?.universalAttributes ?? []).filter(({ of, common }) => of === 'originals' && common !== true).map(({ name }) => name);
  const usual = asked.filter((name) => tables.filter((table) => lacks(table, name)).length <= tables.length / 10);
  for (const table of tables) {
    const missing = usual.filter((name) => lacks(table, name));
    if (missing.length === 0) continue;
    report('LINT_UNIVERSAL_MISSING', `<${table[0]}> lacks ${listed(missing)}, which nearly all resource types here have`, table[1][0]!.place, 'add the rows, or say that the resource type does not have them');
  }
  // All but one say 1: resourceID is there, or it is not. A note says why.
  const noted = new Set(all.flatMap(({ rows }) => rows.filter(({ cells }) => cells.some(({ text }) => text.length < 30 && /\bnote\b/i.test(text))).map(({ place }) => place.line)));
  const odd = asked.flatMap((name) => {
    const rows = tables.flatMap(([, all]) => all.filter((row) => row.name.replace(/^@/, '') === name && row.multiplicity !== undefined && !noted.has(row.place.line)));
    const [most, ...others] = [...groupBy(rows, ({ multiplicity }) => multiplicity!.replace(/\s/g, '')).values()].sort((a, b) => b.length - a.length);
    return most === undefined || most.length < 20 ? [] : others.flatMap((group) => (group.length === 1 ? [{ row: group[0]!, usual: most[0]!.multiplicity!, count: most.length }] : []));
  });
  for (const [key, group] of groupBy(odd, ({ row }) => `${row.resource!} ${row.multiplicity!}`)) {
    const { row, usual, count } = group[0]!;
    const names = listed(group.map((one) => one.row.name));
    report('LINT_UNIVERSAL_DIFFERS', `${names} of <${key.split(' ')[0]!}> ${group.length === 1 ? 'is' : 'are'} ${row.multiplicity!}, where the tables of ${String(count)} other resource types have ${usual}`, row.place, `write ${usual}, or say why it may be absent`);
  }
}

function inherited({ attributes, children, published, standing }: Subject, report: Report<Code>): void {
  if (standing === 'definitions') return;
  const tables = groupBy(attributes.filter(({ resourceKind }) => resourceKind === 'mgmtObj'), ({ resource }) => resource ?? '');
  const base = published.model?.resources.find(({ kind }) => kind === 'base');
  if (base === undefined) return;
  const lacking: { readonly resource: string; readonly what: string; readonly place: Place }[] = [];
  for (const [resource, rows] of tables) {
    const place = rows[0]!.place;
    const names = new Set(rows.map(({ name }) => name));
    const missing = base.attributes.filter(({ name, multiplicity }) => !names.has(name) && !name.startsWith('[') && name !== 'mgmtLink' && name !== 'mgmtSchema' && (multiplicity.min === 1 || multiplicity.list));
    const inherits = base.attributes.filter(({ name }) => names.has(name)).length > base.attributes.length / 2;
    if (!inherits) continue;
    if (missing.length > 0) lacking.push({ resource, what: `${listed(missing.map(({ name }) => name))}, which every <${base.name}> has`, place });
    const own = children.filter((child) => child.resource === resource);
    const types = new Set(own.map(({ type }) => type));
    const absent = base.children.filter(({ type }) => !types.has(type));
    if (own.length > 0 && absent.length > 0) lacking.push({ resource, what: `the child ${listed(absent.map(({ type }) => `<${type}>`))}, which every <${base.name}> may have`, place: own[0]!.place });
  }
  // What all of them lack is one defect of the document, not one of each.
  for (const [what, group] of groupBy(lacking, (one) => one.what)) {
    const message = `${fewOf(group.map(({ resource }) => `[${resource}]`))} ${group.length === 1 ? 'lacks' : 'lack'} ${what}`;
    report('LINT_INHERITED_MISSING', message, group[0]!.place, 'add the rows, or say that they are not inherited');
  }
}

/** Asked of what a proposal adds: what is agreed upon without a parent has one in another document. */
function parents({ attributes, children, published, body, standing }: Subject, report: Report<Code>): void {
  if (published.model === undefined || standing === 'record') return;
  const numbered = new Set(published.enumerations.find(({ type }) => type === 'm2m:resourceType')?.values.filter(({ provisional }) => !provisional).map(({ name }) => name));
  const aboutChildren = body.filter(({ text }) => /\bchild\b/.test(text));
  const byResource = groupBy(attributes.filter(({ resource, resourceKind }) => resource !== undefined && resourceKind === 'resource'), ({ resource }) => resource!);
  for (const [resource, rows] of byResource) {
    const isChild = children.some(({ type }) => type === resource);
    const said = aboutChildren.some(({ text }) => new RegExp(`<${escaped(resource)}>[^.]{0,60}\\bchild (?:resource )?of\\b`).test(text));
    if (published.resources.has(resource) || numbered.has(resource) || isChild || said) continue;
    report('LINT_NO_PARENT', `<${resource}> is new, and no table of child resources has it`, rows[0]!.place, 'say which resource types may be its parent, and add it to their tables');
  }
}

function announcedChildren({ children, published }: Subject, report: Report<Code>): void {
  // The variant may have a row of its own: <container> as <container>, then <containerAnnc> as <containerAnnc>.
  const all = groupBy(children.flatMap(({ resource, announced = [] }) => announced.map((one) => ({ resource, one }))), ({ resource }) => resource);
  const rows = new Map([...all].map(([resource, group]) => [resource, new Set(group.map(({ one }) => one))]));
  for (const { resource, type, announced, place } of children) {
    const child = published.resources.get(type);
    const variant = child?.announcedVariant;
    // A specialization is announced as what it specializes.
    if (child?.kind === 'mgmtObj' && announced?.some((one) => /Annc$/.test(one))) continue;
    if (variant === undefined || announced === undefined || announced.length === 0 || rows.get(resource)?.has(variant) === true) continue;
    report('LINT_CHILD_ANNOUNCED', `the announced <${resource}> has <${listed([...announced])}> as child, not <${variant}>`, place, `add <${variant}>, as other resource types have it, or say why not`);
  }
}
