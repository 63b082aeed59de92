import type { Aggregation, FaultRange, Resource } from '../../generator/model/model.js';
import { byCodepoint } from '../../generator/model/names.js';
import { clausesOf } from './document.js';
import { code, html, joined, table } from './html.js';
import type { Part, SitePage } from './page.js';
import { parts, to } from './page.js';
import type { Specification } from './specification.js';
import { mark } from './specification.js';

/** The pages that list pages. */
export const indexPages = (specification: Specification): readonly SitePage[] => [overview(specification), resources(specification), enumerations(specification), statusCodes(specification), faultCodes(specification), machines(specification), errata(specification), documents(specification)];

/** Kinds of resource types, in reading order; a specialization of flexContainer has its number. */
export const resourceGroups: readonly (readonly [id: string, title: string, has: (resource: Resource) => boolean])[] = [
  ['types', 'Resource types', ({ kind }) => kind === 'resource' || kind === 'base'],
  ['mgmt', 'Specializations of mgmtObj', ({ kind }) => kind === 'mgmtObj'],
  ['announced', 'Announced variants', ({ kind }) => kind === 'announced'],
];

function overview(specification: Specification): SitePage {
  const { model } = specification;
  const list: readonly (readonly [path: string, title: string, words: string])[] = [
    ['resources/index', 'Resource types', `${model.resources.length} of them: attributes, children, rules, an example of each`],
    ['enumerations/index', 'Enumerations', `${model.enumerations.length} types with their numbers and names`],
    ['specification/types', 'Types', `${specification.types.size} simple and complex types of the XSDs`],
    ['specification/names', 'Long and short names', 'what documents say and what the wire says'],
    ['specification/parameters', 'Parameters of primitives', `${model.parameters.length} parameters of requests and responses`],
    ['status-codes/index', 'Response status codes', `${model.statusCodes.length} codes, and what leads to them`],
    ['specification/outcomes', 'Outcomes of procedures', `${model.outcomes.length} ways in which a procedure ends`],
    ['specification/commands', 'Management commands', `${model.commands.length} commands and their RPCs`],
    ['fault-codes/index', 'Fault codes', `${model.faultTables.length} tables of what devices report`],
    ['specification/exec-status-codes', 'execStatus choices', 'where each choice of the 2014 Change Request went'],
    ['machines/index', 'State machines', `${model.machines.length} machines, drawn and in words`],
    ['errata/index', 'Errata', `${model.errata.length} defects of the sources, and what is used instead`],
    ['documents/index', 'Sources', `${model.documents.length} documents, clause by clause`],
    ['changes/index', 'What changed', 'from layer to layer, and whom it breaks'],
  ];
  return {
    path: 'specification/index',
    title: 'Specification',
    description: 'The specification as pages, made from its definitions.',
    section: 'specification',
    ...parts(
      [html`<p class="lead">oneM2M as its definitions say it: every page is made from them, every fact names its source. <span class="mark">provisional</span> marks what no published source gives.</p>`,
       html`<ul class="cards">${list.map(([path, title, words]) => html`<li><a href="${to(path)}">${title}</a><span>${words}</span></li>`)}</ul>`],
      [],
    ),
  };
}

const resources = (specification: Specification): SitePage => ({
  path: 'resources/index',
  title: 'Resource types',
  description: 'Every resource type with its short name and its number.',
  section: 'resources',
  wide: true,
  ...parts(
    [html`<p class="lead">Every resource type with its short name and its number.</p>`],
    resourceGroups.map(([id, title, has]): Part => ({
      id,
      title,
      content: [
        table<Resource>(
          title,
          [
            { title: 'resource', cell: ({ name }) => specification.resource(name) },
            { title: 'short name', cell: ({ shortName }) => code(shortName) },
            { title: 'number', cell: ({ resourceType, mgmtDefinition, provisional }) => html`${mgmtDefinition ?? resourceType} ${mark(provisional)}` },
            { title: 'meaning', cell: ({ description }) => description },
          ],
          specification.model.resources.filter(has),
        ),
      ],
    })),
  ),
});

/** One table of links. */
const listing = (path: SitePage['section'], title: string, description: string, parts_: Pick<SitePage, 'body' | 'outline'>): SitePage => ({ path: `${path}/index`, title, description, section: path, ...parts_ });

function enumerations(specification: Specification): SitePage {
  const description = 'Every enumeration: what its numbers mean.';
  return listing('enumerations', 'Enumerations', description, parts([
    html`<p class="lead">${description}</p>`,
    table('Enumerations', [
      { title: 'type', cell: ({ type }) => specification.type(type) },
      { title: 'values', cell: ({ values }) => values.length },
      { title: 'meaning', cell: ({ description: words, provisional }) => html`${words} ${mark(provisional)}` },
    ], specification.model.enumerations),
  ], []));
}

function statusCodes(specification: Specification): SitePage {
  const description = 'What a CSE answers, and the HTTP status it travels with.';
  return listing('status-codes', 'Response status codes', description, parts([
    html`<p class="lead">${description}</p>`,
    table('Response status codes', [
      { title: 'code', cell: ({ code: number }) => specification.status(number) },
      { title: 'HTTP status', cell: ({ http, provisional }) => html`${http} ${mark(provisional)}` },
      { title: 'source', cell: ({ source, errata: ids }) => specification.sourced(source, ids) },
    ], specification.model.statusCodes),
  ], []));
}

function faultCodes(specification: Specification): SitePage {
  const { faultTables, unlistedFaults } = specification.model;
  const description = 'What the fault code of a managed entity becomes in execResult, RPC by RPC.';
  return listing('fault-codes', 'Fault codes', description, parts(
    [
      html`<p class="lead">${description} A code that the table of its RPC does not list keeps the meaning that another table gives it; one that no table lists falls into a range.</p>`,
      table('Tables of fault codes', [
        { title: 'RPC', cell: (each) => html`<a href="${to(specification.faultTablePath(each))}">${each.rpc}</a>` },
        { title: 'table', cell: ({ table: number }) => number },
        { title: 'codes', cell: (each) => joined(each.rows.map(({ faultCode }) => html`<a href="${to(specification.faultTablePath(each), `code-${faultCode}`)}">${faultCode}</a>`), ' ') },
      ], faultTables),
    ],
    [
      {
        id: 'unlisted',
        title: 'Codes that no table lists',
        content: [
          table<FaultRange>('Codes that no table lists', [
            { title: 'fault codes', cell: ({ from, to: last }) => (from === last ? from : `${from} to ${last}`) },
            { title: 'status', cell: ({ status }) => code(status) },
            { title: 'execResult', cell: ({ execResult }) => html`<a href="${to('enumerations/execResultType', `value-${execResult}`)}">${execResult}</a>` },
            { title: 'meaning', cell: ({ description: words }) => words },
            { title: 'source', cell: ({ source, errata: ids }) => specification.sourced(source, ids) },
          ], unlistedFaults, ({ from }) => `from-${from}`),
        ],
      },
    ],
  ));
}

function machines(specification: Specification): SitePage {
  const description = 'Attributes whose values follow each other by rules, and the statuses that sum up others.';
  return listing('machines', 'State machines', description, parts(
    [
      html`<p class="lead">${description}</p>`,
      table('State machines', [
        { title: 'attribute', cell: (each) => html`<a href="${to(specification.machinePath(each))}">${code(each.name)}</a>` },
        { title: 'of', cell: ({ resource }) => specification.resource(resource) },
        { title: 'states', cell: ({ states }) => states.length },
        { title: 'transitions', cell: ({ transitions }) => transitions.length },
        { title: 'meaning', cell: ({ description: words }) => words },
      ], specification.model.machines),
    ],
    specification.model.aggregations.map((each) => ({
      id: each.name,
      title: `Sum: ${each.name}`,
      content: [
        html`<p>The sum of ${code(each.of)}, by the set of values present in it; a value of ${specification.type(each.enumeration)}. ${specification.sourced(each.source, each.errata)}.</p>`,
        table<Aggregation['rows'][number]>(each.name, [
          { title: 'values present', cell: ({ set }) => (set.length === 0 ? 'none' : joined(set.map(code), ', ')) },
          { title: 'sum', cell: ({ result }) => code(result) },
          { title: 'errata', cell: ({ errata: ids }) => specification.errata(ids) },
        ], each.rows),
      ],
    })),
  ));
}

function errata(specification: Specification): SitePage {
  const description = 'Defects of the source documents that touch something generated: what is printed, and what is used instead.';
  return listing('errata', 'Errata', description, parts([
    html`<p class="lead">${description}</p>`,
    table('Errata', [
      { title: 'id', cell: ({ id }) => specification.errata([id]) },
      { title: 'printed', cell: ({ printed }) => printed },
      { title: 'used here', cell: ({ use }) => use },
      { title: 'kind', cell: ({ kind }) => kind },
      { title: 'where', cell: ({ where }) => where.map(({ document, clause }) => `${document} ${clause}`).join('; ') },
    ], [...specification.model.errata].sort((a, b) => byCodepoint(a.id, b.id)), ({ id }) => id.toLowerCase()),
  ], []));
}

function documents(specification: Specification): SitePage {
  const description = 'The sources, and what of them was taken.';
  return listing('documents', 'Sources', description, parts([
    html`<p class="lead">${description}</p>`,
    table('Sources', [
      { title: 'document', cell: ({ id }) => html`<a href="${to(specification.documentPath(id))}">${id}</a>` },
      { title: 'title', cell: ({ title }) => title },
      { title: 'version', cell: ({ version }) => version },
      { title: 'clauses', cell: ({ id }) => clausesOf(specification, id).length },
    ], specification.model.documents),
  ], []));
}
