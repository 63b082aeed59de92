import type { TypeExpression } from '../type-expression.js';
import { numberOf, readType } from '../type-expression.js';
import { patternOfAbnf } from './abnf.js';
import { linesOf, squeeze, unquoted } from './text.js';

/**
 * What name and description of a simple type make of it: `List of durations` and `xs:list of elements of data type xs:duration.
 * The list shall contain at least one member` are a list of xs:duration with one member at least (TS-0004 Table 6.3.3-1).
 */
export function simpleType(name: string, description: string): TypeExpression {
  const text = squeeze(description.slice(0, longest));
  const type = union(text) ?? choice(text) ?? list(name, text) ?? only(text) ?? based(text) ?? string(text);
  if (type.kind !== 'list') return type;
  const values = permitted(description);
  const of: TypeExpression = values !== undefined && type.of.kind !== 'named' ? { kind: 'values', values } : type.of;
  const [least, most] = ['least', 'most'].map((end) => numberOf(new RegExp(String.raw`\bat ${end} (\w{1,9})(?: (?:member|element|item|value|entr)|,? and\b)`, 'i').exec(text)?.[1] ?? ''));
  return { ...type, of, ...(type.minItems === undefined && { ...(least !== undefined && { minItems: least }), ...(most !== undefined && { maxItems: most }) }) };
}

const longest = 4_000;

/** `defined as xs:union of m2m:timestamp and xs:long data types`. */
function union(text: string): TypeExpression | undefined {
  const [, members] = /\b(?:xs:)?union of ([^.;]{1,300})/i.exec(text) ?? [];
  const found = members === undefined ? undefined : readType(`union of ${members.trim()}`);
  return found?.kind === 'union' ? found : undefined;
}

/** `Either: one of the values from m2m:stdEventCats, or a user-defined category in the range 100-999`. */
function choice(text: string): TypeExpression | undefined {
  const [, alternatives] = /\beither:? (.{1,400})$/i.exec(text) ?? [];
  const of = alternatives?.split(/,? or /).map((part): TypeExpression | undefined => {
    const [, type] = /\bvalues? (?:from|of) ([a-z]\w{0,19}:\w{1,100})/i.exec(part) ?? [];
    const [, value] = /\bthe value "?(\w{1,40})"?/i.exec(part) ?? [];
    return type !== undefined ? { kind: 'named', name: type } : (range(part) ?? (value === undefined ? readType(part) : { kind: 'values', values: [value] }));
  });
  const members = of?.filter((member) => member !== undefined);
  return members !== undefined && members.length > 1 && members.length === of?.length ? { kind: 'union', of: members } : undefined;
}

/** `xs:list of …` in the description says most; then `List of …` as the name; then a description that begins with a list. */
function list(name: string, text: string): TypeExpression | undefined {
  const [, count, described] = /\bxs:list of (?:(\w{1,9}) )?(?:elements? of )?(?:data ?types? )?([a-z]\w{0,19}: ?\w{1,100})/i.exec(text) ?? [];
  const exactly = count === undefined ? undefined : numberOf(count);
  if (described !== undefined) {
    return { kind: 'list', of: { kind: 'named', name: described.replace(/\s/g, '') }, ...(exactly !== undefined && { minItems: exactly, maxItems: exactly }) };
  }
  const named = readType(squeeze(name));
  if (named?.kind === 'list') return named;
  const [, words] = /^(?:an? )?(?:xs:)?lists? of (.+?)\.?$/i.exec(squeeze(name)) ?? /^(?:an? |this |the )?(?:xs:)?list (?:of|includes) ([^.]{1,120})/i.exec(text) ?? [];
  if (words !== undefined) return { kind: 'list', of: readType(words) ?? readType(/^[a-z]\w{0,19}:\w{1,100}(?= )/.exec(words)?.[0] ?? '') ?? { kind: 'unnamed', words } };
  return undefined;
}

/** A description that begins with a type, of which no more can be said: `xs:hexBinary`, `Defined as xs:duration, see clause 6`. */
function based(text: string): TypeExpression | undefined {
  const [, type] = /^(?:an? |the |of (?:data ?)?type |defined as |restriction of )*([a-z][a-z0-9]{0,19}:[A-Za-z]\w{0,100})(?![\w:])/i.exec(text) ?? [];
  return type === undefined || /^xs:string$/.test(type) ? undefined : { kind: 'named', name: type };
}

/** A port number in the range 0 to 65535; one of a few values. */
function only(text: string): TypeExpression | undefined {
  const values = permitted(text);
  if (values !== undefined) return { kind: 'values', values };
  return /\b(?:number|integer|values?|xs:(?:\w*int(?:eger)?|long|short|byte|unsigned\w+))\b/i.test(text) && !/\bxs:(?:decimal|float|double)\b/.test(text) ? range(text) : undefined;
}

function range(text: string): TypeExpression | undefined {
  const [, low, high] = /\b(?:range(?: of| from|:)?|values? (?:from|between)) (-?\d{1,15}) ?(?:-|–|to|\.\.|…|and) ?(-?\d{1,15})\b/i.exec(text) ?? [];
  const [minimum, maximum] = [Number(low), Number(high)];
  return low === undefined || minimum > maximum ? undefined : { kind: 'range', minimum, maximum };
}

/** `the permitted values are 2, 2a, and 3.`, or one value a line below it. */
function permitted(text: string): readonly string[] | undefined {
  const [, after] = /\b(?:permitted|allowed|applicable|possible|valid)(?: member| list| element)* (?:values|elements|members) (?:are|include)\b:?([^]{1,300})$/i.exec(text) ?? /^(?:xs:\w+,? )?one of:? (["“‘'][^]{1,300})$/i.exec(text) ?? [];
  if (after === undefined) return undefined;
  const lines = linesOf(after);
  const first = lines[0] ?? '';
  const inline = /^[^.]{1,200}(?:\.|$)/.exec(first)?.[0].replace(/\.$/, '') ?? '';
  const below = lines.slice(0, lines.findIndex((line) => line.includes(' ')) >>> 0);
  const values = (below.length > 1 && lines.length > 1 ? below : inline.split(/,\s*(?:and\s+|or\s+)?|\s+(?:and|or)\s+/)).map((value) => unquoted(value.trim()));
  return values.length > 1 && values.every((value) => /^[\w.+/-]{1,40}$/.test(value)) && values.length <= mostValues ? [...new Set(values)] : undefined;
}

const mostValues = 100;

function string(text: string): TypeExpression {
  const [, formed] = /\b(?:formed (?:by|as)|of the form|format) ((?:\d*\*)?\(.{1,300})$/i.exec(text) ?? [];
  const pattern = basicFormat(text) ?? (formed === undefined ? undefined : patternOfAbnf(formed));
  const [, length] = /\b(\d{1,4}|[a-z]{3,5})[- ]character\b/i.exec(text) ?? [];
  const characters = length === undefined ? undefined : numberOf(length);
  return { kind: 'string', ...(pattern !== undefined && { pattern }), ...(characters !== undefined && { length: characters }) };
}

/**
 * Date and time in the Basic Format of ISO 8601, with all components, and, as the text below TS-0004 Table 6.3.3-1 adds, a
 * fraction of up to six figures after a comma.
 */
const basicFormat = (text: string): string | undefined =>
  /\bdate\s?time\b/i.test(text) && /\bbasic format\b/i.test(text) ? '[0-9]{4}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3])[0-5][0-9][0-5][0-9](,[0-9]{1,6})?' : undefined;
