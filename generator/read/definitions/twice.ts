import type { Diagnostics } from '../../diagnostics/diagnostic.js';
import { definitionCodes } from './codes.js';
import type { Definition, DefinitionKinds, Kind } from './definitions.js';
import type { Path } from './json-document.js';

interface Described {
  readonly what: string;
  readonly path: Path;
}

/**
 * What a definition of a kind describes. Kinds whose rows stay apart in the model are left to the checks, which see them
 * there: enumerations, fault tables, commands, outcomes, status codes, errata, documents.
 */
const describes: { readonly [K in Kind]?: (content: DefinitionKinds[K]) => readonly Described[] } = {
  resource: (content) => [{ what: `resource "${content.name}"`, path: ['name'] }],
  machine: (content) => [{ what: `machine "${content.name}" of ${content.resource}`, path: ['name'] }],
  aggregations: ({ aggregations }) =>
    aggregations.map(({ name }, i) => ({ what: `aggregation "${name}"`, path: ['aggregations', i, 'name'] })),
  parameters: ({ parameters }) => parameters.map(({ name }, i) => ({ what: `parameter "${name}"`, path: ['parameters', i, 'name'] })),
};

/** Reports what two definitions describe, at the second. */
export function reportTwice(definitions: readonly Definition[], diagnostics: Diagnostics): void {
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
