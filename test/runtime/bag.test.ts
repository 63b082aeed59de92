import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Bag } from '../../runtime/bag.js';

describe('a bag', () => {
  it('has what was put in and not taken out, as a set has, also where something is taken out twice', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.nat({ max: 20 }), { nil: undefined })), (steps) => {
        const bag = new Bag<number>();
        const present = new Set<number>();
        const takeOut: (() => void)[] = [];
        for (const [index, which] of steps.entries()) {
          if (which === undefined || takeOut.length === 0) {
            const remove = bag.add(index);
            present.add(index);
            takeOut.push(() => (remove(), present.delete(index)));
          } else takeOut[which % takeOut.length]!();
          expect([...bag.items()].sort((a, b) => a - b)).toEqual([...present]);
        }
      }),
    );
  });
});
