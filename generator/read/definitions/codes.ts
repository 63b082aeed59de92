import type { CodeTable } from '../../diagnostics/diagnostic.js';

export const definitionCodes = {
  DEFINITION_TOO_LARGE: { severity: 'error', title: 'A JSON file is too large for a definition' },
  DEFINITION_TOO_DEEP: { severity: 'error', title: 'A JSON file is nested too deeply' },
  DEFINITION_SYNTAX: { severity: 'error', title: 'A JSON file is no JSON' },
  DEFINITION_DUPLICATE_KEY: { severity: 'error', title: 'An object has the same key twice' },
  DEFINITION_WITHOUT_SCHEMA: { severity: 'error', title: 'A JSON file does not say which kind of definition it is' },
  DEFINITION_UNKNOWN_KIND: { severity: 'error', title: 'A JSON file names a kind of definition that does not exist' },
  DEFINITION_UNKNOWN_KEY: { severity: 'error', title: 'A definition has a key that its kind does not know' },
  DEFINITION_MISSING_KEY: { severity: 'error', title: 'A definition lacks a key that its kind requires' },
  DEFINITION_TYPE: { severity: 'error', title: 'A value in a definition is of the wrong JSON type' },
  DEFINITION_VALUE: { severity: 'error', title: 'A value in a definition is not one that its kind allows' },
  DEFINITION_MANY_ERRORS: { severity: 'error', title: 'A definition has more errors than are listed' },
  DEFINITION_TWICE: { severity: 'error', title: 'Two definitions describe the same thing' },
  ERRATUM_STALE: { severity: 'error', title: 'An erratum no longer applies: its patch does not fit the definition' },
} as const satisfies CodeTable;
