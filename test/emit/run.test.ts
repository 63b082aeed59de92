import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emitAll, importer, temporaryFolder } from './emitted.js';
import { aggregated, model } from './fixture.js';
import { hostile, hostileNames, hostileText } from './hostile.js';
import { specification } from '../support/specification.js';

/** Emitted modules, run: what they say is what the model says. */
describe('emitted modules at run time', async () => {
  const load = await importer(temporaryFolder(), await emitAll(model));

  it('all load, by one import', async () => {
    const all = await load('index.js');
    expect(Object.keys(all)).toEqual(expect.arrayContaining(['CampaignStatus', 'mapFault', 'machines', 'attributesOf', 'parameters']));
  });

  describe('enumerations', async () => {
    const enumerations = await load<Record<string, Record<string, number>> & Record<string, ReadonlyMap<number, string>>>('enumerations.js');

    it.each([
      ['CampaignStatus', { INITIATED: 1, PENDING: 2, FINISHED: 3, STATUS_NOT_CANCELLABLE: 6 }],
      ['ExecResultType', { STATUS_SUCCESS: 0, STATUS_REQUEST_DENIED: 2, STATUS_INTERNAL_ERROR: 4, STATUS_NOT_FINISHED: 31 }],
      ['Operation', { Create: 1, Retrieve: 2, Update: 3, Delete: 4, Notify: 5 }],
    ])('%s has its numbers, reserved ones left out', (name, want) => {
      expect(enumerations[name]).toEqual(want);
    });

    it('lead back from a number to its name', () => {
      expect(enumerations['execResultTypeNames']!.get(2)).toBe('STATUS_REQUEST_DENIED');
      expect(enumerations['execResultTypeNames']!.get(3)).toBeUndefined();
    });
  });

  describe('mapFault', async () => {
    interface Mapping {
      readonly status: string;
      readonly execResult: number;
      readonly listed: boolean;
    }
    const { mapFault } = await load<{ mapFault(rpc: string, faultCode: number): Mapping }>('tables/fault-codes.js');

    it.each([
      ['in the table of the RPC', 'Download', 9001, { status: 'STATUS_REQUEST_DENIED', execResult: 2, listed: true }],
      ['only in the table of another RPC', 'FactoryReset', 9001, { status: 'STATUS_REQUEST_DENIED', execResult: 2, listed: false }],
      ['in a range', 'Download', 9805, { status: 'STATUS_INTERNAL_ERROR', execResult: 4, listed: false }],
      ['of an RPC without a table', 'constructor', 9002, { status: 'STATUS_INTERNAL_ERROR', execResult: 4, listed: false }],
      ['outside of all ranges', 'Download', -5, { status: 'STATUS_INTERNAL_ERROR', execResult: 4, listed: false }],
    ])('knows a code %s', (_what, rpc, code, want) => {
      expect(mapFault(rpc, code)).toEqual(want);
    });

    it('has an answer for every number', () => {
      fc.assert(
        fc.property(fc.constantFrom('Download', 'FactoryReset'), fc.oneof(fc.integer(), fc.maxSafeInteger(), fc.double()), (rpc, code) => {
          expect([0, 2, 4, 31]).toContain(mapFault(rpc, code).execResult);
        }),
      );
    });
  });

  describe('exec status codes', async () => {
    interface Published {
      readonly execStatus: number;
      readonly execResult?: number;
    }
    const { toPublished, fromPublished, execStatusCodes } = await load<{
      toPublished(code: string): Published;
      fromPublished(execStatus: number, execResult?: number): string;
      execStatusCodes: readonly { readonly name: string }[];
    }>('tables/exec-status-codes.js');

    it('hold each name once', () => {
      expect(execStatusCodes.map(({ name }) => name)).toEqual(['INITIATED', 'FINISHED', 'STATUS_NON_CANCELLABLE', 'STATUS_REQUEST_DENIED', 'STATUS_INTERNAL_ERROR']);
    });

    it('go to the published pair and come back the same', () => {
      for (const { name } of execStatusCodes) {
        const { execStatus, execResult } = toPublished(name);
        expect(fromPublished(execStatus, execResult), name).toBe(name);
      }
    });

    it.each([
      [1, undefined, 'INITIATED'],
      [1, 31, 'INITIATED'],
      [3, 0, 'FINISHED'],
      [3, 4, 'STATUS_INTERNAL_ERROR'],
      [6, 2, 'STATUS_REQUEST_DENIED'],
      [6, 31, 'STATUS_NON_CANCELLABLE'],
    ])('execStatus %s with execResult %s is %s', (execStatus, execResult, want) => {
      expect(fromPublished(execStatus, execResult)).toBe(want);
    });
  });

  it('aggregates every set of statuses, in any order, each value any number of times', async () => {
    const { aggregatedSoftwareStatus } = await load<{ aggregatedSoftwareStatus(values: Iterable<number>): number }>('tables/aggregations.js');
    const names = ['Uninitialized', 'Successful', 'Failure', 'In_Process'];
    fc.assert(
      fc.property(fc.array(fc.nat(3), { maxLength: 20 }), (values) => {
        expect(names[aggregatedSoftwareStatus(values)]).toBe(aggregated(values.map((value) => names[value]!)));
      }),
    );
  });

  it('looks up by names and numbers, and finds nothing under the members of Object', async () => {
    const tables = await load<Record<string, (key: unknown, more?: unknown) => unknown>>('tables/index.js');
    const given: readonly (readonly [string, readonly unknown[], object])[] = [
      ['commandOf', [4], { cmdType: 'DOWNLOAD', faultRpcs: ['Download'], cancellable: true }],
      ['statusCodeOf', [6028], { name: 'ALREADY_COMPLETE', http: 409 }],
      ['statusCodeNamed', ['UPDATED'], { code: 2004 }],
      ['aliasOf', ['m2m:execStatusType', 'STATUS_NOT_CANCELLABLE'], { name: 'STATUS_NON_CANCELLABLE', value: 6 }],
      ['aliasOf', ['m2m:campaignStatus', 'STATUS_NON_CANCELLABLE'], { name: 'STATUS_NOT_CANCELLABLE', value: 6 }],
      ['resourceNamed', ['softwareCampaign'], { shortName: 'swcm', resourceType: 9076, provisional: true }],
      ['resourceOfType', [8], { name: 'execInstance' }],
    ];
    for (const [name, [first, second], want] of given) {
      expect(tables[name]!(first, second), name).toMatchObject(want);
      for (const member of ['__proto__', 'constructor', 'toString']) expect(tables[name]!(member, member), name).toBeUndefined();
    }
    expect(tables['attributesOf']!('softwareCampaign')).toHaveLength(11);
    expect(tables['attributesOf']!('__proto__')).toBeUndefined();
    expect(tables['rulesOf']!('softwareCampaign')).toMatchObject([{ id: 'locked-while-enabled', when: [['campaignEnabled', true]] }]);
  });

  it('holds the machines as the model has them', async () => {
    const { machines } = await load<{ machines: readonly { readonly transitions: readonly object[] }[] }>('machines/index.js');
    const want = model.machines[0]!.transitions.map(({ from, event, guard, to, effects, errata }) => ({ from, event, guard: guard ?? null, to, effects, errata }));
    expect(machines).toHaveLength(1);
    expect(machines[0]!.transitions).toMatchObject(want);
  });
});

describe('emitted modules of a specification that means no good', async () => {
  const load = await importer(temporaryFolder(), await emitAll(hostile));

  it('load, and carry its names and words as mere data', async () => {
    const { attributesOf, outcomes, memberNames, StatusCode } = await load<{
      attributesOf(resource: string): readonly { readonly name: string; readonly default: unknown }[];
      outcomes: Readonly<Record<string, { readonly text: string }>>;
      memberNames: { readonly toShort: ReadonlyMap<string, string> };
      StatusCode: object;
    }>('index.js');
    expect(attributesOf('constructor').map(({ name }) => name)).toEqual(hostileNames);
    expect(attributesOf('constructor')[0]!.default).toBe(hostileText);
    expect(Object.hasOwn(outcomes, '__proto__') && outcomes['__proto__']!.text).toBe(hostileText);
    expect(memberNames.toShort.get('__proto__')).toBe('constructor');
    expect(Object.getPrototypeOf(StatusCode)).toBe(Object.prototype);
  });
});

/** Facts of the source documents, written here by hand, against what the emitted modules say. */
describe('emitted modules of the specification', async () => {
  const load = await importer(temporaryFolder(), await emitAll(specification));
  const all = await load<{
    statusCodes: readonly { readonly code: number; readonly http: number }[];
    faultCodes: readonly { readonly table: string }[];
    mapFault(rpc: string, code: number): { readonly status: string; readonly execResult: number; readonly listed: boolean };
    commands: readonly { readonly value: number; readonly cancellable: boolean; readonly faultRpcs: readonly string[] }[];
    execStatusCodes: readonly { readonly name: string }[];
    toPublished(code: string): { readonly execStatus: number; readonly execResult?: number };
    fromPublished(execStatus: number, execResult?: number): string;
    attributesOf(resource: string): readonly object[];
    aggregatedSoftwareStatus(values: Iterable<number>): number;
    resources: readonly { readonly name: string; readonly shortName: string }[];
    resourceNames: { readonly toLong: ReadonlyMap<string, string> };
    Status: Readonly<Record<string, number>>;
  }>('index.js');

  it('know 81 response status codes and 67 rows of ten fault-code tables', () => {
    expect(all.statusCodes).toHaveLength(81);
    expect(all.faultCodes).toHaveLength(67);
    expect(new Set(all.faultCodes.map(({ table }) => table)).size).toBe(10);
  });

  it.each([
    ['Download', 9010, 'STATUS_FILE_TRANSFER_FAILED', 7, true],
    ['TransferComplete', 9020, 'STATUS_FILE_TRANSFER_WINDOW_EXCEEDED', 19, true],
    ['DUStateChangeComplete', 9032, 'STATUS_INVALID_DEPLOYMENT_UNIT_UPDATE_VERSION_EXISTS', 30, true],
    ['CancelTransfer', 9021, 'STATUS_CANCELLATION_DENIED', 3, true],
    ['Reboot', 9010, 'STATUS_FILE_TRANSFER_FAILED', 7, false],
    ['Download', 9005, 'STATUS_INTERNAL_ERROR', 4, false],
    ['Download', 9850, 'STATUS_INTERNAL_ERROR', 4, false],
  ])('map the fault %s %i to %s', (rpc, code, status, execResult, listed) => {
    expect(all.mapFault(rpc, code)).toEqual({ status, execResult, listed });
  });

  it('cancel file transfers only, and know the fault tables of every command', () => {
    expect(all.commands.filter(({ cancellable }) => cancellable).map(({ value }) => value)).toEqual([3, 4]);
    expect(all.commands.map(({ value }) => value)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    for (const { faultRpcs } of all.commands) expect(faultRpcs.length).toBeGreaterThan(0);
  });

  it.each([
    ['CANCELLING', { execStatus: 4 }],
    ['STATUS_FILE_TRANSFER_FAILED', { execStatus: 3, execResult: 7 }],
    ['STATUS_SUCCESS', { execStatus: 3, execResult: 0 }],
    ['STATUS_CANCELLATION_DENIED', { execStatus: 2, execResult: 3 }],
  ])('publish %s as %j', (code, want) => {
    expect(all.toPublished(code)).toEqual(want);
  });

  it('take every choice of the 2014 list to the published pair and back', () => {
    for (const { name } of all.execStatusCodes) {
      const { execStatus, execResult } = all.toPublished(name);
      expect(all.fromPublished(execStatus, execResult), name).toBe(name);
    }
    for (const execStatus of [1, 2, 3, 4, 5, 6]) {
      for (const execResult of [undefined, ...Array.from({ length: 32 }, (_, i) => i)]) {
        expect(all.execStatusCodes.map(({ name }) => name)).toContain(all.fromPublished(execStatus, execResult));
      }
    }
  });

  it.each([
    ['softwareCampaign', 23],
    ['execInstance', 20],
    ['mgmtCmd', 19],
  ])('have all attributes of %s', (resource, count) => {
    expect(all.attributesOf(resource)).toHaveLength(count);
  });

  it('aggregate statuses as the Change Request and its errata say', () => {
    const names = ['Uninitialized', 'Successful', 'Failure', 'In_Process'];
    expect(names.map((name) => all.Status[name])).toEqual([0, 1, 2, 3]);
    for (let bits = 0; bits < 16; bits++) {
      const set = [0, 1, 2, 3].filter((value) => bits & (1 << value));
      expect(names[all.aggregatedSoftwareStatus(set)]).toBe(aggregated(set.map((value) => names[value]!)));
    }
  });

  it('lead from the short name of a resource to the resource', () => {
    for (const { name, shortName } of all.resources) expect(all.resourceNames.toLong.get(shortName)).toBe(name);
  });
});
