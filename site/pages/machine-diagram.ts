import type { Machine, Transition } from '../../generator/model/model.js';
import type { Html } from './html.js';
import { Html as Markup, escaped } from './html.js';

/** The anchor of a transition on the page of its machine. */
export const transitionId = (machine: Machine, transition: Transition): string => `transition-${machine.transitions.indexOf(transition) + 1}`;

/**
 * A machine as a picture in which every event is a link to its transition, and every state to where it is explained. `page` is what
 * stands before an anchor. Graphviz draws when the site is built, so that a reader needs no script.
 */
export function diagram(machine: Machine, draw: (dot: string) => string, page = '#'): Html {
  const ids = new Map<string | null, string>([[null, 'begin'], ...machine.states.map(({ name }, index) => [name, `s${index + 1}`] as const)]);
  const arrows = new Map<string, Transition[]>();
  for (const transition of machine.transitions) {
    const arrow = `${ids.get(transition.from)} -> ${transition.to === null ? 'end' : ids.get(transition.to)}`;
    arrows.set(arrow, [...(arrows.get(arrow) ?? []), transition]);
  }
  const states = machine.states.map(({ name, value }) => `${ids.get(name)} [label=<${escaped(name)} <FONT POINT-SIZE="10">${value}</FONT>>, href="${page}state-${value}", tooltip="state"];`);
  const edges = [...arrows].map(([arrow, transitions]) => `${arrow} [label=<${label(machine, transitions, page)}>];`);
  const dots = 'begin [shape=circle, style=filled, label="", width=0.15, class="dot"]; end [shape=doublecircle, style=filled, label="", width=0.1, class="dot"];';
  const svg = draw(`digraph {\n${style}\n${dots}\n${[...states, ...edges].join('\n')}\n}`);
  const words = `State machine of ${machine.name}: ${machine.states.length} states, ${machine.transitions.length} transitions. The table of transitions says the same in words.`;
  return new Markup(`<figure class="diagram">${accessible(svg, words)}</figure>`);
}

const style = `bgcolor="transparent"; nodesep=0.35; ranksep=0.5; margin=0;
  node [shape=box, style="rounded", fontname="Helvetica,Arial,sans-serif", fontsize=14, margin="0.16,0.08"];
  edge [fontname="Helvetica,Arial,sans-serif", fontsize=12, arrowsize=0.7];`;

/** Events below each other, each with a link; one event under several guards is numbered through. */
function label(machine: Machine, transitions: readonly Transition[], page: string): string {
  const rows = transitions.map((transition) => {
    const { event, from, to, guard } = transition;
    const id = transitionId(machine, transition);
    const number = id.slice(id.indexOf('-') + 1);
    const shown = event + (guard === undefined ? '' : '*');
    const words = `${shown}: transition ${number}, from ${from ?? 'creation'} to ${to ?? 'deletion'}${guard === undefined ? '' : `, if ${guard}`}`;
    return `<TR><TD ALIGN="LEFT" HREF="${page}${id}" TITLE="${escaped(words)}">${escaped(shown)}</TD></TR>`;
  });
  return `<TABLE BORDER="0" CELLSPACING="0" CELLPADDING="1">${rows.join('')}</TABLE>`;
}

/** What Graphviz writes, for readers that hear it: a name for the whole, a name for each link, and nothing of its own titles. */
const accessible = (svg: string, words: string): string =>
  svg
    .slice(svg.indexOf('<svg'))
    .replaceAll(/<!--[^]*?-->\n?/g, '')
    .replaceAll(/<title>[^]*?<\/title>\n?/g, '')
    .replaceAll(/ id="a?_?[^"]*"/g, '')
    // A state is called what stands in it.
    .replaceAll(' xlink:title="state"', '')
    .replaceAll(/xlink:href="([^"]*)"(?! xlink:title)/g, 'href="$1"')
    .replaceAll(/xlink:href="([^"]*)" xlink:title="([^"]*)"/g, 'href="$1" aria-label="$2"')
    .replaceAll(/>\n+</g, '><')
    .replaceAll(/\n+/g, ' ')
    .replace(/<svg width="(\d+)pt" height="(\d+)pt"/, (_, width: string, height: string) => `<svg width="${Math.round(Number(width) * 1.2)}" height="${Math.round(Number(height) * 1.2)}" role="group" aria-label="${escaped(words)}"`);
