import { valueInWords } from '../../generator/emit/value-in-words.js';
import type { Attribute, ChildResource, Model, Resource, Rule } from '../../generator/model/model.js';
import { byCodepoint, pascalCase } from '../../generator/model/names.js';
import type { Examples } from './examples.js';
import { diagram } from './machine-diagram.js';
import type { Html } from './html.js';
import { code, facts, html, joined, table } from './html.js';
import type { Part, SitePage } from './page.js';
import { fence, parts, to } from './page.js';
import type { Specification } from './specification.js';
import { mark } from './specification.js';

/** A page per resource type: where it stands, its attributes, an example, its machines, children and rules. */
export function resourcePage(specification: Specification, resource: Resource, examples: Examples, draw: (dot: string) => string): SitePage {
  const { name, description } = resource;
  const { model } = specification;
  const common = commonAttributes(model);
  const [own, shared] = [resource.attributes.filter((each) => !common.has(each.name)), resource.attributes.filter((each) => common.has(each.name))];
  const machines = model.machines.filter((machine) => machine.resource === name);
  const errata = errataOf(model, resource);
  return {
    path: specification.resourcePath(resource),
    title: name,
    description,
    section: 'resources',
    wide: true,
    ...parts(
      [html`<p class="lead">${description}</p>`, glance(specification, resource)],
      [
        own.length === 0 ? undefined : { id: 'its-attributes', title: 'Attributes', content: [legend, attributeTable(specification, 'Attributes', own)] },
        shared.length === 0
          ? undefined
          : { id: 'shared-attributes', title: 'Attributes that most types have', content: [...(own.length === 0 ? [legend] : []), attributeTable(specification, 'Attributes that most types have', shared)] },
        { id: 'where-it-stands', title: 'Where it stands', content: [tree(specification, resource)] },
        example(resource, examples),
        ...machines.map(
          (machine): Part => ({
            id: `machine-${machine.name}`,
            title: `Life of ${machine.name}`,
            content: [
              html`<p>${machine.description} <a href="${to(specification.machinePath(machine))}">All ${machine.transitions.length} transitions</a>.</p>`,
              diagram(machine, draw, `${to(specification.machinePath(machine))}#`),
            ],
          }),
        ),
        resource.children.length === 0 ? undefined : { id: 'its-children', title: 'Child resources', content: [childTable(specification, resource.children)] },
        resource.rules.length === 0 ? undefined : { id: 'its-rules', title: 'Rules', content: [ruleTable(specification, resource)] },
        errata.length === 0
          ? undefined
          : {
              id: 'its-errata',
              title: 'Errata',
              content: [
                table('Errata', [
                  { title: 'erratum', cell: ({ id }) => specification.errata([id]) },
                  { title: 'printed', cell: ({ printed }) => printed },
                  { title: 'used here', cell: ({ use }) => use },
                ], errata),
              ],
            },
      ],
    ),
  };
}

const legend = html`
  <p class="legend">
    <b>RO</b> the Hosting CSE sets it, <b>RW</b> a request may, <b>WO</b> only a Create may; in a <b>C</b>reate and an <b>U</b>pdate request it is ${' '}
    <b>M</b> mandatory, <b>O</b> optional or <b>NP</b> not present.
  </p>`;

/** Those that at least half of all resource types have: readers know them. */
function commonAttributes({ resources }: Model): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const { attributes } of resources) for (const { name } of attributes) counts.set(name, (counts.get(name) ?? 0) + 1);
  return new Set([...counts].filter(([, count]) => count * 2 >= resources.length).map(([name]) => name));
}

function glance(specification: Specification, resource: Resource): Html {
  const { shortName, resourceType, mgmtDefinition, provisional, operations, group, announcedVariant, announces, source, errata } = resource;
  return facts([
    ['short name', html`${code(shortName)} ${mark(provisional)}`],
    ['resource type', resourceType === undefined ? 'none of its own' : html`${code(`ty ${resourceType}`)} ${mark(provisional)}`],
    ['mgmtDefinition', mgmtDefinition],
    ['operations', operations.join(', ')],
    ['base type', specification.type(group)],
    ['announced as', announcedVariant === undefined ? undefined : specification.resource(announcedVariant)],
    ['announces', announces === undefined ? undefined : specification.resource(announces)],
    ['source', specification.sourced(source, errata)],
  ]);
}

const attributeTable = (specification: Specification, label: string, attributes: readonly Attribute[]): Html =>
  table(
    label,
    [
      { title: 'attribute', width: 25, cell: ({ name, shortName }) => html`<a class="self" href="#${name}">${code(name)}</a> <code class="short">${shortName}</code>` },
      { title: 'type', width: 23, cell: ({ type }) => specification.type(type.text) },
      {
        title: 'access',
        width: 11,
        cell: ({ access, create, update }) => html`<span class="access ${access}">${access}</span> <span class="views">C&nbsp;${create} U&nbsp;${update}</span>`,
      },
      { title: 'meaning', width: 41, cell: (attribute) => html`${attribute.description}${details(specification, attribute)}` },
    ],
    attributes,
    ({ name }) => name,
  );

function details(specification: Specification, attribute: Attribute): Html {
  const { model } = specification;
  const { name, multiplicity, announced, default: standard, fixed, constraints, inheritedFrom, provisional, source, errata, type } = attribute;
  const values = specification.enumerationOf(type.text)?.values.filter(({ reserved }) => !reserved) ?? [];
  const shown = values.slice(0, 12);
  return html`
    <details>
      <summary aria-label="more about ${name}">more</summary>
      ${facts([
        ['multiplicity', multiplicity.text],
        ['announced', announced === undefined ? undefined : announcements[announced]],
        ['values', joined([...shown.map((each) => html`${each.value} ${code(each.name)}`), ...(values.length > shown.length ? [`${values.length - shown.length} more`] : [])], ', ')],
        ['default', standard === undefined ? undefined : code(valueInWords(model, attribute, standard))],
        ['always', fixed === undefined ? undefined : code(valueInWords(model, attribute, fixed))],
        ['limits', joined(constraints.map(({ keyword, value }) => code(`${keyword} ${value}`)), ', ')],
        ['inherited from', inheritedFrom === undefined ? undefined : specification.resource(inheritedFrom)],
        ['short name', provisional ? mark(true) : undefined],
        ['source', specification.sourced(source, errata)],
      ])}
    </details>`;
}

const announcements = { MA: 'MA, always', OA: 'OA, when asked for', NA: 'NA, never' } as const;

const treeLimit = 12;

/** Parents above it, children below: a list in lists, as a reader without eyes hears it, too. */
function tree(specification: Specification, resource: Resource): Html {
  const children = resource.children.map((child) => html`<li>${specification.resource(child.type)} <span class="count">${child.multiplicity}</span></li>`);
  const here = html`<li><strong>${code(resource.name)}</strong>${children.length === 0 ? '' : folded(children, 'children')}</li>`;
  if (resource.parents.length === 0) return html`<ul class="tree">${here}</ul>`;
  if (resource.parents.length === 1) return html`<ul class="tree"><li>${specification.resource(resource.parents[0]!)}<ul>${here}</ul></li></ul>`;
  // One row, since a list of parents beside the resource would look like its siblings.
  const shown = resource.parents.map((parent) => specification.resource(parent));
  return html`<ul class="tree"><li><span class="above">any of ${joined(shown.slice(0, treeLimit), ' ')}</span>${rest(shown.slice(treeLimit))}<ul>${here}</ul></li></ul>`;
}

const rest = (parents: readonly Html[]): Html | string =>
  parents.length === 0 ? '' : html`<details class="rest"><summary>${parents.length} more parents</summary><span class="above">${joined(parents, ' ')}</span></details>`;

const folded = (items: readonly Html[], what: string): Html =>
  items.length <= treeLimit
    ? html`<ul>${items}</ul>`
    : html`<ul>${items.slice(0, treeLimit)}</ul><details class="rest"><summary>${items.length - treeLimit} more ${what}</summary><ul>${items.slice(treeLimit)}</ul></details>`;

function example(resource: Resource, examples: Examples): Part | undefined {
  const { name, shortName, namespace } = resource;
  const found = examples[name]?.['create'] ?? examples[name]?.['full'];
  if (found === undefined) return undefined;
  const created = examples[name]?.['create'] !== undefined;
  const type = pascalCase(name) + (created ? 'Create' : '');
  return {
    id: 'an-example',
    title: created ? 'A Create request' : 'A representation',
    content: [
      html`<p>The least that is valid, on the wire and in TypeScript. <a href="${to('playground')}#${new URLSearchParams({ type: name, operation: created ? 'create' : 'full' }).toString()}">Try it in the playground</a>.</p>`,
      fence('json', JSON.stringify({ [`${namespace?.prefix ?? 'm2m'}:${shortName}`]: found.valid.wire }, undefined, 2)),
      fence('ts', `import type { ${type} } from 'onem2m-specgen';\n\nconst ${identifier(name)}: ${type} = ${literal(found.valid.long)};`),
    ],
  };
}

const identifier = (name: string): string => (/^[A-Z]{2}/.test(name) ? name.replace(/^[A-Z]+(?=[A-Z][a-z]|$)/, (start) => start.toLowerCase()) : name.charAt(0).toLowerCase() + name.slice(1));

/** A value as people write it in TypeScript. */
function literal(value: unknown, indent = ''): string {
  if (typeof value === 'string') return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'`;
  if (typeof value !== 'object' || value === null) return String(value);
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    const items = value.map((item) => literal(item, inner));
    return items.join(', ').length < 60 && !items.some((item) => item.includes('\n')) ? `[${items.join(', ')}]` : `[\n${items.map((item) => `${inner}${item},\n`).join('')}${indent}]`;
  }
  const members = Object.entries(value).map(([name, member]) => `${inner}${/^[A-Za-z_$][\w$]*$/.test(name) ? name : `'${name}'`}: ${literal(member, inner)},\n`);
  return members.length === 0 ? '{}' : `{\n${members.join('')}${indent}}`;
}

const childTable = (specification: Specification, children: readonly ChildResource[]): Html =>
  table(
    'Child resources',
    [
      { title: 'type', cell: ({ type }) => specification.resource(type) },
      { title: 'multiplicity', cell: ({ multiplicity }) => multiplicity },
      { title: 'fixed name', cell: ({ fixedName, operations }) => html`${fixedName && code(fixedName)}${operations && `: virtual, takes ${operations.join(', ')}`}` },
      { title: 'announced as', cell: ({ announced }) => joined(announced.map(specification.resource), ', ') },
      { title: 'errata', cell: ({ errata }) => specification.errata(errata) },
    ],
    children,
  );

const ruleTable = (specification: Specification, resource: Resource): Html =>
  table<Rule>(
    'Rules',
    [
      { title: 'rule', cell: ({ id }) => code(id) },
      {
        title: 'what it says',
        cell: ({ description, kind, attributes, when, must, source, errata, id }) => html`${description}
          <details>
            <summary aria-label="more about the rule ${id}">more</summary>
            ${facts([
              ['kind', kind],
              ['attributes', attributes.length === 0 ? 'all' : joined(attributes.map(code), ', ')],
              ['when', joined(conditions(when), ' and ')],
              ['must', joined(conditions(must ?? {}), ' and ')],
              ['source', specification.sourced(source, errata)],
            ])}
          </details>`,
      },
      { title: 'otherwise', cell: ({ outcome }) => specification.status(outcome) },
    ],
    resource.rules,
    ({ id }) => `rule-${id}`,
  );

const conditions = (of: Rule['when']): readonly Html[] => Object.entries(of).map(([name, value]) => code(`${name} = ${JSON.stringify(value)}`));

function errataOf(model: Model, resource: Resource) {
  const touching = new Set([resource, ...resource.attributes, ...resource.children, ...resource.rules].flatMap(({ errata }) => errata));
  return model.errata.filter(({ id }) => touching.has(id)).sort((a, b) => byCodepoint(a.id, b.id));
}
