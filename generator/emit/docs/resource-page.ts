import type { Attribute, Erratum, Model, Resource, Rule } from '../../model/model.js';
import { byCodepoint } from '../../model/names.js';
import { codeNames } from '../code-names.js';
import type { Page } from '../render.js';
import { markdown, markdownCode } from '../render.js';
import { valueInWords } from '../value-in-words.js';
import { errataLinks, mark, releaseMark, resourceLink, sourceCell } from './links.js';

/** A page per resource: its facts, its attributes in both views, children, rules, and the errata that touch any of these. */
export const resourcePage = (model: Model, resource: Resource): Page => ({
  path: `docs/resources/${codeNames(model).resource(resource).file}.md`,
  view: () => ({
    name: resource.name,
    description: resource.description,
    facts: facts(model, resource),
    attributes: resource.attributes.map((attribute) => attributeView(model, resource, attribute)),
    children: resource.children.map(({ type, multiplicity, fixedName, operations, announced, errata }) => ({
      type: linked(model, type),
      multiplicity,
      fixedName: [...(fixedName === undefined ? [] : [markdownCode(fixedName)]), ...(operations === undefined ? [] : [`virtual, takes ${operations.join(', ')}`])].join(': '),
      announced: announced.map(markdownCode).join(', '),
      errata: errataLinks(errata, '../'),
    })),
    rules: resource.rules.map(ruleView),
    errata: errataOf(model, resource).map(({ id, printed, use, why }) => ({ link: errataLinks([id], '../'), printed, use, why })),
  }),
  template: resourceTemplate,
});

const linked = (model: Model, name: string): string => resourceLink(model, name, '');

function facts(model: Model, resource: Resource): readonly { readonly label: string; readonly text: string }[] {
  const { shortName, resourceType, mgmtDefinition, provisional, operations, cseTypes, group, parents, announcedVariant, announces, source, errata } = resource;
  return [
    { label: 'short name', text: markdownCode(shortName) + mark(provisional) },
    { label: 'resource type', text: resourceType === undefined ? 'none of its own' : resourceType + mark(provisional) },
    ...(mgmtDefinition === undefined ? [] : [{ label: 'mgmtDefinition', text: String(mgmtDefinition) }]),
    ...(releaseMark(model, source) === '' ? [] : [{ label: 'release', text: releaseMark(model, source) }]),
    { label: 'operations', text: operations.join(', ') },
    ...(cseTypes === undefined ? [] : [{ label: 'only at', text: cseTypes.map(markdownCode).join(', ') }]),
    { label: 'base type', text: markdownCode(group) },
    { label: 'parents', text: parents.map((parent) => linked(model, parent)).join(', ') },
    ...(announcedVariant === undefined ? [] : [{ label: 'announced as', text: linked(model, announcedVariant) }]),
    ...(announces === undefined ? [] : [{ label: 'announces', text: linked(model, announces) }]),
    { label: 'source', text: sourceCell(source, errata, '../') },
  ];
}

const attributeView = (model: Model, resource: Resource, attribute: Attribute) => ({
  name: attribute.name,
  shortName: markdownCode(attribute.shortName) + mark(attribute.provisional),
  type: attribute.type.text,
  multiplicity: attribute.multiplicity.text,
  access: attribute.access,
  announced: attribute.announced ?? '',
  create: attribute.create,
  update: attribute.update,
  default: attribute.default === undefined ? '' : markdownCode(valueInWords(model, attribute, attribute.default)),
  meaning: [
    markdown(attribute.description),
    ...(attribute.fixed === undefined ? [] : [`Always ${markdownCode(valueInWords(model, attribute, attribute.fixed))}.`]),
    ...attribute.constraints.map(({ keyword, value }) => `${markdownCode(`${keyword} ${value}`)}.`),
    ...(releaseMark(model, attribute.source) === releaseMark(model, resource.source) || !attribute.isAddition ? [] : [`${releaseMark(model, attribute.source)}.`]),
    ...(attribute.inheritedFrom === undefined ? [] : [`From ${markdownCode(attribute.inheritedFrom)}.`]),
  ].join(' '),
  source: sourceCell(attribute.source, attribute.errata, '../'),
});

const ruleView = (rule: Rule) => ({
  id: rule.id,
  kind: rule.kind,
  attributes: rule.attributes.length === 0 ? 'all' : rule.attributes.map(markdownCode).join(', '),
  when: Object.entries(rule.when)
    .map(([name, value]) => markdownCode(`${name} = ${JSON.stringify(value)}`))
    .join(' and '),
  must: Object.entries(rule.must ?? {})
    .map(([name, value]) => markdownCode(`${name} = ${JSON.stringify(value)}`))
    .join(' and '),
  outcome: rule.outcome,
  description: rule.description,
  source: sourceCell(rule.source, rule.errata, '../'),
});

function errataOf(model: Model, resource: Resource): readonly Erratum[] {
  const touching = new Set([resource, ...resource.attributes, ...resource.children, ...resource.rules].flatMap(({ errata }) => errata));
  return model.errata.filter(({ id }) => touching.has(id)).sort((a, b) => byCodepoint(a.id, b.id));
}

export const resourceTemplate = `# {{md name}}

{{md description}}

|  |  |
|---|---|
{{#each facts}}
| {{md label}} | {{text}} |
{{/each}}

## Attributes

Multiplicity and access as TS-0001 has them; Create and Update as TS-0004 has them: M mandatory, O optional, NP not present.
RO: the Hosting CSE sets it. RW: a request may set it. WO: only the CREATE request may. MA, OA, NA: announced always, on
request, never.

| attribute | short name | type | multiplicity | access | announced | create | update | default | meaning | source |
|---|---|---|---|---|---|---|---|---|---|---|
{{#each attributes}}
| {{code name}} | {{shortName}} | {{md type}} | {{md multiplicity}} | {{access}} | {{announced}} | {{create}} | {{update}} | {{default}} | {{meaning}} | {{source}} |
{{/each}}

{{#if children.length}}
## Child resources

| type | multiplicity | fixed name | announced as | errata |
|---|---|---|---|---|
{{#each children}}
| {{type}} | {{md multiplicity}} | {{fixedName}} | {{announced}} | {{errata}} |
{{/each}}
{{/if}}

{{#if rules.length}}
## Rules

| rule | kind | attributes | when | must | response status code | meaning | source |
|---|---|---|---|---|---|---|---|
{{#each rules}}
| {{code id}} | {{kind}} | {{attributes}} | {{when}} | {{must}} | {{outcome}} | {{md description}} | {{source}} |
{{/each}}
{{/if}}

{{#if errata.length}}
## Errata

| id | printed | used here | why |
|---|---|---|---|
{{#each errata}}
| {{link}} | {{md printed}} | {{md use}} | {{md why}} |
{{/each}}
{{/if}}
`;
