import type { SoftwareCampaignCreate, SoftwareCampaignUpdate } from './generated/index.js';
import { SoftwareOperation } from './generated/index.js';

/** A campaign that installs the agent on these nodes. */
export const installAgent = (softwareTargets: readonly [string, ...string[]]): SoftwareCampaignCreate => ({
  version: '2.0',
  softwareName: 'agent',
  URL: 'https://example.org/agent-2.0.zip',
  softwareTargets: [...softwareTargets],
  softwareOperation: SoftwareOperation.INSTALL,
});

/** The same software under a new name and version. */
export const upgrade = (softwareName: string, version: string): SoftwareCampaignUpdate => ({ softwareName, version });
