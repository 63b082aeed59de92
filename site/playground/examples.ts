import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expanded, isVectorFile } from '../../testing/expand.js';

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
  for (const file of readdirSync(vectors).filter((name) => name.endsWith('.json')).sort()) {
    const content = JSON.parse(readFileSync(path.join(vectors, file), 'utf8')) as object;
    if (!isVectorFile(content)) continue;
    for (const operation of ['create', 'update', 'full']) {
      const found = expanded(content, operation);
      if (found === undefined) continue;
      const broken = instructive.flatMap((rule) => found.invalid.filter((one) => one.rule === rule)).at(0);
      (examples[content.resource] ??= {})[operation] = { valid: found.valid[0]!.wire, invalid: broken?.wire };
    }
  }
  return Object.fromEntries(Object.entries(examples).sort(([a], [b]) => (a < b ? -1 : 1)));
}
