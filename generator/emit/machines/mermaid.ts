import { groupBy } from '../../group-by.js';
import type { Machine } from '../../model/model.js';

/**
 * The machine as a Mermaid diagram. States go by numbered ids, since their names might be words of Mermaid's own;
 * transitions between the same two states share an arrow.
 */
export function mermaidDiagram(machine: Machine): string {
  const ids = new Map<string | null, string>([[null, '[*]'], ...machine.states.map(({ name }, index) => [name, `s${index + 1}`] as const)]);
  const byArrow = groupBy(machine.transitions, ({ from, to }) => `${ids.get(from)} --> ${ids.get(to)}`);
  const label = ({ event, guard }: Machine['transitions'][number]): string => plain(guard === undefined ? event : `${event} [${guard}]`);
  const states = machine.states.map(({ name }) => `  state "${plain(name)}" as ${ids.get(name)}`);
  const arrows = [...byArrow].map(([arrow, transitions]) => `  ${arrow} : ${[...new Set(transitions.map(label))].join(' / ')}`);
  return ['stateDiagram-v2', ...states, ...arrows].join('\n');
}

/** Characters that Mermaid reads as its own become entity codes. */
const plain = (text: string): string => text.replace(/[^\p{L}\p{N} _.,()[\]'/=<>?!+*-]/gu, (character) => `#${character.codePointAt(0)!};`);
