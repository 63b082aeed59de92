import type { XmlHandler } from './xml.js';

export type Attribute = (name: string) => string | undefined;

/** What an element does: `skip` leaves it out whole; else names may mean something else inside it, and its end does something. */
export type Step = 'skip' | { readonly inside?: Vocabulary; readonly close?: () => void } | undefined;
export type Opener = (attribute: Attribute) => Step | void;

/** What the names of elements mean in one context. */
export interface Vocabulary {
  readonly openers: ReadonlyMap<string, Opener>;
  /** Elements that are not listed are passed through to what is inside, or left out whole. */
  readonly others: 'enter' | 'skip';
}

/** Follows the elements of a part with the vocabulary of the place where they stand. */
export class Walker implements XmlHandler {
  readonly #frames: { readonly vocabulary: Vocabulary; readonly close: (() => void) | undefined }[];
  #skipped = 0;

  constructor(
    outermost: Vocabulary,
    readonly text: (text: string) => void,
  ) {
    this.#frames = [{ vocabulary: outermost, close: undefined }];
  }

  open(name: string, attribute: Attribute): void {
    if (this.#skipped > 0) {
      this.#skipped++;
      return;
    }
    const { vocabulary } = this.#frames.at(-1)!;
    const opener = vocabulary.openers.get(name);
    const step = opener ? opener(attribute) : vocabulary.others;
    if (step === 'skip') this.#skipped = 1;
    else this.#frames.push(typeof step === 'object' ? { vocabulary: step.inside ?? vocabulary, close: step.close } : { vocabulary, close: undefined });
  }

  close(): void {
    if (this.#skipped > 0) this.#skipped--;
    else this.#frames.pop()!.close?.();
  }
}
