/**
 * A CPE to test an ACS with: a real client of CWMP over a socket, told what to do in the words of simulated devices. What needs Node is
 * loaded when a CPE is started, so that who only wants matchers does not.
 */

import type { ConnectionRequests, ListenOptions } from './connection-requests.js';
import type { Cpe, CpeOptions } from './options.js';

export {
  accept,
  acceptDone,
  cancelDenied,
  completeAnyway,
  delay,
  fault,
  lose,
  loseAnswer,
  notEstablished,
  reportFault,
  reportLate,
  reportTwice,
  reportUnknownKey,
  restartMeanwhile,
  sessionTimeout,
  unreachable,
  type Behaviour,
} from '../../runtime/devices/behaviour.js';
export type { ConnectionRequests, ListenOptions, Reaction } from './connection-requests.js';
export type { CpeClock } from './clock.js';
export type { Cpe, CpeCall, CpeFile, CpeHappened, CpeIdentity, CpeOptions, Secret } from './options.js';

/** The device has forgotten which command it was: the report comes without a CommandKey. */
export const forgetKey = { reportedKey: '' } as const;

/** Starts a CPE, which introduces itself to the ACS at once. It listens when this settles; `idle` settles when it is introduced. */
export const startCpe = async (options: CpeOptions): Promise<Cpe> => (await import('./cpe.js')).startCpe(options);

/** One listener for the connection requests of many CPEs. */
export const listenForConnectionRequests = async (options?: ListenOptions): Promise<ConnectionRequests> =>
  (await import('./connection-requests.js')).listenForConnectionRequests(options);
