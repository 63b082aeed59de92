import type { Machine, Model, Transition } from '../../model/model.js';
import { citation } from '../../model/model.js';
import { fittedJson } from '../json/fitted.js';
import type { Row } from '../json/rows.js';
import type { OutputFile } from '../output.js';
import { codeNames } from '../code-names.js';

/**
 * `machines/xstate/<name>.json`: the machine as a configuration for XState 5. Guards and effects stay names, which the
 * user implements; creation leads out of an initial state, deletion into a final one.
 */
export const xstateFile = (model: Model, machine: Machine): OutputFile => ({
  path: `machines/xstate/${codeNames(model).machine(machine).file}.json`,
  text: fittedJson(xstateConfig(machine) as Row),
});

export function xstateConfig(machine: Machine): object {
  const names = machine.states.map(({ name }) => name);
  const absent = free('absent', names);
  const deleted = free('deleted', names);
  const on = (from: string | null): object => transitionsByEvent(machine.transitions.filter((transition) => transition.from === from), deleted);
  return {
    id: machine.name,
    description: machine.description,
    meta: { resource: machine.resource, enumeration: machine.enumeration, source: citation(machine.source) },
    initial: absent,
    states: Object.fromEntries([
      [absent, { description: 'The resource does not exist yet.', on: on(null) }],
      ...machine.states.map(({ name, value, description }) => [name, { description, meta: { value }, on: on(name) }] as const),
      [deleted, { description: 'The resource exists no more.', type: 'final' }],
    ]),
  };
}

/** Several transitions for one event stand in an array, of which XState takes the first whose guard holds. */
function transitionsByEvent(transitions: readonly Transition[], deleted: string): object {
  const byEvent = new Map<string, object[]>();
  for (const { event, guard, to, effects, source, errata } of transitions) {
    const taken = byEvent.get(event) ?? [];
    byEvent.set(event, taken);
    taken.push({
      target: to ?? deleted,
      ...(guard !== undefined && { guard }),
      ...(effects.length > 0 && { actions: effects.map((type) => ({ type })) }),
      meta: { source: citation(source), ...(errata.length > 0 && { errata }) },
    });
  }
  return Object.fromEntries(byEvent);
}

const free = (name: string, taken: readonly string[]): string => (taken.includes(name) ? free(`${name}_`, taken) : name);
