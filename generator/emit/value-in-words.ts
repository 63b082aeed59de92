import type { Attribute, JsonValue, Model } from '../model/model.js';

/** A value of an attribute as people read it: `2 (PENDING)` for a number of an enumeration, JSON for everything else. */
export function valueInWords(model: Model, { type }: Pick<Attribute, 'type'>, value: JsonValue): string {
  const entries = model.enumerations.find((enumeration) => enumeration.type === type.text)?.values;
  const name = entries?.find((entry) => entry.value === value)?.name;
  return JSON.stringify(value) + (name === undefined ? '' : ` (${name})`);
}
