import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Bodies with short names, from the test vectors. */
export interface Example {
  readonly valid: unknown;
  readonly invalid: unknown;
}

/** Rules whose violation teaches most, best first. */
const instructive = ['NP', 'enum', 'M', 'unknown'];

/** Examples by resource type and operation, in that order. */
export function examplesFrom(vectors: string): Record<string, Record<string, Example>> {
  const examples: Record<string, Record<string, Example>> = {};
  for (const operation of ['create', 'update', 'full']) {
    for (const file of readdirSync(vectors).filter((name) => name.endsWith(`.${operation}.json`)).sort()) {
      const { resource, valid, invalid } = JSON.parse(readFileSync(path.join(vectors, file), 'utf8')) as Vectors;
      const broken = instructive.flatMap((rule) => invalid.filter((one) => one.rule === rule && one.wire !== undefined)).at(0);
      (examples[resource] ??= {})[operation] = { valid: valid[0]!.wire, invalid: broken?.wire };
    }
  }
  return Object.fromEntries(Object.entries(examples).sort(([a], [b]) => (a < b ? -1 : 1)));
}

interface Vectors {
  readonly resource: string;
  readonly valid: readonly { readonly wire: unknown }[];
  readonly invalid: readonly { readonly rule: string; readonly wire?: unknown }[];
}
