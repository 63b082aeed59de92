import type { FaultFact } from '../facts.js';
import { description } from './columns.js';
import type { TableAt } from './recogniser.js';
import { recogniser, skip } from './recogniser.js';
import { unquoted } from './text.js';

/** TS-0006 8.2: which status a fault code of a TR-069 RPC becomes. */
export const faultCodes = recogniser({
  kind: 'fault-codes',
  title: 'table of fault codes',
  columns: {
    code: { headers: ['fault code', 'fault codes', 'bbf fault code', 'tr 069 fault code', 'error code'] },
    text: description,
    status: { headers: [/^exec ?(?:status|result)(?: codes?| value)?$/, 'status code', 'status'] },
  },
  required: ['code', 'status'],
  begin: (table) => {
    const rpc = rpcOf(table);
    if (rpc === undefined) return 'neither caption nor heading names the RPC';
    return (row) => {
      const code = row.text('code') ?? '';
      const status = unquoted(row.text('status') ?? '');
      if (!/^\d{1,9}$/.test(code)) return skip(`"${code}" is no fault code`);
      if (status === '') return skip(`${code} has no status`);
      const fact: FaultFact = {
        kind: 'fault',
        rpc,
        faultCode: Number(code),
        status,
        text: row.text('text') ?? '',
        source: table.source,
        place: row.place,
      };
      return [fact];
    };
  },
});

/** `Download Fault Code Mapping`, else `Report results using TransferComplete RPC`. */
function rpcOf(table: TableAt): string | undefined {
  const caption = table.caption ?? table.title ?? '';
  return (
    /\b([A-Za-z][A-Za-z0-9]*)(?:\s+RPC)?\s+fault\s+codes?\b/i.exec(caption)?.[1] ??
    /\b([A-Z][A-Za-z0-9]*) RPC\b/.exec(table.headings[0] ?? '')?.[1]
  );
}
