import type { CodeTable } from '../../diagnostics/diagnostic.js';
import type { Report, Subject } from '../subject.js';
import { escaped } from '../words.js';

export const aggregateLintCodes = {
  LINT_AGGREGATE_GAP: { severity: 'warning', title: 'Rules of an aggregate do not cover every set of values' },
} as const satisfies CodeTable;

type Code = keyof typeof aggregateLintCodes;

/** `All … have a value of A`, `At least one … a value of B`, `None … A or B and at least one … C`: by what they hold for. */
type Condition = (set: ReadonlySet<string>) => boolean;

function conditionOf(text: string, values: readonly string[]): Condition | undefined {
  const named = (part: string): readonly string[] => values.filter((value) => new RegExp(`(?<![\\w$])${escaped(value)}(?![\\w$])`).test(part));
  const parts = text.split(/\band (?=(?:at least|none|all|no)\b)/i);
  const conditions = parts.map((part): Condition | undefined => {
    const these = named(part);
    if (these.length === 0) return undefined;
    if (/\b(?:all|every|each)\b/i.test(part)) return (set) => set.size > 0 && [...set].every((value) => these.includes(value));
    if (/\bnone|\bno \w+ /i.test(part)) return (set) => !these.some((value) => set.has(value));
    if (/\bat least one|\bany\b|\bone or more/i.test(part)) return (set) => these.some((value) => set.has(value));
    return undefined;
  });
  return conditions.some((condition) => condition === undefined) ? undefined : (set) => conditions.every((condition) => condition!(set));
}

/** More values than this have more sets than anybody aggregates. */
const mostValues = 8;

/** Every set of values should fall under a rule of the attribute that aggregates them. */
export function lintAggregates({ attributes, values }: Subject, report: Report<Code>): void {
  for (const { resource, name, text, place } of attributes) {
    const own = [...new Set(values.filter(({ attribute }) => attribute?.resource === resource && attribute?.name === name).map((value) => value.name))];
    if (own.length < 2 || own.length > mostValues) continue;
    const rules = text.split('\n').flatMap((line) => {
      const [, value, rule] = /^(\w+) [\u2013-] (.*)$/.exec(line) ?? [];
      return value !== undefined && own.includes(value) ? [conditionOf(rule!, own)] : [];
    });
    if (rules.length < own.length || rules.some((rule) => rule === undefined)) continue;
    const sets = Array.from({ length: 2 ** own.length }, (_, bits) => own.filter((_value, i) => (bits >> i) & 1));
    const open = sets.filter((set) => set.length > 0 && !rules.some((rule) => rule!(new Set(set))));
    if (open.length === 0) continue;
    const message = `no value of ${resource === undefined ? name : `${resource}.${name}`} is defined for ${open.map((set) => `{${set.join(', ')}}`).join(', ')}`;
    report('LINT_AGGREGATE_GAP', message, place, 'add the missing sets to a rule, or a rule for all others');
  }
}
