/** CSEs that can be killed at any moment and started again on what they have kept. */

import { copyFileSync, existsSync } from 'node:fs';
import path from 'node:path';
import { createClient, httpClient, inProcess, TransportError, type Client } from '../../../../runtime/client/index.js';
import { startCse } from '../../../../runtime/serve/index.js';
import { serve } from '../../serve/served.js';

type Json = Record<string, unknown>;

export interface World {
  /** Where CPEs connect. */
  acs(): string;
  /** A request of the administrator, or of somebody else. Rejects with TransportError when the CSE dies before it has answered. */
  ask(primitive: Json): Promise<Json>;
  kill(): Promise<void>;
  close(): Promise<void>;
}

/** Makes worlds: each a CSE of its own, with nothing in it. */
export type Worlds = () => Promise<World>;

const askOf = (client: Client) => async (primitive: Json) => (await client.request(primitive as never)) as unknown as Json;

/**
 * In this process, on SQLite. A CSE that is killed leaves its files as they are at that moment: the next one starts on a copy of them, and
 * who waits for the first hears nothing more.
 */
export function copied(folder: string): Worlds {
  let files = 0;
  return async () => {
    let file = '';
    const start = async () => {
      const cse = await startCse({ store: file, cwmp: { limits: { grace: 20, report: 5_000 } } });
      let died: (error: Error) => void = () => undefined;
      const death = new Promise<never>((_resolve, reject) => (died = reject));
      death.catch(() => undefined);
      const client = createClient(inProcess({ request: (primitive) => Promise.race([cse.request(primitive), death]) }));
      return { cse, ask: askOf(client), die: () => died(new TransportError('closed', 'the CSE was killed')) };
    };
    const nextFile = () => (file = path.join(folder, `${(files += 1)}.sqlite`));
    nextFile();
    let current = await start();
    return {
      acs: () => current.cse.cwmp?.url ?? '',
      ask: (primitive) => current.ask(primitive),
      async kill() {
        const [before, beforeFile] = [current, file];
        nextFile();
        for (const suffix of ['', '-wal']) if (existsSync(beforeFile + suffix)) copyFileSync(beforeFile + suffix, file + suffix);
        before.die();
        current = await start();
        await before.cse.close();
      },
      close: () => current.cse.close(),
    };
  };
}

/** `specgen serve`, which `kill -9` ends, on SQLite in this folder or on PostgreSQL. */
export function killed(folder: string, postgres?: string): Worlds {
  let stores = 0;
  return async () => {
    stores += 1;
    const args = ['--store', postgres ?? `killed-${stores}.sqlite`, '--cse-id', `/crash-${stores}`];
    const portOf = (output: string) => /CPEs: +http:\/\/127\.0\.0\.1:(\d+)/.exec(output)?.[1] ?? '';
    let served = await serve([...args, '--port', '0', '--cwmp-port', '0'], folder);
    const ports = ['--port', String(served.port), '--cwmp-port', portOf(served.output())];
    const client = createClient(httpClient(served.url, { connectWithin: 1_000 }));
    const end = async () => {
      served.child.kill('SIGKILL');
      await served.ended;
    };
    return {
      acs: () => `http://127.0.0.1:${ports[3] ?? ''}`,
      ask: askOf(client),
      async kill() {
        await end();
        served = await serve([...args, ...ports], folder);
      },
      async close() {
        await client.close();
        await end();
      },
    };
  };
}
