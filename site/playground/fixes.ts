import type { JsonObject, WireDiagnostic } from '../../wire/index.js';
import type { Change } from './change.js';
import type { PlaygroundData } from './data.js';
import { changedXml } from './xml-text.js';

/** One way out of a finding: what a button says, and the text after it was pressed. */
export interface Fix {
  readonly label: string;
  readonly text: () => string;
}

type Path = readonly (string | number)[];

/** The enumeration that a value at the end of a path is of. */
export function enumerationAt({ enumerated, enumerations }: PlaygroundData, type: string, path: Path): Readonly<Record<string, string>> | undefined {
  const name = path.filter((step) => typeof step === 'string').at(-1);
  const found = name === undefined ? undefined : (enumerated[`${type}.${name}`] ?? enumerated[name]);
  return found === undefined ? undefined : enumerations[found];
}

const shownValues = 12;

/** What can be done about a finding; `has` tells whether the valid example has a member. */
function changes(data: PlaygroundData, type: string, { rule, path, code, hint }: WireDiagnostic, has: (key: string) => boolean): readonly (readonly [label: string, change: Change])[] {
  const key = path.at(-1);
  if (key === undefined) return [];
  const meant = changeIn(hint ?? '');
  if (rule === 'enum' || rule === 'type') {
    const values = Object.entries(enumerationAt(data, type, path) ?? {});
    if (meant !== undefined) return [meant];
    return values.slice(0, shownValues).map(([value, name]) => [`${value} ${name}`, { kind: 'set', value: Number(value) }]);
  }
  if (meant !== undefined) return [meant, ...(rule === 'unknown' ? [[`remove ${key}`, { kind: 'remove' }] as const] : [])];
  if (rule === 'NP' || rule === 'unknown' || code === 'WIRE_UNKNOWN_MEMBER') return [[`remove ${key}`, { kind: 'remove' }]];
  return rule === 'M' && typeof key === 'string' && has(key) ? [[`add ${key}`, { kind: 'add' }]] : [];
}

/** What a hint says to do: to take another name, or the same value in another notation. */
function changeIn(hint: string): readonly [label: string, change: Change] | undefined {
  const [, to] = /^did you mean "([^"]+)"\?$/.exec(hint) ?? [];
  if (to !== undefined) return [`rename to ${to}`, { kind: 'rename', to }];
  const [, value] = /^(?:without quotes|in quotes|a list): (.+)$/.exec(hint) ?? [];
  return value === undefined ? undefined : [value, { kind: 'set', value: JSON.parse(value) as unknown }];
}

/** `example` is the valid example in the format and with the names of the text, from which a missing member comes. */
export function fixesFor(data: PlaygroundData, type: string, format: string, text: string, diagnostic: WireDiagnostic, example: string): readonly Fix[] {
  const changed = format === 'xml' ? changedXml : changedJson;
  const fixes = changes(data, type, diagnostic, (key) => changed(example, [...diagnostic.path.slice(0, -1), key], { kind: 'remove' }, example) !== undefined);
  // What does not come out, an answer to a text that cannot be read, say, is not offered.
  return fixes.flatMap(([label, change]) => {
    const after = changed(text, diagnostic.path, change, example);
    return after === undefined ? [] : [{ label, text: () => after }];
  });
}

function changedJson(text: string, path: Path, change: Change, example: string): string | undefined {
  const whole = parsed(text);
  const holder = at(whole, path.slice(0, -1));
  const key = path.at(-1)!;
  if (typeof holder !== 'object' || holder === null) return undefined;
  if (change.kind === 'remove') {
    if (!Object.hasOwn(holder, key)) return undefined;
    if (Array.isArray(holder)) holder.splice(Number(key), 1);
    else Reflect.deleteProperty(holder, key);
  } else if (change.kind === 'rename') {
    if (Array.isArray(holder) || !Object.hasOwn(holder, key) || Object.hasOwn(holder, change.to)) return undefined;
    // In its place among the others.
    for (const [name, value] of Object.entries(holder)) {
      Reflect.deleteProperty(holder, name);
      (holder as Record<string, unknown>)[name === key ? change.to : name] = value;
    }
  } else {
    const value = change.kind === 'set' ? change.value : at(parsed(example), path);
    if (value === undefined) return undefined;
    (holder as Record<string | number, unknown>)[key] = value;
  }
  return JSON.stringify(whole, undefined, 2);
}

const at = (value: unknown, path: Path): unknown => path.reduce<unknown>((inner, key) => (typeof inner === 'object' && inner !== null && Object.hasOwn(inner, key) ? (inner as JsonObject)[key] : undefined), value);

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
