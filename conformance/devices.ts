/** Devices behind the CSE, as far as a run can say what they do: what depends on them is tested with them, and only then. */

import type { DeviceOrder } from './plan.js';

export interface Devices {
  /** Settles when the device of the <node> will do so. @throws DeviceError when it cannot be told */
  readonly tell: (order: DeviceOrder) => void | Promise<void>;
  /** Nobody needs the device of this <node> (by its resourceID) any more; it is about to go. */
  readonly release: (node: string) => void | Promise<void>;
}

/** Why a device cannot be told anything: the case says nothing of the CSE. */
export class DeviceError extends Error {
  override readonly name = 'DeviceError';
}
