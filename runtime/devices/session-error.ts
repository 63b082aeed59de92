/** Management sessions that came to nothing, whatever kind of device they were with. */

import { StatusCode } from '../../generated/tables/status-codes.js';

/** What a management session fails with, and the status that TS-0004 7.3.4 answers then. */
export const sessionFailures = {
  unreachable: 'EXTERNAL_OBJECT_NOT_REACHABLE',
  notEstablished: 'MGMT_SESSION_CANNOT_BE_ESTABLISHED',
  timeout: 'MGMT_SESSION_ESTABLISHMENT_TIMEOUT',
} as const satisfies Record<string, keyof typeof StatusCode>;

export type SessionFailure = keyof typeof sessionFailures;

/** A session that could not be established, or that broke. `statusName` and `statusCode` are for the response. */
export class SessionError extends Error {
  override readonly name = 'SessionError';
  readonly code: SessionFailure;
  readonly statusName: (typeof sessionFailures)[SessionFailure];
  readonly statusCode: number;

  constructor(code: SessionFailure, message: string) {
    super(message);
    this.code = code;
    this.statusName = sessionFailures[code];
    this.statusCode = StatusCode[this.statusName];
  }
}

const isSessionFailure = (code: unknown): code is SessionFailure => typeof code === 'string' && Object.hasOwn(sessionFailures, code);

/**
 * What a rejection of `Devices` means: whatever is thrown with one of these codes is a failed session, from whichever copy of this
 * class; undefined: something else, a defect.
 */
export function sessionErrorOf(error: unknown): SessionError | undefined {
  if (error instanceof SessionError) return error;
  const { code, message } = (typeof error === 'object' && error !== null ? error : {}) as { readonly code?: unknown; readonly message?: unknown };
  return isSessionFailure(code) ? new SessionError(code, String(message)) : undefined;
}
