import { mermaidDiagram } from '../machines/mermaid.js';
import type { Page } from '../render.js';
import { markdown, markdownCode } from '../render.js';
import { anchor, errataLinks, resourceLink, sourceCell } from './links.js';

/** State machines with their diagrams, and the statuses that sum up others. */
export const machinesPage: Page = {
  path: 'docs/machines.md',
  view: (model) => ({
    machines: model.machines.map((machine) => ({
      name: machine.name,
      id: anchor(machine.name),
      resource: resourceLink(model, machine.resource, 'resources/'),
      enumeration: `[${markdown(machine.enumeration)}](enumerations.md#${anchor(machine.enumeration)})`,
      description: machine.description,
      source: sourceCell(machine.source, machine.errata),
      diagram: mermaidDiagram(machine),
      states: machine.states.map(({ name, value, description }) => ({ name, value, description })),
      events: machine.events.map(({ name, by, description }) => ({ name, by, description })),
      transitions: machine.transitions.map(({ from, event, guard, to, effects, source, errata }) => ({
        from: from === null ? '(creation)' : markdownCode(from),
        event,
        guard: guard === undefined ? '' : markdown(guard),
        to: to === null ? '(deleted)' : markdownCode(to),
        effects: effects.map(markdown).join('; '),
        source: sourceCell(source, errata),
      })),
    })),
    aggregations: model.aggregations.map(({ name, of, enumeration, source, errata, rows }) => ({
      name,
      of,
      enumeration: `[${markdown(enumeration)}](enumerations.md#${anchor(enumeration)})`,
      source: sourceCell(source, errata),
      rows: rows.map((row) => ({
        set: row.set.length === 0 ? 'none' : row.set.map(markdownCode).join(', '),
        result: row.result,
        errata: errataLinks(row.errata),
      })),
    })),
  }),
  template: `# State machines

{{#each machines}}
<a id="{{id}}"></a>

## {{md name}}

{{md description}} Held by {{resource}}, numbered by {{enumeration}}. {{source}}.

\`\`\`mermaid
{{diagram}}
\`\`\`

| state | number | meaning |
|---|---|---|
{{#each states}}
| {{code name}} | {{value}} | {{md description}} |
{{/each}}

| event | caused by | meaning |
|---|---|---|
{{#each events}}
| {{code name}} | {{by}} | {{md description}} |
{{/each}}

| from | event | guard | to | effects | source |
|---|---|---|---|---|---|
{{#each transitions}}
| {{from}} | {{code event}} | {{guard}} | {{to}} | {{effects}} | {{source}} |
{{/each}}

{{/each}}
{{#each aggregations}}
## {{md name}}

The sum of {{code of}}, by the set of values present in it; a value of {{enumeration}}. {{source}}.

| values present | {{md name}} | errata |
|---|---|---|
{{#each rows}}
| {{set}} | {{code result}} | {{errata}} |
{{/each}}

{{/each}}
`,
};
