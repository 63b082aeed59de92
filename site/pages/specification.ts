import { codeNames } from '../../generator/emit/code-names.js';
import type { Enumeration, Erratum, FaultTable, Machine, Model, Resource, Source } from '../../generator/model/model.js';
import { byCodepoint, localName } from '../../generator/model/names.js';
import type { Html } from './html.js';
import { code, html, joined } from './html.js';
import { to } from './page.js';

/** The model, with the address of everything that has a page, and links to it. */
export class Specification {
  private readonly files: ReadonlyMap<string, string>;
  private readonly enumerations: ReadonlyMap<string, Enumeration>;
  readonly types: ReadonlySet<string>;

  constructor(readonly model: Model) {
    const names = codeNames(model);
    this.files = new Map(model.resources.map((resource) => [resource.name, names.resource(resource).file]));
    this.enumerations = new Map(model.enumerations.map((enumeration) => [enumeration.type, enumeration]));
    this.types = namedTypes(model);
  }

  readonly resourcePath = ({ name }: Pick<Resource, 'name'>): string => `resources/${this.files.get(name) ?? name}`;
  readonly enumerationPath = ({ type }: Pick<Enumeration, 'type'>): string => `enumerations/${localName(type)}`;
  readonly faultTablePath = ({ table }: Pick<FaultTable, 'table'>): string => `fault-codes/${table}`;
  readonly machinePath = ({ name }: Pick<Machine, 'name'>): string => `machines/${name}`;
  readonly erratumPath = ({ id }: Pick<Erratum, 'id'>): string => `errata/${id}`;
  readonly statusPath = (status: number): string => `status-codes/${status}`;
  readonly documentPath = (id: string): string => `documents/${id}`;

  /** An RPC that is sent for several reasons has a table for each: its number tells them apart. */
  readonly faultTableName = ({ rpc, table }: FaultTable): string => (this.model.faultTables.filter((each) => each.rpc === rpc).length > 1 ? `${rpc} (${table})` : rpc);

  /** A resource type by name, as a link where it has a page. */
  readonly resource = (name: string): Html => (this.files.has(name) ? html`<a href="${to(this.resourcePath({ name }))}">${code(name)}</a>` : code(name));

  /** `list of m2m:cmdType`, with a link where the type has a page or a place on one. */
  readonly type = (text: string): Html => {
    const [, before = '', name = ''] = /^(.*?)([^ ]*)$/.exec(text) ?? [];
    const enumeration = this.enumerations.get(name);
    const address = enumeration !== undefined ? to(this.enumerationPath(enumeration)) : this.types.has(name) ? to('specification/types', localName(name)) : undefined;
    return address === undefined ? html`${before}${code(name)}` : html`${before}<a href="${address}">${code(name)}</a>`;
  };

  readonly enumerationOf = (text: string): Enumeration | undefined => this.enumerations.get(text.slice(text.lastIndexOf(' ') + 1));

  readonly status = (status: number): Html => {
    const known = this.model.statusCodes.find((each) => each.code === status);
    return known === undefined ? code(status) : html`<a href="${to(this.statusPath(status))}">${status} ${code(known.name)}</a>`;
  };

  readonly errata = (ids: readonly string[]): Html | undefined =>
    ids.length === 0 ? undefined : html`${joined([...ids].sort(byCodepoint).map((id) => html`<a href="${to(this.erratumPath({ id }))}">${id}</a>`), ', ')}`;

  /** Where a fact comes from: the place on the page of its document. */
  readonly source = ({ document, clause, table }: Source): Html =>
    html`<a href="${to(this.documentPath(document), clauseId(clause))}">${document} ${clause}</a>${table === undefined ? '' : `, Table ${table}`}`;

  readonly sourced = (source: Source, errata: readonly string[]): Html =>
    errata.length === 0 ? this.source(source) : html`${this.source(source)}; errata ${this.errata(errata)}`;

}

export const clauseId = (clause: string): string => `clause-${clause.replaceAll(/[^A-Za-z0-9.]+/g, '-')}`;

/** Everything that no published source gives carries this mark. */
export const mark = (provisional: boolean): Html | undefined => (provisional ? html`<span class="mark">provisional</span>` : undefined);

/** Named types that have a place on the page of types: those of oneM2M that are no enumerations. */
function namedTypes(model: Model): ReadonlySet<string> {
  const enumerated = new Set(model.enumerations.map(({ type }) => type));
  const names = [...model.components.types.values()].flatMap(({ name, place }) => (name === undefined || place === undefined ? [] : [`m2m:${name.local}`]));
  return new Set(names.filter((name) => !enumerated.has(name)));
}
