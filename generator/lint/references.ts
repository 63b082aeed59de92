import type { Subject, Unit } from './subject.js';

/** `[14]`, `[i.4]`, `TS-0003`, `3GPP TS 23.682`, `RFC 7252`: another document, or who publishes it. */
const otherDocument =
  /\[(?:[iI]\.)?\d+[a-z]?\]|\bT[SR][- ]?\d|\bRFC ?\d|\b(?:3GPP2?|ANSI|ARIB|ATIS|BBF|CCSA|CEN|ECMA|ETSI|GSMA|HGI|IANA|IEC|IEEE|IETF|ISO|ITU|NIST|OASIS|OCF|OGC|OMA|OMG|OPC|TIA|TSDSI|TTA|TTC|UPnP|W3C|ZigBee)\b|\b(?:Recommendation|XEP) ?-?\d/;

/** A cell of a column that names documents is short; a cell of a procedure is a text of its own. */
const longestReference = 120;

/**
 * Does what this paragraph cites stand in another document? It does when a document is named in the paragraph, wherever:
 * "[14] clause 7.10", "clause 8.7 'Title' in oneM2M TS-0003 [2]"; and when it is named for all that follows: in another cell
 * of the row, the caption, the heading row, the sentence before a list, the title of the clause.
 */
export function citesOthers(unit: Unit, clauses: Subject['clauses']): boolean {
  // A paragraph is asked for each of its citations.
  const known = answers.get(unit) ?? namesOthers(unit, clauses);
  answers.set(unit, known);
  return known;
}

const answers = new WeakMap<Unit, boolean>();

function namesOthers({ text, row, table, lead, clause }: Unit, clauses: Subject['clauses']): boolean {
  if (/\bof (?:the present|this) (?:document|specification)\b/i.test(text)) return false;
  const near = [
    text,
    ...(row ?? []).map((cell) => cell.text).filter((cell) => cell.length <= longestReference),
    ...(table === undefined ? [] : [table.caption ?? '', ...(table.rows[0]?.cells ?? []).map((cell) => cell.text)]),
    lead ?? '',
    (clause === undefined ? undefined : clauses.get(clause)) ?? '',
  ];
  return near.some((part) => otherDocument.test(part));
}
