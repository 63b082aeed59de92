import type { SchemaSet } from '../../model/components.js';
import { keyOfPrefixed } from '../../model/names.js';
import type { ResourceDefinition } from '../../read/definitions/definitions.js';
import { componentsOf } from '../../read/xsd/components.js';
import type { AttributeFact, ChildFact, EnumerationFact, Fact, ParameterFact } from '../facts.js';
import { recordedName } from '../merge/alike-names.js';
import type { Column } from '../merge/columns.js';
import { isLegal, normalised } from '../merge/columns.js';
import { declares } from '../merge/declared-members.js';
import { agrees } from '../merge/declared-simple-types.js';
import { isSpelling } from '../merge/published-names.js';
import { isSameToken } from '../merge/spelling.js';
import { agreesWithOutcomes } from '../merge/responses.js';
import { constrainingOf } from '../merge/stated-values.js';
import type { Workspace } from '../merge/workspace.js';
import { originalOf } from './announced.js';
import type { Parameter } from './parameter-columns.js';
import { differingColumn } from './parameter-columns.js';

/** Whether a column is one of those that are asked about. */
export type Asked = (column: string) => boolean;

/** An attribute in a definition. */
export type AttributeRow = Readonly<Record<'name' | 'type' | 'multiplicity', string>> & Partial<Readonly<Record<Column, string>>> & { readonly default?: unknown; readonly fixed?: unknown; readonly constraints?: unknown };

/** Definitions, as they are printed and as they are used, at one moment: who asks for every row of a document changes none in between. */
export class Held {
  #set: SchemaSet | undefined;
  #named: ReturnType<typeof recordedName> | undefined;
  #all: readonly ResourceDefinition[] | undefined;

  constructor(readonly folder: Workspace) {}

  /** Whether there is what the row of a fact would be of: its resource, its type, a table of its kind. */
  speaksOf(fact: Fact): boolean {
    switch (fact.kind) {
      case 'attribute':
        return fact.resource === undefined ? this.#universal.size > 0 : this.#isResource(fact.resource);
      case 'child':
        return this.#isResource(fact.resource);
      case 'enumeration-value':
        if (fact.attribute !== undefined) return this.#isResource(fact.attribute.resource);
        return fact.type === undefined || this.folder.enumeration(fact.type) !== undefined;
      case 'member':
        return this.components.types.has(keyOfPrefixed(fact.of) ?? fact.of);
      case 'simple-type':
        return this.components.types.has(keyOfPrefixed(fact.type) ?? fact.type);
      case 'resource-type':
        return this.#isResource(fact.name);
      case 'operation':
        return this.knows(fact.resource);
      case 'short-name':
        return this.folder.all('short-names').length > 0;
      case 'parameter':
        return this.folder.all('parameters').length > 0;
      case 'response':
        return this.folder.all('contents').length > 0 && this.folder.all('parameters').length > 0;
      case 'status-code':
        return this.folder.all('status-codes').length > 0;
      case 'fault':
        return this.folder.all('fault-codes').some((f) => f.content.tables.some((t) => t.table === fact.source.table));
      case 'command':
        return this.folder.all('commands').length > 0;
    }
  }

  /** Whether there is a row for the fact, whatever its columns say. */
  has(fact: Fact): boolean {
    return this.says(fact, () => false);
  }

  /** Whether the definitions say what a fact does, in the columns that are asked about. Where they have no place for it, they do not. */
  says(fact: Fact, asked: Asked): boolean {
    switch (fact.kind) {
      case 'attribute':
        return this.#attribute(fact, asked);
      case 'child':
        return this.#child(fact, asked);
      case 'enumeration-value':
        return this.#value(fact, asked);
      case 'member':
        return declares(this.components, fact, asked);
      case 'simple-type': {
        const type = this.components.types.get(keyOfPrefixed(fact.type) ?? fact.type);
        return type?.kind === 'simple' && (!asked('is') || agrees(fact.is, type, this.components));
      }
      case 'resource-type': {
        const resource = this.folder.resource(fact.name)?.content;
        return resource !== undefined && (!asked('announcedVariant') || fact.announcedVariant === undefined || fact.announcedVariant === resource.announcedVariant?.name);
      }
      case 'operation': {
        const taken = this.#operationsOf(fact.resource);
        return taken.length > 0 && taken.every((operations) => !operations.includes(fact.operation));
      }
      case 'short-name':
        return this.folder.all('short-names').some((f) => f.content.groups.some((g) => g.kind === fact.of && Object.hasOwn(g.names, fact.name) && (!asked('shortName') || g.names[fact.name] === fact.shortName)));
      case 'parameter':
        return [...this.folder.all('parameters'), ...this.folder.used.byKind('parameters')].some(({ content }) => content.parameters.some((row) => row.name === fact.name && agreesWith(fact, row, asked)));
      case 'response':
        return this.folder.all('parameters').some((f) => f.content.parameters.some((row) => row.name === fact.name && row.response !== null && agreesWithOutcomes(this.folder, fact, row.response, asked)));
      case 'status-code':
        return this.folder.all('status-codes').some((f) => f.content.codes.some((c) => c.code === fact.code && (!asked('name') || isSameToken(c.name, fact.name))));
      case 'fault':
        return this.folder.all('fault-codes').some((f) => f.content.tables.some((t) => (fact.source.table === undefined || t.table === fact.source.table) && (!asked('rpc') || t.rpc === fact.rpc) && t.rows.some((row) => row.faultCode === fact.faultCode && (!asked('status') || isSameToken(row.status, fact.status)))));
      case 'command':
        return this.folder.all('commands').some((f) => f.content.commands.some((c) => c.cmdType === fact.cmdType && (!asked('rpcs') || [c.rpc, ...(c.completionReport === null ? [] : [c.completionReport])].join() === fact.rpcs.join())));
    }
  }

  /** Whether they say of a resource type what it takes. */
  knows(resource: string): boolean {
    return this.#operationsOf(resource).length > 0;
  }

  get components(): SchemaSet {
    return (this.#set ??= componentsOf(this.folder.xsds()));
  }

  /** An attribute under the name that an erratum gives it. */
  #recorded(fact: AttributeFact): AttributeFact {
    return (this.#named ??= recordedName(this.folder))(fact);
  }

  /** Printed ones before used ones. */
  get #resources(): readonly ResourceDefinition[] {
    return (this.#all ??= [...this.folder.seen('resource'), ...this.folder.used.byKind('resource')].map((f) => f.content));
  }

  #isResource(name: string): boolean {
    return this.folder.resource(name) !== undefined || originalOf(name, this.folder) !== undefined;
  }

  get #universal(): ReadonlySet<string> {
    return new Set(this.folder.all('universal-attributes').flatMap(({ content: { originals, announced, kept } }) => [originals, announced, kept].flatMap(({ attributes }) => attributes.map(({ name }) => name))));
  }

  /** A type of which values are added together lists none: it has a range. */
  #isMask(type: string): boolean {
    const declared = this.components.types.get(keyOfPrefixed(type) ?? type);
    return declared?.kind === 'simple' && declared.facets.enumeration === undefined && declared.facets.maxInclusive !== undefined;
  }

  /** The rows of an attribute: printed ones before used ones, those of the resource before those of its base. */
  attributes(printed: AttributeFact): readonly AttributeRow[] {
    const fact = this.#recorded(printed);
    const resources = this.#resources;
    const own = resources.filter(({ name }) => fact.resource === undefined || name === fact.resource);
    const bases = own.flatMap((r) => (r.extends === undefined || r.attributes.some((a) => isSpelling(a.name, fact.name)) ? [] : resources.filter(({ name }) => name === r.extends)));
    // What announced resources have besides, no resource has.
    const added = fact.resource === undefined ? this.folder.all('universal-attributes').flatMap(({ content }) => content.announced.attributes.flatMap(({ added, ...row }) => (added === undefined ? [] : [{ ...row, ...added }]))) : [];
    const rows = [...[...own, ...bases].flatMap((r) => r.attributes), ...added];
    const named = rows.filter((row) => row.name === fact.name);
    return named.length > 0 ? named : rows.filter((row) => isSpelling(row.name, fact.name));
  }

  #attribute(printed: AttributeFact, asked: Asked): boolean {
    const fact = this.#recorded(printed);
    const original = fact.resource === undefined ? undefined : originalOf(fact.resource, this.folder);
    if (original !== undefined) return original.attributes.some((row) => row.name === fact.name && (row.announced === 'MA' || (row.announced === 'OA' && !(asked('create') && fact.create === 'M'))));
    if (fact.resource === undefined && !columns.some(asked) && this.#universal.has(fact.name)) return true;
    return this.attributes(fact).some((row) => {
      const isSame = (column: Column): boolean => {
        const printed = fact[column] === undefined || !asked(column) ? undefined : normalised[column](fact[column]);
        return printed === undefined || row[column] === printed || (column === 'type' && !isLegal.type(printed));
      };
      return columns.every(isSame) && (!asked('default') || this.#constrains(fact, row));
    });
  }

  /** What a cell of defaults and constraints says of an attribute, as far as it can be read. */
  stated(fact: AttributeFact, { type, multiplicity }: Pick<AttributeRow, 'type' | 'multiplicity'>): ReturnType<typeof constrainingOf<AttributeFact>> {
    return constrainingOf({ into: this.folder, known: this.folder }, [fact], type, multiplicity);
  }

  #constrains(fact: AttributeFact, row: AttributeRow): boolean {
    if (fact.default === undefined || fact.default.trim() === '') return true;
    const { fact: from, ...stated } = this.stated(fact, row);
    if (from === undefined) return false;
    const bounds = row.constraints as Readonly<Record<string, unknown>> | undefined;
    return (
      (stated.default === undefined || (stated.default ?? undefined) === row.default) &&
      // An only value of an enumeration may stand there by its name.
      (stated.fixed === undefined || row.fixed !== undefined) &&
      Object.entries(stated.constraints ?? {}).every(([bound, value]) => bounds?.[bound] === value)
    );
  }

  #child(fact: ChildFact, asked: Asked): boolean {
    const original = originalOf(fact.resource, this.folder);
    const children = this.folder.seen('resource').flatMap((f) => (f.content.name === (original?.name ?? fact.resource) ? f.content.children : []));
    if (original !== undefined) return children.some((c) => c.announced?.includes(fact.type) === true);
    const multiplicity = normalised.multiplicity(fact.multiplicity ?? '');
    return children.some(
      (c) =>
        c.type === fact.type &&
        (!asked('multiplicity') || multiplicity === undefined || c.multiplicity === multiplicity) &&
        (!asked('fixedName') || c.fixedName === fact.fixedName) &&
        (!asked('announced') || fact.announced === undefined || fact.announced.join() === (c.announced ?? []).join()),
    );
  }

  #value(fact: EnumerationFact, asked: Asked): boolean {
    const all = [...this.folder.all('enumerations'), ...this.folder.used.byKind('enumerations')].flatMap((f) => f.content.enumerations);
    const row = this.folder.resource(fact.attribute?.resource ?? '')?.content.attributes.find((a) => a.name === fact.attribute?.name);
    const type = fact.type ?? row?.type.replace(/^list of /, '');
    const own = all.filter((e) => e.type === type);
    // A list in a cell or in the text may be of a type within that of the attribute.
    const enumerations = own.length > 0 || fact.value !== undefined ? own : all;
    const name = fact.name.trim().replace(/\s+/g, ' ');
    if (asked('bitMask') && fact.bitMask === true && !this.#isMask(type ?? '')) return false;
    if (fact.value === undefined && this.folder.all('exec-status-codes').some((f) => f.content.choices.some((choice) => choice.name === name))) return true;
    return enumerations.some((e) => e.values.some((v) => (!asked('value') || fact.value === undefined || v.value === fact.value) && [v.name, ...(v.aliases ?? [])].some((each) => isSameToken(each, name))));
  }

  /** Of a virtual resource each parent says what it takes. */
  #operationsOf(name: string): readonly (readonly string[])[] {
    const own = this.folder.resource(name);
    return own !== undefined ? [own.content.operations] : this.folder.seen('resource').flatMap((f) => f.content.children.flatMap((c) => (c.type === name && c.fixedName !== undefined ? [c.operations ?? ['create', 'retrieve', 'update', 'delete']] : [])));
  }
}

/** Whether a parameter is in primitives of the direction, and says what a fact does. */
const agreesWith = (fact: ParameterFact, row: Parameter, asked: Asked): boolean => row[fact.of] !== null && differingColumn(fact, row, asked) === undefined;

const columns = ['type', 'multiplicity', 'access', 'announced', 'create', 'update'] as const satisfies readonly Column[];
