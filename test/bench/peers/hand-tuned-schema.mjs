import { identifiers } from '../payloads.mjs';

const { resourceName, timestamp, ncName } = identifiers;

/** For Ajv: no references, types beside every item, so that it takes its fastest roads. */
export const handTunedSchema = () => {
  const text = { type: 'string' };
  const texts = { type: 'array', items: text, minItems: 1 };
  return {
    type: 'object',
    required: ['vr', 'swn', 'url', 'swtg', 'swop'],
    properties: {
      rn: { type: 'string', pattern: resourceName },
      et: { type: 'string', pattern: timestamp },
      acpi: texts,
      lbl: texts,
      at: { type: 'array', items: text },
      aa: { type: 'array', items: { type: 'string', pattern: ncName } },
      daci: { type: 'array', items: text },
      cpen: { type: 'boolean' },
      vr: text,
      swn: text,
      url: text,
      swtg: { type: 'array', items: text, minItems: 1, uniqueItems: true },
      swtc: {
        type: 'array',
        items: {
          type: 'object',
          required: ['sri', 'evc'],
          properties: {
            sri: text,
            evc: {
              type: 'object',
              required: ['optr', 'sbjt', 'thld'],
              properties: {
                optr: { type: 'integer', minimum: 1, maximum: 6 },
                sbjt: { type: 'string', pattern: ncName },
                thld: { type: ['string', 'number', 'boolean'] },
              },
              additionalProperties: false,
            },
          },
          additionalProperties: false,
        },
      },
      swop: { type: 'integer', minimum: 1, maximum: 4 },
    },
    additionalProperties: false,
  };
};
