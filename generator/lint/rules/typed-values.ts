import type { CodeTable } from '../../diagnostics/diagnostic.js';
import { nearest } from '../../diagnostics/did-you-mean.js';
import { groupBy } from '../../group-by.js';
import type { Report, Subject } from '../subject.js';
import { listed } from '../words.js';

export const typedValueLintCodes = {
  LINT_VALUE_OTHER: { severity: 'warning', title: 'The text gives an attribute a value that its type does not have' },
} as const satisfies CodeTable;

type Code = keyof typeof typedValueLintCodes;

const value = String.raw`["'\u2018\u201c]?[A-Z][A-Z0-9]*(?:[_-][A-Z0-9]+)*["'\u2019\u201d]?(?![\w-])`;
const assigned = new RegExp(String.raw`\b([a-z]+[A-Z]\w*)(?: attribute)?(?: of the [<[]\w+[>\]] resource)? (?:is|to|has a value of|shall be)(?: not)?(?: set to| equal to)? (${value}(?:(?:, or|,| or| and) ${value})*)`, 'g');
/** Words of logic, and of booleans. */
const words = new Set(['NULL', 'TRUE', 'FALSE', 'AND', 'OR', 'NOT', 'A', 'I']);
const normal = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

/** `requestStatus is FORWARDED or PARTLY_COMPLETED`, where m2m:requestStatus has PARTIALLY_COMPLETED. */
export function lintTypedValues({ body, values, published }: Subject, report: Report<Code>): void {
  const theirs = new Map(published.enumerations.map((one) => [one.type, one]));
  // What a document lists itself for the type, or for none, it knows.
  const listedHere = groupBy(values, ({ type }) => type);
  for (const { text, place } of body) {
    if (!/[a-z][A-Z]\w* /.test(text)) continue;
    for (const [, name, list] of text.matchAll(assigned)) {
      const types = published.typesOf.get(name!) ?? [];
      if (types.length === 0 || types.some((type) => !theirs.has(type))) continue;
      const names = [...types.flatMap((type) => theirs.get(type)!.values.flatMap((one) => [one.name, ...one.aliases])), ...[...types, undefined].flatMap((type) => (listedHere.get(type) ?? []).map((one) => one.name))];
      const valid = new Set(names.map(normal));
      const other = (list!.match(/[A-Z][A-Z0-9]*(?:[_-][A-Z0-9]+)*/g) ?? []).find((one) => !words.has(one) && !valid.has(normal(one)));
      if (other === undefined) continue;
      const meant = nearest(other, names) ?? names.find((one) => one.startsWith(other));
      report('LINT_VALUE_OTHER', `${other} is no value of ${name!} (${listed(types, 'or')})`, place, meant === undefined ? 'use a value of the type' : `did you mean ${meant}?`);
    }
  }
}
