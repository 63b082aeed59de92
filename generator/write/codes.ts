import type { CodeTable } from '../diagnostics/diagnostic.js';

export const writeCodes = {
  OUTPUT_PATH: { severity: 'error', title: 'An output path leaves the output folder, or is none that every system can write' },
  OUTPUT_TWICE: { severity: 'error', title: 'Two output files have one path' },
  OUTPUT_CASE: { severity: 'warning', title: 'Two output paths differ in upper and lower case alone: one file on many systems' },
  OUTPUT_FOLDER: { severity: 'error', title: 'The output folder is the input folder, or is no folder' },
  OUTPUT_LINK: { severity: 'error', title: 'A symbolic link inside the output folder leads out of it' },
  OUTPUT_BLOCKED: { severity: 'error', title: 'A folder stands where a file has to be written' },
  OUTPUT_MANIFEST: { severity: 'warning', title: 'The manifest in the output folder is damaged, or names a file outside it' },
  OUTPUT_LOCKED: { severity: 'error', title: 'Another run writes to the output folder' },
  OUTPUT_WRITE: { severity: 'error', title: 'The output could not be written; the old output is intact' },
} as const satisfies CodeTable;
