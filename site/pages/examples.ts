import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expanded, isVectorFile } from '../../testing/expand.js';

/** A payload with the names of the wire, and of the specification. */
export interface Payload {
  readonly wire: unknown;
  readonly long: unknown;
}

export interface Example {
  readonly valid: Payload;
  readonly invalid?: Payload;
}

/** By resource type and operation, in that order. */
export type Examples = Readonly<Record<string, Readonly<Record<string, Example>>>>;

/** Rules whose violation teaches most, best first. */
const instructive = ['NP', 'enum', 'M', 'unknown'];

/** Bodies from the test vectors. */
export function examplesFrom(vectors: string): Examples {
  const examples: Record<string, Record<string, Example>> = {};
  for (const file of readdirSync(vectors).filter((name) => name.endsWith('.json')).sort()) {
    const content = JSON.parse(readFileSync(path.join(vectors, file), 'utf8')) as object;
    if (!isVectorFile(content)) continue;
    for (const operation of ['create', 'update', 'full']) {
      const found = expanded(content, operation);
      if (found === undefined) continue;
      const [valid] = found.valid;
      if (valid === undefined) continue;
      const broken = instructive.flatMap((rule) => found.invalid.filter((one) => one.rule === rule)).at(0);
      const payload = ({ wire, long }: Payload): Payload => ({ wire, long });
      (examples[content.resource] ??= {})[operation] = { valid: payload(valid), ...(broken && { invalid: payload(broken) }) };
    }
  }
  return Object.fromEntries(Object.entries(examples).sort(([a], [b]) => (a < b ? -1 : 1)));
}
