import type { CodeTable } from '../../diagnostics/diagnostic.js';
import { groupBy } from '../../group-by.js';
import type { FaultFact } from '../../import/facts.js';
import type { Report, Subject } from '../subject.js';
import { escaped, listed, partsOf } from '../words.js';

export const faultLintCodes = {
  LINT_FAULT_DESCRIPTION: { severity: 'note', title: 'One fault code has two descriptions' },
  LINT_FAULT_STATUS: { severity: 'warning', title: 'One fault code has two results' },
  LINT_FAULT_RPC: { severity: 'warning', title: 'A description names an RPC whose table does not have the fault code' },
  LINT_FAULT_ABSENT: { severity: 'note', title: 'A fault code that is for every RPC is missing in some tables' },
  LINT_FAULT_FOREIGN: { severity: 'note', title: 'A description is about RPCs that the document does not map' },
  LINT_FAULT_NAME: { severity: 'warning', title: 'The result says something else than the description' },
  LINT_FAULT_FAMILY: { severity: 'note', title: 'A result lacks what the results of its kind begin with' },
  LINT_FAULT_NOT_TOTAL: { severity: 'warning', title: 'Nothing is said about fault codes that no table has' },
  LINT_COMMAND_MISSING: { severity: 'warning', title: 'A published command is mapped to no RPC' },
  LINT_COMMAND_END: { severity: 'warning', title: 'Nothing says when a command has ended' },
  LINT_OPERATION_UNREACHABLE: { severity: 'warning', title: 'Fault codes of an operation that no command starts' },
} as const satisfies CodeTable;

type Code = keyof typeof faultLintCodes;

/** Tables of fault codes against each other, against their own descriptions, and against the table of commands. */
export function lintFaults(subject: Subject, report: Report<Code>): void {
  const { faults } = subject;
  if (faults.length > 0) {
    for (const group of groupBy(faults, ({ faultCode }) => faultCode).values()) {
      sameEverywhere(group, report);
      namedRpcs(faults, group, report);
      forEvery(faults, group, report);
      foreign(faults, group, report);
      name(faults, group, report);
    }
    families(faults, report);
    total(subject, report);
  }
  commands(subject, report);
  ends(subject, report);
}

/** Names of RPCs in a description: words with a capital inside, and the RPCs of the document in one word. */
function rpcsIn(text: string, faults: readonly FaultFact[]): readonly string[] {
  const plain = new Set(faults.map(({ rpc }) => rpc));
  const [, list] = /\b(?:associated|association) with (.*)\)/.exec(text) ?? [];
  if (list === undefined) return [];
  return (list.match(/\b[A-Z]\w+\b/g) ?? []).filter((word) => plain.has(word) || /[a-z][A-Z]/.test(word));
}

const sameRpc = (a: string, b: string): boolean => a === b || [...partsOf(a)].sort().join() === [...partsOf(b)].sort().join();
const plainText = (text: string): string => text.replace(/\s+/g, ' ').replace(/[.\s]+$/, '').toLowerCase();

function sameEverywhere(group: readonly FaultFact[], report: Report<Code>): void {
  const texts = [...groupBy(group, ({ text }) => plainText(text)).values()].sort((a, b) => a.length - b.length);
  if (texts.length > 1) {
    const rare = texts[0]![0]!;
    const message = `fault code ${String(rare.faultCode)} is described otherwise for ${rare.rpc} than for ${listed(texts.slice(1).flat().map(({ rpc }) => rpc))}`;
    report('LINT_FAULT_DESCRIPTION', message, rare.place, 'describe it in one place, for all RPCs');
  }
  const results = [...groupBy(group, ({ status }) => status.replace(/[ _]/g, '')).values()].sort((a, b) => a.length - b.length);
  if (results.length < 2) return;
  const rare = results[0]![0]!;
  const message = `fault code ${String(rare.faultCode)} gives ${rare.status} for ${rare.rpc}, and ${results.at(-1)![0]!.status} elsewhere`;
  report('LINT_FAULT_STATUS', message, rare.place, 'map a fault code to one result');
}

function namedRpcs(all: readonly FaultFact[], group: readonly FaultFact[], report: Report<Code>): void {
  const { faultCode, place } = group[0]!;
  const tables = [...new Set(all.map(({ rpc }) => rpc))];
  const named = new Set(group.flatMap(({ text }) => rpcsIn(text.replace(/\bnot associated with [^,)]*/g, ''), all)));
  const missing = tables.filter((rpc) => [...named].some((name) => sameRpc(name, rpc)) && !group.some((fault) => sameRpc(fault.rpc, rpc)));
  if (missing.length === 0) return;
  report('LINT_FAULT_RPC', `the description of fault code ${String(faultCode)} names ${listed(missing)}, whose table does not have it`, place, 'add the row, or strike the RPC from the description');
}

/** A code whose description names no RPC holds for each that has a table; one that only a single table has may be its own. */
function forEvery(all: readonly FaultFact[], group: readonly FaultFact[], report: Report<Code>): void {
  const tables = groupBy(all, ({ source, rpc }) => source.table ?? rpc);
  const having = new Set(group.map(({ source, rpc }) => source.table ?? rpc));
  const rpcs = new Set(group.map(({ rpc }) => rpc));
  const missing = [...tables.keys()].filter((table) => !having.has(table));
  const named = group.some(({ text }) => rpcsIn(text, all).some((rpc) => all.some((fault) => sameRpc(fault.rpc, rpc))));
  if (named || rpcs.size < 3 || missing.length === 0) return;
  const message = `fault code ${String(group[0]!.faultCode)} is for no RPC in particular, and missing in ${missing.length === 1 ? 'Table' : 'Tables'} ${listed(missing)}`;
  report('LINT_FAULT_ABSENT', message, group[0]!.place, 'map it once for all RPCs, or add the rows');
}

function foreign(all: readonly FaultFact[], group: readonly FaultFact[], report: Report<Code>): void {
  const { faultCode, place } = group[0]!;
  const named = [...new Set(group.flatMap(({ text }) => rpcsIn(text, all)))];
  if (named.length === 0 || named.some((name) => all.some(({ rpc }) => sameRpc(name, rpc)))) return;
  report('LINT_FAULT_FOREIGN', `the description of fault code ${String(faultCode)} is about ${listed(named)}, which this document does not map`, place, 'describe what the code means here');
}

/** The words that tell a result from those that begin alike should have to do with the description. */
function name(all: readonly FaultFact[], group: readonly FaultFact[], report: Report<Code>): void {
  const { status, text, faultCode, place } = group[0]!;
  const words = status.split(/[_ ]/);
  const rows = new Map(all.map((fault) => [fault.status, fault]));
  const siblings = [...rows.keys()].filter((other) => other !== status && sharedStart(words, other.split(/[_ ]/)) >= 4);
  if (siblings.length === 0) return;
  const shared = Math.max(...siblings.map((other) => sharedStart(words, other.split(/[_ ]/))));
  const common = new Set(siblings.filter((other) => sharedStart(words, other.split(/[_ ]/)) === shared).flatMap((other) => other.split(/[_ ]/)));
  const telling = words.slice(shared).filter((word) => !common.has(word));
  const said = (text.toLowerCase().match(/[a-z]+/g) ?? []).map(stem);
  if (telling.length === 0 || telling.some((word) => said.some((one) => one === stem(word.toLowerCase())))) return;
  report('LINT_FAULT_NAME', `fault code ${String(faultCode)} gives ${status}, but its description does not speak of ${listed(telling.map((word) => word.toLowerCase()))}`, place, 'find out which of the two is meant');
}

function sharedStart(a: readonly string[], b: readonly string[]): number {
  let count = 0;
  while (count < a.length && a[count] === b[count]) count++;
  return count;
}

/** Endings do not matter, nor does a negation: incomplete and complete speak of the same thing. */
const stem = (word: string): string => word.replace(/^(?:un|in|dis)(?=\w{5})/, '').replace(/(?:ations?|ions?|ings?|ures?|ed|es|s|e)$/, '').slice(0, 7);

/** Codes whose descriptions begin alike (`File transfer failure: …`) have results that begin alike. */
function families(faults: readonly FaultFact[], report: Report<Code>): void {
  const rows = [...new Map(faults.map((fault) => [fault.faultCode, fault])).values()];
  const groups = groupBy(rows.filter(({ text }) => /^[^:()]{8,60}: /.test(text)), ({ text }) => text.slice(0, text.indexOf(':')).toLowerCase());
  for (const [start, group] of groups) {
    if (group.length < 4) continue;
    const statuses = group.map(({ status }) => status.split('_'));
    // The longest beginning that most of them share.
    const prefixes = groupBy(statuses.flatMap((words) => words.map((_, i) => words.slice(0, i + 1).join('_'))), (prefix) => prefix);
    const [prefix] = [...prefixes].filter(([, uses]) => uses.length > group.length / 2).sort((a, b) => b[0].length - a[0].length)[0] ?? [''];
    const odd = group.filter(({ status }) => !status.startsWith(`${prefix}_`) && status !== prefix);
    if (odd.length === 0 || odd.length * 2 > group.length || prefix === '') continue;
    const message = `${listed(odd.map(({ faultCode }) => String(faultCode)))} ("${start}") ${odd.length === 1 ? 'does' : 'do'} not give ${prefix}_… like the other ${String(group.length - odd.length)}`;
    report('LINT_FAULT_FAMILY', message, odd[0]!.place, 'keep the names if they are published; otherwise name them alike');
  }
}

function total({ body, faults }: Subject, report: Report<Code>): void {
  if (body.some(({ text }) => /\b(?:any other|all other|other|unlisted|unknown|vendor[- ]specific) fault codes?\b/i.test(text))) return;
  report('LINT_FAULT_NOT_TOTAL', 'the tables map some fault codes, and no text says what becomes of all others', faults[0]!.place, 'add a result for every fault code that is not listed');
}

/** A command with one RPC has no report of its own; then some text must say when its status is final. */
function ends({ commands, values, body }: Subject, report: Report<Code>): void {
  const final = values.find(({ name }) => /^(?:FINISHED|COMPLETED?|DONE)$/.test(name));
  if (final === undefined) return;
  const assigned = body.some(({ text }) => new RegExp(`\\b(?:set|changed|determined)\\b.{0,40}\\b${escaped(final.name)}\\b`).test(text));
  const silent = commands.filter(({ rpcs }) => rpcs.length === 1);
  if (assigned || silent.length === 0 || silent.length === commands.length) return;
  const message = `${listed(silent.map(({ cmdType }) => cmdType))}: no RPC reports the end, and no text says when the status is ${final.name}`;
  report('LINT_COMMAND_END', message, silent[0]!.place, 'say which event ends the command');
}

function commands({ commands: rows, faults, published }: Subject, report: Report<Code>): void {
  if (rows.length === 0) return;
  const mapped = new Set(rows.map(({ cmdType }) => cmdType.replace(/[\s"\u201c\u201d]/g, '')));
  const { place } = rows[0]!;
  const type = published.enumerations.find(({ values }) => rows.every(({ cmdType }) => values.some(({ name: known }) => known === cmdType.replace(/[\s"\u201c\u201d]/g, ''))));
  const missing = (type?.values ?? []).filter((value) => !mapped.has(value.name) && !value.reserved);
  for (const value of missing) report('LINT_COMMAND_MISSING', `${value.name} of ${type!.type} is mapped to no RPC`, place, 'add a row, or say that it is not supported');

  // `(… methods: Install, Update and Uninstall)`: which operations of an RPC the code is for.
  const operations = faults.flatMap((fault) => {
    const [, list] = /: ((?:[A-Z][a-z]+(?:, and |, | and )?)+)(?: only)?\)?\.?$/.exec(fault.text) ?? [];
    return (list?.match(/[A-Z][a-z]+/g) ?? []).map((operation) => ({ operation, fault }));
  });
  for (const [operation, uses] of groupBy(operations, (one) => one.operation)) {
    if ([...mapped].some((cmdType) => cmdType.includes(operation.toUpperCase()))) continue;
    const codes = [...new Set(uses.map(({ fault }) => String(fault.faultCode)))];
    report('LINT_OPERATION_UNREACHABLE', `${listed(codes)} are for the operation ${operation}, which no command starts`, uses[0]!.fault.place, 'map a command to the operation, or strike the codes');
  }
}
