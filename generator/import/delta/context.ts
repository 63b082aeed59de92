import { plural } from '../../diagnostics/render.js';
import type { Place } from '../../diagnostics/diagnostic.js';
import type { Fact, Facts } from '../facts.js';
import { isLegal, normalised } from '../merge/columns.js';
import type { Column } from '../merge/columns.js';
import { mergeCodes } from '../merge/codes.js';
import type { MergeContext } from '../merge/context.js';
import type { Workspace } from '../merge/workspace.js';

/**
 * What is unmarked in a document with change marks is context. It must agree with the definitions, as they are printed or as they
 * are used; where it does not, that is said, once for each table, and changes nothing.
 */
export function compareContext({ into, known, diagnostics }: Pick<MergeContext, 'into' | 'known' | 'diagnostics'>, documents: readonly Facts[]): void {
  const folders = [into, known];
  const tables = new Map<string, { readonly what: string[]; readonly place: Place }>();
  for (const facts of documents) {
    for (const fact of facts.facts) {
      if (fact.unmarked === undefined) continue;
      const other = disagreement(fact, folders);
      if (other === undefined) continue;
      const key = JSON.stringify([facts.document, fact.source]);
      const table = tables.get(key) ?? { what: [], place: fact.place };
      tables.set(key, table);
      table.what.push(other);
    }
  }
  for (const { what, place } of tables.values()) {
    const shown = what.slice(0, 3).join('; ').concat(what.length > 3 ? '; …' : '');
    diagnostics.report(
      mergeCodes,
      'IMPORT_CONTEXT',
      `${plural(what.length, 'unmarked row')} ${what.length === 1 ? 'says' : 'say'} something else than the definitions, and ${what.length === 1 ? 'changes' : 'change'} nothing: ${shown}`,
      place,
      'the document may stand on another version; mark what it is to change',
    );
  }
}

/** What a fact says otherwise than the definitions, in the columns that are unmarked. */
function disagreement(fact: Fact, folders: readonly Workspace[]): string | undefined {
  const isUnmarked = (column: string): boolean => fact.unmarked === 'all' || fact.unmarked?.includes(column) === true;
  switch (fact.kind) {
    case 'attribute': {
      if (fact.resource === undefined || fact.resource.endsWith('Annc') || fact.name.startsWith('[')) return undefined;
      const rows = rowsOf(fact.resource, fact.name, folders);
      if (rows.length === 0) return `${fact.resource}.${fact.name} is not there`;
      const others = (['type', 'multiplicity', 'access', 'announced', 'create', 'update'] as const).flatMap((column) => {
        const printed = fact[column] === undefined || !isUnmarked(column) ? undefined : normalised[column](fact[column]);
        if (printed === undefined || (column === 'type' && !isLegal.type(printed))) return [];
        return rows.some((row) => row[column] === printed) ? [] : [`${fact.resource!}.${fact.name} ${column} ${printed}, and ${rows[0]![column] ?? 'none'} there`];
      });
      return others[0];
    }
    case 'child': {
      const files = folders.flatMap((w) => w.resource(fact.resource) ?? []);
      if (files.length === 0) return undefined;
      return files.some((f) => f.content.children.some((c) => c.type === fact.type)) ? undefined : `${fact.resource} has no child ${fact.type}`;
    }
    case 'enumeration-value': {
      if (fact.type === undefined || fact.value === undefined || !isUnmarked('value') || /^void$/i.test(fact.name.trim())) return undefined;
      const values = folders.flatMap((w) => [...(w.enumeration(fact.type!)?.values ?? []), ...w.used.byKind('enumerations').flatMap((f) => f.content.enumerations.filter((e) => e.type === fact.type).flatMap((e) => e.values))]);
      if (values.length === 0) return undefined;
      const name = fact.name.trim().replace(/\s+/g, ' ');
      const same = values.filter((v) => v.value === fact.value);
      if (same.some((v) => v.name === name || v.aliases?.includes(name) === true)) return undefined;
      return `${fact.type} ${fact.value} is ${name}, and ${same[0]?.name ?? 'nothing'} there`;
    }
    case 'status-code': {
      const codes = folders.flatMap((w) => w.all('status-codes').flatMap((f) => f.content.codes));
      if (codes.length === 0) return undefined;
      return codes.some((c) => c.code === fact.code) ? undefined : `status code ${fact.code} is not there`;
    }
    case 'short-name': {
      if (!isUnmarked('shortName')) return undefined;
      const names = folders.flatMap((w) => w.all('short-names').flatMap((f) => f.content.groups.flatMap((g) => (g.kind === fact.of && Object.hasOwn(g.names, fact.name) ? [g.names[fact.name]!] : []))));
      return names.length === 0 || names.includes(fact.shortName) ? undefined : `the short name of ${fact.name} is ${fact.shortName}, and ${names[0]!} there`;
    }
    case 'fault': {
      const rows = folders.flatMap((w) => w.all('fault-codes').flatMap((f) => f.content.tables.flatMap((t) => (t.table === fact.source.table ? t.rows : []))));
      return rows.length === 0 || rows.some((row) => row.faultCode === fact.faultCode) ? undefined : `fault ${fact.faultCode} of table ${fact.source.table ?? ''} is not there`;
    }
    default:
      return undefined;
  }
}

type AttributeRow = Partial<Readonly<Record<Column, string>>>;

/** An attribute as it is printed and as it is used, of the resource itself and of its base. */
function rowsOf(resource: string, name: string, folders: readonly Workspace[]): readonly AttributeRow[] {
  const rows = (w: Workspace, of: string): readonly AttributeRow[] => [
    ...(w.resource(of)?.content.attributes.filter((a) => a.name === name) ?? []),
    ...w.used.byKind('resource').flatMap((f) => (f.content.name === of ? f.content.attributes.filter((a) => a.name === name) : [])),
  ];
  for (const folder of folders) {
    const file = folder.resource(resource);
    if (file === undefined) continue;
    const own = rows(folder, resource);
    return own.length > 0 || file.content.extends === undefined ? own : folders.flatMap((w) => rows(w, file.content.extends!));
  }
  return [];
}
