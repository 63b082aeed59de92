import type { Diagnostics } from '../../diagnostics/diagnostic.js';
import type { Sources } from '../sources.js';
import type { Definition, DefinitionKinds, Kind } from './definitions.js';
import { applyErrata } from './errata.js';
import type { JsonDocument } from './json-document.js';
import type { Losses } from './losses.js';
import { isSchemaFile, kindOf } from './kind.js';
import type { Schemas } from './package-schemas.js';
import { packageSchemas } from './package-schemas.js';
import { parseJson } from './parse.js';
import { reportTwice } from './twice.js';
import { isValid } from './validate.js';

/** The definitions read, in the order of their files. */
export interface Definitions {
  readonly all: readonly Definition[];
  byKind<K extends Kind>(kind: K): readonly Definition<K>[];
}

/**
 * Reads every `*.json` of `sources` but JSON Schemas: parse → kind → errata → validate. What cannot be used is reported
 * and left out: the definition as a whole, or only the rows that are wrong where `lost` takes note of them.
 */
export function readDefinitions(sources: Sources, diagnostics: Diagnostics, schemas: Schemas = packageSchemas(), lost?: Losses): Definitions {
  const documents = new Map<string, JsonDocument>();
  const kinds = new Map<JsonDocument, Kind>();
  for (const [file, text] of sources) {
    if (!file.endsWith('.json') || isSchemaFile(file)) continue;
    const document = parseJson(file, text, diagnostics);
    const kind = document && kindOf(document, diagnostics);
    if (document === undefined || kind === undefined) {
      if (lost !== undefined) lost.everything = true;
      continue;
    }
    documents.set(file, document);
    kinds.set(document, kind);
  }
  for (const [document, kind] of kinds) if (kind === 'errata') applyErrata(document, documents, diagnostics);

  const definitions = [...kinds]
    .filter(([document, kind]) => isValid(kind, document, schemas, diagnostics, lost))
    .map(([document, kind]) => definition(document, kind));
  reportTwice(definitions, diagnostics);
  return { all: definitions, byKind: <K extends Kind>(kind: K) => definitions.filter((d) => d.kind === kind) as unknown as readonly Definition<K>[] };
}

const definition = (document: JsonDocument, kind: Kind): Definition => ({
  kind,
  file: document.file,
  content: document.content as DefinitionKinds[Kind],
  at: (...path) => document.place(path),
  patchedBy: (...path) => document.patchedBy(path),
});
