/**
 * What a simulated device does with a command when it is told to do something else than it would by itself. Behaviours are
 * data, and parts of one combine: `device.next('Download', delay(60_000), reportTwice)`.
 */

import type { Fault } from './devices.js';
import type { SessionFailure } from './session-error.js';

export interface Behaviour {
  /** Fails the session in place of answering. */
  readonly session?: SessionFailure;
  /** Loses the answer, after the device has done what it does: the session times out. */
  readonly answerLost?: true;
  /** Answers with a fault; nothing else happens. */
  readonly fault?: Fault;
  /** Has a Download or Upload done by the time of the answer: no report. */
  readonly done?: true;
  /** How long the work takes, in milliseconds; for what has no report, how long the answer takes. */
  readonly after?: number;
  /** Has the report tell of this fault, and nothing installed, updated or removed. */
  readonly failure?: Fault;
  /** How many times the report is sent; 1 unless told. */
  readonly copies?: number;
  /** Puts this CommandKey into the report in place of the right one. */
  readonly reportedKey?: string;
  /** Restarts the device halfway: the report comes in a session after that. */
  readonly restarts?: true;
  /** Has the report come all the same, this long after a successful cancel. */
  readonly afterCancel?: number;
  /** CancelTransfer: succeeds and stops nothing. */
  readonly stopsNothing?: true;
}

/** What the device does by itself; of use in a row: first this, then that. */
export const accept: Behaviour = {};

/** Download and Upload: Status 0. */
export const acceptDone: Behaviour = { done: true };

const scripted = (faultCode: number): string => `fault ${faultCode} as scripted`;

/** The RPC is answered with a fault. CancelTransfer is denied with `fault(9021)`. */
export const fault = (faultCode: number, faultString = scripted(faultCode)): Behaviour => ({ fault: { faultCode, faultString } });

/** The RPC is accepted, the report tells of a fault. */
export const reportFault = (faultCode: number, faultString = scripted(faultCode)): Behaviour => ({ failure: { faultCode, faultString } });

export const delay = (milliseconds: number): Behaviour => ({ after: milliseconds });

/** The work is done, its report never arrives. */
export const lose: Behaviour = { copies: 0 };

export const reportTwice: Behaviour = { copies: 2 };

export const reportUnknownKey: Behaviour = { reportedKey: 'unknown' };

/** The cancel succeeds, the transfer too, and reports so some time after the cancel. */
export const reportLate = (milliseconds = 1_000): Behaviour => ({ afterCancel: milliseconds });

export const restartMeanwhile: Behaviour = { restarts: true };

/** For CancelTransfer. */
export const cancelDenied: Behaviour = fault(9021);

/** For CancelTransfer: accepted, but the transfer goes on and completes when it would have anyway. */
export const completeAnyway: Behaviour = { stopsNothing: true };

/** The device cannot be found. */
export const unreachable: Behaviour = { session: 'unreachable' };

/** The device is there and takes no session. */
export const notEstablished: Behaviour = { session: 'notEstablished' };

/** Nothing happens until the time limit of the session has passed. */
export const sessionTimeout: Behaviour = { session: 'timeout' };

/** The device takes the RPC and acts on it, its answer never arrives. */
export const loseAnswer: Behaviour = { answerLost: true };
