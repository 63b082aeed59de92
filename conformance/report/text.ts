/** The report for people: a table by resource type, then the findings. */

import type { Outcome } from '../court.js';
import { printable } from '../curl.js';
import { countsOf, findingsOf, REASONS, reasonsOf, type Compared } from '../findings.js';
import type { Report } from '../run.js';

export function textReport(report: Report, compared?: Compared): string {
  const { passed, failed, byCode, untested } = countsOf(report.outcomes);
  const findings = findingsOf(report);
  const known = new Set(compared?.known);
  return [
    `${printable(report.url)}: CSE ${printable(report.target.cse)}, release ${report.release}${report.content === 'xml' ? ', in XML' : ''}`,
    `${passed} passed, ${failed} failed${byCode === 0 ? '' : ` (${byCode} by their code alone)`}, ${untested} not tested, in ${(report.milliseconds / 1000).toFixed(1)} s with ${report.answers} requests (seed ${report.seed})`,
    ...(report.ended === undefined ? [] : ['', `ENDED EARLY: ${printable(report.ended)}`]),
    ...(report.left.length === 0 ? [] : ['', `LEFT BEHIND: ${report.left.map(printable).join(', ')}`]),
    '',
    ...table(report.outcomes),
    ...(compared === undefined ? [] : ['', `against the baseline: ${compared.added.length} new, ${compared.known.length} known, ${compared.mended.length} mended`]),
    ...findings.flatMap((finding, i) => [
      '',
      `${i + 1}. ${finding.what} [${finding.kind}] ${finding.cases.length > 1 ? `(${finding.cases.length} cases)` : ''}${finding.cases.every((id) => known.has(id)) ? ' (known)' : ''}`.trimEnd(),
      `   ${finding.clause} (${finding.certainty})${finding.level === 'code' ? ', refused as it must be, with another code' : ''}${finding.resources.length === 0 ? '' : `; ${finding.resources.slice(0, 8).join(', ')}${finding.resources.length > 8 ? ', …' : ''}`}`,
      ...(finding.errata.length === 0 ? [] : [`   specgen explain ${finding.errata.slice(0, 6).join(' ')}`]),
      ...finding.readings.slice(0, 4).map((reading) => `   others read: ${reading}`),
      ...finding.examples.flatMap(({ id, expected, came, curl, answer }) => [
        `   - ${id}`,
        `     expected ${expected}`,
        `     came     ${came}`,
        ...(curl === undefined ? [] : [`     ${curl}`]),
        ...(answer === undefined ? [] : [`     → ${answer}`]),
      ]),
    ]),
    '',
    ...untestedLines(report.outcomes),
    '',
  ].join('\n');
}

function table(outcomes: readonly Outcome[]): readonly string[] {
  const groups = new Map<string, Outcome[]>();
  for (const outcome of outcomes) {
    const name = groupOf(outcome);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [outcome]);
    else group.push(outcome);
  }
  const rows = [...groups].map(([name, group]) => ({ name, ...countsOf(group) })).filter(({ passed, failed }) => passed + failed > 0);
  const width = Math.max(8, ...rows.map(({ name }) => name.length));
  const line = (name: string, ...cells: readonly (string | number)[]): string => name.padEnd(width) + cells.map((cell) => String(cell).padStart(12)).join('');
  return [line('', 'passed', 'failed', 'not tested'), ...rows.map(({ name, passed, failed, untested }) => line(name, passed, failed === 0 ? '' : failed, untested === 0 ? '' : untested))];
}

/** A resource type where the case is of its payloads, the subject of the kind otherwise. */
const groupOf = ({ id, kind, resource }: Outcome): string => (resource !== '' && id.startsWith(`${resource}.`) ? `<${resource}>` : kind.split('.')[0]!);

function untestedLines(outcomes: readonly Outcome[]): readonly string[] {
  const reasons = reasonsOf(outcomes);
  if (reasons.length === 0) return [];
  const rest = reasons.length - REASONS;
  return ['not tested, because', ...reasons.slice(0, REASONS).map(({ why, cases }) => `  ${String(cases).padStart(6)}  ${printable(why)}`), ...(rest > 0 ? [`          … and ${rest} other reasons`] : [])];
}
