import { nearest } from '../../diagnostics/did-you-mean.js';
import type { Diagnostics } from '../../diagnostics/diagnostic.js';
import type { AttributeFact } from '../facts.js';
import { recogniseCodes } from './codes.js';
import { erratum } from './names.js';

type Column = 'access' | 'announced' | 'create' | 'update';

const known: Readonly<Record<Column, { readonly code: keyof typeof recogniseCodes; readonly values: readonly string[] }>> = {
  access: { code: 'RECOGNISE_ACCESS', values: ['RW', 'RO', 'WO'] },
  announced: { code: 'RECOGNISE_ANNOUNCED', values: ['MA', 'OA', 'NA'] },
  create: { code: 'RECOGNISE_OPTIONALITY', values: ['M', 'O', 'NP'] },
  update: { code: 'RECOGNISE_OPTIONALITY', values: ['M', 'O', 'NP'] },
};

/** `1`, `0..1 (L)`, `0..n`: TS-0001 9.5.0. */
export const isMultiplicity = (text: string): boolean => /^\d{1,4}(?: ?\.\. ?(?:\d{1,4}|[nN*]))?(?: ?\( ?L ?\))?$/.test(text);

/** Reports what an attribute row prints that none of its columns knows; the fact keeps it. */
export function checkAttribute(fact: AttributeFact, diagnostics: Diagnostics): void {
  const who = fact.resource === undefined ? fact.name : `${fact.resource}.${fact.name}`;
  for (const [column, { code, values }] of Object.entries(known) as [Column, (typeof known)[Column]][]) {
    const printed = fact[column];
    if (printed === undefined || printed === '' || values.includes(printed)) continue;
    const near = alike(printed, values);
    const hint = near === undefined ? `one of ${values.join(', ')} is expected` : `did you mean ${near}? ${erratum(printed, near)}`;
    diagnostics.report(recogniseCodes, code, `${column} "${printed}" of ${who} is none of ${values.join(', ')}`, fact.place, hint);
  }
  const { multiplicity } = fact;
  if (multiplicity !== undefined && multiplicity !== '' && !isMultiplicity(multiplicity)) {
    const near = mended(multiplicity);
    const hint = known.access.values.includes(multiplicity)
      ? 'an access stands in the column of the multiplicity: are the two swapped?'
      : near === undefined
        ? 'expected like 1, 0..1, 0..n, 0..1 (L)'
        : `did you mean ${near}? ${erratum(multiplicity, near)}`;
    diagnostics.report(
      recogniseCodes,
      'RECOGNISE_MULTIPLICITY',
      `multiplicity "${multiplicity}" of ${who} cannot be read`,
      fact.place,
      hint,
    );
  }
}

/** `O..1`, `0...1`, `0..1 ((L)`: the multiplicity that remains when letters, dots and brackets are put right. */
function mended(printed: string): string | undefined {
  const [, low, high, list] = /^([0-9O])(?:\W{0,4}([0-9OIlnN*]))?(\W{0,4}L\W{0,3})?$/.exec(printed) ?? [];
  if (low === undefined) return undefined;
  const figure = (text: string): string => text.replace(/O/g, '0').replace(/[Il]/g, '1').replace(/[N*]/g, 'n');
  const text = figure(low) + (high === undefined ? '' : `..${figure(high)}`) + (list === undefined ? '' : ' (L)');
  return isMultiplicity(text) ? text : undefined;
}

/** Figures typed for letters (`R0`) first, then a letter wrong. */
function alike(printed: string, values: readonly string[]): string | undefined {
  const letters = printed
    .toUpperCase()
    .replace(/0/g, 'O')
    .replace(/[^A-Z]/g, '');
  return values.find((value) => value === letters) ?? (printed.length > 4 ? undefined : nearest(printed, values));
}
