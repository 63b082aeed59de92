import type { Place } from '../../diagnostics/diagnostic.js';
import type { Condition, Feature, FittingValue, Reference, Role, Unsettled } from '../../model/dependencies.js';
import type { CwmpHeader, CwmpMessage, CwmpVersion } from '../../model/cwmp.js';
import type { ChildResource, CreateOptionality, JsonValue, PrimitiveParameter, Rule, Source, UpdateOptionality, Access, Announcement, HttpField, HttpMethod, Machine, Erratum, Outcome, Content, ContentRule, Attribute, UniversalAttribute } from '../../model/model.js';

/**
 * The JSON definitions of `xsd/tables/` as they stand in the files, one interface per kind. They say what their source
 * prints; `errata.json` patches them (model.ts, `Patch`) before they are checked against these shapes. Each kind has a
 * JSON Schema of the same content in `xsd/tables/schema/<kind>.schema.json`, which `$schema` in the file points to.
 */
interface Sourced {
  readonly source: Source;
  readonly errata?: readonly string[];
}
/** A row takes its container's source where it names none. */
interface Row {
  readonly source?: Source;
  readonly errata?: readonly string[];
}

interface Rows<T> extends Sourced {
  readonly attributes: readonly (Row & T)[];
}

/** In no file: that additions have put the row where it is. */
interface Added {
  readonly isAddition?: true;
}

/** `tables/documents.json` */
export interface DocumentsDefinition {
  readonly documents: readonly { readonly id: string; readonly title: string; readonly version: string; readonly release?: string }[];
}

/** `tables/resources/<name>.json` */
export interface ResourceDefinition extends Sourced {
  readonly name: string;
  readonly kind: 'resource' | 'mgmtObj' | 'base';
  /** That of its element, and the prefix of its root in JSON; absent: oneM2M's own, m2m. */
  readonly namespace?: { readonly prefix: string; readonly namespace: string };
  readonly resourceType?: number;
  readonly mgmtDefinition?: number;
  /** The resource type number has no published source. */
  readonly provisional?: boolean;
  readonly description: string;
  readonly operations: readonly ('create' | 'retrieve' | 'update' | 'delete')[];
  /** Which CSEs it is applicable to; absent: any (TS-0004 Table 6.3.4.2.1-1). */
  readonly cseTypes?: readonly ('IN_CSE' | 'MN_CSE' | 'ASN_CSE')[];
  readonly group: string;
  /** Name of the base whose rows follow the own ones where the own table has none of that name (mgmtObj for [software]). */
  readonly extends?: string;
  readonly parents: readonly string[];
  readonly children: readonly (Row & Omit<ChildResource, 'announced' | 'errata'> & { readonly announced?: readonly string[] })[];
  readonly attributes: readonly AttributeDefinition[];
  readonly rules?: readonly (Row & Omit<Rule, 'source' | 'errata' | 'place'>)[];
  /** The clause whose tables print CREATE and UPDATE of the rows, beside those of `source`; absent: none does, and they follow from the access. */
  readonly requests?: Source;
  /** Present when the resource can be announced; the variant's rows follow from the `announced` column. */
  readonly announcedVariant?: { readonly name: string; readonly resourceType?: number; readonly provisional?: boolean; readonly group: string };
}

export interface AttributeDefinition extends Row, Added {
  readonly name: string;
  /** Of this attribute alone; absent: the one that the table has for the long name. <action> and [allJoynMethodCall] have an input each. */
  readonly shortName?: string;
  readonly type: string;
  readonly multiplicity: string;
  readonly access: Access;
  readonly announced?: Announcement;
  readonly create: CreateOptionality;
  readonly update: UpdateOptionality;
  readonly default?: JsonValue;
  readonly fixed?: JsonValue;
  /** On a base: a specialization has this row only when its own table names it (TS-0001 9.6.15: where Annex D defines it). */
  readonly inherited?: false;
  /** JSON Schema keywords, e.g. `{ "maxLength": 256 }`. */
  readonly constraints?: { readonly [keyword: string]: number | boolean };
  readonly description: string;
}

/** `tables/enumerations.json` */
export interface EnumerationsDefinition {
  readonly enumerations: readonly (Sourced & {
    readonly type: string;
    readonly description: string;
    readonly provisional?: boolean;
    /** Numbers inside the span that the source leaves out; any other gap is an error. */
    readonly unassigned?: readonly number[];
    readonly writtenIn?: readonly { readonly type: string; readonly matches: string }[];
    readonly values: readonly EnumerationValueDefinition[];
  })[];
}

export interface EnumerationValueDefinition extends Row, Added {
  readonly value: number;
  readonly name: string;
  readonly provisional?: boolean;
  readonly reserved?: boolean;
  readonly aliases?: readonly string[];
  readonly description?: string;
}

/** `tables/additions.json`: rows for what other definitions describe, such as those of a later release. */
export interface AdditionsDefinition extends Sourced {
  readonly additions: readonly {
    /** Identifies the group for errata. */
    readonly name: string;
    /** Names of resource types. */
    readonly to: readonly string[];
    readonly attributes?: readonly AttributeDefinition[];
    readonly children?: ResourceDefinition['children'];
  }[];
  readonly values?: readonly {
    /** An enumeration type. */
    readonly name: string;
    readonly values: readonly EnumerationValueDefinition[];
  }[];
  readonly tokens?: readonly {
    /** A simple type that enumerates texts, which no table describes: m2m:releaseVersion. */
    readonly name: string;
    readonly tokens: readonly string[];
  }[];
}

/** `tables/short-names.json` */
export interface ShortNamesDefinition {
  readonly groups: readonly (Sourced & {
    /** Identifies the group for errata, e.g. `software attributes`. */
    readonly name: string;
    readonly kind: 'resource' | 'attribute' | 'member' | 'parameter';
    readonly provisional?: boolean;
    /** Long name → short name. */
    readonly names: { readonly [long: string]: string };
  })[];
  readonly reserved: readonly string[];
}

/** `tables/parameters.json` */
export interface ParametersDefinition extends Sourced {
  readonly parameters: readonly (Row &
    Omit<PrimitiveParameter, 'source' | 'errata'> & {
      /** Names in print that are not the long name in words: `Content`, `Discovery Result Type`. */
      readonly printed?: readonly string[];
    })[];
}

/** `tables/contents.json` */
export interface ContentsDefinition extends Sourced {
  readonly contents: readonly (Row & Omit<Content, 'source' | 'errata' | 'place'>)[];
  readonly rules?: readonly (Row & Omit<ContentRule, 'source' | 'errata' | 'place'>)[];
}

/** `tables/fault-codes.json` */
export interface FaultCodesDefinition {
  readonly tables: readonly (Sourced & {
    readonly table: string;
    readonly rpc: string;
    readonly rows: readonly (Row & { readonly faultCode: number; readonly status: string; readonly description: string })[];
  })[];
  readonly unlisted: readonly (Sourced & { readonly from: number; readonly to: number; readonly status: string; readonly description: string })[];
}

/** `tables/commands.json` */
export interface CommandsDefinition {
  readonly commands: readonly (Sourced & {
    readonly cmdType: string;
    readonly rpc: string;
    readonly completionReport: string | null;
    readonly operation?: string;
    readonly argumentMember: string;
    readonly argumentType: string;
    readonly cancellable: boolean;
    readonly faultTables: readonly string[];
  })[];
}

/** `tables/outcomes.json` */
export interface OutcomesDefinition {
  readonly outcomes: readonly (Sourced & Pick<Outcome, 'id' | 'resource' | 'procedure' | 'condition' | 'text' | 'statusCode' | 'effect'>)[];
}

/** `tables/status-codes.json` */
export interface StatusCodesDefinition extends Sourced {
  readonly codes: readonly (Row & { readonly code: number; readonly name: string; readonly http: number | null; readonly provisional?: boolean })[];
}

/** `tables/universal-attributes.json` */
export interface UniversalAttributesDefinition {
  readonly originals: Rows<Pick<UniversalAttribute, 'name' | 'common'>>;
  /** What every announced variant has; `added`: what it is where the original lacks it. */
  readonly announced: Rows<Pick<Attribute, 'name' | 'access' | 'create' | 'update'> & { readonly added?: { readonly type: string; readonly multiplicity: string; readonly description: string } }>;
  /** What a variant has wherever its original has it, whatever the column says. */
  readonly kept: Rows<{ readonly name: string; readonly multiplicity?: string; readonly create: CreateOptionality }>;
}

/** `tables/http-binding.json` */
export interface HttpBindingDefinition extends Sourced {
  readonly methods: readonly (Row & Pick<HttpMethod, 'operation' | 'method'>)[];
  readonly fields: readonly (Row & Pick<HttpField, 'part' | 'name' | 'parameter' | 'member' | 'form' | 'in'>)[];
}

/** `cwmp/messages.json` */
export interface CwmpDefinition extends Sourced {
  readonly versions: readonly CwmpVersion[];
  readonly headers: readonly (Row & Omit<CwmpHeader, 'source'>)[];
  readonly messages: readonly (Row & Pick<CwmpMessage, 'name' | 'to' | 'since'>)[];
}

/** `tables/exec-status-codes.json`: the CR's list of choice values. */
export interface ExecStatusCodesDefinition extends Sourced {
  readonly choices: readonly (Row & { readonly name: string; readonly attribute: 'execStatus' | 'execResult'; readonly publishedName: string })[];
}

/** `tables/machines/<name>.json` */
export interface MachineDefinition extends Sourced {
  readonly name: string;
  readonly resource: string;
  readonly enumeration: string;
  readonly description: string;
  readonly states: readonly { readonly name: string; readonly description: string }[];
  readonly events: Machine['events'];
  readonly transitions: readonly (Row & {
    readonly from: string | null;
    readonly event: string;
    readonly guard?: string;
    readonly to: string | null;
    readonly effects?: readonly string[];
  })[];
}

/** `tables/aggregations.json` */
export interface AggregationsDefinition {
  readonly aggregations: readonly (Sourced & {
    readonly name: string;
    readonly of: string;
    readonly enumeration: string;
    readonly rows: readonly (Row & { readonly set: readonly string[]; readonly result: string })[];
  })[];
}

/** `tables/dependencies.json` */
export interface DependenciesDefinition {
  readonly roles: readonly Role[];
  readonly references: readonly (Sourced & Pick<Reference, 'to' | 'names' | 'typedBy'>)[];
  readonly features: readonly (Sourced & Pick<Feature, 'name' | 'description' | 'names' | 'resources' | 'announced'>)[];
  readonly values?: readonly (Sourced & Pick<FittingValue, 'names' | 'least' | 'most'>)[];
  readonly conditions?: readonly (Sourced & Pick<Condition, 'of' | 'values' | 'has' | 'below' | 'needs'>)[];
  readonly unsettled?: readonly (Sourced & Pick<Unsettled, 'resources' | 'names' | 'values' | 'announced' | 'together' | 'why'>)[];
}

/** `errata.json` */
export interface ErrataDefinition {
  readonly errata: readonly (Omit<Erratum, 'place' | 'patches'> & { readonly patches?: Erratum['patches'] })[];
}

/** Kind of definition → its shape: the key is the base name of the JSON Schema. */
export interface DefinitionKinds {
  documents: DocumentsDefinition;
  resource: ResourceDefinition;
  enumerations: EnumerationsDefinition;
  additions: AdditionsDefinition;
  'short-names': ShortNamesDefinition;
  parameters: ParametersDefinition;
  contents: ContentsDefinition;
  'fault-codes': FaultCodesDefinition;
  commands: CommandsDefinition;
  outcomes: OutcomesDefinition;
  'status-codes': StatusCodesDefinition;
  'exec-status-codes': ExecStatusCodesDefinition;
  'http-binding': HttpBindingDefinition;
  'universal-attributes': UniversalAttributesDefinition;
  cwmp: CwmpDefinition;
  machine: MachineDefinition;
  aggregations: AggregationsDefinition;
  dependencies: DependenciesDefinition;
  errata: ErrataDefinition;
}
export type Kind = keyof DefinitionKinds;

/** One definition file, parsed, patched and valid against its JSON Schema. */
export interface Definition<K extends Kind = Kind> {
  readonly kind: K;
  readonly file: string;
  readonly content: DefinitionKinds[K];
  /** The place of the value at a path of object keys and array indexes, e.g. `at('attributes', 3, 'type')`. */
  at(...path: (string | number)[]): Place;
  /** Ids of the errata whose patches changed the value at this path or one below it. */
  patchedBy(...path: (string | number)[]): readonly string[];
}
