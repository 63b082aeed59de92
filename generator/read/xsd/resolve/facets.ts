import type { EnumerationFacet, Facets, SimpleType } from '../../../model/components.js';
import { didYouMean } from '../../../diagnostics/did-you-mean.js';
import { jsonKindOf } from '../lexical.js';
import { PatternError } from '../pattern.js';
import { safeSource } from '../safe-pattern.js';
import { compareValues, normalise, parseValue } from '../values.js';
import { childrenOf, placeOf, type XmlElement } from '../xml.js';
import { declarationNamed, flag, nameIn, report, type Context, type Mutable, type Site } from './context.js';

type Bound = 'minInclusive' | 'maxInclusive' | 'minExclusive' | 'maxExclusive';
type Count = 'length' | 'minLength' | 'maxLength' | 'totalDigits' | 'fractionDigits';

const lengths = ['length', 'minLength', 'maxLength'];
const bounds = ['minInclusive', 'maxInclusive', 'minExclusive', 'maxExclusive'];
const everywhere = ['pattern', 'enumeration', 'whiteSpace'];
const ordered = new Set('decimal float double duration dateTime time date gYearMonth gYear gMonthDay gDay gMonth'.split(' '));

/** The facets that a type may have (XML Schema 1.0 Part 2, 4.1.5). */
function applicable(type: SimpleType): readonly string[] {
  if (type.variety === 'union') return ['pattern', 'enumeration'];
  if (type.variety === 'list') return [...lengths, ...everywhere];
  const kind = jsonKindOf(type.builtin);
  if (kind === 'any') return [...lengths, ...bounds, ...everywhere, 'totalDigits', 'fractionDigits'];
  if (kind === 'boolean') return ['pattern', 'whiteSpace'];
  if (kind === 'integer' || kind === 'decimal') return [...bounds, ...everywhere, 'totalDigits', 'fractionDigits'];
  return ordered.has(type.builtin) ? [...bounds, ...everywhere] : [...lengths, ...everywhere];
}

/** The facets of `base` narrowed by the facet elements inside `element`. What does not apply is reported and left out. */
export function restrictFacets(context: Context, base: SimpleType, element: XmlElement, site: Site): Facets {
  const allowed = applicable(base);
  let facets: Mutable<Facets> = { ...base.facets };
  const enumeration: EnumerationFacet[] = [];
  const patterns: string[] = [];
  let isChecked = true;
  const fixed = new Set(context.fixedFacets.get(base.facets));
  const stated = new Set<string>();
  for (const child of childrenOf(element)) {
    const name = child.local;
    const value = child.attributes.get('value')?.value;
    if (value === undefined || !facetNames.has(name)) continue;
    if (isLostInJson(base, name, value)) report(context, 'XSD_FACET_LOST', `JSON Schema cannot state ${name} "${value}" here`, child.place);
    if (!allowed.includes(name)) {
      const what = base.variety === 'atomic' ? base.builtin : `a ${base.variety}`;
      report(context, 'XSD_BAD_FACET', `${name} does not apply to ${what}`, child.place, `allowed: ${allowed.join(', ')}`);
    } else if (isSecond(stated, name)) report(context, 'XSD_BAD_FACET', `${name} stands beside another that says the same`, child.place);
    else if (name === 'pattern') isChecked = addPattern(context, patterns, value, child) && isChecked;
    else if (name === 'enumeration') addEnumeration(context, enumeration, base, value, child, site);
    else if (name === 'whiteSpace') setWhiteSpace(context, facets, value, child);
    else if (bounds.includes(name)) facets = withBound(context, facets, base, name as Bound, value, child);
    else setCount(context, facets, name as Count, value, child);
    if (context.fixedFacets.get(base.facets)?.has(name)) facets = keepFixed(context, facets, base, name as Fixable, child);
    if (flag(child, 'fixed')) fixed.add(name);
  }
  if (enumeration.length > 0) facets.enumeration = enumeration;
  if (patterns.length > 0 && isChecked) facets.patterns = [...base.facets.patterns, patterns];
  checkPairs(context, facets, element);
  checkBounds(context, facets, base, element);
  context.fixedFacets.set(facets, fixed);
  return facets;
}

type Fixable = Bound | Count | 'whiteSpace';

/** Patterns and enumerations may stand any number of times; of the rest, one of each kind (Part 2, 4.3). */
function isSecond(stated: Set<string>, name: string): boolean {
  if (name === 'pattern' || name === 'enumeration') return false;
  const other = replaces[name as Bound] as string | undefined;
  if (stated.has(name) || (other !== undefined && stated.has(other))) return true;
  stated.add(name);
  return false;
}

/** A facet that the base has fixed keeps its value (Part 2, 4.3.1.4 and others). */
function keepFixed(context: Context, facets: Facets, base: SimpleType, name: Fixable, at: XmlElement): Facets {
  const [own, inherited] = [facets[name], base.facets[name]];
  const isSame = own === inherited || (typeof own === 'string' && typeof inherited === 'string' && compareValues(base.builtin, own, inherited) === 0);
  if (isSame) return facets;
  report(context, 'XSD_BAD_FACET_VALUE', `${name} ${String(own)} changes ${String(inherited)}, which the base has fixed`, placeOf(at, 'value'));
  return { ...facets, [name]: inherited };
}

/** The lower bound is below the upper one, or there is no value at all (Part 2, 4.3.7.4 to 4.3.10.4). */
function checkBounds(context: Context, facets: Facets, { builtin, facets: inherited }: SimpleType, element: XmlElement): void {
  for (const low of ['minInclusive', 'minExclusive'] as const) {
    for (const high of ['maxInclusive', 'maxExclusive'] as const) {
      const [min, max] = [facets[low], facets[high]];
      const order = min === undefined || max === undefined ? undefined : compareValues(builtin, min, max);
      const areOfOneStep = (min === inherited[low]) === (max === inherited[high]);
      const mayTouch = low.endsWith('Inclusive') ? high.endsWith('Inclusive') : high.endsWith('Exclusive') && areOfOneStep;
      if (order === undefined || order < 0 || (order === 0 && mayTouch)) continue;
      report(context, 'XSD_BAD_FACET_VALUE', `${low} ${min!} leaves nothing below ${high} ${max!}`, element.place);
    }
  }
}

const facetNames: ReadonlySet<string> = new Set([...lengths, ...bounds, ...everywhere, 'totalDigits', 'fractionDigits']);

/** Patterns see text, which numbers and lists are not in JSON; order is known of numbers only, and digits of integers. */
function isLostInJson({ variety, builtin, memberTypes }: SimpleType, facet: string, value: string): boolean {
  const kind = jsonKindOf(builtin);
  const isNumber = (type: string): boolean => ['integer', 'decimal', 'float'].includes(jsonKindOf(type));
  if (facet === 'pattern') return variety === 'list' || isNumber(builtin) || (memberTypes ?? []).some((member) => isNumber(member.builtin));
  if (bounds.includes(facet)) return variety === 'atomic' && kind === 'string';
  return kind === 'decimal' && (facet === 'totalDigits' || (facet === 'fractionDigits' && value.trim() !== '0'));
}

/** Adds a pattern; false where nobody could look at it, so that whether it, or another beside it, allows a value is not known. */
function addPattern(context: Context, patterns: string[], value: string, at: XmlElement): boolean {
  const place = placeOf(at, 'value');
  try {
    const isAffordable = context.patterns.affords(value);
    if (!isAffordable || safeSource(value) === undefined) {
      const hint = 'rewrite it so that a repeated group can match a text in one way only';
      report(context, 'XSD_PATTERN_BACKTRACKS', `"${shortened(value)}" may take for ever; values are not checked against it`, place, hint);
    }
    if (isAffordable) patterns.push(value);
    return isAffordable;
  } catch (error) {
    if (!(error instanceof PatternError)) throw error;
    report(context, 'XSD_BAD_PATTERN', `"${value}" at ${error.offset + 1}: ${error.message}`, place, error.hint);
    return true;
  }
}

const shortened = (text: string): string => (text.length > 200 ? `${text.slice(0, 200)}…` : text);

function addEnumeration(context: Context, into: EnumerationFacet[], base: SimpleType, text: string, at: XmlElement, site: Site): void {
  const value = normalise(text, base.facets.whiteSpace);
  if (parseValue(base, value) === undefined) return badValue(context, 'enumeration', text, base, at);
  if (base.builtin === 'NOTATION') {
    const name = nameIn(context, value, at, site, placeOf(at, 'value'));
    if (name === undefined || declarationNamed(context, 'notation', name, site, placeOf(at, 'value')) === undefined) return;
  }
  into.push({ value, place: placeOf(at, 'value') });
}

const strength = ['preserve', 'replace', 'collapse'];

function setWhiteSpace(context: Context, facets: { whiteSpace: Facets['whiteSpace'] }, value: string, at: XmlElement): void {
  if (!strength.includes(value)) {
    report(context, 'XSD_BAD_FACET_VALUE', `whiteSpace cannot be "${value}"`, placeOf(at, 'value'), didYouMean(value, strength));
  } else if (strength.indexOf(value) < strength.indexOf(facets.whiteSpace)) {
    report(context, 'XSD_BAD_FACET_VALUE', `whiteSpace "${value}" undoes the base's "${facets.whiteSpace}"`, placeOf(at, 'value'));
  } else facets.whiteSpace = value as Facets['whiteSpace'];
}

/** An inclusive bound takes the place of the base's exclusive one, and the reverse: it is the narrower of the two. */
const replaces: Readonly<Record<Bound, Bound>> = {
  minInclusive: 'minExclusive',
  minExclusive: 'minInclusive',
  maxInclusive: 'maxExclusive',
  maxExclusive: 'maxInclusive',
};

function withBound(context: Context, facets: Facets, base: SimpleType, name: Bound, text: string, at: XmlElement): Facets {
  const value = normalise(text, base.facets.whiteSpace);
  const bare: SimpleType = { ...base, facets: { whiteSpace: base.facets.whiteSpace, patterns: [] } };
  if (parseValue(bare, value) === undefined) {
    badValue(context, name, text, base, at);
    return facets;
  }
  for (const inherited of [name, replaces[name]]) {
    const limit = facets[inherited];
    const order = limit === undefined ? undefined : compareValues(base.builtin, value, limit);
    // An inclusive bound that is the base's exclusive one lets in a value that the base does not have (Part 2, 4.3.8.4, 4.3.10.4).
    const mayTouch = name === inherited || name.endsWith('Exclusive');
    if (order === undefined || (order === 0 && mayTouch) || (name.startsWith('min') ? order > 0 : order < 0)) continue;
    report(context, 'XSD_BAD_FACET_VALUE', `${name} ${value} is wider than the base's ${inherited} ${limit!}`, placeOf(at, 'value'));
    return facets;
  }
  const others = Object.entries(facets).filter(([key]) => key !== replaces[name]);
  return { ...(Object.fromEntries(others) as unknown as Facets), [name]: value };
}

function setCount(context: Context, facets: { [K in Count]?: number }, name: Count, text: string, at: XmlElement): void {
  const value = text.trim();
  const count = Number(value);
  if (!/^\+?\d+$/.test(value) || (name === 'totalDigits' && count === 0)) {
    report(context, 'XSD_BAD_FACET_VALUE', `${name} cannot be "${text}"`, placeOf(at, 'value'));
    return;
  }
  const inherited = facets[name];
  const isWider = inherited !== undefined && (name === 'length' ? count !== inherited : name === 'minLength' ? count < inherited : count > inherited);
  if (isWider) {
    report(context, 'XSD_BAD_FACET_VALUE', `${name} ${count} is ${name === 'length' ? 'another' : 'wider'} than the base's ${inherited}`, placeOf(at, 'value'));
    return;
  }
  facets[name] = count;
}

function badValue(context: Context, facet: string, value: string, base: SimpleType, at: XmlElement): void {
  const type = base.name?.local ?? base.builtin;
  report(context, 'XSD_BAD_FACET_VALUE', `${facet} "${value}" is no value of ${type}`, placeOf(at, 'value'));
}

function checkPairs(context: Context, facets: Facets, element: XmlElement): void {
  const pairs = [
    ['minLength', facets.minLength, 'maxLength', facets.maxLength],
    ['minLength', facets.minLength, 'length', facets.length],
    ['length', facets.length, 'maxLength', facets.maxLength],
    ['fractionDigits', facets.fractionDigits, 'totalDigits', facets.totalDigits],
  ] as const;
  for (const [low, min, high, max] of pairs) {
    if (min !== undefined && max !== undefined && min > max) {
      report(context, 'XSD_BAD_FACET_VALUE', `${low} ${min} exceeds ${high} ${max}`, element.place);
    }
  }
}
