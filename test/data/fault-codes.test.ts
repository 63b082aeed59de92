import { describe, expect, test } from 'vitest';
import { asPrinted, asUsed, numbersOf } from './definitions.js';

/** Written by hand from the Change Request to TS-0006, clause 8.2, table by table. */
const codesOf: Record<string, { rpc: string; codes: readonly number[] }> = {
  '8.2.1.1-1': { rpc: 'Download', codes: [9000, 9001, 9002, 9003, 9004, 9010, 9012, 9013] },
  '8.2.1.2-1': { rpc: 'Upload', codes: [9000, 9001, 9002, 9003, 9004, 9011, 9012, 9013] },
  '8.2.1.3-2': { rpc: 'TransferComplete', codes: [9001, 9002, 9010, 9011, 9012, 9014, 9015, 9016, 9017, 9018, 9019, 9020] },
  '8.2.1.4-1': { rpc: 'ChangeDUState', codes: [9000, 9001, 9002, 9004] },
  '8.2.1.5-1': {
    rpc: 'DUStateChangeComplete',
    codes: [9001, 9003, 9012, 9013, 9015, 9016, 9017, 9018, 9022, 9023, 9024, 9025, 9026, 9027, 9028, 9029, 9030, 9031, 9032],
  },
  '8.2.1.6-1': { rpc: 'Reboot', codes: [9001, 9002, 9003] },
  '8.2.1.7-1': { rpc: 'FactoryReset', codes: [9000, 9001, 9002, 9003] },
  '8.2.2-1': { rpc: 'CancelTransfer', codes: [9000, 9001, 9021] },
  '8.2.3-1': { rpc: 'CancelTransfer', codes: [9000, 9001, 9021] },
  '8.2.4-1': { rpc: 'CancelTransfer', codes: [9000, 9001, 9021] },
};

/** Fault code → number in m2m:execResultType (TS-0004 6.3.4.2.16). */
const results: readonly (readonly [code: number, result: number])[] = [
  [9000, 1], [9001, 2], [9002, 4], [9003, 5], [9004, 6], [9010, 7], [9011, 10], [9012, 8], [9013, 9], [9014, 11], [9015, 12], [9016, 13],
  [9017, 14], [9018, 15], [9019, 16], [9020, 19], [9021, 3], [9022, 20], [9023, 21], [9024, 22], [9025, 23], [9026, 24], [9027, 25],
  [9028, 26], [9029, 27], [9030, 28], [9031, 29], [9032, 30],
];

const { tables, unlisted } = asUsed.faultCodes;
const rows = tables.flatMap((t) => t.rows.map((row) => ({ table: t.table, ...row })));

describe('fault-code tables', () => {
  test('are the ten of the Change Request, row by row', () => {
    expect(Object.fromEntries(tables.map((t) => [t.table, { rpc: t.rpc, codes: t.rows.map((r) => r.faultCode) }]))).toEqual(codesOf);
    expect(rows).toHaveLength(67);
  });

  test('name their source', () => {
    for (const t of tables) expect(t.source).toEqual({ document: 'TS-0006-CR', clause: t.table.replace(/-\d$/, ''), table: t.table });
  });

  test('map every code to the published number, whichever table it stands in', () => {
    const numbers = numbersOf('m2m:execResultType');
    const expected = new Map(results);
    for (const row of rows) expect([row.faultCode, numbers.get(row.status)]).toEqual([row.faultCode, expected.get(row.faultCode)]);
    expect(new Set(rows.map((r) => r.faultCode))).toEqual(new Set(expected.keys()));
  });

  test('say what is printed before errata: a space in six tokens, the wrong name of an RPC', () => {
    const spaced = asPrinted.faultCodes.tables.filter((t) => t.rows.some((r) => r.status === 'STATUS_REQUEST DENIED')).map((t) => t.table);
    expect(spaced).toEqual(['8.2.1.2-1', '8.2.1.3-2', '8.2.1.4-1', '8.2.2-1', '8.2.3-1', '8.2.4-1']);
    expect(asPrinted.faultCodes.tables.find((t) => t.table === '8.2.1.5-1')?.rpc).toBe('ChangeDUStateComplete');
    expect(rows.filter((r) => r.status.includes(' '))).toEqual([]);
  });
});

describe('codes that no table lists', () => {
  const listed = new Set(rows.map((r) => r.faultCode));
  const covering = (code: number) => unlisted.filter((r) => r.from <= code && code <= r.to).length + (listed.has(code) ? 1 : 0);

  test('are covered once each, from 1 to the end of unsigned integers', () => {
    for (let code = 1; code <= 65535; code++) if (covering(code) !== 1) expect([code, covering(code)]).toEqual([code, 1]);
    expect(covering(0)).toBe(0);
    expect(unlisted.at(-1)?.to).toBe(2 ** 32 - 1);
  });

  test('become STATUS_INTERNAL_ERROR, by erratum A25', () => {
    for (const range of unlisted) expect(range).toMatchObject({ status: 'STATUS_INTERNAL_ERROR', errata: ['A25'] });
  });

  test.each([[9005], [9009], [9033], [9799], [9800], [9899], [8000], [8005], [8899]])('%i is a boundary that the sources name', (code) => {
    expect(unlisted.some((r) => r.from <= code && code <= r.to)).toBe(true);
  });
});
