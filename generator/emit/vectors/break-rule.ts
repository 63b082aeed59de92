import { headOf, isTest, type Test, valueAt } from '../../model/conditions.js';
import type { JsonValue } from '../../model/model.js';
import type { SlotRule } from '../schemas/representation.js';
import type { JsonObject } from './sample.js';
import { samplesLike } from './strings.js';

/**
 * Payloads that break a rule of conditions: what its `when` says is made true, then what its `must` says is made false, in
 * every way that is known. `sample` has everything that may be there, from which values are taken.
 */
export function breakingPayloads({ kind, when, must }: SlotRule, minimal: JsonObject, sample: JsonObject): readonly JsonObject[] {
  const given = when.reduce((payload, [path, wanted]) => made(payload, path, wanted, sample), minimal);
  if (kind === 'forbidden') return [given];
  return must.flatMap(([path, wanted]) => unmade(given, path, wanted, sample));
}

/** A payload in which the condition holds. */
function made(payload: JsonObject, path: string, wanted: JsonValue, sample: JsonObject): JsonObject {
  const found = valueAt(sample, path);
  if (!isTest(wanted)) return put(payload, path, Array.isArray(found) ? [wanted] : wanted);
  const { present, in: values } = wanted as Test;
  if (present === true && values !== undefined) return put(payload, path, values[0]!);
  return present === undefined ? payload : present ? shown(payload, path, sample) : without(payload, path);
}

function unmade(payload: JsonObject, path: string, wanted: JsonValue, sample: JsonObject): readonly JsonObject[] {
  const found = valueAt(sample, path) as JsonValue | undefined;
  const item = Array.isArray(found) ? (found[0] as JsonValue) : found;
  const asFound = (value: JsonValue): JsonValue => (Array.isArray(found) ? [value] : value);
  if (!isTest(wanted)) return [];
  const test = wanted as Test;
  if (test.present === true) return [without(payload, path)];
  if (item === undefined) return [];
  if (test.present === false) return [shown(payload, path, sample)];
  if (test.in !== undefined) return [put(payload, path, asFound([1, 2, 3, 4, 5, 6, 7, 8].find((value) => !test.in!.includes(value))!))];
  if (test.includes !== undefined) return test.includes.map((value) => lacking(payload, path, value));
  if (test.matches !== undefined) return ['https://example.org/n', 'company'].filter((text) => !new RegExp(test.matches!, 'u').test(text)).slice(0, 1).map((text) => put(payload, path, asFound(text)));
  if (test.members !== undefined) return Object.keys(found as JsonObject).filter((name) => !test.members!.includes(name)).slice(0, 1).map((name) => shown(payload, `${path}/${name}`, sample));
  if (test.maxItems !== undefined) return [put(payload, path, several(item, test.maxItems + 1))];
  if (test.oneOrAsMany !== undefined) return [put(put(payload, test.oneOrAsMany, several('https://example.org/1', 3)), path, [item, item])];
  const other = (test.atMost ?? test.below)!;
  if (Array.isArray(found)) return [put(put(payload, other, 1), path, several(item, 2))];
  return [typeof item === 'number' ? put(put(payload, other, 10), path, test.times === undefined && test.below === undefined ? 11 : 10) : put(put(payload, other, '20260101T000000'), path, '20270101T000000')];
}

/** The payload without those items of a list that are the value, or have it as their member. */
function lacking(payload: JsonObject, path: string, value: JsonValue): JsonObject {
  const isListed = Array.isArray(valueAt(payload, headOf(path)));
  const [list, member] = isListed && path.includes('/') ? [path.slice(0, path.lastIndexOf('/')), path.slice(path.lastIndexOf('/') + 1)] : [path];
  const items = valueAt(payload, list!) as readonly JsonValue[];
  return put(payload, list!, items.filter((item) => (member === undefined ? item : valueAt(item, member)) !== value));
}

/** Samples as far as there are enough, so that they can be resources that exist. */
function several(item: JsonValue, count: number): readonly JsonValue[] {
  const alike = typeof item === 'string' ? samplesLike(item) : [item];
  return Array.from({ length: count }, (_, i) => alike[i] ?? (typeof item === 'string' ? `${item}${i + 1}` : item));
}

const shown = (payload: JsonObject, path: string, sample: JsonObject): JsonObject => {
  const value = valueAt(sample, path) as JsonValue | undefined;
  return value === undefined ? payload : put(payload, path, value);
};

function put(payload: JsonObject, path: string, value: JsonValue): JsonObject {
  const [head, ...rest] = path.split('/') as [string, ...string[]];
  if (rest.length === 0) return { ...payload, [head]: value };
  return { ...payload, [head]: put((payload[head] ?? {}) as JsonObject, rest.join('/'), value) };
}

function without(payload: JsonObject, path: string): JsonObject {
  const [head, ...rest] = path.split('/') as [string, ...string[]];
  if (payload[head] === undefined) return payload;
  if (rest.length === 0) return Object.fromEntries(Object.entries(payload).filter(([name]) => name !== head));
  return { ...payload, [head]: without(payload[head] as JsonObject, rest.join('/')) };
}
