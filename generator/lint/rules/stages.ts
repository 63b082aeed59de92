import type { CodeTable } from '../../diagnostics/diagnostic.js';
import { distanceWithin } from '../../diagnostics/did-you-mean.js';
import { groupBy } from '../../group-by.js';
import type { AttributeFact } from '../../import/facts.js';
import type { Attribute } from '../../model/model.js';
import type { Published, Report, Subject } from '../subject.js';
import { escaped, fewOf } from '../words.js';
import { titled } from './attributes.js';

export const stageLintCodes = {
  LINT_STAGES_DIFFER: { severity: 'warning', title: 'Multiplicity or access of Stage 2 contradicts what requests may carry in Stage 3' },
  LINT_STAGES_CHILD: { severity: 'warning', title: 'No table of child resources has a resource type that another document has as a child' },
  LINT_STAGES_NAME: { severity: 'warning', title: 'Stage 2 and Stage 3 spell an attribute of a resource in two ways' },
} as const satisfies CodeTable;

type Code = keyof typeof stageLintCodes;

/** What both stages say of one attribute. */
interface Both {
  readonly multiplicity?: string | undefined;
  readonly access?: string | undefined;
  readonly create?: string | undefined;
  readonly update?: string | undefined;
}

interface Contradiction {
  readonly fact: AttributeFact;
  readonly has: string;
  readonly but: string;
}

/**
 * Stage 2 (TS-0001) says how often an attribute stands in a resource and who may write it; Stage 3 (TS-0004) says what a
 * request may carry. What the document itself does not have of the two is what is published.
 */
export function lintStages({ attributes, published, standing }: Subject, report: Report<Code>): void {
  if (standing === 'definitions') return;
  const found: Contradiction[] = [];
  for (const [resource, rows] of groupBy(attributes.filter((one) => one.resource !== undefined), (one) => one.resource!)) {
    const known = published.resources.get(resource)?.attributes ?? [];
    const printed = printedOf(published, resource);
    for (const [name, facts] of groupBy(rows, (one) => bare(one.name))) {
      const theirs = known.find((one) => one.name === name);
      // LINT_MANDATORY_AT_CREATE asks the same of a document that has the multiplicity.
      const isAssigned = theirs?.default !== undefined || facts.some(({ create, says, multiplicity }) => create === undefined || multiplicity !== undefined || typeof says?.default === 'string');
      const contradiction = contradictionIn(withOwn(facts, theirs === undefined ? {} : { ...bothOf(theirs), ...printed.get(name) }), isAssigned);
      // Where an erratum mends the other document, this one is right.
      if (contradiction === undefined || (theirs !== undefined && contradictionIn(withOwn(facts, bothOf(theirs)), isAssigned) === undefined)) continue;
      found.push({ fact: facts[0]!, ...contradiction });
    }
    names(rows, known.map(({ name }) => name), report);
  }
  tell(found, attributes, report);
}

/** Asked of a document that has the tables of children: is a resource type that it defines the child of any? */
export function lintStageChildren({ attributes, children, published, standing }: Subject, report: Report<Code>): void {
  if (standing !== 'record') return;
  const defined = groupBy(attributes.filter(({ resource, resourceKind }) => resource !== undefined && resourceKind === 'resource'), ({ resource }) => resource!);
  const withChildren = new Set(children.map(({ resource }) => resource));
  const types = new Set(children.map(({ type }) => type));
  for (const [resource, rows] of defined) {
    const parents = [...published.resources.values()].filter((one) => one.kind !== 'announced' && one.children.some(({ type }) => type === resource)).map(({ name }) => name);
    const here = parents.filter((name) => withChildren.has(name));
    // Where the base of specializations stands, the tables have the specializations.
    if (types.has(resource) || here.length === 0 || published.resources.get(resource)?.kind === 'base') continue;
    const message = `no table of child resources has <${resource}>, which is published as a child of ${fewOf(here.map((name) => `<${name}>`))}`;
    report('LINT_STAGES_CHILD', message, rows[0]!.place, 'add it to the tables of its parents');
  }
}

const bare = (name: string): string => name.replace(/^@/, '');
const bothOf = ({ multiplicity, access, create, update }: Attribute): Both => ({ multiplicity: multiplicity.text, access, create, update });

/** What errata change of the attributes of a resource, as it is printed: attribute → column → text. */
function printedOf({ model }: Published, resource: string): ReadonlyMap<string, Both> {
  const patches = (model?.errata ?? []).flatMap((erratum) => erratum.patches);
  const column = new RegExp(`/${escaped(resource)}\\.json#/attributes/([^/]+)/(multiplicity|access|create|update)$`);
  const found = patches.flatMap(({ at, printed }) => {
    const [, name, of] = column.exec(at) ?? [];
    return name === undefined ? [] : [{ name, is: { [of!]: typeof printed === 'string' ? printed : undefined } }];
  });
  return new Map([...groupBy(found, ({ name }) => name)].map(([name, group]) => [name, Object.assign({}, ...group.map(({ is }) => is)) as Both]));
}

function withOwn(facts: readonly AttributeFact[], theirs: Both): Both {
  const own = <K extends keyof Both>(column: K): Both[K] => facts.find((fact) => fact[column] !== undefined)?.[column] ?? theirs[column];
  return { multiplicity: own('multiplicity'), access: own('access'), create: own('create'), update: own('update') };
}

function contradictionIn({ multiplicity, access, create, update }: Both, isAssigned: boolean): { readonly has: string; readonly but: string } | undefined {
  const isCarried = (optionality: string | undefined): boolean => optionality === 'M' || optionality === 'O';
  if (create === 'M' && multiplicity?.startsWith('0') === true) return { has: `multiplicity ${multiplicity.replace(/ ?\(L\)$/, '')}`, but: 'a CREATE must carry it' };
  if (access === 'RW' && create === 'NP' && multiplicity?.startsWith('1') === true && !isAssigned) return { has: 'multiplicity 1 and no default', but: 'no CREATE may carry it' };
  if (access === 'RO' && isCarried(create)) return { has: 'access RO', but: 'a CREATE may carry it' };
  if ((access === 'RO' || access === 'WO') && isCarried(update)) return { has: `access ${access}`, but: 'an UPDATE may carry it' };
  if (access === 'RW' && update === 'NP') return { has: 'access RW', but: 'no UPDATE may carry it' };
  return undefined;
}

/** One finding for what an attribute has in several resources, one for what several attributes of a resource have. */
function tell(found: readonly Contradiction[], attributes: readonly AttributeFact[], report: Report<Code>): void {
  const single: Contradiction[] = [];
  const groups: (readonly Contradiction[])[] = [];
  for (const group of groupBy(found, ({ fact, has, but }) => `${bare(fact.name)} ${has} ${but}`).values()) {
    const rows = attributes.filter(({ name, resource }) => resource !== undefined && bare(name) === bare(group[0]!.fact.name));
    if (group.length === 1) single.push(group[0]!);
    // What most resources have alike is how the standard is written.
    else if (group.length <= Math.max(3, rows.length / 4)) groups.push(group);
  }
  groups.push(...groupBy(single, ({ fact, has, but }) => `${fact.resource!} ${has} ${but}`).values());
  for (const group of groups) {
    const { fact, has, but } = group[0]!;
    const hint = 'find out which of both is meant, and say the same in TS-0001 and TS-0004';
    report('LINT_STAGES_DIFFER', `${fewOf(group.map((one) => titled(one.fact)))} ${group.length === 1 ? 'has' : 'have'} ${has}, but ${but}`, fact.place, hint);
  }
}

/** An attribute that the other stage does not have, and that there has another spelling which this one does not have. */
function names(rows: readonly AttributeFact[], known: readonly string[], report: Report<Code>): void {
  const own = new Set(rows.map(({ name }) => bare(name)));
  const theirs = known.filter((name) => !own.has(name));
  for (const row of rows) {
    const name = bare(row.name);
    if (known.includes(name)) continue;
    const meant = theirs.find((other) => Math.min(name.length, other.length) >= 5 && distanceWithin(name.toLowerCase(), other.toLowerCase(), name.length < 8 ? 1 : 2) !== undefined);
    if (meant !== undefined) report('LINT_STAGES_NAME', `${titled(row)} is ${meant} where it is published`, row.place, `write ${meant}, or record an erratum that says which spelling is used`);
  }
}
