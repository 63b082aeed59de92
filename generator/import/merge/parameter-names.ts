import type { Fact, Facts, ParameterFact, ResponseFact } from '../facts.js';
import type { Workspace } from './workspace.js';

/**
 * Tables of parameters print names in words (`Content`), definitions and messages have long ones (primitiveContent). The table of
 * short names says which is which (TS-0004 8.2.2); without it the definitions do, and else a long name is what its words are.
 */
export function withLongNames(facts: Facts, folders: readonly Workspace[]): Facts {
  if (![...facts.facts, ...(facts.removed ?? [])].some(isParameter)) return facts;
  const long = longNames(facts, folders);
  const named = <F extends Fact>(fact: F): F => (isParameter(fact) ? { ...fact, name: long.get(lettersOf(fact.name)) ?? inCamelCase(fact.name), printed: fact.name } : fact);
  return {
    ...facts,
    facts: facts.facts.map(named),
    ...(facts.removed !== undefined && { removed: facts.removed.map(named) }),
    ...(facts.replaced !== undefined && { replaced: facts.replaced.map(({ was, by }) => ({ was: named(was), by: named(by) })) }),
  };
}

const isParameter = (fact: Fact): fact is ParameterFact | ResponseFact => fact.kind === 'parameter' || fact.kind === 'response';

/** Letters of what is printed → long name; what the document itself says comes first. */
function longNames({ facts, removed = [] }: Facts, folders: readonly Workspace[]): ReadonlyMap<string, string> {
  const stated = [...facts, ...removed].flatMap((fact) => (fact.kind === 'short-name' && fact.of === 'parameter' && fact.printed !== undefined ? [[lettersOf(fact.printed), fact.name] as const] : []));
  const held = folders.flatMap((folder) => folder.all('parameters')).flatMap(({ content }) => content.parameters.flatMap(({ name, printed = [] }) => [name, ...printed].map((one) => [lettersOf(one), name] as const)));
  return new Map([...held.reverse(), ...stated.reverse()]);
}

/** `Role IDs` and roleIDs are the same letters. */
const lettersOf = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]+/g, '');

/** Whether a name in words is that of a long name. */
export const isInWords = (printed: string, long: string): boolean => lettersOf(printed) === lettersOf(long);

/** `Semantic Query Indicator` → semanticQueryIndicator, `Role IDs` → roleIDs. */
function inCamelCase(printed: string): string {
  const words = printed.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  return words.map((word, i) => (i === 0 ? word.replace(/^[A-Z](?![A-Z])|^[A-Z]+$/, (first) => first.toLowerCase()) : word.charAt(0).toUpperCase() + word.slice(1))).join('');
}
