import type { Place } from '../diagnostics/diagnostic.js';
import type { SchemaSet, Type } from './components.js';
import type { Cwmp } from './cwmp.js';
import type { Dependencies } from './dependencies.js';
import type { Fact, Source } from './fact.js';
import type { JsonValue } from './json-value.js';

export type { Fact, Source } from './fact.js';
export type { JsonValue } from './json-value.js';

/**
 * The linked specification: the XSD components and the JSON definitions as one body of plain readonly data, errata
 * applied, names resolved, every fact with its source. Emitters and checks read this and nothing else.
 */
export interface Model {
  readonly components: SchemaSet;
  readonly documents: readonly SourceDocument[];
  /** Codepoint order of type name. */
  readonly enumerations: readonly Enumeration[];
  /** Codepoint order of name; announced variants (softwareCampaignAnnc) are resources of their own. */
  readonly resources: readonly Resource[];
  readonly shortNames: ShortNames;
  /** Those of resources that are not of oneM2M's own namespace, in codepoint order of prefix. */
  readonly namespaces: readonly Namespace[];
  readonly parameters: readonly PrimitiveParameter[];
  /** How primitives travel over HTTP; empty where no definition says. */
  readonly httpBinding: HttpBinding;
  /** The messages by which devices are managed; absent where no definition says. */
  readonly cwmp?: Cwmp;
  readonly faultTables: readonly FaultTable[];
  /** Where every fault code falls that no row of a table names. */
  readonly unlistedFaults: readonly FaultRange[];
  readonly commands: readonly Command[];
  readonly outcomes: readonly Outcome[];
  readonly statusCodes: readonly StatusCode[];
  readonly execStatusCodes: readonly ExecStatusCode[];
  readonly machines: readonly Machine[];
  readonly aggregations: readonly Aggregation[];
  readonly dependencies: Dependencies;
  readonly errata: readonly Erratum[];
}

/** `TS-0004 7.4.16.1, Table 7.4.16.1-3`: the form in which sources stand in outputs. */
export function citation(source: Source): string {
  return `${source.document} ${source.clause}` + (source.table === undefined ? '' : `, Table ${source.table}`);
}

export interface SourceDocument {
  /** `TS-0004`, `TS-0001-CR` …: what `Source.document` says. */
  readonly id: string;
  readonly title: string;
  readonly version: string;
  /** Release that its facts come with, where that is not the release of the specification; `4-5`: one of these, nobody says which. */
  readonly release?: string;
  readonly place: Place;
}

/** The release that a fact comes with, where it is another than that of the specification. */
export const releaseOf = ({ documents }: Pick<Model, 'documents'>, source: Source | undefined): string | undefined =>
  source && documents.find(({ id }) => id === source.document)?.release;

/** `4-5` → `Release 4 or 5`. */
export const releaseInWords = (release: string): string => `Release ${release.replace('-', ' or ')}`;

export interface Enumeration extends Fact {
  /** Prefixed: `m2m:execStatusType`. */
  readonly type: string;
  readonly description: string;
  /** No published source gives these numbers. */
  readonly provisional: boolean;
  readonly values: readonly EnumerationValue[];
  /** Numbers inside the span that the source leaves out. */
  readonly unassigned: readonly number[];
}

export interface EnumerationValue {
  /** The published token, e.g. `STATUS_SUCCESS`, `All Attributes`. */
  readonly name: string;
  readonly value: number;
  readonly provisional: boolean;
  /** Published as void: it has a number and must not be used. */
  readonly reserved: boolean;
  /** Other spellings that a reader accepts and a writer does not use, e.g. STATUS_NOT_CANCELLABLE. */
  readonly aliases: readonly string[];
  readonly description?: string;
  /** Absent: that of the enumeration. */
  readonly source?: Source;
  readonly place: Place;
}

export const Access = { RO: 'RO', RW: 'RW', WO: 'WO' } as const;
export type Access = (typeof Access)[keyof typeof Access];
export type Announcement = 'MA' | 'OA' | 'NA';
export type CreateOptionality = 'M' | 'O' | 'NP';
export type UpdateOptionality = 'O' | 'NP';

/** `0..1 (L)` of TS-0001: may it be absent, may it repeat, is it a list. */
export interface Multiplicity {
  readonly min: 0 | 1;
  readonly max: 1 | 'n';
  readonly list: boolean;
  /** Normal form: `1`, `0..1`, `1 (L)`, `0..1 (L)`, `0..n`. */
  readonly text: string;
}

/** `m2m:timestamp` or `list of xs:anyURI`, resolved. */
export interface TypeReference {
  readonly text: string;
  /** True for `list of X`: `type` is then X, the type of one item. */
  readonly listOf: boolean;
  readonly type: Type;
}

export interface Attribute extends Fact {
  readonly name: string;
  readonly shortName: string;
  /** True when the short name is provisional. */
  readonly provisional: boolean;
  readonly type: TypeReference;
  readonly multiplicity: Multiplicity;
  readonly access: Access;
  /** Absent where the source has no such column (resources that cannot be announced). */
  readonly announced?: Announcement;
  readonly create: CreateOptionality;
  readonly update: UpdateOptionality;
  /** Absent: no default. */
  readonly default?: JsonValue;
  /** The only value allowed, e.g. mgmtDefinition 1002 of [software]. */
  readonly fixed?: JsonValue;
  readonly constraints: readonly Constraint[];
  /** In our own words. */
  readonly description: string;
  /** The resource whose table the row comes from, when inherited (mgmtObj for [software]). */
  readonly inheritedFrom?: string;
  /** The row is an addition to the table: the XSD of the resource need not have the attribute. */
  readonly isAddition?: true;
}

/** What a column cannot say of one attribute; `keyword` and `value` are of JSON Schema, e.g. maxLength 256, uniqueItems. */
export interface Constraint {
  readonly keyword: 'maxLength' | 'minLength' | 'minItems' | 'maxItems' | 'uniqueItems' | 'minimum' | 'maximum';
  readonly value: number | boolean;
}

/** A namespace of global elements, and the prefix by which JSON and XML know it (TS-0004 6.1, 8.4.2). */
export interface Namespace {
  readonly prefix: string;
  readonly namespace: string;
}

export interface Resource extends Fact {
  readonly name: string;
  readonly shortName: string;
  /** Absent: oneM2M's own. */
  readonly namespace?: Namespace;
  readonly kind: 'resource' | 'mgmtObj' | 'announced' | 'base';
  /** Absent on a base (mgmtObj's table, which only specializations use). 13 for every mgmtObj specialization. */
  readonly resourceType?: number;
  /** mgmtDefinition number, for mgmtObj specializations. */
  readonly mgmtDefinition?: number;
  /** True when the resource type number or its short name is provisional. */
  readonly provisional: boolean;
  readonly description: string;
  /** Which operations a request may carry: execInstance cannot be created by a request. */
  readonly operations: readonly ('create' | 'retrieve' | 'update' | 'delete')[];
  /** Base type in the XSD: `m2m:announceableResource`, `m2m:regularResource` … */
  readonly group: string;
  readonly parents: readonly string[];
  /** Where the definition says these, for messages; absent on what is derived. */
  readonly places?: { readonly group: Place; readonly parents: readonly Place[]; readonly children: readonly Place[] };
  readonly children: readonly ChildResource[];
  /** In the order of the source table. */
  readonly attributes: readonly Attribute[];
  readonly rules: readonly Rule[];
  /** Name of the announced variant, when there is one; on a variant, `announces` names the original. */
  readonly announcedVariant?: string;
  readonly announces?: string;
}

export interface ChildResource {
  readonly type: string;
  readonly multiplicity: string;
  /** Fixed resource name, e.g. notificationSchedule. */
  readonly fixedName?: string;
  readonly announced: readonly string[];
  readonly errata: readonly string[];
}

/**
 * A rule across attributes of one resource. What `when` and `must` say of a place, conditions.ts tells.
 * - `locked`: the attributes keep their value while `when` holds; only a different value is rejected.
 * - `forbidden`: the combination in `when` must not stand in one request.
 * - `alone`: the attribute must be the only one in an UPDATE.
 * - `onlyWhen`: the attribute is present if and only if `when` holds.
 * - `implies`: where `when` holds, `must` holds.
 */
export interface Rule extends Fact {
  readonly id: string;
  readonly kind: 'locked' | 'forbidden' | 'alone' | 'onlyWhen' | 'implies';
  /** Empty for `locked`: every attribute. */
  readonly attributes: readonly string[];
  /** Attribute → value; all must hold; enumeration values by number. */
  readonly when: { readonly [attribute: string]: JsonValue };
  /** Of `implies`. */
  readonly must?: { readonly [path: string]: JsonValue };
  /** The requests that the rule is about, where it is not about both. */
  readonly operations?: readonly ('create' | 'update')[];
  /** Response status code. */
  readonly outcome: number;
  readonly description: string;
}

export interface ShortName {
  readonly name: string;
  readonly shortName: string;
  readonly provisional: boolean;
  readonly source: Source;
  readonly errata: readonly string[];
  readonly place: Place;
}

export interface ShortNames {
  readonly resources: ReadonlyMap<string, ShortName>;
  readonly attributes: ReadonlyMap<string, ShortName>;
  readonly members: ReadonlyMap<string, ShortName>;
  readonly parameters: ReadonlyMap<string, ShortName>;
  /** Every short name that any published table assigns, for collision checks (TS-0004 8.2). */
  readonly reserved: ReadonlySet<string>;
}

/** A parameter of request and response primitives (TS-0004 6.4, 7.2.1). */
export interface PrimitiveParameter {
  /** XSD long name, e.g. requestIdentifier. */
  readonly name: string;
  readonly shortName: string;
  readonly type: string;
  /** `null`: not in that primitive. */
  readonly request: '1' | '0..1' | null;
  readonly response: '1' | '0..1' | null;
  /** Per operation, C R U D N. */
  readonly operations: Readonly<Record<'create' | 'retrieve' | 'update' | 'delete' | 'notify', 'M' | 'O' | 'NP'>> | null;
  readonly source: Source;
  readonly errata: readonly string[];
}

export interface HttpBinding {
  readonly methods: readonly HttpMethod[];
  readonly fields: readonly HttpField[];
}

export interface HttpMethod {
  readonly operation: 'create' | 'retrieve' | 'update' | 'delete' | 'notify';
  readonly method: 'POST' | 'GET' | 'PUT' | 'DELETE';
  readonly source: Source;
}

/** A header or a field of a query, and the parameter that stands in it. */
export interface HttpField {
  readonly part: 'header' | 'query';
  readonly name: string;
  /** XSD long name of the parameter. */
  readonly parameter: string;
  /** Long name of the member that it stands for; absent: the whole parameter. */
  readonly member?: string;
  readonly form: 'text' | 'texts' | 'number' | 'numbers' | 'boolean' | 'time' | 'list' | 'uris' | 'token-pairs';
  readonly in: readonly ('request' | 'response')[];
  readonly source: Source;
}

export interface FaultTable extends Fact {
  /** As cited: `8.2.1.1-1`. */
  readonly table: string;
  /** `Download`, `TransferComplete` … */
  readonly rpc: string;
  readonly rows: readonly FaultRow[];
}

export interface FaultRow {
  readonly faultCode: number;
  /** The published token, e.g. STATUS_REQUEST_DENIED. */
  readonly status: string;
  readonly execResult: number;
  readonly description: string;
  readonly errata: readonly string[];
  readonly place: Place;
}

export interface FaultRange extends Fact {
  readonly from: number;
  readonly to: number;
  readonly status: string;
  readonly execResult: number;
  readonly description: string;
}

export interface Command extends Fact {
  /** Name in m2m:cmdType. */
  readonly cmdType: string;
  readonly value: number;
  readonly rpc: string;
  /** `null`: the response to the RPC is the completion. */
  readonly completionReport: string | null;
  /** Argument of the RPC that selects the operation, e.g. Install. */
  readonly operation?: string;
  readonly argumentMember: string;
  readonly argumentType: string;
  readonly cancellable: boolean;
  readonly faultTables: readonly string[];
}

export interface Outcome extends Fact {
  readonly id: string;
  readonly resource: string;
  readonly procedure: 'create' | 'update' | 'execute' | 'cancel' | 'delete';
  readonly condition: string;
  /** The CR's quoted text, exactly as printed; absent for successes and where the CR says only "error". */
  readonly text?: string;
  readonly statusCode: number;
  readonly statusName: string;
  readonly http: number;
  /** What becomes of the resource and its status. */
  readonly effect: string;
}

export interface StatusCode {
  readonly code: number;
  readonly name: string;
  readonly http: number;
  /** True when the HTTP status is our proposal (4128). */
  readonly provisional: boolean;
  readonly source: Source;
  readonly errata: readonly string[];
  readonly place: Place;
}

/** One choice of the CR's execStatus list, and where the published types put it. */
export interface ExecStatusCode {
  readonly name: string;
  readonly attribute: 'execStatus' | 'execResult';
  readonly value: number;
  readonly publishedName: string;
  readonly errata: readonly string[];
  readonly place: Place;
}

export interface Machine extends Fact {
  /** Name of the attribute, e.g. campaignStatus. */
  readonly name: string;
  readonly resource: string;
  /** Enumeration that numbers the states. */
  readonly enumeration: string;
  readonly description: string;
  readonly states: readonly { readonly name: string; readonly value: number; readonly description: string }[];
  readonly events: readonly { readonly name: string; readonly by: 'Originator' | 'Hosting CSE' | 'device' | 'clock'; readonly description: string }[];
  readonly transitions: readonly Transition[];
}

export interface Transition extends Fact {
  /** `null`: creation. */
  readonly from: string | null;
  readonly event: string;
  /** Absent: unconditional. */
  readonly guard?: string;
  /** `null`: the resource is deleted. */
  readonly to: string | null;
  readonly effects: readonly string[];
}

export interface Aggregation extends Fact {
  readonly name: string;
  readonly of: string;
  readonly enumeration: string;
  /** One row for every set of individual values, the empty one included. */
  readonly rows: readonly { readonly set: readonly string[]; readonly result: string; readonly errata: readonly string[]; readonly place: Place }[];
}

export interface Erratum {
  readonly id: string;
  readonly kind: 'editorial' | 'name' | 'table' | 'semantic';
  readonly where: readonly { readonly document: string; readonly clause: string; readonly line?: number }[];
  /** What the source prints, in short. */
  readonly printed: string;
  /** What we use instead. */
  readonly use: string;
  readonly why: string;
  readonly patches: readonly Patch[];
  readonly place: Place;
}

/**
 * One change to a definition: definitions say what their source prints, and errata say what we use instead. `at` is a
 * file under `xsd/` and a path into it, in which a segment selects a member of an object, or the array item whose key
 * (`name`, `id`, `table` …) it equals: `tables/resources/softwareCampaign.json#/attributes/softwareLinks/multiplicity`.
 */
export interface Patch {
  readonly at: string;
  /** `null`: absent in the definition. */
  readonly printed: JsonValue;
  readonly use: JsonValue;
}
