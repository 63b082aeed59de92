/** What devices can be asked, and of which kind that is. */

import type { Rpc } from './devices.js';

export const rpcs: readonly Rpc[] = [
  'GetRPCMethods',
  'SetParameterValues',
  'GetParameterValues',
  'Reboot',
  'FactoryReset',
  'Download',
  'Upload',
  'ScheduleDownload',
  'ChangeDUState',
  'CancelTransfer',
];

/** RPCs whose work is reported; the others are done with their answer. */
export const reporting: ReadonlySet<string> = new Set<Rpc>(['Download', 'Upload', 'ScheduleDownload', 'ChangeDUState']);

/** RPCs that ask a device for nothing but an answer. */
export const reading: ReadonlySet<string> = new Set<Rpc>(['GetParameterValues', 'GetRPCMethods']);
