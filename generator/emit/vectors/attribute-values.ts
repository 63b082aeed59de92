import type { Type } from '../../model/components.js';
import type { Attribute, JsonValue } from '../../model/model.js';
import { jsonKindOf } from '../../read/xsd/lexical.js';
import type { Slot } from '../schemas/representation.js';
import type { Size } from './sample.js';
import type { Fitting } from './fitting.js';
import { branches, fittingValue, sample } from './sample.js';
import type { Spoiled } from './spoil.js';
import { itemsOf, spoiled } from './spoil.js';

export type ValueOf = Pick<Slot, 'attribute' | 'fixed'>;

/** Values of attributes: those of the type, as a list where the table says so, narrowed by fixed values and constraints. */
export function sampleOf({ attribute, fixed }: ValueOf, size: Size, fitting?: Fitting): JsonValue | undefined {
  if (fixed !== undefined) return fixed;
  const own = fittingValue(fitting, attribute.name, size);
  if (own !== undefined) return own;
  const { type } = attribute.type;
  if (!repeats(attribute)) return within(attribute, sample(type, { size, fitting }));
  const items = Array.from({ length: size === 'most' ? 2 : 1 }, (_, n) => within(attribute, sample(type, { size, n, fitting })));
  return items.some((item) => item === undefined) ? undefined : (items as JsonValue[]);
}

/** The value, or the nearest that the limits of the attribute allow. */
function within({ constraints }: Attribute, value: JsonValue | undefined): JsonValue | undefined {
  if (typeof value !== 'number') return value;
  const limit = (keyword: 'minimum' | 'maximum'): number | undefined => constraints.find((c) => c.keyword === keyword)?.value as number | undefined;
  return Math.min(Math.max(value, limit('minimum') ?? value), limit('maximum') ?? Infinity);
}

/** Does JSON carry an array of the type's values? A list type is an array by itself. */
const repeats = ({ type, multiplicity }: Attribute): boolean => type.listOf || multiplicity.max === 'n';

const asList = (attribute: Attribute, value: JsonValue): JsonValue => (repeats(attribute) ? [value] : value);

/** Every value that is worth a vector of its own: each of an enumeration, both booleans, each alternative of a choice. */
export function notableValues({ attribute, fixed }: ValueOf, fitting?: Fitting): readonly { readonly what: string; readonly value: JsonValue }[] {
  if (fixed !== undefined) return [];
  const usual = fittingValue(fitting, attribute.name, 'least');
  return notable(attribute.type.type, usual, fitting).filter((value) => within(attribute, value) === value).map((value) => ({
    what: typeof value === 'object' && value !== null ? Object.keys(value).join(', ') : JSON.stringify(value),
    value: asList(attribute, value),
  }));
}

/** Every value but the usual one, which is the first where nothing else is said. */
function notable(type: Type, usual: JsonValue | undefined, fitting: Fitting | undefined): readonly JsonValue[] {
  if (type.kind === 'complex') {
    const count = branches(type);
    if (count < 2) return [];
    return Array.from({ length: count }, (_, branch) => sample(type, { size: 'most', branch, fitting })).flatMap((value) => (value === undefined ? [] : [value]));
  }
  if (type.variety !== 'atomic') return [];
  const kind = jsonKindOf(type.builtin);
  if (kind === 'boolean') return [false];
  const all = (type.facets.enumeration ?? []).map(({ value }) => (kind === 'string' ? value : Number(value)));
  return usual === undefined ? all.slice(1) : all.filter((value) => value !== usual);
}

/** A wrong value, with the rule that it breaks; `fixed` and `unique` are rules that only attributes have. */
export interface SpoiledAttribute extends Omit<Spoiled, 'rule'> {
  readonly rule: Spoiled['rule'] | 'fixed' | 'unique';
}

export function spoiledValues({ attribute, fixed }: ValueOf): readonly SpoiledAttribute[] {
  const { type } = attribute.type;
  if (fixed !== undefined) {
    const other = typeof fixed === 'number' ? fixed + 1 : typeof fixed === 'boolean' ? !fixed : 'something else';
    return [{ rule: 'fixed', what: 'another value', value: other }];
  }
  const ofType = spoiled(type);
  // A limit may be one that the type has as well.
  const constrained = attribute.constraints.flatMap((constraint) => spoiledByConstraint(attribute, constraint)).filter(({ what }) => !ofType.some((other) => other.what === what));
  if (!repeats(attribute)) return [...ofType, ...constrained];
  const item = sample(type, { size: 'least' });
  return [
    ...(item === undefined ? [] : [{ rule: 'type', what: 'no list', value: item } as const]),
    // A repeated element that must be there occurs once at least, unless the table says that the list may be empty.
    ...(attribute.multiplicity.min === 1 && !mayBeEmpty(attribute) ? [{ rule: 'length', what: 'an empty list', value: [] } as const] : []),
    ...itemsOf(ofType),
    ...constrained,
  ];
}

const mayBeEmpty = ({ constraints }: Attribute): boolean => constraints.some(({ keyword, value }) => keyword === 'minItems' && value === 0);

function spoiledByConstraint(attribute: Attribute, { keyword, value }: Attribute['constraints'][number]): readonly SpoiledAttribute[] {
  const limit = Number(value);
  const items = (count: number): JsonValue[] => Array.from({ length: count }, (_, n) => sample(attribute.type.type, { size: 'least', n }) ?? 'x');
  switch (keyword) {
    case 'maxLength':
      return [{ rule: 'length', what: 'too long', value: asList(attribute, 'x'.repeat(limit + 1)) }];
    case 'minLength':
      return [{ rule: 'length', what: 'too short', value: asList(attribute, 'x'.repeat(Math.max(limit - 1, 0))) }];
    case 'minimum':
      return [{ rule: 'range', what: 'too small', value: asList(attribute, limit - 1) }];
    case 'maximum':
      return [{ rule: 'range', what: 'too large', value: asList(attribute, limit + 1) }];
    case 'minItems':
      if (limit === 0) return [];
      return [{ rule: 'length', what: 'too few items', value: items(Math.max(limit - 1, 0)) }];
    case 'maxItems':
      return [{ rule: 'length', what: 'too many items', value: items(limit + 1) }];
    case 'uniqueItems': {
      const found = value === true ? sampleOf({ attribute }, 'least') : undefined;
      return Array.isArray(found) ? [{ rule: 'unique', what: 'an item twice', value: [...(found as readonly JsonValue[]), ...(found as readonly JsonValue[])] }] : [];
    }
  }
}
