/** A journal that a test looks into, stops and breaks; its rows outlive those who use it, as a file does. */

import type { Batch, Journal, Row } from '../../../runtime/index.js';

/** What JSON has no number for would be another value for the next process. */
function asJson(name: string, value: unknown): unknown {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new Error(`${name} is ${value}, which is no JSON`);
  return value;
}

export function memoryJournal() {
  const rows = new Map<string, string>();
  const name = ({ kind, key }: Pick<Row, 'kind' | 'key'>) => JSON.stringify([kind, key]);
  let lost: (error: unknown) => void = () => undefined;
  const self = {
    rows,
    batches: [] as Batch[],
    /** Commits take as long as this; undefined: no time. */
    gate: undefined as Promise<void> | undefined,
    /** What the next commits fail with. */
    failure: undefined as Error | undefined,
    lose: (error: unknown) => lost(error),
    /** Text that was written, of rows of all kinds. */
    bytes: 0,
    open: (): Journal => ({
      load: async () => [...rows.values()].map((text) => JSON.parse(text) as Row),
      async commit(batch) {
        await self.gate;
        if (self.failure !== undefined) throw self.failure;
        self.batches.push(batch);
        for (const row of batch.dropped) rows.delete(name(row));
        for (const row of batch.put) {
          const text = JSON.stringify(row, asJson);
          self.bytes += text.length;
          rows.set(name(row), text);
        }
      },
      watch: (heard) => void (lost = heard),
      close: async () => undefined,
    }),
  };
  return self;
}
