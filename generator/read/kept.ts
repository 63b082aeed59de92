import { Diagnostics } from '../diagnostics/diagnostic.js';
import type { Sources } from './sources.js';

/** What makes something of the text of a file, and says what is wrong with it. */
export type Reader<T> = (file: string, text: string, diagnostics: Diagnostics) => T;

/** Files of which something is kept; the one that was read first goes first. */
const limit = 1000;
/** Texts of a file of which something is kept: as it is, as it will be, and as the package has it. */
const texts = 3;

/**
 * A reader that makes of a file what it made of it before, as long as its text is one of those that it had last: an import, a
 * comparison and a watch read a folder again and again of which one file has changed, and another beside it in which files have
 * the same names. What is made is shared, and must not be changed.
 */
export function keptByText<T>(read: Reader<T>): Reader<T> {
  const kept = new Map<string, { readonly text: string; readonly made: T; readonly said: Diagnostics }[]>();
  return (file, text, diagnostics) => {
    const ofFile = kept.get(file) ?? [];
    const at = ofFile.findIndex((one) => one.text === text);
    let [known] = at < 0 ? [] : ofFile.splice(at, 1);
    if (known === undefined) {
      const said = new Diagnostics();
      known = { text, made: read(file, text, said), said };
      kept.delete(file);
      kept.set(file, ofFile);
      if (kept.size > limit) kept.delete(kept.keys().next().value!);
    }
    ofFile.unshift(known);
    ofFile.length = Math.min(ofFile.length, texts);
    for (const diagnostic of known.said.reported()) diagnostics.add(diagnostic);
    return known.made;
  };
}

/** What makes something of files that belong together, with what else it is given, and says what is wrong with them. */
export type ReaderOfSources<T> = (sources: Sources, diagnostics: Diagnostics, put: string | null) => T;

interface Kept<T> {
  readonly files: Sources;
  readonly put: string | null;
  readonly made: T;
  readonly said: Diagnostics;
}

/**
 * A reader that makes of files what it made of them before, as long as those that it reads are the same: an import asks at every
 * step, a watch after every change, and mostly they are. The last few are kept. What is made is shared, and must not be changed,
 * but for putting in what `put` says; who does not know what that will be, `null`, gets one to change as it likes.
 */
export function keptBySources<T>(limit: number, isRead: (file: string) => boolean, read: ReaderOfSources<T>): (sources: Sources, diagnostics?: Diagnostics, put?: string | null) => T {
  const kept: Kept<T>[] = [];
  return (sources, diagnostics, put = '') => {
    const files = new Map([...sources].filter(([file]) => isRead(file)));
    const at = kept.findIndex((one) => one.put === put && isSame(one.files, files));
    const said = new Diagnostics();
    const known = at < 0 ? { files, put, made: read(files, said, put), said } : kept.splice(at, 1)[0]!;
    if (put !== null) kept.unshift(known);
    kept.length = Math.min(kept.length, limit);
    for (const diagnostic of known.said.reported()) diagnostics?.add(diagnostic);
    return known.made;
  };
}

/** In the same order, too, in which what is made of them may be. */
function isSame(a: Sources, b: Sources): boolean {
  const others = [...b];
  return a.size === b.size && [...a].every(([file, text], i) => others[i]![0] === file && others[i]![1] === text);
}
