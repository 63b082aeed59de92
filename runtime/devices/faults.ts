/**
 * What an answer or a report of a device means in execResult (TS-0006-CR 8.2.1.1 to 8.2.4, through the generated fault-code
 * tables). Total: a code outside every table is an internal error, and its number and text are kept for the log (A25).
 */

import type { ExecResultType } from '../../generated/enumerations.js';
import { faultCodes, mapFault, type FaultRpc, type FaultStatus } from '../../generated/tables/fault-codes.js';
import type { Answer, Completion, Fault, Rpc } from './devices.js';

/** How an execution ended. */
export interface Outcome {
  readonly execResult: ExecResultType;
  readonly status: FaultStatus | 'STATUS_SUCCESS';
  /** What the device said, word for word, unless it was success. */
  readonly fault?: Fault;
  /** Whether the table of this very RPC lists the code; a device that sends another one is worth a line in the log (A23, A24). */
  readonly listed: boolean;
}

const success: Outcome = { execResult: 0, status: 'STATUS_SUCCESS', listed: true };

/** The meaning of a fault of an RPC or a report; of none, and of code 0, which is TR-069's "no fault", it is success. */
export function outcomeOfFault(rpc: Rpc | Completion['rpc'], fault: Fault | undefined): Outcome {
  if (fault === undefined || fault.faultCode === 0) return success;
  // Of what the Change Request maps no command to no table lists the faults, and what a code means is the same everywhere.
  const isListed = hasTable(rpc);
  const { execResult, status, listed } = mapFault(isListed ? rpc : 'ChangeDUState', fault.faultCode);
  return { execResult, status, fault, listed: listed && isListed };
}

const tables: ReadonlySet<string> = new Set(faultCodes.map(({ rpc }) => rpc));

const hasTable = (rpc: string): rpc is FaultRpc => tables.has(rpc);

/** How the execution ended with this answer; undefined when a report is still to come (A40, A41). */
export function outcomeOfAnswer(rpc: Rpc, answer: Answer): Outcome | undefined {
  if ('fault' in answer) return outcomeOfFault(rpc, answer.fault);
  return answer.status === 0 ? success : undefined;
}

/** How the execution ended with this report: of several results the first fault counts (A42). */
export function outcomeOfReport(report: Completion): Outcome {
  return outcomeOfFault(report.rpc, report.rpc === 'TransferComplete' ? report.fault : firstFault(report.results));
}

/** TR-069 has at least one result. A report without any says nothing of success, so it is not taken for one. */
function firstFault(results: readonly { readonly fault?: Fault }[]): Fault | undefined {
  if (results.length === 0) return { faultCode: 9002, faultString: 'the report has no results' };
  return results.find(({ fault }) => fault !== undefined && fault.faultCode !== 0)?.fault;
}
