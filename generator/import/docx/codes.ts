import type { CodeTable } from '../../diagnostics/diagnostic.js';

export const docxCodes = {
  DOCX_NOT_ZIP: { severity: 'error', title: 'The file is no Word document in the .docx format' },
  DOCX_CONTAINER: { severity: 'error', title: 'The zip container is damaged, encrypted or contradicts itself' },
  DOCX_TOO_LARGE: { severity: 'error', title: 'The document has more of something than is read' },
  DOCX_NO_DOCUMENT: { severity: 'error', title: 'The container has no Word document part' },
  DOCX_MALFORMED: { severity: 'error', title: 'A part of the document is not well-formed XML, or not what it should be' },
  DOCX_DTD: { severity: 'error', title: 'A part of the document has a document type declaration' },
  DOCX_TOO_DEEP: { severity: 'error', title: 'Elements or tables are nested too deep' },
  DOCX_MACROS: { severity: 'warning', title: 'The document contains macros; they are not read' },
  DOCX_EXTERNAL: { severity: 'note', title: 'The document refers to something outside; it is never fetched' },
  DOCX_PARTS: { severity: 'warning', title: 'A part that the document needs is missing' },
  DOCX_HIDDEN: { severity: 'note', title: 'Hidden text is left out' },
  DOCX_LEFT_OUT: { severity: 'note', title: 'Content that is no text of the document is left out' },
  DOCX_EMBEDDED: { severity: 'warning', title: 'A document within the document is not read' },
  DOCX_CHANGE: { severity: 'warning', title: 'A tracked change is half done' },
  DOCX_CHANGE_TWICE: { severity: 'note', title: 'An inserted text has been deleted again' },
  DOCX_CHANGE_EMPTY: { severity: 'note', title: 'A tracked change has no content' },
  DOCX_MERGE: { severity: 'warning', title: 'Merged cells make no sense' },
} as const satisfies CodeTable;

export type DocxCode = keyof typeof docxCodes;
