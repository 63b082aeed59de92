import type { Diagnostics } from '../../diagnostics/diagnostic.js';
import { equal } from '../../model/json-value.js';
import { definitionCodes } from './codes.js';
import type { Definition, DefinitionKinds, Kind } from './definitions.js';
import type { Path } from './json-document.js';
import { isContainer, memberOf } from './json-document.js';

interface Described {
  readonly what: string;
  readonly path: Path;
}

/**
 * What a definition of a kind describes. Kinds whose rows stay apart in the model are left to the checks, which see them
 * there: enumerations, fault tables, commands, outcomes, status codes, errata, documents.
 */
const describes: { readonly [K in Kind]?: (content: DefinitionKinds[K]) => readonly Described[] } = {
  resource: ({ name, children }) => [
    { what: `resource "${name}"`, path: ['name'] },
    ...children.map(({ type, fixedName = '' }, i) => ({ what: `child "${type}" ${fixedName && `called ${fixedName} `}of ${name}`, path: ['children', i] })),
  ],
  machine: (content) => [{ what: `machine "${content.name}" of ${content.resource}`, path: ['name'] }],
  aggregations: ({ aggregations }) =>
    aggregations.map(({ name }, i) => ({ what: `aggregation "${name}"`, path: ['aggregations', i, 'name'] })),
  parameters: ({ parameters }) => parameters.map(({ name }, i) => ({ what: `parameter "${name}"`, path: ['parameters', i, 'name'] })),
};

/** Reports what two definitions describe, and what one says twice in the same words, at the second. */
export function reportTwice(definitions: readonly Definition[], diagnostics: Diagnostics): void {
  for (const definition of definitions) {
    for (const path of repeatedIn(definition.content)) {
      const value = path.reduce<unknown>((found, key) => memberOf(found, key), definition.content);
      const what = isContainer(value) ? 'this row' : `"${String(value)}"`;
      diagnostics.report(definitionCodes, 'DEFINITION_TWICE', `${what} is there twice`, definition.at(...path), 'remove one of them');
    }
  }
  const seen = new Map<string, string>();
  for (const definition of definitions) {
    const list = describes[definition.kind] as ((content: unknown) => readonly Described[]) | undefined;
    for (const { what, path } of list?.(definition.content) ?? []) {
      const place = definition.at(...path);
      const first = seen.get(what);
      if (first === undefined) seen.set(what, `${place.file}:${place.line}`);
      else diagnostics.report(definitionCodes, 'DEFINITION_TWICE', `the ${what} is described twice`, place, `the other stands at ${first}`);
    }
  }
}

/** Values and tests of them may say a thing twice. */
const values: ReadonlySet<string> = new Set(['when', 'must', 'default', 'fixed', 'least', 'most', 'has', 'patches']);

/** By container: paths of items that are equal to one before them. Who reads definitions again has mostly the same ones. */
const known = new WeakMap<object, readonly Path[]>();

function repeatedIn(value: unknown): readonly Path[] {
  if (!isContainer(value)) return [];
  const found = known.get(value) ?? (Array.isArray(value) ? repeatedItems(value) : Object.entries(value).flatMap(([key, member]) => (values.has(key) ? [] : below(key, member))));
  known.set(value, found);
  return found;
}

const below = (key: string | number, value: unknown): readonly Path[] => repeatedIn(value).map((path) => [key, ...path]);

function repeatedItems(items: readonly unknown[]): readonly Path[] {
  const seen = new Map<string, unknown[]>();
  return items.flatMap((item, i): readonly Path[] => {
    const key = gist(item);
    const alike = seen.get(key);
    if (alike === undefined) seen.set(key, [item]);
    else if (alike.some((other) => equal(other, item))) return [[i]];
    else alike.push(item);
    return below(i, item);
  });
}

/** What equal items have in common, and few others: their own texts and numbers. */
const gist = (item: unknown): string => JSON.stringify(isContainer(item) ? Object.values(item).filter((member) => !isContainer(member)) : item);
