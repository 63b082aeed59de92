import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { createConverter } from '../../generator/emit/json-schema/convert.js';
import { keyOf, type ElementDeclaration, type SchemaSet } from '../../generator/model/components.js';
import { TEXT } from './json.js';

/**
 * Compiles our JSON Schema of an element's value: long names, attributes under their own name. The schemas of all
 * elements stand in one document, so that the types that they share are compiled once.
 */
export function schemaCompiler(set: SchemaSet): (element: ElementDeclaration) => ValidateFunction {
  const converter = createConverter(set, { attributePrefix: '', textKey: TEXT });
  const elements = [...set.elements.values()].map((element, i) => [keyOf(element.name), `element-${i}`, converter.schemaForElement(element)] as const);
  const names = new Map(elements.map(([key, name]) => [key, name]));
  const ajv = new Ajv2020({ strict: false, inlineRefs: false, code: { optimize: false } });
  ajv.addSchema({ $id: 'all:schemas', $defs: { ...converter.definitions(), ...Object.fromEntries(elements.map(([, name, schema]) => [name, schema])) } });
  return (element) => ajv.getSchema(`all:schemas#/$defs/${names.get(keyOf(element.name))}`)!;
}
