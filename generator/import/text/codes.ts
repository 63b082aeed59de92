import type { CodeTable } from '../../diagnostics/diagnostic.js';

export const textCodes = {
  TEXT_TABLE_SHAPE: { severity: 'warning', title: 'The rows of a flattened table cannot be told apart' },
  TEXT_TABLE_ROW: { severity: 'warning', title: 'A row of a flattened table has fewer or more cells than the table has columns' },
} as const satisfies CodeTable;
