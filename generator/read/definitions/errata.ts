import { posix } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Diagnostics, Place } from '../../diagnostics/diagnostic.js';
import { didYouMean, nearest } from '../../diagnostics/did-you-mean.js';
import { definitionCodes } from './codes.js';
import type { Container, JsonDocument } from './json-document.js';
import { isContainer, isObject, memberOf, pathOf } from './json-document.js';
import { shown } from './shown.js';

/** What names an item of an array in a path, the first that fits. */
const itemKeys = ['name', 'id', 'table', 'type', 'faultCode', 'code', 'cmdType', 'value'] as const;

interface Request {
  readonly erratum: string;
  readonly at: string;
  readonly printed: unknown;
  readonly use: unknown;
  /** Where it stands in errata.json, which is asked only when something is wrong. */
  readonly placeOf: (part: 'at' | 'printed') => Place;
}

/**
 * Applies the patches of the errata in `source` to the documents that they name, relative to the folder of `source`. A
 * patch that does not fit what a document prints is reported and not applied.
 */
export function applyErrata(source: JsonDocument, documents: ReadonlyMap<string, JsonDocument>, diagnostics: Diagnostics): void {
  for (const request of requestsOf(source)) {
    const problem = apply(request, source, documents);
    if (problem === undefined) continue;
    const message = problem.isFile ? problem.message : `erratum ${request.erratum} no longer applies: ${problem.message}`;
    diagnostics.report(definitionCodes, 'ERRATUM_STALE', message, request.placeOf(problem.of), problem.hint);
  }
}

/** The well-formed patches; what is not well-formed is the validator's to report. */
function* requestsOf(source: JsonDocument): Generator<Request> {
  const errata = memberOf(source.content, 'errata');
  for (const [i, erratum] of Array.isArray(errata) ? errata.entries() : []) {
    const id = memberOf(erratum, 'id');
    const patches = memberOf(erratum, 'patches');
    for (const [j, patch] of Array.isArray(patches) ? patches.entries() : []) {
      const at = memberOf(patch, 'at');
      if (typeof id !== 'string' || typeof at !== 'string' || !at.includes('#/') || !isObject(patch)) continue;
      const placeOf = (part: string): Place => source.place(['errata', i, 'patches', j, part]);
      yield { erratum: id, at, printed: memberOf(patch, 'printed') ?? null, use: memberOf(patch, 'use') ?? null, placeOf };
    }
  }
}

interface Problem {
  readonly of: 'at' | 'printed';
  readonly message: string;
  readonly hint?: string | undefined;
  /** The whole file is not there, which is the same for every erratum about it. */
  readonly isFile?: boolean;
}

function apply(
  { erratum, at, printed, use }: Request,
  source: JsonDocument,
  documents: ReadonlyMap<string, JsonDocument>,
): Problem | undefined {
  const hash = at.indexOf('#');
  const file = fileOf(at.slice(0, hash), source, documents);
  const document = documents.get(file);
  if (document === undefined)
    return { of: 'at', isFile: true, message: `errata are about ${shown(file)}, which is not there`, hint: didYouMean(file, fileNames(file, documents)) ?? 'add it, or remove the errata' };

  const path = pathOf(at.slice(hash + 1));
  const last = path.pop()!;
  const keys: (string | number)[] = [];
  let container = document.content;
  for (const segment of path) {
    const key = isContainer(container) ? keyIn(container, segment) : segment;
    const next = memberOf(container, key);
    if (next === undefined) return missing(file, segment, container);
    keys.push(key);
    container = next;
  }
  if (!isContainer(container)) return { of: 'at', message: `nothing in ${file} can have a ${shown(last)} there` };

  const key = keyIn(container, last);
  const current = memberOf(container, key) ?? null;
  if (!isDeepStrictEqual(current, printed)) {
    if (current === null) return missing(file, last, container);
    const hint = 'correct the erratum, or remove it if the source has been corrected';
    return { of: 'printed', message: `${file} prints ${shown(current)} there, not ${shown(printed)}`, hint };
  }
  document.patch([...keys, key], use === null ? undefined : structuredClone(use), erratum);
  return undefined;
}

/** Definitions that may be meant by a file: short names are near each other without being meant for each other. */
const fileNames = (file: string, documents: ReadonlyMap<string, JsonDocument>): readonly string[] => {
  const name = posix.basename(file, '.json');
  const near = nearest(name, [...documents.keys()].map((other) => posix.basename(other, '.json')));
  return [...documents.keys()].filter((other) => posix.basename(other, '.json') === near);
};

/** A layer stands beside its base with one `./` more: its errata are about itself, or else about the nearest layer below that has the file. */
function fileOf(at: string, { file }: JsonDocument, documents: ReadonlyMap<string, JsonDocument>): string {
  const own = file.slice(0, -posix.basename(file).length) + at;
  for (let below = own; ; below = below.slice('./'.length)) if (documents.has(below) || !below.startsWith('./')) return documents.has(below) ? below : posix.normalize(below);
}

const missing = (file: string, name: string, container: unknown): Problem => ({
  of: 'at',
  message: `${file} has no ${shown(name)} there`,
  hint: didYouMean(name, namesIn(container)) ?? 'correct the erratum, or remove it',
});

/** The key of a member: of an array, the index of the first item that `segment` names, or the end. */
function keyIn(container: Container, segment: string): string | number {
  if (!Array.isArray(container)) return segment;
  for (const key of itemKeys) {
    const index = container.findIndex((item) => nameBy(item, key) === segment);
    if (index >= 0) return index;
  }
  return container.length;
}

const nameBy = (item: unknown, key: string): string | undefined => {
  const name = memberOf(item, key);
  return typeof name === 'string' || typeof name === 'number' ? String(name) : undefined;
};

const namesIn = (value: unknown): string[] =>
  Array.isArray(value)
    ? value.flatMap((item) => itemKeys.flatMap((key) => nameBy(item, key) ?? []))
    : isObject(value)
      ? Object.keys(value)
      : [];
