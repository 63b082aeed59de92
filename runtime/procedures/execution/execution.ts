/** What an <execInstance> does not say of its execution: a record in the store, dropped when the <execInstance> is over or gone. */

import type { Attributes } from '../../resource.js';
import type { Reader, Unit } from '../../work/unit.js';

export interface Execution {
  /** Runs that have not begun. */
  readonly runsLeft: number;
  /** The number of the last run that has begun; 0: none has. */
  readonly run: number;
  /** When that was. */
  readonly started: number;
  /**
   * `waiting`: for the time of a run; `connecting`: a run has begun; `sent`: its RPC goes out; `accepted`: the device has answered, and will
   * report.
   */
  readonly phase: 'waiting' | 'connecting' | 'sent' | 'accepted';
  /** From when on the time limit of the run counts. */
  readonly limitFrom: number;
  /** How the devices know the managed entity of the run. */
  readonly device: string | null;
  /** Of the run. */
  readonly commandKey: string | null;
  /** A DELETE waits for a CancelTransfer. */
  readonly deleteWaits: boolean;
}

const EXECUTION = 'execution';

export const newExecution = (runsLeft: number): Execution => ({
  runsLeft,
  run: 0,
  started: 0,
  phase: 'waiting',
  limitFrom: 0,
  device: null,
  commandKey: null,
  deleteWaits: false,
});

export const executionOf = (reader: Reader, id: string): Execution | undefined =>
  reader.record(EXECUTION, id) as unknown as Execution | undefined;

export const keepExecution = (unit: Unit, id: string, execution: Execution): void =>
  unit.keep({ kind: EXECUTION, key: id, owner: id, value: execution as unknown as Attributes });

export const dropExecution = (unit: Unit, id: string): void => unit.drop(EXECUTION, id);

/** What came of a request to end an execution, in the words of the generated outcomes. */
export type Cancellation =
  | { readonly ended: true }
  /** The execution went on by itself meanwhile: see what it is now. */
  | { readonly ended: false; readonly failure?: undefined }
  | { readonly ended: false; readonly failure: CancellationFailure; readonly detail: string };

export type CancellationFailure = 'cancellationFailed' | 'notCancellable' | 'entityNotReachable' | 'sessionRefused' | 'sessionTimeout';
