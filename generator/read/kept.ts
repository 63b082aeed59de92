import { Diagnostics } from '../diagnostics/diagnostic.js';

/** What makes something of the text of a file, and says what is wrong with it. */
export type Reader<T> = (file: string, text: string, diagnostics: Diagnostics) => T;

/** Files of which something is kept; the one that was read first goes first. */
const limit = 1000;

/**
 * A reader that makes of a file what it made of it before, as long as its text is the same: an import, a comparison and a
 * watch read a folder again and again of which one file has changed. What is made is shared, and must not be changed.
 */
export function keptByText<T>(read: Reader<T>): Reader<T> {
  const kept = new Map<string, { readonly text: string; readonly made: T; readonly said: Diagnostics }>();
  return (file, text, diagnostics) => {
    let known = kept.get(file);
    if (known?.text !== text) {
      const said = new Diagnostics();
      known = { text, made: read(file, text, said), said };
      kept.delete(file);
      kept.set(file, known);
      if (kept.size > limit) kept.delete(kept.keys().next().value!);
    }
    for (const diagnostic of known.said.reported()) diagnostics.add(diagnostic);
    return known.made;
  };
}
