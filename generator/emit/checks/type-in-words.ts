import type { SimpleType } from '../../model/components.js';
import type { Model } from '../../model/model.js';
import { M2M_NAMESPACE, prefixedName } from '../../model/names.js';
import { builtinSimpleType } from '../../read/xsd/builtins.js';
import type { Schema } from '../schemas/types.js';
import { sample } from '../vectors/sample.js';
import { isPlainWord } from '../vectors/strings.js';
import { typeInWords } from './keywords.js';

/** A longer text says nothing to people. */
const readable = 40;

/** `m2m:timestamp (20300131T120000)`, by the name of a simple type's definition. */
export function typesInWords(model: Model): (definition: string) => string | undefined {
  const types = new Map<string, SimpleType>();
  for (const type of model.components.types.values()) if (type.kind === 'simple' && type.name !== undefined) types.set(type.name.local, type);
  return (definition) => {
    const type = definition.startsWith('xs:') ? builtinSimpleType(definition.slice('xs:'.length)) : types.get(definition);
    return type === undefined ? undefined : inWords(type);
  };
}

function inWords(type: SimpleType): string {
  const example = sample(type, { size: 'least' });
  return nameOf(type) + (typeof example === 'string' && example.length <= readable && !isPlainWord(example) ? ` (${example})` : '');
}

/** Of a type of one's own its own name alone: its prefix is for its documents to choose. */
const nameOf = (type: SimpleType): string => {
  const prefixed = prefixedName(type) ?? '';
  return prefixed.startsWith('m2m:') && type.name?.namespace !== M2M_NAMESPACE ? type.name!.local : prefixed;
};

/** The schema of a type, with what messages say of it where it has a pattern too long to read, or several forms. */
export function withTypeInWords(schema: Schema, words: string | undefined): Schema {
  if (words === undefined || typeof schema !== 'object') return schema;
  const { pattern = '', allOf } = schema as { readonly pattern?: string; readonly allOf?: readonly Schema[] };
  return {
    ...schema,
    ...((pattern.length > readable || 'anyOf' in schema) && { [typeInWords]: words }),
    ...(allOf !== undefined && { allOf: allOf.map((part) => withTypeInWords(part, words)) }),
  };
}
