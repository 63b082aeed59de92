import type { Fact } from '../facts.js';
import { differingColumn, heldIn } from './parameter-columns.js';
import { isLegal, normalised } from '../merge/columns.js';
import type { Column } from '../merge/columns.js';
import { isSentence } from '../merge/enumerations.js';
import { isSameToken, misspelt } from '../merge/spelling.js';
import type { Workspace } from '../merge/workspace.js';

/** What a fact says otherwise than the definitions, as they are printed or as they are used, in the columns that are compared. */
export function disagreement(fact: Fact, isCompared: (column: string) => boolean, folders: readonly Workspace[]): string | undefined {
  switch (fact.kind) {
    case 'attribute': {
      if (fact.resource === undefined || fact.resource.endsWith('Annc') || fact.name.startsWith('[')) return undefined;
      const rows = rowsOf(fact.resource, fact.name, folders);
      if (rows.length === 0) return `${fact.resource}.${fact.name} is not there`;
      const others = (['type', 'multiplicity', 'access', 'announced', 'create', 'update'] as const).flatMap((column) => {
        const printed = fact[column] === undefined || !isCompared(column) ? undefined : normalised[column](fact[column]);
        if (printed === undefined || (column === 'type' && !isLegal.type(printed))) return [];
        return rows.some((row) => row[column] === printed) ? [] : [`${fact.resource!}.${fact.name} ${column} ${printed}, and ${rows[0]![column] ?? 'none'} there`];
      });
      return others[0];
    }
    case 'child': {
      const files = folders.flatMap((w) => w.resource(fact.resource) ?? []);
      if (files.length === 0) return undefined;
      const types = files.flatMap((f) => f.content.children.map((c) => c.type));
      // A slip of the pen in published rows: `flexContaineAnnc`.
      return types.includes(fact.type) || misspelt(fact.type, types) !== undefined ? undefined : `${fact.resource} has no child ${fact.type}`;
    }
    case 'enumeration-value': {
      if (fact.type === undefined || fact.value === undefined || !isCompared('value') || /^void$/i.test(fact.name.trim())) return undefined;
      const values = folders.flatMap((w) => [...(w.enumeration(fact.type!)?.values ?? []), ...w.used.byKind('enumerations').flatMap((f) => f.content.enumerations.filter((e) => e.type === fact.type).flatMap((e) => e.values))]);
      if (values.length === 0) return undefined;
      const name = fact.name.trim().replace(/\s+/g, ' ');
      const same = values.filter((v) => v.value === fact.value);
      if (same.some((v) => v.name === name || v.aliases?.includes(name) === true)) return undefined;
      if (same.length > 0 && isSentence(name) && !isSentence(same[0]!.name)) return undefined;
      return `${fact.type} ${fact.value} is ${name}, and ${same[0]?.name ?? 'nothing'} there`;
    }
    case 'status-code': {
      const codes = folders.flatMap((w) => w.all('status-codes').flatMap((f) => f.content.codes));
      if (codes.length === 0) return undefined;
      const same = codes.filter((c) => c.code === fact.code);
      if (same.length === 0) return `status code ${fact.code} is not there`;
      return !isCompared('name') || same.some((c) => isSameToken(c.name, fact.name)) ? undefined : `status code ${fact.code} is ${fact.name}, and ${same[0]!.name} there`;
    }
    case 'parameter': {
      const rows = folders.flatMap((w) => [...w.all('parameters'), ...w.used.byKind('parameters')].flatMap(({ content }) => content.parameters.filter(({ name }) => name === fact.name)));
      if (folders.every((w) => w.all('parameters').length === 0)) return undefined;
      const [first] = rows.filter((row) => row[fact.of] !== null);
      if (first === undefined) return `parameter ${fact.name} of ${fact.of}s is not there`;
      const column = rows.every((row) => differingColumn(fact, row, isCompared) !== undefined) ? differingColumn(fact, first, isCompared) : undefined;
      return column === undefined ? undefined : `parameter ${fact.name} ${column} ${fact[column]!}, and ${heldIn(first, fact.of, column)} there`;
    }
    case 'short-name': {
      if (!isCompared('shortName')) return undefined;
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
