/** What an ACS is started with. */

import type { DeviceCredential } from './credentials.js';
import type { StrangerPolicy } from './directory.js';
import type { AcsLimits } from './limits.js';
import type { ConnectTo } from './reach.js';

export interface CwmpOptions {
  /** Default 0: any that is free. TR-069 has 7547. */
  readonly port?: number;
  /** Default: that of the CSE. */
  readonly host?: string;
  /** How CPEs show which device they are, and what they are shown in connection requests. Without any, each is taken at its word. */
  readonly credentials?: readonly DeviceCredential[];
  /** Key and certificate, as PEM. Default: those of the CSE. `false`: none. */
  readonly tls?: { readonly key: string; readonly cert: string } | false;
  /** What becomes of a CPE that no <node> is for: it gets one of its own (`create`, the default), or is refused. */
  readonly strangers?: StrangerPolicy;
  /**
   * Where CPEs may be that are asked to connect. Default: wherever CPEs can be; not within this machine, unless they connect from there, and
   * never at link-local addresses or those where clouds keep their metadata.
   */
  readonly connectTo?: ConnectTo;
  readonly limits?: Partial<AcsLimits>;
}
