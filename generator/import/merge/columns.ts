import type { CreateOptionality, JsonValue, UpdateOptionality } from '../../model/model.js';
import { readType } from '../type-expression.js';

/** What the columns of an attribute may hold in a definition, and what they hold when a document does not say. */
export const legal: Readonly<Record<'access' | 'announced' | 'create' | 'update', readonly string[]>> = {
  access: ['RW', 'RO', 'WO'],
  announced: ['MA', 'OA', 'NA'],
  create: ['M', 'O', 'NP'],
  update: ['O', 'NP'],
};

const multiplicityForm = /^(1|0\.\.1|0\.\.n|1\.\.n|0\.\.[1-9]\d*)(\(L\))?$/i;

export const isLegal = {
  multiplicity: (text: string): boolean => /^(1|0\.\.1|0\.\.n|1\.\.n|0\.\.[1-9]\d*)( \(L\))?$/.test(text),
  type: (text: string): boolean => /^(list of )?(m2m|xs):[A-Za-z_][A-Za-z0-9_.-]*$/.test(text),
  access: (text: string): boolean => legal.access.includes(text),
  announced: (text: string): boolean => legal.announced.includes(text),
  create: (text: string): boolean => legal.create.includes(text),
  update: (text: string): boolean => legal.update.includes(text),
} as const;

export type Column = keyof typeof isLegal;

/** A cell of a column in the form in which definitions print it; white space and the place of `(L)` carry no meaning. */
export const normalised: Readonly<Record<Column, (text: string) => string | undefined>> = {
  multiplicity: (text) => {
    const compact = text.replace(/\s+/g, '');
    const [, range, list] = multiplicityForm.exec(compact) ?? [];
    if (range !== undefined) return range.toLowerCase() + (list === undefined ? '' : ' (L)');
    return filled(text);
  },
  access: filled,
  announced: filled,
  create: requested,
  update: requested,
  type: typeText,
};

/** `m2m:ID`, `list of m2m:ID`, whatever the words around them; anything else stays as it is printed. */
function typeText(text: string): string | undefined {
  const is = readType(text);
  if (is?.kind === 'named') return is.name;
  return is?.kind === 'list' && is.of.kind === 'named' ? `list of ${is.of.name}` : filled(text);
}

/** A cell that says something: `-`, `—` and the like are empty. */
function filled(text: string): string | undefined {
  const trimmed = text.trim().replace(/\s+/g, ' ');
  return /^[-–—]*$/.test(trimmed) ? undefined : trimmed;
}

/** `NA`: no request of that kind there is. */
function requested(text: string): string | undefined {
  return /^\s*N\s*\/?\s*A\s*$/i.test(text) ? undefined : filled(text);
}

/** What people write in place of figures. */
const multiplicitiesInWords: readonly (readonly [RegExp, string])[] = [
  [/^(?:zero|0)\s*(?:or|to|\/)\s*(?:one|1)$|^at most one$/i, '0..1'],
  [/^(?:zero|0)\s*(?:or|to)\s*(?:more|many|n)$/i, '0..n'],
  [/^(?:one|1)\s*(?:or|to)\s*(?:more|many|n)$|^at least one$/i, '1..n'],
  [/^(?:exactly )?one$/i, '1'],
];

/** The legal value that an illegal one was meant to be, where that is beyond doubt: `R0`, `R/W`, `0.1 (L)`. */
export function meant(column: Column, printed: string): string | undefined {
  if (column === 'multiplicity') {
    const plain = printed.trim().replace(/^["'“‘„]+|["'”’“.,;]+$/g, '').replace(/^[[({]([^[\](){}]*)[\])}](?=$|\s*\()/, '$1').replace(/\(\s*list\s*\)$/i, '(L)');
    const inWords = multiplicitiesInWords.find(([words]) => words.test(plain))?.[1];
    const fixed = inWords ?? plain.replace(/\s+/g, '').replace(/[…‥]/g, '..').replace(/(?<=\.)(?:unbounded|many|∞|m)(?=$|[[(])/i, 'n').replace(/^o/i, '0').replace(/^([01])(?:\.|\.{3}|,,|\.,|[-‐‑–—]|to)([1n])/i, '$1..$2').replace(/\.\.\*/, '..n').replace(/^1\.\.1/, '1').replace(/[[(]*l[\])]*$/i, '(L)');
    const form = normalised.multiplicity(fixed);
    return form !== undefined && isLegal.multiplicity(form) ? form : undefined;
  }
  if (column === 'type') return undefined;
  if (!/^[A-Za-z0\s/.,;*()-]{1,12}$/.test(printed)) return undefined;
  const letters = printed.toUpperCase().replace(/0/g, 'O').replace(/[^A-Z]/g, '');
  return isLegal[column](letters) ? letters : undefined;
}

/**
 * CREATE and UPDATE of a request where no table of TS-0004 gives them: what RO, WO and RW mean (TS-0004 Table K.2-1), with
 * the multiplicity for whether CREATE may leave the attribute out.
 */
export function optionalities(access: string, multiplicity: string): { create: CreateOptionality; update: UpdateOptionality } {
  if (access === 'RO') return { create: 'NP', update: 'NP' };
  return { create: multiplicity.startsWith('1') ? 'M' : 'O', update: access === 'WO' ? 'NP' : 'O' };
}

/** The other way round, where no table of TS-0001 style is there. */
export function accessOf(create: string | undefined, update: string | undefined): string | undefined {
  if (create === undefined && update === undefined) return undefined;
  if (update !== undefined && update !== 'NP') return 'RW';
  return create === 'NP' || create === undefined ? 'RO' : 'WO';
}

export const multiplicityOf = (create: string | undefined, type: string | undefined): string | undefined =>
  create === undefined ? undefined : (create === 'M' ? '1' : '0..1') + (type?.startsWith('list of ') === true ? ' (L)' : '');

/**
 * A default in a cell, as far as it is one plain value: `null` where the cell says that there is none, undefined where it says
 * nothing clear.
 */
export function defaultOf(text: string, type: string, multiplicity: string): JsonValue | undefined {
  // Cells list the values first and say below them which one is the default (TS-0004 Table 7.4.16.1-3).
  const stated = text.split('\n').map((line) => line.trim()).find((line) => /^default\b/i.test(line)) ?? text.trim();
  const value = stated.replace(/^default(?:\s+value)?(?:\s+is)?(?:\s+set\s+to)?\s*[:=]?\s*/i, '').replace(/^["'“”]|["'“”.]+$/g, '');
  if (/^no(ne)?(\s+default(\s+value)?)?$/i.test(value) || /^no default/i.test(text.trim())) return null;
  if (type.startsWith('list of ') || /L|\.\.n|\.\.[2-9]/i.test(multiplicity)) return undefined;
  if (type === 'xs:boolean' && /^(true|false)$/i.test(value)) return value.toLowerCase() === 'true';
  if (/^xs:(integer|int|long|short|(nonNegative|positive)Integer|unsigned(Int|Long|Short|Byte))$/.test(type) && /^-?\d{1,15}$/.test(value)) return Number(value);
  return undefined;
}
