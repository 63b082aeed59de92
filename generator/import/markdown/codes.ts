import type { CodeTable } from '../../diagnostics/diagnostic.js';

export const markdownCodes = {
  MARKDOWN_CHANGE: { severity: 'error', title: 'A change mark has no other half' },
  MARKDOWN_STRUCK: { severity: 'warning', title: 'Something is struck out, which is no change mark' },
  MARKDOWN_TABLE: { severity: 'warning', title: 'Something looks like a table and is not written as one' },
  MARKDOWN_BROKEN: { severity: 'note', title: 'A word may end where its column does, or go on' },
  MARKDOWN_HTML: { severity: 'warning', title: 'The HTML of a table is damaged' },
} as const satisfies CodeTable;
