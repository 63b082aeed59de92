import type { AliasRow, AttributeRow, NameTable, ResourceRow, RuleRow } from '../generated/tables/index.js';
import { aliasOf, attributeNames, attributesOf, memberNames, parameterNames, resourceNames, resources, rulesOf } from '../generated/tables/index.js';
import { validators } from '../generated/validators/all.js';
import { generatedFile } from './data.js';

/** What matchers and builders know of a specification: what was generated from it. */
export interface Specification {
  readonly resources: readonly ResourceRow[];
  readonly attributesOf: (resource: string) => readonly AttributeRow[] | undefined;
  readonly rulesOf: (resource: string) => readonly RuleRow[];
  readonly aliasOf: (type: string, token: string) => AliasRow | undefined;
  readonly names: Readonly<Record<'resources' | 'attributes' | 'members' | 'parameters', NameTable>>;
  /** By resource type, `create`, `createWire` and the like; and those of primitives. */
  readonly validators: object;
  /** A JSON file of generated/, parsed: examples and schemas, which only messages and builders need. */
  readonly file: (path: string) => unknown;
}

/** That of the package. */
export const packaged: Specification = {
  resources,
  attributesOf,
  rulesOf,
  aliasOf,
  names: { resources: resourceNames, attributes: attributeNames, members: memberNames, parameters: parameterNames },
  validators,
  file: generatedFile,
};

/** The name of the root of a resource type's representations: `m2m:cnt`. */
export const rootOf = ({ name, shortName, prefix = 'm2m' }: ResourceRow, form: 'long' | 'wire'): string => `${prefix}:${form === 'wire' ? shortName : name}`;

/** What is made once for each specification. */
export function oncePer<T, S extends object = Specification>(make: (specification: S) => T): (specification: S) => T {
  const made = new WeakMap<S, T>();
  return (specification) => {
    const found = made.get(specification) ?? make(specification);
    made.set(specification, found);
    return found;
  };
}
