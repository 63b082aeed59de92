/** What TS-0001-CR 10.2.28 leaves to the Hosting CSE's local policy. */

import type { Resource } from '../../resource.js';

export interface CampaignPolicy {
  /** Milliseconds that an operation on one target may take before the target counts as failed (erratum B10). */
  readonly operationLimit: number;
  /** Milliseconds that a campaign may be CANCELLING (erratum B47). */
  readonly cancelLimit: number;
  /** Targets that are worked on in one go; the rest follows in the next turn of the clock, if the window is still open. */
  readonly batch: number;
  /** Milliseconds between two batches. */
  readonly pause: number;
  /** Whether the node can take the software at all (10.2.28.2 Step 5, NOTE). */
  isCompatible(campaign: Resource, node: Resource): boolean;
  /** Whether only nodes of Registrees may be targets, as the Change Request has it (erratum B72). */
  readonly registreesOnly: boolean;
  /** What becomes of an operation that is under way when its campaign is cancelled (10.2.28.1). */
  onCancel(campaign: Resource, software: Resource): 'finish' | 'withdraw';
}

const HOUR = 3_600_000;

export const defaultCampaignPolicy: CampaignPolicy = {
  operationLimit: 24 * HOUR,
  cancelLimit: HOUR,
  batch: 500,
  pause: 0,
  registreesOnly: true,
  isCompatible: () => true,
  onCancel: () => 'finish',
};
