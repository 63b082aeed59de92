import { describe, expect, it } from 'vitest';
import * as authorizationDecision from '../../generated/validators/authorizationDecision.js';
import * as container from '../../generated/validators/container.js';

describe('a text where a number is wanted', () => {
  const said = (...circle: readonly unknown[]) => authorizationDecision.fullWire.issues({ olo: { accr: circle } }).flatMap(({ path, rule, message }) => (path[0] === 'olo' ? [`${rule} ${message}`] : []));

  it('is one of xs:float, which has texts of its own, or is told what is wanted', () => {
    expect(said(1.5, 'INF', 'NaN')).toEqual([]);
    expect(said(1, 2, 'many')).toEqual(['pattern originatorLocation (olo)/accr/2 must be a number or one of "INF", "-INF", "NaN"']);
    expect(said(1, 2, true)).toEqual(['type originatorLocation (olo)/accr/2 must be a number or a string']);
  });
});

it('where null alone is wanted, that is said without an article', () => {
  expect(container.createWire.issues({ cr: 5 }).map(({ message }) => message)).toEqual(['creator (cr) must be null']);
});
