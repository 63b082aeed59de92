import type { CodeTable, Diagnostics } from '../diagnostics/diagnostic.js';
import { didYouMean } from '../diagnostics/did-you-mean.js';
import { groupBy } from '../group-by.js';
import type { Aggregation, Model } from '../model/model.js';


export const aggregationCodes = {
  CHECK_AGGREGATION_UNKNOWN_VALUE: { severity: 'error', title: 'A row names a value that the enumeration does not have' },
  CHECK_AGGREGATION_MISSING_SET: { severity: 'error', title: 'No row says what a set of individual values aggregates to' },
  CHECK_AGGREGATION_DUPLICATE_SET: { severity: 'error', title: 'Two rows for one set of individual values' },
  CHECK_AGGREGATION_TOO_LARGE: { severity: 'error', title: 'An enumeration with too many values to list every set' },
} as const satisfies CodeTable;

/** 4,096 rows; the published one has 16. */
const maxValues = 12;

/** An aggregation is a function on sets: exactly one row for every subset of the enumeration's values, the empty one too. */
export function checkAggregations(model: Model, diagnostics: Diagnostics): void {
  for (const aggregation of model.aggregations) {
    const names = model.enumerations.find((e) => e.type === aggregation.enumeration)?.values.filter((v) => !v.reserved).map((v) => v.name) ?? [];
    checkValues(aggregation, names, diagnostics);
    checkSets(aggregation, names, diagnostics);
  }
}

function checkValues({ name, enumeration, rows }: Aggregation, names: readonly string[], diagnostics: Diagnostics): void {
  for (const row of rows) {
    for (const value of [...row.set, row.result]) {
      if (names.includes(value)) continue;
      diagnostics.report(aggregationCodes, 'CHECK_AGGREGATION_UNKNOWN_VALUE', `aggregation ${name}: ${enumeration} has no value "${value}"`, row.place, didYouMean(value, names));
    }
  }
}

function checkSets({ name, rows, place }: Aggregation, names: readonly string[], diagnostics: Diagnostics): void {
  if (names.length > maxValues) {
    diagnostics.report(aggregationCodes, 'CHECK_AGGREGATION_TOO_LARGE', `aggregation ${name} is over ${names.length} values; at most ${maxValues} are supported`, place);
    return;
  }
  const bySet = groupBy(rows, (row) => keyOf(row.set, names));
  for (const group of bySet.values()) {
    if (group.length > 1) diagnostics.report(aggregationCodes, 'CHECK_AGGREGATION_DUPLICATE_SET', `aggregation ${name} has ${group.length} rows for ${text(group[0]!.set)}`, group[1]!.place);
  }
  for (const set of subsets(names)) {
    if (!bySet.has(keyOf(set, names))) diagnostics.report(aggregationCodes, 'CHECK_AGGREGATION_MISSING_SET', `aggregation ${name} has no row for ${text(set)}`, place);
  }
}

/** Sets are equal whatever the order in which their members stand. */
const keyOf = (set: readonly string[], names: readonly string[]): string => JSON.stringify([...set].sort((a, b) => names.indexOf(a) - names.indexOf(b)));

/** All subsets, the smaller ones first. */
export function subsets(names: readonly string[]): readonly (readonly string[])[] {
  const all = names.reduce<readonly (readonly string[])[]>((sets, name) => [...sets, ...sets.map((set) => [...set, name])], [[]]);
  return [...all].sort((a, b) => a.length - b.length);
}

const text = (set: readonly string[]): string => `{${set.join(', ')}}`;
