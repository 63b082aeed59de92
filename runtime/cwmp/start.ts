/** An ACS for a CSE: its devices first, which the CSE is made with, then its socket, when the CSE stands. */

import { randomUUID } from 'node:crypto';
import type { Clock } from '../time/clock.js';
import type { HostingCse } from '../cse.js';
import type { Procedure } from '../procedures/procedure.js';
import { Acs } from './acs.js';
import { connectionRequester } from './connection-request.js';
import { secretFor, type ConnectionSecret, type DeviceCredential, type DeviceGate } from './credentials.js';
import { cseDirectory, type StrangerPolicy } from './directory.js';
import { labelledProcedure } from './labels.js';
import { defaultAcsLimits, type AcsLimits } from './limits.js';
import type { Reach } from './reach.js';
import { isBootstrap } from './words.js';
import { listenForCpes, type AcsServer, type AcsServerOptions } from './server.js';

export interface AcsOfCseOptions extends Pick<AcsServerOptions, 'host' | 'port' | 'tls' | 'answered'> {
  readonly clock: Clock;
  /** Id of the CSEBase. */
  readonly root: string;
  readonly cse: () => Pick<HostingCse, 'run'>;
  readonly gate: DeviceGate | undefined;
  readonly credentials: readonly DeviceCredential[];
  readonly strangers: StrangerPolicy;
  /** Where connection requests may go. */
  readonly reach: Reach;
  readonly limits: Partial<AcsLimits> | undefined;
  readonly report: (error: unknown) => void;
}

export interface AcsOfCse {
  readonly devices: Acs;
  /** What the CSE does for it. */
  readonly procedures: readonly Procedure[];
  /** @throws Error of Node when it cannot listen there */
  listen(): Promise<AcsServer>;
  close(): Promise<void>;
}

/** Tells a CPE that comes for the first time, or anew, who may ask it to connect (TR-069 3.2.2). */
async function introduce(devices: Acs, node: string, { user, password }: ConnectionSecret, within: number): Promise<void> {
  const session = await devices.connect(node, { signal: AbortSignal.timeout(within) });
  try {
    const path = `${session.root}ManagementServer.ConnectionRequest`;
    const answer = await session.setParameterValues([
      { name: `${path}Username`, value: user, type: 'string' },
      { name: `${path}Password`, value: password, type: 'string' },
    ]);
    if ('fault' in answer) throw new Error(`${node} does not take the credentials of connection requests: ${answer.fault.faultCode} ${answer.fault.faultString}`);
  } finally {
    session.close?.();
  }
}

export function acsOfCse({ clock, root, cse, gate, credentials, strangers, reach, limits: given, report, ...socket }: AcsOfCseOptions): AcsOfCse {
  const limits = { ...defaultAcsLimits, ...given };
  const requester = connectionRequester({ secretOf: ({ device }) => secretFor(credentials, device), within: limits.connectionRequest, reach });
  const directory = cseDirectory({ cse, root, strangers, report });
  const devices = new Acs({ clock, directory, requestConnection: requester.requestConnection, newId: randomUUID, limits, report });
  devices.onReport((told) => {
    const secret = secretFor(credentials, told.rpc === 'Inform' && isBootstrap(told) ? told.device : undefined);
    if (secret !== undefined) introduce(devices, told.node, secret, limits.session).catch(report);
  });
  let server: AcsServer | undefined;
  return {
    devices,
    procedures: [labelledProcedure],
    async listen() {
      server = await listenForCpes({ ...socket, gate, limits, acs: devices });
      return server;
    },
    async close() {
      if (server === undefined) devices.close();
      else await server.close();
      await requester.close();
    },
  };
}
