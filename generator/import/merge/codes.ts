import type { CodeTable } from '../../diagnostics/diagnostic.js';

/** What an import may have to say besides its changes. */
export const mergeCodes = {
  IMPORT_NAME: { severity: 'warning', title: 'A row whose name is no name; it is left out' },
  IMPORT_CELL: { severity: 'warning', title: 'A cell that no definition can hold and that resembles nothing it could mean' },
  IMPORT_LEFT_OUT: { severity: 'warning', title: 'What the document says cannot stand beside the rest; it is left out' },
  IMPORT_NAMESPACE: { severity: 'warning', title: 'Types of a namespace that definitions do not have; they are left out' },
  IMPORT_ROW: { severity: 'warning', title: 'A row that says too little for a definition; it is left out' },
  IMPORT_NO_TYPE: { severity: 'note', title: 'An attribute without a type in any table; any value is allowed' },
  IMPORT_UNKNOWN_TYPE: { severity: 'note', title: 'A type that nothing declares; any value is allowed until something does' },
  IMPORT_NO_SHORT_NAME: { severity: 'warning', title: 'Members of types for which no table has a short name; they travel under their long names' },
  IMPORT_NAME_OF_NOTHING: { severity: 'warning', title: 'A short name is new, and nothing has the long one; a table that gives its type is missing' },
  IMPORT_CHILDREN_ONLY: { severity: 'note', title: 'A table of children of a resource that nothing else describes' },
  IMPORT_CONFLICT: { severity: 'warning', title: 'Two tables say different things of one subject; the first one counts' },
  IMPORT_CONTRADICTION: { severity: 'note', title: 'RW/RO/WO and M/O/NP of one attribute contradict each other; requests follow M/O/NP' },
  IMPORT_SPELLING: { severity: 'warning', title: 'A name or value that is a slip of the pen away from a known one; an erratum is proposed' },
  IMPORT_LIMIT: { severity: 'warning', title: 'More rows about one subject than any specification has; they are left out' },
  IMPORT_CONTEXT: { severity: 'warning', title: 'An unmarked row of a document with change marks says something else than the definitions; it changes nothing' },
  IMPORT_DELETED: { severity: 'warning', title: 'What change marks delete reads otherwise in the definitions' },
  IMPORT_UNUSED_MARK: { severity: 'warning', title: 'What change marks say that changes nothing' },
  IMPORT_MARK_AGREES: { severity: 'note', title: 'What change marks say that the definitions say already' },
  IMPORT_EMPTIED: { severity: 'warning', title: 'Marks delete the text of a cell that a definition needs, and put nothing in its place; it stays' },
  IMPORT_REMOVED: { severity: 'warning', title: 'An import takes more than a few rows away' },
  IMPORT_NOT_TAKEN: { severity: 'note', title: 'A fact for which there is no definition' },
  IMPORT_ERRATUM: { severity: 'warning', title: 'An erratum about a place that the document has changed' },
  IMPORT_ERRATUM_CLOSED: { severity: 'note', title: 'An erratum that the document has put right, or of which it takes away what it is about' },
  IMPORT_XSD: { severity: 'warning', title: 'A type of the XSDs and the table of the document differ' },
} as const satisfies CodeTable;
