import { Diagnostics, type Diagnostic } from '../../diagnostics/diagnostic.js';
import { keyOf } from '../../model/components.js';
import { readXsd } from '../../read/xsd/read.js';
import { inCompileOrder } from './compile-order.js';
import { createConverter, type JsonSchemaObject } from './convert.js';
import { ofOwnMembers } from './own-members.js';
import { record } from './schema.js';

export interface FromXsdOptions {
  /** Stands before the names of XML attributes: `@` unless given. */
  readonly attributePrefix?: string;
  /** Name of the text of simple and mixed content: `$` unless given. */
  readonly textKey?: string;
}

export interface FromXsd {
  /** The schema of the value of a global element, complete in itself; undefined when there is no such element. */
  schemaFor(localName: string, namespace: string): JsonSchemaObject | undefined;
  /** Schemas that the ones of `schemaFor` refer to: none, each carries its own definitions. */
  readonly schemas: readonly JsonSchemaObject[];
  /** What is wrong with the documents, and what JSON Schema cannot say of them. */
  readonly diagnostics: readonly Diagnostic[];
}

const dialect = 'https://json-schema.org/draft/2020-12/schema';

/**
 * XSD documents → JSON Schemas (draft 2020-12) of their global elements. `files` is path → text, `entry` the document to
 * start from; a schemaLocation resolves against the folder of its document. Never throws for bad input: what is wrong,
 * and what JSON Schema cannot say, is in `diagnostics`.
 */
export function jsonSchemaFromXsd(
  files: Readonly<Record<string, string>> | ReadonlyMap<string, string>,
  entry: string,
  options: FromXsdOptions = {},
): FromXsd {
  const diagnostics = new Diagnostics();
  const sources = files instanceof Map ? (files as ReadonlyMap<string, string>) : new Map(Object.entries(files));
  const set = readXsd(sources, diagnostics, { entries: [entry] });
  const { attributePrefix = '@', textKey = '$' } = options;
  return {
    schemaFor: (local, namespace) => {
      const element = set.elements.get(keyOf({ namespace, local }));
      if (element === undefined) return undefined;
      const converter = createConverter(set, { attributePrefix, textKey, emptyForDefault: true, laxAnyType: true, byPlace: true });
      const own = element.abstract ? false : ofOwnMembers(converter.schemaForElement(element));
      const defined = record(Object.entries(converter.definitions()).map(([name, definition]) => [name, ofOwnMembers(definition)]));
      const { schema, definitions } = inCompileOrder(typeof own === 'object' ? own : own ? {} : { not: {} }, defined);
      return {
        $schema: dialect,
        ...schema,
        ...(Object.keys(definitions).length > 0 && { $defs: definitions }),
      };
    },
    schemas: [],
    diagnostics: diagnostics.list(),
  };
}
