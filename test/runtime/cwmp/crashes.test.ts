import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { CampaignStatus, ExecResultType, ExecStatusType, Status } from '../../../generated/enumerations.js';
import { startCse, type RunningCse } from '../../../runtime/serve/index.js';
import type { Body } from '../../../wire/cwmp/index.js';
import { RawCpe, type Answered } from './cpe.js';
import { until } from './stage.js';

/**
 * The CSE dies, or the CPE does, before any message and behind it: what comes of a command is the same each time. A CSE that is killed
 * leaves its files as they are at that moment: the next one starts on a copy of them. A CPE keeps what it was asked as soon as it has
 * heard it; one that does not never reports, and what then comes of the command is in the tables of the stories.
 */

const folder = mkdtempSync(path.join(os.tmpdir(), 'onem2m-crashes-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Json = Record<string, unknown>;
type Who = 'CSE' | 'CPE';

interface Crash {
  readonly who: Who;
  /** Before which message it dies, or behind which. */
  readonly at: number;
  readonly when: 'before' | 'behind';
}

class Died extends Error {}

let worlds = 0;

/** A CSE on a file, and what its user asks of it. */
async function world() {
  const store = () => path.join(folder, `${(worlds += 1)}.sqlite`);
  let file = store();
  let cse = await startCse({ store: file, cwmp: { limits: { grace: 20 } } });
  const ask = async (primitive: Json) => (await cse.request({ fr: 'CAdmin', rqi: 'r', ...primitive })) as Json;
  await ask({ op: 1, to: 'cse-in', fr: 'Cbox', ty: 2, pc: { 'm2m:ae': { api: 'Nbox', rr: true, srv: ['3'] } } });
  await ask({ op: 1, to: 'cse-in', ty: 14, pc: { 'm2m:nod': { rn: 'box', ni: '00D09E-Box-1', hael: ['Cbox'] } } });
  return {
    ask,
    cse: (): RunningCse => cse,
    async kill() {
      const before = { file, cse };
      file = store();
      for (const suffix of ['', '-wal']) if (existsSync(before.file + suffix)) copyFileSync(before.file + suffix, file + suffix);
      cse = await startCse({ store: file, cwmp: { limits: { grace: 20 } } });
      await before.cse.close();
    },
    close: () => cse.close(),
  };
}

type World = Awaited<ReturnType<typeof world>>;

/** What a device keeps when it dies: what it was asked to do, and what it has to report. */
class Box {
  readonly accepted: string[] = [];
  #outbox: Body | undefined;
  #messages = 0;
  #event = '0 BOOTSTRAP';

  constructor(
    private readonly world: World,
    private readonly crash: Crash | undefined,
  ) {}

  get messages(): number {
    return this.#messages;
  }

  /** Sessions until there is nothing to say and nothing to do. */
  async live(isOver: () => boolean): Promise<void> {
    for (let session = 0; session < 12 && !isOver(); session += 1) {
      const cpe = new RawCpe(this.world.cse().cwmp?.url ?? '');
      try {
        await this.#session(cpe);
        this.#event = '2 PERIODIC';
      } catch (error) {
        if (!(error instanceof Died)) throw error;
        this.#event = '1 BOOT';
      } finally {
        await cpe.close();
      }
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  async #session(cpe: RawCpe): Promise<void> {
    await this.#post(() => cpe.inform({ events: [this.#event] }));
    const report = this.#outbox;
    if (report !== undefined) {
      const { envelope } = await this.#post(() => cpe.say(report));
      expect(envelope?.body.rpc).toBe(`${report.rpc}Response`);
      this.#outbox = undefined;
    }
    let answer = await this.#post(() => cpe.nothing());
    while (answer.envelope !== undefined && answer.said !== undefined) {
      const { envelope, said } = answer;
      answer = await this.#post(() => cpe.say(said, envelope.id));
    }
  }

  /** One message, or the end of one of the two. */
  async #post(send: () => Promise<Answered>): Promise<Answered & { readonly said: Body | undefined }> {
    this.#messages += 1;
    const dies = (when: Crash['when']) => this.crash?.at === this.#messages && this.crash.when === when;
    if (dies('before')) await this.#die();
    const answer = await send();
    const body = answer.envelope?.body;
    const said = body === undefined || body.rpc.endsWith('Response') ? undefined : this.#do(body);
    if (dies('behind')) await this.#die();
    return { ...answer, said };
  }

  async #die(): Promise<never> {
    if (this.crash?.who === 'CSE') await this.world.kill();
    throw new Died();
  }

  #do(body: Body): Body {
    const times = { startTime: '2026-11-29T12:00:00Z', completeTime: '2026-11-29T12:00:01Z' };
    if (body.rpc === 'ChangeDUState') {
      const { commandKey = '' } = body.value;
      const fault = { faultCode: 0, faultString: '' };
      const result = { uuid: '11111111-1111-4111-8111-111111111111', deploymentUnitRef: '', version: '2.0', currentState: 'Installed', resolved: true, executionUnitRefList: '', ...times, fault } as const;
      this.#accept(commandKey, { rpc: 'DUStateChangeComplete', value: { commandKey, results: [result] } });
      return { rpc: 'ChangeDUStateResponse', value: {} };
    }
    if (body.rpc !== 'Upload') return { rpc: 'Fault', value: { faultCode: 9000, faultString: '' } };
    const { commandKey } = body.value;
    this.#accept(commandKey, { rpc: 'TransferComplete', value: { commandKey, faultStruct: { faultCode: 0, faultString: '' }, ...times } });
    return { rpc: 'UploadResponse', value: { status: 1, startTime: '0001-01-01T00:00:00Z', completeTime: '0001-01-01T00:00:00Z' } };
  }

  /** Asked again under the key that it knows, it does no more than it does already. */
  #accept(commandKey: string, report: Body): void {
    if (this.accepted.includes(commandKey)) return;
    this.accepted.push(commandKey);
    this.#outbox = report;
  }
}

interface Story {
  readonly begin: (world: World) => Promise<unknown>;
  /** What has come of it. */
  readonly end: (cse: RunningCse) => string;
  readonly wanted: string;
}

const stories: Readonly<Record<string, Story>> = {
  'a campaign': {
    async begin({ ask }) {
      await ask({ op: 1, to: 'cse-in', ty: 9076, pc: { 'm2m:swcm': { rn: 'update', vr: '2.0', swn: 'agent', url: 'http://files.example/agent-2.0.zip', swtg: ['cse-in/box'], swop: 1 } } });
      await ask({ op: 3, to: 'cse-in/update', pc: { 'm2m:swcm': { cpen: true } } });
    },
    end(cse) {
      const { campaignStatus, individualSoftwareStatuses = [] } = (cse.store.childNamed('id-in', 'update')?.attributes ?? {}) as { campaignStatus?: number; individualSoftwareStatuses?: readonly { status: number }[] };
      return `${String(campaignStatus)}: ${individualSoftwareStatuses.map(({ status }) => status).join()}`;
    },
    wanted: `${CampaignStatus.FINISHED}: ${Status.Successful}`,
  },
  'a command': {
    async begin({ ask, cse }) {
      const file = { fileType: '2 Vendor Log File', URL: 'http://files.example/log', username: '', password: '' };
      await ask({ op: 1, to: 'cse-in', ty: 12, pc: { 'm2m:mgmtCmd': { resourceName: 'logs', execTarget: 'cse-in/box', cmdType: 3, execReqArgs: { upload: [file] } } } });
      // Whoever has asked hears nothing when the CSE dies.
      ask({ op: 3, to: 'cse-in/logs', pc: { 'm2m:mgmtCmd': { execEnable: true } } }).catch(() => undefined);
      await until(() => cse().store.children(cse().store.childNamed('id-in', 'logs')?.id ?? '', 'execInstance').length === 1);
      // What is answered is durable, and so is what came before it.
      await ask({ op: 1, to: 'cse-in', ty: 3, pc: { 'm2m:cnt': { rn: 'behind' } } });
    },
    end(cse) {
      const command = cse.store.childNamed('id-in', 'logs');
      return cse.store.children(command?.id ?? '', 'execInstance').map(({ attributes }) => `${String(attributes['execStatus'])} ${String(attributes['execResult'])}`).join();
    },
    wanted: `${ExecStatusType.FINISHED} ${ExecResultType.STATUS_SUCCESS}`,
  },
};

async function told({ begin, end, wanted }: Story, crash?: Crash) {
  const stage = await world();
  try {
    await begin(stage);
    const box = new Box(stage, crash);
    await box.live(() => end(stage.cse()) === wanted && box.accepted.length > 0);
    return { end: end(stage.cse()), commands: box.accepted.length, messages: box.messages };
  } finally {
    await stage.close();
  }
}

for (const [name, story] of Object.entries(stories)) {
  test(`${name}: whoever dies before any message, or behind it, it ends as it does where nobody dies`, async () => {
    const quiet = await told(story);
    // Inform, nothing, the answer; Inform, the report.
    expect(quiet).toEqual({ end: story.wanted, commands: 1, messages: 6 });
    const outcomes: Record<string, unknown> = {};
    for (let at = 1; at <= quiet.messages; at += 1) {
      for (const who of ['CSE', 'CPE'] as const) {
        for (const when of ['before', 'behind'] as const) {
          const { end, commands } = await told(story, { who, at, when });
          outcomes[`the ${who} dies ${when} message ${at}`] = { end, commands };
        }
      }
    }
    expect(outcomes).toEqual(Object.fromEntries(Object.keys(outcomes).map((each) => [each, { end: story.wanted, commands: 1 }])));
  }, 180_000);
}
