import { describe, expect, test } from 'vitest';
import { asPrinted, asUsed } from './definitions.js';

const { codes } = asUsed.statusCodes;

describe('response status codes', () => {
  test('are 81, ascending, with names of their own', () => {
    expect(codes).toHaveLength(81);
    expect(codes.map((c) => c.code)).toEqual([...codes.map((c) => c.code)].sort((a, b) => a - b));
    expect(new Set(codes.map((c) => c.name)).size).toBe(81);
  });

  test('fall into the classes of TS-0004 6.6.3', () => {
    const count = (low: number, high: number) => codes.filter((c) => c.code >= low && c.code <= high).length;
    expect([count(1000, 1999), count(2000, 2999), count(3000, 3999), count(4000, 4099), count(4100, 4199), count(5000, 5099), count(5100, 5199), count(5200, 5299), count(6000, 6999)]).toEqual([3, 4, 0, 6, 29, 2, 4, 19, 14]);
  });

  test('leave out the unassigned numbers', () => {
    const known = new Set(codes.map((c) => c.code));
    for (const n of [2003, 4002, 4003, 4129, 4142, 5104, 5213, 6004, 6019, 6027]) expect(known.has(n)).toBe(false);
  });

  test.each([
    [1000, 'ACCEPTED', 202],
    [2001, 'CREATED', 201],
    [2002, 'DELETED', 200],
    [2004, 'UPDATED', 200],
    [4001, 'RELEASE_VERSION_NOT_SUPPORTED', 501],
    [4005, 'OPERATION_NOT_ALLOWED', 405],
    [4008, 'REQUEST_TIMEOUT', 504],
    [4015, 'UNSUPPORTED_MEDIA_TYPE', 415],
    [4103, 'ORIGINATOR_HAS_NO_PRIVILEGE', 403],
    [4105, 'CONFLICT', 409],
    [5106, 'ALREADY_EXISTS', 409],
    [5207, 'NOT_ACCEPTABLE', 406],
    [6026, 'MGMT_CANCELLATION_FAILED', 500],
    [6028, 'ALREADY_COMPLETE', 409],
    [6029, 'MGMT_COMMAND_NOT_CANCELLABLE', 409],
    [6031, 'EXTERNAL_OBJECT_NOT_REACHABLE_BEFORE_OET_TIMEOUT', 504],
  ])('%i is %s, HTTP %i', (code, name, http) => {
    expect(codes.find((c) => c.code === code)).toMatchObject({ code, name, http });
  });

  test('lack an HTTP status in print for 4128 only', () => {
    expect(asPrinted.statusCodes.codes.filter((c) => c.http === null).map((c) => c.code)).toEqual([4128]);
    expect(codes.filter((c) => c.provisional === true)).toMatchObject([{ code: 4128, http: 403 }]);
  });
});
