import type { CommandFact } from '../facts.js';
import { recogniser, skip } from './recogniser.js';
import { unquoted } from './text.js';

/** TS-0006 8.2.1: which RPCs an execute request becomes, by cmdType. */
export const commands = recogniser({
  kind: 'commands',
  title: 'table of commands',
  columns: {
    cmdType: {
      headers: [
        'cmdtype value',
        'cmdtype',
        'cmd type',
        'cmd type value',
        'command type',
        'value of cmdtype',
        'cmdtype attribute value',
        'cmdtype values',
      ],
    },
    rpcs: { headers: ['* rpcs', '* rpc', 'rpc', 'rpcs', 'rpc s', '* rpc s', 'rpc *'] },
  },
  required: ['cmdType', 'rpcs'],
  begin: (table) => (row) => {
    const cmdType = unquoted(row.text('cmdType') ?? '');
    const printed = row.text('rpcs') ?? '';
    const rpcs = rpcsIn(printed);
    if (cmdType === '') return skip('no cmdType');
    if (rpcs.length === 0) return skip(`"${printed}" names no RPC`);
    const fact: CommandFact = { kind: 'command', cmdType, rpcs, source: table.source, place: row.place };
    return [fact];
  },
});

const beforeRpc = /\b([A-Z][A-Za-z0-9]*(?: [a-z][A-Za-z0-9]*)?) RPCs?\b/g;

/** `Download RPC (see …) and TransferComplete RPC (…)`: the names, as printed. */
const rpcsIn = (text: string): readonly string[] => [...text.matchAll(beforeRpc)].map(([, name]) => name!);
