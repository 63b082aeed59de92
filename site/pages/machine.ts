import type { Machine } from '../../generator/model/model.js';
import { code, facts, html, joined, table } from './html.js';
import { diagram, transitionId } from './machine-diagram.js';
import type { SitePage } from './page.js';
import { parts, to } from './page.js';
import type { Specification } from './specification.js';

/** A page per state machine: the picture, then the same in words. */
export function machinePage(specification: Specification, machine: Machine, draw: (dot: string) => string): SitePage {
  const { name, resource, enumeration, description, states, events, transitions, source, errata } = machine;
  const of = specification.model.resources.find((each) => each.name === resource);
  const stateLink = (state: string | null, otherwise: string) => {
    const known = states.find((each) => each.name === state);
    return known === undefined ? otherwise : html`<a href="#state-${known.value}">${code(known.name)}</a>`;
  };
  return {
    path: specification.machinePath(machine),
    title: `State machine of ${name}`,
    description,
    section: 'machines',
    wide: true,
    ...parts(
      [
        html`<p class="lead">${description}</p>`,
        facts([
          ['attribute', of === undefined ? code(`${resource}.${name}`) : html`<a href="${to(specification.resourcePath(of), name)}">${code(`${resource}.${name}`)}</a>`],
          ['numbered by', specification.type(enumeration)],
          ['source', specification.sourced(source, errata)],
        ]),
        diagram(machine, draw),
        html`<p class="legend">Each event in the picture leads to its transition, each state to what it means. An event with a star happens under a condition.</p>`,
      ],
      [
        {
          id: 'states',
          title: 'States',
          content: [
            table('States', [
              { title: 'state', cell: (state) => code(state.name) },
              { title: 'number', cell: ({ value }) => value },
              { title: 'meaning', cell: (state) => state.description },
            ], states, ({ value }) => `state-${value}`),
          ],
        },
        {
          id: 'events',
          title: 'Events',
          content: [
            table('Events', [
              { title: 'event', cell: (event) => code(event.name) },
              { title: 'caused by', cell: ({ by }) => by },
              { title: 'meaning', cell: (event) => event.description },
            ], events, (event) => `event-${event.name}`),
          ],
        },
        {
          id: 'transitions',
          title: 'Transitions',
          content: [
            table(
              'Transitions',
              [
                { title: 'number', cell: (transition) => transitions.indexOf(transition) + 1 },
                { title: 'from', cell: ({ from }) => stateLink(from, 'creation') },
                { title: 'event', cell: ({ event }) => html`<a href="#event-${event}">${code(event)}</a>` },
                { title: 'if', cell: ({ guard }) => guard },
                { title: 'to', cell: (transition) => stateLink(transition.to, 'deletion') },
                { title: 'effects', cell: ({ effects }) => joined(effects, '; ') },
                { title: 'source', cell: (transition) => specification.sourced(transition.source, transition.errata) },
              ],
              transitions,
              (transition) => transitionId(machine, transition),
            ),
          ],
        },
      ],
    ),
  };
}
