import * as v from 'valibot';
import { identifiers } from '../payloads.mjs';

const { resourceName, timestamp, ncName } = identifiers;
const unique = (items) => new Set(items).size === items.length;

const texts = v.pipe(v.array(v.string()), v.minLength(1));
const schema = v.strictObject({
  rn: v.optional(v.pipe(v.string(), v.regex(new RegExp(resourceName)))),
  et: v.optional(v.pipe(v.string(), v.regex(new RegExp(timestamp)))),
  acpi: v.optional(texts),
  lbl: v.optional(texts),
  at: v.optional(v.array(v.string())),
  aa: v.optional(v.array(v.pipe(v.string(), v.regex(new RegExp(ncName))))),
  daci: v.optional(v.array(v.string())),
  cpen: v.optional(v.boolean()),
  vr: v.string(),
  swn: v.string(),
  url: v.string(),
  swtg: v.pipe(v.array(v.string()), v.minLength(1), v.check(unique)),
  swtc: v.optional(
    v.array(
      v.strictObject({
        sri: v.string(),
        evc: v.strictObject({
          optr: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(6)),
          sbjt: v.pipe(v.string(), v.regex(new RegExp(ncName))),
          thld: v.union([v.string(), v.number(), v.boolean()]),
        }),
      }),
    ),
  ),
  swop: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(4)),
});
export const validate = (data) => v.safeParse(schema, data).success;
