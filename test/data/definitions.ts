import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type {
  AggregationsDefinition,
  CommandsDefinition,
  EnumerationsDefinition,
  ErrataDefinition,
  ExecStatusCodesDefinition,
  FaultCodesDefinition,
  MachineDefinition,
  OutcomesDefinition,
  StatusCodesDefinition,
} from '../../generator/read/definitions/definitions.js';
import type { Patch } from '../../generator/model/model.js';

/** The definitions as they stand in the files, and patched; read without the generator, so that its faults cannot hide theirs. */
const root = fileURLToPath(new URL('../../xsd', import.meta.url));

const filesUnder = (folder: string): readonly string[] =>
  readdirSync(join(root, folder), { withFileTypes: true })
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) return entry.name === 'schema' ? [] : filesUnder(path);
      return entry.name.endsWith('.json') ? [path] : [];
    })
    .sort();

type Json = Record<string, unknown> | unknown[];
const readAll = (): Map<string, Json> => new Map(filesUnder('tables').map((f) => [f, JSON.parse(readFileSync(join(root, f), 'utf8')) as Json]));

export const { errata } = JSON.parse(readFileSync(join(root, 'errata.json'), 'utf8')) as ErrataDefinition;

/** Path of a file under `xsd/` → its content as printed. */
export const printed: ReadonlyMap<string, Json> = readAll();

const keys = ['name', 'id', 'table', 'type', 'faultCode', 'code', 'cmdType', 'value'];
const select = (node: unknown, segment: string): unknown => {
  if (!Array.isArray(node)) return Object.hasOwn((node ?? {}) as object, segment) ? (node as Record<string, unknown>)[segment] : undefined;
  const items = node as Record<string, unknown>[];
  for (const key of keys) {
    const item = items.find((i) => String(i[key]) === segment);
    if (item !== undefined) return item;
  }
  return undefined;
};

/** Applies one patch in place, and returns what stood there before: `null` when nothing did. */
function apply(files: ReadonlyMap<string, Json>, { at, use }: Patch): unknown {
  const [file = '', path = ''] = at.split('#/');
  const segments = path.split('/');
  const last = segments.pop() ?? '';
  const parent = segments.reduce<unknown>(select, files.get(file));
  if (typeof parent !== 'object' || parent === null) throw new Error(`${at} leads nowhere`);
  const before = select(parent, last) ?? null;
  if (Array.isArray(parent)) {
    if (before !== null && use === null) parent.splice(parent.indexOf(before), 1);
    else if (before !== null) throw new Error(`${at} names an item that is there`);
    else parent.push(use);
  } else (parent as Record<string, unknown>)[last] = use;
  return before;
}

/** Path → content with all errata applied; `stale` lists the patches that did not find what they expect. */
export const { patched, stale } = ((): { patched: ReadonlyMap<string, Json>; stale: readonly string[] } => {
  const files = readAll();
  const patches = errata.flatMap((e) => (e.patches ?? []).map((p) => ({ id: e.id, patch: p })));
  const wrong = patches.filter(({ patch }) => JSON.stringify(apply(files, patch)) !== JSON.stringify(patch.printed));
  return { patched: files, stale: wrong.map(({ id, patch }) => `${id} ${patch.at}`) };
})();

const from = (files: ReadonlyMap<string, Json>) => ({
  aggregations: files.get('tables/aggregations.json') as unknown as AggregationsDefinition,
  commands: files.get('tables/commands.json') as unknown as CommandsDefinition,
  enumerations: files.get('tables/enumerations.json') as unknown as EnumerationsDefinition,
  execStatusCodes: files.get('tables/exec-status-codes.json') as unknown as ExecStatusCodesDefinition,
  faultCodes: files.get('tables/fault-codes.json') as unknown as FaultCodesDefinition,
  outcomes: files.get('tables/outcomes.json') as unknown as OutcomesDefinition,
  statusCodes: files.get('tables/status-codes.json') as unknown as StatusCodesDefinition,
  machine: (name: string) => files.get(`tables/machines/${name}.json`) as unknown as MachineDefinition,
});
export const asPrinted = from(printed);
export const asUsed = from(patched);

/** Token → number of an enumeration after errata. */
export const numbersOf = (type: string): ReadonlyMap<string, number> => {
  const found = asUsed.enumerations.enumerations.find((e) => e.type === type);
  if (found === undefined) throw new Error(`no enumeration ${type}`);
  return new Map(found.values.map((v) => [v.name, v.value]));
};
