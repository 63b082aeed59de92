import type { Diagnostic } from '../../generator/diagnostics/diagnostic.js';
import { Diagnostics } from '../../generator/diagnostics/diagnostic.js';
import { jsonSchemaFromXsd } from '../../generator/emit/json-schema/from-xsd.js';
import { keyOf, type ComplexType, type ElementDeclaration, type SchemaSet, type SimpleType, type Type } from '../../generator/model/components.js';
import { readXsd } from '../../generator/read/xsd/read.js';
import { compiled } from '../support/ajv.js';

/** A schema document around `body`, on one line, so that line 1 is where everything stands. */
export const xsd = (body: string, attributes = ''): string => `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" ${attributes}>${body}</xs:schema>`;

/** A document whose element `root` has this complex content. */
export const rootWith = (content: string, rest = ''): string => xsd(`<xs:element name="root"><xs:complexType>${content}</xs:complexType></xs:element>${rest}`);

export interface Result {
  readonly set: SchemaSet;
  readonly all: readonly Diagnostic[];
  /** Codes of errors and warnings. */
  readonly codes: readonly string[];
  type(local: string, namespace?: string): Type;
  simple(local: string, namespace?: string): SimpleType;
  complex(local: string, namespace?: string): ComplexType;
  element(local: string, namespace?: string): ElementDeclaration;
}

/** Reads documents: one text, or path → text. */
export function read(files: string | Readonly<Record<string, string>>, entries?: readonly string[]): Result {
  const diagnostics = new Diagnostics();
  const sources = new Map(Object.entries(typeof files === 'string' ? { 'a.xsd': files } : files));
  const set = readXsd(sources, diagnostics, entries === undefined ? {} : { entries });
  const all = diagnostics.list();
  const type = (local: string, namespace = ''): Type => set.types.get(keyOf({ namespace, local }))!;
  return {
    set,
    all,
    codes: all.filter(({ severity }) => severity !== 'note').map(({ code }) => code),
    type,
    simple: (local, namespace) => type(local, namespace) as SimpleType,
    complex: (local, namespace) => type(local, namespace) as ComplexType,
    element: (local, namespace = '') => set.elements.get(keyOf({ namespace, local }))!,
  };
}

interface Converted {
  readonly schema: object;
  readonly valid: (value: unknown) => boolean;
}

/**
 * The schema of an element's value, and a function that says whether a value is valid. Ajv's code says the same whether it is made
 * smaller or not; to make it smaller takes longer than all the rest.
 */
export const convert = (files: string | Readonly<Record<string, string>>, local = 'root', namespace = ''): Converted => convertWith({ optimize: false }, files, local, namespace);

/** As whoever uses Ajv has it without asking for anything, where that is at stake: what compiles at all, in what time, and how deep values may be. */
export const convertAsUsersDo = (text: string): Converted => convertWith({}, text, 'root', '');

/** The schema alone, for whoever compiles it. */
export function schemaOf(files: string | Readonly<Record<string, string>>, local = 'root', namespace = ''): object {
  const sources = typeof files === 'string' ? { 'a.xsd': files } : files;
  const schema = jsonSchemaFromXsd(sources, Object.keys(sources)[0]!).schemaFor(local, namespace);
  if (schema === undefined) throw new Error(`no schema for ${local}`);
  return schema;
}

function convertWith(code: { readonly optimize?: boolean }, files: string | Readonly<Record<string, string>>, local: string, namespace: string): Converted {
  const schema = schemaOf(files, local, namespace);
  const validate = compiled(schema, { code, strict: true, allowUnionTypes: true, strictRequired: false, strictTypes: false });
  return { schema, valid: (value) => validate(value) };
}
