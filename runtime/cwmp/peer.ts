/** What is under way with one CPE, whether it is connected or not: who waits for it, who has a session with it, what it is to be asked. */

import type { Answer, DeviceSession } from '../devices/devices.js';
import type { SessionError } from '../devices/session-error.js';
import { prompt } from '../devices/prompt.js';
import { Lost } from './lost.js';
import { scheduleOf, type Question, type Reply } from './words.js';

/** A question, until it is answered. */
export interface Ask {
  /** Of whose session. */
  readonly holder: object;
  readonly question: Question;
  /** It goes out: from now on its answer may be lost. */
  sent(): void;
  done(reply: Reply): void;
  failed(error: SessionError): void;
}

export interface SessionOptions {
  readonly root: DeviceSession['root'];
  /** Something is to be asked, or nothing more is. */
  changed(): void;
  /** Runs it when a question has waited too long to be sent. The result cancels that. */
  limit(run: () => void): () => void;
  tooLate(): SessionError;
}

export class Peer<Live> {
  readonly node: string;
  /** Open a session, each once. */
  readonly waiters = new Set<() => void>();
  /** Sessions that are open. */
  readonly holders = new Set<object>();
  readonly asks: Ask[] = [];
  /** What was asked in sessions that broke, by what will tell what became of it. */
  readonly lost = new Lost();
  live: Live | undefined;
  isOpening = false;

  constructor(node: string) {
    this.node = node;
  }

  /** Somebody waits for the CPE to have a session. */
  get isWanted(): boolean {
    return this.waiters.size > 0 || this.asks.length > 0;
  }

  /** The CPE has ended its session: who has something to ask still has one with the next. */
  release(): void {
    this.holders.clear();
    for (const { holder } of this.asks) this.holders.add(holder);
  }

  session({ root, changed, limit, tooLate }: SessionOptions): DeviceSession {
    const holder = {};
    this.holders.add(holder);
    const put = <Replied>(question: Question): Promise<Replied> =>
      prompt(({ done, failed }) => {
        const cancel = limit(() => {
          const index = this.asks.indexOf(entry);
          if (index < 0) return;
          this.asks.splice(index, 1);
          this.holders.delete(holder);
          failed(tooLate());
          changed();
        });
        const entry: Ask = { holder, question, sent: cancel, done: (reply) => done(reply as Replied), failed };
        this.asks.push(entry);
        this.holders.add(holder);
        changed();
      });
    return {
      root,
      download: (args) => put<Answer>({ rpc: 'Download', value: args }),
      upload: (args) => put<Answer>({ rpc: 'Upload', value: args }),
      scheduleDownload: (args) => put<Answer>({ rpc: 'ScheduleDownload', value: scheduleOf(args) }),
      changeDUState: (args) => put<Answer>({ rpc: 'ChangeDUState', value: args }),
      reboot: (args) => put<Answer>({ rpc: 'Reboot', value: args }),
      factoryReset: () => put<Answer>({ rpc: 'FactoryReset', value: {} }),
      cancelTransfer: (commandKey) => put<Answer>({ rpc: 'CancelTransfer', value: { commandKey } }),
      getParameterValues: (names) => put({ rpc: 'GetParameterValues', value: { parameterNames: names } }),
      setParameterValues: (values) => put<Answer>({ rpc: 'SetParameterValues', value: { parameterList: values, parameterKey: '' } }),
      getRPCMethods: () => put({ rpc: 'GetRPCMethods', value: {} }),
      close: () => {
        if (this.holders.delete(holder)) changed();
      },
    };
  }
}
