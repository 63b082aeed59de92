import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
// @ts-expect-error: it has no declarations, being of no use but to validators
import * as checks from '../../generated/checks/types.js';

const generated = path.resolve(import.meta.dirname, '../../generated');
const files = readdirSync(generated, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => path.join(entry.parentPath, entry.name));

/** What the whole standard may take in a checkout. Whoever needs more says what is written twice first. */
test('generated/ holds the whole standard in 12 MB and 900 files', () => {
  expect(files.length).toBeLessThanOrEqual(900);
  expect(files.reduce((sum, file) => sum + statSync(file).size, 0)).toBeLessThanOrEqual(12_000_000);
});

test('vectors, of which there are most, take no more than a quarter of it', () => {
  const vectors = files.filter((file) => path.relative(generated, file).startsWith(`vectors${path.sep}`));
  expect(vectors.reduce((sum, file) => sum + statSync(file).size, 0)).toBeLessThanOrEqual(3_000_000);
});

test('types that differ in nothing but their names are checked by one function', () => {
  expect(checks.listOfM2MID).toBe(checks.acpType);
});
