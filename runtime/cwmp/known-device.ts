/** What is known of a CPE from one session to the next, and by whom. */

import type { DeviceId, DeviceSession, Inform } from '../devices/devices.js';

export interface KnownDevice {
  readonly device: DeviceId;
  /** ConnectionRequestURL; null: it has told none. */
  readonly url: string | null;
  readonly root: DeviceSession['root'];
}

/** Which <node> is which CPE. */
export interface Directory {
  /** The <node> of a CPE, made for it if that is the policy; undefined: it has none, and is refused. */
  find(device: DeviceId): string | undefined;
  known(node: string): KnownDevice | undefined;
  /** An Inform that arrived: what it tells is kept when the promise is. */
  keep(node: string, inform: Inform): Promise<void>;
}

/** What an Inform tells of where the CPE is; what it does not tell stays as it was. */
export function knownFrom({ device, parameters }: Inform, before: KnownDevice | undefined): KnownDevice {
  const url = parameters.find(({ name }) => name.endsWith('.ManagementServer.ConnectionRequestURL'))?.value ?? '';
  const [first] = parameters;
  const root = first === undefined ? (before?.root ?? 'Device.') : first.name.startsWith('InternetGatewayDevice.') ? 'InternetGatewayDevice.' : 'Device.';
  return { device, root, url: url === '' ? (before?.url ?? null) : url };
}

export const nameOf = ({ oui, productClass, serialNumber }: DeviceId): string => `${oui}-${productClass}-${serialNumber}`.slice(0, 200);
