import type { Place } from '../diagnostics/diagnostic.js';
import type { Type } from './components.js';
import type { Fact, Source } from './fact.js';
import type { JsonValue } from './json-value.js';

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
  /** What a specialization specializes, and has the rows of: mgmtObj, flexContainer. */
  readonly extends?: string;
  /** True when the resource type number or its short name is provisional. */
  readonly provisional: boolean;
  readonly description: string;
  /** Which operations a request may carry: execInstance cannot be created by a request. */
  readonly operations: readonly ('create' | 'retrieve' | 'update' | 'delete')[];
  /** Which CSEs it is applicable to; absent: any (TS-0004 Table 6.3.4.2.1-1). */
  readonly cseTypes?: readonly ('IN_CSE' | 'MN_CSE' | 'ASN_CSE')[];
  /** Base type in the XSD: `m2m:announceableResource`, `m2m:regularResource` … */
  readonly group: string;
  readonly parents: readonly string[];
  /** Where the definition says these, for messages; absent on what is derived. */
  readonly places?: { readonly group: Place; readonly parents: readonly Place[]; readonly children: readonly Place[] };
  readonly children: readonly ChildResource[];
  /** In the order of the source table. */
  readonly attributes: readonly Attribute[];
  readonly rules: readonly Rule[];
  /** The tables that print CREATE and UPDATE, where they are others than those of `source`; absent: none does, and they follow from the access. */
  readonly requests?: { readonly source: Source; readonly place: Place };
  /** Name of the announced variant, when there is one; on a variant, `announces` names the original. */
  readonly announcedVariant?: string;
  readonly announces?: string;
}

export interface ChildResource {
  readonly type: string;
  readonly multiplicity: string;
  /** Fixed resource name, e.g. notificationSchedule. */
  readonly fixedName?: string;
  /** Of a virtual child: which operations it takes (TS-0004 6.8, 7.4); it has no definition of its own to say so. */
  readonly operations?: readonly ('create' | 'retrieve' | 'update' | 'delete' | 'notify')[];
  readonly announced: readonly string[];
  readonly errata: readonly string[];
}

/** A namespace of global elements, and the prefix by which JSON and XML know it (TS-0004 6.1, 8.4.2). */
export interface Namespace {
  readonly prefix: string;
  readonly namespace: string;
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

/** What a column cannot say of one attribute; `keyword` and `value` are of JSON Schema, e.g. maxLength 256, uniqueItems. */
export interface Constraint {
  readonly keyword: 'maxLength' | 'minLength' | 'minItems' | 'maxItems' | 'uniqueItems' | 'minimum' | 'maximum';
  readonly value: number | boolean;
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
