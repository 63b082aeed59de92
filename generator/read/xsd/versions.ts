import type { Diagnostics } from '../../diagnostics/diagnostic.js';
import { groupBy } from '../../group-by.js';
import { byCodepoint } from '../../model/names.js';
import { xsdCodes } from './codes.js';

/** oneM2M names a document `CDT-<name>-v<version>.xsd` (TS-0004 6.5.1). */
interface Versioned {
  readonly path: string;
  /** Folder and name without the version: what all versions of a document share. */
  readonly stem: string;
  readonly version: readonly number[];
}

const versioned = (path: string): Versioned | undefined => {
  const match = /^((?:.*\/)?CDT-.+)-v(\d+(?:_\d+)*)\.xsd$/.exec(path);
  return match ? { path, stem: oneName(match[1]!), version: match[2]!.split('_').map(Number) } : undefined;
};

/** A document that was published under two names: `CDT-enumerationTypes` up to Release 2, as the XSD files spell it; `CDT-enumeration` in TS-0004. */
const oneName = (stem: string): string => stem.replace(/CDT-enumerationTypes$/, 'CDT-enumeration');

/** Whether two file names are of one document, in whatever version. */
export const isSameDocument = (a: string, b: string): boolean => a === b || (versioned(a)?.stem ?? a) === (versioned(b)?.stem ?? b);

const newestFirst = (a: Versioned, b: Versioned): number => {
  for (let i = 0; i < Math.max(a.version.length, b.version.length); i++) {
    const difference = (b.version[i] ?? 0) - (a.version[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return byCodepoint(a.path, b.path);
};

/** Versions of the documents in use that are not in use themselves, the newest first. */
export function otherVersions(used: ReadonlySet<string>, paths: Iterable<string>): readonly string[] {
  const stems = new Set([...used].flatMap((path) => versioned(path)?.stem ?? []));
  const others = [...paths].flatMap((path) => (used.has(path) ? [] : (versioned(path) ?? []))).filter(({ stem }) => stems.has(stem));
  return others.sort(newestFirst).map(({ path }) => path);
}

/** The versions of documents among some paths. */
export interface Versions {
  /** The newest document that differs from `path` in nothing but its version; `path` itself when that is the newest. */
  newest(path: string): string | undefined;
}

export function versionsAmong(paths: Iterable<string>): Versions {
  const newest = new Map<string, Versioned>();
  for (const path of paths) {
    const document = versioned(path);
    const known = document && newest.get(document.stem);
    if (document !== undefined && (known === undefined || newestFirst(document, known) < 0)) newest.set(document.stem, document);
  }
  return { newest: (path) => newest.get(versioned(path)?.stem ?? '')?.path };
}

/** Leaves out every document of which a newer version is there too: a user drops official files beside ours. */
export function newestOf(paths: readonly string[], diagnostics: Diagnostics): readonly string[] {
  const byStem = groupBy(paths.flatMap((path) => versioned(path) ?? []), ({ stem }) => stem);
  const left = new Set<string>();
  for (const versions of byStem.values()) {
    const [newest, ...older] = [...versions].sort(newestFirst);
    for (const { path } of older) {
      left.add(path);
      diagnostics.report(xsdCodes, 'XSD_OLDER_VERSION', `${path} is left aside; ${newest!.path} is newer`, { file: path, line: 1, column: 1 });
    }
  }
  return paths.filter((path) => !left.has(path));
}
