import type { CodeTable } from '../../diagnostics/diagnostic.js';
import { editDistance } from '../../diagnostics/did-you-mean.js';
import { groupBy } from '../../group-by.js';
import type { Table } from '../../import/document.js';
import type { Report, Subject } from '../subject.js';
import { bracketedNamesIn } from '../words.js';

export const tableLintCodes = {
  LINT_ROW_EMPTY: { severity: 'note', title: 'A row of a table is empty' },
  LINT_ITEM_EMPTY: { severity: 'note', title: 'An item of a list is empty' },
  LINT_ROW_TWICE: { severity: 'warning', title: 'A table has the same name or number twice' },
  LINT_CAPTION_TWICE: { severity: 'warning', title: 'Two tables of a clause have the same title' },
  LINT_TABLE_OF_OTHER: { severity: 'warning', title: 'A table is headed for one resource type or operation and captioned for another' },
} as const satisfies CodeTable;

type Code = keyof typeof tableLintCodes;

/** What a table or list shows by its shape alone. */
export function lintTables({ tables, units, clauses, attributes, faults, children, members }: Subject, report: Report<Code>): void {
  for (const table of tables) {
    const isEmpty = ({ cells }: (typeof table.rows)[number]): boolean => cells.every(({ text, tables: inner }) => text === '' && inner.length === 0);
    // A table of empty rows below its heading is a form, or says that there is nothing to list.
    if (table.rows.length > 1 && !isEmpty(table.rows[0]!) && table.rows.slice(1).every(isEmpty)) continue;
    for (const row of table.rows) {
      // Markdown's tables must have a row of headings; an empty one says that there are none.
      if (row.header) continue;
      if (isEmpty(row)) report('LINT_ROW_EMPTY', 'the row is empty', row.place, 'delete it');
    }
  }
  for (const { text, kind, place } of units) if (kind === 'item' && text === '') report('LINT_ITEM_EMPTY', 'the item is empty', place, 'delete it');

  const rows = [
    ...attributes.map((fact) => ({ fact, name: `attribute ${fact.name}` })),
    ...faults.map((fact) => ({ fact, name: `fault code ${String(fact.faultCode)}` })),
    ...members.map((fact) => ({ fact, name: `member ${[fact.of, ...fact.path].join('/')}` })),
    ...children.map((fact) => ({ fact, name: `child <${fact.type}>${fact.fixedName === undefined ? '' : ` named ${fact.fixedName}`}` })),
  ];
  const told = new Set<number>();
  for (const group of groupBy(rows, ({ fact, name }) => `${fact.source.table ?? ''}\0${'resource' in fact ? (fact.resource ?? '') : ''}\0${name}`).values()) {
    const [first, ...more] = group;
    if (first!.fact.source.table === undefined) continue;
    for (const { fact, name } of more) {
      report('LINT_ROW_TWICE', `Table ${first!.fact.source.table} has ${name} twice`, fact.place, 'strike one of the rows, or name what was meant');
      told.add(fact.place.line);
    }
  }
  for (const table of tables) sameRows(table, told, report);
  ofOthers(tables, report);
  ofOtherOperations(tables, clauses, report);
  dataTypes(tables, report);
  titledAlike(tables, report);
}

/** A row and the same again: somebody pasted it twice. */
function sameRows({ number, rows }: Table, told: ReadonlySet<number>, report: Report<Code>): void {
  const lines = rows.filter(({ header, cells }) => !header && cells[0]!.text !== '' && new Set(cells.filter(({ text }) => text !== '')).size > 1 && cells.every(({ tables }) => tables.length === 0));
  for (const group of groupBy(lines, ({ cells }) => cells.map(({ text }) => text).join('\0')).values()) {
    const [first, second] = group;
    if (second === undefined || number === undefined || told.has(second.place.line) || first!.cells.some((cell, i) => cell === second.cells[i])) continue;
    report('LINT_ROW_TWICE', `Table ${number} has the row of ${first!.cells[0]!.text} twice`, second.place, 'strike one of the rows, or name what was meant');
  }
  // One below the other, the same but for the words: importing takes the second for the rest of the first.
  if (number === undefined || !/^(?:attributes of|(?:attribute|element|parameter) name)\b/i.test(rows[0]?.cells[0]?.text ?? '')) return;
  for (const [i, row] of lines.entries()) {
    const above = lines[i - 1];
    const isAgain = above?.cells.every((cell, column) => cell !== row.cells[column] && cell.text !== '' && (cell.text === row.cells[column]!.text || column === row.cells.length - 1)) === true;
    if (!isAgain || above.cells.at(-1)!.text === row.cells.at(-1)!.text || told.has(row.place.line)) continue;
    report('LINT_ROW_TWICE', `Table ${number} has the row of ${row.cells[0]!.text} twice`, row.place, 'strike one of the rows, or name what was meant');
  }
}

/** The one resource type that a caption names. */
function resourceIn(caption: string | undefined): string | undefined {
  const names = [...new Set(bracketedNamesIn(caption ?? '').map(({ name }) => name))];
  return names.length === 1 ? names[0] : undefined;
}

/** `Attributes of <container> resource` above the table: its heading, or the other tables of its clause, are of <group>. */
function ofOthers(tables: readonly Table[], report: Report<Code>): void {
  const captioned = tables.flatMap((table) => {
    const named = resourceIn(table.caption);
    const [, headed] = /^(?:Attributes|Child Resources?) of\s+[<[](\w+)[>\]]$/i.exec(table.rows[0]?.cells[0]?.text.replace(/\s+/g, ' ') ?? '') ?? [];
    return named === undefined || table.number === undefined ? [] : [{ table, named, headed, clause: table.number.replace(/-\w+$/, '') }];
  });
  for (const { caption, number, rows, place } of tables) {
    const [, told] = /\b(attributes|child resources?) of\b/i.exec(caption ?? '') ?? [];
    const [, headed] = /^(attributes|child resources?) of\b/i.exec(rows[0]?.cells[0]?.text ?? '') ?? [];
    if (told === undefined || headed === undefined || number === undefined || told[0]!.toLowerCase() === headed[0]!.toLowerCase()) continue;
    report('LINT_TABLE_OF_OTHER', `Table ${number} is of ${told.toLowerCase()} by its caption, and of ${headed.toLowerCase()} by its heading`, place, 'name what the table has in both');
  }
  for (const group of groupBy(captioned, ({ clause }) => clause).values()) {
    for (const { table, named, headed } of group) {
      const others = new Set(group.filter((one) => one.table !== table).map((one) => one.named));
      const siblings = group.length > 2 && others.size === 1 ? [...others][0]! : undefined;
      const meant = headed ?? siblings;
      // What differs by a letter is a slip in a name, and found as one.
      if (meant === undefined || editDistance(named, meant) <= 2) continue;
      const by = headed === undefined ? 'the other captions of its clause' : 'its heading';
      report('LINT_TABLE_OF_OTHER', `Table ${table.number!} is of ${named} by its caption, and of ${meant} by ${by}`, table.place, 'name the resource type that is meant in both');
    }
  }
}

interface Procedure {
  readonly operation: string;
  readonly resource: string;
}

/** `Retrieve <group>`, `<group> RETRIEVE`. */
function procedureIn(text: string | undefined): Procedure | undefined {
  const verb = '(create|retrieve|update|delete|notify)';
  const name = String.raw`[<[](\w+)[>\]]`;
  const said = text?.replace(/\s+/g, ' ').trim() ?? '';
  const [, operation, resource] = new RegExp(`^${verb} ${name}$`, 'i').exec(said) ?? [];
  const [, before, after] = new RegExp(`^(?:.*: ?)?${name} ${verb}$`, 'i').exec(said) ?? [];
  return operation !== undefined ? { operation: operation.toUpperCase(), resource: resource! } : after === undefined ? undefined : { operation: after.toUpperCase(), resource: before! };
}

/** `<group> RETRIEVE`, in the clause "Retrieve <localMulticastGroup>": pasted from the clause of another. */
function ofOtherOperations(tables: readonly Table[], clauses: Subject['clauses'], report: Report<Code>): void {
  for (const { caption, number, clause, rows, place } of tables) {
    const told = procedureIn(caption);
    if (told === undefined || number === undefined) continue;
    const others = [
      { by: 'its heading', is: procedureIn(rows[0]?.cells[0]?.text) },
      { by: 'the title of its clause', is: procedureIn(clause === undefined ? undefined : clauses.get(clause)) },
    ];
    // What differs by a letter is a slip in a name, and found as one.
    const other = others.find(({ is }) => is !== undefined && (is.operation !== told.operation || (is.resource !== told.resource && editDistance(is.resource, told.resource) > 2)));
    if (other === undefined) continue;
    const said = ({ resource, operation }: Procedure): string => `<${resource}> ${operation}`;
    report('LINT_TABLE_OF_OTHER', `Table ${number} is of ${said(told)} by its caption, and of ${said(other.is!)} by ${other.by}`, place, 'name what is meant in both');
  }
}

/** `Data type definition of <semanticMashupResult>`: the type and the file of another one. */
function dataTypes(tables: readonly Table[], report: Report<Code>): void {
  const rows = tables.flatMap(({ caption, number, rows: all }) => {
    const name = /\bdata type definition\b/i.test(caption ?? '') ? resourceIn(caption) : undefined;
    return name === undefined || number === undefined ? [] : all.flatMap(({ cells, place }) => {
      const [, file, version] = /^CDT-(\w+)-v([\d_]+)\.xsd/.exec(cells[1]?.text ?? '') ?? [];
      return file === undefined ? [] : [{ name, number, ids: cells[0]!.text.split(/[,\s]+/).filter((id) => id !== ''), file, version: version!, place }];
    });
  });
  for (const { name, number, ids, file, place } of rows) {
    const bare = name.replace(/Annc$/, '');
    const others = [...(ids.includes(name) || ids.includes(bare) ? [] : [`the data type ${ids.join(', ')}`]), ...(file === name || file === bare ? [] : [`the file of ${file}`])];
    if (others.length > 0) report('LINT_TABLE_OF_OTHER', `Table ${number} is of <${name}> by its caption, and has ${others.join(' and ')}`, place, 'name the resource type that is meant in both');
  }
  const [usual, ...odd] = [...groupBy(rows, ({ version }) => version).values()].sort((a, b) => b.length - a.length);
  for (const group of odd) {
    if (group.length * 10 > usual!.length) continue;
    const { number, version, place } = group[0]!;
    report('LINT_TABLE_OF_OTHER', `Table ${number} has a file of version ${version.replaceAll('_', '.')}, where the other ${String(usual!.length)} are of ${usual![0]!.version.replaceAll('_', '.')}`, place, 'name the file of this version');
  }
}

/** Two tables `Resource Specific Attributes of <group>` in one clause: one of them has the title of the other. */
function titledAlike(tables: readonly Table[], report: Report<Code>): void {
  const titled = tables.flatMap(({ number, caption, place }) => {
    const title = caption?.replace(/^Table \S+/i, '').replace(/[^\p{L}\p{N}]+/gu, ' ').trim().toLowerCase() ?? '';
    return number === undefined || !title.includes(' ') ? [] : [{ number, place, key: `${number.replace(/-\w+$/, '')} ${title}` }];
  });
  for (const [first, second] of groupBy(titled, ({ key }) => key).values()) {
    if (second === undefined || second.number === first!.number) continue;
    report('LINT_CAPTION_TWICE', `Tables ${first!.number} and ${second.number} have the same title`, second.place, 'say in the title what each of them has');
  }
}
