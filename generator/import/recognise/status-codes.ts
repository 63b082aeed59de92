import type { StatusCodeFact } from '../facts.js';
import { recogniser, skip } from './recogniser.js';
import { squeeze, unquoted, withoutFootnote } from './text.js';

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
        /^(?:onem2m )?(?:(?:response )?status code|rsc) (?:interpretation|name|meaning|description)$/,
        'onem2m interpretation',
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
      // The mappings of TS-0008 and TS-0009 have the name in brackets behind the code; what stands there beside a column of
      // names says when the code is used: `2000 (for RETRIEVE operation)`.
      const printed = row.mark('code') ?? '';
      const [, code, inBrackets] = /^(\d{4})(?: ?\((.{1,200})\))?$/.exec(printed) ?? [];
      const name = statusName(row.cell('name')?.text) ?? statusName(inBrackets) ?? '';
      if (code === undefined) return skip(`"${printed}" is no response status code`);
      if (name === '') return skip(inBrackets === undefined ? `${code} has no name` : `"${inBrackets}" is no name of a response status code`);
      const fact: StatusCodeFact = { kind: 'status-code', code: Number(code), name, source: table.source, place: row.place };
      return [fact];
    };
  },
});

/** `OK`, `ACCEPTED for nonBlockingRequestSynch`, `"BAD_REQUEST"`; broken over lines after an underscore: `TARGET_NOT_ SUBSCRIBABLE`. */
function statusName(text: string | undefined): string | undefined {
  const printed = squeeze(text ?? '').replace(/ (?:\((?:for|in|when|only|used)\b.{1,200}\)|[–—-] ?see\b.{1,80}|[–—-] notes? ?\d*)$/i, '');
  const name = withoutFootnote(unquoted(printed).replace(/_ (?=[A-Z])/g, '_').replace(/(?<=[A-Z]) _(?=[A-Z])/g, '_'));
  return /^for\b/i.test(name) || name === '' ? undefined : name;
}
