import type { CodeTable, Diagnostics } from '../diagnostics/diagnostic.js';
import { didYouMean } from '../diagnostics/did-you-mean.js';
import type { Model } from '../model/model.js';
import { repeated } from './check.js';

export const outcomeCodes = {
  CHECK_STATUS_CODE_DUPLICATE: { severity: 'error', title: 'Two response status codes have one number or one name' },
  CHECK_OUTCOME_DUPLICATE: { severity: 'error', title: 'Two outcomes have one id' },
  CHECK_OUTCOME_UNKNOWN_STATUS_CODE: { severity: 'error', title: 'An outcome or a rule answers with an unknown response status code' },
  CHECK_OUTCOME_STATUS_MISMATCH: { severity: 'error', title: 'An outcome gives a status code another name or HTTP status than the table' },
  CHECK_EXEC_STATUS_UNKNOWN: { severity: 'error', title: 'A choice of execStatus stands for a value that the published types do not have' },
} as const satisfies CodeTable;

/** The published type of each attribute that took over a part of the CR's execStatus (TS-0004 7.4.17.1). */
const execTypes = { execStatus: 'm2m:execStatusType', execResult: 'm2m:execResultType' } as const;

/** Response status codes and everything that refers to them; the CR's choices of execStatus against the published types. */
export function checkOutcomes(model: Model, diagnostics: Diagnostics): void {
  const { statusCodes, outcomes } = model;
  for (const code of new Set([...repeated(statusCodes, (c) => c.code), ...repeated(statusCodes, (c) => c.name)])) {
    diagnostics.report(outcomeCodes, 'CHECK_STATUS_CODE_DUPLICATE', `response status code ${code.code} ${code.name} is there twice`, code.place);
  }
  for (const outcome of repeated(outcomes, (o) => o.id)) {
    diagnostics.report(outcomeCodes, 'CHECK_OUTCOME_DUPLICATE', `outcome "${outcome.id}" is there twice`, outcome.place);
  }
  const byCode = new Map(statusCodes.map((c) => [c.code, c]));
  const answers = [
    ...outcomes.map((o) => ({ what: `outcome "${o.id}"`, code: o.statusCode, place: o.place })),
    ...model.resources.flatMap((r) => r.rules.map((rule) => ({ what: `rule "${rule.id}" of ${r.name}`, code: rule.outcome, place: rule.place }))),
  ];
  for (const { what, code, place } of answers) {
    if (byCode.has(code)) continue;
    diagnostics.report(outcomeCodes, 'CHECK_OUTCOME_UNKNOWN_STATUS_CODE', `${what} answers with the unknown status code ${code}`, place, didYouMean(String(code), [...byCode.keys()].map(String)) ?? `add it to ${statusCodes[0]?.place.file ?? 'tables/status-codes.json'}`);
  }
  for (const outcome of outcomes) {
    const code = byCode.get(outcome.statusCode);
    if (code === undefined || (code.name === outcome.statusName && code.http === outcome.http)) continue;
    diagnostics.report(outcomeCodes, 'CHECK_OUTCOME_STATUS_MISMATCH', `outcome "${outcome.id}": ${code.code} is ${code.name} (HTTP ${code.http}), not ${outcome.statusName} (HTTP ${outcome.http})`, outcome.place);
  }
  checkExecStatus(model, diagnostics);
}

function checkExecStatus(model: Model, diagnostics: Diagnostics): void {
  for (const { name, attribute, value, publishedName, place } of model.execStatusCodes) {
    const type = execTypes[attribute];
    const values = model.enumerations.find((e) => e.type === type)?.values ?? [];
    if (values.some((v) => v.value === value && (v.name === publishedName || v.aliases.includes(publishedName)))) continue;
    diagnostics.report(outcomeCodes, 'CHECK_EXEC_STATUS_UNKNOWN', `${name}: ${type} has no value ${publishedName} (${value})`, place, didYouMean(publishedName, values.map((v) => v.name)));
  }
}
