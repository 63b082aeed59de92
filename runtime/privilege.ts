import type { AccessControlOperations } from '../generated/enumerations.js';
import type { Attributes } from './resource.js';

export type Privilege = keyof typeof AccessControlOperations;

/** An accessControlRule (TS-0001 9.6.2.0, TS-0004 6.3.5.27). */
export interface AccessRule {
  /** As in accessControlOriginators (TS-0004 Table 7.3.3.15-1); in a local policy also `registered`: whoever is registered here. */
  readonly originators: readonly string[];
  readonly privileges: readonly Privilege[];
  /** accessControlContexts: windows of time, one of which has to be open; undefined: always. */
  readonly windows?: readonly string[];
  /** accessControlObjectDetails: one of them has to fit; undefined: all do. */
  readonly objects?: readonly Attributes[];
}
