import { isSchemaMap } from '../json-schema/schema.js';
import type { Schema } from './types.js';

const prefix = '#/$defs/';

export const referenceTo = (definition: string): string =>
  prefix + encodeURIComponent(definition.replaceAll('~', '~0').replaceAll('/', '~1')).replaceAll('%3A', ':');

/** The definition that a `$ref` names, or undefined when it points elsewhere. */
export const definitionOf = (reference: unknown): string | undefined =>
  typeof reference === 'string' && reference.startsWith(prefix)
    ? decodeURIComponent(reference.slice(prefix.length)).replaceAll('~1', '/').replaceAll('~0', '~')
    : undefined;

/** Identifier of one of the documents in `schemas/`, by the name of its file. */
export const documentId = (file: string): string => `urn:onem2m-specgen:${file}`;

/** The document of the data types that all others refer to; no resource has a file of this name. */
export const commonDocument = 'common';

/** The schema with every reference to a definition renamed. */
export function withReferences<T>(schema: T, rename: (definition: string) => string): T {
  const visit = (node: unknown, isMap = false): unknown => {
    if (typeof node !== 'object' || node === null) return node;
    if (Array.isArray(node)) return node.map((item) => visit(item));
    return Object.fromEntries(
      Object.entries(node).map(([key, value]: [string, unknown]) => {
        // A member may have the name of a keyword.
        if (isMap) return [key, visit(value)];
        if (verbatim.has(key)) return [key, value];
        const definition = key === '$ref' ? definitionOf(value) : undefined;
        return [key, definition === undefined ? visit(value, isSchemaMap(key)) : rename(definition)];
      }),
    );
  };
  return visit(schema) as T;
}

/** Keywords whose value is data, and no schema. */
const verbatim: ReadonlySet<string> = new Set(['const', 'enum', 'default', 'required']);

/** Names of the definitions that a schema refers to, not looking into these. */
export function definitionsIn(schema: Schema): ReadonlySet<string> {
  const names = new Set<string>();
  withReferences(schema, (definition) => {
    names.add(definition);
    return definition;
  });
  return names;
}
