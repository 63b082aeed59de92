import type { CodeTable, Diagnostics } from '../diagnostics/diagnostic.js';
import { didYouMean, editDistance } from '../diagnostics/did-you-mean.js';
import { plural } from '../diagnostics/render.js';
import { groupBy } from '../group-by.js';
import type { SimpleType, Type } from '../model/components.js';
import type { Enumeration, EnumerationValue, Model } from '../model/model.js';
import { localName, m2mKey, prefixedName } from '../model/names.js';
import { repeated } from './check.js';

export const enumerationCodes = {
  CHECK_ENUMERATION_DUPLICATE_TYPE: { severity: 'error', title: 'Two tables describe one enumeration' },
  CHECK_ENUMERATION_GAP: { severity: 'error', title: 'A number is missing and not listed as unassigned' },
  CHECK_ENUMERATION_NOT_UNASSIGNED: { severity: 'error', title: 'A number listed as unassigned is assigned or lies outside the enumeration' },
  CHECK_ENUMERATION_DUPLICATE_NUMBER: { severity: 'error', title: 'Two values of an enumeration have one number' },
  CHECK_ENUMERATION_DUPLICATE_NAME: { severity: 'error', title: 'Two values of an enumeration have one name' },
  CHECK_ENUMERATION_SIMILAR_NAMES: { severity: 'warning', title: 'Two values of an enumeration differ by a slip of the pen' },
  CHECK_ENUMERATION_NOT_IN_XSD: { severity: 'error', title: 'No XSD declares the enumeration\'s type' },
  CHECK_ENUMERATION_VALUE_NOT_IN_XSD: { severity: 'error', title: 'A value of the table is missing from the XSD type' },
  CHECK_ENUMERATION_VALUE_NOT_IN_TABLE: { severity: 'error', title: 'A value of the XSD type is missing from the table' },
  CHECK_ENUMERATION_WITHOUT_TABLE: { severity: 'warning', title: 'An attribute\'s XSD type enumerates numbers that no table names' },
} as const satisfies CodeTable;

/** A distance as from 51 to 10001 is no gap: published numbers come in blocks (m2m:resourceType, m2m:mgmtDefinition). */
const blockDistance = 100;

/** Numbers and names of enumerations, by themselves and against the XSD types. */
export function checkEnumerations(model: Model, diagnostics: Diagnostics): void {
  for (const enumeration of repeated(model.enumerations, (e) => e.type)) {
    diagnostics.report(enumerationCodes, 'CHECK_ENUMERATION_DUPLICATE_TYPE', `${enumeration.type} is described twice`, enumeration.place);
  }
  for (const enumeration of model.enumerations) {
    checkNames(enumeration, diagnostics);
    // Where a number is there twice another one is missing, here and in the XSD, and that follows.
    if (!checkTwice(enumeration, diagnostics)) continue;
    checkNumbers(enumeration, diagnostics);
    checkAgainstXsd(enumeration, model, diagnostics);
  }
  checkTables(model, diagnostics);
}

/** Whether no number is there twice. */
function checkTwice({ type, values }: Enumeration, diagnostics: Diagnostics): boolean {
  const twice = repeated(values, (v) => v.value);
  for (const value of twice) {
    const first = values.find((v) => v.value === value.value)!;
    diagnostics.report(enumerationCodes, 'CHECK_ENUMERATION_DUPLICATE_NUMBER', `${type}: ${value.value} is both ${first.name} and ${value.name}`, value.place, 'give one of them another number');
  }
  return twice.length === 0;
}

function checkNumbers({ type, values, unassigned, place }: Enumeration, diagnostics: Diagnostics): void {
  const numbers = [...new Set(values.map((v) => v.value))].sort((a, b) => a - b);
  // A user may give a provisional value any number; published numbers on the way to it are no gap.
  const published = values.some((v) => !v.provisional) ? [...new Set(values.flatMap((v) => (v.provisional ? [] : [v.value])))].sort((a, b) => a - b) : numbers;
  const excused = new Set(unassigned);
  const gaps = published.slice(1).flatMap((number, i) => {
    const previous = published[i]!;
    return number - previous > blockDistance ? [] : Array.from({ length: number - previous - 1 }, (_, k) => previous + 1 + k);
  });
  const missing = gaps.filter((n) => !excused.has(n));
  if (missing.length > 0) {
    const hint = 'add the values, or list the numbers under "unassigned" when the source leaves them out';
    diagnostics.report(enumerationCodes, 'CHECK_ENUMERATION_GAP', `${type} leaves out ${missing.join(', ')}`, place, hint);
  }
  const wrong = unassigned.filter((n) => numbers.includes(n) || n < numbers[0]! || n > numbers.at(-1)!);
  if (wrong.length > 0) {
    diagnostics.report(enumerationCodes, 'CHECK_ENUMERATION_NOT_UNASSIGNED', `${type} lists ${wrong.join(', ')} as unassigned, which ${wrong.length > 1 ? 'are' : 'is'} not`, place);
  }
}

/** The words of a token, whatever separates them: `STATUS_REQUEST DENIED`, `nonBlockingRequestSynch`. */
const words = (name: string): readonly string[] =>
  name
    .replace(/([a-z0-9])(?=[A-Z])|([A-Z])(?=[A-Z][a-z])/g, '$& ')
    .toLowerCase()
    .split(/[\s_-]+/);

function checkNames({ type, values }: Enumeration, diagnostics: Diagnostics): void {
  // Reserved values all carry the published word "void".
  const named = values.filter((v) => !v.reserved).flatMap((v) => [v.name, ...v.aliases].map((name) => ({ name, value: v })));
  for (const { name, value } of repeated(named, (n) => n.name)) {
    diagnostics.report(enumerationCodes, 'CHECK_ENUMERATION_DUPLICATE_NAME', `${type} has the name "${name}" twice`, value.place);
  }
  // Every pair is compared; an enumeration as long as this was not written by hand.
  const compared = named.length > 1000 ? [] : named.map(({ name, value }) => {
    const spoken = words(name);
    return { name, value, words: spoken, letters: spoken.join('') };
  });
  compared.forEach((a, i) => {
    for (let j = i + 1; j < compared.length; j++) {
      const b = compared[j]!;
      if (a.value === b.value || a.name === b.name || !similar(a, b)) continue;
      diagnostics.report(enumerationCodes, 'CHECK_ENUMERATION_SIMILAR_NAMES', `${type}: "${a.name}" and "${b.name}" differ by a slip of the pen`, b.value.place, 'make one an alias of the other if they are the same value');
    }
  });
}

/** A name, word by word and in one. */
interface Spoken {
  readonly words: readonly string[];
  readonly letters: string;
}

/** The same words, or all but one, which is long and differs by a letter; short ones differ on purpose (NON, NOT; MAF, MEF). */
function similar({ words: x, letters }: Spoken, { words: y, letters: others }: Spoken): boolean {
  if (letters === others) return true;
  if (x.length !== y.length || Math.abs(letters.length - others.length) > 1) return false;
  const differs = (word: string, k: number): boolean => word !== y[k];
  const i = x.findIndex(differs);
  if (i < 0 || x.findLastIndex(differs) !== i) return false;
  const [one, other] = [x[i]!, y[i]!];
  return Math.min(one.length, other.length) >= 6 && !/\d$/.test(one + other) && editDistance(one, other) === 1;
}

function checkAgainstXsd(enumeration: Enumeration, model: Model, diagnostics: Diagnostics): void {
  const { type, values, writtenIn = [], place } = enumeration;
  const declared = (name: string): SimpleType | undefined => {
    const found = model.components.types.get(m2mKey(localName(name)));
    if (found?.kind === 'simple') return found;
    const types = [...model.components.types.values()].filter((t) => t.kind === 'simple');
    const known = types.flatMap((t) => prefixedName(t) ?? []);
    // Numbers that no table names are those that this one was to name.
    const bare = types.filter(enumeratesNumbers).flatMap((t) => prefixedName(t) ?? []).filter((one) => !model.enumerations.some((e) => e.type === one));
    diagnostics.report(enumerationCodes, 'CHECK_ENUMERATION_NOT_IN_XSD', `no XSD declares the simple type "${name}"`, place, didYouMean(name, bare) ?? didYouMean(name, known));
    return undefined;
  };
  for (const text of writtenIn) declared(text.type);
  const xsd = declared(type);
  if (xsd === undefined) return;
  if (isBitMask(xsd, values)) return;
  const facets = new Map((xsd.facets.enumeration ?? []).map((f) => [Number(f.value), f.place]));
  for (const value of values) {
    if (value.reserved || facets.has(value.value)) continue;
    diagnostics.report(enumerationCodes, 'CHECK_ENUMERATION_VALUE_NOT_IN_XSD', `${type}: ${value.value} (${value.name}) is not in the XSD type`, value.place);
  }
  for (const [number, at] of facets) {
    if (values.some((v) => v.value === number)) continue;
    diagnostics.report(enumerationCodes, 'CHECK_ENUMERATION_VALUE_NOT_IN_TABLE', `${type}: ${number} is in the XSD type but not in the table`, at, 'add it to the table with its name');
  }
}

/**
 * Values that are added together (m2m:accessControlOperations): the XSD bounds the sum, or lists every one, as the
 * documents of Release 1 do.
 */
function isBitMask({ facets }: SimpleType, values: readonly EnumerationValue[]): boolean {
  const { enumeration, minInclusive, maxInclusive } = facets;
  if (enumeration !== undefined) {
    const flags = new Set(values.map(({ value }) => value));
    const sums = new Set(enumeration.map(({ value }) => Number(value)));
    const isEvery = (numbers: ReadonlySet<number>, nth: (i: number) => number): boolean => Array.from(numbers.keys()).every((_, i) => numbers.has(nth(i)));
    return flags.size > 2 && isEvery(flags, (i) => 2 ** i) && sums.size === 2 ** flags.size - 1 && isEvery(sums, (i) => i + 1);
  }
  if (minInclusive === undefined || maxInclusive === undefined) return false;
  return values.every(({ value }) => value >= Number(minInclusive) && value <= Number(maxInclusive));
}

/** Numbers that an attribute carries need names, each type of them once; string enumerations name themselves. */
function checkTables(model: Model, diagnostics: Diagnostics): void {
  const described = new Set(model.enumerations.map((e) => e.type));
  const bare = groupBy(model.resources.flatMap((resource) => resource.attributes.map((attribute) => ({ resource, attribute }))), ({ attribute }) => attribute.type.type);
  for (const [type, [first, ...others]] of bare) {
    const text = prefixedName(type);
    if (first === undefined || text === undefined || described.has(text) || !enumeratesNumbers(type)) continue;
    const { resource, attribute } = first;
    const where = others.length === 0 ? `${resource.name}.${attribute.name} has` : `${resource.name}.${attribute.name} and ${plural(others.length, 'other attribute')} have`;
    diagnostics.report(enumerationCodes, 'CHECK_ENUMERATION_WITHOUT_TABLE', `${where} the type ${text}, whose values no table names`, attribute.place, didYouMean(text, described) ?? 'name its values in tables/enumerations.json');
  }
}

const enumeratesNumbers = (type: Type): boolean =>
  type.kind === 'simple' && type.variety === 'atomic' && (type.facets.enumeration ?? []).length > 1 && type.facets.enumeration!.every((e) => /^-?\d+$/.test(e.value)) && type.builtin !== 'string';
