import type { CodeTable } from '../../diagnostics/diagnostic.js';
import { editDistance } from '../../diagnostics/did-you-mean.js';
import { groupBy } from '../../group-by.js';
import type { Report, Subject } from '../subject.js';
import { fewOf } from '../words.js';

export const ownerLintCodes = {
  LINT_CLAUSE_SUBJECT: { severity: 'warning', title: 'A clause on one resource type or operation begins with another' },
  LINT_LIST_OF_TYPES: { severity: 'warning', title: 'The list of resource types and the tables of child resources differ' },
} as const satisfies CodeTable;

type Code = keyof typeof ownerLintCodes;

/** What belongs to a resource type: the clause that is on it, and its place in the list of all. */
export function lintOwners(subject: Subject, report: Report<Code>): void {
  beginnings(subject, report);
  if (subject.standing === 'record') listOfTypes(subject, report);
}

/** The resource type that a clause is on, by its title: `Resource Type <group>`. */
export const typeInTitle = (title: string | undefined): string | undefined => /^Resource Type [<[]?([A-Za-z]\w+)[>\]]?$/.exec(title?.trim() ?? '')?.[1];

/** The resource type that a clause, or one above it, is on. */
export function ownerOf(clause: string | undefined, clauses: Subject['clauses']): string | undefined {
  for (let at = clause ?? ''; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('.')))) {
    const name = typeInTitle(clauses.get(at));
    if (name !== undefined) return name;
  }
  return undefined;
}

/** `Update <transaction>`, and below it `This procedure shall be used for updating a <transactionMgmt> resource`. */
function beginnings({ body, clauses, attributes, published }: Subject, report: Report<Code>): void {
  const hasTable = new Set([...attributes.map(({ resource }) => resource), ...published.resources.keys()]);
  for (const { text, place, clause, kind } of body) {
    if (kind !== 'paragraph' || !/^Th(?:is|e) /.test(text)) continue;
    const [, verb, used] = /^This procedure shall be used (?:for|to) (creat|retriev|updat|delet)\w* [^.]*?[<[](\w+)[>\]]/i.exec(text) ?? [];
    if (verb !== undefined) {
      const [, operation, titled] = /^(Create|Retrieve|Update|Delete) [<[](\w+)[>\]]$/i.exec(clauses.get(clause ?? '')?.trim() ?? '') ?? [];
      if (titled === undefined) continue;
      const isOther = !operation!.toLowerCase().startsWith(verb.toLowerCase());
      // A virtual resource has no attributes: what is said is said of its parent.
      if (!isOther && (editDistance(used!, titled) <= 2 || !hasTable.has(titled))) continue;
      report('LINT_CLAUSE_SUBJECT', `clause ${clause!} is "${clauses.get(clause!)!}", and begins with the ${isOther ? `${verb.toLowerCase()}ing` : 'procedure'} of <${used!}>`, place, 'say the same in title and text');
      continue;
    }
    const own = ownerOf(clause, clauses);
    const [, described, is] = /^This clause describes [<[](\w+)[>\]] resource|^The [<[](\w+)[>\]] resource (?:represents|is used|shall be used|contains|describes)\b/.exec(text) ?? [];
    const other = described ?? is;
    if (own === undefined || other === undefined || editDistance(other, own) <= 2) continue;
    report('LINT_CLAUSE_SUBJECT', `clause ${clause!} is on <${own}>, and begins with <${other}>`, place, 'say the same in title and text');
  }
}

/** Table 9.6.1.1-1 has each resource type with its children; so have their own tables. */
function listOfTypes({ tables, children, published }: Subject, report: Report<Code>): void {
  const own = groupBy(children, ({ resource }) => resource);
  const anywhere = new Set(children.map(({ type }) => type));
  for (const { rows, number } of tables) {
    const column = rows[0]?.cells.findIndex(({ text }) => /^child resource types?$/i.test(text.trim())) ?? -1;
    // What is said of a specialization is said of its base.
    if (column < 1 || number === undefined || /speciali[sz]ation/i.test(rows[0]!.cells[0]!.text) || !rows[0]!.cells.some(({ text }) => /^parent resource types?$/i.test(text.trim()))) continue;
    for (const { cells, place } of rows.slice(1)) {
      const name = cells[0]!.text.trim();
      const table = own.get(name);
      if (table === undefined) continue;
      const said = new Set(cells[column]!.text.split(/[^\w]+/).filter((word) => published.resources.has(word)));
      const there = new Set(table.map(({ type }) => type));
      // Announced variants are often left out; a type that no table has is found as such; a base stands for its specializations.
      const isAsked = (type: string): boolean => !type.endsWith('Annc') && anywhere.has(type) && published.resources.get(type)?.kind === 'resource';
      const missing = [...said].filter((type) => isAsked(type) && !there.has(type));
      const unlisted = [...there].filter((type) => isAsked(type) && !said.has(type));
      if (said.size === 0) continue;
      const tag = (types: readonly string[]): string => fewOf(types.map((type) => `<${type}>`));
      if (missing.length > 0) report('LINT_LIST_OF_TYPES', `Table ${number} gives <${name}> the child ${tag(missing)}, and its table of child resources does not`, place, 'add the row there, or strike the name here');
      if (unlisted.length > 0) report('LINT_LIST_OF_TYPES', `Table ${number} does not give <${name}> the child ${tag(unlisted)}, and its table of child resources does`, place, 'add the name here, or strike the row there');
    }
  }
}
