import type { Diagnostics, Place } from '../../diagnostics/diagnostic.js';
import { mergeCodes } from './codes.js';

/** Far more than any published table has; what has more is no table that a person wrote. */
export const rowLimits = { resource: 2_000, enumeration: 5_000, type: 2_000, 'fault table': 2_000, 'table of parameters': 2_000, 'table of short names': 20_000 } as const;

/** Whether rows about one subject are as many as a specification may have; more are reported and not taken. */
export function isWithinLimit(diagnostics: Diagnostics, what: keyof typeof rowLimits, name: string, rows: readonly { readonly place: Place }[]): boolean {
  const most = rowLimits[what];
  if (rows.length <= most) return true;
  diagnostics.report(mergeCodes, 'IMPORT_LIMIT', `the ${what} ${name} is left out: it has ${rows.length} rows; at most ${most} are taken`, rows[0]?.place);
  return false;
}
