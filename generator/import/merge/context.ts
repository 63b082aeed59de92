import type { Diagnostics } from '../../diagnostics/diagnostic.js';
import type { Absences } from '../delta/absences.js';
import type { Proposals } from './proposals.js';
import type { Workspace } from './workspace.js';

/** What all steps of a merge share. */
export interface MergeContext {
  readonly into: Workspace;
  /** What the document does not print comes from here. */
  readonly known: Workspace;
  readonly proposals: Proposals;
  readonly diagnostics: Diagnostics;
  /** What it means that a document does not have what the definitions have. */
  readonly absences: Absences;
}
