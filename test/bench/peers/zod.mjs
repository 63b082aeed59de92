import * as z from 'zod';
import { identifiers } from '../payloads.mjs';

const { resourceName, timestamp, ncName } = identifiers;
const unique = (items) => new Set(items).size === items.length;

const texts = z.array(z.string()).min(1);
const schema = z.strictObject({
  rn: z.string().regex(new RegExp(resourceName)).optional(),
  et: z.string().regex(new RegExp(timestamp)).optional(),
  acpi: texts.optional(),
  lbl: texts.optional(),
  at: z.array(z.string()).optional(),
  aa: z.array(z.string().regex(new RegExp(ncName))).optional(),
  daci: z.array(z.string()).optional(),
  cpen: z.boolean().optional(),
  vr: z.string(),
  swn: z.string(),
  url: z.string(),
  swtg: texts.refine(unique),
  swtc: z
    .array(
      z.strictObject({
        sri: z.string(),
        evc: z.strictObject({
          optr: z.int().min(1).max(6),
          sbjt: z.string().regex(new RegExp(ncName)),
          thld: z.union([z.string(), z.number(), z.boolean()]),
        }),
      }),
    )
    .optional(),
  swop: z.int().min(1).max(4),
});
export const validate = (data) => schema.safeParse(data).success;
