import type { Diagnostics } from '../../diagnostics/diagnostic.js';
import type { Fact } from '../facts.js';
import { recogniseCodes } from './codes.js';
import { erratum } from './names.js';

type Pool = 'value' | 'rpc' | 'attribute' | 'resource';

/** The names of a fact by what they name: only names of one pool are compared. */
function namesOf(fact: Fact): readonly (readonly [Pool, string])[] {
  switch (fact.kind) {
    case 'enumeration-value':
      return [['value', fact.name]];
    case 'fault':
      return [
        ['value', fact.status],
        ['rpc', fact.rpc],
      ];
    case 'command':
      return [['value', fact.cmdType], ...fact.rpcs.map((rpc) => ['rpc', rpc] as const)];
    case 'attribute':
      return [['attribute', fact.name], ...(fact.resource === undefined ? [] : [['resource', fact.resource] as const])];
    case 'child':
      return [fact.resource, fact.type, ...(fact.announced ?? [])].map((name) => ['resource', name] as const);
    case 'short-name':
      return fact.of === 'attribute' || fact.of === 'resource' ? [[fact.of, fact.name]] : [];
    case 'member':
    case 'status-code':
      return [];
  }
}

/**
 * Reports names that another place of the document spells otherwise: the same letters with other separators or capitals,
 * or one letter missing, doubled or swapped in a long name. The spelling with a space is the suspect, else the rarer.
 */
export function reportSpellings(facts: readonly Fact[], diagnostics: Diagnostics): void {
  const pools = new Map<Pool, Map<string, Fact[]>>();
  for (const fact of facts) {
    for (const [pool, name] of namesOf(fact)) {
      const names = pools.get(pool) ?? new Map<string, Fact[]>();
      pools.set(pool, names);
      const printed = names.get(name);
      if (printed === undefined) names.set(name, [fact]);
      else printed.push(fact);
    }
  }
  for (const names of pools.values()) comparePool(names, diagnostics);
}

function comparePool(names: ReadonlyMap<string, readonly Fact[]>, diagnostics: Diagnostics): void {
  if (names.size > mostNames) return;
  const bySkeleton = new Map<string, string[]>();
  for (const name of names.keys()) {
    if (name.length > longest) continue;
    for (const skeleton of skeletonsOf(name)) bySkeleton.set(skeleton, [...(bySkeleton.get(skeleton) ?? []).slice(0, 8), name]);
  }
  const count = (name: string): number => names.get(name)!.length;
  for (const [name, printed] of names) {
    if (name.length > longest) continue;
    const others = new Set(skeletonsOf(name).flatMap((skeleton) => bySkeleton.get(skeleton) ?? []));
    const better = [...others].find((other) => other !== name && isSlip(name, other) && prefers(other, count(other), name, count(name)));
    if (better === undefined) continue;
    for (const fact of printed) {
      const message = `"${name}" is spelled "${better}" elsewhere in the document`;
      diagnostics.report(recogniseCodes, 'RECOGNISE_SPELLING', message, fact.place, `did you mean ${better}? ${erratum(name, better)}`);
    }
  }
}

const longest = 120;
/** The largest specification has some 1,500 names of attributes. */
const mostNames = 10_000;

/** Letters and figures in lower case: what remains when separators and capitals differ. */
const lettersOf = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

/** The letters, and for long names the letters with any one left out: names with a skeleton in common may be a slip apart. */
function skeletonsOf(name: string): readonly string[] {
  const letters = lettersOf(name);
  if (letters.length < 8) return [letters];
  return [letters, ...Array.from(letters, (_, i) => letters.slice(0, i) + letters.slice(i + 1))];
}

/** One letter missing, doubled or two swapped inside the name; another figure, a plural or a prefix is another name. */
function isSlip(a: string, b: string): boolean {
  const [x, y] = [lettersOf(a), lettersOf(b)];
  if (x === y) return true;
  const [short, long] = x.length <= y.length ? [x, y] : [y, x];
  let i = 0;
  while (i < short.length && short[i] === long[i]) i++;
  let j = 0;
  while (j < short.length - i && short[short.length - 1 - j] === long[long.length - 1 - j]) j++;
  if (i === 0 || j === 0) return false;
  const [middle, other] = [short.slice(i, short.length - j), long.slice(i, long.length - j)];
  if (/\d/.test(middle + other)) return false;
  if (long.length === short.length + 1) return middle === '';
  return long.length === short.length && middle.length === 2 && middle[0] === other[1] && middle[1] === other[0];
}

/** No name has a space where another spelling has none; else the more frequent is right, of equally frequent ones the longer. */
function prefers(a: string, timesA: number, b: string, timesB: number): boolean {
  if (a.includes(' ') !== b.includes(' ')) return b.includes(' ');
  if (timesA !== timesB) return timesA > timesB;
  return a.length !== b.length ? a.length > b.length : a < b;
}
