/** One test for each case of the plan, in Vitest and Jest. */

import type { Outcome } from './court.js';
import { listenForNotifications } from './http/listen.js';
import { httpSender } from './http/send.js';
import { planOf, runConformance, type RunOptions } from './run.js';

export interface DescribeOptions extends Partial<Omit<RunOptions, 'url' | 'send' | 'listener'>> {
  /** Of the CSEBase. */
  readonly url: string;
  /** Address of this machine at which the CSE reaches it. */
  readonly listen?: string;
  /** Milliseconds for the whole run; default ten minutes. */
  readonly within?: number;
}

/** What both test runners have, by the same names. */
interface Runner {
  readonly describe: (name: string, body: () => void) => void;
  readonly it: (name: string, body: (...contexts: readonly { readonly skip?: (why?: string) => void }[]) => void) => void;
  readonly beforeAll: (body: () => Promise<void>, timeout?: number) => void;
}

/**
 * Registers the tests at once where the runner's functions are global; in Vitest without globals, when it is awaited.
 *
 * @example
 * await describeConformance({ url: 'http://localhost:8080/cse-in' });
 */
export async function describeConformance(options: DescribeOptions): Promise<void> {
  const globals = globalThis as Partial<Runner>;
  const isGlobal = typeof globals.describe === 'function' && typeof globals.it === 'function' && typeof globals.beforeAll === 'function';
  register(isGlobal ? (globals as Runner) : ((await import('vitest')) as unknown as Runner), options);
}

function register({ describe, it, beforeAll }: Runner, { listen = '127.0.0.1', within = 600_000, ...options }: DescribeOptions): void {
  describe(`conformance of ${options.url}`, () => {
    const outcomes = new Map<string, Outcome>();
    beforeAll(async () => {
      const sender = httpSender({ url: new URL(options.url) });
      const listener = await listenForNotifications({ host: listen, specification: options.specification });
      try {
        const report = await runConformance({ seed: Date.now() % 1e9, ...options, send: sender.send, listener });
        for (const outcome of report.outcomes) outcomes.set(outcome.id, outcome);
      } finally {
        sender.close();
        await listener.close();
      }
    }, within);
    for (const { id } of planOf(options.only, options.specification)) {
      // No parameter by name: Jest would wait for it to be called.
      it(id, (...[context]) => {
        const outcome = outcomes.get(id);
        if (outcome === undefined || outcome.verdict === 'untested') return context?.skip?.(outcome?.why);
        if (outcome.failure !== undefined) throw new Error(`${outcome.what}: expected ${outcome.failure.expected}, came ${outcome.failure.came} (${outcome.clause})`);
      });
    }
  });
}
