/** The specification that this runtime lives by: that of the package, or one that adds to it. */

import { attributesOf, type AttributeRow } from '../generated/tables/attributes.js';
import type { ResourceRow } from '../generated/tables/resources.js';
import { rulesOf, type RuleRow } from '../generated/tables/rules.js';
import { validators } from '../generated/validators/all.js';
import { vocabulary } from '../generated/vocabulary.js';
import type { WireTables } from '../wire/tables.js';

export interface Specification {
  readonly vocabulary: Omit<WireTables, 'resources'> & { readonly resources: readonly ResourceRow[] };
  readonly attributesOf: (type: string) => readonly AttributeRow[] | undefined;
  readonly rulesOf: (type: string) => readonly RuleRow[];
  /** By name, as `generated/validators/all.js` has them. */
  readonly validators: object;
}

const standard: Specification = { vocabulary, attributesOf, rulesOf, validators };
let current = standard;

export const specification = (): Specification => current;

/** What is made of the specification, once for each. */
export function derived<T>(make: (specification: Specification) => T): () => T {
  let of: Specification | undefined;
  let made: T;
  return () => {
    if (of !== current) [of, made] = [current, make(current)];
    return made;
  };
}

/** The row of a resource type by its long name. */
export const rowNamed = (name: string): ResourceRow | undefined => rows().get(name);
const rows = derived((of) => new Map(of.vocabulary.resources.map((row) => [row.name, row])));

const namesIn = ({ vocabulary: { resources } }: Specification): ReadonlySet<string> => new Set(resources.map(({ name }) => name));

/**
 * From here on, this one. It has all that the package has, as `specgen generate --base package` sees to, because the procedures are
 * those of the package's types; so whoever hosts those only sees no difference. A process has one: the tables are asked everywhere.
 * @throws {TypeError} for one that lacks types of the package, and for a second one.
 */
export function useSpecification(own: Specification): void {
  if (own === current) return;
  if (current !== standard) throw new TypeError('this process hosts another specification already: generate one that has all types');
  const known = namesIn(own);
  const missing = [...namesIn(standard)].filter((name) => !known.has(name));
  if (missing.length > 0) throw new TypeError(`the specification lacks ${missing.join(', ')}: generate it with --base package`);
  current = own;
}
