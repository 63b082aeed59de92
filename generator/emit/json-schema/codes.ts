import type { CodeTable } from '../../diagnostics/diagnostic.js';

/** What a conversion to JSON Schema may report. */
export const jsonSchemaCodes = {
  JSON_FACET_LOST: { severity: 'note', title: 'a facet that JSON Schema cannot state' },
} as const satisfies CodeTable;
