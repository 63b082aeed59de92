import type { WireCode } from './diagnostic.js';

/** What is wrong with a text in JSON or XML, and where. */
export class TextError extends Error {
  readonly code: WireCode;
  readonly offset: number;

  constructor(code: WireCode, message: string, offset: number) {
    super(message);
    this.code = code;
    this.offset = offset;
  }
}
