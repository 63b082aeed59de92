import { types } from '../../generator/explain/resources.js';
import type { PrimitiveParameter, ShortName } from '../../generator/model/model.js';
import { byCodepoint, localName } from '../../generator/model/names.js';
import { outcomeTable } from './codes.js';
import { usersOf } from './enumeration.js';
import type { Html } from './html.js';
import { code, facts, html, joined, table } from './html.js';
import type { SitePage } from './page.js';
import { parts, to } from './page.js';
import type { Specification } from './specification.js';
import { mark } from './specification.js';

/** The pages of everything that is one table: names, parameters, commands, outcomes, types. */
export const tablePages = (specification: Specification): readonly SitePage[] => [names(specification), parameters(specification), commands(specification), outcomes(specification), execStatusCodes(specification), typesPage(specification)];

/** Description and a table. */
const single = (path: string, title: string, description: string, content: Html): SitePage => ({
  path: `specification/${path}`,
  title,
  description,
  section: 'specification',
  wide: true,
  ...parts([html`<p class="lead">${description}</p>`, content], []),
});

function names(specification: Specification): SitePage {
  const { resources, attributes, members, parameters: ofParameters } = specification.model.shortNames;
  const section = (id: string, title: string, list: ReadonlyMap<string, ShortName>) => ({
    id,
    title,
    content: [
      table<ShortName>(
        title,
        [
          { title: 'long name', cell: ({ name }) => code(name) },
          { title: 'short name', cell: ({ shortName, provisional }) => html`${code(shortName)} ${mark(provisional)}` },
          { title: 'source', cell: ({ source, errata }) => specification.sourced(source, errata) },
        ],
        [...list.values()].sort((a, b) => byCodepoint(a.name, b.name)),
        ({ name }) => `${id}-${name}`,
      ),
    ],
  });
  return {
    path: 'specification/names',
    title: 'Long and short names',
    description: 'Documents, XSD and code say the long name, the wire says the short one.',
    section: 'specification',
    ...parts(
      [html`<p class="lead">Documents, XSD and code say the long name, the wire says the short one.</p>`],
      [section('resources', 'Resource types', resources), section('attributes', 'Attributes', attributes), section('members', 'Members of complex types', members), section('parameters', 'Parameters of primitives', ofParameters)],
    ),
  };
}

const parameters = (specification: Specification): SitePage =>
  single(
    'parameters',
    'Parameters of primitives',
    'What a request and a response carry besides their content, and in which operations.',
    table<PrimitiveParameter>(
      'Parameters of primitives',
      [
        { title: 'parameter', cell: ({ name, shortName }) => html`${code(name)} <code class="short">${shortName}</code>` },
        { title: 'type', cell: ({ type }) => specification.type(type) },
        { title: 'in requests', cell: ({ request }) => request ?? 'no' },
        { title: 'C R U D N', cell: ({ operations }) => (operations === null ? '' : (['create', 'retrieve', 'update', 'delete', 'notify'] as const).map((operation) => operations[operation]).join(' ')) },
        { title: 'in responses', cell: ({ response }) => response ?? 'no' },
        { title: 'source', cell: ({ source, errata }) => specification.sourced(source, errata) },
      ],
      specification.model.parameters,
      ({ name }) => name,
    ),
  );

const commands = (specification: Specification): SitePage =>
  single(
    'commands',
    'Management commands',
    'What each cmdType of a mgmtCmd makes the managed entity do.',
    table(
      'Management commands',
      [
        { title: 'cmdType', cell: ({ cmdType, value }) => html`${code(cmdType)} ${value}` },
        { title: 'RPC', cell: ({ rpc, operation }) => rpc + (operation === undefined ? '' : ` (${operation})`) },
        { title: 'completion', cell: ({ completionReport }) => completionReport ?? 'the answer to the RPC' },
        { title: 'argument', cell: ({ argumentMember, argumentType }) => html`${code(argumentMember)}: ${specification.type(argumentType)}` },
        { title: 'cancellable', cell: ({ cancellable }) => (cancellable ? 'yes' : 'no') },
        { title: 'fault codes', cell: ({ faultTables }) => joined(faultTables.map((number) => html`<a href="${to(specification.faultTablePath({ table: number }))}">${number}</a>`), ', ') },
        { title: 'source', cell: ({ source, errata }) => specification.sourced(source, errata) },
      ],
      specification.model.commands,
      ({ cmdType }) => cmdType,
    ),
  );

const outcomes = (specification: Specification): SitePage =>
  single('outcomes', 'Outcomes of procedures', 'Every way in which a procedure can end, and what the Originator is told.', outcomeTable(specification, specification.model.outcomes, true));

const execStatusCodes = (specification: Specification): SitePage =>
  single(
    'exec-status-codes',
    'execStatus choices of the 2014 Change Request',
    'The Change Request puts the lifecycle of an execution and its fault results into one list; the published releases split them over two attributes. Where each choice went.',
    table(
      'execStatus choices',
      [
        { title: 'choice', cell: ({ name }) => code(name) },
        { title: 'attribute', cell: ({ attribute }) => html`<a href="${to('resources/execInstance', attribute)}">${code(attribute)}</a>` },
        { title: 'number', cell: ({ attribute, value }) => html`<a href="${to(`enumerations/${attribute}Type`, `value-${value}`)}">${value}</a>` },
        { title: 'published name', cell: ({ publishedName }) => code(publishedName) },
        { title: 'errata', cell: ({ errata }) => specification.errata(errata) },
      ],
      specification.model.execStatusCodes,
      ({ name }) => name,
    ),
  );

/** Types of the XSDs that are no enumerations. */
function typesPage(specification: Specification): SitePage {
  const list = types(specification.model)
    .filter(({ names: [name = ''] }) => specification.types.has(name))
    .sort((a, b) => byCodepoint(a.names[0]!, b.names[0]!));
  const kinds = [...new Set(list.map(({ kind }) => kind))];
  return {
    path: 'specification/types',
    title: 'Types',
    description: 'The types of attributes and of the members of structures, as the XSDs have them.',
    section: 'specification',
    ...parts(
      [html`<p class="lead">The types of attributes and of the members of structures, as the XSDs have them; enumerations have <a href="${to('enumerations/index')}">pages of their own</a>.</p>`],
      kinds.map((kind) => ({
        id: kind.replaceAll(' ', '-'),
        title: `${kind.charAt(0).toUpperCase()}${kind.slice(1)}s`,
        content: list.filter((each) => each.kind === kind).map((each) => typeSection(specification, each.names[0]!, each.facts())),
      })),
    ),
  };
}

function typeSection(specification: Specification, name: string, said: Readonly<Record<string, unknown>>): Html {
  const local = localName(name);
  const users = usersOf(specification, name);
  const { 'used by': _users, members, ...rest } = said;
  const lines = (Array.isArray(members) ? members : []) as readonly string[];
  return html`
    <section class="clause" id="${local}" aria-label="${name}">
      <h3><a class="self" href="#${local}">${code(name)}</a></h3>
      ${facts([
        ...Object.entries(rest).map(([label, value]) => [label, Array.isArray(value) ? value.join('; ') : value === undefined ? undefined : String(value as string)] as const),
        ['members', lines.length === 0 ? undefined : html`<ul>${lines.map((line) => memberLine(specification, line))}</ul>`],
        ['attributes', joined(users.slice(0, 8).map(({ path, resource, attribute }) => html`<a href="${to(path, attribute)}">${code(`${resource}.${attribute}`)}</a>`), ', ')],
      ])}
    </section>`;
}

/** `download (dld) 0..1: m2m:download`. */
function memberLine(specification: Specification, line: string): Html {
  const [, name = line, type] = /^(.*): (\S.*)$/.exec(line) ?? [];
  return html`<li>${name}${type === undefined ? '' : html`: ${specification.type(type)}`}</li>`;
}
