import type { Erratum, Model } from '../../generator/model/model.js';
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

/** Links to every fact that an erratum changed or explains. */
export function bearsOn(specification: Specification, id: string): readonly Html[] {
  const { model } = specification;
  const has = ({ errata }: { readonly errata: readonly string[] }): boolean => errata.includes(id);
  const link = (path: string, anchor: string | undefined, text: string): Html => html`<a href="${to(path, anchor)}">${code(text)}</a>`;
  return [
    ...model.resources.flatMap((resource) => {
      const path = specification.resourcePath(resource);
      return [
        ...(has(resource) ? [link(path, undefined, resource.name)] : []),
        ...resource.attributes.filter(has).map(({ name }) => link(path, name, `${resource.name}.${name}`)),
        ...resource.children.filter(has).map(({ type }) => link(path, 'its-children', `${resource.name} / ${type}`)),
        ...resource.rules.filter(has).map((rule) => link(path, `rule-${rule.id}`, `${resource.name}.${rule.id}`)),
      ];
    }),
    ...model.enumerations.filter(has).map((each) => link(specification.enumerationPath(each), undefined, each.type)),
    ...model.machines.flatMap((machine) => [
      ...(has(machine) ? [link(specification.machinePath(machine), undefined, machine.name)] : []),
      ...machine.transitions.filter(has).map((each) => link(specification.machinePath(machine), transitionId(machine, each), `${machine.name}, transition ${machine.transitions.indexOf(each) + 1}`)),
    ]),
    ...others(specification, model, has, link),
  ];
}

const others = (specification: Specification, model: Model, has: (fact: { readonly errata: readonly string[] }) => boolean, link: (path: string, anchor: string | undefined, text: string) => Html): readonly Html[] => [
  ...model.faultTables.flatMap((table) => [
    ...(has(table) ? [link(specification.faultTablePath(table), undefined, `Table ${table.table}`)] : []),
    ...table.rows.filter(has).map((row) => link(specification.faultTablePath(table), `code-${row.faultCode}`, `${specification.faultTableName(table)} ${row.faultCode}`)),
  ]),
  ...model.statusCodes.filter(has).map(({ code: number, name }) => link(specification.statusPath(number), undefined, `${number} ${name}`)),
  ...model.commands.filter(has).map(({ cmdType }) => link('specification/commands', cmdType, cmdType)),
  ...model.outcomes.filter(has).map((outcome) => link('specification/outcomes', outcome.id, outcome.id)),
  ...model.parameters.filter(has).map(({ name }) => link('specification/parameters', name, name)),
  ...model.execStatusCodes.filter(has).map(({ name }) => link('specification/exec-status-codes', name, name)),
  ...model.aggregations.filter((each) => has(each) || each.rows.some(has)).map(({ name }) => link('machines/index', name, name)),
];
