import { membersOf } from '../model/members.js';
import type { Model, Resource } from '../model/model.js';
import { citation } from '../model/model.js';
import { localName, prefixedName } from '../model/names.js';
import type { Entry } from './explanation.js';
import { mark } from './resources.js';

/** Children of one name for all, virtual ones above all: `la`, `group/fopt`. */
export const namedChildren = (model: Model): Entry[] =>
  model.resources.flatMap((resource) =>
    resource.children.flatMap((child): Entry[] => {
      const { type, fixedName, multiplicity, operations, announced, errata } = child;
      if (fixedName === undefined) return [];
      return [
        {
          kind: operations === undefined ? 'child resource' : 'virtual resource',
          names: [`${resource.name}/${fixedName}`, `${resource.name}.${fixedName}`, `${resource.shortName}/${fixedName}`, fixedName, ...(operations === undefined ? [] : [type, `${resource.name}/${type}`, `${resource.name}.${type}`])],
          source: citation(resource.source),
          place: resource.place,
          errata,
          facts: () => ({ type, parent: parentWords(resource), multiplicity, operations: operations?.join(', '), 'announced as': announced.join(', ') }),
        },
      ];
    }),
  );

const parentWords = ({ name, shortName }: Resource): string => `${name} (${shortName})`;

/** Members of complex types, by type and name: `m2m:rateLimit.timeWindow`. */
export const members = (model: Model): Entry[] =>
  [...model.components.types.values()].flatMap((type) => {
    const of = prefixedName(type);
    if (of === undefined || type.kind !== 'complex' || type.place === undefined) return [];
    const { place } = type;
    return membersOf(type).flatMap(({ kind, name, min, max, type: own }): Entry[] => {
      const short = kind === 'text' ? undefined : model.shortNames.members.get(name);
      return [
        {
          kind: 'member',
          names: [of, localName(of)].flatMap((owner) => [name, ...(short === undefined ? [] : [short.shortName])].map((each) => `${owner}.${each}`)),
          place,
          facts: () => ({ 'short name': short && mark(short.shortName, short.provisional), type: prefixedName(own) ?? 'an anonymous type', multiplicity: `${min}..${max === Infinity ? 'n' : max}`, 'member of': of }),
        },
      ];
    });
  });
