/**
 * Group commit: what units write while a commit is on its way goes together in the next one. What waits for a unit runs when that is
 * durable, in the order of the units; when a commit fails nothing runs any more, because memory and journal differ from then on.
 */

import { setImmediate } from 'node:timers';
import { batchOf, type Journal, type Write } from './journal.js';

/** How durable what was written is. */
export interface Durability {
  /** Calls `run` when everything written so far is durable: at once where it is. In the order of the calls; `failed` in its place when it cannot be. */
  whenDurable(run: () => void, failed?: (error: StoreFailure) => void): void;
}

/** The store has failed: nothing is carried out any more, and the process is to end. */
export class StoreFailure extends Error {
  override readonly name = 'StoreFailure';
  readonly code = 'STORE_FAILED';

  constructor(message: string, cause?: unknown) {
    super(message, { cause });
  }
}

interface Follower {
  readonly run: () => void;
  readonly failed: ((error: StoreFailure) => void) | undefined;
}

interface Group {
  readonly writes: Write[];
  readonly followers: Follower[];
}

const newGroup = (): Group => ({ writes: [], followers: [] });

export class GroupCommit implements Durability {
  readonly #journal: Journal;
  readonly #failed: (error: StoreFailure) => void;
  /** What comes to be written next. */
  #next = newGroup();
  /** What is being written, until the last of its followers has run. */
  #current: Group | undefined;
  #failure: StoreFailure | undefined;
  /** Resolves when nothing is left to be written; never rejects. */
  #work: Promise<void> | undefined;

  constructor(journal: Journal, failed: (error: StoreFailure) => void) {
    this.#journal = journal;
    this.#failed = failed;
    journal.watch((error) => this.#fail(error));
  }

  /** @throws StoreFailure */
  check(): void {
    if (this.#failure !== undefined) throw this.#failure;
  }

  add(writes: readonly Write[]): void {
    this.check();
    for (const write of writes) this.#next.writes.push(write);
    if (this.#next.writes.length > 0) this.#work ??= this.#write();
  }

  whenDurable(run: () => void, failed?: (error: StoreFailure) => void): void {
    if (this.#failure !== undefined) return failed?.(this.#failure);
    const group = this.#next.writes.length > 0 ? this.#next : this.#current;
    if (group === undefined) run();
    else group.followers.push({ run, failed });
  }

  async close(): Promise<void> {
    while (this.#work !== undefined) await this.#work;
    this.#failure ??= new StoreFailure('The store was closed.');
    await this.#journal.close();
  }

  async #write(): Promise<void> {
    while (this.#failure === undefined && this.#next.writes.length > 0) {
      // All that arrives in this turn goes along, and whoever is to arrive gets a turn.
      await new Promise((resolve) => void setImmediate(resolve));
      const group = (this.#current = this.#next);
      this.#next = newGroup();
      try {
        await this.#journal.commit(batchOf(group.writes));
      } catch (error) {
        this.#fail(error);
      }
      // Lost while it was on its way: whether it is durable nobody knows.
      if (this.#failure !== undefined) break;
      // Followers may bring about others that only read: these come after them.
      for (let index = 0; index < group.followers.length; index++) group.followers[index]?.run();
      this.#current = undefined;
    }
    this.#work = undefined;
  }

  #fail(cause: unknown): void {
    if (this.#failure !== undefined) return;
    const failure = (this.#failure = new StoreFailure('The store has failed; nothing is carried out any more.', cause));
    const followers = [...(this.#current?.followers ?? []), ...this.#next.followers];
    this.#current = undefined;
    this.#next = newGroup();
    for (const { failed } of followers) failed?.(failure);
    this.#failed(failure);
  }
}
