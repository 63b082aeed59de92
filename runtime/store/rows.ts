/**
 * Resources as rows. Long lists are rows of their own, written when they change: a campaign whose status is told for each of its many
 * targets is not written with all of them each time.
 */

import { attribute, attributesOf, type Attributes, type JsonValue, type Resource } from '../resource.js';
import type { Store } from './store.js';
import type { Row, Write } from './journal.js';

const RESOURCE = 'resource';
const LIST = 'resourceList';

/** Shorter lists are written with their resource. */
const LONG = 64;

const isLong = (value: JsonValue | undefined): boolean => Array.isArray(value) && value.length >= LONG;

const listKey = (id: string, name: string): string => `${id} ${name}`;

const longIn = (attributes: Attributes): readonly string[] => Object.keys(attributes).filter((name) => isLong(attributes[name]));

/** What is to be written when a resource comes to be or changes. Values are immutable: a list that is the same object is the same. */
export function writesOf(before: Resource | undefined, after: Resource): Write[] {
  const { id, type, name, parent, creator, attributes } = after;
  const lists = longIn(attributes);
  // In their places, so that a resource that is read shows its attributes in the order in which they were.
  const shown = lists.length === 0 ? attributes : attributesOf(attributes, Object.fromEntries(lists.map((list) => [list, null])));
  const value = { type, name, parent, creator, attributes: shown, ...(lists.length > 0 && { lists }) };
  const writes: Write[] = [{ kind: RESOURCE, key: id, row: { kind: RESOURCE, key: id, owner: parent ?? '', value } }];
  for (const list of before === undefined ? [] : longIn(before.attributes)) {
    if (!lists.includes(list)) writes.push({ kind: LIST, key: listKey(id, list) });
  }
  for (const list of lists) {
    const items = attributes[list] as JsonValue;
    if (before !== undefined && attribute(before.attributes, list) === items) continue;
    writes.push({ kind: LIST, key: listKey(id, list), row: { kind: LIST, key: listKey(id, list), owner: id, value: items } });
  }
  return writes;
}

export const dropsOf = ({ id, attributes }: Resource): Write[] => [
  { kind: RESOURCE, key: id },
  ...longIn(attributes).map((list) => ({ kind: LIST, key: listKey(id, list) })),
];

/** Puts what was saved into a store. */
export function restore(store: Store, rows: readonly Row[]): void {
  const lists = new Map(rows.filter(({ kind }) => kind === LIST).map(({ key, value }) => [key, value]));
  store.transaction(() => {
    for (const { kind, key, owner, value } of rows) {
      if (kind === LIST) continue;
      if (kind === RESOURCE) store.put(resourceOf(key, value as unknown as Saved, lists));
      else store.putRecord({ kind, key, owner, value: attributesOf(value as Attributes) });
    }
  });
}

type Saved = Omit<Resource, 'id'> & { readonly lists?: readonly string[] };

function resourceOf(id: string, { type, name, parent, creator, attributes, lists = [] }: Saved, saved: ReadonlyMap<string, JsonValue>): Resource {
  const found = lists.map((list): [string, JsonValue] => [list, saved.get(listKey(id, list)) ?? []]);
  return { id, type, name, parent, creator, attributes: attributesOf(attributes, Object.fromEntries(found)) };
}
