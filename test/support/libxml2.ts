import { readdirSync, readFileSync } from 'node:fs';
import { XmlDocument, XmlLibError, XsdValidator, xmlCleanupInputProvider, xmlRegisterInputProvider, XmlBufferInputProvider } from 'libxml2-wasm';

/** XSD documents by path, as `jsonSchemaFromXsd` takes them. */
export type XsdFiles = ReadonlyMap<string, string>;

const encoder = new TextEncoder();

/** One schema, compiled by libxml2. */
export interface LibxmlSchema {
  /** What libxml2 finds wrong with the document; empty when it is valid. */
  validate(xml: string): readonly string[];
  dispose(): void;
}

/** The XSD documents of a folder of the repository, in codepoint order of file name. */
export function xsdFilesOf(folder: string): XsdFiles {
  const names = readdirSync(folder).filter((name) => name.endsWith('.xsd'));
  return new Map(names.sort().map((name) => [name, readFileSync(`${folder}/${name}`, 'utf8')]));
}

/**
 * Compiles `entry` with everything that it includes from `files`; nothing is read from disk or network.
 *
 * @throws Error with libxml2's messages when the schema does not compile.
 */
export function compileXsd(files: XsdFiles, entry: string): LibxmlSchema {
  xmlCleanupInputProvider();
  xmlRegisterInputProvider(new XmlBufferInputProvider(Object.fromEntries([...files].map(([path, text]) => [path, encoder.encode(text)]))));
  const document = XmlDocument.fromString(files.get(entry) ?? '', { url: entry });
  try {
    const validator = XsdValidator.fromDoc(document);
    return { validate: (xml) => problems(validator, xml), dispose: () => validator.dispose() };
  } finally {
    document.dispose();
    xmlCleanupInputProvider();
  }
}

/** One schema of all documents of a namespace: to compile what they share again for each of them takes longer than all the rest. */
export function compileAll(files: XsdFiles, namespace: string): LibxmlSchema {
  const includes = [...files.keys()].map((file) => `<xs:include schemaLocation="${file}" />`);
  const whole = `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="${namespace}">${includes.join('')}</xs:schema>`;
  return compileXsd(new Map([...files, ['whole.xsd', whole]]), 'whole.xsd');
}

function problems(validator: XsdValidator, xml: string): readonly string[] {
  let document: XmlDocument | undefined;
  // Where an error was made is known, and to write it down takes longer than to validate.
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    document = XmlDocument.fromBuffer(encoder.encode(xml));
    validator.validate(document);
    return [];
  } catch (error) {
    if (!(error instanceof XmlLibError)) throw error;
    return error.details.map((detail) => detail.message.trim());
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
    document?.dispose();
  }
}
