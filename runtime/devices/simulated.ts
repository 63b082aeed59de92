/**
 * Devices that exist in memory only, for tests, examples and simulations. Left alone they behave as TR-069 asks; told
 * otherwise they do what real ones were seen to do: report late, twice, never, under a wrong key, after a cancel or a restart.
 * All that happens is on the clock: same script, same clock, same order.
 */

import type { Devices } from './devices.js';
import { reportHandlers } from './reports.js';
import { Device } from './simulated-device.js';
import type { SimulatedDevice, SimulatedDevicesOptions, World } from './simulation.js';
import { packageNamedBy } from './software.js';

export type { Call, SimulatedDevice, SimulatedDevicesOptions } from './simulation.js';

/** Every node has a device. */
export interface SimulatedDevices extends Devices {
  device(node: string): SimulatedDevice;
}

/**
 * Devices on a clock. Nothing is left on it when all work is done, all devices are online and all reports are taken. Every report goes to
 * every handler, whatever one does; one that is not taken is said again, to all of them.
 */
export function simulatedDevices(options: SimulatedDevicesOptions): SimulatedDevices {
  const devices = new Map<string, Device>();
  const handlers = reportHandlers();
  const world: World = {
    duration: 1_000,
    restartTime: 10_000,
    sessionLimit: 30_000,
    packages: packageNamedBy,
    ...options,
    tell: handlers.tell,
  };
  const deviceOf = (node: string): Device => {
    const device = devices.get(node) ?? new Device(node, world);
    devices.set(node, device);
    return device;
  };
  return {
    device: deviceOf,
    connect: (node, options) => deviceOf(node).connect(options),
    onReport: handlers.on,
  };
}
