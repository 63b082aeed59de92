import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { ExecResultType } from '../../../generated/enumerations.js';
import { faultCodes } from '../../../generated/tables/fault-codes.js';
import type { Completion, DUStateChangeComplete, Rpc, TransferComplete } from '../../../runtime/devices/devices.js';
import { outcomeOfAnswer, outcomeOfFault, outcomeOfReport } from '../../../runtime/devices/faults.js';

const fault = (faultCode: number, faultString = 'as the device says') => ({ faultCode, faultString });
const success = { execResult: 0, status: 'STATUS_SUCCESS', listed: true };

const transfer = (more: Partial<TransferComplete>): TransferComplete => ({
  rpc: 'TransferComplete',
  node: 'n',
  commandKey: 'k',
  startTime: 0,
  completeTime: 1,
  ...more,
});
const change = (...results: DUStateChangeComplete['results']): DUStateChangeComplete => ({
  rpc: 'DUStateChangeComplete',
  node: 'n',
  commandKey: 'k',
  results,
});

const rpcs: readonly (Rpc | Completion['rpc'])[] = [
  'Download',
  'Upload',
  'ChangeDUState',
  'Reboot',
  'FactoryReset',
  'CancelTransfer',
  'SetParameterValues',
  'TransferComplete',
  'DUStateChangeComplete',
];

describe('faults in execResult', () => {
  it('means what its table says', () => {
    expect(faultCodes.length).toBeGreaterThan(50);
    for (const { rpc, faultCode, execResult, status } of faultCodes) {
      expect(outcomeOfFault(rpc, fault(faultCode))).toEqual({ execResult, status, fault: fault(faultCode), listed: true });
    }
  });

  test.each([
    ['A25: a parameter fault', 'Download', 9005, 4, 'STATUS_INTERNAL_ERROR'],
    ['A25: an extension', 'Upload', 9500, 4, 'STATUS_INTERNAL_ERROR'],
    ['A25: a fault of the vendor', 'TransferComplete', 9850, 4, 'STATUS_INTERNAL_ERROR'],
    ['A25: a fault of the server', 'Reboot', 8003, 4, 'STATUS_INTERNAL_ERROR'],
    ['A24: a code of other tables', 'Reboot', 9000, 1, 'STATUS_REQUEST_UNSUPPORTED'],
    ['A23: a code of TransferComplete in a Download', 'Download', 9017, 14, 'STATUS_FILE_TRANSFER_FAILED_DOWNLOAD_INCOMPLETE'],
    ['no table is about SetParameterValues', 'SetParameterValues', 9001, 2, 'STATUS_REQUEST_DENIED'],
    ['a code below zero', 'Download', -1, 4, 'STATUS_INTERNAL_ERROR'],
    ['no number', 'Download', Number.NaN, 4, 'STATUS_INTERNAL_ERROR'],
  ] as const)('%s', (_, rpc, faultCode, execResult, status) => {
    expect(outcomeOfFault(rpc, fault(faultCode))).toEqual({ execResult, status, fault: fault(faultCode), listed: false });
  });

  it('has a result for every number, and keeps what the device said', () => {
    const results = new Set<number>(Object.values(ExecResultType));
    fc.assert(
      fc.property(fc.constantFrom(...rpcs), fc.double(), fc.string(), (rpc, faultCode, faultString) => {
        const outcome = outcomeOfFault(rpc, { faultCode, faultString });
        expect(results.has(outcome.execResult)).toBe(true);
        if (faultCode === 0) expect(outcome).toEqual(success);
        else expect(outcome).toMatchObject({ fault: { faultCode, faultString } });
      }),
    );
  });
});

describe('how an execution ends', () => {
  it('A40, A41: with an answer of Status 0 or a fault; Status 1 is no end', () => {
    expect(outcomeOfAnswer('Reboot', { status: 0 })).toEqual(success);
    expect(outcomeOfAnswer('Download', { status: 0 })).toEqual(success);
    expect(outcomeOfAnswer('Download', { status: 1 })).toBeUndefined();
    expect(outcomeOfAnswer('Download', { fault: fault(9010) })).toMatchObject({ execResult: 7, listed: true });
    expect(outcomeOfAnswer('CancelTransfer', { fault: fault(9021) })).toMatchObject({
      execResult: 3,
      status: 'STATUS_CANCELLATION_DENIED',
    });
  });

  test.each([
    ['a transfer without a fault', transfer({}), success],
    ['a transfer with fault 0, which is none', transfer({ fault: fault(0) }), success],
    [
      'a transfer with a fault',
      transfer({ fault: fault(9020) }),
      { execResult: 19, status: 'STATUS_FILE_TRANSFER_WINDOW_EXCEEDED', fault: fault(9020), listed: true },
    ],
    ['A42: results without a fault', change({}, { fault: fault(0) }), success],
    [
      'A42: the first fault of several results',
      change({}, { fault: fault(0) }, { fault: fault(9028) }, { fault: fault(9022) }),
      { execResult: 26, status: 'STATUS_UNKNOWN_DEPLOYMENT_UNIT', fault: fault(9028), listed: true },
    ],
    [
      'no result at all',
      change(),
      { execResult: 4, status: 'STATUS_INTERNAL_ERROR', fault: fault(9002, 'the report has no results'), listed: false },
    ],
  ])('with %s', (_, report, want) => {
    expect(outcomeOfReport(report)).toEqual(want);
  });
});
