import { describe, expect, test } from 'vitest';
import { asPrinted, asUsed, numbersOf } from './definitions.js';

/** The list of the Change Request to TS-0006, clause 1, in its order, as printed, repeated tokens once (errata A04, A05). */
const list = `INITATED PENDING FINISHED CANCELLING CANCELLED STATUS_NON_CANCELLABLE
  STATUS_REQUEST_UNSUPPORTED STATUS_REQUEST_DENIED STATUS_INTERNAL_ERROR STATUS_INVALID_ARGUMENTS STATUS_RESOURCES_EXCEEDED
  STATUS_FILE_TRANSFER_FAILED STATUS_FILE_TRANSFER_SERVER_AUTHENTICATION_FAILURE STATUS_UNSUPPORTED_PROTOCOL STATUS_UPLOAD_FAILED
  STATUS_FILE_TRANSFER_FAILED_MULTICAST_GROUP_UNABLE_JOIN STATUS_FILE_TRANSFER_FAILED_SERVER_CONTACT_FAILED
  STATUS_FILE_TRANSFER_FAILED_FILE_ACCESS_FAILED STATUS_FILE_TRANSFER_FAILED_DOWNLOAD_INCOMPLETE
  STATUS_FILE_TRANSFER_FAILED_FILE_CORRUPTED STATUS_FILE_TRANSFER_FILE_AUTHENTICATION_FAILURE STATUS_FILE_TRANSFER_WINDOW_EXCEEDED
  STATUS_INVALID_UUID_FORMAT STATUS_UNKNOWN_EXECUTION_ENVIRONMENT STATUS_DISABLED_EXECUTION_ENVIRONMENT
  STATUS_EXECUTION_ENVIRONMENT_MISMATCH STATUS_DUPLICATE_DEPLOYMENT_UNIT STATUS_SYSTEM_RESOURCES_EXCEEDED STATUS_UNKNOWN_DEPLOYMENT_UNIT
  STATUS_INVALID_DEPLOYMENT_UNIT_STATE STATUS_INVALID_DEPLOYMENT_UNIT_UPDATE_DOWNGRADE_DISALLOWED
  STATUS_INVALID_DEPLOYMENT_UNIT_UPDATE_UPGRADE_DISALLOWED STATUS_INVALID_DEPLOYMENT_UNIT_UPDATE_VERSION_EXISTS`.split(/\s+/);
const added = ['STATUS_CANCELLATION_DENIED', 'STATUS_SUCCESS', 'STATUS_NOT_FINISHED'];

describe('the list of execStatus choices', () => {
  test('is the printed one, then the three additions', () => {
    expect(list).toHaveLength(33);
    expect(asPrinted.execStatusCodes.choices.map((c) => c.name)).toEqual([...list, ...added]);
    expect(asUsed.execStatusCodes.choices[0]?.name).toBe('INITIATED');
  });

  test.each(['execStatus', 'execResult'] as const)('has exactly one choice for each value of %s, and no other', (attribute) => {
    const published = asUsed.execStatusCodes.choices.filter((c) => c.attribute === attribute).map((c) => c.publishedName);
    expect([...published].sort()).toEqual([...numbersOf(`m2m:${attribute}Type`).keys()].sort());
  });

  test('names every status of the fault tables', () => {
    const results = new Set(asUsed.execStatusCodes.choices.filter((c) => c.attribute === 'execResult').map((c) => c.name));
    for (const row of asUsed.faultCodes.tables.flatMap((t) => t.rows)) expect(results.has(row.status)).toBe(true);
  });
});
