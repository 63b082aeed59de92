/** What a request is refused with (TS-0004 6.6.3 and 7.3.3.13). */

import { StatusCode } from '../generated/tables/status-codes.js';
import type { Violation } from './access/violation.js';

export type StatusName = keyof typeof StatusCode;

const nameOfStatus = new Map<number, StatusName>(Object.entries(StatusCode).map(([name, code]) => [code, name as StatusName]));

/** A request that is answered with an error. Whatever throws it in a procedure undoes all that the request has written. */
export class RequestError extends Error {
  override readonly name = 'RequestError';
  readonly statusCode: number;
  readonly statusName: string;
  /** Every broken rule that is known; none where the request as a whole is refused. */
  readonly violations: readonly Violation[];

  constructor(statusCode: number, message: string, violations: readonly Violation[] = []) {
    super(message);
    this.statusCode = statusCode;
    this.statusName = nameOfStatus.get(statusCode) ?? String(statusCode);
    this.violations = violations;
  }
}

/** An error with the status code of this name: `refused('CONFLICT', 'resourceName a is taken')`. */
export function refused(status: StatusName, message: string, violations: readonly Violation[] = []): RequestError {
  return new RequestError(StatusCode[status], message, violations);
}

/** The error that answers a request with violations: the first one's code, and a message that says them all. */
export function refusedBecauseOf(violations: readonly [Violation, ...Violation[]]): RequestError {
  const message = violations.map((violation) => violation.message).join('; ');
  return new RequestError(violations[0].statusCode, message, violations);
}
