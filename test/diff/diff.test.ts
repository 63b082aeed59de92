import { describe, expect, it } from 'vitest';
import { diffModels } from '../../generator/diff/diff.js';
import { specification } from '../emit/specification.js';
import { cleanModel } from '../check/fixture.js';

describe('a model against itself', () => {
  it('has no changes', () => {
    expect(diffModels(specification, specification)).toEqual([]);
    expect(diffModels(cleanModel(), cleanModel())).toEqual([]);
  });
});
