import { diffModels } from '../../generator/diff/diff.js';
import { renderReleaseNote } from '../../generator/diff/render-markdown.js';
import type { Model, ShortName, ShortNames, SourceDocument } from '../../generator/model/model.js';
import { html, table } from './html.js';
import type { SitePage } from './page.js';
import { parts, to } from './page.js';
import type { Specification } from './specification.js';

/**
 * A page for each Change Request that the specification holds, made by `specgen diff`: the specification without what only
 * that document brings, against the whole.
 */
export function changePages(specification: Specification): readonly SitePage[] {
  const { model } = specification;
  const layers = model.documents.filter(({ id }) => id.endsWith('-CR'));
  const pages = layers.map((document): SitePage => {
    const before = withoutDocument(model, document.id);
    const changes = diffModels(before, model);
    const note = renderReleaseNote({ before: `without ${document.id}`, after: 'with it', changes });
    return {
      path: path(document),
      title: `What ${document.id} changed`,
      description: document.title,
      section: 'changes',
      wide: true,
      body: [
        `${document.title.replaceAll('<', '\\<')}, ${document.version}. Made by \`specgen diff\`: the specification without what only this document brings, against the whole. Tables that it prints again for what was published before are no change here.`,
        note.slice(note.indexOf('\n\n') + 2),
      ].join('\n\n'),
    };
  });
  const index: SitePage = {
    path: 'changes/index',
    title: 'What changed',
    description: 'From layer to layer of the specification: what changed, and whom it breaks.',
    section: 'changes',
    ...parts(
      [
        html`<p class="lead">The specification is a published release with Change Requests on top. What each of these brought, and whom that breaks, as <code>specgen diff</code> says it.</p>`,
        table('Layers', [
          { title: 'layer', cell: (document) => html`<a href="${to(path(document))}">${document.id}</a>` },
          { title: 'title', cell: ({ title }) => title },
          { title: 'version', cell: ({ version }) => version },
        ], layers),
      ],
      [],
    ),
  };
  return [index, ...pages];
}

const path = ({ id }: SourceDocument): string => `changes/${id}`;

/** The specification as it would be without what only this document says. A resource that was published before stays. */
export function withoutDocument(model: Model, document: string): Model {
  const said = ({ source }: { readonly source: { readonly document: string } }): boolean => source.document === document;
  const isNew = (resource: Model['resources'][number]): boolean => said(resource) && resource.provisional;
  const gone = new Set(model.resources.filter(isNew).map(({ name }) => name));
  const enumerations = model.enumerations
    .filter((enumeration) => !said(enumeration))
    .map((enumeration) => ({ ...enumeration, values: enumeration.values.filter(({ name, provisional }) => !(provisional && gone.has(name))) }));
  return {
    ...model,
    documents: model.documents.filter(({ id }) => id !== document),
    enumerations,
    resources: model.resources
      .filter((resource) => !isNew(resource))
      .map((resource) => ({
        ...resource,
        parents: resource.parents.filter((name) => !gone.has(name)),
        children: resource.children.filter(({ type }) => !gone.has(type)),
        rules: resource.rules.filter((rule) => !said(rule)),
      })),
    shortNames: namesWithout(model.shortNames, document),
    faultTables: model.faultTables.filter((each) => !said(each)),
    unlistedFaults: model.unlistedFaults.filter((each) => !said(each)),
    commands: model.commands.filter((each) => !said(each)),
    outcomes: model.outcomes.filter((each) => !said(each)),
    statusCodes: model.statusCodes.filter((each) => !said(each)),
    // The list of the 2014 document has no source of its own: it is that document.
    execStatusCodes: document === 'TS-0006-CR' ? [] : model.execStatusCodes,
    machines: model.machines.filter(({ resource }) => !gone.has(resource)).map((machine) => ({ ...machine, transitions: machine.transitions.filter((each) => !said(each)) })),
    aggregations: model.aggregations.filter((each) => !said(each)),
  };
}

const namesWithout = (names: ShortNames, document: string): ShortNames => {
  const kept = (map: ReadonlyMap<string, ShortName>): ReadonlyMap<string, ShortName> => new Map([...map].filter(([, { source }]) => source.document !== document));
  return { resources: kept(names.resources), attributes: kept(names.attributes), members: kept(names.members), parameters: kept(names.parameters), reserved: names.reserved };
};
