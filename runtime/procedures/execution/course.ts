/** What happens to executions whoever asks: what runs (attempts.ts) and what ends them (cancellations.ts) know of executions.ts. */

import type { ExecResultType } from '../../../generated/enumerations.js';
import type { ExecStatusEvent, ExecStatusState } from '../../../generated/machines/execStatus.js';
import type { RequestError } from '../../errors.js';
import type { Unit } from '../../work/unit.js';
import type { Execution } from './execution.js';

export interface Course {
  /** The run, as long as it is the one that is under way. */
  current(unit: Unit, id: string, run: number): Execution | undefined;
  /** The event happens to the execution, if it is still there. */
  move(unit: Unit, id: string, event: ExecStatusEvent, execResult?: ExecResultType): ExecStatusState | undefined;
  /** The run is over, and its result stands in execResult. */
  complete(unit: Unit, id: string, event: ExecStatusEvent, execResult: ExecResultType): void;
  /** From when on the device has so long to complete the command. */
  limit(unit: Unit, id: string, execution: Execution): void;
  /** Whoever waits for what the device says hears it; undefined: nothing against the command. */
  answer(unit: Unit, id: string, refusal: RequestError | undefined): void;
  /** Whether somebody waits so. */
  isAwaited(id: string): boolean;
  guarded(steps: (unit: Unit) => void, failed?: () => void): void;
}
