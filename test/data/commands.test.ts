import { describe, expect, test } from 'vitest';
import { asPrinted, asUsed, numbersOf } from './definitions.js';

const CDU = ['8.2.1.4-1', '8.2.1.5-1'];
/** cmdType, RPC, completion report, operation, cancellable, fault tables: Table 8.2.1-1 and errata A12, A15, A16. */
const commands = [
  ['RESET', 'FactoryReset', null, undefined, false, ['8.2.1.7-1']],
  ['REBOOT', 'Reboot', null, undefined, false, ['8.2.1.6-1']],
  ['UPLOAD', 'Upload', 'TransferComplete', undefined, true, ['8.2.1.2-1', '8.2.1.3-2']],
  ['DOWNLOAD', 'Download', 'TransferComplete', undefined, true, ['8.2.1.1-1', '8.2.1.3-2']],
  ['SOFTWAREINSTALL', 'ChangeDUState', 'DUStateChangeComplete', 'Install', false, CDU],
  ['SOFTWAREUNINSTALL', 'ChangeDUState', 'DUStateChangeComplete', 'Uninstall', false, CDU],
  ['SOFTWAREUPDATE', 'ChangeDUState', 'DUStateChangeComplete', 'Update', false, CDU],
];

describe('commands', () => {
  test('are one for each cmdType, in the order of its numbers', () => {
    expect(asUsed.commands.commands.map((c) => [c.cmdType, c.rpc, c.completionReport, c.operation, c.cancellable, c.faultTables])).toEqual(commands);
    expect(asUsed.commands.commands.map((c) => c.cmdType)).toEqual([...numbersOf('m2m:cmdType').keys()]);
  });

  test('refer to fault tables of the RPC and of its report', () => {
    const rpcOf = new Map(asUsed.faultCodes.tables.map((t) => [t.table, t.rpc]));
    for (const c of asUsed.commands.commands) {
      expect(c.faultTables.map((t) => rpcOf.get(t))).toEqual([c.rpc, ...(c.completionReport === null ? [] : [c.completionReport])]);
    }
  });

  test('take the arguments of their own', () => {
    for (const { argumentMember, argumentType } of asUsed.commands.commands) expect(argumentType).toBe(`m2m:${argumentMember}ArgsType`);
    expect(asUsed.commands.commands.map((c) => c.argumentMember.toUpperCase())).toEqual(asUsed.commands.commands.map((c) => c.cmdType));
  });

  test('say what is printed before errata', () => {
    const row = (cmdType: string) => asPrinted.commands.commands.find((c) => c.cmdType === cmdType);
    expect(row('RESET')?.rpc).toBe('Factory reset');
    expect(row('SOFTWAREINSTALL')?.completionReport).toBe('ChangeDUStateComplete');
    expect(row('SOFTWAREUPDATE')).toMatchObject({ source: { document: 'specgen' }, argumentType: 'm2m:softwareUpdateType' });
  });
});
