import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { CmdType } from '../../../generated/enumerations.js';
import { commands } from '../../../generated/tables/commands.js';
import { StatusCode } from '../../../generated/tables/status-codes.js';
import type {
  DownloadArgsType,
  SoftwareInstallArgsType,
  SoftwareUninstallArgsType,
  SoftwareUpdateArgsType,
  UploadArgsType,
} from '../../../generated/types/common.js';
import { convert } from '../../../runtime/devices/convert.js';
import { send } from '../../../runtime/devices/command.js';
import type { DeviceSession } from '../../../runtime/devices/devices.js';

const uuid = '11111111-1111-4111-8111-111111111111';
const upload: UploadArgsType = { fileType: '2 Vendor Log File', URL: 'http://files.example/log', username: 'u', password: 'p' };
const download: DownloadArgsType = {
  fileType: '1 Firmware Upgrade Image',
  URL: 'http://files.example/image',
  username: 'u',
  password: '',
  filesize: 1,
  targetFile: 'image',
  delaySeconds: 5,
  successURL: 'http://portal.example/ok',
  startTime: '20260101T000000',
  completeTime: '20260101T000000',
};
const install: SoftwareInstallArgsType = {
  URL: 'http://files.example/app',
  UUID: uuid,
  username: 'u',
  password: 'p',
  executionEnvRef: 'Device.SoftwareModules.ExecEnv.1',
};
const uninstall: SoftwareUninstallArgsType = { UUID: uuid, version: '1.0', executionEnvRef: '' };
const update: SoftwareUpdateArgsType = {
  UUID: uuid,
  version: '1.0',
  URL: 'http://files.example/app',
  username: '',
  password: '',
  executionEnvRef: '',
};

/** Arguments that are complete, and what they become. */
const complete: readonly (readonly [name: string, cmdType: number, execReqArgs: unknown, want: unknown])[] = [
  ['RESET without execReqArgs', CmdType.RESET, undefined, { rpc: 'FactoryReset', args: {} }],
  ['RESET with an entry', CmdType.RESET, { reset: [{}] }, { rpc: 'FactoryReset', args: {} }],
  ['RESET with an empty list', CmdType.RESET, { reset: [] }, { rpc: 'FactoryReset', args: {} }],
  ['REBOOT with null', CmdType.REBOOT, null, { rpc: 'Reboot', args: {} }],
  ['REBOOT with an entry', CmdType.REBOOT, { reboot: [{ anyArg: [] }] }, { rpc: 'Reboot', args: {} }],
  [
    'UPLOAD',
    CmdType.UPLOAD,
    { upload: [upload] },
    {
      rpc: 'Upload',
      args: { fileType: '2 Vendor Log File', url: 'http://files.example/log', username: 'u', password: 'p', delaySeconds: 0 },
    },
  ],
  [
    'P33: UPLOAD with DelaySeconds in anyArg',
    CmdType.UPLOAD,
    { upload: [{ ...upload, anyArg: [{ name: 'DelaySeconds', value: 7 }] }] },
    {
      rpc: 'Upload',
      args: { fileType: '2 Vendor Log File', url: 'http://files.example/log', username: 'u', password: 'p', delaySeconds: 7 },
    },
  ],
  [
    'P33: DOWNLOAD, its response fields left out',
    CmdType.DOWNLOAD,
    { download: [download] },
    {
      rpc: 'Download',
      args: {
        fileType: '1 Firmware Upgrade Image',
        url: 'http://files.example/image',
        username: 'u',
        password: '',
        fileSize: 1,
        targetFileName: 'image',
        delaySeconds: 5,
        successURL: 'http://portal.example/ok',
        failureURL: '',
      },
    },
  ],
  [
    'SOFTWAREINSTALL',
    CmdType.SOFTWAREINSTALL,
    { softwareInstall: [install] },
    {
      rpc: 'ChangeDUState',
      args: {
        operations: [
          {
            operation: 'Install',
            url: 'http://files.example/app',
            uuid,
            username: 'u',
            password: 'p',
            executionEnvRef: 'Device.SoftwareModules.ExecEnv.1',
          },
        ],
      },
    },
  ],
  [
    'SOFTWAREINSTALL with empty strings: arguments left out',
    CmdType.SOFTWAREINSTALL,
    { softwareInstall: [{ URL: 'http://a.example/a', UUID: '', username: '', password: '', executionEnvRef: '' }] },
    { rpc: 'ChangeDUState', args: { operations: [{ operation: 'Install', url: 'http://a.example/a' }] } },
  ],
  [
    'A42: several SOFTWAREUNINSTALL are one ChangeDUState',
    CmdType.SOFTWAREUNINSTALL,
    { softwareUninstall: [uninstall, { ...uninstall, version: '' }] },
    {
      rpc: 'ChangeDUState',
      args: {
        operations: [
          { operation: 'Uninstall', uuid, version: '1.0' },
          { operation: 'Uninstall', uuid },
        ],
      },
    },
  ],
  [
    'A12: SOFTWAREUPDATE',
    CmdType.SOFTWAREUPDATE,
    { softwareUpdate: [update] },
    { rpc: 'ChangeDUState', args: { operations: [{ operation: 'Update', uuid, version: '1.0', url: 'http://files.example/app' }] } },
  ],
];

type Rejection = readonly [name: string, cmdType: number, execReqArgs: unknown, message: RegExp];

const rejected: Readonly<
  Record<'INVALID_CMDTYPE' | 'INVALID_ARGUMENTS' | 'INSUFFICIENT_ARGUMENTS' | 'MGMT_CONVERSION_ERROR', readonly Rejection[]>
> = {
  INVALID_CMDTYPE: [
    ['0', 0, undefined, /"0"/],
    ['8', 8, undefined, /"8"/],
    ['no number', Number.NaN, undefined, /NaN/],
  ],
  INVALID_ARGUMENTS: [
    ['the member of another cmdType', CmdType.DOWNLOAD, { upload: [upload] }, /"upload" where DOWNLOAD takes download/],
    ['the member of another cmdType, empty', CmdType.REBOOT, { reset: [] }, /"reset"/],
    ['two members', CmdType.UPLOAD, { upload: [upload], download: [download] }, /"download"/],
    ['a member that is none', CmdType.UPLOAD, { toString: [upload] }, /"toString"/],
    ['a list', CmdType.UPLOAD, [upload], /not an object/],
    ['a string', CmdType.UPLOAD, 'upload', /not an object/],
    ['an entry that is no list', CmdType.UPLOAD, { upload }, /not a list/],
    ['an entry that is no object', CmdType.UPLOAD, { upload: [null] }, /not an object/],
    ['an argument of another RPC', CmdType.UPLOAD, { upload: [{ ...upload, filesize: 1 }] }, /"filesize"/],
    ['an argument of nothing', CmdType.RESET, { reset: [{ hasOwnProperty: 1 }] }, /"hasOwnProperty"/],
    ['a prototype in JSON', CmdType.UPLOAD, JSON.parse('{"upload":[{"__proto__":{"URL":"x"}}]}'), /"__proto__"/],
    ['anyArg that is no list', CmdType.REBOOT, { reboot: [{ anyArg: {} }] }, /anyArg/],
    ['anyArg without a name', CmdType.REBOOT, { reboot: [{ anyArg: [{ value: 1 }] }] }, /anyArg/],
    ['anyArg of text', CmdType.REBOOT, { reboot: [{ anyArg: ['x'] }] }, /anyArg/],
    ['wrong and missing and too long: the first counts', CmdType.UPLOAD, { upload: [{ x: 1, URL: 'a'.repeat(2000) }] }, /"x"/],
  ],
  INSUFFICIENT_ARGUMENTS: [
    ['nothing at all', CmdType.DOWNLOAD, undefined, /DOWNLOAD needs arguments/],
    ['an empty object', CmdType.SOFTWAREINSTALL, {}, /softwareInstall/],
    ['an empty list', CmdType.SOFTWAREUPDATE, { softwareUpdate: [] }, /softwareUpdate/],
    ['null for a list', CmdType.SOFTWAREUPDATE, { softwareUpdate: null }, /softwareUpdate/],
    ['one argument missing', CmdType.UPLOAD, { upload: [{ fileType: 'x', URL: 'x', username: 'x' }] }, /upload lacks password/],
    ['an argument that is null', CmdType.UPLOAD, { upload: [{ ...upload, URL: null }] }, /upload lacks URL/],
    [
      'P33: response fields missing',
      CmdType.DOWNLOAD,
      { download: [{ ...download, startTime: undefined, completeTime: undefined }] },
      /lacks startTime, completeTime/,
    ],
    ['the second entry', CmdType.SOFTWAREUNINSTALL, { softwareUninstall: [uninstall, { UUID: uuid }] }, /lacks version, executionEnvRef/],
    ['inherited arguments', CmdType.UPLOAD, { upload: [Object.create(upload) as object] }, /lacks fileType, URL, username, password/],
    ['missing and too long: missing counts', CmdType.UPLOAD, { upload: [{ URL: 'a'.repeat(2000) }] }, /lacks/],
  ],
  MGMT_CONVERSION_ERROR: [
    ['A42: two Downloads', CmdType.DOWNLOAD, { download: [download, download] }, /2 entries where one Download/],
    ['A42: two Reboots', CmdType.REBOOT, { reboot: [{}, {}] }, /2 entries/],
    [
      'an argument that Reboot has no place for',
      CmdType.REBOOT,
      { reboot: [{ anyArg: [{ name: 'when', value: 'now' }] }] },
      /Reboot has no argument "when"/,
    ],
    [
      'an argument called like a prototype',
      CmdType.UPLOAD,
      { upload: [{ ...upload, anyArg: [{ name: 'constructor', value: 1 }] }] },
      /"constructor"/,
    ],
    [
      'an argument given twice',
      CmdType.UPLOAD,
      {
        upload: [
          {
            ...upload,
            anyArg: [
              { name: 'DelaySeconds', value: 1 },
              { name: 'DelaySeconds', value: 2 },
            ],
          },
        ],
      },
      /second "DelaySeconds"/,
    ],
    ['a delay below zero', CmdType.UPLOAD, { upload: [{ ...upload, anyArg: [{ name: 'DelaySeconds', value: -1 }] }] }, /integer/],
    ['a URL that is too long', CmdType.DOWNLOAD, { download: [{ ...download, URL: `http://${'a'.repeat(250)}` }] }, /"URL".*at most 256/],
    ['a file type that is too long', CmdType.UPLOAD, { upload: [{ ...upload, fileType: 'x'.repeat(65) }] }, /at most 64/],
    ['a file size of 33 bits', CmdType.DOWNLOAD, { download: [{ ...download, filesize: 2 ** 32 }] }, /"filesize".*4294967295/],
    ['half a second', CmdType.DOWNLOAD, { download: [{ ...download, delaySeconds: 0.5 }] }, /"delaySeconds"/],
    ['a number in a string', CmdType.DOWNLOAD, { download: [{ ...download, filesize: '1' }] }, /"filesize"/],
    ['an object in place of a string', CmdType.UPLOAD, { upload: [{ ...upload, username: {} }] }, /"username"/],
    ['a character that XML cannot carry', CmdType.UPLOAD, { upload: [{ ...upload, password: 'a\0b' }] }, /XML/],
    ['half a character', CmdType.UPLOAD, { upload: [{ ...upload, password: '\ud800' }] }, /XML/],
    ['a UUID that is none', CmdType.SOFTWAREINSTALL, { softwareInstall: [{ ...install, UUID: 'app' }] }, /"UUID".*36/],
    ['no UUID to uninstall', CmdType.SOFTWAREUNINSTALL, { softwareUninstall: [{ ...uninstall, UUID: '' }] }, /"UUID"/],
    ['a version that is too long', CmdType.SOFTWAREUPDATE, { softwareUpdate: [{ ...update, version: '1'.repeat(33) }] }, /"version".*32/],
    [
      'an update that moves',
      CmdType.SOFTWAREUPDATE,
      { softwareUpdate: [{ ...update, executionEnvRef: 'Device.X' }] },
      /"executionEnvRef".*where it is/,
    ],
    ['the second entry', CmdType.SOFTWAREUPDATE, { softwareUpdate: [update, { ...update, URL: 1 }] }, /"URL"/],
  ],
};

describe('TS-0004 7.4.16.2.3.2 step 6: execReqArgs become an RPC', () => {
  test.each(complete)('%s', (_, cmdType, execReqArgs, want) => {
    expect(convert(cmdType, execReqArgs)).toEqual(want);
  });

  it('knows every cmdType', () => {
    const converted = new Set(complete.map(([, cmdType]) => cmdType));
    expect([...converted].sort()).toEqual(commands.map(({ value }) => value).sort());
  });

  it('counts characters as XSD does', () => {
    const cafe = '\u{1f600}'.repeat(64);
    expect(convert(CmdType.UPLOAD, { upload: [{ ...upload, fileType: cafe }] })).toMatchObject({ args: { fileType: cafe } });
    expect(convert(CmdType.UPLOAD, { upload: [{ ...upload, fileType: `${cafe}x` }] })).toMatchObject({ error: 'MGMT_CONVERSION_ERROR' });
  });

  it('asks for the arguments that the schema asks for', () => {
    const schema = JSON.parse(readFileSync(new URL('../../../generated/schemas/common.json', import.meta.url), 'utf8')) as {
      $defs: Record<string, { required?: string[] }>;
    };
    for (const { value, argumentMember, argumentType } of commands) {
      const definition = schema.$defs[argumentType.replace(/^m2m:/, '')];
      expect(definition).toBeDefined();
      const required = definition?.required ?? [];
      const want =
        required.length === 0
          ? { rpc: expect.any(String) }
          : { error: 'INSUFFICIENT_ARGUMENTS', message: `${argumentMember} lacks ${required.join(', ')}` };
      expect(convert(value, { [argumentMember]: [{}] })).toMatchObject(want);
    }
  });
});

const clause = { INVALID_CMDTYPE: 6022, INVALID_ARGUMENTS: 6023, INSUFFICIENT_ARGUMENTS: 6024, MGMT_CONVERSION_ERROR: 6025 } as const;

describe.each(Object.entries(rejected))('TS-0004 7.4.16.2: %s', (error, rejections) => {
  it('has a status code', () => {
    expect(StatusCode[error as keyof typeof clause]).toBe(clause[error as keyof typeof clause]);
  });

  test.each(rejections)('%s', (_, cmdType, execReqArgs, message) => {
    expect(convert(cmdType, execReqArgs)).toEqual({ error, message: expect.stringMatching(message) });
  });
});

describe('convert', () => {
  const text = (maxLength: number) => fc.string({ maxLength });
  const unsigned = fc.integer({ min: 0, max: 0xffff_ffff });
  const anyUuid = fc.uuid();
  const valid: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
    reset: fc.constant({}),
    reboot: fc.constant({}),
    upload: fc.record({ fileType: text(64), URL: text(256), username: text(256), password: text(256) }),
    download: fc.record({
      fileType: text(64),
      URL: text(256),
      username: text(256),
      password: text(256),
      filesize: unsigned,
      targetFile: text(256),
      delaySeconds: unsigned,
      successURL: text(256),
      startTime: text(16),
      completeTime: text(16),
    }),
    softwareInstall: fc.record({ URL: text(1024), UUID: anyUuid, username: text(256), password: text(256), executionEnvRef: text(256) }),
    softwareUninstall: fc.record({ UUID: anyUuid, version: text(32), executionEnvRef: text(256) }),
    softwareUpdate: fc.record({
      UUID: anyUuid,
      version: text(32),
      URL: text(1024),
      username: text(256),
      password: text(256),
      executionEnvRef: fc.constant(''),
    }),
  };

  it('converts everything that is within the limits', () => {
    for (const { value, rpc, argumentMember } of commands) {
      fc.assert(
        fc.property(valid[argumentMember]!, (entry) => {
          expect(convert(value, { [argumentMember]: [entry] })).toMatchObject({ rpc });
        }),
      );
    }
  });

  it('answers whatever comes, and never throws', () => {
    const members = [...commands.map(({ argumentMember }) => argumentMember), '__proto__', 'anyArg'];
    const names = ['fileType', 'URL', 'UUID', 'version', 'executionEnvRef', 'username', 'password', 'anyArg', '__proto__', 'constructor'];
    const value = fc.oneof(fc.anything({ withNullPrototype: true, maxDepth: 1 }), fc.constant(uuid), fc.string());
    const entry = fc.oneof(value, fc.dictionary(fc.constantFrom(...names), value));
    const args = fc.oneof(value, fc.dictionary(fc.constantFrom(...members), fc.oneof(entry, fc.array(entry))));
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 8 }), args, (cmdType, execReqArgs) => {
        const converted = convert(cmdType, execReqArgs);
        if ('error' in converted) expect(converted.message.length).toBeLessThan(300);
        else expect(converted.rpc).toBe(commands.find((row) => row.value === cmdType)?.rpc);
      }),
      { numRuns: 2_000 },
    );
    expect(Object.hasOwn(Object.prototype, 'URL')).toBe(false);
  });

  it('takes a hundred thousand operations, and names of a million characters', () => {
    const many = Array.from({ length: 100_000 }, () => uninstall);
    expect(convert(CmdType.SOFTWAREUNINSTALL, { softwareUninstall: many })).toMatchObject({ rpc: 'ChangeDUState' });
    const { message } = convert(CmdType.REBOOT, { ['x'.repeat(1_000_000)]: [] }) as { message: string };
    expect(message.length).toBeLessThan(200);
  });
});

describe('send', () => {
  it('calls the RPC of a command with its CommandKey', async () => {
    const calls: unknown[] = [];
    const called = (rpc: string) => (args?: unknown) => {
      calls.push([rpc, args]);
      return Promise.resolve({ status: 1 as const });
    };
    const session: DeviceSession = {
      download: called('Download'),
      upload: called('Upload'),
      changeDUState: called('ChangeDUState'),
      reboot: called('Reboot'),
      factoryReset: called('FactoryReset'),
      cancelTransfer: called('CancelTransfer'),
      scheduleDownload: called('ScheduleDownload'),
      setParameterValues: called('SetParameterValues'),
      getParameterValues: () => Promise.resolve({ values: [] }),
      getRPCMethods: () => Promise.resolve({ methods: [] }),
      root: 'Device.',
      close: () => undefined,
    };
    for (const [, cmdType, execReqArgs] of complete) {
      const command = convert(cmdType, execReqArgs);
      if ('error' in command) throw new Error(command.message);
      await send(session, command, 'key');
      const want = command.rpc === 'FactoryReset' ? undefined : { ...command.args, commandKey: 'key' };
      expect(calls.pop()).toEqual([command.rpc, want]);
    }
    expect(calls).toEqual([]);
  });
});
