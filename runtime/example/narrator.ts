/** The voice of the example: what happens is told with its time, each transition with its clause, each expectation with its outcome. */

import { machines } from '../../generated/machines/index.js';
import type { Machine } from '../../generated/machines/machine.js';
import { memoryStore, type Clock, type Resource, type ResourceStore } from '../index.js';
import { stateIn } from '../machine.js';

export interface Narrator {
  chapter(title: string): void;
  say(text: string): void;
  /** Tells whether the outcome is the expected one, and remembers it when it is not. */
  expect(what: string, actual: unknown, expected: unknown): void;
  /** How many expectations were not met. */
  readonly failures: number;
}

export function narrator(clock: Clock, print: (line: string) => void): Narrator {
  let failures = 0;
  const say = (text: string) => print(`  ${timeOf(clock)}  ${text}`);
  return {
    chapter: (title) => print(`\n${title}`),
    say,
    expect(what, actual, expected) {
      const [is, should] = [JSON.stringify(actual), JSON.stringify(expected)];
      if (is !== should) failures += 1;
      say(is === should ? `✓ ${what}: ${is}` : `✗ ${what}: ${is} in place of ${should}`);
    },
    get failures() {
      return failures;
    },
  };
}

const timeOf = (clock: Clock): string => new Date(clock.now()).toISOString().slice(8, 19).replace('T', '. ');

/** A store that tells of every transition, once the unit of work that took it has been committed. */
export function narratedStore(tell: (line: string) => void): ResourceStore {
  const store = memoryStore();
  let lines: string[] = [];
  return {
    ...store,
    put(resource) {
      const before = store.get(resource.id);
      for (const machine of machines) {
        if (machine.resource === resource.type) lines.push(...transitionLines(machine, nameOf(store, resource), before, resource));
      }
      store.put(resource);
    },
    transaction(work) {
      lines = [];
      const result = store.transaction(work);
      for (const line of lines) tell(line);
      return result;
    },
  };
}

/** `campaign: campaignStatus PENDING → INITIATED, enable [TS-0001-CR 10.2.28.3.3]`; nothing where the state stays. */
function transitionLines(machine: Machine, name: string, before: Resource | undefined, after: Resource): readonly string[] {
  const from = stateIn(machine, before?.attributes ?? null);
  const to = stateIn(machine, after.attributes);
  if (from === to) return [];
  // Several events can make the same move: a failure that was reported and one that was not.
  const events = machine.transitions.filter((transition) => transition.from === from && transition.to === to && mayBe(transition.event, machine, after));
  const causes = [...new Set(events.map(({ event, source }) => `${event} [${source}]`))];
  return [`${name}: ${machine.name} ${from === null ? '' : `${from} → `}${to ?? ''}, ${causes.join(' or ')}`];
}

/** m2m:actionStatus names the action: an event by the name of another one is not what happened. */
function mayBe(event: string, machine: Machine, { attributes }: Resource): boolean {
  const { action } = (attributes[machine.name] ?? {}) as { readonly action?: string };
  return action === undefined || event === action || !actions.has(event);
}

const actions: ReadonlySet<string> = new Set(['install', 'uninstall', 'activate', 'deactivate']);

/** What stands below a node is named with it. */
function nameOf(store: ResourceStore, { name, type, parent }: Resource): string {
  const above = parent === null ? undefined : store.get(parent);
  return above?.type === 'node' ? `${above.name} [${type}]` : name;
}
