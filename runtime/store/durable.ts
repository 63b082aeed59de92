/**
 * A store that survives the process: the CSE works on memory, synchronously, and what each unit has written goes to a journal. Answers,
 * notifications and calls to devices wait until their unit is durable (group-commit.ts); a process that is killed before has promised nothing.
 */

import { memoryStore, type Store } from './store.js';
import { GroupCommit, type Durability, type StoreFailure } from './group-commit.js';
import type { Journal, Write } from './journal.js';
import { dropsOf, restore, writesOf } from './rows.js';

export interface DurableStore extends Store {
  readonly durability: Durability;
  /** Writes what is left to be written. Nothing can be changed afterwards. */
  close(): Promise<void>;
}

export interface DurableOptions {
  /** Hears once that nothing can be made durable any more: the process is to end. Until it does every request is refused. */
  readonly failed?: (error: StoreFailure) => void;
}

/** @param journal is read to its end first; one process at a time has it */
export async function durableStore(journal: Journal, { failed = () => undefined }: DurableOptions = {}): Promise<DurableStore> {
  const memory = memoryStore();
  restore(memory, await journal.load());
  const commits = new GroupCommit(journal, failed);
  /** What the transaction that is running has written. */
  let written: Write[] | undefined;
  const note = (writes: readonly Write[]) => {
    if (written === undefined) commits.add(writes);
    else for (const write of writes) written.push(write);
  };

  return {
    ...memory,
    durability: commits,
    put(resource) {
      commits.check();
      const writes = writesOf(memory.get(resource.id), resource);
      memory.put(resource);
      note(writes);
    },
    delete(id) {
      commits.check();
      const before = memory.get(id);
      memory.delete(id);
      if (before !== undefined) note(dropsOf(before));
    },
    putRecord(record) {
      commits.check();
      memory.putRecord(record);
      note([{ kind: record.kind, key: record.key, row: record }]);
    },
    dropRecord(kind, key) {
      commits.check();
      if (memory.record(kind, key) === undefined) return;
      memory.dropRecord(kind, key);
      note([{ kind, key }]);
    },
    transaction(work) {
      commits.check();
      if (written !== undefined) throw new Error('Transactions are not nested.');
      const writes: Write[] = (written = []);
      try {
        const result = memory.transaction(work);
        commits.add(writes);
        return result;
      } finally {
        written = undefined;
      }
    },
    close: () => commits.close(),
  };
}
