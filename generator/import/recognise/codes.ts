import type { CodeTable } from '../../diagnostics/diagnostic.js';

/** What recognising has to say about a document. Nothing here stops an import: every value is handed on as printed. */
export const recogniseCodes = {
  RECOGNISE_TABLE: { severity: 'note', title: 'A table is of no known kind' },
  RECOGNISE_CAPTION: { severity: 'warning', title: 'A caption stands without its table' },
  RECOGNISE_ROW: { severity: 'warning', title: 'A row of a recognised table gave nothing' },
  RECOGNISE_SUBJECT: { severity: 'warning', title: 'Header, caption and clause of a table name different resources' },
  RECOGNISE_HEADER: { severity: 'note', title: 'The header of a column is spelled otherwise than known' },
  RECOGNISE_NAME: { severity: 'note', title: 'A name has spaces, marks or hyphens in it' },
  RECOGNISE_SPELLING: { severity: 'warning', title: 'A name is spelled otherwise elsewhere in the document' },
  RECOGNISE_ACCESS: { severity: 'warning', title: 'An access is none of RW, RO and WO' },
  RECOGNISE_MULTIPLICITY: { severity: 'warning', title: 'A multiplicity cannot be read' },
  RECOGNISE_ANNOUNCED: { severity: 'warning', title: 'An announcement is none of MA, OA and NA' },
  RECOGNISE_OPTIONALITY: { severity: 'warning', title: 'An optionality is none of M, O and NP' },
  RECOGNISE_DEPTH: { severity: 'warning', title: 'Tables stand too deep inside one another' },
} as const satisfies CodeTable;
