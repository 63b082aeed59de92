import type { Aggregation, Enumeration, Machine } from '../model/model.js';
import { byCodepoint } from '../model/names.js';
import { fact } from './context.js';
import type { LinkContext } from './context.js';
import { enumerationValue } from './enumerations.js';

export const linkMachines = (context: LinkContext, enumerations: readonly Enumeration[]): readonly Machine[] =>
  context.definitions
    .byKind('machine')
    .map((definition): Machine => {
      const m = definition.content;
      const states = m.states.map((s, i) => ({
        name: s.name,
        value: enumerationValue(context, enumerations, m.enumeration, s.name, definition.at('states', i)),
        description: s.description,
      }));
      return {
        ...fact(m, m, definition.at('name'), definition.patchedBy('states')),
        name: m.name,
        resource: m.resource,
        enumeration: m.enumeration,
        description: m.description,
        states,
        events: m.events,
        transitions: m.transitions.map((t, i) => ({
          ...fact(t, m, definition.at('transitions', i), definition.patchedBy('transitions', i)),
          from: t.from,
          event: t.event,
          ...(t.guard !== undefined && { guard: t.guard }),
          to: t.to,
          effects: t.effects ?? [],
        })),
      };
    })
    .sort((a, b) => byCodepoint(a.name, b.name));

export const linkAggregations = (context: LinkContext): readonly Aggregation[] =>
  context.definitions.byKind('aggregations').flatMap((definition) =>
    definition.content.aggregations.map((a, i): Aggregation => ({
      ...fact(a, a, definition.at('aggregations', i), definition.patchedBy('aggregations', i)),
      name: a.name,
      of: a.of,
      enumeration: a.enumeration,
      rows: a.rows.map((row, j) => {
        const { errata, place } = fact(row, a, definition.at('aggregations', i, 'rows', j), definition.patchedBy('aggregations', i, 'rows', j));
        return { set: row.set, result: row.result, errata, place };
      }),
    })),
  );
