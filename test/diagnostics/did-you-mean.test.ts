import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { didYouMean, editDistance, nearest } from '../../generator/diagnostics/did-you-mean.js';

describe('did you mean', () => {
  it.each<[string, string[], string | undefined]>([
    ['inptu', ['input', 'output'], 'input'],
    ['softwareCampain', ['softwareCampaign', 'software'], 'softwareCampaign'],
    ['SWCM', ['swcm', 'swcl'], 'swcm'],
    ['nothing', ['input', 'output'], undefined],
    ['x', [], undefined],
    ['__proto__', ['input'], undefined],
  ])('%s of %j: %s', (name, known, want) => expect(nearest(name, known)).toBe(want));

  it('is the first of those that are nearest, whatever their case', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'A', 'b', 'c', '1', 'İ', 'K'), minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(word, fc.array(word, { maxLength: 6 }), (name, known) => {
        const near = known.map((other) => ({ other, distance: editDistance(name.toLowerCase(), other.toLowerCase()) })).filter(({ other, distance }) => distance <= Math.max(1, Math.floor(name.length / 3)) && Math.abs(other.length - name.length) <= distance);
        expect(nearest(name, known)).toBe(near.sort((a, b) => a.distance - b.distance)[0]?.other);
      }),
    );
  });

  it('is a sentence', () => expect(didYouMean('inptu', ['input'])).toBe('did you mean "input"?'));
});

describe('editDistance', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 });

  it('is 0 for equal words only, and the same both ways', () => {
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(editDistance(a, b) === 0).toBe(a === b);
        expect(editDistance(a, b)).toBe(editDistance(b, a));
      }),
    );
  });

  it('is 1 for one slip of the pen', () => {
    fc.assert(
      fc.property(word, word, fc.constantFrom('x', 'xy'), (a, b, middle) => {
        expect(editDistance(`${a}x${b}`, `${a}${b}`)).toBe(1);
        expect(editDistance(`${a}x${b}`, `${a}y${b}`)).toBe(1);
        expect(editDistance(`${a}xy${b}`, `${a}yx${b}`)).toBe(1);
        expect(editDistance(`${a}${middle}${b}`, `${a}${b}`)).toBe(middle.length);
      }),
    );
  });
});
