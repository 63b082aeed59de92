import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { slow } from '../support/slow.js';

it('the slow tests are files, each named once', () => {
  expect(slow.filter((file) => !existsSync(path.resolve(import.meta.dirname, '../..', file)))).toEqual([]);
  expect(new Set(slow).size).toBe(slow.length);
});
