import type { Model, Source, SourceDocument } from '../../generator/model/model.js';
import { byCodepoint } from '../../generator/model/names.js';
import { code, facts, Html, html, joined } from './html.js';
import type { SitePage } from './page.js';
import { parts, to } from './page.js';
import type { Specification } from './specification.js';
import { clauseId } from './specification.js';

/** What stands in one clause of a source. */
interface Cited {
  readonly clause: string;
  /** Link → tables in which the source says it. */
  readonly links: ReadonlyMap<string, ReadonlySet<string>>;
}

/** A page per source document: clause by clause, what was taken from it and where that went. */
export function documentPage(specification: Specification, document: SourceDocument): SitePage {
  const cited = clausesOf(specification, document.id);
  return {
    path: specification.documentPath(document.id),
    title: document.id,
    description: `What was taken from ${document.title}, clause by clause.`,
    section: 'documents',
    ...parts(
      [html`<p class="lead">What was taken from this source, clause by clause, and where it went.</p>`, facts([['title', document.title], ['version', document.version], ['clauses', cited.length]])],
      [
        {
          id: 'clauses',
          title: 'Clauses',
          content: cited.map(({ clause, links }) => html`
            <section class="clause" id="${clauseId(clause)}" aria-label="Clause ${clause}">
              <h3><a class="self" href="#${clauseId(clause)}">${clause}</a></h3>
              <ul class="columns">${[...links].map(([link, tables]) => html`<li>${raw(link)}${tables.size === 0 ? '' : html` <span class="count">Table ${joined([...tables], ', ')}</span>`}</li>`)}</ul>
            </section>`),
        },
      ],
    ),
  };
}

const cache = new WeakMap<Model, ReadonlyMap<string, readonly Cited[]>>();

/** The clauses of a document that anything cites, in the order of the document. */
export function clausesOf(specification: Specification, document: string): readonly Cited[] {
  let all = cache.get(specification.model);
  if (all === undefined) cache.set(specification.model, (all = collect(specification)));
  return all.get(document) ?? [];
}

function collect(specification: Specification): ReadonlyMap<string, readonly Cited[]> {
  const { model } = specification;
  const documents = new Map<string, Map<string, Map<string, Set<string>>>>();
  const add = ({ document, clause, table }: Source, link: Html): void => {
    const clauses = getOr(documents, document, () => new Map<string, Map<string, Set<string>>>());
    const links = getOr(clauses, clause, () => new Map<string, Set<string>>());
    const tables = getOr(links, link.text, () => new Set<string>());
    if (table !== undefined) tables.add(table);
  };
  const link = (path: string, anchor: string | undefined, text: string): Html => html`<a href="${to(path, anchor)}">${code(text)}</a>`;
  for (const resource of model.resources) {
    const path = specification.resourcePath(resource);
    add(resource.source, link(path, undefined, resource.name));
    if (resource.requests !== undefined) add(resource.requests.source, link(path, undefined, resource.name));
    for (const each of resource.attributes) if (each.source.clause !== resource.source.clause || each.source.document !== resource.source.document) add(each.source, link(path, each.name, `${resource.name}.${each.name}`));
    for (const each of resource.rules) add(each.source, link(path, `rule-${each.id}`, `${resource.name}.${each.id}`));
  }
  for (const each of model.enumerations) add(each.source, link(specification.enumerationPath(each), undefined, each.type));
  for (const machine of model.machines) {
    add(machine.source, link(specification.machinePath(machine), undefined, `machine ${machine.name}`));
    for (const each of machine.transitions) add(each.source, link(specification.machinePath(machine), 'transitions', `transitions of ${machine.name}`));
  }
  for (const each of model.faultTables) add(each.source, link(specification.faultTablePath(each), undefined, `faults of ${each.rpc}`));
  for (const each of model.unlistedFaults) add(each.source, link('fault-codes/index', undefined, `faults ${each.from} to ${each.to}`));
  for (const each of model.commands) add(each.source, link('specification/commands', each.cmdType, `command ${each.cmdType}`));
  for (const each of model.outcomes) add(each.source, link('specification/outcomes', each.id, each.id));
  for (const each of model.statusCodes) add(each.source, link(specification.statusPath(each.code), undefined, `${each.code} ${each.name}`));
  for (const each of model.parameters) add(each.source, link('specification/parameters', each.name, each.name));
  for (const each of model.aggregations) add(each.source, link('machines/index', each.name, each.name));
  for (const each of [...Object.values(model.shortNames)].flatMap((names) => (names instanceof Map ? [...names.values()] : []))) {
    add((each as { readonly source: Source }).source, link('specification/names', undefined, 'short names'));
  }
  for (const { of, source } of model.dependencies.conditions) {
    const [name = '', attribute = ''] = of.split(/[./]/);
    const resource = model.resources.find((each) => each.name === name);
    if (resource !== undefined) add(source, link(specification.resourcePath(resource), attribute, `${name}.${attribute}`));
  }
  for (const erratum of model.errata) for (const { document, clause } of erratum.where) add({ document, clause }, link(specification.erratumPath(erratum), undefined, `erratum ${erratum.id}`));
  return new Map(
    [...documents].map(([document, clauses]) => [
      document,
      [...clauses].map(([clause, links]) => ({ clause, links })).sort((a, b) => inOrder(a.clause, b.clause)),
    ]),
  );
}

function getOr<K, V>(map: Map<K, V>, key: K, create: () => V): V {
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = create()));
  return value;
}

const number = new Intl.Collator('en', { numeric: true });
/** Clauses as their documents have them: `7.4.9.2` before `7.4.9.2.1` and `7.4.10`. */
export const inOrder = (a: string, b: string): number => number.compare(a, b) || byCodepoint(a, b);

/** A link that was HTML before it was a key. */
const raw = (text: string): Html => new Html(text);
