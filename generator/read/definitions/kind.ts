import { posix } from 'node:path';
import type { Diagnostics } from '../../diagnostics/diagnostic.js';
import { didYouMean } from '../../diagnostics/did-you-mean.js';
import { definitionCodes } from './codes.js';
import type { Kind } from './definitions.js';
import type { JsonDocument } from './json-document.js';
import { memberOf } from './json-document.js';
import { shown } from './shown.js';

/** Every kind, as the compiler makes sure. */
const kinds: Readonly<Record<Kind, true>> = {
  additions: true,
  aggregations: true,
  commands: true,
  contents: true,
  cwmp: true,
  dependencies: true,
  documents: true,
  enumerations: true,
  errata: true,
  'exec-status-codes': true,
  'fault-codes': true,
  'http-binding': true,
  machine: true,
  outcomes: true,
  parameters: true,
  resource: true,
  'short-names': true,
  'status-codes': true,
  'universal-attributes': true,
};

export const allKinds = Object.keys(kinds) as readonly Kind[];

const suffix = '.schema.json';

/** A JSON Schema beside the definitions, for editors: no definition. */
export const isSchemaFile = (file: string): boolean => file.endsWith(suffix);

/** The kind that the base name of `$schema` says; reported and undefined when it says none. */
export function kindOf(document: JsonDocument, diagnostics: Diagnostics): Kind | undefined {
  const schema = memberOf(document.content, '$schema');
  if (typeof schema !== 'string') {
    const hint = 'begin it with { "$schema": "schema/<kind>.schema.json", … }';
    diagnostics.report(
      definitionCodes,
      'DEFINITION_WITHOUT_SCHEMA',
      'no "$schema" says which kind of definition this is',
      document.place([]),
      hint,
    );
    return undefined;
  }
  const name = posix.basename(schema, suffix);
  if (Object.hasOwn(kinds, name)) return name as Kind;
  const hint = didYouMean(name, allKinds) ?? `the kinds are ${allKinds.join(', ')}`;
  diagnostics.report(
    definitionCodes,
    'DEFINITION_UNKNOWN_KIND',
    `${shown(name)} is no kind of definition`,
    document.place(['$schema']),
    hint,
  );
  return undefined;
}
