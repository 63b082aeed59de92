import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ExecResultType, ExecStatusType } from '../../../generated/enumerations.js';
import { startCse, type RunningCse } from '../../../runtime/serve/index.js';
import { complete, programs, secret, type Program } from './programs.js';
import { until } from './stage.js';
import { Wire, type RawAnswer } from './wire.js';

type Json = Record<string, unknown>;
const load = { cmdType: 4, execReqArgs: { download: [{ fileType: '1 Firmware Upgrade Image', URL: 'http://files.example/a.bin', username: '', password: '', filesize: 1, targetFile: '', delaySeconds: 1, successURL: '', startTime: '20261129T000000', completeTime: '20261129T000000' }] } };

let open: RunningCse;
let guarded: RunningCse;
beforeAll(async () => {
  open = await startCse({ cwmp: {} });
  guarded = await startCse({ cwmp: { credentials: [secret] } });
});
afterAll(() => Promise.all([open.close(), guarded.close()]));

/** One of them, as it goes through sessions. */
function running(program: Program, cse: RunningCse, serial: string) {
  const wire = new Wire(cse.cwmp?.port ?? 0, { hasHost: program.hasNoHost !== true });
  const { oui = '00D09E', productClass = 'Box', encode = (text: string) => Buffer.from(text) } = program;
  let cookie: string | undefined;
  let authorization: string | undefined;
  const post = async (message: string | undefined, id = 'cpe'): Promise<RawAnswer> => {
    const body = message === undefined ? Buffer.alloc(0) : encode(program.envelope(message, id));
    const headers = [...program.headers(body, cookie), ...(authorization !== undefined && program.remembers === true ? [`Authorization: ${authorization}`] : [])];
    let answer = await wire.post(headers, body);
    const challenge = /^WWW-Authenticate: (Digest .*)\r$/m.exec(answer.head)?.[1];
    if (answer.status === 401 && challenge !== undefined && program.authorize !== undefined) {
      authorization = program.authorize(challenge);
      answer = await wire.post([...headers.filter((each) => !each.startsWith('Authorization')), `Authorization: ${authorization}`], body);
    }
    const setCookie = /^Set-Cookie: (.*)\r$/m.exec(answer.head)?.[1];
    if (setCookie !== undefined) cookie = [...(program.remembers === true && cookie !== undefined ? [cookie] : []), program.cookie?.(setCookie)].filter((each) => each !== undefined).join('; ') || undefined;
    return answer;
  };
  return {
    device: { oui, productClass, serial },
    post,
    /** Inform, and what it has to say; then what it is asked. */
    async begin(event: string, ...messages: readonly string[]) {
      if (program.remembers !== true) cookie = undefined;
      const answers = [await post(program.inform({ oui, productClass, serial }, event))];
      for (const each of messages) answers.push(await post(each));
      return { answers, asked: await post(undefined) };
    },
    close: () => wire.close(),
  };
}

const idIn = ({ body }: RawAnswer) => /<cwmp:ID[^>]*>([^<]*)/.exec(body)?.[1] ?? '';
const keyIn = ({ body }: RawAnswer) => /<CommandKey>([^<]*)/.exec(body)?.[1] ?? '';
const willDo = '<cwmp:DownloadResponse><Status>1</Status><StartTime>0001-01-01T00:00:00Z</StartTime><CompleteTime>0001-01-01T00:00:00Z</CompleteTime></cwmp:DownloadResponse>';

describe('CPEs that people run', () => {
  it.each(Object.entries(programs))('%s', async (name, program) => {
    const cse = program.authorize === undefined ? open : guarded;
    const ask = async (primitive: Json) => (await cse.request({ fr: 'CAdmin', rqi: 'r', ...primitive })) as Json;
    const serial = `s${Object.keys(programs).indexOf(name)}`;
    const cpe = running(program, cse, serial);
    try {
      // It introduces itself, and gets a <node> of its own.
      const before = await cpe.begin('0 BOOTSTRAP', ...(program.first === undefined ? [] : [program.first]));
      expect(before.answers.map(({ status, body }) => [status, /<cwmp:\w+Response>/.exec(body)?.[0]])).toEqual([[200, '<cwmp:InformResponse>'], ...(program.first === undefined ? [] : [[200, '<cwmp:GetRPCMethodsResponse>']])]);
      expect(before.asked.status).toBe(204);
      const node = cse.store.children('id-in', 'node').find(({ attributes }) => String(attributes['nodeID']).endsWith(`-${serial}`));
      expect(cse.store.children(node?.id ?? '', 'deviceInfo')[0]?.attributes['swVersion']).toBe('1.0');

      // It is asked to load something, and says that it will.
      const created = await ask({ op: 1, to: 'cse-in', ty: 12, pc: { 'm2m:mgmtCmd': { resourceName: `load-${serial}`, execTarget: `cse-in/${node?.name ?? ''}`, ...load } } });
      expect(created).toMatchObject({ rsc: 2001 });
      const answered = ask({ op: 3, to: `cse-in/load-${serial}`, pc: { 'm2m:mgmtCmd': { execEnable: true } } });
      const { asked } = await cpe.begin('2 PERIODIC');
      expect([asked.status, /<cwmp:Download>/.exec(asked.body)?.[0]]).toEqual([200, '<cwmp:Download>']);
      expect((await cpe.post(program.response ?? willDo, idIn(asked))).status).toBe(204);
      expect((await answered)['rsc']).toBe(2004);

      // It has, which it reports in a session of its own.
      const report = (program.complete ?? complete)(keyIn(asked));
      const after = await cpe.begin('7 TRANSFER COMPLETE', report);
      expect([after.answers[1]?.body.includes('<cwmp:TransferCompleteResponse'), after.asked.status]).toEqual([true, 204]);
      const command = cse.store.childNamed('id-in', `load-${serial}`);
      await until(() => cse.store.children(command?.id ?? '', 'execInstance')[0]?.attributes['execStatus'] === ExecStatusType.FINISHED);
      expect(cse.store.children(command?.id ?? '', 'execInstance')[0]?.attributes).toMatchObject({ execStatus: ExecStatusType.FINISHED, execResult: ExecResultType.STATUS_SUCCESS });
    } finally {
      cpe.close();
    }
  });
});
