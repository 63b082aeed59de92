/**
 * The course of attributes that go through states: campaignStatus (TS-0001-CR 10.2.28.1), execStatus (TS-0004 7.4.16.2.3.2), installStatus
 * and activeStatus (TS-0004 D.3.2). What is legal is generated data (generated/machines); here it is looked up and kept to.
 */

import type { Machine, Transition } from '../generated/machines/machine.js';
import { machines } from '../generated/machines/index.js';
import { attributesOf } from '../generated/tables/attributes.js';
import { attribute, type Attributes } from './resource.js';

/** A state's name; `null` before creation. */
export type StateOrNone<State extends string> = State | null;

/** Whether a named condition holds now. */
export type Guards<Guard extends string> = (guard: Guard) => boolean;

/** An event that a state allows, with the guard it needs (`null`: none) and where it leads (`null`: the resource is gone). */
export interface LegalEvent<State extends string = string, Event extends string = string, Guard extends string = string> {
  readonly event: Event;
  readonly guard: Guard | null;
  readonly to: State | null;
}

/** What a machine allows in a state, in the order of its table; nothing in a state that it does not have. */
export function legalEvents<State extends string, Event extends string, Guard extends string, Effect extends string>(
  machine: Machine<State, Event, Guard, Effect>,
  state: StateOrNone<NoInfer<State>>,
): readonly LegalEvent<State, Event, Guard>[] {
  return machine.transitions.filter((transition) => transition.from === state).map(({ event, guard, to }) => ({ event, guard, to }));
}

/** An event that a machine does not allow in a state, or not while its guard does not hold. */
export class IllegalTransition extends Error {
  override readonly name = 'IllegalTransition';
  readonly code = 'ILLEGAL_TRANSITION';
  readonly machine: string;
  readonly state: string | null;
  readonly event: string;
  /** What the state allows, with guards. The event itself is among them where only its guard does not hold. */
  readonly legal: readonly LegalEvent[];

  constructor(machine: Machine, state: string | null, event: string) {
    const legal = legalEvents(machine, state);
    const list = legal.map((one) => (one.guard === null ? one.event : `${one.event} if ${one.guard}`)).join(', ');
    super(`${machine.name}: no ${event} ${placeOf(state)}; legal: ${list === '' ? 'nothing' : list}`);
    this.machine = machine.name;
    this.state = state;
    this.event = event;
    this.legal = legal;
  }
}

/** Two transitions for one event whose guards hold at once: a defect of the machine or of who evaluates the guards, of no request. */
export class AmbiguousTransition extends Error {
  override readonly name = 'AmbiguousTransition';
  readonly code = 'AMBIGUOUS_TRANSITION';
  readonly machine: string;
  readonly state: string | null;
  readonly event: string;
  readonly guards: readonly (string | null)[];

  constructor(machine: Machine, state: string | null, event: string, guards: readonly (string | null)[]) {
    super(`${machine.name}: ${event} ${placeOf(state)} goes more than one way: ${guards.map((guard) => guard ?? 'always').join(', ')}`);
    this.machine = machine.name;
    this.state = state;
    this.event = event;
    this.guards = guards;
  }
}

const placeOf = (state: string | null): string => (state === null ? 'before creation' : `in ${state}`);

/** Without a caller who knows better, no condition is taken to hold. */
const noGuardHolds = (): boolean => false;

/**
 * The transition that an event takes: `to`, `effects`, and the clause in `source`.
 * @param state `null` before creation
 * @param guards decides the guards by name; each is asked at most once
 * @throws IllegalTransition, AmbiguousTransition
 */
export function next<State extends string, Event extends string, Guard extends string, Effect extends string>(
  machine: Machine<State, Event, Guard, Effect>,
  state: StateOrNone<NoInfer<State>>,
  event: NoInfer<Event>,
  guards: Guards<NoInfer<Guard>> = noGuardHolds,
): Transition<State, Event, Guard, Effect> {
  const open = machine.transitions.filter(
    (transition) => transition.from === state && transition.event === event && (transition.guard === null || guards(transition.guard)),
  );
  const [taken, another] = open;
  if (taken === undefined) throw new IllegalTransition(machine, state, event);
  if (another !== undefined) throw new AmbiguousTransition(machine, state, event, open.map(({ guard }) => guard));
  return taken;
}

/** The number that stands for a state in its attribute. @throws RangeError for a name that is no state. */
export function stateNumber<State extends string>(machine: Machine<State>, state: NoInfer<State>): number {
  const found = machine.states.find(({ name }) => name === state);
  if (found === undefined) throw new RangeError(`${machine.name} has no state ${state}`);
  return found.value;
}

/**
 * The state that the attributes of a resource are in; `null` for no resource and for a resource without the attribute, such as a [software]
 * that was never asked to activate.
 * @throws RangeError for a value that is no state
 */
export function stateIn<State extends string>(machine: Machine<State>, attributes: Attributes | null): StateOrNone<State> {
  const value = attributes === null ? undefined : attribute(attributes, machine.name);
  if (value === undefined || value === null) return null;
  const number = actionStatuses.has(machine) ? attribute(value as Attributes, 'status') : value;
  const found = machine.states.find((state) => state.value === number);
  if (found === undefined) throw new RangeError(`${machine.name} has no state ${JSON.stringify(value)}`);
  return found.name;
}

/** m2m:actionStatus holds the state in its member `status`, beside the action that it is about (TS-0004 Table D.3.1-2). */
const actionStatuses: ReadonlySet<Machine> = new Set(
  machines.filter(({ resource, name }) => attributesOf(resource)?.some((row) => row.name === name && row.type === 'm2m:actionStatus')),
);

/** An attribute that went from one state to another without the machine. Always a defect of this runtime, of no request. */
export class ChangeOutsideMachine extends Error {
  override readonly name = 'ChangeOutsideMachine';
  readonly code = 'CHANGE_OUTSIDE_MACHINE';
  readonly machine: string;
  /** The states found before and after; `null`: none. */
  readonly from: string | null;
  readonly to: string | null;

  constructor(machine: Machine, from: string | null, to: string | null, message: string) {
    super(`${machine.name} went from ${from ?? 'nothing'} to ${to ?? 'nothing'}: ${message}`);
    this.machine = machine.name;
    this.from = from;
    this.to = to;
  }
}

/**
 * Checks that a write to a resource moved its attributes with machines along transitions only.
 * @param type long name of the resource type; types without machines pass
 * @param before `null` for a creation
 * @param after `null` for a deletion
 * @param taken what {@link next} returned on the way, in order; transitions of all machines of the resource may be mixed
 * @throws ChangeOutsideMachine, and RangeError for a value that is no state
 */
export function checkMachines(type: string, before: Attributes | null, after: Attributes | null, taken: readonly Transition[]): void {
  for (const machine of machines) {
    if (machine.resource !== type) continue;
    const from = stateIn(machine, before);
    const to = stateIn(machine, after);
    let reached = from;
    for (const transition of taken) {
      if (!machine.transitions.includes(transition)) continue;
      if (transition.from !== reached) {
        const message = `${transition.event} was taken ${placeOf(transition.from)}, not ${placeOf(reached)}`;
        throw new ChangeOutsideMachine(machine, from, to, message);
      }
      reached = transition.to;
    }
    if (reached !== to) throw new ChangeOutsideMachine(machine, from, to, `its transitions lead to ${reached ?? 'nothing'}`);
  }
}
