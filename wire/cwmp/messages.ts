/** Which message is for whom, and what answers it. */

import { messages } from '../../generated/cwmp/tables.js';
import type { Body, CwmpMessages, CwmpRequest, CwmpVersion } from '../../generated/cwmp/types.js';

const rows = new Map(messages.map((row) => [row.name, row]));

/** Whether one side may receive the message: an ACS is not asked to reboot. */
export function isFor(side: 'ACS' | 'CPE', rpc: Body['rpc']): boolean {
  const to = rows.get(rpc)?.to;
  return to === side || to === 'both';
}

/** The name of the message that answers a request; undefined for what is none. */
export const answerTo = (rpc: Body['rpc']): keyof CwmpMessages | undefined => rows.get(rpc)?.answer;

/** RPCs that one side carries out in a version, as its GetRPCMethodsResponse lists them. */
export const requestsFor = (side: 'ACS' | 'CPE', version: CwmpVersion): readonly CwmpRequest[] =>
  messages.flatMap(({ name, answer, since }) => (answer !== undefined && since <= version && isFor(side, name) ? [name as CwmpRequest] : []));
