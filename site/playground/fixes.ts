import type { WireDiagnostic } from '../../wire/index.js';
import type { PlaygroundData } from './data.js';

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

/** For JSON: the text with the value replaced, the member taken out, or put in as the example has it. */
export function fixesFor(data: PlaygroundData, type: string, text: string, { rule, path, code }: WireDiagnostic, example: Readonly<Record<string, unknown>>): readonly Fix[] {
  const value = parsed(text);
  if (value === undefined || path.length === 0) return [];
  const change = (apply: (holder: Record<string | number, unknown>, key: string | number) => void) => (): string => {
    const copy = structuredClone(value);
    const holder = path.slice(0, -1).reduce<unknown>((inner, key) => (inner as Record<string | number, unknown> | undefined)?.[key], copy);
    if (typeof holder !== 'object' || holder === null) return text;
    apply(holder as Record<string | number, unknown>, path.at(-1)!);
    return JSON.stringify(copy, undefined, 2);
  };
  const key = path.at(-1)!;
  const remove = { label: `remove ${String(key)}`, text: change((holder, name) => (Array.isArray(holder) ? void holder.splice(Number(name), 1) : Reflect.deleteProperty(holder, name))) };
  if (rule === 'enum') {
    const values = Object.entries(enumerationAt(data, type, path) ?? {});
    return values.slice(0, shownValues).map(([number, name]) => ({ label: `${number} ${name}`, text: change((holder, at) => (holder[at] = Number(number))) }));
  }
  if (rule === 'NP' || rule === 'unknown' || code === 'WIRE_UNKNOWN_MEMBER') return [remove];
  if (rule === 'M' && typeof key === 'string' && Object.hasOwn(example, key)) return [{ label: `add ${key}`, text: change((holder, at) => (holder[at] = example[key])) }];
  return [];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
