/**
 * What a cell says of a type, read: `list of m2m:ID`, `xs:union of m2m:timestamp and xs:long`, `2, 2a and 3`. What XSD calls a
 * simple type, as far as words can say it (TS-0004 6.3.3).
 */
export type TypeExpression =
  /** `prefix:name`, without spaces. */
  | { readonly kind: 'named'; readonly name: string }
  /** Words that name no type: `list of ACP Resource IDs`. A string, as far as the document says. */
  | { readonly kind: 'unnamed'; readonly words: string }
  /** Values with white space between them. `restricted`: not every one of the values may be in it, the text says which. */
  | { readonly kind: 'list'; readonly of: TypeExpression; readonly minItems?: number; readonly maxItems?: number; readonly restricted?: true }
  | { readonly kind: 'union'; readonly of: readonly TypeExpression[] }
  /** Whole numbers. */
  | { readonly kind: 'range'; readonly minimum: number; readonly maximum: number }
  /** Nothing but these. */
  | { readonly kind: 'values'; readonly values: readonly string[] }
  /** A string: of a format, as an expression of XSD, or of a length. */
  | { readonly kind: 'string'; readonly pattern?: string; readonly length?: number };

const named = /^([a-z][a-z0-9]{0,19}):\s?([A-Za-z][\w.-]{0,100})$/;
const counts = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

/**
 * The type that a cell names: `m2m:ID`, `list of 3 xs:float`, `restricted list of xs:boolean`, `m2m:ID list`, `union of a and b`,
 * `xs: NCName`. Undefined where it names none; words such as `See clause 7.4.15` are none.
 */
export function readType(printed: string): TypeExpression | undefined {
  const text = printed.slice(0, longest).replace(/\s+/g, ' ').trim().replace(/\s*\((?:see\s+)?notes?[\s\d,and]*\)$|\.$/i, '');
  return reading(text, 0);
}

const longest = 500;
const deepest = 4;

function reading(text: string, depth: number): TypeExpression | undefined {
  const [, element] = /^anonymous (?:data ?)?type (?:defined )?(?:in|of) the (?:m2m:)?([A-Za-z]\w{0,100}) declaration$/i.exec(text) ?? [];
  if (element !== undefined) return { kind: 'named', name: `m2m:${element}` };
  const [, prefix, local] = named.exec(text) ?? [];
  if (prefix !== undefined) return { kind: 'named', name: `${prefix}:${local!}` };
  if (depth > deepest) return undefined;
  const [, restricted, count, item] =
    /^(?:an? )?(restricted )?(?:xs:)?lists? of (?:(\d{1,4}|[a-z]{3,5}) )?(?:elements of )?(?:data ?types? )?(.+?)(?: values?| elements?| data ?types?)?$/i.exec(text) ?? [];
  if (item !== undefined) {
    const number = count === undefined ? undefined : numberOf(count);
    const of = reading(count !== undefined && number === undefined ? `${count} ${item}` : item, depth + 1);
    return of && { kind: 'list', of, ...(number !== undefined && { minItems: number, maxItems: number }), ...(restricted !== undefined && { restricted: true }) };
  }
  const [, before] = /^(\S+(?:: \S+)?) ?(?:lists?|\(\s?(?:list|L)\s?\)|\[\s?\])$/i.exec(text) ?? [];
  if (before !== undefined) {
    const of = reading(before, depth + 1);
    return of && { kind: 'list', of };
  }
  const [, members] = /^(?:an? )?(?:xs:)?union of (.+?)(?: data ?types?)?$/i.exec(text) ?? [];
  const parts = (members ?? text).split(/,? (?:and|or) |, |\/| \| /).map((part) => part.trim());
  if (parts.length < 2 || parts.length > mostMembers) return undefined;
  const of = parts.map((part) => reading(part, depth + 1));
  // Where the cell says that it is a union, a word that is no type of a prefix is a string (`MSISDN`); else the cell is a sentence.
  if (members === undefined && of.some((member) => member === undefined)) return undefined;
  return { kind: 'union', of: of.map((member, i) => member ?? { kind: 'unnamed', words: parts[i]! }) };
}

const mostMembers = 16;

export function numberOf(word: string): number | undefined {
  if (/^\d{1,9}$/.test(word)) return Number(word);
  const value = counts.indexOf(word.toLowerCase());
  return value < 0 ? undefined : value;
}
