import type { AccessControlOperations } from '../generated/enumerations.js';

export type Privilege = keyof typeof AccessControlOperations;

/** An accessControlRule (TS-0004 6.3.5.27) without contexts. */
export interface AccessRule {
  /** AE-IDs and CSE-IDs, or `all` (TS-0001 9.6.2.1). */
  readonly originators: readonly string[];
  readonly privileges: readonly Privilege[];
}
