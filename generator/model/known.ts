import type { Type } from './components.js';
import { headOf, isTest, type Test } from './conditions.js';
import { memberNameOf, membersOf } from './members.js';
import type { Model } from './model.js';
import { prefixedName } from './names.js';
import type { Resource, Rule } from './resources.js';

/**
 * What a rule silently supposes: that a value of which it wants some of those that there are, or members, is one of those that there
 * are. Of a value that no list has, which is said by itself and which another release may know, the rule says nothing.
 */
export const supposedBy = (model: Model, { attributes }: Resource, { must = {} }: Rule): Rule['when'] =>
  Object.fromEntries(
    Object.entries(must).flatMap(([path, wanted]) => {
      const test: Test = isTest(wanted) ? (wanted as Test) : {};
      if (test.in === undefined && test.members === undefined) return [];
      const type = typeAt(attributes.find(({ name }) => name === headOf(path))?.type.type, path.split('/').slice(1));
      const known = type && (test.in === undefined ? membersIn(type) : valuesOf(model, type));
      return known === undefined ? [] : [[path, test.in === undefined ? { members: known } : { in: known }]];
    }),
  );

/** The type of what stands further down; that of its items, where it is a list. */
function typeAt(type: Type | undefined, path: readonly string[]): Type | undefined {
  if (type?.kind === 'simple' && type.variety === 'list') return typeAt(type.itemType, path);
  const [name, ...rest] = path;
  return name === undefined ? type : typeAt(type?.kind === 'complex' ? membersOf(type).find((member) => memberNameOf(member) === name)?.type : undefined, rest);
}

const membersIn = (type: Type): readonly string[] | undefined => (type.kind === 'complex' ? membersOf(type).map(memberNameOf) : undefined);

const valuesOf = ({ enumerations }: Model, type: Type): readonly number[] | undefined =>
  enumerations.find((enumeration) => enumeration.type === prefixedName(type))?.values.flatMap(({ value, reserved }) => (reserved ? [] : [value]));
