import Joi from 'joi';
import { identifiers } from '../payloads.mjs';

const { resourceName, timestamp, ncName } = identifiers;

const text = Joi.string();
const texts = Joi.array().items(text).min(1);
const schema = Joi.object({
  rn: text.pattern(new RegExp(resourceName)),
  et: text.pattern(new RegExp(timestamp)),
  acpi: texts,
  lbl: texts,
  at: Joi.array().items(text),
  aa: Joi.array().items(text.pattern(new RegExp(ncName))),
  daci: Joi.array().items(text),
  cpen: Joi.boolean(),
  vr: text.required(),
  swn: text.required(),
  url: text.required(),
  swtg: texts.unique().required(),
  swtc: Joi.array().items(
    Joi.object({
      sri: text.required(),
      evc: Joi.object({
        optr: Joi.number().integer().min(1).max(6).required(),
        sbjt: text.pattern(new RegExp(ncName)).required(),
        thld: Joi.alternatives(Joi.string(), Joi.number(), Joi.boolean()).required(),
      }).required(),
    }),
  ),
  swop: Joi.number().integer().min(1).max(4).required(),
});
const options = { convert: false, abortEarly: false };
export const validate = (data) => schema.validate(data, options).error === undefined;
