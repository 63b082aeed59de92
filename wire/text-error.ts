import type { WireCode } from './diagnostic.js';

/** What is wrong with a text in JSON or XML, and where. */
export class TextError extends Error {
  readonly code: WireCode;
  readonly offset: number;
  readonly hint: string | undefined;

  constructor(code: WireCode, message: string, offset: number, hint?: string) {
    super(message);
    this.code = code;
    this.offset = offset;
    this.hint = hint;
  }
}

/** A prefix of XML that nothing declares: who knows the namespaces can say how. */
export class UndeclaredPrefix extends TextError {
  readonly prefix: string;

  constructor(prefix: string, message: string, offset: number) {
    super('WIRE_XML_SYNTAX', message, offset);
    this.prefix = prefix;
  }
}
