/** The specification that a CSE lives by: that of the package, or one that adds to it. */

import { AsyncLocalStorage } from 'node:async_hooks';
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

/**
 * Which specification is meant where the tables are asked: that of the CSE whose work this is. Every piece of work has an
 * {@link hosting} around it, whatever it waits for meanwhile; to hand the tables to every function that asks them would say the same
 * at two hundred places.
 */
const ofWork = new AsyncLocalStorage<Specification>();

export const specification = (): Specification => ofWork.getStore() ?? standard;

/** Does work of a CSE, which lives by this specification. */
export const hosting = <T>(of: Specification, work: () => T): T => (of === specification() ? work() : ofWork.run(of, work));

/** What is made of the specification, once for each. */
export function derived<T>(make: (specification: Specification) => T): () => T {
  const all = new WeakMap<Specification, { readonly made: T }>();
  let last: { readonly of: Specification; readonly made: T } | undefined;
  return () => {
    const of = specification();
    if (last?.of === of) return last.made;
    const { made } = all.get(of) ?? { made: make(of) };
    all.set(of, { made });
    last = { of, made };
    return made;
  };
}

/** The row of a resource type by its long name. */
export const rowNamed = (name: string): ResourceRow | undefined => rows().get(name);
const rows = derived((of) => new Map(of.vocabulary.resources.map((row) => [row.name, row])));

const namesIn = ({ vocabulary: { resources } }: Specification): ReadonlySet<string> => new Set(resources.map(({ name }) => name));

/**
 * The specification that a CSE asks for; that of the package when it asks for none. It has all that the package has, as `specgen generate
 * --base package` sees to, because the procedures are those of the package's types.
 * @throws {TypeError} for one that lacks types of the package
 */
export function specificationOf(own: Specification = standard): Specification {
  if (own === standard) return own;
  const known = namesIn(own);
  const missing = [...namesIn(standard)].filter((name) => !known.has(name));
  if (missing.length > 0) throw new TypeError(`the specification lacks ${missing.join(', ')}: generate it with --base package`);
  return own;
}
