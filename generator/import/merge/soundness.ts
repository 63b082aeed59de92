import type { Place } from '../../diagnostics/diagnostic.js';
import { Diagnostics } from '../../diagnostics/diagnostic.js';
import type { SchemaSet } from '../../model/components.js';
import { keyOfPrefixed } from '../../model/names.js';
import { readDefinitions } from '../../read/definitions/read.js';
import type { AttributeFact, FaultFact } from '../facts.js';
import { tableOf } from './code-tables.js';
import { mergeCodes } from './codes.js';
import { optionalities } from './columns.js';
import type { MergeContext } from './resources.js';
import type { Stated } from './workspace.js';

const because = {
  access: 'Proposed by an import: the access is',
  type: 'Proposed by an import: no XSD and no table declares',
} as const;

/** Takes back what an earlier import proposed and what does not hold any more: the access has changed, the type is declared now. */
export function retireProposals({ into }: MergeContext, components: SchemaSet): void {
  const changed = new Set(into.changes.filter((c) => c.what === 'attribute' && ['access', 'create', 'update', 'multiplicity'].includes(c.column ?? '')).map((c) => c.name));
  for (const file of into.all('errata')) {
    for (const erratum of file.content.errata) {
      if (erratum.patches === undefined) continue;
      const holds = ({ at, printed }: (typeof erratum.patches)[number]): boolean => {
        if (erratum.why.startsWith(because.type)) return !isDeclared(components, String(printed));
        if (!erratum.why.startsWith(because.access)) return true;
        const [, resource, attribute] = /([^/]+)\.json#\/attributes\/([^/]+)\/(?:create|update)$/.exec(at) ?? [];
        return !changed.has(`${resource ?? ''}.${attribute ?? ''}`);
      };
      const patches = erratum.patches.filter(holds);
      if (patches.length === erratum.patches.length) continue;
      into.change({ kind: 'removed', what: 'proposed erratum', name: erratum.id, to: 'it does not hold any more', file: file.file });
      erratum.patches = patches;
    }
    file.content.errata = file.content.errata.filter((e) => e.patches?.length !== 0);
  }
}

/**
 * One fault code has one result, whatever the table (the mapping is a function on codes). Where tables print different ones, the one
 * that most of them print is used.
 */
export function makeFaultsAgree({ into, proposals }: MergeContext, facts: readonly Stated<FaultFact>[]): void {
  const used = readDefinitions(new Map([...into.result()].filter(([f]) => f.endsWith('.json'))), new Diagnostics());
  const results = new Map(used.byKind('enumerations').flatMap((d) => d.content.enumerations.filter((e) => e.type === 'm2m:execResultType')).flatMap((e) => e.values).flatMap((v) => [v.name, ...(v.aliases ?? [])].map((name) => [name, v.value] as const)));
  const rows = used.byKind('fault-codes').flatMap(({ file, content }) => content.tables.flatMap((t) => t.rows.map((row) => ({ ...row, table: t.table, file, result: results.get(row.status) }))));
  for (const fact of facts) {
    const row = rows.find((r) => r.table === tableOf(fact) && r.faultCode === fact.faultCode);
    const votes = new Map<number | undefined, number>();
    for (const { faultCode, result } of rows) if (faultCode === fact.faultCode) votes.set(result, (votes.get(result) ?? 0) + 1);
    const [winner] = [...votes].sort(([, a], [, b]) => b - a)[0] ?? [];
    const use = rows.find((r) => r.faultCode === fact.faultCode && r.result === winner)?.status;
    if (row === undefined || use === undefined || row.result === winner) continue;
    proposals.misprint(fact, {
      file: row.file,
      path: ['tables', row.table, 'rows', String(row.faultCode), 'status'],
      printed: row.status,
      use,
      needed: true,
      why: `Proposed by an import: fault code ${row.faultCode} has the result ${use} in other tables, and one code has one result.`,
    });
  }
}

function isDeclared(components: SchemaSet, type: string): boolean {
  const name = type.replace(/^list of /, '');
  return components.types.has(keyOfPrefixed(name) ?? name);
}

/**
 * What the printed rows of changed definitions cannot mean as they stand, with the erratum that makes them whole: a type that
 * nothing declares, and the two views of an attribute where they contradict each other (TS-0004 K.2). TS-0001's access decides.
 */
export function makeSound({ into, proposals, diagnostics }: MergeContext, components: SchemaSet, facts: readonly Stated<AttributeFact>[]): void {
  const factOf = new Map(facts.map((fact) => [`${fact.resource ?? ''}.${fact.name}`, fact]));
  const changed = into.changed();
  const undeclared = new Map<string, { readonly place: Place; readonly attributes: string[] }>();
  for (const definition of readDefinitions(new Map([...into.result()].filter(([f]) => f.endsWith('.json'))), new Diagnostics()).byKind('resource')) {
    const { file, content } = definition;
    if (!changed.has(file)) continue;
    for (const [i, row] of content.attributes.entries()) {
      const fact = factOf.get(`${content.name}.${row.name}`);
      if (fact === undefined) continue;
      const path = ['attributes', row.name];
      const name = row.type.replace(/^list of /, '');
      if (!isDeclared(components, name)) {
        const use = row.type.startsWith('list of ') ? 'list of xs:anyType' : 'xs:anyType';
        const uses = undeclared.get(name);
        if (uses === undefined) undeclared.set(name, { place: fact.place, attributes: [`${content.name}.${row.name}`] });
        else uses.attributes.push(`${content.name}.${row.name}`);
        proposals.misprint(fact, { file, path: [...path, 'type'], printed: row.type, use, needed: true, why: `${because.type} ${name}, so that any value is allowed.` });
      }
      // A row that cites an erratum of its own is excused, as in the check of the two views.
      const errata = [...(row.errata ?? []), ...definition.patchedBy('attributes', i)];
      if (errata.some((id) => content.errata?.includes(id) !== true)) continue;
      const { create, update } = optionalities(row.access, row.multiplicity);
      const fixedCreate = row.access === 'RO' ? (row.create === 'NP' ? undefined : create) : row.create === 'NP' ? create : undefined;
      const wrong = [
        ...(content.operations.includes('create') && fixedCreate !== undefined ? [['create', row.create, fixedCreate] as const] : []),
        ...(content.operations.includes('update') && row.update !== update ? [['update', row.update, update] as const] : []),
      ];
      for (const [column, has, use] of wrong) {
        proposals.misprint(fact, { file, path: [...path, column], printed: has, use, needed: true, why: `${because.access} ${row.access}, and ${column} ${has} contradicts it.` });
      }
    }
  }
  for (const [type, { place, attributes }] of undeclared) {
    const [first, ...more] = attributes;
    const message = `nothing declares ${type}, so that any value is allowed in ${first!}${more.length > 0 ? ` and ${more.length} more attributes` : ''}`;
    diagnostics.report(mergeCodes, 'IMPORT_UNKNOWN_TYPE', message, place, `add the XSD that declares ${type}`);
  }
}
