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
