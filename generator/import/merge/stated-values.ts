import type { JsonValue } from '../../model/model.js';
import type { AttributeFact, StatedConstraints } from '../facts.js';
import { defaultOf } from './columns.js';
import type { MergeContext } from './context.js';
import { isSameToken } from './spelling.js';

type Folders = Pick<MergeContext, 'into' | 'known'>;

const integer = /^xs:(integer|int|long|short|byte|(nonNegative|positive|nonPositive|negative)Integer|unsigned(Int|Long|Short|Byte))$/;
const number = /^xs:(decimal|float|double)$/;
/** Types that JSON carries as text. */
const text = /^xs:(string|token|normalizedString|NCName|anyURI|duration|language)$/;

const isList = (type: string, multiplicity: string): boolean => type.startsWith('list of ') || /L|\.\.n|\.\.[2-9]/i.test(multiplicity);

/** A value as a document prints it, as JSON has it: enumerations by number, whatever the document writes. Undefined: not clear. */
function valueOf({ into, known }: Folders, printed: string, type: string, multiplicity: string): JsonValue | undefined {
  if (isList(type, multiplicity)) return undefined;
  const words = printed.trim();
  if (type === 'xs:boolean') return /^(true|false)$/i.test(words) ? words.toLowerCase() === 'true' : undefined;
  if (integer.test(type)) return /^-?\d{1,15}$/.test(words) ? Number(words) : undefined;
  if (number.test(type)) return /^-?\d{1,15}(\.\d{1,15})?$/.test(words) ? Number(words) : undefined;
  if (type === 'xs:duration') return /^-?P(?=[\dT])/.test(words) ? words : undefined;
  if (text.test(type)) return words;
  const values = into.enumeration(type)?.values ?? known.enumeration(type)?.values;
  const name = words.replace(/\s+(?:operation|mode|state|value)$/i, '');
  return values?.find((v) => (/^\d+$/.test(words) ? v.value === Number(words) : [v.name, ...(v.aliases ?? [])].some((n) => isSameToken(n, words) || isSameToken(n, name))))?.value;
}

/** What a cell of default values and constraints says, as a definition has it. */
export interface Constraining {
  /** Null: the cell says that there is none. */
  readonly default?: JsonValue;
  readonly fixed?: JsonValue;
  readonly constraints?: Bounds;
}

interface Bounds {
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
}

/** The bounds that a cell states, as far as values of the type have such. Of numbers that are no integers, an end outside cannot be said. */
function boundsOf(says: StatedConstraints | undefined, type: string, multiplicity: string): Bounds | undefined {
  if (says === undefined || isList(type, multiplicity)) return undefined;
  const isInteger = integer.test(type);
  const { minimum = isInteger && says.above !== undefined ? Math.floor(says.above) + 1 : undefined, maximum = isInteger && says.below !== undefined ? Math.ceil(says.below) - 1 : undefined, minLength, maxLength } = says;
  const bounds = isInteger || number.test(type) ? { minimum, maximum } : text.test(type) && type !== 'xs:duration' ? { minLength, maxLength } : {};
  const stated = Object.entries(bounds).filter(([, bound]) => bound !== undefined);
  return stated.length === 0 ? undefined : Object.fromEntries(stated);
}

/** The first default, the first only value and the first range that the rows of an attribute print. */
export function constrainingOf<F extends AttributeFact>(context: Folders, facts: readonly F[], type: string, multiplicity: string): Constraining & { readonly fact?: F } {
  let found: Constraining & { fact?: F } = {};
  for (const fact of facts) {
    const { says } = fact;
    const given = says?.default === null ? null : says?.default !== undefined ? valueOf(context, says.default, type, multiplicity) : fact.default === undefined ? undefined : defaultOf(fact.default, type, multiplicity);
    const fixed = says?.fixed === undefined ? undefined : valueOf(context, says.fixed, type, multiplicity);
    const constraints = boundsOf(says, type, multiplicity);
    if (given === undefined && fixed === undefined && constraints === undefined) continue;
    found = {
      fact,
      ...(given !== undefined && { default: given }),
      ...(fixed !== undefined && { fixed }),
      ...(constraints !== undefined && { constraints }),
      ...found,
    };
  }
  return found;
}

/** What a row states as a default, or as the only value, that is no value of the type. */
export const misfitOf = (context: Folders, { says }: AttributeFact, type: string, multiplicity: string): string | undefined =>
  [says?.default, says?.fixed].find((value) => value != null && valueOf(context, value, type, multiplicity) === undefined) ?? undefined;

/** Whether a definition says the same in its own way: an only value of an enumeration by name. */
export const isSameValue = ({ into, known }: MergeContext, type: string, a: JsonValue | undefined, b: JsonValue | undefined): boolean => {
  const numberOf = (value: JsonValue | undefined): JsonValue | undefined =>
    typeof value === 'string' ? ((into.enumeration(type) ?? known.enumeration(type))?.values.find((v) => v.name === value || v.name === `[${value}]`)?.value ?? value) : value;
  return JSON.stringify(numberOf(a)) === JSON.stringify(numberOf(b));
};
