import { beforeAll, describe, expect, it } from 'vitest';
import { resourceNames } from '../../generated/tables/names.js';
import { load } from '../../generated/validators/load.js';
import { parse } from '../../wire/index.js';
import { whyNot } from '../support/documents.js';
import type { Exchange, Judged, Outcome } from './traffic.js';
import { explains, isDifferent, recorded, trafficAsReadBy, unexplained } from './traffic.js';
import type { Difference } from './traffic-differences.js';
import { differences } from './traffic-differences.js';

const tally = (all: readonly Judged[], said: Judged['said']): Partial<Record<Outcome, number>> => {
  const counts: Partial<Record<Outcome, number>> = {};
  for (const { found } of all.filter((each) => each.said === said)) counts[found] = (counts[found] ?? 0) + 1;
  return counts;
};

describe.skipIf(recorded === undefined)(`recorded traffic of a public CSE${recorded === undefined ? `: ${whyNot}` : ''}`, () => {
  let exchanges: readonly Exchange[];
  let requests: readonly Judged[];
  let answers: readonly Judged[];

  beforeAll(async () => {
    ({ exchanges, requests, answers } = await trafficAsReadBy(parse));
  }, 120_000);

  it('is read whole', () => {
    expect({ exchanges: exchanges.length, requests: requests.length, answers: answers.length }).toEqual({ exchanges: 957, requests: 702, answers: 855 });
  });

  it('what was accepted is accepted, what was refused for its content is refused, or it is known why not', () => {
    expect([...requests, ...answers].filter(isDifferent).flatMap(unexplained(differences))).toEqual([]);
  });

  // Counts from below: they grow with the types that the specification has, and what is open in the list is mended elsewhere.
  it('as far as it is covered', () => {
    const count = (all: readonly Judged[], said: Judged['said'], ...found: Outcome[]): number => found.reduce((sum, each) => sum + (tally(all, said)[each] ?? 0), 0);
    expect(count(requests, 'accepted', 'valid', 'unknownHere'), JSON.stringify(tally(requests, 'accepted'))).toBeGreaterThanOrEqual(89);
    expect(count(requests, 'refused', 'invalid'), JSON.stringify(tally(requests, 'refused'))).toBeGreaterThanOrEqual(16);
    expect(count(answers, 'accepted', 'valid', 'unknownHere'), JSON.stringify(tally(answers, 'accepted'))).toBeGreaterThanOrEqual(340);
  });

  it('not covered are types that the specification at hand does not have', () => {
    const roots = [...requests, ...answers].filter(({ found }) => found === 'notCovered').map(({ body }) => /^\s*\{\s*"m2m:(\w+)"/.exec(body)?.[1]);
    const covered = roots.filter((root) => root !== undefined && Object.hasOwn(load, resourceNames.toLong.get(root) ?? ''));
    expect(covered.filter((root) => !['sgn', 'agn'].includes(root!))).toEqual([]);
  });

  it('what was ours to mend and is mended is off the list', () => {
    const different = [...requests, ...answers].filter(isDifferent);
    expect(differences.filter((difference) => difference.right === 'ours' && !different.some((each) => explains(difference, each))).map(({ at }) => at.source)).toEqual([]);
  });

  // Those of types that are not covered yet stand in the list before they are found.
  it('no entry of the list is of a type that is covered and of nothing', () => {
    const different = [...requests, ...answers].filter(isDifferent);
    const stale = differences.filter((difference) => difference.right === 'documents' && !different.some((each) => explains(difference, each)));
    const rootsOf = ({ at }: Difference): readonly string[] => [...at.source.matchAll(/m2m:\(?(\w+)/g)].map(([, root]) => root!);
    expect(stale.filter((difference) => rootsOf(difference).some((root) => ['sgn', 'agn', 'rce'].includes(root) || Object.hasOwn(load, resourceNames.toLong.get(root) ?? ''))).map(({ at }) => at.source)).toEqual([]);
  });
});
