import type { Row } from '../json/rows.js';

/**
 * Where implementations are known to read it otherwise: the answers of a CSE of Releases 2a to 5 that others wrote, recorded under its
 * own tests, and its public definitions. Each is of a kind of check, or of an attribute or resource type, whatever the kind.
 */
export const readings: readonly Row[] = [
  { kind: 'answer.release', reading: 'an error of an address that is none, or of a release that is not supported, comes without Release Version Indicator' },
  { kind: 'discovery.contentType', reading: 'the whole of contentInfo is compared, text/plain:0, as TS-0001 8.1.2 can be read, not its media type alone' },
  { kind: 'discovery.offset', reading: 'an offset of 1 is the first resource, so that an offset of 2 skips one; others skip two' },
  { kind: 'expiration.end', reading: 'what has expired is looked for once in a minute' },
  { kind: 'request.other-root', reading: 'a representation of another type is CONTENTS_UNACCEPTABLE' },
  { kind: 'result.create-address-attributes', reading: 'the resource within m2m:rce has its name without the prefix m2m:' },
  { kind: 'update.null', reading: 'null for an attribute of the Hosting CSE is the fault of the attribute, not of null' },
  { attribute: 'content', reading: 'an instance may be made without content' },
  { attribute: 'contentSerialization', reading: 'media types, like application/json, where the table has json' },
  { attribute: 'e2eSecInfo', reading: 'a text, where the table has a structure' },
  { attribute: 'eventNotificationCriteriaSet', reading: 'its members are called enc, where the table of short names has encn' },
  { attribute: 'eventNotificationCriteria', reading: 'the originator of an operationMonitor is called org, where the table of short names has or' },
  { attribute: 'manufacturer', reading: 'what a [deviceInfo] says of its maker may be updated' },
  { attribute: 'mgmtClientAddress', reading: 'a list of addresses, where the table has one' },
  { attribute: 'model', reading: 'what a [deviceInfo] says of its maker may be updated' },
  { attribute: 'notificationURI', reading: 'the list may be empty once its only target is gone' },
  { attribute: 'notifyAggregation', reading: 'the notifications within m2m:agn are in m2m:sgn, with the prefix' },
  { attribute: 'registrationStatus', reading: 'a text, where the table has an enumeration' },
  { attribute: 'sessionCapabilities', reading: 'a list of texts, where the table has structures' },
  { resource: 'pollingChannel', reading: 'a second one below an AE is a BAD_REQUEST, where others have a CONFLICT' },
  { resource: 'schedule', reading: 'below the CSEBase there is one only, and below a <subscription> it must be called notificationSchedule' },
];
