import type { Keywords, Schema } from '../schemas/types.js';
import { keywordsOf } from '../schemas/types.js';
import { comparisons, isScalar, typeInWords } from './keywords.js';
import type { ModuleCode } from './module-code.js';

/** Conditions under which a string or a number keeps a limit. */
export function* limits(schema: Keywords, value: string, module: ModuleCode): Iterable<readonly [type: string, keyword: string, holds: string, detail: string]> {
  const limit = (keyword: string): number | undefined => schema[keyword] as number | undefined;
  const [pattern, least, most] = [schema['pattern'] as string | undefined, limit('minLength'), limit('maxLength')];
  if (pattern !== undefined) {
    const name = module.pattern(pattern);
    const holds = [name, ...furtherPatterns(schema).map((further) => module.pattern(String(further['pattern'])))].map((each) => `${each}.test(${value})`).join(' && ');
    yield ['string', 'pattern', holds, textsBesideNumbers(schema) ?? inWords(schema) ?? `"must match " + ${name}.source`];
  }
  // Code points are counted only where the number of UTF-16 units leaves it open.
  if (least !== undefined && least > 0) {
    const counted = least < 2 ? '' : ` && (${value}.length >= ${2 * least} || ${module.use('codePoints')}(${value}) >= ${least})`;
    yield ['string', 'minLength', `${value}.length >= ${least}${counted}`, String(least)];
  }
  if (most !== undefined) yield ['string', 'maxLength', `(${value}.length <= ${most} || ${module.use('codePoints')}(${value}) <= ${most})`, String(most)];
  for (const [keyword, operator] of comparisons) {
    const bound = limit(keyword);
    if (bound !== undefined) yield ['number', keyword, `${value} ${operator} ${bound}`, JSON.stringify(`${operator} ${bound}`)];
  }
  const factor = limit('multipleOf');
  if (factor !== undefined) yield ['number', 'multipleOf', `Number.isInteger(${value} / ${factor})`, String(factor)];
}

/** Those of `allOf` that have a pattern of a type in words whose other patterns say the same: they are asked together, and it is said once. */
export function furtherPatterns(schema: Keywords): readonly Keywords[] {
  if (!(typeInWords in schema && 'pattern' in schema)) return [];
  const parts = ((schema['allOf'] as readonly Schema[] | undefined) ?? []).map(keywordsOf);
  return parts.filter((part) => 'pattern' in part && part[typeInWords] === schema[typeInWords] && Object.keys(part).length === 2);
}

/** Of a number that has texts beside it, INF of xs:float: these, since to who writes another text a pattern says little. */
function textsBesideNumbers({ type, pattern }: Keywords): string | undefined {
  const [, texts] = /^\^\(\?:([\w|-]+)\)\$$/.exec(String(pattern)) ?? [];
  return texts === undefined || !Array.isArray(type) || !type.includes('number') ? undefined : JSON.stringify(`must be a number or one of ${texts.split('|').map((text) => JSON.stringify(text)).join(', ')}`);
}

function inWords(schema: Keywords): string | undefined {
  return typeInWords in schema ? JSON.stringify(`must match ${schema[typeInWords] as string}`) : undefined;
}

/** Is a value one of those that are allowed? Few are compared one by one; many are looked up. */
export function oneOf(allowed: readonly unknown[], value: string, module: ModuleCode): { readonly condition: string; readonly list: string } {
  const list = JSON.stringify(allowed);
  if (allowed.length > 8 && allowed.every(isScalar)) {
    const name = module.constant(list, 'values');
    return { condition: `${module.constant(`/* @__PURE__ */ new Set(${name})`, 'set')}.has(${value})`, list: name };
  }
  const each = allowed.map((one) => (isScalar(one) ? `${value} === ${JSON.stringify(one)}` : `${module.use('isEqual')}(${value}, ${JSON.stringify(one)})`));
  return { condition: each.join(' || '), list };
}
