import type { StatusCodeFact } from '../facts.js';
import { recogniser, skip } from './recogniser.js';
import { unquoted } from './text.js';

/** TS-0004 6.6.3: the response status codes of one class. */
export const statusCodes = recogniser({
  kind: 'status-codes',
  title: 'table of response status codes',
  columns: {
    code: { headers: ['numeric code', 'numeric value', 'response status code', 'status code', 'rsc', 'code', 'value', 'code value', 'rsc value', 'onem2m response status code'] },
    name: { headers: ['interpretation', 'description', 'name', 'meaning', 'reason', 'definition', 'status', 'response status', 'response status code description'] },
  },
  required: ['code', 'name'],
  begin: (table) => {
    const about = [table.caption, table.title, table.headings[0], table.header('code')].some(
      (text) => text !== undefined && /\bstatus codes?\b|\bresponse class\b|\bRSCs?\b/i.test(text),
    );
    if (!about) return 'neither caption nor heading says that these are response status codes';
    return (row) => {
      const code = row.text('code') ?? '';
      const name = unquoted(row.text('name') ?? '');
      if (!/^\d{4}$/.test(code)) return skip(`"${code}" is no response status code`);
      if (name === '') return skip(`${code} has no name`);
      const fact: StatusCodeFact = { kind: 'status-code', code: Number(code), name, source: table.source, place: row.place };
      return [fact];
    };
  },
});
