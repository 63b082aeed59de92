import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emitValidators } from '../../generator/emit/validators/emit.js';
import type { EmittedFolder } from '../support/emitted.js';
import { writeEmitted } from '../support/emitted.js';
import { tinyModel } from '../support/tiny-model.js';
import { validatorIn } from '../support/validators.js';

let emitted: EmittedFolder;
beforeAll(() => {
  emitted = writeEmitted(emitValidators(tinyModel));
});
afterAll(() => emitted.remove());

describe('a list of distinct items', () => {
  it('is checked without falling over an item that is nested for ever', async () => {
    const { issues } = await validatorIn(emitted, 'gadget', 'create', 'wire');
    const deep = JSON.parse('['.repeat(200_000) + ']'.repeat(200_000)) as unknown;
    const found = issues({ ttl: 'one', tgts: ['a', deep, deep] });
    expect(found.map(({ rule, path }) => `${rule} ${path.join('/')}`)).toEqual(['type tgts/1', 'type tgts/2', 'unique tgts']);
  });
});
