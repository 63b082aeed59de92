import { describe, expect, it } from 'vitest';
import { createMachine, getInitialSnapshot, getNextSnapshot } from 'xstate';
import { xstateConfig } from '../../generator/emit/machines/xstate.js';
import { mermaidDiagram } from '../../generator/emit/machines/mermaid.js';
import type { Machine } from '../../generator/model/model.js';
import { model } from './fixture.js';
import { specification } from '../support/specification.js';

const [machine] = model.machines as readonly [Machine];

/** The machine in XState, with every guard true that is listed and all others false. */
function xstate(config: Machine, trueGuards: readonly string[]) {
  const guards = Object.fromEntries(config.transitions.flatMap(({ guard }) => (guard === undefined ? [] : [[guard, () => trueGuards.includes(guard)]])));
  const actions = Object.fromEntries(config.transitions.flatMap(({ effects }) => effects.map((effect) => [effect, () => undefined])));
  return createMachine(JSON.parse(JSON.stringify(xstateConfig(config))), { guards, actions });
}

describe.each([...model.machines, ...specification.machines].map((given) => [given.name, given] as const))('XState configuration of %s', (_machine, machine) => {
  it.each(machine.transitions.map((transition) => [`${transition.from} → ${transition.event} → ${transition.to}`, transition] as const))('takes %s', (_name, transition) => {
    const created = xstate(machine, transition.guard === undefined ? [] : [transition.guard]);
    const snapshot = created.resolveState({ value: transition.from ?? 'absent', context: {} });
    const next = getNextSnapshot(created, snapshot, { type: transition.event });
    expect(next.value).toBe(transition.to ?? 'deleted');
    expect(next.status).toBe(transition.to === null ? 'done' : 'active');
  });

  it('takes no event that the machine does not have in a state', () => {
    for (const { name: state } of machine.states) {
      for (const { name: event } of machine.events) {
        if (machine.transitions.some((transition) => transition.from === state && transition.event === event)) continue;
        const created = xstate(machine, []);
        expect(getNextSnapshot(created, created.resolveState({ value: state, context: {} }), { type: event }).value).toBe(state);
      }
    }
  });

});

describe('XState configuration', () => {
  it('leads nowhere when no guard holds', () => {
    const created = xstate(machine, []);
    expect(getNextSnapshot(created, getInitialSnapshot(created), { type: 'create' }).value).toBe('absent');
  });

  it('keeps its own two states apart from states of the same names', () => {
    const states = [...machine.states, { name: 'deleted', value: 9, description: '' }];
    expect(Object.keys((xstateConfig({ ...machine, states }) as { states: object }).states)).toContain('deleted_');
  });
});

describe('Mermaid diagram', () => {
  it('has one arrow between two states, whatever leads from one to the other', () => {
    const more = [...machine.transitions, { ...machine.transitions[2]!, event: 'start' }];
    expect(mermaidDiagram({ ...machine, transitions: more })).toContain('s1 --> s2 : enable / start\n');
  });

  it('gives no character of a label to Mermaid', () => {
    const transitions = [{ ...machine.transitions[0]!, event: 'a: "b"; %%{c}\nd' }];
    expect(mermaidDiagram({ ...machine, transitions })).toContain('[*] --> s1 : a#58; #34;b#34;#59; #37;#37;#123;c#125;#10;d [not enabled]');
  });
});
