import { createRequire } from 'node:module';

/** As much of the untyped package as we use (xsd2jsonschema 0.3.7). */
interface Library {
  readonly Xsd2JsonSchema: new (options: object) => { processAllSchemas(input: { schemas: Record<string, string> }): Record<string, { getJsonSchema(): JsonSchemaFile }> };
  readonly ConverterDraft07: new () => object;
  readonly BuiltInTypeConverter: new () => object;
  readonly XsdFile: { getValueAttr(node: unknown): string };
}
export interface JsonSchemaFile {
  readonly definitions?: Readonly<Record<string, object>>;
}
interface Working {
  workingJsonSchema: { readonly type?: string; pattern?: string; addEnum(value: unknown): void };
}
interface JsonSchema {
  type?: string;
  minimum?: number;
}

const library = createRequire(import.meta.url)('xsd2jsonschema') as Library;

/**
 * The package's own extension points, a converter and a built-in type converter subclass, correct what keeps it from an
 * opinion on our documents: it writes the numbers of an integer enumeration as strings, leaves patterns without anchors,
 * throws on xs:positiveInteger, and allows 0 and 1 for a boolean, which is a JSON boolean in oneM2M (TS-0004 8.4.2).
 */
class Converter extends library.ConverterDraft07 {
  enumeration(this: Working, node: unknown): boolean {
    const value = library.XsdFile.getValueAttr(node);
    this.workingJsonSchema.addEnum(this.workingJsonSchema.type === 'integer' ? Number(value) : value);
    return true;
  }

  pattern(this: Working, node: unknown): boolean {
    this.workingJsonSchema.pattern = `^(?:${library.XsdFile.getValueAttr(node)})$`;
    return true;
  }
}

class BuiltIns extends library.BuiltInTypeConverter {
  boolean(_node: unknown, jsonSchema: JsonSchema): boolean {
    jsonSchema.type = 'boolean';
    return true;
  }

  positiveInteger(_node: unknown, jsonSchema: JsonSchema): boolean {
    jsonSchema.type = 'integer';
    jsonSchema.minimum = 1;
    return true;
  }
}

/** The package's schema of one document, with our corrections or as it comes. Throws what the package throws. */
export function secondOpinion(xsd: string, corrected = true): JsonSchemaFile {
  const options = corrected ? { converter: new Converter(), builtInTypeConverter: new BuiltIns() } : {};
  return new library.Xsd2JsonSchema(options).processAllSchemas({ schemas: { 'document.xsd': xsd } })['document.xsd']!.getJsonSchema();
}
