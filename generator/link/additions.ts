import { isDeepStrictEqual } from 'node:util';
import type { Diagnostics } from '../diagnostics/diagnostic.js';
import { byCodepoint } from '../model/names.js';
import type { Definition, DefinitionKinds, Kind } from '../read/definitions/definitions.js';
import type { Path } from '../read/definitions/json-document.js';
import { pointerOf } from '../read/definitions/json-document.js';
import type { Definitions } from '../read/definitions/read.js';
import { basesOf } from './bases.js';
import { linkCodes } from './codes.js';
import { reportUnknown } from './context.js';

/**
 * Definitions with the rows that additions put into them: what a later release adds to the tables of an earlier one. The rows
 * stand behind those of the table itself, know their own places, and cite the source of the additions. What a table has
 * already, additions do not change: that is what errata are for.
 */
export function withAdditions(definitions: Definitions, diagnostics: Diagnostics): Definitions {
  const additions = definitions.byKind('additions');
  if (additions.length === 0) return definitions;
  const step: Step = { definitions, diagnostics, additions };
  const resources = resourcesWith(step);
  const enumerations = enumerationsWith(step);
  const grown = { resource: resources, enumerations } as { readonly [K in Kind]?: readonly Definition<K>[] };
  return { ...definitions, byKind: (kind) => grown[kind] ?? definitions.byKind(kind) };
}

interface Step {
  readonly definitions: Definitions;
  readonly diagnostics: Diagnostics;
  readonly additions: readonly Definition<'additions'>[];
}

/** A row, the definition that says it, and where in it. */
interface Row<T> {
  readonly row: T;
  readonly from: Definition<'additions'>;
  readonly path: Path;
}

type ResourceFile = Definition<'resource'>;
type Lists = Pick<DefinitionKinds['resource'], 'attributes' | 'children'>;

function resourcesWith({ definitions, diagnostics, additions }: Step): readonly ResourceFile[] {
  const files = definitions.byKind('resource');
  const byName = new Map(files.map((file) => [file.content.name, file]));
  const names = [...byName.keys()];
  const added = new Map<string, { readonly [L in keyof Lists]: Row<Lists[L][number]>[] }>(names.map((name) => [name, { attributes: [], children: [] }]));
  for (const from of additions) {
    from.content.additions.forEach(({ to, attributes = [], children = [] }, i) =>
      to.forEach((name, j) => {
        const lists = added.get(name);
        if (lists === undefined) {
          reportUnknown({ diagnostics }, 'LINK_UNKNOWN_ADDITION', 'the resource of an addition', name, names, from.at('additions', i, 'to', j));
          return;
        }
        attributes.forEach((row, k) => lists.attributes.push({ row, from, path: ['additions', i, 'attributes', k] }));
        children.forEach((row, k) => lists.children.push({ row, from, path: ['additions', i, 'children', k] }));
      }),
    );
  }
  return files.map((file) => {
    const { content } = file;
    const { attributes, children } = added.get(content.name)!;
    const inherited = basesOf(file, (name) => byName.get(name)).flatMap((base) => base.content.attributes.filter((row) => row.inherited !== false));
    const fresh = {
      attributes: withoutKnown(attributes, [...content.attributes, ...inherited], ({ name }) => name, content.name, diagnostics),
      children: withoutKnown(children, content.children, ({ type }) => type, `children of ${content.name}`, diagnostics),
    };
    if (fresh.attributes.length + fresh.children.length === 0) return file;
    const lists = { attributes: [...content.attributes, ...fresh.attributes.map(cited)], children: [...content.children, ...fresh.children.map(sourced)] };
    return grown(file, { ...content, ...lists }, [
      { list: ['attributes'], length: content.attributes.length, rows: fresh.attributes },
      { list: ['children'], length: content.children.length, rows: fresh.children },
    ]);
  });
}

function enumerationsWith({ definitions, diagnostics, additions }: Step): readonly Definition<'enumerations'>[] {
  const files = definitions.byKind('enumerations');
  const names = files.flatMap(({ content }) => content.enumerations.map(({ type }) => type));
  type Value = DefinitionKinds['enumerations']['enumerations'][number]['values'][number];
  const added = new Map<string, Row<Value>[]>(names.map((name) => [name, []]));
  for (const from of additions) {
    from.content.values?.forEach(({ name, values }, i) => {
      const rows = added.get(name);
      if (rows === undefined) reportUnknown({ diagnostics }, 'LINK_UNKNOWN_ENUMERATION', 'enumeration', name, names, from.at('values', i, 'name'));
      else values.forEach((row, j) => rows.push({ row, from, path: ['values', i, 'values', j] }));
    });
  }
  return files.map((file) => {
    const tails: Tail[] = [];
    const enumerations = file.content.enumerations.map((enumeration, i) => {
      const rows = withoutKnown(added.get(enumeration.type)!, enumeration.values, ({ value }) => String(value), enumeration.type, diagnostics);
      if (rows.length === 0) return enumeration;
      tails.push({ list: ['enumerations', i, 'values'], length: enumeration.values.length, rows });
      const unassigned = enumeration.unassigned?.filter((number) => !rows.some(({ row }) => row.value === number));
      return { ...enumeration, values: [...enumeration.values, ...rows.map(cited)], ...(unassigned && { unassigned }) };
    });
    return tails.length === 0 ? file : grown(file, { ...file.content, enumerations }, tails);
  });
}

const sourced = <T extends { readonly source?: unknown; readonly errata?: readonly string[] }>({ row, from: { content } }: Row<T>): T => ({
  ...row,
  source: row.source ?? content.source,
  ...((row.errata ?? content.errata) !== undefined && { errata: [...new Set([...(content.errata ?? []), ...(row.errata ?? [])])].sort(byCodepoint) }),
});

const cited = <T extends { readonly source?: unknown; readonly errata?: readonly string[] }>(each: Row<T>): T => ({ ...sourced(each), isAddition: true });

/** The rows that say something new; of the others it is reported what they meet, and how they differ from that. */
function withoutKnown<T extends object>(rows: readonly Row<T>[], known: readonly T[], keyOf: (row: T) => string, where: string, diagnostics: Diagnostics): readonly Row<T>[] {
  const seen = new Map<string, T>(known.map((row) => [keyOf(row), row]));
  return rows.filter(({ row, from, path }) => {
    const key = keyOf(row);
    const other = seen.get(key);
    seen.set(key, other ?? row);
    if (other === undefined) return true;
    const different = Object.entries(row).flatMap(([fact, value]) => (told.has(fact) && !isDeepStrictEqual(value, (other as Record<string, unknown>)[fact]) ? [fact] : []));
    const hint = different.length === 0 ? 'it says the same: remove the addition' : `it has another ${different.join(', ')}; what a definition prints is changed by an erratum, not by an addition`;
    diagnostics.report(linkCodes, 'LINK_ADDITION_TWICE', `${where} has "${key}" already`, from.at(...path), hint);
    return false;
  });
}

/** Facts of a row in which a difference matters: descriptions are our own words. */
const told: ReadonlySet<string> = new Set(['type', 'multiplicity', 'access', 'announced', 'create', 'update', 'default', 'fixed', 'name']);

/** Rows behind the first `length` of the list at a path. */
interface Tail {
  readonly list: Path;
  readonly length: number;
  readonly rows: readonly Omit<Row<unknown>, 'row'>[];
}

/** The definition with other content, whose lists have tails that stand elsewhere. */
function grown<K extends Kind>(file: Definition<K>, content: DefinitionKinds[K], tails: readonly Tail[]): Definition<K> {
  const byList = new Map(tails.map((tail) => [pointerOf(tail.list), tail]));
  const home = (path: Path): { readonly definition: Definition; readonly path: Path } => {
    for (const [depth, index] of path.entries()) {
      const tail = typeof index === 'number' ? byList.get(pointerOf(path.slice(0, depth))) : undefined;
      const row = tail?.rows[Number(index) - tail.length];
      if (row !== undefined) return { definition: row.from, path: [...row.path, ...path.slice(depth + 1)] };
    }
    return { definition: file, path };
  };
  return {
    ...file,
    content,
    at: (...path) => {
      const there = home(path);
      return there.definition.at(...there.path);
    },
    patchedBy: (...path) => {
      const there = home(path);
      return there.definition.patchedBy(...there.path);
    },
  };
}
