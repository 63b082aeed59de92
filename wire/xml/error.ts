import type { WireCode } from '../diagnostic.js';

/** What is wrong with a document, and where. */
export class XmlError extends Error {
  readonly code: WireCode;
  readonly offset: number;

  constructor(code: WireCode, message: string, offset: number) {
    super(message);
    this.code = code;
    this.offset = offset;
  }
}
