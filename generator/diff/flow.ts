import type { Type } from '../model/components.js';
import { membersOf } from '../model/members.js';
import type { Attribute, Model } from '../model/model.js';
import { keyOfPrefixed, prefixedName } from '../model/names.js';
import { oncePer } from '../once-per.js';
import type { Flow } from './classify.js';
import { everywhere } from './classify.js';

/** May a request carry the attribute? A response always may. */
export const flowOf = (...attributes: readonly Attribute[]): Flow => ({
  requests: attributes.some((a) => a.create !== 'NP' || a.update !== 'NP'),
  responses: true,
});

/** Where the values of a named type stand, and which attributes are of that very type. */
export interface Use extends Flow {
  readonly attributes: readonly string[];
}

/** By prefixed name. What nothing uses has no entry. */
export type Uses = ReadonlyMap<string, Use>;

/** Both models' uses of a type: a change to a type that nothing is known to use may show anywhere. */
export function useOf(name: string, ...uses: readonly Uses[]): Use {
  const found = uses.flatMap((u) => u.get(name) ?? []);
  if (found.length === 0) return { ...everywhere, attributes: [] };
  return {
    requests: found.some((u) => u.requests),
    responses: found.some((u) => u.responses),
    attributes: [...new Set(found.flatMap((u) => u.attributes))],
  };
}

interface Visit {
  readonly type: Type;
  readonly requests: boolean;
  readonly responses: boolean;
  readonly attribute?: string;
}

export const usesOf = oncePer((model: Model): Uses => {
  // An anonymous type is its own key: it may still meet itself, through a global element.
  const uses = new Map<string | Type, { requests: boolean; responses: boolean; attributes: string[] }>();
  const visits: Visit[] = [...attributeVisits(model), ...parameterVisits(model), ...contentVisits(model)];
  for (let visit = visits.pop(); visit !== undefined; visit = visits.pop()) {
    const { type, requests, responses, attribute } = visit;
    const key = prefixedName(type) ?? type;
    const known = uses.get(key);
    if (attribute !== undefined) known?.attributes.push(attribute);
    if (known !== undefined && (known.requests || !requests) && (known.responses || !responses)) continue;
    if (known === undefined) uses.set(key, { requests, responses, attributes: attribute === undefined ? [] : [attribute] });
    else Object.assign(known, { requests: known.requests || requests, responses: known.responses || responses });
    for (const part of partsOf(type)) visits.push({ type: part, requests, responses });
  }
  return new Map([...uses].flatMap(([key, use]) => (typeof key === 'string' ? [[key, use] as const] : [])));
});

/** Last first, since visits are taken from the end. */
const attributeVisits = (model: Model): Visit[] =>
  model.resources
    .flatMap((resource) =>
      resource.attributes.map((a): Visit => ({
        type: a.type.type,
        ...flowOf(a),
        ...(isOwn(a) && resource.announces === undefined && { attribute: `${resource.name}.${a.name}` }),
      })),
    )
    .reverse();

const isOwn = (a: Attribute): boolean => a.inheritedFrom === undefined;

const parameterVisits = (model: Model): Visit[] =>
  model.parameters.flatMap((p): Visit[] => {
    const type = model.components.types.get(keyOfPrefixed(p.type.replace(/^list of /, '')) ?? '');
    return type === undefined ? [] : [{ type, requests: p.request !== null, responses: p.response !== null }];
  });

const contentVisits = (model: Model): Visit[] =>
  model.contents.flatMap((content): Visit[] => {
    const type = content.type === undefined ? undefined : model.components.types.get(keyOfPrefixed(content.type.replace(/^list of /, '')) ?? '');
    return type === undefined ? [] : [{ type, requests: content.in === 'request', responses: content.in !== 'request' }];
  });

function partsOf(type: Type): readonly Type[] {
  if (type.kind === 'complex') return membersOf(type).map((m) => m.type);
  return [...(type.itemType === undefined ? [] : [type.itemType]), ...(type.memberTypes ?? [])];
}
