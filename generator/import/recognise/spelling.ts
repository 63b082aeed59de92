import type { Diagnostics } from '../../diagnostics/diagnostic.js';
import { groupBy } from '../../group-by.js';
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
    case 'resource-type':
      return [fact.name, ...(fact.announcedVariant === undefined ? [] : [fact.announcedVariant])].map((name) => ['resource', name] as const);
    case 'operation':
      return [['resource', fact.resource]];
    case 'simple-type':
    case 'member':
    case 'parameter':
    case 'response':
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
  const byLetters = groupBy(names.keys(), lettersOf);
  const count = (name: string): number => names.get(name)!.length;
  const better = new Map<string, string>();
  for (const name of names.keys()) {
    if (name.length > longest) continue;
    for (const other of slipsOf(lettersOf(name)).flatMap((letters) => byLetters.get(letters) ?? [])) {
      if (other === name) continue;
      const [right, wrong] = prefers(name, count(name), other, count(other)) ? [name, other] : [other, name];
      if (!better.has(wrong)) better.set(wrong, right);
    }
  }
  for (const [name, right] of better) {
    for (const fact of names.get(name)!) {
      const message = `"${name}" is spelled "${right}" elsewhere in the document`;
      diagnostics.report(recogniseCodes, 'RECOGNISE_SPELLING', message, fact.place, `did you mean ${right}? ${erratum(name, right)}`);
    }
  }
}

const longest = 120;

/** Letters and figures in lower case: what remains when separators and capitals differ. */
const lettersOf = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

/**
 * The letters of names that are a slip away: themselves, and inside a long name one letter left out or two swapped. The
 * first and the last letter are left alone, figures too: a prefix, a plural or a number makes another name.
 */
function slipsOf(letters: string): readonly string[] {
  const slips = [letters];
  if (letters.length < shortestName) return slips;
  for (let i = 1; i < letters.length - 1; i++) {
    const [letter, next] = [letters[i]!, letters[i + 1]!];
    if (isFigure(letter)) continue;
    slips.push(letters.slice(0, i) + letters.slice(i + 1));
    if (i < letters.length - 2 && letter !== next && !isFigure(next))
      slips.push(letters.slice(0, i) + next + letter + letters.slice(i + 2));
  }
  return slips;
}

const isFigure = (letter: string): boolean => letter >= '0' && letter <= '9';

/** Shorter names are too often one letter apart and mean different things. */
const shortestName = 8;

/** No name has a space where another spelling has none; else the more frequent is right, of equally frequent ones the longer. */
function prefers(a: string, timesA: number, b: string, timesB: number): boolean {
  if (a.includes(' ') !== b.includes(' ')) return b.includes(' ');
  if (timesA !== timesB) return timesA > timesB;
  return a.length !== b.length ? a.length > b.length : a < b;
}
