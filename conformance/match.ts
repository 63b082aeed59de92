/** What a content must be, and where it is not. */

import type { JsonValue } from '../wire/json-value.js';
import type { Matcher } from './plan.js';

/** Whether two texts name the same resource or entity. */
export type IsSame = (one: string, other: string) => boolean;

/** What does not hold of a content (in its root element; undefined: there is none), in words; undefined: all holds. */
export function mismatch(content: JsonValue | undefined, matchers: readonly Matcher[], isSame: IsSame): string | undefined {
  for (const matcher of matchers) {
    const found = wrong(content, matcher, isSame);
    if (found !== undefined) return found;
  }
  return undefined;
}

function wrong(content: JsonValue | undefined, matcher: Matcher, isSame: IsSame): string | undefined {
  if (matcher.nothing === true) return content === undefined || isEmpty(content) ? undefined : `content where none is expected: ${shown(content)}`;
  if (content === undefined) return 'no content';
  if (matcher.root !== undefined) return rootOf(content) === matcher.root ? undefined : `the root element is ${rootOf(content) ?? 'none'}, not ${matcher.root}`;
  const addresses = matcher.refers !== undefined || matcher.refersNot !== undefined || matcher.references !== undefined ? addressesIn(content) : [];
  if (matcher.references !== undefined) return [matcher.references].flat().includes(addresses.length) ? undefined : `${addresses.length} addresses, not ${[matcher.references].flat().join(' or ')}: ${shown(addresses)}`;
  const missing = matcher.refers?.find((each) => !addresses.some((address) => isSame(address, each)));
  if (missing !== undefined) return `${missing} is not among ${shown(addresses)}`;
  const extra = matcher.refersNot?.find((each) => addresses.some((address) => isSame(address, each)));
  if (extra !== undefined) return `${extra} is among ${shown(addresses)}`;
  return matcher.at === undefined ? undefined : wrongValue(matcher.at, valueAt(content, matcher.at), matcher, isSame);
}

function wrongValue(at: string, value: JsonValue | undefined, matcher: Matcher, isSame: IsSame): string | undefined {
  if (matcher.present !== undefined) return (value !== undefined && value !== null) === matcher.present ? undefined : matcher.present ? `${at} is missing` : `${at} is ${shown(value)} where nothing is expected`;
  if (value === undefined) return `${at} is missing`;
  if (matcher.equals !== undefined) return isEqual(value, matcher.equals) ? undefined : `${at} is ${shown(value)}, not ${shown(matcher.equals)}`;
  if (matcher.differs !== undefined) return isEqual(value, matcher.differs) ? `${at} is ${shown(value)} still` : undefined;
  if (matcher.same !== undefined) return isSame(String(value), String(matcher.same)) ? undefined : `${at} is ${shown(value)}, not ${shown(matcher.same)}`;
  if (matcher.above !== undefined) return order(value, matcher.above) > 0 ? undefined : `${at} is ${shown(value)}, not above ${shown(matcher.above)}`;
  if (matcher.atMost !== undefined) return order(value, matcher.atMost) <= 0 ? undefined : `${at} is ${shown(value)}, more than ${shown(matcher.atMost)}`;
  return undefined;
}

/** From inside the root element. */
export function valueAt(content: JsonValue, at: string): JsonValue | undefined {
  let value: JsonValue | undefined = bodyOf(content);
  for (const step of at === '' ? [] : at.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) {
      // Whether elements within m2m:rce have their prefix no example says.
      const plain = step.replace(/^m2m:/, '');
      if (plain !== step && typeof value === 'object' && value !== null && Object.hasOwn(value, plain)) {
        value = (value as { readonly [name: string]: JsonValue })[plain];
        continue;
      }
      // What may be there several times may be there as one.
      if (step === '0' && value !== undefined && !Array.isArray(value)) continue;
      return undefined;
    }
    value = (value as { readonly [name: string]: JsonValue })[step];
  }
  return value;
}

export function rootOf(content: JsonValue | undefined): string | undefined {
  if (typeof content !== 'object' || content === null || Array.isArray(content)) return undefined;
  const names = Object.keys(content);
  return names.length === 1 ? names[0] : undefined;
}

export function bodyOf(content: JsonValue): JsonValue {
  const root = rootOf(content);
  return root === undefined ? content : (content as { readonly [name: string]: JsonValue })[root]!;
}

const isEmpty = (content: JsonValue): boolean => typeof content === 'object' && content !== null && Object.keys(content).length === 0;

/** Addresses of m2m:uril, m2m:uri, m2m:rrl, m2m:rce and of references to children; of what is whole, its resourceID is none. */
export function addressesIn(content: JsonValue): readonly string[] {
  const root = rootOf(content);
  const body = bodyOf(content);
  if (root === 'm2m:uri' || root === 'm2m:uril') return (Array.isArray(body) ? body : String(body).split(/\s+/)).filter((each): each is string => typeof each === 'string' && each !== '');
  return referencesIn(body);
}

function referencesIn(value: JsonValue): readonly string[] {
  if (Array.isArray(value)) return (value as readonly JsonValue[]).flatMap(referencesIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, each]) => {
    if ((name === 'val' || name === 'uri' || name === 'm2m:uri') && typeof each === 'string') return [each];
    return name === 'ch' || name === 'rrf' || name === 'm2m:ch' || name === 'm2m:rrf' ? referencesIn(each) : [];
  });
}

/** Times of m2m:timestamp, with fractions or without, are equal when they are the same instant; lists whatever their order. */
export function isEqual(one: JsonValue, other: JsonValue): boolean {
  if (one === other) return true;
  if (typeof one === 'string' && typeof other === 'string') return isTime(one) && isTime(other) ? instant(one) === instant(other) : isSameDuration(one, other);
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  if (Array.isArray(one) && Array.isArray(other)) return isSameList(one as readonly JsonValue[], other as readonly JsonValue[]);
  if (Array.isArray(one) || Array.isArray(other)) return false;
  const names = Object.keys(one);
  return (
    names.length === Object.keys(other).length &&
    names.every((name) => Object.hasOwn(other, name) && isEqual((one as Members)[name]!, (other as Members)[name]!))
  );
}

/** Each item of the one has one of the other for itself. */
function isSameList(one: readonly JsonValue[], other: readonly JsonValue[]): boolean {
  const rest = [...other];
  return (
    one.length === other.length &&
    one.every((item) => {
      const at = rest.findIndex((each) => isEqual(item, each));
      if (at !== -1) rest.splice(at, 1);
      return at !== -1;
    })
  );
}

type Members = { readonly [name: string]: JsonValue };

const isTime = (text: string): boolean => /^\d{8}T\d{6}([.,]\d+)?$/.test(text);
const instant = (text: string): string => text.replace(/[.,](\d*?)0*$/, (_all, digits: string) => (digits === '' ? '' : `.${digits}`));

/** `PT1H` and `PT3600S`: months, which have no length in days, and seconds are the same (XSD 1.1 part 2, 3.3.6). */
function isSameDuration(one: string, other: string): boolean {
  const [a, b] = [durationOf(one), durationOf(other)];
  return a !== undefined && b !== undefined && a.months === b.months && a.seconds === b.seconds;
}

function durationOf(text: string): { readonly months: number; readonly seconds: number } | undefined {
  const found = /^P(?=.)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/.exec(text);
  if (found === null) return undefined;
  const [years = 0, months = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = found.slice(1).map((each) => Number(each ?? 0));
  return { months: years * 12 + months, seconds: ((days * 24 + hours) * 60 + minutes) * 60 + seconds };
}

function order(one: JsonValue, other: JsonValue): number {
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  const [a, b] = [String(one).replace(',', '.'), String(other).replace(',', '.')];
  return a < b ? -1 : a > b ? 1 : 0;
}

export function shown(value: JsonValue | undefined): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
