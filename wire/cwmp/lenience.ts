/**
 * What devices were seen to write that the definition does not have, and that nothing hangs on: an ACS that took it for a fault would
 * never manage them. Who a device is, what it reports on, and how that ended has to be there all the same.
 */

import { unknownTime } from './time.js';

/** What stands for members that are not there, by structure. */
const ofResults = { deploymentUnitRef: '', resolved: true, executionUnitRefList: '', startTime: unknownTime, completeTime: unknownTime };
const unsaid: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  OpResultStruct: ofResults,
  AutonOpResultStruct: ofResults,
  DownloadResponse: { startTime: unknownTime, completeTime: unknownTime },
  UploadResponse: { startTime: unknownTime, completeTime: unknownTime },
};

export const standIn = (structure: string, key: string): unknown => unsaid[structure]?.[key];

/** Elements that are called otherwise, by structure: after their type, or as their like elsewhere. */
const called: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  OpResultStruct: { FaultStruct: 'Fault' },
  AutonOpResultStruct: { FaultStruct: 'Fault' },
};

export const nameFor = (structure: string, element: string): string => called[structure]?.[element] ?? element;

/**
 * Whether a list may hold fewer items than it says, as one that is transmitted in part does (SOAP 1.1 clause 5.4.2.1). Not events: the
 * answer takes all of them off the device's hands, so that those not told would never be.
 */
export const mayBePart = (item: string): boolean => item !== 'EventStruct';
