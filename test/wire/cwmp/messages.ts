import fc from 'fast-check';
import { choices, messages, simple, structures, versions, type CwmpMember } from '../../../generated/cwmp/tables.js';
import type { Envelope } from '../../../wire/cwmp/index.js';

/** Envelopes as the tables say, with values that every version of the published schemas takes. */

const text = (maxLength: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...'abcXYZ019 ._-/:&<>"\''.split('')) }, fc.constantFrom('é', '中', '😀', '\n', '\t', '\r')), maxLength });
const moment = fc.date({ min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-01-01T00:00:00Z'), noInvalidDate: true }).map((date) => date.toISOString());
const fileType = fc.constantFrom('1 Firmware Upgrade Image', '2 Web Content', 'X 00D09E Map');
const url = fc.webUrl().map((each) => each.slice(0, 200));

const values: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  AccessListEntryType: fc.constant('Subscriber'),
  CommandKeyType: text(30),
  DeploymentUnitStateType: fc.constantFrom('Installed', 'Uninstalled', 'Failed'),
  DownloadFileType: fileType,
  EventCodeType: fc.constantFrom('0 BOOTSTRAP', '1 BOOT', '2 PERIODIC', '4 VALUE CHANGE', '6 CONNECTION REQUEST', '7 TRANSFER COMPLETE', 'M Reboot', 'M Download', 'X 00D09E Door'),
  FaultCodeType: fc.constantFrom(9001, 9012),
  InstanceNumberType: fc.integer({ min: 1, max: 2 ** 32 - 1 }),
  NotificationType: fc.integer({ min: 0, max: 2 }),
  OUIType: fc.constantFrom('00D09E', 'FFFFFF'),
  ObjectNameType: fc.constantFrom('Device.', 'Device.X.1.'),
  ParameterKeyType: text(30),
  ReportedUUIDType: fc.uuid(),
  StatusType: fc.constantFrom(0, 1),
  String1024: text(400),
  String256: text(120),
  String32: text(16),
  String64: text(30),
  TimeWindowModeType: fc.constantFrom('1 At Any Time', '3 When Idle'),
  TransferFileType: fileType,
  TransferStateType: fc.constantFrom(1, 2, 3),
  URLType: url,
  UUIDType: fc.uuid(),
  UploadFileType: fc.constantFrom('1 Vendor Configuration File', 'X 00D09E Map'),
  boolean: fc.boolean(),
  dateTime: moment,
  int: fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
  string: text(60),
  unsignedInt: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
};

const parameter = fc.oneof(
  text(60).map((value) => ({ type: 'string', value })),
  fc.integer({ min: 0, max: 2 ** 32 - 1 }).map((value) => ({ type: 'unsignedInt', value: String(value) })),
  fc.constantFrom('0', '1', 'true', 'false').map((value) => ({ type: 'boolean', value })),
  moment.map((value) => ({ type: 'dateTime', value })),
  fc.uint8Array({ maxLength: 30 }).map((bytes) => ({ type: 'base64', value: Buffer.from(bytes).toString('base64') })),
);

function structure(name: string): fc.Arbitrary<object> {
  const rows = structures[name]!;
  const required = rows.filter(({ optional }) => !optional).map(({ key }) => key);
  const record = fc.record(Object.fromEntries(rows.filter(({ type }) => type !== 'any').map((row) => [row.key, member(row)])), { requiredKeys: required.filter((key) => key !== 'value' || name === 'ArgStruct') }) as fc.Arbitrary<object>;
  return rows.some(({ type }) => type === 'any') ? fc.tuple(record, parameter).map(([rest, given]) => ({ ...rest, ...given })) : record;
}

function member({ type, many, list }: CwmpMember): fc.Arbitrary<unknown> {
  const choice = choices[type];
  const one =
    simple[type] !== undefined
      ? values[type]!
      : choice !== undefined
        ? fc.oneof(...Object.entries(choice.types).map(([value, derived]) => structure(derived).map((each) => ({ [choice.key]: value, ...each }))))
        : structure(type);
  if (list !== undefined) return fc.array(one, { minLength: list.min ?? 0, maxLength: Math.min(list.max ?? 4, 4) });
  return many ? fc.array(one, { minLength: 1, maxLength: 3 }) : one;
}

export const bodies: Readonly<Record<string, fc.Arbitrary<object>>> = Object.fromEntries(messages.map(({ name }) => [name, structure(name)]));

const headers = {
  id: text(20),
  holdRequests: fc.boolean(),
  sessionTimeout: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  supportedVersions: fc.constant(['1.0', '1.2']),
  useVersion: fc.constant('1.2'),
};

/** Any message, in any version that has it. */
export const envelopes: fc.Arbitrary<Envelope> = fc.constantFrom(...messages).chain(({ name, since }) => {
  const has = versions.filter(({ version }) => version >= since).map(({ version }) => version);
  return fc
    .tuple(fc.constantFrom(...has), fc.record(headers, { requiredKeys: [] }), bodies[name]!)
    .map(([version, given, value]) => ({ version, ...given, body: { rpc: name, value } }) as unknown as Envelope);
});
