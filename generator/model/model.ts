import type { Citation } from './citations.js';
import type { Command, ExecStatusCode, FaultRange, FaultTable } from './commands.js';
import type { SchemaSet } from './components.js';
import type { Content, ContentRule } from './contents.js';
import type { Cwmp } from './cwmp.js';
import type { Dependencies } from './dependencies.js';
import type { SourceDocument } from './documents.js';
import type { Enumeration } from './enumerations.js';
import type { Erratum } from './errata.js';
import type { Aggregation, Machine } from './machines.js';
import type { Outcome, StatusCode } from './outcomes.js';
import type { HttpBinding, PrimitiveParameter } from './primitives.js';
import type { Namespace, Resource } from './resources.js';
import type { ShortNames } from './short-names.js';
import type { UniversalAttribute } from './universal-attributes.js';

export type { Command, ExecStatusCode, FaultRange, FaultRow, FaultTable } from './commands.js';
export type { Content, ContentRule } from './contents.js';
export { citation, releaseInWords, releaseOf } from './documents.js';
export type { SourceDocument } from './documents.js';
export type { Enumeration, EnumerationValue } from './enumerations.js';
export type { Erratum, Patch } from './errata.js';
export type { Fact, Source } from './fact.js';
export type { JsonValue } from './json-value.js';
export type { Aggregation, Machine, Transition } from './machines.js';
export type { Outcome, StatusCode } from './outcomes.js';
export type { HttpBinding, HttpField, HttpMethod, PrimitiveParameter } from './primitives.js';
export { Access } from './resources.js';
export type { Announcement, Attribute, ChildResource, Constraint, CreateOptionality, Multiplicity, Namespace, Resource, Rule, TypeReference, UpdateOptionality } from './resources.js';
export type { UniversalAttribute } from './universal-attributes.js';
export type { ShortName, ShortNames } from './short-names.js';

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
  /** What resources have whatever their own tables say; empty where no definition says. */
  readonly universalAttributes: readonly UniversalAttribute[];
  /** Those of resources that are not of oneM2M's own namespace, in codepoint order of prefix. */
  readonly namespaces: readonly Namespace[];
  readonly parameters: readonly PrimitiveParameter[];
  /** What primitives carry beside resources; empty where no definition says. */
  readonly contents: readonly Content[];
  /** Across the members of primitives and contents. */
  readonly contentRules: readonly ContentRule[];
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
  readonly citations: readonly Citation[];
}
