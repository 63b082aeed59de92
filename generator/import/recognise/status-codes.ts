import type { StatusCodeFact } from '../facts.js';
import { recogniser, skip } from './recogniser.js';
import { unquoted } from './text.js';

/** TS-0004 6.6.3: the response status codes of one class; TS-0009 6.3.2: what they become in HTTP. */
export const statusCodes = recogniser({
  kind: 'status-codes',
  title: 'table of response status codes',
  common: true,
  columns: {
    code: {
      headers: [
        'numeric code',
        'numeric value',
        'response status code',
        'response status codes',
        'status code',
        'rsc',
        'code',
        'value',
        'code value',
        'rsc value',
        'onem2m response status code',
        'onem2m response status codes',
      ],
    },
    name: {
      headers: [
        'interpretation',
        'description',
        'name',
        'meaning',
        'reason',
        'definition',
        'status',
        'response status',
        'response status code description',
      ],
    },
    fault: { headers: ['fault code', 'fault codes'] },
    binding: { headers: [/^(?:http|coap)\b.* codes?\b/] },
  },
  required: ['code'],
  oneOf: ['name', 'binding'],
  begin: (table) => {
    // TS-0006 8.1: which status code a request gets when a device answers with a fault.
    if (table.header('fault') !== undefined) return 'it maps fault codes to response status codes';
    const about = [table.caption, table.title, table.headings[0], table.header('code')].some(
      (text) => text !== undefined && /\bstatus codes?\b|\bresponse class\b|\bRSCs?\b/i.test(text),
    );
    if (!about) return 'neither caption nor heading says that these are response status codes';
    return (row) => {
      // The mappings of TS-0008 and TS-0009 have the name in brackets behind the code.
      const printed = row.text('code') ?? '';
      const [, code, inBrackets] = /^(\d{4})(?: ?\((.{1,200})\))?$/.exec(printed) ?? [];
      const name = unquoted(inBrackets ?? row.text('name') ?? '');
      if (code === undefined) return skip(`"${printed}" is no response status code`);
      if (name === '') return skip(`${code} has no name`);
      const fact: StatusCodeFact = { kind: 'status-code', code: Number(code), name, source: table.source, place: row.place };
      return [fact];
    };
  },
});
