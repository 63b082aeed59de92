import type { CodeTable, Diagnostics } from '../diagnostics/diagnostic.js';
import { didYouMean } from '../diagnostics/did-you-mean.js';
import { groupBy } from '../group-by.js';
import type { FaultRange, Model } from '../model/model.js';
import { repeated } from './check.js';

export const faultCodes = {
  CHECK_FAULT_TWO_RESULTS: { severity: 'error', title: 'One fault code has two results' },
  CHECK_FAULT_DUPLICATE: { severity: 'error', title: 'A table is there twice, or lists a fault code twice' },
  CHECK_FAULT_UNKNOWN_STATUS: { severity: 'error', title: 'A status token that m2m:execResultType does not have, or has under another number' },
  CHECK_FAULT_RANGE_OVERLAP: { severity: 'error', title: 'Two ranges of unlisted fault codes overlap, or one has a code that a table lists' },
  CHECK_FAULT_RANGE_GAP: { severity: 'error', title: 'A fault code that neither a table nor a range covers' },
  CHECK_FAULT_RANGE_EMPTY: { severity: 'error', title: 'A range of fault codes that ends before it begins' },
} as const satisfies CodeTable;

const resultType = 'm2m:execResultType';

/** The mapping from fault codes to results is a function, and total: CPEs return codes that the table of the RPC does not list. */
export function checkFaults(model: Model, diagnostics: Diagnostics): void {
  checkTables(model, diagnostics);
  checkResults(model, diagnostics);
  checkStatus(model, diagnostics);
  checkRanges(model, diagnostics);
}

function checkTables({ faultTables }: Model, diagnostics: Diagnostics): void {
  for (const table of repeated(faultTables, (t) => t.table)) {
    diagnostics.report(faultCodes, 'CHECK_FAULT_DUPLICATE', `fault table ${table.table} is there twice`, table.place);
  }
  for (const table of faultTables) {
    for (const row of repeated(table.rows, (r) => r.faultCode)) {
      diagnostics.report(faultCodes, 'CHECK_FAULT_DUPLICATE', `table ${table.table} lists ${row.faultCode} twice`, row.place);
    }
  }
}

function checkResults({ faultTables }: Model, diagnostics: Diagnostics): void {
  const rows = faultTables.flatMap(({ table, rows }) => rows.map((row) => ({ ...row, table })));
  for (const group of groupBy(rows, (r) => r.faultCode).values()) {
    const [first, ...rest] = group;
    const other = rest.find((r) => r.execResult !== first!.execResult);
    if (first === undefined || other === undefined) continue;
    const message = `fault code ${first.faultCode} is ${first.status} (${first.execResult}) in table ${first.table}, but ${other.status} (${other.execResult}) in table ${other.table}`;
    diagnostics.report(faultCodes, 'CHECK_FAULT_TWO_RESULTS', message, other.place);
  }
}

function checkStatus(model: Model, diagnostics: Diagnostics): void {
  const values = model.enumerations.find((e) => e.type === resultType)?.values ?? [];
  const tokens = values.flatMap((v) => [v.name, ...v.aliases]);
  for (const { status, execResult, place } of [...model.faultTables.flatMap((t) => t.rows), ...model.unlistedFaults]) {
    const value = values.find((v) => v.name === status || v.aliases.includes(status));
    if (value?.value === execResult) continue;
    const problem = value === undefined ? `does not have "${status}"` : `gives "${status}" the number ${value.value}, not ${execResult}`;
    diagnostics.report(faultCodes, 'CHECK_FAULT_UNKNOWN_STATUS', `${resultType} ${problem}`, place, didYouMean(status, tokens));
  }
}

function checkRanges({ faultTables, unlistedFaults }: Model, diagnostics: Diagnostics): void {
  const listed = new Set(faultTables.flatMap((t) => t.rows.map((r) => r.faultCode)));
  const ranges = [...unlistedFaults].sort((a, b) => a.from - b.from || a.to - b.to);
  for (const range of ranges.filter((r) => r.to < r.from)) {
    diagnostics.report(faultCodes, 'CHECK_FAULT_RANGE_EMPTY', `fault range ${text(range)} is empty`, range.place, 'swap "from" and "to"');
  }
  for (const range of ranges) {
    const both = [...listed].find((code) => code >= range.from && code <= range.to);
    if (both !== undefined) diagnostics.report(faultCodes, 'CHECK_FAULT_RANGE_OVERLAP', `fault range ${text(range)} has ${both}, which a table lists`, range.place, 'the range is of codes that no table lists: make it end before');
  }
  ranges.forEach((range, i) => {
    const next = ranges[i + 1];
    if (next === undefined) return;
    if (next.from <= range.to) {
      diagnostics.report(faultCodes, 'CHECK_FAULT_RANGE_OVERLAP', `fault ranges ${text(range)} and ${text(next)} overlap`, next.place);
      return;
    }
    let missing = range.to + 1;
    while (missing < next.from && listed.has(missing)) missing++;
    if (missing === next.from) return;
    diagnostics.report(faultCodes, 'CHECK_FAULT_RANGE_GAP', `no table and no range covers fault code ${missing}, between ${text(range)} and ${text(next)}`, next.place, 'the mapping must be total: widen a range');
  });
}

const text = ({ from, to }: FaultRange): string => `${from}-${to}`;
