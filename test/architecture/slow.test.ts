import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { slow, slowOfPackage } from '../support/slow.js';

it('the slow tests are files, each named once', () => {
  const all = [...slow, ...slowOfPackage];
  expect(all.filter((file) => !existsSync(path.resolve(import.meta.dirname, '../..', file)))).toEqual([]);
  expect(new Set(all).size).toBe(all.length);
});
