import type { IssueRule } from '../generated/validators/support.js';

type Content = Readonly<Record<string, unknown>>;

/** A payload as a file of vectors says it: what it has besides the base of its operation, or instead, and what it lacks. */
export interface Difference {
  readonly without?: readonly string[];
  readonly with?: Content;
  /** What it has with short names, where that is more than the attributes' own short names. */
  readonly wire?: Content;
}

/** A file of vectors/: the payloads of one resource type. */
export interface VectorFile {
  readonly resource: string;
  /** Short names of the attributes. */
  readonly names: Readonly<Record<string, string>>;
  readonly operations: readonly OperationVectors[];
}

/** Beside the files of resource types stand those of transitions, faults and aggregates. */
export const isVectorFile = (file: object): file is VectorFile => 'operations' in file;

export interface OperationVectors {
  readonly operation: string;
  /** What every payload of the operation starts from: the least valid one. */
  readonly base: Difference;
  readonly valid: readonly ({ readonly name: string } & Difference)[];
  readonly invalid: readonly ({
    readonly name: string;
    readonly rule: IssueRule;
    readonly attribute: string;
    readonly statusCode: number | null;
  } & Difference)[];
}

/** The payloads of one operation, each as a whole and in both name forms. */
export function expanded({ resource, names, operations }: VectorFile, operation: string) {
  const found = operations.find((each) => each.operation === operation);
  if (found === undefined) return undefined;
  const payload = ({ without = [], with: long = {}, wire }: Difference, base: { readonly long: Content; readonly wire: Content }) => ({
    long: changed(base.long, without, long),
    wire: changed(base.wire, without.map((name) => shortOf(names, name)), wire ?? mapKeys(long, (name) => shortOf(names, name))),
  });
  const base = payload(found.base, { long: {}, wire: {} });
  return {
    resource,
    operation,
    valid: found.valid.map(({ name, ...vector }) => ({ name, ...payload(vector, base) })),
    invalid: found.invalid.map(({ name, rule, attribute, statusCode, ...vector }) => ({ name, rule, attribute, statusCode, ...payload(vector, base) })),
  };
}

const shortOf = (names: VectorFile['names'], name: string): string => (Object.hasOwn(names, name) ? names[name]! : name);

// Own members throughout: one of the unknown names is `__proto__`.
const changed = (base: Content, without: readonly string[], instead: Content): Content =>
  Object.fromEntries([...Object.entries(base).filter(([key]) => !without.includes(key) && !Object.hasOwn(instead, key)), ...Object.entries(instead)]);

const mapKeys = (content: Content, map: (key: string) => string): Content =>
  Object.fromEntries(Object.entries(content).map(([key, value]) => [map(key), value]));
