/** Commands that a simulated device has accepted, until it says what became of them. */

import type { Behaviour } from './behaviour.js';
import type { Completion, DownloadArgs, DUOperation, DUResult, Fault, InformEvent, ScheduleDownloadArgs } from './devices.js';

export type Transfer = Pick<DownloadArgs, 'commandKey' | 'url' | 'delaySeconds'> & Pick<Running, 'rpc'>;

/** It begins with the first window. */
export const transferIn = ({ commandKey, url, windows }: ScheduleDownloadArgs): Transfer =>
  ({ rpc: 'ScheduleDownload', commandKey, url, delaySeconds: windows[0]?.start ?? 0 });

/** A command accepted, until it completes or is cancelled. */
export interface Running {
  readonly commandKey: string;
  readonly rpc: 'Download' | 'Upload' | 'ScheduleDownload' | 'ChangeDUState';
  /** Of a ChangeDUState; undefined for a transfer. */
  readonly operations: readonly DUOperation[] | undefined;
  readonly behaviour: Behaviour;
  readonly startTime: number;
  stop?: () => void;
}

/** What it says when its work is done; `results` of a ChangeDUState. */
export function completionOf(node: string, { rpc, behaviour, startTime, ...command }: Running, results: readonly DUResult[] | undefined, completeTime: number): { readonly events: readonly InformEvent[]; readonly report: Completion } {
  const commandKey = behaviour.reportedKey ?? command.commandKey;
  const report: Completion =
    results === undefined
      ? { rpc: 'TransferComplete', node, commandKey, ...withFault(behaviour.failure), startTime, completeTime }
      : { rpc: 'DUStateChangeComplete', node, commandKey, results };
  const eventCode = results === undefined ? '7 TRANSFER COMPLETE' : '11 DU STATE CHANGE COMPLETE';
  return { events: [{ eventCode, commandKey: '' }, { eventCode: `M ${rpc}`, commandKey }], report };
}

export const withFault = (fault: Fault | undefined) => (fault === undefined ? {} : { fault });
