import { Type } from '@sinclair/typebox';
import { TypeCompiler } from '@sinclair/typebox/compiler';
import { identifiers } from '../payloads.mjs';

const { resourceName, timestamp, ncName } = identifiers;

const closed = { additionalProperties: false };
const texts = Type.Array(Type.String(), { minItems: 1 });
const check = TypeCompiler.Compile(
  Type.Object(
    {
      rn: Type.Optional(Type.String({ pattern: resourceName })),
      et: Type.Optional(Type.String({ pattern: timestamp })),
      acpi: Type.Optional(texts),
      lbl: Type.Optional(texts),
      at: Type.Optional(Type.Array(Type.String())),
      aa: Type.Optional(Type.Array(Type.String({ pattern: ncName }))),
      daci: Type.Optional(Type.Array(Type.String())),
      cpen: Type.Optional(Type.Boolean()),
      vr: Type.String(),
      swn: Type.String(),
      url: Type.String(),
      swtg: Type.Array(Type.String(), { minItems: 1, uniqueItems: true }),
      swtc: Type.Optional(
        Type.Array(
          Type.Object(
            {
              sri: Type.String(),
              evc: Type.Object(
                {
                  optr: Type.Integer({ minimum: 1, maximum: 6 }),
                  sbjt: Type.String({ pattern: ncName }),
                  thld: Type.Union([Type.String(), Type.Number(), Type.Boolean()]),
                },
                closed,
              ),
            },
            closed,
          ),
        ),
      ),
      swop: Type.Integer({ minimum: 1, maximum: 4 }),
    },
    closed,
  ),
);
export const validate = (data) => check.Check(data);
