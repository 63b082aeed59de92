import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { Diagnostics } from '../../../generator/diagnostics/diagnostic.js';
import type { Facts } from '../../../generator/import/facts.js';
import { readDocument } from '../../../generator/import/read.js';
import { recognise } from '../../../generator/import/recognise/index.js';
import { documentAt, whyNot } from '../../support/documents.js';

const root = path.resolve(import.meta.dirname, '../../..');
const isMissing = documentAt('seeds/000') === undefined;

async function read(prefix: string): Promise<Facts & { readonly codes: readonly string[] }> {
  const file = documentAt(`seeds/${prefix}`)!;
  const diagnostics = new Diagnostics();
  const document = await readDocument(readFileSync(file), path.basename(file), 'accepted', diagnostics);
  const facts = recognise(document!, diagnostics);
  return { ...facts, codes: diagnostics.list().map((d) => d.code) };
}

const definition = <T>(file: string): T => JSON.parse(readFileSync(path.join(root, 'xsd/tables', file), 'utf8')) as T;

interface ResourceFile {
  readonly attributes: readonly {
    readonly name: string;
    readonly multiplicity: string;
    readonly access: string;
    readonly announced?: string;
  }[];
}

describe.skipIf(isMissing)(`the Change Request to TS-0001${isMissing ? ` (${whyNot})` : ''}`, () => {
  for (const [resource, rows] of [
    ['software', 22],
    ['execInstance', 20],
    ['softwareCampaign', 23],
  ] as const) {
    it(`states every attribute of ${resource}`, async () => {
      const { facts } = await read('002');
      const found = facts.filter((f) => f.kind === 'attribute').filter((f) => f.resource === resource);
      expect(found.length).toBe(rows);
      const ours = new Map(definition<ResourceFile>(`resources/${resource}.json`).attributes.map((a) => [a.name, a]));
      for (const { name, multiplicity, access, announced } of found) {
        const want = ours.get(name);
        expect({ name, multiplicity: multiplicity?.replace(/ ?\(L\)/, ' (L)'), access }).toEqual({
          name,
          multiplicity: want?.multiplicity,
          access: want?.access,
        });
        if (announced !== undefined) expect({ name, announced }).toEqual({ name, announced: want?.announced });
      }
    });
  }

  it('states the values that descriptions list', async () => {
    const { facts } = await read('002');
    const values = (attribute: string): readonly string[] =>
      facts
        .filter((f) => f.kind === 'enumeration-value')
        .filter((f) => f.attribute?.name === attribute)
        .map((f) => f.name);
    expect(values('campaignStatus')).toEqual(['PENDING', 'INITIATED', 'FINISHED', 'CANCELLING', 'CANCELLED', 'STATUS_NOT_CANCELLABLE']);
    expect(values('softwareOperation')).toEqual(['INSTALL', 'UNINSTALL', 'ACTIVATE', 'DEACTIVATE']);
    expect(values('aggregatedSoftwareStatus')).toEqual(['UNINITIALIZED', 'IN_PROCESS', 'SUCCESSFUL', 'FAILURE']);
    expect(values('individualSoftwareStatuses')).toEqual(['UNINITIALIZED', 'IN_PROCESS', 'SUCESSFUL', 'FAILURE']);
  });

  it('understands every table and reports the two misprints', async () => {
    const { tables, codes } = await read('002');
    expect(tables.filter((t) => t.kind === undefined)).toEqual([]);
    expect(codes.filter((code) => code.startsWith('RECOGNISE_'))).toEqual(['RECOGNISE_ACCESS', 'RECOGNISE_SPELLING']);
  });
});

interface FaultFile {
  readonly tables: readonly {
    readonly rpc: string;
    readonly source: { readonly table: string };
    readonly rows: readonly { readonly faultCode: number; readonly status: string }[];
  }[];
}

describe.skipIf(isMissing)(`the Change Request to TS-0006${isMissing ? ` (${whyNot})` : ''}`, () => {
  it('states every row of every fault table', async () => {
    const { facts } = await read('000');
    const found = facts.filter((f) => f.kind === 'fault').map((f) => [f.source.table, f.rpc, f.faultCode, f.status]);
    const want = definition<FaultFile>('fault-codes.json').tables.flatMap((t) =>
      t.rows.map((row) => [t.source.table, t.rpc, row.faultCode, row.status]),
    );
    expect(found.length).toBeGreaterThan(60);
    expect(found).toEqual(want);
  });

  it('reports each status that is spelled with a space, and the RPC', async () => {
    const { codes } = await read('000');
    expect(codes).toEqual(Array.from({ length: 7 }, () => 'RECOGNISE_SPELLING'));
  });

  it('states the commands and the choice values', async () => {
    const { facts, tables } = await read('000');
    expect(facts.filter((f) => f.kind === 'command').map((f) => [f.cmdType, ...f.rpcs])).toEqual([
      ['DOWNLOAD', 'Download', 'TransferComplete'],
      ['UPLOAD', 'Upload', 'TransferComplete'],
      ['SOFTWAREINSTALL', 'ChangeDUState', 'ChangeDUStateComplete'],
      ['SOFTWAREUNINSTALL', 'ChangeDUState', 'ChangeDUStateComplete'],
      ['REBOOT', 'Reboot'],
      ['RESET', 'Factory reset'],
    ]);
    const choices = definition<{ readonly choices: readonly { readonly name: string }[] }>('exec-status-codes.json').choices.map(
      (c) => c.name,
    );
    const listed = facts.filter((f) => f.kind === 'enumeration-value');
    expect([...new Set(listed.map((f) => f.name))].filter((name) => !choices.includes(name))).toEqual([]);
    expect(listed.every((f) => f.type === 'm2m:execStatusType')).toBe(true);
    expect(listed.length).toBe(35);
    expect(tables.filter((t) => t.kind === undefined)).toEqual([]);
  });
});
