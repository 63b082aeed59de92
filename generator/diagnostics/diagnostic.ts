/**
 * What the compiler has to say about its input: a stable code, a place, a message and what to do about it.
 * A reader never throws for bad input: it reports to a `Diagnostics` and goes on, so that one run shows everything.
 */

/**
 * A place in an input file; `line` and `column` count from 1. `pointer` is the JSON pointer inside a definition. A Word
 * document has no lines: there `line` is the paragraph, counted through the whole document, tables included.
 */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly pointer?: string;
  /** Where in a document that is for people: `Table 9.6.76-2, row 5`. */
  readonly within?: string;
}

/** How far above the base a file stands: definitions that add to others have `./` before their name, one for each layer. */
export const layerOf = ({ file }: Pick<Place, 'file'>): number => /^(?:\.\/)*/.exec(file)![0].length / 2;

export const Severity = { error: 'error', warning: 'warning', note: 'note' } as const;
export type Severity = (typeof Severity)[keyof typeof Severity];

export interface Diagnostic {
  /** Stable, e.g. `XSD_UNKNOWN_TYPE`; the list is the tables of codes beside each reader and check. */
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly place?: Place;
  /** What to do about it; "did you mean" goes here. */
  readonly hint?: string;
  /** Where else the same is wrong. */
  readonly also?: readonly Place[];
}

/** The diagnostic with each of its places put otherwise. */
export const withPlaces = (diagnostic: Diagnostic, put: (place: Place) => Place): Diagnostic => ({
  ...diagnostic,
  ...(diagnostic.place !== undefined && { place: put(diagnostic.place) }),
  ...(diagnostic.also !== undefined && { also: diagnostic.also.map(put) }),
});

/** A table of codes that one reader or check may report: code → severity and what it means. */
export type CodeTable = Readonly<Record<string, { readonly severity: Severity; readonly title: string }>>;

/** Collects diagnostics; equal ones (code, place, message) are kept once. */
export class Diagnostics {
  readonly #items = new Map<string, Diagnostic>();

  add(diagnostic: Diagnostic): void {
    const { code, place, message } = diagnostic;
    const key = [code, place?.file, place?.line, place?.column, place?.pointer, message].join('\0');
    if (!this.#items.has(key)) this.#items.set(key, diagnostic);
  }

  /** Reports `code` of `table` at its own severity. */
  report<T extends CodeTable>(table: T, code: keyof T & string, message: string, place?: Place, hint?: string): void {
    const severity = table[code]!.severity;
    this.add({ code, severity, message, ...(place && { place }), ...(hint !== undefined && { hint }) });
  }

  get hasErrors(): boolean {
    return [...this.#items.values()].some((d) => d.severity === 'error');
  }

  /** In the order of `inOrder`. */
  list(): readonly Diagnostic[] {
    return [...this.#items.values()].sort(inOrder);
  }

  /** In the order in which they were reported. */
  reported(): readonly Diagnostic[] {
    return [...this.#items.values()];
  }
}

/**
 * What to look at first: errors, then warnings, then notes; among these what was found wrong in reading before what was
 * found in linking and checking, which it may be the cause of; then by file, line, column, code: the same on every run.
 */
export const inOrder = (a: Diagnostic, b: Diagnostic): number =>
  severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
  stepOf(a) - stepOf(b) ||
  compare(a.place?.file ?? '', b.place?.file ?? '') ||
  (a.place?.line ?? 0) - (b.place?.line ?? 0) ||
  (a.place?.column ?? 0) - (b.place?.column ?? 0) ||
  compare(a.code, b.code) ||
  compare(a.message, b.message);

const severities: readonly Severity[] = ['error', 'warning', 'note'];

/** The step that reports a code stands at its beginning. */
function stepOf({ code }: Diagnostic): number {
  if (code.startsWith('CHECK_')) return 2;
  return code.startsWith('LINK_') ? 1 : 0;
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
