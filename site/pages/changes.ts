import { diffModels } from '../../generator/diff/diff.js';
import { renderReleaseNote } from '../../generator/diff/render-markdown.js';
import type { Model, ShortName, ShortNames } from '../../generator/model/model.js';
import { html, table } from './html.js';
import type { SitePage } from './page.js';
import { parts, to } from './page.js';
import type { Specification } from './specification.js';

/** The release that documents are of unless they say another. */
const publishedRelease = 3;

/** What lies on the published release: a Change Request, or what later releases add. */
interface Layer {
  readonly id: string;
  readonly title: string;
  readonly name: string;
  readonly version: string;
  readonly before: Model;
  readonly after: Model;
  /** How the two that are compared differ. */
  readonly how: string;
}

/**
 * A page for each layer, made by `specgen diff`: the specification without what only a Change Request brings, against the whole; the whole,
 * against the same with what `--release 5` lays over it.
 */
export function changePages({ model }: Specification, later: Model): readonly SitePage[] {
  const requests = model.documents
    .filter(({ id }) => id.endsWith('-CR'))
    .map((document): Layer => ({
      ...document,
      name: document.id,
      before: withoutDocument(model, document.id),
      after: model,
      how: 'the specification without what only this document brings, against the whole. Tables that it prints again for what was published before are no change here.',
    }));
  // What else the layer brings, of the release that is published, shows in the same comparison.
  const added = later.documents.filter(({ id, release }) => release !== undefined && Number.parseInt(release, 10) > publishedRelease && !model.documents.some((known) => known.id === id));
  const releases = added.map((document): Layer => ({
    ...document,
    name: `Releases ${document.release!.replace('-', ' and ')}`,
    before: model,
    after: later,
    how: 'the specification of the package, against the same with `--release 5`. A provisional layer: the package itself validates Release 3.',
  }));
  const layers = [...requests, ...releases];
  const pages = layers.map((layer): SitePage => {
    const note = renderReleaseNote({ before: `without ${layer.id}`, after: 'with it', changes: diffModels(layer.before, layer.after) });
    return {
      path: path(layer),
      title: `What ${layer.name} changed`,
      description: layer.title,
      section: 'changes',
      wide: true,
      body: [`${layer.title.replaceAll('<', '\\<')}, ${layer.version}. Made by \`specgen diff\`: ${layer.how}`, note.slice(note.indexOf('\n\n') + 2)].join('\n\n'),
    };
  });
  const index: SitePage = {
    path: 'changes/index',
    title: 'What changed',
    description: 'From layer to layer of the specification: what changed, and whom it breaks.',
    section: 'changes',
    ...parts(
      [
        html`<p class="lead">The specification is a published release with Change Requests on top. What each of these brought, and whom that breaks, as <code>specgen diff</code> says it; Releases 4 and 5 are a layer that may be laid over it.</p>`,
        table('Layers', [
          { title: 'layer', cell: (layer) => html`<a href="${to(path(layer))}">${layer.name}</a>` },
          { title: 'title', cell: ({ title }) => title },
          { title: 'version', cell: ({ version }) => version },
        ], layers),
      ],
      [],
    ),
  };
  return [index, ...pages];
}

const path = ({ id }: Layer): string => `changes/${id}`;

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
