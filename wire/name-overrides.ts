/** Whether configured names and numbers are such as may be: each in place of a provisional one, and none that is taken. */

import type { WireDiagnostic } from './diagnostic.js';
import { quoted } from './json-value.js';
import type { WireTables } from './tables.js';

/** Your own names and numbers in place of the provisional ones, as in `specgen.config.json`. */
export interface NameOverrides {
  /** Long name → short name. */
  readonly shortNames?: Readonly<Record<string, string>>;
  /** Long name of a resource → number of its type. */
  readonly resourceTypes?: Readonly<Record<string, number>>;
}

/** Long names that no published source has a short one for, with the short ones that we use. */
export function provisionalNames({ names }: Pick<WireTables, 'names'>): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const { provisional, toShort } of Object.values(names)) {
    for (const long of provisional) found.set(long, (found.get(long) ?? new Set()).add(toShort.get(long) ?? long));
  }
  return found;
}

export function problemsOf({ names, resources, resourceTypes: enumerated }: WireTables, { shortNames = {}, resourceTypes = {} }: NameOverrides): readonly WireDiagnostic[] {
  const provisional = provisionalNames({ names });
  const problem = (message: string, path: readonly string[], hint: string): WireDiagnostic => ({ code: 'WIRE_NAMES', message, path, hint });
  const found: WireDiagnostic[] = [];
  const owners = new Map(Object.values(names).flatMap(({ toShort }) => [...toShort].map(([long, short]) => [short, long] as const)));
  const chosen = new Map<string, string>();
  for (const [long, short] of Object.entries(shortNames)) {
    const path = ['shortNames', long];
    if (!provisional.has(long)) {
      found.push(problem(`the short name of ${quoted(long)} replaces no provisional name`, path, `provisional are ${[...provisional.keys()].join(', ')}`));
      continue;
    }
    const owner = chosen.get(short) ?? owners.get(short);
    if (typeof short !== 'string' || !/^[A-Za-z_][A-Za-z0-9]*$/.test(short)) found.push(problem(`${quoted(String(short))} is no short name`, path, 'letters and digits, a letter first'));
    else if (owner !== undefined && owner !== long) found.push(problem(`the short name ${quoted(short)} of ${long} is that of ${owner}`, path, 'choose one that TS-0004 8.2 does not list'));
    chosen.set(short, long);
  }
  const taken = new Map<number, string>(Object.entries(enumerated).map(([name, number]) => [number, name]));
  for (const { name, resourceType } of resources) if (resourceType !== null && !taken.has(resourceType)) taken.set(resourceType, name);
  const numbers = new Map<number, string>();
  for (const [name, number] of Object.entries(resourceTypes)) {
    const path = ['resourceTypes', name];
    const row = resources.find((each) => each.name === name);
    if (row?.provisional !== true) found.push(problem(`the number of ${quoted(name)} replaces no provisional one`, path, `provisional are those of ${resources.filter((each) => each.provisional).map((each) => each.name).join(', ')}`));
    const owner = numbers.get(number) ?? taken.get(number);
    if (!Number.isSafeInteger(number) || number < 1) found.push(problem(`${quoted(String(number))} is no number of a resource type`, path, 'a whole number from 1'));
    else if (owner !== undefined && owner !== name) found.push(problem(`resource type ${number} of ${name} is that of ${owner}`, path, 'choose one that m2m:resourceType does not list'));
    numbers.set(number, name);
  }
  return found;
}
