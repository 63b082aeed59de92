import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { emitJson } from '../../generator/emit/json/emit-json.js';
import { inlineJson } from '../../generator/emit/json/rows.js';
import type { JsonValue } from '../../generator/model/model.js';
import { attribute, cleanModel, resource } from '../check/fixture.js';

const emitted = new Map(emitJson(cleanModel()).map(({ path, text }) => [path, text]));
const files = new Map([...emitted].filter(([path]) => path.endsWith('.json')));
const rowsOf = (name: string): Record<string, unknown>[] => JSON.parse(files.get(`json/${name}.json`)!) as Record<string, unknown>[];
const cited = 'DOC 1.2, Table 1.2-1';

describe('language-neutral JSON', () => {
  const first: readonly { readonly file: string; readonly want: unknown }[] = [
    { file: 'aggregations', want: { aggregation: 'aggregatedStatus', of: 'individualStatuses', type: 'm2m:execStatusType', set: [], result: 'RUNNING', source: cited } },
    {
      file: 'attributes',
      want: {
        resource: 'gadget',
        name: 'resourceName',
        shortName: 'rn',
        provisional: false,
        type: 'xs:NCName',
        multiplicity: '1',
        access: 'WO',
        announced: null,
        create: 'O',
        update: 'NP',
        default: null,
        source: cited,
      },
    },
    {
      file: 'commands',
      want: {
        cmdType: 'RESET',
        value: 1,
        rpc: 'Reboot',
        completionReport: null,
        operation: null,
        argumentMember: 'reset',
        argumentType: 'm2m:resetArgsType',
        cancellable: false,
        faultTables: ['1-1'],
        source: cited,
      },
    },
    { file: 'documents', want: { id: 'DOC', title: 'The document', version: '1' } },
    { file: 'enumerations', want: { type: 'm2m:cmdType', name: 'RESET', value: 1, provisional: false, source: cited } },
    {
      file: 'errata',
      want: {
        id: 'E01',
        kind: 'editorial',
        where: [{ document: 'DOC', clause: '1.2' }],
        printed: 'gaget',
        use: 'gadget',
        why: 'A slip.',
        patches: [{ at: 'tables/fixture.json#/name', printed: 'gaget', use: 'gadget' }],
      },
    },
    { file: 'exec-status-codes', want: { name: 'DONE', attribute: 'execStatus', value: 2, publishedName: 'DONE' } },
    { file: 'fault-codes', want: { table: '1-1', rpc: 'Reboot', faultCode: 9001, status: 'DENIED', execResult: 1, source: cited } },
    { file: 'fault-ranges', want: { from: 9000, to: 9000, status: 'BROKEN', execResult: 2, source: cited } },
    { file: 'machines', want: { machine: 'status', from: null, event: 'create', guard: 'enabled is FALSE', to: 'IDLE', effects: [], source: cited } },
    {
      file: 'outcomes',
      want: {
        id: 'delete-success',
        resource: 'gadget',
        procedure: 'delete',
        condition: 'idle',
        text: null,
        statusCode: 2000,
        statusName: 'OK',
        http: 200,
        effect: 'The gadget is gone.',
        source: cited,
      },
    },
    {
      file: 'resources',
      want: {
        name: 'gadget',
        shortName: 'gdt',
        resourceType: 2,
        mgmtDefinition: null,
        kind: 'resource',
        provisional: false,
        operations: ['create', 'retrieve', 'update', 'delete'],
        parents: ['house'],
        children: [{ type: 'gadgetLog', multiplicity: '0..n', fixedName: null, announced: [] }],
        announcedVariant: null,
        announces: null,
        source: cited,
      },
    },
    {
      file: 'rules',
      want: {
        resource: 'gadget',
        id: 'enabled-locks',
        kind: 'locked',
        attributes: ['tags'],
        when: { enabled: true },
        statusCode: 4000,
        description: 'Tags are locked while the gadget is enabled.',
        source: cited,
      },
    },
    { file: 'short-names', want: { kind: 'resource', name: 'gadget', shortName: 'gdt', provisional: false, source: cited } },
    { file: 'status-codes', want: { code: 2000, name: 'OK', http: 200, provisional: false, source: cited } },
  ];

  test.each(first)('json file $file begins with $want', ({ file, want }) => {
    expect(rowsOf(file)[0]).toEqual(want);
  });

  test('there is no file without a row above, but the primitive parameters, which the fixture lacks', () => {
    expect([...files.keys()]).toEqual([...first.map(({ file }) => `json/${file}.json`), 'json/parameters.json'].sort());
    expect(files.get('json/parameters.json')).toBe('[]\n');
  });

  test('a page says what each file holds, with its columns', () => {
    const page = emitted.get('json/README.md')!;
    expect(page).toContain('| `fault-codes.json` | Fault code to result, table by table as printed. | table, rpc, faultCode, status, execResult, source |');
    expect(page.split('\n').filter((line) => line.startsWith('| `'))).toHaveLength(files.size);
  });

  test('one row per line, one line feed at the end', () => {
    for (const [path, text] of files) {
      expect(text.endsWith('\n') && !text.endsWith('\n\n') && !text.includes('\r'), path).toBe(true);
      const rows = JSON.parse(text) as unknown[];
      if (rows.length > 0) expect(text.split('\n').length, path).toBe(rows.length + 3);
    }
  });

  test('the placeholder row of mgmtObj names no attribute', () => {
    const attributes = [attribute('[objectAttribute]', '[objectAttribute]'), attribute('real', 'rl')];
    const file = emitJson(cleanModel({ resources: [resource({ kind: 'base', attributes })] })).find((f) => f.path === 'json/attributes.json')!;
    expect((JSON.parse(file.text) as { name: string }[]).map((row) => row.name)).toEqual(['real']);
  });

  test('a default of null, false or an object is a default, an absent one is null', () => {
    const given = [false, 0, { status: 0 }, undefined] as const;
    const attributes = given.map((value, i) => attribute(`a${i}`, `s${i}`, value === undefined ? {} : { default: value }));
    const file = emitJson(cleanModel({ resources: [resource({ attributes })] })).find((f) => f.path === 'json/attributes.json')!;
    expect((JSON.parse(file.text) as { default: unknown }[]).map((row) => row.default)).toEqual([false, 0, { status: 0 }, null]);
  });

  test('any JSON value reads back as it was', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(inlineJson(value as JsonValue))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});
