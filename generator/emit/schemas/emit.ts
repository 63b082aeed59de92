import type { JsonValue, Model } from '../../model/model.js';
import { codeNames } from '../code-names.js';
import { fittedJson } from '../json/fitted.js';
import type { OutputFile } from '../output.js';
import { CommonTypes } from './common.js';
import { convertContents, primitiveDocument, primitives, representationRoot } from './primitives.js';
import { commonDocument, documentId } from './references.js';
import { carried, forms } from './representation.js';
import { dialect, resourceDocument, slotValueSchema } from './resource.js';
import type { Keywords } from './types.js';
import { typeSchemas } from './types.js';

/**
 * `schemas/`: JSON Schemas (draft 2020-12) in one document for each resource, one for each primitive, and one of the data
 * types that they share; `index.json` lists them.
 */
export function emitSchemas(model: Model): readonly OutputFile[] {
  const documents = schemaDocuments(model);
  const index: JsonValue = [...documents.keys()].map((name) => `${name}.json`);
  return [['index', index] as const, ...documents].map(([name, content]) => ({ path: `schemas/${name}.json`, text: fittedJson(content as JsonValue) }));
}

/** The documents by the names of their files. */
export function schemaDocuments(model: Model): ReadonlyMap<string, Keywords> {
  const resources = carried(model);
  convertAll(model);
  const common = new CommonTypes(model, new Map([['representation', representationRoot]]));
  const documents = new Map<string, Keywords>([
    ...resources.map((resource) => [codeNames(model).resource(resource).file, resourceDocument(model, resource, common)] as const),
    ...primitives.map((primitive) => [primitive, primitiveDocument(model, primitive, common)] as const),
  ]);
  const types: Keywords = {
    $schema: dialect,
    $id: documentId(commonDocument),
    title: 'Data types that resources and primitives share',
    description: 'A type whose members have short names on the wire has a second definition, which ends in .wire.',
    $defs: common.definitions(),
  };
  return new Map([[commonDocument, types], ...documents]);
}

/** Every type is converted before the first one is referred to: a definition is complete only then. */
function convertAll(model: Model): void {
  for (const form of forms) {
    const types = typeSchemas(model, form);
    for (const { attributes } of carried(model)) for (const attribute of attributes) slotValueSchema({ key: '', attribute, use: 'O', null: 'no' }, types);
    types.named('m2m:childResourceRef');
    convertContents(model, form, types);
  }
}
