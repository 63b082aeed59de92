import { groupBy } from '../group-by.js';
import type { Model } from '../model/model.js';
import type { Entry } from './explanation.js';

/** A citation as `citation` writes it: `TS-0001 9.6.18, Table 9.6.18-2`. */
const cited = /^(\S+) (.+?)(?:, Table (.+))?$/;

/** Clauses and tables of documents, by what is from them: `9.6.18`, `TS-0001 9.6.18`, `Table 9.6.18-2`. */
export function clauses({ errata }: Model, entries: readonly Entry[]): Entry[] {
  const stated = entries.flatMap(({ names: [name], source }) => {
    const [, document, clause, table] = cited.exec(source ?? '') ?? [];
    return document === undefined || clause === undefined || !/\d/.test(clause) ? [] : [{ name: name!, document, clause, table }];
  });
  const remarks = errata.flatMap(({ id, where }) => where.map(({ document, clause }) => ({ name: id, key: `${document} ${clause}` })));
  const said = groupBy(remarks, ({ key }) => key);
  const byClause = groupBy(stated, ({ document, clause }) => `${document} ${clause}`);
  const byTable = groupBy(stated.filter(({ table }) => table !== undefined), ({ document, table }) => `${document} Table ${table!}`);
  return [
    ...[...new Set([...byClause.keys(), ...said.keys()])].map((name): Entry => ({
      kind: 'clause',
      names: [name, name.replace(/^\S+ /, '')],
      facts: () => ({ tables: unique((byClause.get(name) ?? []).flatMap(({ table }) => table ?? [])), 'says of': unique((byClause.get(name) ?? []).map((each) => each.name)), errata: unique((said.get(name) ?? []).map((each) => each.name)) }),
    })),
    ...[...byTable].map(([name, rows]): Entry => ({
      kind: 'table',
      names: [name, name.replace(/^\S+ /, ''), rows[0]!.table!],
      facts: () => ({ clause: rows[0]!.clause, 'says of': unique(rows.map((each) => each.name)) }),
    })),
  ];
}

const unique = (names: readonly string[]): readonly string[] => [...new Set(names)];
