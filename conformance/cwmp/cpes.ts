/** Devices that a run brings along: CPEs at the ACS of the CSE, each of which is the device of one <node>, by its nodeID. */

import { setTimeout } from 'node:timers/promises';
import { DeviceError, type Devices } from '../devices.js';
import type { DeviceScript } from '../plan.js';
import { cancelDenied, delay, listenForConnectionRequests, reportFault, startCpe, type Behaviour, type Cpe, type CpeCall, type ListenOptions } from '../../testing/cwmp/index.js';
import { secretsOf, type Secrets } from '../../testing/cwmp/secrets.js';

export interface CpesOptions extends Secrets {
  /** URL of the ACS. */
  readonly acs: string;
  /** Where the ACS reaches this machine; default 127.0.0.1, a port that is free. */
  readonly listen?: ListenOptions;
  /** Milliseconds within which the ACS must have answered what a CPE says of itself; default 10,000. */
  readonly timeout?: number | undefined;
  /** Certificates are not checked. */
  readonly insecure?: boolean;
}

export interface RunningDevices extends Devices {
  readonly close: () => Promise<void>;
}

/** What a device is asked to carry out a command, a [software] or a campaign. */
const calls: readonly CpeCall[] = ['Download', 'ChangeDUState', 'Reboot', 'FactoryReset', 'SetParameterValues'];

const INTERNAL_ERROR = 9002;

const slow = delay(3_000);
const behaviours: Readonly<Record<DeviceScript, Behaviour>> = { obeys: {}, fails: reportFault(INTERNAL_ERROR), slow, stubborn: slow };

/** @throws when it cannot listen for connection requests */
export async function cpesAt({ acs, listen, timeout = 10_000, insecure = false, ...secrets }: CpesOptions): Promise<RunningDevices> {
  const connectionRequests = await listenForConnectionRequests(listen);
  /** By the resourceID of the <node>. */
  const cpes = new Map<string, Promise<Cpe>>();

  const introduced = async (nodeID: string, script: (cpe: Cpe) => void): Promise<Cpe> => {
    const [, oui, productClass, serialNumber] = /^urn:dev:ops:([^-]+)-([^-]+)-(.+)$/.exec(nodeID) ?? [];
    if (oui === undefined || productClass === undefined || serialNumber === undefined) throw new DeviceError(`no CPE is of the nodeID ${nodeID}`);
    let said = 'it does not answer';
    const cpe = await startCpe({
      acs,
      deviceId: { oui, productClass, serialNumber },
      connectionRequests,
      script,
      loads: false,
      tls: { rejectUnauthorized: !insecure },
      retryAfter: () => 500,
      onHappening: ({ text }) => (said = text),
      ...secretsOf(secrets, serialNumber),
    });
    const isIntroduced = await within(timeout, cpe.idle());
    if (isIntroduced) return cpe;
    await cpe.stop();
    throw new DeviceError(`the ACS takes no CPE: ${said}`);
  };

  const release = async (node: string): Promise<void> => {
    const found = cpes.get(node);
    cpes.delete(node);
    await found?.then((cpe) => cpe.stop()).catch(() => undefined);
  };
  return {
    async tell({ node, nodeID, does }) {
      const script = (cpe: Cpe): void => {
        for (const call of calls) cpe.always(call, behaviours[does]);
        cpe.always('CancelTransfer', does === 'stubborn' ? cancelDenied : {});
      };
      const known = cpes.get(node);
      if (known !== undefined) return script(await known);
      const starting = introduced(nodeID, script);
      cpes.set(node, starting);
      await starting;
    },
    release,
    async close() {
      await Promise.all([...cpes.keys()].map(release));
      await connectionRequests.close();
    },
  };
}

/** Whether it settles in so many milliseconds. */
async function within(milliseconds: number, settles: Promise<void>): Promise<boolean> {
  const late = new AbortController();
  try {
    return await Promise.race([settles.then(() => true), setTimeout(milliseconds, false, { signal: late.signal })]);
  } finally {
    late.abort();
  }
}
