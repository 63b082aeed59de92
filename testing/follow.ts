import { enumerationAliases, machines } from '../generated/index.js';
import type { Machine, Transition } from '../generated/index.js';
import { nearest } from '../wire/nearest.js';
import type { MatcherResult } from './matcher.js';
import { isObject, misuse, shown } from './matcher.js';
import type { MachineName } from './names.js';
import { didYouMean } from './did-you-mean.js';

/**
 * One entry of a trace: a state by name or number, null for the deletion of the resource; or a step that names its event,
 * and the states before and after it where they are known.
 */
export type TraceEntry =
  | string
  | number
  | null
  | { readonly event: string; readonly from?: string | number | null | undefined; readonly to?: string | number | null | undefined };

export interface FollowOptions {
  /** The state before the trace begins, when that is not the creation of the resource. */
  readonly from?: string | number | undefined;
  /** The trace was sampled: a state that is seen again was not left. */
  readonly sampled?: boolean | undefined;
}

type State = string | null;

/** Is the received trace of states one that the machine allows? Guards are taken to hold: a trace does not show them. */
export function toFollow(received: unknown, name: MachineName, { from, sampled = false }: FollowOptions = {}): MatcherResult {
  const machine =
    machines.find((each) => each.name === name) ??
    misuse(`there is no state machine "${String(name)}"; there are ${machines.map((each) => each.name).join(', ')}`);
  const start = from === undefined ? null : stateNamed(machine, from);
  if (start === undefined) return misuse(`${name} has no state ${shown(from)}${hint(machine, from)}`);
  const fault = !Array.isArray(received)
    ? `  a trace is a list of states; received ${shown(received)}`
    : received.length === 0
      ? '  the trace is empty: nothing was seen that could follow anything'
      : firstFault(machine, received, start, sampled);
  return {
    pass: fault === undefined,
    message: () =>
      fault === undefined
        ? `expected the trace not to follow ${name}, but it does (${machine.source}):\n  ${shown(received)}`
        : `expected a trace that follows ${name} (${machine.source})\n\n${fault}`,
  };
}

/** The states in which the machine may be: of steps that name only their event, more than one may be possible. */
function firstFault(machine: Machine, trace: readonly unknown[], start: State, sampled: boolean): string | undefined {
  let reached: readonly State[] = [start];
  for (const [index, entry] of trace.entries()) {
    const where = `  step ${index + 1} of ${trace.length}: `;
    // Null is creation at the beginning, deletion after it: nothing follows.
    const states = index === 0 ? reached : reached.filter((state) => state !== null);
    if (states.length === 0) return `${where}${shown(entry)} after the resource was deleted`;
    const step = stepOf(machine, entry);
    if (typeof step === 'string') return where + step;
    const { before, event, after } = step;
    if (sampled && event === undefined && states.includes(after!)) {
      reached = [after!];
      continue;
    }
    const here = before === undefined ? states : states.filter((state) => state === before);
    if (here.length === 0) {
      const come = states.map((state) => label(machine, state)).join(' or ');
      return `${where}it starts from ${label(machine, before!)}, but the trace has come to ${come}`;
    }
    const taken = machine.transitions.filter(
      (each) => here.includes(each.from) && (event === undefined || each.event === event) && (after === undefined || each.to === after),
    );
    if (taken.length === 0) return illegal(machine, here, step, where);
    reached = [...new Set(taken.map(({ to }) => to))];
  }
  return undefined;
}

interface Step {
  /** Undefined: not known. */
  readonly before: State | undefined;
  readonly event: string | undefined;
  readonly after: State | undefined;
}

/** An entry as a step, or what is wrong with it. */
function stepOf(machine: Machine, entry: unknown): Step | string {
  if (!isObject(entry)) {
    const after = stateNamed(machine, entry);
    return after === undefined ? notAState(machine, entry) : { before: undefined, event: undefined, after };
  }
  const { event } = entry;
  if (typeof event !== 'string' || !machine.events.some(({ name }) => name === event)) {
    const events = machine.events.map(({ name }) => name);
    return `${shown(event)} is no event of ${machine.name}${didYouMean(event, events)}`;
  }
  const [before, after] = [entry.from, entry.to].map((state) => (state === undefined ? undefined : stateNamed(machine, state)));
  if (entry.from !== undefined && before === undefined) return notAState(machine, entry.from);
  if (entry.to !== undefined && after === undefined) return notAState(machine, entry.to);
  return { before, event, after };
}

function stateNamed(machine: Machine, state: unknown): State | undefined {
  if (state === null) return null;
  const alias = enumerationAliases.find((row) => row.type === machine.enumeration && row.alias === state)?.name;
  return machine.states.find(({ name, value }) => name === state || value === state || name === alias)?.name;
}

const notAState = (machine: Machine, state: unknown): string => `${shown(state)} is no state of ${machine.name}${hint(machine, state)}`;

function hint(machine: Machine, state: unknown): string {
  const names = machine.states.map(({ name }) => name);
  const near = typeof state === 'string' ? nearest(state, names) : undefined;
  return near === undefined
    ? `; its states are ${names.map((name) => label(machine, name)).join(', ')}`
    : `; did you mean ${label(machine, near)}?`;
}

function label(machine: Machine, state: State): string {
  const found = machine.states.find(({ name }) => name === state);
  return found === undefined ? 'no resource' : `${found.name} (${found.value})`;
}

function illegal(machine: Machine, here: readonly State[], { event, after }: Step, where: string): string {
  const from = here.map((state) => (state === null ? 'creation' : label(machine, state))).join(' or ');
  const to = after === undefined ? '' : ` → ${after === null ? 'deletion' : label(machine, after)}`;
  const legal = machine.transitions.filter((each) => here.includes(each.from));
  return [
    `${where}${from}${to}${event === undefined ? '' : ` on ${event}`} is not legal`,
    '  legal next:',
    ...legal.map((each) => `    ${described(machine, each)}`),
    ...(after !== undefined && here.includes(after) ? ['  if the trace was sampled, say so: { sampled: true }'] : []),
  ].join('\n');
}

const described = (machine: Machine, { event, guard, to, source }: Transition): string =>
  `${to === null ? 'deletion (null)' : label(machine, to)} on ${event}${guard === null ? '' : ` when ${guard}`}, ${source}`;
