import type { CodeTable, Diagnostics } from '../diagnostics/diagnostic.js';
import type { Attribute, JsonValue, Model } from '../model/model.js';
import { first, problemOfType, text } from './problems.js';
import { isListInTable } from './xsd.js';

export const valueCodes = {
  CHECK_BAD_DEFAULT: { severity: 'error', title: 'A default that the attribute\'s own type does not allow' },
  CHECK_BAD_FIXED: { severity: 'error', title: 'A fixed value that the attribute\'s own type does not allow' },
} as const satisfies CodeTable;

/** Defaults and fixed values are values of the attribute's type. */
export function checkValues(model: Model, diagnostics: Diagnostics): void {
  const report = (code: keyof typeof valueCodes, where: string, attribute: Attribute, value: JsonValue | undefined): void => {
    const problem = value === undefined ? undefined : problemOfAttribute(model, attribute, value);
    const hint = attribute.errata.length > 0 ? `the row is as erratum ${attribute.errata.join(', ')} has it` : undefined;
    if (problem !== undefined) diagnostics.report(valueCodes, code, `${where}: ${problem}`, attribute.place, hint);
  };
  for (const resource of model.resources) {
    for (const attribute of resource.attributes) {
      const where = `${resource.name}.${attribute.name}`;
      report('CHECK_BAD_DEFAULT', `default of ${where}`, attribute, attribute.default);
      report('CHECK_BAD_FIXED', `fixed value of ${where}`, attribute, attribute.fixed);
    }
  }
}

/** What is wrong with a value, or undefined; `null` means absent, which the types of no attribute forbid. */
export function problemOfAttribute(model: Model, attribute: Attribute, value: JsonValue): string | undefined {
  if (value === null) return undefined;
  if (!isListInTable(attribute)) return problemOfType(model, attribute.type.type, value);
  if (!Array.isArray(value)) return `${text(value)} is not a list`;
  const { type } = attribute.type;
  const item = type.kind === 'simple' && type.itemType !== undefined && !attribute.type.listOf ? type.itemType : type;
  return first(value as readonly JsonValue[], (v) => problemOfType(model, item, v));
}
