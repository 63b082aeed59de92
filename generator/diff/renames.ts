/**
 * What the new model calls otherwise, old name → new name. What only refers to a name follows it, and is no change of its
 * own.
 */
export interface Renames {
  /** Prefixed names of types and enumerations. */
  readonly types: ReadonlyMap<string, string>;
  /** Tokens, by the new prefixed name of their enumeration. */
  readonly values: ReadonlyMap<string, ReadonlyMap<string, string>>;
  readonly resources: ReadonlyMap<string, string>;
  /** Of whatever resource: an attribute of one name is renamed everywhere or nowhere. */
  readonly attributes: ReadonlyMap<string, string>;
}

export const follow = (renames: ReadonlyMap<string, string> | undefined, name: string): string => renames?.get(name) ?? name;

/** The renames of one pairing. */
export const renamesOf = <T>(
  renamed: readonly { readonly before: T; readonly after: T }[],
  nameOf: (item: T) => string,
): ReadonlyMap<string, string> => new Map(renamed.map(({ before, after }) => [nameOf(before), nameOf(after)]));

/** Renames that a document says, by the subjects of changes: new → old. */
export type ToldRenames = ReadonlyMap<string, string>;
