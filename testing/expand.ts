import type { IssueRule } from '../generated/validators/support.js';

type Content = Readonly<Record<string, unknown>>;
type Names = Readonly<Record<string, string>>;

/** A payload as a file of vectors says it: what it has besides the base of its operation, or instead, and what it lacks. */
export interface Difference {
  readonly without?: readonly string[];
  /** Attributes with their value at the head of the file. */
  readonly has?: readonly string[];
  readonly with?: Content;
  /** What it has with short names, where that does not follow from the names at the head of the file. */
  readonly wire?: Content;
}

/** A file of vectors/: the payloads of one resource type. */
export interface VectorFile {
  readonly resource: string;
  /** Short names of the attributes, and of the members of their structures. */
  readonly names: Names;
  readonly members?: Names;
  /** Values of attributes that several payloads have. */
  readonly values: Content;
  /** What every payload of the operation starts from: the least valid one. */
  readonly operations: readonly ({ readonly operation: string } & Difference)[];
  readonly valid: readonly (Vector & Difference)[];
  readonly invalid: readonly (Vector & Difference & { readonly rule: IssueRule; readonly attribute: string; readonly statusCode?: number })[];
}

interface Vector {
  readonly name: string;
  readonly in: readonly string[];
}

/** Beside the files of resource types stand those of transitions, faults and aggregates. */
export const isVectorFile = (file: object): file is VectorFile => 'operations' in file;

interface Payload {
  readonly long: Content;
  readonly wire: Content;
}

/** The payloads of one operation, each as a whole and in both name forms. */
export function expanded(file: VectorFile, operation: string) {
  const found = file.operations.find((each) => each.operation === operation);
  if (found === undefined) return undefined;
  const base = payload(file, found, { long: {}, wire: {} });
  return {
    resource: file.resource,
    operation,
    valid: file.valid.filter((vector) => vector.in.includes(operation)).map((vector) => ({ name: vector.name, ...payload(file, vector, base) })),
    invalid: file.invalid
      .filter((vector) => vector.in.includes(operation))
      .map((vector) => {
        const { name, rule, attribute, statusCode } = vector;
        // No request carries a representation.
        return { name, rule, attribute, statusCode: operation === 'full' ? null : (statusCode ?? null), ...payload(file, vector, base) };
      }),
  };
}

function payload({ names, members = {}, values }: VectorFile, difference: Difference, base: Payload): Payload {
  const { without = [], has = [], with: others = {}, wire } = difference;
  const long = Object.fromEntries([...has.map((name) => [name, values[name]] as const), ...Object.entries(others)]);
  return {
    long: changed(base.long, without, long),
    wire: changed(base.wire, without.map((name) => shortOf(names, name)), wire ?? renamed(long, names, members)),
  };
}

const shortOf = (names: Names, name: string): string => (Object.hasOwn(names, name) ? names[name]! : name);

function renamed(content: Content, names: Names, members: Names): Content {
  return Object.fromEntries(Object.entries(content).map(([name, value]) => [shortOf(names, name), renamedWithin(value, members)]));
}

function renamedWithin(value: unknown, members: Names): unknown {
  if (Array.isArray(value)) return value.map((item) => renamedWithin(item, members));
  return typeof value === 'object' && value !== null ? renamed(value as Content, members, members) : value;
}

// Own members throughout: one of the unknown names is `__proto__`.
const changed = (base: Content, without: readonly string[], instead: Content): Content =>
  Object.fromEntries([...Object.entries(base).filter(([key]) => !without.includes(key) && !Object.hasOwn(instead, key)), ...Object.entries(instead)]);
