/** The report for tools, and what `--baseline` reads. */

import { countsOf, findingsOf, type Compared } from '../findings.js';
import type { Report } from '../run.js';
import { ConformError } from '../errors.js';

export function jsonReport(report: Report, compared?: Compared): string {
  const { target, outcomes, ...rest } = report;
  const cases = outcomes.map(({ id, kind, clause, certainty, verdict, why }) => ({ id, kind, clause, certainty, verdict, ...(why !== undefined && { why }) }));
  const cse = { cse: target.cse, base: target.base, types: target.types === undefined ? null : [...target.types], releases: target.releases, serializations: target.serializations };
  return `${JSON.stringify({ version: 1, ...rest, target: cse, counts: countsOf(outcomes), ...(compared !== undefined && { compared }), findings: findingsOf(report), cases }, null, 1)}\n`;
}

/** Ids of the cases that failed. @throws ConformError when it is no report */
export function baselineIn(text: string, name: string): readonly string[] {
  let cases: unknown;
  try {
    cases = (JSON.parse(text) as { readonly cases?: unknown } | null)?.cases;
  } catch {
    cases = undefined;
  }
  const isCase = (each: unknown): each is { readonly id: string; readonly verdict: string } => typeof (each as { readonly id?: unknown } | null)?.id === 'string';
  if (!Array.isArray(cases) || !cases.every(isCase)) throw new ConformError('CONFORM_FILE', `${name} is no report of a run`, 'give the report.json that --report has written');
  return cases.filter(({ verdict }) => verdict === 'failed').map(({ id }) => id);
}
