import type { Erratum } from '../../generator/model/model.js';
import { oncePer } from '../../generator/once-per.js';
import type { Html } from './html.js';
import { code, facts, html, joined, table } from './html.js';
import { transitionId } from './machine-diagram.js';
import type { SitePage } from './page.js';
import { parts, to } from './page.js';
import type { Specification } from './specification.js';
import { clauseId } from './specification.js';

/** A page per erratum: what is printed, what is used, why, and everything that it bears on. */
export function erratumPage(specification: Specification, erratum: Erratum): SitePage {
  const { id, kind, where, printed, use, why, patches } = erratum;
  const users = bearsOn(specification, id);
  return {
    path: specification.erratumPath(erratum),
    title: `Erratum ${id}`,
    description: `${printed}; used here: ${use}`,
    section: 'errata',
    ...parts(
      [
        facts([
          ['printed', printed],
          ['used here', use],
          ['why', why],
          ['kind', kind],
          ['where', joined(where.map(({ document, clause, line }) => html`<a href="${to(specification.documentPath(document), clauseId(clause))}">${document} ${clause}</a>${line === undefined ? '' : `, line ${line}`}`), '; ')],
        ]),
      ],
      [
        users.length === 0 ? undefined : { id: 'bears-on', title: 'What it bears on', content: [html`<ul class="columns">${users.map((link) => html`<li>${link}</li>`)}</ul>`] },
        patches.length === 0
          ? undefined
          : {
              id: 'patches',
              title: 'What it changes in the definitions',
              content: [
                table('Patches', [
                  { title: 'at', cell: ({ at }) => code(at.replaceAll(/[/#]/g, '$&\u200b')) },
                  { title: 'as printed', cell: (patch) => code(JSON.stringify(patch.printed)) },
                  { title: 'as used', cell: (patch) => code(JSON.stringify(patch.use)) },
                ], patches),
              ],
            },
      ],
    ),
  };
}

/** A fact that errata may have changed or may explain, and where it stands. */
type Fact = readonly [errata: readonly string[], path: string, anchor: string | undefined, text: string];

/** Links to every fact that an erratum changed or explains. */
const bearsOn = (specification: Specification, id: string): readonly Html[] => (byErratum(specification).get(id) ?? []).map(([, path, anchor, text]) => html`<a href="${to(path, anchor)}">${code(text)}</a>`);

const byErratum = oncePer((specification: Specification): ReadonlyMap<string, readonly Fact[]> => {
  const found = new Map<string, Fact[]>();
  for (const fact of [...factsOf(specification), ...otherFactsOf(specification)]) {
    for (const id of new Set(fact[0])) found.set(id, [...(found.get(id) ?? []), fact]);
  }
  return found;
});

const factsOf = (specification: Specification): readonly Fact[] => [
  ...specification.model.resources.flatMap((resource): readonly Fact[] => {
    const path = specification.resourcePath(resource);
    return [
      [resource.errata, path, undefined, resource.name],
      ...resource.attributes.map(({ errata, name }): Fact => [errata, path, name, `${resource.name}.${name}`]),
      ...resource.children.map(({ errata, type }): Fact => [errata, path, 'its-children', `${resource.name} / ${type}`]),
      ...resource.rules.map((rule): Fact => [rule.errata, path, `rule-${rule.id}`, `${resource.name}.${rule.id}`]),
    ];
  }),
  ...specification.model.enumerations.map((each): Fact => [each.errata, specification.enumerationPath(each), undefined, each.type]),
  ...specification.model.machines.flatMap((machine): readonly Fact[] => [
    [machine.errata, specification.machinePath(machine), undefined, machine.name],
    ...machine.transitions.map((each, at): Fact => [each.errata, specification.machinePath(machine), transitionId(machine, each), `${machine.name}, transition ${at + 1}`]),
  ]),
];

const otherFactsOf = (specification: Specification): readonly Fact[] => [
  ...specification.model.faultTables.flatMap((table): readonly Fact[] => [
    [table.errata, specification.faultTablePath(table), undefined, `Table ${table.table}`],
    ...table.rows.map(({ errata, faultCode }): Fact => [errata, specification.faultTablePath(table), `code-${faultCode}`, `${specification.faultTableName(table)} ${faultCode}`]),
  ]),
  ...specification.model.statusCodes.map(({ errata, code: number, name }): Fact => [errata, specification.statusPath(number), undefined, `${number} ${name}`]),
  ...specification.model.commands.map(({ errata, cmdType }): Fact => [errata, 'specification/commands', cmdType, cmdType]),
  ...specification.model.outcomes.map(({ errata, id }): Fact => [errata, 'specification/outcomes', id, id]),
  ...specification.model.parameters.map(({ errata, name }): Fact => [errata, 'specification/parameters', name, name]),
  ...specification.model.execStatusCodes.map(({ errata, name }): Fact => [errata, 'specification/exec-status-codes', name, name]),
  ...specification.model.aggregations.map(({ errata, rows, name }): Fact => [[errata, ...rows.map((row) => row.errata)].flat(), 'machines/index', name, name]),
];
