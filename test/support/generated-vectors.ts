import { readFileSync, readdirSync } from 'node:fs';
import { expanded, isVectorFile } from '../../testing/expand.js';

const folder = new URL('../../generated/vectors/', import.meta.url);

/** The payloads of every resource and operation in generated/vectors, each as a whole. */
export const generatedVectors = readdirSync(folder)
  .sort()
  .filter((name) => name.endsWith('.json'))
  .map((name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as object)
  .filter(isVectorFile)
  .flatMap((file) => file.operations.map(({ operation }) => expanded(file, operation)!));
