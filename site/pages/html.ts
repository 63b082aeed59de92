/** HTML by templates in which every value is text, unless it is HTML already. */
export class Html {
  constructor(readonly text: string) {}
}

type Value = Html | string | number | undefined | false | readonly Value[];

/** Whole text of one template; line feeds of the template go, since Markdown would take an empty line for the end of the HTML. */
export function html(strings: TemplateStringsArray, ...values: readonly Value[]): Html {
  const text = strings.map((string, index) => string.replaceAll(/\s*\n\s*/g, '') + (index < values.length ? shown(values[index]) : '')).join('');
  return new Html(text);
}

const shown = (value: Value): string => {
  if (value === undefined || value === false) return '';
  if (value instanceof Html) return value.text;
  return Array.isArray(value) ? value.map(shown).join('') : escaped(String(value as string | number));
};

export const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll(/\s*\n\s*/g, ' ');

/** Several, with something between them. */
export const joined = (parts: readonly Value[], between: string): readonly Value[] => parts.flatMap((part, index) => (index === 0 ? [part] : [between, part]));

/** A name as code; a long one may break before a capital, and nowhere else if that is enough. */
export const code = (text: string | number): Html => new Html(`<code>${breakable(escaped(String(text)))}</code>`);

const breakable = (text: string): string => (text.length < 16 ? text : text.replaceAll(/([a-z0-9])([A-Z])|([:_.])(?=\w)/g, (_, before: string | undefined, capital: string, mark: string | undefined) => (before === undefined ? `${mark!}<wbr>` : `${before}<wbr>${capital}`)));

export interface Column<Row> {
  readonly title: string;
  /** Share of the table's width in percent; as its content needs, unless all columns say. */
  readonly width?: number;
  readonly cell: (row: Row) => Value;
}

/**
 * A table, of which each row becomes a card where the screen is narrow: `data-title` is what stands before the cell then.
 * The first column names the row. Roles are said once more, since `display` takes them away.
 */
export function table<Row>(label: string, columns: readonly Column<Row>[], rows: readonly Row[], idOf?: (row: Row) => string): Html {
  const head = columns.map(({ title }) => html`<th role="columnheader" scope="col">${title}</th>`);
  const contents = rows.map((row) => columns.map(({ cell }) => cell(row)));
  const needs = columns.map(({ title }, index) => needed([title, ...contents.map((cells) => plain(shown(cells[index])))]));
  const rest = Math.max(0, room - sumOf(needs.map(({ least }) => least)));
  const wished = sumOf(needs.map(({ mean }) => mean));
  const widths = columns.map(({ width }, index) => width ?? needs[index]!.least + (rest * needs[index]!.mean) / wished);
  const whole = sumOf(widths);
  const columnGroup = widths.map((width) => html`<col style="width: ${((width / whole) * 100).toFixed(1)}%">`);
  const body = rows.map((row, at) => {
    const cells = columns.map(({ title }, index) => {
      const content = contents[at]![index];
      if (index === 0) return html`<th role="rowheader" scope="row">${content}</th>`;
      const empty = content === undefined || content === '' || (Array.isArray(content) && content.length === 0);
      return empty ? html`<td role="cell" class="empty"></td>` : html`<td role="cell" data-title="${title}">${content}</td>`;
    });
    const id = idOf?.(row);
    return id === undefined ? html`<tr role="row">${cells}</tr>` : html`<tr role="row" id="${id}">${cells}</tr>`;
  });
  return html`<table class="rows" role="table" aria-label="${label}"><colgroup>${columnGroup}</colgroup><thead role="rowgroup"><tr role="row">${head}</tr></thead><tbody role="rowgroup">${body}</tbody></table>`;
}

/** Characters in a row of a table that has the contents of the page beside it, on a screen of 1,280 pixels; where there is more room all columns have more. */
const room = 92;

/** What a column wants, in characters: its longest word must fit, and long texts share the rest. Told ahead, so that rows do not move while a page comes in. */
function needed(texts: readonly string[]): { readonly least: number; readonly mean: number } {
  const word = Math.max(...texts.map((text) => Math.max(...text.split(/[\s\u200b]/).map(({ length }) => Math.min(length, 24)))));
  return { least: Math.max(word, 4) + 3, mean: Math.min(sumOf(texts.map(({ length }) => length)) / texts.length, 80) };
}

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0);

/** What is read of HTML: where a word may break stays. */
const plain = (text: string): string => text.replaceAll('<wbr>', '\u200b').replaceAll(/<details>.*?<\/details>|<[^>]*>/g, '').replaceAll(/&\w+;/g, '&');

/** Names and what they stand for; a fact that is not known is left out. */
export function facts(list: readonly (readonly [name: string, value: Value])[]): Html {
  const known = list.filter(([, value]) => value !== undefined && value !== false && value !== '' && !(Array.isArray(value) && value.length === 0));
  return html`<dl class="facts">${known.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}
