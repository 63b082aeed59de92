import type { Model } from '../../model/model.js';
import { releaseInWords, releaseOf } from '../../model/model.js';
import type { OutputFile } from '../output.js';
import type { Page } from '../render.js';
import { renderPage } from '../render.js';
import { enumerationsPage, execStatusCodesPage, faultCodesPage, statusCodesPage } from './code-pages.js';
import { mark, resourceLink } from './links.js';
import { machinesPage } from './machines-page.js';
import { commandsPage, contentsPage, errataPage, namesPage, outcomesPage, parametersPage } from './procedure-pages.js';
import { resourcePage, resourceTemplate } from './resource-page.js';

/** The pages that every specification has, with what the index says of them. */
const pages: readonly (readonly [page: Page, title: string])[] = [
  [enumerationsPage, 'Enumerations'],
  [namesPage, 'Long and short names'],
  [parametersPage, 'Parameters of primitives'],
  [contentsPage, 'Contents of primitives'],
  [commandsPage, 'Management commands'],
  [faultCodesPage, 'Fault codes'],
  [execStatusCodesPage, 'execStatus choices of the 2014 Change Request'],
  [outcomesPage, 'Outcomes of procedures'],
  [statusCodesPage, 'Response status codes'],
  [machinesPage, 'State machines and aggregated status'],
  [errataPage, 'Errata'],
];

/** The specification as Markdown: a page per resource, one per kind of table, and an index of them all. */
export function emitDocs(model: Model): readonly OutputFile[] {
  const all = [indexPage, ...pages.map(([page]) => page), ...model.resources.map((resource) => resourcePage(model, resource))];
  return all.map((page) => renderPage(page, model));
}

const indexPage: Page = {
  path: 'docs/index.md',
  view: (model) => ({
    pages: pages.map(([{ path }, title]) => ({ title, file: path.slice('docs/'.length) })),
    resources: model.resources.map(({ name, shortName, resourceType, provisional, description }) => ({
      link: resourceLink(model, name, 'resources/'),
      shortName,
      resourceType: resourceType === undefined ? '' : resourceType + mark(provisional),
      description,
    })),
    releases: releases(model),
    documents: model.documents.map(({ id, title, version }) => ({ id, title, version })),
  }),
  template: `# Specification

Generated from the definitions by onem2m-specgen. "Provisional" marks what no published source gives.

{{#each pages}}
- [{{title}}]({{file}})
{{/each}}

## Resources

| resource | short name | resource type | meaning |
|---|---|---|---|
{{#each resources}}
| {{link}} | {{code shortName}} | {{resourceType}} | {{md description}} |
{{/each}}

{{#if releases.length}}
## Releases

What other releases than that of the specification have, as far as it is known.

| release | resource types | attributes of other resource types | values of enumerations |
|---|---|---|---|
{{#each releases}}
| {{release}} | {{md types}} | {{attributes}} | {{values}} |
{{/each}}
{{/if}}

## Sources

| document | title | version |
|---|---|---|
{{#each documents}}
| {{code id}} | {{md title}} | {{md version}} |
{{/each}}
`,
};

/** A row for each release but that of the specification itself. */
function releases(model: Model): readonly object[] {
  const originals = model.resources.filter(({ announces }) => announces === undefined);
  return [...new Set(model.documents.flatMap(({ release }) => release ?? []))].map((release) => ({
    release: releaseInWords(release),
    types: originals.filter(({ source }) => releaseOf(model, source) === release).map(({ name }) => name).join(', '),
    attributes: originals
      .filter(({ source }) => releaseOf(model, source) !== release)
      .flatMap(({ attributes }) => attributes.filter(({ source, inheritedFrom }) => inheritedFrom === undefined && releaseOf(model, source) === release)).length,
    values: model.enumerations.flatMap((enumeration) => enumeration.values.filter(({ source }) => releaseOf(model, source ?? enumeration.source) === release)).length,
  }));
}

export const docTemplates: readonly string[] = [...[indexPage, ...pages.map(([page]) => page)].map(({ template }) => template), resourceTemplate];
