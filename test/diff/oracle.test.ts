import { describe, expect, it } from 'vitest';
import { diffModels } from '../../generator/diff/diff.js';
import type { Operation } from '../../generator/emit/schemas/representation.js';
import { resourceVectors } from '../../generator/emit/vectors/resource-vectors.js';
import type { Model, Resource } from '../../generator/model/model.js';
import { oncePer } from '../../generator/once-per.js';
import { base, resourceAndTypeEdits } from './edits.js';
import { compiled } from '../support/ajv.js';
import { resourceSchema } from '../support/published-schemas.js';

/**
 * The second opinion on the classes: schemas and payloads as they are generated from both models, on the wire. What no
 * change calls breaking for senders must accept every old request; what none calls breaking for readers must send them
 * nothing that the old schema refuses, members that it does not know left out.
 */
const gadget = (model: Model): Resource | undefined => model.resources.find((r) => r.name === 'gadget');

type Accepts = (payload: unknown) => boolean;
/** By what the schema says: of most edits one operation has another schema, and the others have that of the base. */
const kept = new Map<string, Accepts>();

const validatorOf = oncePer((model: Model) => {
  const ofModel = new Map<string, Accepts>();
  return (operation: Operation, ignoring: boolean): Accepts => {
    const key = `${operation} ${ignoring}`;
    if (!ofModel.has(key)) ofModel.set(key, compiledOnce(model, operation, ignoring));
    return ofModel.get(key)!;
  };
});

function compiledOnce(model: Model, operation: Operation, ignoring: boolean): Accepts {
  const open = (name: string, value: unknown): unknown => (ignoring && name === 'additionalProperties' && value === false ? undefined : value);
  const text = JSON.stringify(resourceSchema(model, gadget(model)!, operation, 'wire'), open);
  if (!kept.has(text)) kept.set(text, compiled(JSON.parse(text) as object, { strict: false, validateFormats: false }));
  return kept.get(text)!;
}

/** Samples do not know every constraint, so that only those count that are valid where they come from. */
const payloads = (model: Model, operation: Operation): readonly unknown[] =>
  resourceVectors(model, gadget(model)!, operation)
    .valid.map(({ wire }) => wire)
    .filter((payload) => validatorOf(model)(operation, false)(payload));

const refused = {
  senders: (before: Model, after: Model) =>
    (['create', 'update'] as const).flatMap((operation) =>
      payloads(before, operation).filter((payload) => !validatorOf(after)(operation, false)(payload)),
    ),
  readers: (before: Model, after: Model) => payloads(after, 'full').filter((payload) => !validatorOf(before)('full', true)(payload)),
} as const;

const results = resourceAndTypeEdits
  .flatMap(({ what, apply, forward, backward }) => {
    const edited = apply(base);
    return [
      { what, codes: forward, before: base, after: edited },
      { what: `${what}, undone`, codes: backward, before: edited, after: base },
    ];
  })
  .filter(({ before, after }) => gadget(before) !== undefined && gadget(after) !== undefined)
  .flatMap(({ what, codes, before, after }) => {
    const changes = diffModels(before, after);
    return (['senders', 'readers'] as const).map((audience) => ({
      what,
      audience,
      codes: codes.map((line) => line.split(' ')[0]!),
      breaks: changes.some((c) => c.impact[audience].class === 'breaking'),
      refused: refused[audience](before, after),
    }));
  });

describe('generated schemas agree with the classes', () => {
  it('there are payloads to ask', () => {
    for (const operation of ['create', 'update', 'full'] as const) expect(payloads(base, operation).length).toBeGreaterThan(3);
  });

  it.each(results.filter(({ breaks }) => !breaks))('$audience lose nothing by: $what', ({ refused: lost }) => expect(lost).toEqual([]));

  it.each(results.filter(({ codes }) => codes.every((code) => code.endsWith('_LONG'))))(
    'nothing changes on the wire for $audience by: $what',
    ({ refused: lost }) => expect(lost).toEqual([]),
  );

  it('and show the breaks that payloads can show', () => {
    const shown = (audience: string) =>
      [...new Set(results.filter((r) => r.audience === audience && r.refused.length > 0).flatMap(({ codes }) => codes))].sort();
    expect({ senders: shown('senders'), readers: shown('readers') }).toMatchInlineSnapshot(`
      {
        "readers": [
          "ATTRIBUTE_OCCURRENCES",
          "ATTRIBUTE_OPTIONAL",
          "ATTRIBUTE_REMOVED",
          "ATTRIBUTE_TYPE_CHANGED",
          "ATTRIBUTE_TYPE_WIDENED",
          "CONSTRAINT_LOOSENED",
          "FIXED_CHANGED",
          "MEMBER_CHANGED",
          "MEMBER_REMOVED",
          "RESOURCE_NUMBER",
          "TYPE_CHANGED",
        ],
        "senders": [
          "ACCESS_CLOSED",
          "ATTRIBUTE_ADDED_MANDATORY",
          "ATTRIBUTE_OCCURRENCES",
          "ATTRIBUTE_REMOVED",
          "ATTRIBUTE_RENAMED",
          "ATTRIBUTE_REQUIRED",
          "ATTRIBUTE_TYPE_CHANGED",
          "ATTRIBUTE_TYPE_NARROWED",
          "CONSTRAINT_TIGHTENED",
          "CREATE_DEMANDED",
          "CREATE_FORBIDDEN",
          "FIXED_ADDED",
          "FIXED_CHANGED",
          "MEMBER_ADDED_MANDATORY",
          "MEMBER_CHANGED",
          "MEMBER_REMOVED",
          "MEMBER_RENAMED",
          "TYPE_CHANGED",
          "UPDATE_FORBIDDEN",
        ],
      }
    `);
  });
});
