import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { DUOperation } from '../../../runtime/devices/devices.js';
import { outcomeOfFault } from '../../../runtime/devices/faults.js';
import {
  change,
  compareVersions,
  packageNamedBy,
  type DeploymentUnit,
  type ExecutionEnvironment,
  type Package,
  type SoftwareModules,
} from '../../../runtime/devices/software.js';

const uuid = 'abcdef01-1111-4111-8111-111111111111';
const other = '22222222-2222-4222-8222-222222222222';
const linux = 'Device.SoftwareModules.ExecEnv.1';
const osgi = 'Device.SoftwareModules.ExecEnv.2';
const environments: readonly ExecutionEnvironment[] = [
  { ref: linux, enabled: true },
  { ref: osgi, enabled: true },
];
const disabled = (ref: string) => environments.map((each) => (each.ref === ref ? { ...each, enabled: false } : each));

const url = (version: string) => `http://files.example/app-${version}.zip`;
const unit = (version: string, more: Partial<DeploymentUnit> = {}): DeploymentUnit => ({
  uuid,
  version,
  name: 'app',
  url: url(version),
  executionEnvRef: linux,
  active: false,
  ...more,
});

const specials: ReadonlyMap<string, Package | undefined> = new Map([
  ['http://files.example/missing', undefined],
  ['http://files.example/for-osgi', { name: 'bundle', version: '1.0', environments: [`${osgi}.`] }],
  ['http://files.example/for-nobody', { name: 'bundle', version: '1.0', environments: [] }],
  ['http://files.example/with-uuid', { name: 'own', version: '1.0', uuid: other }],
  ['http://files.example/with-bad-uuid', { name: 'own', version: '1.0', uuid: 'own' }],
]);
const packages = (from: string) => (specials.has(from) ? specials.get(from) : packageNamedBy(from));

const install = (from: string, more: { readonly uuid?: string; readonly executionEnvRef?: string } = {}): DUOperation => ({
  operation: 'Install',
  url: from,
  ...more,
});
const update = (more: { readonly uuid?: string; readonly version?: string; readonly url?: string }): DUOperation => ({
  operation: 'Update',
  ...more,
});
const uninstall = (of: string, more: { readonly version?: string; readonly executionEnvRef?: string } = {}): DUOperation => ({
  operation: 'Uninstall',
  uuid: of,
  ...more,
});

type Given = Partial<SoftwareModules>;

/** Operations that succeed: the versions reported, and the units there are then. */
const successes: readonly (readonly [
  name: string,
  given: Given,
  when: DUOperation,
  results: readonly string[],
  then: readonly string[],
])[] = [
  ['Install', {}, install(url('1.0'), { uuid }), ['1.0'], [`${uuid} 1.0 ${linux}`]],
  ['Install where it is told to', {}, install(url('1.0'), { uuid, executionEnvRef: `${osgi}.` }), ['1.0'], [`${uuid} 1.0 ${osgi}`]],
  [
    'Install of the same unit elsewhere',
    { units: [unit('1.0')] },
    install(url('1.0'), { uuid, executionEnvRef: osgi }),
    ['1.0'],
    [`${uuid} 1.0 ${linux}`, `${uuid} 1.0 ${osgi}`],
  ],
  ['Install where the package runs', {}, install('http://files.example/for-osgi', { uuid }), ['1.0'], [`${uuid} 1.0 ${osgi}`]],
  [
    'Install where something is enabled',
    { environments: disabled(linux) },
    install(url('1.0'), { uuid }),
    ['1.0'],
    [`${uuid} 1.0 ${osgi}`],
  ],
  [
    'Install of another version',
    { units: [unit('1.0')] },
    install(url('2.0'), { uuid }),
    ['2.0'],
    [`${uuid} 1.0 ${linux}`, `${uuid} 2.0 ${linux}`],
  ],
  ['Install with the UUID of the package', {}, install('http://files.example/with-uuid'), ['1.0'], [`${other} 1.0 ${linux}`]],
  ['Update', { units: [unit('1.0')] }, update({ uuid, url: url('1.1') }), ['1.1'], [`${uuid} 1.1 ${linux}`]],
  [
    'Update of one of two versions',
    { units: [unit('1.0'), unit('2.0')] },
    update({ uuid, version: '1.0', url: url('1.1') }),
    ['1.1'],
    [`${uuid} 1.1 ${linux}`, `${uuid} 2.0 ${linux}`],
  ],
  [
    'Update from where the unit came',
    { units: [unit('1.0', { url: url('1.1') }), unit('1.0', { uuid: other })] },
    update({ url: url('1.1') }),
    ['1.1'],
    [`${uuid} 1.1 ${linux}`, `${other} 1.0 ${linux}`],
  ],
  [
    'Update of all',
    { units: [unit('1.0', { url: url('1.1') }), unit('2.0', { uuid: other, url: url('2.1') })] },
    update({}),
    ['1.1', '2.1'],
    [`${uuid} 1.1 ${linux}`, `${other} 2.1 ${linux}`],
  ],
  [
    'Update wherever the unit is',
    { units: [unit('1.0'), unit('1.0', { executionEnvRef: osgi })] },
    update({ uuid, url: url('1.1') }),
    ['1.1', '1.1'],
    [`${uuid} 1.1 ${linux}`, `${uuid} 1.1 ${osgi}`],
  ],
  ['Uninstall', { units: [unit('1.0'), unit('1.0', { uuid: other })] }, uninstall(uuid), ['1.0'], [`${other} 1.0 ${linux}`]],
  ['Uninstall of all versions', { units: [unit('1.0'), unit('2.0')] }, uninstall(uuid.toUpperCase()), ['1.0'], []],
  [
    'Uninstall of one version',
    { units: [unit('1.0'), unit('2.0')] },
    uninstall(uuid, { version: '2.0' }),
    ['2.0'],
    [`${uuid} 1.0 ${linux}`],
  ],
  [
    'Uninstall from one environment',
    { units: [unit('1.0'), unit('1.0', { executionEnvRef: osgi })] },
    uninstall(uuid, { executionEnvRef: osgi }),
    ['1.0'],
    [`${uuid} 1.0 ${linux}`],
  ],
];

/** Operations that fail: nothing changes. */
const failures: readonly (readonly [faultCode: number, name: string, given: Given, when: DUOperation])[] = [
  [9003, 'Install from nowhere', {}, install('')],
  [9013, 'Install over an unknown protocol', {}, install('file:///etc/passwd')],
  [9016, 'Install of a missing file', {}, install('http://files.example/missing')],
  [9016, 'Update from a missing file', { units: [unit('1.0')] }, update({ uuid, url: 'http://files.example/missing' })],
  [9022, 'Install under a UUID that is none', {}, install(url('1.0'), { uuid: 'app' })],
  [9022, 'Install of a package with a UUID that is none', {}, install('http://files.example/with-bad-uuid')],
  [9022, 'Update of a UUID that is none', {}, update({ uuid: 'app', url: url('1.0') })],
  [9022, 'Uninstall of a UUID that is none', {}, uninstall('__proto__')],
  [9023, 'Install into an unknown environment', {}, install(url('1.0'), { executionEnvRef: 'Device.X' })],
  [9023, 'Install on a device without environments', { environments: [] }, install(url('1.0'))],
  [9024, 'Install into a disabled environment', { environments: disabled(linux) }, install(url('1.0'), { executionEnvRef: linux })],
  [9024, 'Update in a disabled environment', { environments: disabled(linux), units: [unit('1.0')] }, update({ uuid, url: url('1.1') })],
  [9024, 'Uninstall from a disabled environment', { environments: disabled(linux), units: [unit('1.0')] }, uninstall(uuid)],
  [9025, 'Install where the package does not run', {}, install('http://files.example/for-osgi', { executionEnvRef: linux })],
  [9025, 'Install of what runs nowhere', {}, install('http://files.example/for-nobody')],
  [9025, 'Update to what does not run there', { units: [unit('0.1')] }, update({ uuid, url: 'http://files.example/for-osgi' })],
  [9026, 'Install of what is there', { units: [unit('1.0')] }, install(url('1.0'), { uuid })],
  [9028, 'Update of an unknown unit', { units: [unit('1.0')] }, update({ uuid: other, url: url('1.1') })],
  [9028, 'Update of an unknown version', { units: [unit('1.0')] }, update({ uuid, version: '0.9', url: url('1.1') })],
  [9028, 'Update of a unit from elsewhere', { units: [unit('1.0')] }, update({ url: url('1.1') })],
  [9028, 'Uninstall of an unknown unit', { units: [unit('1.0')] }, uninstall(other)],
  [9028, 'Uninstall from another environment', { units: [unit('1.0')] }, uninstall(uuid, { executionEnvRef: osgi })],
  [9030, 'Update to an older version', { units: [unit('1.10')] }, update({ uuid, url: url('1.9') })],
  [9031, 'Update without saying which version', { units: [unit('1.0'), unit('2.0')] }, update({ uuid, url: url('3.0') })],
  [9032, 'Update to the same version', { units: [unit('1.0')] }, update({ uuid, url: url('1.0') })],
  [
    9032,
    'Update to a version that stands beside',
    { units: [unit('1.0'), unit('2.0')] },
    update({ uuid, version: '1.0', url: url('2.0') }),
  ],
];

const modules = (given: Given): SoftwareModules => ({ environments, units: [], ...given });

describe('ChangeDUState on a device', () => {
  test.each(successes)('%s', (_, given, when, versions, then) => {
    const { units, results } = change(modules(given), when, packages);
    expect(results.map(({ fault, version }) => fault ?? version)).toEqual(versions);
    expect(units.map(({ uuid: id, version, executionEnvRef }) => `${id} ${version} ${executionEnvRef}`)).toEqual(then);
  });

  test.each(failures)('%i: %s', (faultCode, _, given, when) => {
    const before = modules(given);
    const { units, results } = change(before, when, packages);
    expect(results).toEqual([expect.objectContaining({ fault: { faultCode, faultString: expect.any(String) } })]);
    expect(units).toEqual(before.units);
    expect(outcomeOfFault('DUStateChangeComplete', results[0]?.fault).listed).toBe(true);
  });

  it('updates what it can of all, and tells of each', () => {
    const { units, results } = change(
      modules({ units: [unit('1.0'), unit('1.0', { uuid: other, url: url('2.0') })] }),
      update({}),
      packages,
    );
    expect(results.map(({ fault, version }) => fault?.faultCode ?? version)).toEqual([9032, '2.0']);
    expect(units.map(({ version }) => version)).toEqual(['1.0', '2.0']);
  });

  it('makes up the same UUID for the same name, whatever the version', () => {
    const [one, two, three] = ['http://a.example/app-1.0', 'http://b.example/app-2.0', 'http://a.example/tool-1.0'].map(
      (from) => change(modules({}), install(from), packages).results[0]?.uuid,
    );
    expect(one).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(two).toBe(one);
    expect(three).not.toBe(one);
  });

  it('keeps a unit active through an update', () => {
    expect(change(modules({ units: [unit('1.0', { active: true })] }), update({ uuid, url: url('1.1') }), packages).units).toEqual([
      unit('1.1', { active: true }),
    ]);
  });

  it('never has the same version of a unit twice in one environment', () => {
    const version = fc.constantFrom('1.0', '1.1', '2.0');
    const id = fc.constantFrom(uuid, other);
    const operation: fc.Arbitrary<DUOperation> = fc.oneof(
      fc.tuple(version, id).map(([v, u]) => install(url(v), { uuid: u })),
      fc.tuple(version, version, id).map(([v, from, u]) => update({ uuid: u, version: from, url: url(v) })),
      fc.tuple(version, id).map(([v, u]) => uninstall(u, { version: v })),
      fc.constant(update({})),
    );
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 20 }), (operations) => {
        let units: readonly DeploymentUnit[] = [];
        for (const each of operations) {
          const changed = change(modules({ units }), each, packages);
          expect(changed.results.length).toBeGreaterThan(0);
          ({ units } = changed);
          const keys = units.map((one) => `${one.uuid} ${one.version} ${one.executionEnvRef}`);
          expect(new Set(keys).size).toBe(keys.length);
        }
      }),
    );
  });
});

test.each([
  ['http://a.example/app-1.2.0.zip', 'app', '1.2.0'],
  ['http://a.example/x/my-app_v2.tar.gz?token=1', 'my-app', '2'],
  ['http://a.example/app-1.0-beta', 'app', '1.0-beta'],
  ['http://a.example/app', 'app', '1.0'],
  ['http://a.example/app.zip', 'app', '1.0'],
  ['http://a.example/', 'package', '1.0'],
  ['http://a.example/-1.0', 'package', '1.0'],
  ['http://a.example/.zip', '.zip', '1.0'],
])('%s is a package by its name', (from, name, version) => {
  expect(packageNamedBy(from)).toEqual({ name, version });
});

test('versions have an order', () => {
  const sorted = [
    '',
    'beta',
    '0.9',
    '1',
    '1.0',
    '1.0-beta',
    '1.0.1',
    '1.0.10',
    '1.2',
    '1.010',
    '1.10.1',
    '1.10a',
    '1.0011',
    '2',
    '9'.repeat(400),
  ];
  for (const [index, version] of sorted.entries()) {
    expect(compareVersions(version, version)).toBe(0);
    for (const later of sorted.slice(index + 1)) {
      expect([version, later, compareVersions(version, later) < 0, compareVersions(later, version) > 0]).toEqual([
        version,
        later,
        true,
        true,
      ]);
    }
  }
});

test('versions have one order only', () => {
  const version = fc.string({ unit: fc.constantFrom('0', '1', '2', 'a', '.', '-'), maxLength: 6 });
  fc.assert(
    fc.property(version, version, version, (a, b, c) => {
      expect(Math.sign(compareVersions(a, b)) + Math.sign(compareVersions(b, a))).toBe(0);
      if (compareVersions(a, b) <= 0 && compareVersions(b, c) <= 0) expect(compareVersions(a, c)).toBeLessThanOrEqual(0);
    }),
    { numRuns: 2_000 },
  );
});
