/** `validators/support.d.ts`: what `support.js` has, in types. */
export const supportDeclarations = `/** What a validator found wrong: one violation of one rule. */
export interface Issue {
  /** Names the attribute and the rule. */
  readonly message: string;
  /** From the validated value to the fault. */
  readonly path: readonly (string | number)[];
  /** Long name of the attribute; absent when the fault is in the whole. */
  readonly attribute: string | undefined;
  readonly rule: IssueRule;
  /** Where the specification says so. */
  readonly clause: string | undefined;
  /**
   * Of a value: by what \`readingOf\` judges whether another release may have it, which takes a number that an enumeration lacks and a word
   * that a list lacks. The value, and the list or what is said of it; or true, where it may.
   */
  readonly others?: boolean | readonly [value: unknown, list: readonly unknown[] | string] | undefined;
}

/**
 * - \`NP\`, \`M\`: must not, must be present (TS-0004 7.3.3)
 * - \`unknown\`: no attribute or member of that name
 * - \`null\`: null where a value is needed
 * - \`type\`, \`enum\`, \`fixed\`, \`pattern\`, \`range\`, \`length\`, \`unique\`: the value
 * - \`forbidden\`, \`alone\`, \`onlyWhen\`, \`implies\`: the combination with other attributes
 * - \`content\`: a primitive's content does not fit its operation or resource type
 * - \`notCovered\`: nothing here knows the type of what is carried; no judgement, and no clause
 */
export type IssueRule =
  | 'NP'
  | 'M'
  | 'unknown'
  | 'null'
  | 'type'
  | 'enum'
  | 'fixed'
  | 'pattern'
  | 'range'
  | 'length'
  | 'unique'
  | 'forbidden'
  | 'alone'
  | 'onlyWhen'
  | 'implies'
  | 'content'
  | 'notCovered';

/**
 * What a list of issues comes to. In a reading of other releases, \`unknownHere\` is what only a newer (or older) release may know:
 * attributes and members, numbers of enumerations, releases. \`notCovered\`: nothing is wrong as far as it could be looked at.
 */
export type Outcome = 'valid' | 'unknownHere' | 'notCovered' | 'invalid';

/** What data is to a receiver that lives with senders of other releases (TS-0004 6.3.3, 7.3.2.1). */
export interface Reading {
  readonly outcome: Outcome;
  /** What no release allows. */
  readonly invalid: readonly Issue[];
  readonly unknownHere: readonly Issue[];
  readonly notCovered: readonly Issue[];
}

/** The issues of a validator of Release 3, as printed, told apart: \`read(validator, data).outcome\`. */
export declare function read(validator: Pick<Validator<unknown>, 'issues'>, data: unknown): Reading;

/** The same of issues that are at hand. */
export declare function readingOf(issues: readonly Issue[]): Reading;

/** The lists of children that a representation nests, and of theirs, by name. */
export declare function childrenIn(data: unknown, isChild: (name: string) => boolean): Iterable<readonly [name: string, list: readonly unknown[]]>;

/**
 * What was found in a representation, and what is wrong in the children that it nests, and in theirs: at most a hundred issues. \`checkOf\`:
 * what checks one, by the name under which it stands; null where nothing does, and undefined of what is no child.
 */
export declare function withChildren(issues: readonly Issue[], data: unknown, checkOf: (name: string) => Validator<unknown>['issues'] | null | undefined): readonly Issue[];

/** What checks the inside of an attribute, which has issues that are known. */
export type InsideCheck = (value: unknown, known: readonly Issue[]) => readonly Issue[];

/** What was found in a resource, and what is wrong in the primitives among its attributes. \`checks\`: what checks each, by name; null where nothing does. */
export declare function withPrimitives(issues: readonly Issue[], data: unknown, checks: Readonly<Record<string, InsideCheck | null>>): readonly Issue[];

/** How an attribute has several primitives: in a list, with parameters in a member apart, of which some have other names; some that primitives must have need not be there. */
export interface Aggregation {
  readonly primitive: 'requestPrimitive' | 'responsePrimitive';
  readonly member: string;
  readonly apart?: string;
  readonly names?: Readonly<Record<string, string>>;
  readonly assumed?: Readonly<Record<string, unknown>>;
}

/** By type, with long names. */
export declare const aggregations: Readonly<Record<string, Aggregation>>;

/** What checks an attribute that is a primitive, or has several. */
export declare function eachPrimitive(check: Validator<unknown>['issues'], how: Omit<Aggregation, 'primitive'> | undefined): InsideCheck;

/** A validator of \`T\`: a type guard, a list of everything that is wrong, and the interface of Standard Schema 1. */
export interface Validator<T> {
  is(this: void, data: unknown): data is T;
  /** Empty when the data is valid; at most a hundred issues otherwise. */
  issues(this: void, data: unknown): readonly Issue[];
  readonly '~standard': {
    readonly version: 1;
    readonly vendor: 'onem2m-specgen';
    readonly validate: (value: unknown) => { readonly value: T; readonly issues?: undefined } | { readonly issues: readonly Issue[] };
    readonly types?: { readonly input: T; readonly output: T } | undefined;
  };
}

/** Says no more than yes or no, and carries no messages. */
export type Guard<T> = (data: unknown) => data is T;
`;
