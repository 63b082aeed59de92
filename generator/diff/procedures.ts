import { equal } from '../model/json-value.js';
import type { Command, ExecStatusCode, FaultRange, FaultRow, FaultTable, Model, PrimitiveParameter, StatusCode } from '../model/model.js';
import { typeIn } from '../model/primitives.js';
import type { Findings } from './findings.js';
import type { Trait } from './pairing.js';
import { likeMembers, likeName, pair, same, samePlace } from './pairing.js';
import { compareProvisional } from './provisional.js';
import type { Renames } from './renames.js';
import { follow } from './renames.js';

const parameterTraits: readonly Trait<PrimitiveParameter>[] = [
  same(0.4, 'same short name', (p) => p.shortName),
  likeName(0.3, (p) => p.name),
  same(0.2, 'same type', (p) => p.type),
  samePlace(0.1),
];

export function compareParameters(before: Model, after: Model, types: Renames['types'], findings: Findings): void {
  const { kept, renamed, added, removed } = pair(before.parameters, after.parameters, (p) => p.name, parameterTraits);
  const flow = (...list: readonly PrimitiveParameter[]) => ({
    requests: list.some((p) => p.request !== null),
    responses: list.some((p) => p.response !== null),
  });
  const about = (...list: readonly PrimitiveParameter[]) =>
    ({ area: 'parameters', subject: list.at(-1)!.name, flow: flow(...list) }) as const;
  const summary = (p: PrimitiveParameter): string =>
    `${p.shortName}, ${p.type}, request ${p.request ?? '-'}, response ${p.response ?? '-'}`;
  for (const b of added)
    findings.add('parameter-added', { ...about(b), after: summary(b), to: b }, { mandatory: b.request === '1' ? 'yes' : 'no' });
  for (const a of removed) findings.add('parameter-removed', { ...about(a), before: summary(a), from: a });
  for (const { before: a, after: b, evidence } of renamed) {
    findings.add(
      'parameter-renamed',
      { ...about(a, b), was: a.name, before: a.name, after: b.name, from: a, to: b, evidence },
      { wire: a.shortName === b.shortName ? 'same' : 'changed' },
    );
  }
  for (const { before: a, after: b } of [...kept, ...renamed]) {
    const pairAbout = { ...about(a, b), was: a.name, from: a, to: b };
    if (follow(types, a.type) !== b.type) findings.add('parameter-type', { ...pairAbout, before: a.type, after: b.type });
    const [from, to] = [typeIn(a, 'response'), typeIn(b, 'response')];
    if (follow(types, from) !== to && (from !== a.type || to !== b.type)) findings.add('parameter-type', { ...pairAbout, flow: { requests: false, responses: true }, before: `response ${from}`, after: `response ${to}` });
    for (const side of ['request', 'response'] as const) {
      const [from, to] = [a[side] ?? '-', b[side] ?? '-'] as const;
      if (from !== to)
        findings.add(
          'parameter-presence',
          { ...pairAbout, flow: undefined, before: `${side} ${from}`, after: `${side} ${to}` },
          { side, parameterStep: `${from}→${to}` as '-→1' },
        );
    }
    for (const operation of ['create', 'retrieve', 'update', 'delete', 'notify'] as const) {
      const [from, to] = [a.operations?.[operation] ?? 'NP', b.operations?.[operation] ?? 'NP'] as const;
      if (from !== to)
        findings.add(
          'parameter-operation',
          { ...pairAbout, before: `${operation} ${from}`, after: `${operation} ${to}` },
          { optionalityStep: `${from}→${to}` as 'O→M' },
        );
    }
  }
}

export function compareStatusCodes(before: Model, after: Model, findings: Findings): void {
  const { kept, added, removed } = pair(before.statusCodes, after.statusCodes, (s) => String(s.code));
  const about = (s: StatusCode) => ({ area: 'status-codes', subject: String(s.code), provisional: s.provisional }) as const;
  for (const b of added) findings.add('status-code-added', { ...about(b), after: b.name, to: b });
  for (const a of removed) findings.add('status-code-removed', { ...about(a), before: a.name, from: a });
  for (const { before: a, after: b } of kept) {
    const pairAbout = { ...about(b), provisional: a.provisional || b.provisional, from: a, to: b };
    findings.compare('status-code-renamed', { ...pairAbout, before: a.name, after: b.name });
    findings.compare('status-code-http', { ...pairAbout, before: a.http, after: b.http });
    compareProvisional(a, b, pairAbout, findings);
  }
}

const mapping = (row: Pick<FaultRow, 'status' | 'execResult'>, tokens?: ReadonlyMap<string, string>): string =>
  `${follow(tokens, row.status)} (${row.execResult})`;

const tableTraits: readonly Trait<FaultTable>[] = [
  same(0.5, 'same RPC', (t) => t.rpc),
  likeMembers(0.4, 'the rows', (t) => t.rows.map((r) => `${r.faultCode} ${r.status}`)),
  samePlace(0.1),
];

/** Tokens are those of m2m:execResultType; a row whose token was renamed there follows. */
export function compareFaults(before: Model, after: Model, values: Renames['values'], findings: Findings): void {
  const tokens = values.get('m2m:execResultType');
  const { kept, renamed, added, removed } = pair(before.faultTables, after.faultTables, (t) => t.table, tableTraits);
  const subject = (t: FaultTable): string => `${t.rpc} (table ${t.table})`;
  const codes = (t: FaultTable): string => t.rows.map((r) => r.faultCode).join(', ');
  for (const b of added) findings.add('fault-table-added', { area: 'faults', subject: subject(b), after: codes(b), to: b });
  for (const a of removed) findings.add('fault-table-removed', { area: 'faults', subject: subject(a), before: codes(a), from: a });
  for (const { before: a, after: b, evidence } of renamed) {
    findings.add('fault-table-renumbered', {
      area: 'faults',
      subject: subject(b),
      was: subject(a),
      before: a.table,
      after: b.table,
      from: a,
      to: b,
      evidence,
    });
  }
  for (const { before: a, after: b } of [...kept, ...renamed]) {
    findings.compare('fault-table-rpc', {
      area: 'faults',
      subject: subject(b),
      was: subject(a),
      before: a.rpc,
      after: b.rpc,
      from: a,
      to: b,
    });
    compareFaultRows(a, b, tokens, findings);
  }
  compareUnlisted(before.unlistedFaults, after.unlistedFaults, tokens, findings);
}

type Tokens = ReadonlyMap<string, string> | undefined;

function compareFaultRows(before: FaultTable, after: FaultTable, tokens: Tokens, findings: Findings): void {
  const { kept, added, removed } = pair(before.rows, after.rows, (r) => String(r.faultCode));
  const about = (t: FaultTable, r: FaultRow) => ({ area: 'faults', subject: `${t.rpc} ${r.faultCode}` }) as const;
  // A row is cited where its table is.
  const at = (t: FaultTable, r: FaultRow) => ({ place: r.place, source: t.source });
  for (const b of added) findings.add('fault-added', { ...about(after, b), after: mapping(b), to: at(after, b) });
  for (const a of removed) findings.add('fault-removed', { ...about(before, a), before: mapping(a), from: at(before, a) });
  for (const { before: a, after: b } of kept) {
    const pairAbout = { ...about(after, b), was: about(before, a).subject, from: at(before, a), to: at(after, b) };
    findings.compare(
      'fault-remapped',
      { ...pairAbout, before: mapping(a), followed: mapping(a, tokens), after: mapping(b) },
      { number: a.execResult === b.execResult ? 'same' : 'changed' },
    );
    findings.compare('fault-described', { ...pairAbout, before: a.description, after: b.description });
  }
}

function compareUnlisted(before: Model['unlistedFaults'], after: Model['unlistedFaults'], tokens: Tokens, findings: Findings): void {
  const span = (r: FaultRange): string => (r.from === r.to ? `${r.from}` : `${r.from}-${r.to}`);
  const { kept, added, removed } = pair(before, after, span);
  const about = (r: FaultRange) => ({ area: 'faults', subject: `unlisted ${span(r)}` }) as const;
  for (const b of added) findings.add('unlisted-faults', { ...about(b), after: mapping(b), to: b });
  for (const a of removed) findings.add('unlisted-faults', { ...about(a), before: mapping(a), from: a });
  for (const { before: a, after: b } of kept) {
    findings.compare('unlisted-faults', {
      ...about(b),
      before: mapping(a),
      followed: mapping(a, tokens),
      after: mapping(b),
      from: a,
      to: b,
    });
    findings.compare('fault-described', { ...about(b), before: a.description, after: b.description, from: a, to: b });
  }
}

const commandTraits: readonly Trait<Command>[] = [
  same(0.4, 'same number', (c) => c.value),
  likeName(0.25, (c) => c.cmdType),
  same(0.15, 'same RPC', (c) => [c.rpc, c.operation].join(' ').trim()),
  same(0.2, 'same argument', (c) => c.argumentMember),
];

export function compareCommands(before: Model, after: Model, types: Renames['types'], findings: Findings): void {
  const { kept, renamed, added, removed } = pair(before.commands, after.commands, (c) => c.cmdType, commandTraits);
  const means = (c: Command): string =>
    [c.rpc, c.operation, c.completionReport === null ? undefined : `then ${c.completionReport}`]
      .filter((word) => word !== undefined)
      .join(' ');
  const argument = (c: Command, renamed?: Renames['types']): string => `${c.argumentMember}: ${follow(renamed, c.argumentType)}`;
  for (const b of added) findings.add('command-added', { area: 'commands', subject: b.cmdType, after: means(b), to: b });
  for (const a of removed) findings.add('command-removed', { area: 'commands', subject: a.cmdType, before: means(a), from: a });
  for (const { before: a, after: b, evidence } of renamed) {
    findings.add('command-renamed', {
      area: 'commands',
      subject: b.cmdType,
      was: a.cmdType,
      before: a.cmdType,
      after: b.cmdType,
      from: a,
      to: b,
      evidence,
    });
  }
  for (const { before: a, after: b } of [...kept, ...renamed]) {
    const about = { area: 'commands', subject: b.cmdType, was: a.cmdType, from: a, to: b } as const;
    findings.compare('command-rpc', { ...about, before: means(a), after: means(b) });
    findings.compare('command-argument', { ...about, before: argument(a), followed: argument(a, types), after: argument(b) });
    findings.compare(
      'command-cancellable',
      { ...about, before: a.cancellable, after: b.cancellable },
      { cancellable: b.cancellable ? 'yes' : 'no' },
    );
    findings.compare('command-faults', { ...about, before: a.faultTables, after: b.faultTables });
  }
}

export function compareExecStatusCodes(before: Model, after: Model, findings: Findings): void {
  const { kept, added, removed } = pair(before.execStatusCodes, after.execStatusCodes, (c) => c.name);
  const about = (c: ExecStatusCode) => ({ area: 'commands', subject: `ExecStatusCode.${c.name}` }) as const;
  const meaning = (c: ExecStatusCode): string => `${c.attribute} ${c.value} ${c.publishedName}`;
  for (const b of added) findings.add('exec-status-code-added', { ...about(b), after: meaning(b), to: b });
  for (const a of removed) findings.add('exec-status-code-removed', { ...about(a), before: meaning(a), from: a });
  for (const { before: a, after: b } of kept)
    findings.compare('exec-status-code-mapped', { ...about(b), before: meaning(a), after: meaning(b), from: a, to: b });
}

export function compareSources(before: Model, after: Model, findings: Findings): void {
  const documents = pair(before.documents, after.documents, (d) => d.id);
  const edition = (d: { title: string; version: string }): string => `${d.title}, ${d.version}`;
  for (const b of documents.added) findings.add('document-added', { area: 'documents', subject: b.id, after: edition(b), to: b });
  for (const a of documents.removed) findings.add('document-removed', { area: 'documents', subject: a.id, before: edition(a), from: a });
  for (const { before: a, after: b } of documents.kept)
    findings.compare('document-changed', { area: 'documents', subject: b.id, before: edition(a), after: edition(b), from: a, to: b });

  const errata = pair(before.errata, after.errata, (e) => e.id);
  const use = (e: { printed: string; use: string }): string => `${e.printed} → ${e.use}`;
  for (const b of errata.added) findings.add('erratum-added', { area: 'documents', subject: `erratum ${b.id}`, after: use(b), to: b });
  for (const a of errata.removed)
    findings.add('erratum-removed', { area: 'documents', subject: `erratum ${a.id}`, before: use(a), from: a });
  for (const { before: a, after: b } of errata.kept) {
    const { place: _a, ...x } = a;
    const { place: _b, ...y } = b;
    if (equal(x, y)) continue;
    findings.add('erratum-changed', { area: 'documents', subject: `erratum ${b.id}`, before: use(a), after: use(b), from: a, to: b });
  }
}
