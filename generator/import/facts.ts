import type { Place } from '../diagnostics/diagnostic.js';
import type { TypeExpression } from './type-expression.js';

/**
 * What the tables of a document say, as data: names, numbers and marks as printed, with their places. Nothing is
 * corrected here (that is for `errata.json`) and nothing is added; text that describes is kept only for looking at.
 */
export interface Facts {
  /** The document's id, e.g. `TS-0001`, or what its file is called. */
  readonly document: string;
  /** In the order of the document. */
  readonly facts: readonly Fact[];
  /** Every table of the document, in order, nested ones after the table that they stand in. */
  readonly tables: readonly TableSummary[];
  /** What the document says of itself; absent where nobody looked. */
  readonly identity?: Identity;
  /** Texts of the headings: of what the document speaks, whether in tables or not. */
  readonly headings?: readonly string[];
  /** Present where the document says what changes: the facts that its change marks delete. */
  readonly removed?: readonly Fact[];
  /** …and those of which they replace a part. */
  readonly replaced?: readonly Replaced[];
  /** …and the resources of which they replace the name: before → after. */
  readonly renamed?: ReadonlyMap<string, string>;
}

/** A fact before and after what change marks do to it. */
export interface Replaced {
  readonly was: Fact;
  readonly by: Fact;
}

/** What a document says of itself on its cover, in its title, or by the name of its file. */
export interface Identity {
  /** `TS-0001`; absent where it does not say. */
  readonly number?: string;
  /** A Change Request: `number` is the document that it would change. */
  readonly isRequest: boolean;
  /** Of a Change Request, the number that it has itself: `SDS-2021-0042R01`. */
  readonly request?: string;
  /** `3.36.0`, as far as it is printed. */
  readonly version?: string;
}

/** What became of one table. */
export interface TableSummary {
  readonly number?: string;
  readonly caption?: string;
  readonly clause?: string;
  readonly place: Place;
  /** Rows as they stand, headings included, and columns. */
  readonly rows: number;
  readonly columns: number;
  /** What it was recognised as; absent: not understood, and `reason` says why. */
  readonly kind?: TableKind;
  /** How many facts came out of it. */
  readonly facts: number;
  /** Why nothing, or why some rows gave nothing. */
  readonly reason?: string;
  /** A row says that others are left out (`…`, `rows omitted`). */
  readonly isElided?: true;
  /** In a document that says what changes: nothing of the table does. */
  readonly isContext?: true;
  /** Rows that gave nothing, from 1, each with the reason. */
  readonly skipped: readonly { readonly row: number; readonly reason: string; readonly place: Place }[];
}

export type TableKind =
  | 'attributes' // TS-0001: multiplicity, RW/RO/WO, announced
  | 'requests' // TS-0004: optionality in requests, type, default
  | 'common-attributes' // universal and common attributes, both styles
  | 'children'
  | 'enumeration'
  | 'simple-types' // TS-0004 6.3.3: lists, unions and strings with a format
  | 'members' // complex type
  | 'resource-types' // which resource types there are, and what they specialize
  | 'short-names'
  | 'parameters' // TS-0004 6.4 and 7.2.1, TS-0001 8.1: what requests and responses carry
  | 'status-codes'
  | 'fault-codes'
  | 'commands' // cmdType → RPC
  | 'procedure' // the steps of an operation in a table; text, understood and left alone
  | 'layout'; // cover page, history, notes: no facts by design

/** Where a fact stands in its document. */
export interface Citation {
  readonly clause?: string;
  readonly table?: string;
}

interface Stated {
  readonly source: Citation;
  readonly place: Place;
  /**
   * In a document that says what changes: what of the fact is unmarked. `all` of a fact that is there to show where the others
   * belong, else the columns of it that stay as they are.
   */
  readonly unmarked?: 'all' | readonly string[];
  /** In such a document: the row stands elsewhere than it did. */
  readonly isMoved?: true;
}

/**
 * What a resource type is: one of its own, or a specialization of <mgmtObj> or <flexContainer>. Both write the name in square
 * brackets ([software], [allJoynApp]); where the text says which of the two it is, that counts, else it is one of <mgmtObj>.
 */
export type ResourceKind = 'resource' | 'mgmtObj' | 'flexContainer';

/** One row of a table of attributes. A column that the table does not have is absent; an empty cell is ''. */
export interface AttributeFact extends Stated {
  readonly kind: 'attribute';
  /** Name of the resource type; absent in the tables of universal and common attributes. */
  readonly resource?: string;
  readonly resourceKind: ResourceKind;
  readonly name: string;
  /** As printed, white space normalised: `0..1 (L)`. */
  readonly multiplicity?: string;
  /** As printed: `R0` stays `R0`. */
  readonly access?: string;
  readonly announced?: string;
  readonly create?: string;
  readonly update?: string;
  readonly type?: string;
  readonly default?: string;
  /** What `default` says, as far as it can be read; absent where that is nothing. */
  readonly says?: StatedConstraints;
  /** Constraints or description, as printed; to be looked at, never to be copied into a definition. */
  readonly text: string;
}

/** What a cell of default values and constraints states, as far as it can be read. Values are written as they are printed. */
export interface StatedConstraints {
  /** `Default value is false, when …` → `false`; `Default=IMMEDIATEONCE` → the name of the value; `Default: empty string` → ''. Null: the cell says that there is none. */
  readonly default?: string | null;
  /** `always true`: the only value that there is. */
  readonly fixed?: string;
  /** `Range: 0-100`. */
  readonly minimum?: number;
  readonly maximum?: number;
  /** `greater than 0`, `less than 100`: an end that is outside. */
  readonly above?: number;
  readonly below?: number;
  /** `at most 64 characters`. */
  readonly minLength?: number;
  readonly maxLength?: number;
}

/** One row of a table of child resources. */
export interface ChildFact extends Stated {
  readonly kind: 'child';
  readonly resource: string;
  readonly resourceKind: ResourceKind;
  readonly type: string;
  /** Fixed resource name; absent for [variable]. */
  readonly fixedName?: string;
  readonly multiplicity?: string;
  /** Child types of the announced resource. */
  readonly announced?: readonly string[];
}

/** One value of an enumeration. */
export interface EnumerationFact extends Stated {
  readonly kind: 'enumeration-value';
  /** Prefixed type name, where the document gives one: `m2m:execStatusType`. */
  readonly type?: string;
  /** The attribute whose description lists the values, where it does. */
  readonly attribute?: { readonly resource: string; readonly name: string };
  readonly name: string;
  /** Absent where the document gives no number. */
  readonly value?: number;
  /** How the document gives it: a table, a list in a cell, or a list in the text. */
  readonly from: 'table' | 'cell' | 'text';
  /** The table says that values are added together: 5 is 1 and 4. Stands on every value of the type. */
  readonly bitMask?: true;
}

/** One simple type that is no enumeration: TS-0004 Table 6.3.3-1. */
export interface SimpleTypeFact extends Stated {
  readonly kind: 'simple-type';
  /** Prefixed name: `m2m:listOfURIs`. */
  readonly type: string;
  /** What its row makes of it; a string where it says nothing else. */
  readonly is: TypeExpression;
  /** The description, as printed; never to be copied into a definition. */
  readonly text: string;
}

/** A resource type that the document names as one, apart from its attributes: its schema file is named, or what it specializes is. */
export interface ResourceTypeFact extends Stated {
  readonly kind: 'resource-type';
  readonly name: string;
  readonly resourceKind: ResourceKind;
  /** Name of the announced variant, where it is named beside it: `firmware, firmwareAnnc`. */
  readonly announcedVariant?: string;
}

/** An operation that no request may ask for: `The <latest> resource shall not be updated via API.` */
export interface OperationFact extends Stated {
  readonly kind: 'operation';
  readonly resource: string;
  readonly resourceKind: ResourceKind;
  readonly operation: 'create' | 'retrieve' | 'update' | 'delete';
  readonly allowed: false;
}

/** One row of a complex type's table. */
export interface MemberFact extends Stated {
  readonly kind: 'member';
  /** Prefixed name of the complex type. */
  readonly of: string;
  /** Path below the type: `target`, `policy/operator`. */
  readonly path: readonly string[];
  /** True for an XML attribute, printed with `@`. */
  readonly isXmlAttribute: boolean;
  readonly type: string;
  readonly multiplicity: string;
}

export interface ShortNameFact extends Stated {
  readonly kind: 'short-name';
  readonly of: 'resource' | 'attribute' | 'member' | 'parameter';
  readonly name: string;
  readonly shortName: string;
  /** What has it, by the column that says so: resource types, complex types, `Request`; what is said of all is left out. */
  readonly occursIn?: readonly string[];
  /** The name that other tables print, where the long one stands in a column of its own: `Content` of primitiveContent. */
  readonly printed?: string;
}

/** One row of a table of parameters. One kind of table gives type and multiplicity, the other what requests of each operation carry. */
export interface ParameterFact extends Stated, Readonly<Partial<Record<ParameterOperation, string>>> {
  readonly kind: 'parameter';
  readonly of: 'request' | 'response';
  /** As printed: `Role IDs`; the long name as soon as the definitions are at hand (parameter-names.ts). */
  readonly name: string;
  /** As printed, where `name` is the long name. */
  readonly printed?: string;
  readonly type?: string;
  readonly multiplicity?: string;
}

export const parameterOperations = ['create', 'retrieve', 'update', 'delete', 'notify'] as const;
export type ParameterOperation = (typeof parameterOperations)[number];

/** One row of a table of what responses carry: M, O or NP, by what became of the request. */
export interface ResponseFact extends Stated, Readonly<Partial<Record<Outcome, string>>> {
  readonly kind: 'response';
  /** The parameter, named as in ParameterFact. */
  readonly name: string;
  readonly printed?: string;
}

/** An acknowledgement, success of each operation, an error. */
export const outcomes = ['acknowledged', ...parameterOperations, 'failed'] as const;
export type Outcome = (typeof outcomes)[number];

export interface StatusCodeFact extends Stated {
  readonly kind: 'status-code';
  readonly code: number;
  readonly name: string;
}

export interface FaultFact extends Stated {
  readonly kind: 'fault';
  /** The RPC that the caption names: `Download`. */
  readonly rpc: string;
  readonly faultCode: number;
  /** As printed: `STATUS_REQUEST DENIED` stays as it is. */
  readonly status: string;
  readonly text: string;
}

export interface CommandFact extends Stated {
  readonly kind: 'command';
  readonly cmdType: string;
  /** As printed: `ChangeDUState RPC (see section …)`, reduced to the names of the RPCs in order. */
  readonly rpcs: readonly string[];
}

export type Fact =
  | AttributeFact
  | ChildFact
  | EnumerationFact
  | SimpleTypeFact
  | ResourceTypeFact
  | OperationFact
  | MemberFact
  | ShortNameFact
  | ParameterFact
  | ResponseFact
  | StatusCodeFact
  | FaultFact
  | CommandFact;
