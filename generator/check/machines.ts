import type { CodeTable, Diagnostics } from '../diagnostics/diagnostic.js';
import { didYouMean } from '../diagnostics/did-you-mean.js';
import { groupBy } from '../group-by.js';
import type { Machine, Model } from '../model/model.js';
import { repeated } from './check.js';

export const machineCodes = {
  CHECK_MACHINE_UNKNOWN_STATE: { severity: 'error', title: 'A transition names a state that the machine does not have' },
  CHECK_MACHINE_UNKNOWN_EVENT: { severity: 'error', title: 'A transition names an event that the machine does not have' },
  CHECK_MACHINE_UNUSED_EVENT: { severity: 'warning', title: 'No transition uses the event' },
  CHECK_MACHINE_DUPLICATE: { severity: 'error', title: 'A machine has a state or an event twice' },
  CHECK_MACHINE_UNREACHABLE_STATE: { severity: 'error', title: 'No path leads from creation to the state' },
  CHECK_MACHINE_DEAD_END: { severity: 'warning', title: 'No transition leaves the state, not even deletion' },
  CHECK_MACHINE_AMBIGUOUS: { severity: 'error', title: 'Two transitions for one event in one state, and no guards that tell them apart' },
  CHECK_MACHINE_STATE_NOT_IN_ENUMERATION: { severity: 'error', title: 'The enumeration has no value for the state, or another number' },
  CHECK_MACHINE_VALUE_WITHOUT_STATE: { severity: 'error', title: 'The enumeration has a value that is no state of the machine' },
} as const satisfies CodeTable;

/** Every machine is closed (names resolve), deterministic, and reaches all of its states. */
export function checkMachines(model: Model, diagnostics: Diagnostics): void {
  for (const machine of model.machines) {
    const isClosed = checkNames(machine, diagnostics);
    // A path ends where a transition names no state: what lies behind it is no mistake of its own.
    if (isClosed) checkReach(machine, diagnostics);
    checkDeterminism(machine, diagnostics);
    checkEnumeration(machine, model, diagnostics);
  }
}

/** Whether every state is there that a transition names. */
function checkNames({ name, states, events, transitions, place }: Machine, diagnostics: Diagnostics): boolean {
  for (const [what, items] of [['state', states], ['event', events]] as const) {
    for (const item of repeated<string, { readonly name: string }>(items, (i) => i.name)) {
      diagnostics.report(machineCodes, 'CHECK_MACHINE_DUPLICATE', `machine ${name} has the ${what} "${item.name}" twice`, place);
    }
  }
  const stateNames = new Set(states.map((s) => s.name));
  const eventNames = new Set(events.map((e) => e.name));
  for (const transition of transitions) {
    for (const state of new Set([transition.from, transition.to])) {
      if (state === null || stateNames.has(state)) continue;
      diagnostics.report(machineCodes, 'CHECK_MACHINE_UNKNOWN_STATE', `machine ${name} has no state "${state}"`, transition.place, didYouMean(state, stateNames));
    }
    if (!eventNames.has(transition.event)) {
      diagnostics.report(machineCodes, 'CHECK_MACHINE_UNKNOWN_EVENT', `machine ${name} has no event "${transition.event}"`, transition.place, didYouMean(transition.event, eventNames));
    }
  }
  const used = new Set(transitions.map((t) => t.event));
  for (const event of eventNames) {
    if (!used.has(event)) diagnostics.report(machineCodes, 'CHECK_MACHINE_UNUSED_EVENT', `no transition of machine ${name} uses the event "${event}"`, place, didYouMean(event, used));
  }
  return transitions.every(({ from, to }) => [from, to].every((state) => state === null || stateNames.has(state)));
}

function checkReach({ name, states, transitions, place }: Machine, diagnostics: Diagnostics): void {
  const from = groupBy(transitions, (t) => t.from);
  // A Set visits what is added while it is walked, so that this is a breadth-first search.
  const reached = new Set<string | null>([null]);
  for (const state of reached) {
    for (const transition of from.get(state) ?? []) reached.add(transition.to);
  }
  for (const state of states) {
    if (!reached.has(state.name)) {
      diagnostics.report(machineCodes, 'CHECK_MACHINE_UNREACHABLE_STATE', `no path of machine ${name} leads from creation to "${state.name}"`, place, 'add a transition to it, or remove the state');
    }
    if (!from.has(state.name)) {
      diagnostics.report(machineCodes, 'CHECK_MACHINE_DEAD_END', `no transition of machine ${name} leaves "${state.name}"`, place, 'add the deletion at least');
    }
  }
}

function checkDeterminism({ name, transitions }: Machine, diagnostics: Diagnostics): void {
  for (const group of groupBy(transitions, (t) => JSON.stringify([t.from, t.event])).values()) {
    const guards = group.map((t) => t.guard);
    if (group.length === 1 || (!guards.includes(undefined) && new Set(guards).size === guards.length)) continue;
    const [{ from, event }, second] = group as [Machine['transitions'][number], Machine['transitions'][number]];
    const message = `machine ${name} has ${group.length} transitions for "${event}" ${from === null ? 'at creation' : `in "${from}"`}`;
    diagnostics.report(machineCodes, 'CHECK_MACHINE_AMBIGUOUS', message, second.place, 'give each a guard of its own');
  }
}

function checkEnumeration(machine: Machine, model: Model, diagnostics: Diagnostics): void {
  const values = model.enumerations.find((e) => e.type === machine.enumeration)?.values ?? [];
  for (const state of machine.states) {
    if (values.some((v) => v.name === state.name && v.value === state.value)) continue;
    const message = `machine ${machine.name}: ${machine.enumeration} has no value "${state.name}" (${state.value})`;
    diagnostics.report(machineCodes, 'CHECK_MACHINE_STATE_NOT_IN_ENUMERATION', message, machine.place, didYouMean(state.name, values.map((v) => v.name)));
  }
  const states = new Set(machine.states.map((s) => s.name));
  for (const value of values) {
    if (value.reserved || states.has(value.name)) continue;
    diagnostics.report(machineCodes, 'CHECK_MACHINE_VALUE_WITHOUT_STATE', `machine ${machine.name} has no state for ${machine.enumeration} ${value.name}`, machine.place, didYouMean(value.name, states));
  }
}
