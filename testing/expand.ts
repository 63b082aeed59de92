import type { IssueRule } from '../generated/validators/support.js';
import { put } from '../wire/json-value.js';

type Content = Readonly<Record<string, unknown>>;
type Names = Readonly<Record<string, string>>;

/** A payload as a file of vectors says it: what it has besides the base of its operation, or instead, and what it lacks. */
export interface Difference {
  /** Features that it takes and a CSE need not have. */
  readonly needs?: readonly string[];
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
  /** Features without which a CSE has no such resource. */
  readonly needs?: readonly string[];
  /** What stands for something outside of the payload, as `{{node}}` does, and what it may be. */
  readonly placeholders?: Readonly<Record<string, string>>;
  /** Short names of the attributes, and of the members of their structures. */
  readonly names: Names;
  readonly members?: Names;
  /** Values of attributes that several payloads have. */
  readonly values: Content;
  /** What every payload of the operation starts from: the least valid one. */
  readonly operations: readonly ({ readonly operation: string } & Difference)[];
  readonly valid: readonly (Vector & Surroundings & Difference)[];
  readonly invalid: readonly (Vector & Difference & { readonly rule: IssueRule; readonly attribute: string; readonly statusCode?: number })[];
}

interface Vector {
  readonly name: string;
  readonly in: readonly string[];
}

/** What a payload is accepted with, besides what it carries itself. */
interface Surroundings {
  /** Type of the parent, where not any will do. */
  readonly below?: string;
  /** Attributes that the resource has before the UPDATE, by long names. */
  readonly stored?: Content;
}

/** Beside the files of resource types stand those of transitions, faults and aggregates. */
export const isVectorFile = (file: object): file is VectorFile => 'operations' in file;

/** `{{node 2}}`: the second of the nodes that payloads name. */
export interface Placeholder {
  readonly text: string;
  /** A resource type, or a role: README.md of the vectors lists them. */
  readonly to: string;
  readonly n: number;
  /** A value that it may have. */
  readonly sample: string;
}

/** What stands in the place of a placeholder: undefined leaves it. */
export type Resolve = (placeholder: Placeholder) => string | undefined;

/** Values as they may be, of resources that need not exist. */
export const samples: Resolve = ({ sample }) => sample;

interface Payload {
  readonly needs: readonly string[];
  readonly long: Content;
  readonly wire: Content;
}

/** The payloads of one operation, each as a whole and in both name forms, with the values that `resolve` has for placeholders. */
export function expanded(sourceFile: VectorFile, operation: string, resolve: Resolve = samples) {
  const file = filled(sourceFile, resolve);
  const found = file.operations.find((each) => each.operation === operation);
  if (found === undefined) return undefined;
  const base = payload(file, found, { needs: file.needs ?? [], long: {}, wire: {} });
  return {
    resource: file.resource,
    operation,
    valid: file.valid.filter((vector) => vector.in.includes(operation)).map((vector) => ({ name: vector.name, ...surroundings(file, vector), ...payload(file, vector, base) })),
    invalid: file.invalid
      .filter((vector) => vector.in.includes(operation))
      .map((vector) => {
        const { name, rule, attribute, statusCode } = vector;
        // No request carries a representation.
        return { name, rule, attribute, statusCode: operation === 'full' ? null : (statusCode ?? null), ...payload(file, vector, base) };
      }),
  };
}

/** The file with values in the place of placeholders. */
function filled(file: VectorFile, resolve: Resolve): VectorFile {
  const { placeholders = {}, ...rest } = file;
  const values = new Map(Object.entries(placeholders).map(([text, sample]) => [text, resolve(placeholderOf(text, sample)) ?? text]));
  const within = (value: unknown): unknown => {
    if (typeof value === 'string') return values.get(value) ?? value;
    if (Array.isArray(value)) return value.map(within);
    if (typeof value !== 'object' || value === null) return value;
    const made: Record<string, unknown> = {};
    for (const [name, inner] of Object.entries(value)) put(made, name, within(inner));
    return made;
  };
  return values.size === 0 ? file : (within(rest) as VectorFile);
}

function placeholderOf(text: string, sample: string): Placeholder {
  const [, to = '', n = '1'] = /^\{\{(.*?)(?: (\d+))?\}\}$/.exec(text) ?? [];
  return { text, to, n: Number(n), sample };
}

function payload({ names, members = {}, values }: VectorFile, difference: Difference, base: Payload): Payload {
  const { needs = [], without = [], has = [], with: others = {}, wire } = difference;
  const long = Object.fromEntries([...has.map((name) => [name, values[name]] as const), ...Object.entries(others)]);
  return {
    needs: [...new Set([...base.needs, ...needs])],
    long: changed(base.long, without, long),
    wire: changed(base.wire, without.map((name) => shortOf(names, name)), wire ?? renamed(long, names, members)),
  };
}

const surroundings = ({ names, members = {} }: VectorFile, { below, stored }: Surroundings) => ({
  ...(below !== undefined && { below }),
  ...(stored !== undefined && { stored: { long: stored, wire: renamed(stored, names, members) } }),
});

const shortOf = (names: Names, name: string): string => (Object.hasOwn(names, name) ? names[name]! : name);

function renamed(content: Content, names: Names, members: Names): Content {
  const made: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(content)) put(made, shortOf(names, name), renamedWithin(value, members));
  return made;
}

function renamedWithin(value: unknown, members: Names): unknown {
  if (Array.isArray(value)) return value.map((item) => renamedWithin(item, members));
  return typeof value === 'object' && value !== null ? renamed(value as Content, members, members) : value;
}

/** Own members throughout: one of the unknown names is `__proto__`. */
function changed(base: Content, without: readonly string[], instead: Content): Content {
  const made: Record<string, unknown> = {};
  for (const key of Object.keys(base)) if (!without.includes(key) && !Object.hasOwn(instead, key)) put(made, key, base[key]);
  for (const key of Object.keys(instead)) put(made, key, instead[key]);
  return made;
}
