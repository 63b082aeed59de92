import type { Found, Path } from '../content.js';
import { maxDiagnostics } from '../content.js';
import type { WireCode } from '../diagnostic.js';
import { unknownName } from '../unknown.js';
import type { NameForm, Structure } from '../vocabulary.js';

/** Where in a document a reader is, by the names there, and what it found wrong on its way. */
export class Walk {
  readonly diagnostics: Found[] = [];
  readonly #path: (string | number)[] = [];

  get path(): Path {
    return [...this.#path];
  }

  within<T>(step: string | number, read: () => T): T {
    this.#path.push(step);
    const value = read();
    this.#path.pop();
    return value;
  }

  /** Is there room for more? A million faults of one text are a hundred to whoever reads of them. */
  get #isFull(): boolean {
    return this.diagnostics.length >= maxDiagnostics;
  }

  report(code: WireCode, message: string, offset: number, hint?: string): void {
    if (!this.#isFull) this.diagnostics.push({ code, message, path: this.path, offset, ...(hint !== undefined && { hint }) });
  }

  /** A name that has no place in the other form than that of the text. */
  unknown(kept: boolean, form: NameForm, offset: number, among?: Structure): void {
    if (!this.#isFull) this.diagnostics.push({ ...unknownName({ path: this.path, kept, ...(among !== undefined && { among }) }, form === 'wire' ? 'long' : 'wire'), offset });
  }
}
