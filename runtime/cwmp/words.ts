/** The messages of CWMP in the words of `Devices`, and the reverse. */

import type { Body, CwmpRequest, FaultStruct, OpResultStruct, ParameterValueStruct } from '../../generated/cwmp/types.js';
import { timeOf } from '../../wire/cwmp/index.js';
import { isCompletion, type DeviceId, type DUOperation, type DUResult, type Fault, type Faulted, type Inform, type ParameterValue, type Report, type ScheduleDownloadArgs } from '../devices/devices.js';
import type { Told } from './talk.js';

export type Question = Extract<Body, { readonly rpc: CwmpRequest }>;

/** A report of the device behind a <node>. */
export function reportOf(node: string, { rpc, value }: Told): Report {
  switch (rpc) {
    case 'Inform':
      return { rpc, node, device: deviceOf(value.deviceId), events: value.event, parameters: value.parameterList };
    case 'TransferComplete':
      return { rpc, node, commandKey: value.commandKey, ...faultOf(value.faultStruct), ...timesOf(value) };
    case 'AutonomousTransferComplete': {
      const { isDownload, transferURL, fileType } = value;
      return { rpc, node, isDownload, url: transferURL, fileType, ...faultOf(value.faultStruct), ...timesOf(value) };
    }
    case 'DUStateChangeComplete':
      return { rpc, node, commandKey: value.commandKey ?? '', results: value.results.map(resultOf) };
    case 'AutonomousDUStateChangeComplete':
      return {
        rpc,
        node,
        results: value.results.map((result) => ({ ...resultOf(result), operation: result.operationPerformed as DUOperation['operation'] })),
      };
  }
}

export const deviceOf = ({ manufacturer, oui, productClass, serialNumber }: DeviceId): DeviceId => ({ manufacturer, oui, productClass, serialNumber });

/** Code 0 is "no fault". */
const faultOf = ({ faultCode, faultString = '' }: Omit<FaultStruct, 'faultString'> & { readonly faultString?: string }): Partial<Faulted> =>
  faultCode === 0 ? {} : { fault: { faultCode, faultString } };

function resultOf({ uuid, version, fault }: OpResultStruct): DUResult {
  return { ...(uuid !== '' && { uuid }), ...(version !== '' && { version }), ...faultOf(fault) };
}

interface Times {
  readonly startTime: string;
  readonly completeTime: string;
}

const timesOf = ({ startTime, completeTime }: Times) => ({ startTime: timeOf(startTime) ?? 0, completeTime: timeOf(completeTime) ?? 0 });

export const scheduleOf = ({ windows, ...args }: ScheduleDownloadArgs): Extract<Question, { readonly rpc: 'ScheduleDownload' }>['value'] => ({
  ...args,
  timeWindowList: windows.map(({ start, end, mode, userMessage, maxRetries }) => ({ windowStart: start, windowEnd: end, windowMode: mode, userMessage, maxRetries })),
});

/**
 * What a device says later of a command, so that its answer can be done without: the CommandKey of a report, or why it has begun anew (TR-069
 * 3.7.1.5). Undefined: nothing.
 */
export function traceOf({ rpc, value }: Question): string | undefined {
  switch (rpc) {
    case 'Download':
    case 'Upload':
    case 'ScheduleDownload':
    case 'ChangeDUState':
      return value.commandKey === '' ? undefined : value.commandKey;
    case 'Reboot':
      return value.commandKey === '' ? undefined : restartOf(value.commandKey);
    case 'FactoryReset':
      return BOOTSTRAP;
    default:
      return undefined;
  }
}

const BOOTSTRAP = '0 BOOTSTRAP';
const restartOf = (commandKey: string): string => `M Reboot ${commandKey}`;

/** What a report says of commands, and what that means for who waits for their answers. */
export function tracesIn(report: Report): readonly (readonly [trace: string, reply: Reply])[] {
  if (isCompletion(report)) return [[report.commandKey, { status: 1 }]];
  if (report.rpc !== 'Inform') return [];
  return [...restartsIn(report).map((trace) => [trace, { status: 0 }] as const), ...(isBootstrap(report) ? [[BOOTSTRAP, { status: 0 }] as const] : [])];
}

/** Reboots, by what a device has said of them in this Inform: to be asked for one of them again would restart it again. */
export const restartsIn = ({ events }: Inform): readonly string[] => events.flatMap(({ eventCode, commandKey }) => (/^M Reboot$/i.test(eventCode.trim()) && commandKey !== '' ? [restartOf(commandKey)] : []));

export const isBootstrap = ({ events }: Inform): boolean => events.some(({ eventCode }) => eventCode === BOOTSTRAP);

/** What a device has answered, to whatever it was asked: the RPC says what stands in it. */
export type Reply =
  | { readonly status: 0 | 1 }
  | { readonly values: readonly ParameterValue[] }
  | { readonly methods: readonly string[] }
  | Faulted;

export function replyIn(body: Body): Reply {
  switch (body.rpc) {
    case 'Fault':
      return { fault: cpeFault(body.value) };
    case 'DownloadResponse':
    case 'UploadResponse':
    case 'SetParameterValuesResponse':
      return { status: body.value.status };
    // Their completions are reported.
    case 'ChangeDUStateResponse':
    case 'ScheduleDownloadResponse':
      return { status: 1 };
    case 'GetParameterValuesResponse':
      return { values: body.value.parameterList.map((each: ParameterValueStruct) => each) };
    case 'GetRPCMethodsResponse':
      return { methods: body.value.methodList };
    default:
      return { status: 0 };
  }
}

function cpeFault({ faultCode, faultString = '', setParameterValuesFault = [] }: Extract<Body, { readonly rpc: 'Fault' }>['value']): Fault {
  if (setParameterValuesFault.length === 0) return { faultCode, faultString };
  const parameters = setParameterValuesFault.map((each) => ({ name: each.parameterName, faultCode: each.faultCode, faultString: each.faultString ?? '' }));
  return { faultCode, faultString, parameters };
}
