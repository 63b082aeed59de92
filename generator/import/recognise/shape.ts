import { distanceWithin } from '../../diagnostics/did-you-mean.js';
import { groupBy } from '../../group-by.js';

/** What one column may be headed by. */
export interface Column {
  /** As `headerWords` writes them; `*` at one end stands for any words there. Expressions for what words cannot say. */
  readonly headers: readonly (string | RegExp)[];
  /** What its cells look like, loosely: tells in rows whose cells are not below those of the header which is which. */
  readonly values?: RegExp;
  /** Below a header over several columns the last one counts. */
  readonly isLast?: true;
}

/** The columns that a kind of table has, and which of them it cannot do without. */
export interface Shape<Key extends string = string> {
  readonly columns: Readonly<Record<Key, Column>>;
  readonly required: readonly NoInfer<Key>[];
  /** One at least of these must be there, too. */
  readonly oneOf?: readonly NoInfer<Key>[];
}

/** Whether headers must be spelled as they are known, or may have a letter or two wrong. */
export type Spelling = 'exact' | 'near';

/** Longer cells are text; looking at every row of a table must be cheap. */
export const longestRepeated = 100;

export const names = (column: Column, text: string): boolean => column.headers.some((pattern) => matches(pattern, text));

/** The columns that a text heads, in the order of the shape. */
export const keysNamed = remembered(<Key extends string>(shape: Shape<Key>, text: string): readonly Key[] => {
  const { words, patterns } = allHeaders(shape);
  const found = new Set(words.get(text));
  for (const { key, pattern } of patterns) if (!found.has(key) && matches(pattern, text)) found.add(key);
  return found.size < 2 ? ([...found] as Key[]) : (Object.keys(shape.columns) as Key[]).filter((key) => found.has(key));
});

interface AllHeaders {
  /** Headers that stand as they are: the keys that each may head. */
  readonly words: ReadonlyMap<string, readonly string[]>;
  readonly patterns: readonly { readonly key: string; readonly pattern: string | RegExp }[];
}
const allHeadersOf = new WeakMap<Shape, AllHeaders>();

function allHeaders(shape: Shape): AllHeaders {
  let known = allHeadersOf.get(shape);
  if (known === undefined) {
    const headers = Object.entries(shape.columns).flatMap(([key, column]) => column.headers.map((pattern) => ({ key, pattern })));
    const words = groupBy(headers.filter(({ pattern }) => isWords(pattern)), ({ pattern }) => pattern as string);
    known = { words: new Map([...words].map(([word, group]) => [word, group.map(({ key }) => key)])), patterns: headers.filter(({ pattern }) => !isWords(pattern)) };
    allHeadersOf.set(shape, known);
  }
  return known;
}

const isWords = (header: string | RegExp): header is string => typeof header === 'string' && !header.includes('*');

/** The columns whose header has a letter or two more or less right than a text, and that header. */
export const keysNearly = remembered(<Key extends string>({ columns }: Shape<Key>, text: string): readonly { readonly key: Key; readonly use: string }[] =>
  (Object.keys(columns) as Key[]).flatMap((key) => {
    const use = columns[key].headers.find((pattern) => nearly(pattern, text));
    return typeof use === 'string' ? [{ key, use }] : [];
  }),
);

/** Whether one of the texts heads a column that the shape cannot do without. Most headers are words that stand as they are: asking for these spares asking all. */
export function namesRequired(shape: Shape, texts: ReadonlySet<string>): boolean {
  const { words, patterns } = requiredHeaders(shape);
  if (words.some((header) => texts.has(header))) return true;
  if (patterns.length > 0) for (const text of texts) if (namesByPattern(shape, text)) return true;
  return false;
}

const namesByPattern = remembered((shape: Shape, text: string): boolean => requiredHeaders(shape).patterns.some((pattern) => matches(pattern, text)));

interface RequiredHeaders {
  readonly words: readonly string[];
  readonly patterns: readonly (string | RegExp)[];
}
const headersOf = new WeakMap<Shape, RequiredHeaders>();

function requiredHeaders(shape: Shape): RequiredHeaders {
  let known = headersOf.get(shape);
  if (known === undefined) {
    const headers = shape.required.flatMap((key) => shape.columns[key]!.headers);
    headersOf.set(shape, (known = { words: headers.filter(isWords), patterns: headers.filter((header) => !isWords(header)) }));
  }
  return known;
}

export const nearlyNamesRequired = remembered((shape: Shape, text: string): boolean =>
  shape.required.some((key) => shape.columns[key]!.headers.some((pattern) => nearly(pattern, text))),
);

/** The same headers stand over hundreds of tables, and each is tried at several depths; what stands in their rows is new each time. */
const mostRemembered = 2_000;

function remembered<F extends (shape: Shape, text: string) => unknown>(find: F): F {
  const byShape = new WeakMap<Shape, Map<string, unknown>>();
  return ((shape: Shape, text: string) => {
    if (text.length >= longestRepeated) return find(shape, text);
    let known = byShape.get(shape);
    if (known === undefined) byShape.set(shape, (known = new Map()));
    const before = known.get(text);
    if (before !== undefined) return before;
    const found = find(shape, text);
    if (known.size < mostRemembered) known.set(text, found);
    return found;
  }) as F;
}

export function matches(pattern: string | RegExp, text: string): boolean {
  if (typeof pattern !== 'string') return pattern.test(text);
  if (pattern.endsWith(' *')) return text.startsWith(pattern.slice(0, -1));
  if (pattern.startsWith('* ')) return text.endsWith(pattern.slice(1));
  return text === pattern;
}

/** Short headers differ by a letter and mean something else (`Value`, `Values`, `Name`): near is for long ones. */
function nearly(pattern: string | RegExp, text: string): boolean {
  if (typeof pattern !== 'string' || pattern.includes('*') || pattern.length < 8) return false;
  if (Math.abs(pattern.length - text.length) > 2) return false;
  return distanceWithin(pattern, text, pattern.length < 12 ? 1 : 2) !== undefined;
}
