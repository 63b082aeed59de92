import type { Place } from '../diagnostics/diagnostic.js';
import { groupBy } from '../group-by.js';
import { isCaption } from '../import/captions.js';
import type { Block, Cell, Document, Table } from '../import/document.js';
import type { AttributeFact, ChildFact, CommandFact, EnumerationFact, Fact, Facts, FaultFact, MemberFact, ParameterFact, ShortNameFact, SimpleTypeFact, StatusCodeFact } from '../import/facts.js';
import { membersOf } from '../model/members.js';
import type { Enumeration, Model, Resource } from '../model/model.js';
import { oncePer } from '../once-per.js';
import type { Standing } from './standing.js';
import { standingOf, startOfChange } from './standing.js';

/** One paragraph of a document, wherever it stands. */
export interface Unit {
  readonly text: string;
  readonly place: Place;
  readonly kind: 'heading' | 'paragraph' | 'item' | 'cell' | 'caption';
  readonly clause?: string;
  /** The table that it stands in. */
  readonly table?: Table;
  /** The cells of its row, from the left; in a cell only. */
  readonly row?: readonly Cell[];
  /** Before the first change: introduction and revision history, which nobody implements. */
  readonly front: boolean;
  /** In an item of a list only: the paragraph that the list belongs to. */
  readonly lead?: string;
}

/** What rules read: a document with its facts, laid out for looking things up, and what is known besides. */
export interface Subject {
  readonly standing: Standing;
  readonly units: readonly Unit[];
  /** `units` without introduction and revision history. */
  readonly body: readonly Unit[];
  readonly tables: readonly Table[];
  /** Titles by clause number. */
  readonly clauses: ReadonlyMap<string, string>;
  readonly attributes: readonly AttributeFact[];
  readonly values: readonly EnumerationFact[];
  readonly faults: readonly FaultFact[];
  readonly commands: readonly CommandFact[];
  readonly children: readonly ChildFact[];
  readonly members: readonly MemberFact[];
  readonly simpleTypes: readonly SimpleTypeFact[];
  readonly shortNames: readonly ShortNameFact[];
  readonly parameters: readonly ParameterFact[];
  readonly statusCodes: readonly StatusCodeFact[];
  readonly published: Published;
}

/** What published documents say; what only Change Requests say is no evidence against a Change Request. */
export interface Published {
  readonly model: Model | undefined;
  readonly enumerations: readonly Enumeration[];
  /** Resources that are published, by name; their attributes as we define them. */
  readonly resources: ReadonlyMap<string, Resource>;
  readonly attributeNames: ReadonlySet<string>;
  /** Attributes that have a published short name: more than those of the resources in the model. */
  readonly shortened: ReadonlySet<string>;
  /** The types that attributes of a name have, without `list of`. */
  readonly typesOf: ReadonlyMap<string, readonly string[]>;
  /** Types that XSDs declare or tables list, as they are written: `m2m:labels`. */
  readonly typeNames: ReadonlySet<string>;
  /** Of all structures that XSDs declare. */
  readonly memberNames: ReadonlySet<string>;
}

export type Report<Code extends string = string> = (code: Code, message: string, place: Place, hint: string) => void;
export type Rule = (subject: Subject, report: Report) => void;

export function subjectOf(document: Document, facts: Facts, known: Model | undefined): Subject {
  const layout = layOut(document.blocks);
  return subjectFrom(layout, facts, known, standingOf(document, layout.units));
}

export function subjectFrom({ units, tables, clauses }: Layout, facts: Facts, known: Model | undefined, standing: Standing = 'proposal'): Subject {
  const of = <K extends Fact['kind']>(kind: K) => facts.facts.filter((fact): fact is Extract<Fact, { readonly kind: K }> => fact.kind === kind);
  return {
    standing,
    units,
    body: units.filter(({ front }) => !front),
    tables,
    clauses,
    attributes: of('attribute'),
    values: of('enumeration-value'),
    faults: of('fault'),
    commands: of('command'),
    children: of('child'),
    members: of('member'),
    simpleTypes: of('simple-type'),
    shortNames: of('short-name'),
    parameters: of('parameter'),
    statusCodes: of('status-code'),
    published: known === undefined ? publishedOf(known) : publishedIn(known),
  };
}

const isChangeRequest = (id: string): boolean => /-CR$/.test(id) || id === 'specgen';

/** Once for a model, with which many documents are compared. */
const publishedIn = oncePer((model: Model) => publishedOf(model));

function publishedOf(model: Model | undefined): Published {
  const resources = (model?.resources ?? []).filter(({ provisional }) => !provisional);
  const enumerations = (model?.enumerations ?? []).filter(({ source }) => !isChangeRequest(source.document));
  const types = [...(model?.components.types.values() ?? [])];
  const attributes = groupBy(resources.flatMap((resource) => resource.attributes), ({ name }) => name);
  return {
    model,
    enumerations,
    resources: new Map(resources.map((resource) => [resource.name, resource])),
    attributeNames: new Set(resources.flatMap(({ attributes }) => attributes.filter(({ source }) => !isChangeRequest(source.document)).map(({ name }) => name))),
    shortened: new Set([...(model?.shortNames.attributes.values() ?? [])].filter(({ source }) => !isChangeRequest(source.document)).map(({ name }) => name)),
    typesOf: new Map([...attributes].map(([name, rows]) => [name, [...new Set(rows.map(({ type }) => type.text.replace(/^list of /, '')))]])),
    typeNames: new Set([...types.flatMap(({ name }) => (name === undefined ? [] : [`m2m:${name.local}`])), ...enumerations.map(({ type }) => type)]),
    memberNames: new Set(types.flatMap((type) => (type.kind === 'complex' ? membersOf(type).map(({ name }) => name) : []))),
  };
}

type Layout = Pick<Subject, 'units' | 'tables' | 'clauses'>;

function layOut(blocks: readonly Block[]): Layout {
  const units: Unit[] = [];
  const tables: Table[] = [];
  const clauses = new Map<string, string>();
  const hasFront = blocks.some((block) => block.kind !== 'table' && startOfChange.test(block.text));
  let front = hasFront;
  let clause: string | undefined;

  const addTable = (table: Table, depth: number): void => {
    tables.push(table);
    const at = { ...(table.clause !== undefined && { clause: table.clause }), front, table };
    if (table.caption !== undefined) units.push({ ...at, text: readable(table.caption), place: table.place, kind: 'caption' });
    for (const cell of new Set(table.rows.flatMap(({ cells }) => cells))) {
      const row = table.rows[cell.row]!.cells;
      for (const { text, place } of cell.paragraphs) units.push({ ...at, text: readable(text), place, kind: 'cell', row });
      if (depth < deepest) for (const inner of cell.tables) addTable(inner, depth + 1);
    }
  };

  const titles = new Set(blocks.flatMap((block) => (block.kind === 'heading' ? [`${block.number ?? ''} ${block.text}`] : [])));
  const lastAt = new Map(blocks.flatMap((block, i) => (block.kind === 'heading' && block.number !== undefined ? [[block.number, i] as const] : [])));
  let history: number | undefined;
  let lead: string | undefined;
  for (const [at, block] of blocks.entries()) {
    if (block.kind === 'heading') {
      // A line of a table of contents that reads like a heading: the number or the title again, and its page.
      const isAgain = titles.has(`${block.number ?? ''} ${block.text.replace(/\s+\d+$/, '')}`) || (lastAt.get(block.number ?? '') ?? at) > at;
      if (isAgain && /\s\d+$/.test(block.text)) continue;
      if (history !== undefined && block.level <= history) history = undefined;
      if (history === undefined && /^(?:(?:document|change|revision) )*history$/i.test(block.text)) history = block.level;
    }
    // The history of a published document says what was, in tables that are filled in for ever.
    if (history !== undefined) continue;
    if (block.kind === 'table') {
      addTable(block, 1);
      continue;
    }
    if (startOfChange.test(block.text)) front = false;
    if (block.kind === 'heading') {
      clause = block.number ?? clause;
      if (block.number !== undefined) clauses.set(block.number, block.text);
    }
    const kind = block.kind === 'heading' ? 'heading' : block.list !== undefined ? 'item' : isCaption(block.text) ? 'caption' : 'paragraph';
    if (kind !== 'item') lead = kind === 'paragraph' ? readable(block.text) : undefined;
    units.push({ text: readable(block.text), place: block.place, kind, ...(clause !== undefined && { clause }), front, ...(kind === 'item' && lead !== undefined && { lead }) });
  }
  return { units, tables, clauses };
}

/** Nobody wrote a word of this length, and expressions that look for words take the square of it: rules see its beginning. */
const longestWord = 500;
const longerWords = new RegExp(`\\S{${longestWord},}`, 'g');
const readable = (text: string): string => (text.length < longestWord ? text : text.replace(longerWords, (word) => `${word.slice(0, longestWord - 1)}…`));

/** Tables inside tables that are looked at. */
const deepest = 8;
