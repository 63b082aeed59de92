/**
 * What devices were seen to write that the definition does not have, and that nothing hangs on: an ACS that took it for a fault would
 * never manage them. Who a device is, what it reports on, and how that ended has to be there all the same.
 */

import type { XmlElement } from '../xml/parse.js';
import { unknownTime } from './time.js';

/** What stands for members that are not there, or cannot be read, by structure. */
const unknownTimes = { startTime: unknownTime, completeTime: unknownTime };
const ofResults = { deploymentUnitRef: '', resolved: true, executionUnitRefList: '', ...unknownTimes };
const unsaid: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  Inform: { maxEnvelopes: 1, currentTime: unknownTime, retryCount: 0, parameterList: [] },
  DeviceIdStruct: { manufacturer: '', productClass: '' },
  EventStruct: { commandKey: '' },
  ParameterValueStruct: { value: '' },
  TransferComplete: unknownTimes,
  AutonomousTransferComplete: { announceURL: '', fileSize: 0, targetFileName: '', ...unknownTimes },
  FaultStruct: { faultString: '' },
  OpResultStruct: ofResults,
  AutonOpResultStruct: ofResults,
  DownloadResponse: unknownTimes,
  UploadResponse: unknownTimes,
  // It answers, and with no fault.
  SetParameterValuesResponse: { status: 0 },
};

export const standIn = (structure: string, key: string): unknown => unsaid[structure]?.[key];

/** Elements that are called otherwise, by structure: after their type, or as their like elsewhere. */
const called: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  OpResultStruct: { FaultStruct: 'Fault' },
  AutonOpResultStruct: { FaultStruct: 'Fault' },
  TransferComplete: { Fault: 'FaultStruct' },
  AutonomousTransferComplete: { Fault: 'FaultStruct' },
};

export const nameFor = (structure: string, element: string): string => called[structure]?.[element] ?? element;

/** The element that holds the members of a structure: some write one of the type within that of the member. */
export const heldBy = (element: XmlElement, isMember: (local: string) => boolean): XmlElement => {
  const [only, another] = element.elements;
  return only !== undefined && another === undefined && only.local.endsWith('Struct') && !isMember(only.local) ? only : element;
};

/** A fault of which only the code is said, as SimulaTR69 says that there is none. */
export const bareFault = (structure: string, { elements, text }: XmlElement): { readonly faultCode: number; readonly faultString: string } | undefined =>
  structure === 'FaultStruct' && elements.length === 0 && /^\s*\d{1,5}\s*$/.test(text) ? { faultCode: Number(text), faultString: '' } : undefined;

/**
 * Whether a list may hold fewer items than it says, as one that is transmitted in part does (SOAP 1.1 clause 5.4.2.1). Not events: the
 * answer takes all of them off the device's hands, so that those not told would never be.
 */
export const mayBePart = (item: string): boolean => item !== 'EventStruct';

/** A time as XML Schema writes it, from what C programs make of one: `strftime` writes zones without a colon. */
export const withZone = (time: string): string => time.replace(/(T[\d:.]+[+-]\d\d)(\d\d)$/, '$1:$2');
