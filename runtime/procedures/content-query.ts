/**
 * Conditions on what a <contentInstance> holds, where that is JSON (contentFilterQuery, TS-0004 7.3.3.17.13.2; TS-0001 J.2). AND binds before OR,
 * and the first item of an array is [0]: the annex says neither (erratum P71).
 */

import { attribute, type JsonValue, type Resource } from '../resource.js';

export type ContentCondition = (resource: Resource) => boolean;

type Compares = (present: JsonValue, sought: string | number) => boolean;

const isScalar = (value: JsonValue): value is string | number => typeof value === 'string' || typeof value === 'number';
const numbers =
  (holds: (present: number, sought: number) => boolean): Compares =>
  (present, sought) =>
    typeof present === 'number' && typeof sought === 'number' && holds(present, sought);

/** TS-0001 Table J.2-1. */
const operators: Readonly<Record<string, { readonly isOfNumbers?: true; readonly compares: Compares }>> = {
  EQ: { compares: (present, sought) => present === sought },
  NE: { compares: (present, sought) => isScalar(present) && present !== sought },
  GT: { isOfNumbers: true, compares: numbers((present, sought) => present > sought) },
  LT: { isOfNumbers: true, compares: numbers((present, sought) => present < sought) },
  GE: { isOfNumbers: true, compares: numbers((present, sought) => present >= sought) },
  LE: { isOfNumbers: true, compares: numbers((present, sought) => present <= sought) },
  MATCH: { compares: (present, sought) => typeof present === 'string' && present.includes(String(sought)) },
};

const step = /\.(?:"(?<quoted>[^"]*)"|(?<name>[^$.\s[\]{}"]+))|\[(?<index>\d+)\]/g;
const comparison = /\s*(?<path>\$(?:\.(?:"[^"]*"|[^$.\s[\]{}"]+)|\[\d+\])*)\s+(?<operator>EQ|NE|GT|LT|GE|LE|MATCH)\s+(?<value>"(?:[^"\\]|\\.)*"|[^\s"]+)(?:\s+(?<next>AND|OR)(?=\s)|\s*$)/y;

/** Undefined: it is no query. */
export function contentQuery(text: string): ContentCondition | undefined {
  const alternatives: ((data: JsonValue) => boolean)[][] = [[]];
  for (let at = 0, isLast = false; !isLast; ) {
    comparison.lastIndex = at;
    const { path, operator, value, next } = comparison.exec(text)?.groups ?? {};
    const sought = literal(value ?? '');
    const { isOfNumbers, compares } = operators[operator ?? ''] ?? {};
    if (path === undefined || compares === undefined || sought === undefined || (isOfNumbers && typeof sought !== 'number')) return undefined;
    const steps = [...path.matchAll(step)].map(({ groups: { quoted, name, index } = {} }) => quoted ?? name ?? Number(index));
    alternatives.at(-1)?.push((data) => {
      const present = steps.reduce<JsonValue | undefined>(member, data);
      return present !== undefined && compares(present, sought);
    });
    if (next === 'OR') alternatives.push([]);
    at = comparison.lastIndex;
    isLast = next === undefined;
  }
  return (resource) => {
    const data = jsonIn(resource);
    return data !== undefined && alternatives.some((all) => all.every((holds) => holds(data)));
  };
}

/** A text in quotes, a number, or a word. */
function literal(text: string): string | number | undefined {
  if (/^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text)) return Number(text);
  return text.startsWith('"') ? (parsed(text) as string | undefined) : text;
}

function member(data: JsonValue | undefined, name: string | number): JsonValue | undefined {
  if (typeof data !== 'object' || data === null || Array.isArray(data) !== (typeof name === 'number')) return undefined;
  return Object.hasOwn(data, name) ? (data as Readonly<Record<string | number, JsonValue>>)[name] : undefined;
}

/** What is JSON by its contentInfo: a media type, and whether it is written in base64 (TS-0004 6.3.3). */
function jsonIn({ type, attributes }: Resource): JsonValue | undefined {
  const [media, encoding = '0'] = String(attribute(attributes, 'contentInfo') ?? '').split(':');
  if (type !== 'contentInstance' || !/^application\/(?:[^;\s]*\+)?json\b/i.test(media ?? '')) return undefined;
  const content = attribute(attributes, 'content');
  if (typeof content !== 'string') return content;
  return parsed(encoding === '0' ? content : Buffer.from(content, 'base64').toString());
}

function parsed(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}
