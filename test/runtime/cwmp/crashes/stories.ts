/** What is asked of a CPE, and what comes of it: every command, every table of faults, every way to cancel and to delete. */

import { setTimeout as pause } from 'node:timers/promises';
import { CampaignStatus, ExecResultType, ExecStatusType, Status } from '../../../../generated/enumerations.js';
import { faultCodes, type FaultRpc } from '../../../../generated/tables/fault-codes.js';
import { StatusCode } from '../../../../generated/tables/status-codes.js';
import { TransportError } from '../../../../runtime/client/index.js';
import type { Manner } from './box.js';
import type { World } from './world.js';

type Json = Record<string, unknown>;

export interface Story {
  readonly name: string;
  readonly manner?: Manner;
  /** What its user asks for, before the CPE comes. */
  readonly begin: (user: User) => Promise<unknown>;
  /** What he asks for when the CPE has begun. */
  readonly then?: (user: User) => Promise<unknown>;
  /** What has come of it. */
  readonly end: (user: User) => Promise<string>;
  readonly wanted: string;
  /** What may come of it, too, where somebody dies. */
  readonly also?: readonly string[];
  /** What the CPE does, by RPC. Other than its restarts, which it cannot do under a key. */
  readonly done: readonly string[];
}

const nameIn = (names: object, value: unknown) => Object.entries(names).find(([, number]) => number === value)?.[0] ?? String(value);

/** Who asks until there is an answer: what was asked before may have been done. */
export class User {
  constructor(private readonly world: World) {}

  async ask(primitive: Json): Promise<{ readonly status: string; readonly content: Json }> {
    for (;;) {
      try {
        const { rsc, pc } = await this.world.ask(primitive);
        const status = nameIn(StatusCode, rsc);
        // No session came about, or it broke: it is tried again.
        if (!/^(MGMT_SESSION|EXTERNAL_OBJECT_NOT_REACHABLE)/.test(status)) return { status, content: (Object.values((pc ?? {}) as Json)[0] ?? {}) as Json };
      } catch (error) {
        if (!(error instanceof TransportError)) throw error;
      }
      await pause(10);
    }
  }

  /** <mgmtCmd> on the CPE, executed; whoever has asked for that hears nothing when the CSE dies. */
  async command(attributes: Json): Promise<void> {
    await this.ask({ op: 1, to: 'cse-in', ty: 12, pc: { 'm2m:mgmtCmd': { resourceName: 'command', execTarget: 'cse-in/box', ...attributes } } });
    this.world.ask({ op: 3, to: 'cse-in/command', pc: { 'm2m:mgmtCmd': { execEnable: true } } }).catch(() => undefined);
    while ((await this.executions()).length === 0) await pause(5);
    // What is answered is durable, and so is what came before it.
    await this.ask({ op: 1, to: 'cse-in', ty: 3, pc: { 'm2m:cnt': { rn: 'behind' } } });
  }

  async executions(): Promise<readonly string[]> {
    const { content } = await this.ask({ op: 2, to: 'cse-in/command', fc: { fu: 1, ty: [8] }, drt: 1 });
    return Array.isArray(content) ? (content as string[]) : [];
  }

  async outcomes(): Promise<string> {
    const outcomes: string[] = [];
    for (const to of await this.executions()) {
      const { content } = await this.ask({ op: 2, to });
      outcomes.push(`${nameIn(ExecStatusType, content['exs'])} ${nameIn(ExecResultType, content['exr'])}`);
    }
    return outcomes.join();
  }

  async cancel(): Promise<void> {
    const [to] = await this.executions();
    if (to !== undefined) await this.ask({ op: 3, to, pc: { 'm2m:execInstance': { execDisable: true } } });
  }

  async campaign(): Promise<string> {
    const { content } = await this.ask({ op: 2, to: 'cse-in/update' });
    const statuses = (content['inss'] ?? []) as readonly { readonly sus?: number }[];
    return `${nameIn(CampaignStatus, content['cpst'])}: ${statuses.map((each) => nameIn(Status, Object.values(each).find((value) => typeof value === 'number'))).join()}`;
  }
}

const file = { fileType: '2 Vendor Log File', URL: 'http://files.example/log', username: '', password: '' };
const install = (name: string) => ({ URL: `http://files.example/${name}-2.0.zip`, UUID: '', username: '', password: '', executionEnvRef: '' });
const commands = {
  FactoryReset: { cmdType: 1 },
  Reboot: { cmdType: 2 },
  Upload: { cmdType: 3, execReqArgs: { upload: [file] } },
  Download: { cmdType: 4, execReqArgs: { download: [{ ...file, filesize: 1, targetFile: '', delaySeconds: 1, successURL: '', startTime: '20261129T000000', completeTime: '20261129T000000' }] } },
  ChangeDUState: { cmdType: 5, execReqArgs: { softwareInstall: [install('one'), install('other')] } },
} as const;
type Rpc = keyof typeof commands;
const rpcs = Object.keys(commands) as readonly Rpc[];
const withReport = new Set<Rpc>(['Upload', 'Download', 'ChangeDUState']);

const finished = (result: number) => `FINISHED ${nameIn(ExecResultType, result)}`;

const command = (rpc: Rpc): Pick<Story, 'begin' | 'end' | 'done'> => ({ begin: (user) => user.command(commands[rpc]), end: (user) => user.outcomes(), done: [rpc] });

/** One fault of a table; which of them is up to the run, so that all have their turn. */
function faultOf(table: FaultRpc, turn: number) {
  const rows = faultCodes.filter(({ rpc }) => rpc === table);
  return rows[turn % rows.length]!;
}

const succeeding = rpcs.map((rpc): Story => ({ name: `${rpc} succeeds`, ...command(rpc), wanted: 'FINISHED STATUS_SUCCESS' }));

const refused = (turn: number) =>
  rpcs.map((rpc): Story => {
    const { faultCode, execResult } = faultOf(rpc, turn);
    // A CPE that dies before it has said that it refuses has kept nothing: its report is waited for, or the command failed if it has none.
    const also = [withReport.has(rpc) ? 'PENDING STATUS_NOT_FINISHED' : 'FINISHED STATUS_INTERNAL_ERROR', 'PENDING STATUS_NOT_FINISHED'];
    return { name: `${rpc} is refused`, ...command(rpc), manner: { refuses: faultCode }, wanted: finished(execResult), also, done: [] };
  });

const failing = (turn: number) =>
  rpcs.filter((rpc) => withReport.has(rpc)).map((rpc): Story => {
    const { faultCode, execResult } = faultOf(rpc === 'ChangeDUState' ? 'DUStateChangeComplete' : 'TransferComplete', turn);
    return { name: `${rpc} fails`, ...command(rpc), manner: { reports: faultCode }, wanted: finished(execResult) };
  });

const ending = (turn: number): readonly Story[] => {
  const { faultCode } = faultOf('CancelTransfer', turn);
  const transfer = turn % 2 === 0 ? 'Upload' : 'Download';
  const deletes = (user: User) => user.ask({ op: 4, to: 'cse-in/command' });
  // That CancelTransfer was not answered is a refusal like others here, and he asks once more.
  const insists = async (user: User) => {
    while ((await deletes(user)).status !== 'NOT_FOUND') await pause(20);
  };
  // Whose first answer was lost asks again when the transfer is over, and then it goes.
  const late = { wanted: 'FINISHED STATUS_SUCCESS', also: [''] };
  const deletesOne = async (user: User) => {
    const [to] = await user.executions();
    if (to !== undefined) await user.ask({ op: 4, to });
  };
  const waiting = { ...command(transfer), manner: { waits: true } } as const;
  const denied = { ...command(transfer), manner: { waits: true, deniesCancel: faultCode } } as const;
  return [
    { name: 'a transfer is cancelled', ...waiting, then: (user) => user.cancel(), wanted: 'CANCELLED STATUS_NOT_FINISHED' },
    { name: 'a transfer is not cancelled, and goes on', ...denied, then: (user) => user.cancel(), wanted: 'FINISHED STATUS_SUCCESS' },
    { name: 'an execution is deleted', ...waiting, then: deletesOne, wanted: '' },
    { name: 'an execution is not deleted, and goes on', ...denied, then: deletesOne, ...late },
    { name: 'a command is deleted', ...waiting, then: insists, end: async (user) => (await user.ask({ op: 2, to: 'cse-in/command' })).status, wanted: 'NOT_FOUND' },
    { name: 'a command is not deleted, and goes on', ...denied, then: deletes, ...late },
    { name: 'what cannot be cancelled goes on', ...command('ChangeDUState'), then: (user) => user.cancel(), wanted: 'FINISHED STATUS_SUCCESS' },
  ];
};

const software = async (user: User, flags: Json) => user.ask({ op: 3, to: 'cse-in/box/app', pc: { 'm2m:swr': flags } });
const campaign = {
  async begin(user: User) {
    await user.ask({ op: 1, to: 'cse-in', ty: 9076, pc: { 'm2m:swcm': { rn: 'update', vr: '2.0', swn: 'agent', url: 'http://files.example/agent-2.0.zip', swtg: ['cse-in/box'], swop: 1 } } });
    await user.ask({ op: 3, to: 'cse-in/update', pc: { 'm2m:swcm': { cpen: true } } });
  },
  end: (user: User) => user.campaign(),
  done: ['ChangeDUState'],
};

const managed = (turn: number): readonly Story[] => [
  { name: 'a campaign installs', ...campaign, wanted: 'FINISHED: Successful' },
  { name: 'a campaign fails', ...campaign, manner: { reports: faultOf('DUStateChangeComplete', turn).faultCode }, wanted: 'FINISHED: Failure' },
  {
    name: '[software] is installed',
    async begin(user) {
      await user.ask({ op: 1, to: 'cse-in/box', ty: 13, pc: { 'm2m:swr': { rn: 'app', mgd: 1002, vr: '2.0', swn: 'app', url: 'http://files.example/app-2.0.zip' } } });
      await software(user, { in: true });
    },
    async end(user) {
      const { content } = await user.ask({ op: 2, to: 'cse-in/box/app' });
      return nameIn(Status, (content['ins'] as { readonly sus?: number } | undefined)?.sus);
    },
    wanted: 'Successful',
    done: ['ChangeDUState'],
  },
];

/** @param turn which fault of each table it is about, and which transfer */
export const storiesOf = (turn: number): readonly Story[] => [...succeeding, ...refused(turn), ...failing(turn), ...ending(turn), ...managed(turn)];
