import { afterEach, describe, expect, it, vi } from 'vitest';
import type { MatcherResult } from '../../testing/index.js';
import { build, matchers } from '../../testing/index.js';

type Matcher = (received: unknown, ...expected: unknown[]) => MatcherResult;

/** As much of Jest's `expect` as custom matchers meet: a matcher is called with the received value, and throws its message. */
function jestLike() {
  const known: Record<string, Matcher> = {};
  const asserting = (received: unknown, negated: boolean): Record<string, (...expected: unknown[]) => void> =>
    Object.fromEntries(
      Object.entries(known).map(([name, matcher]) => [
        name,
        (...expected: unknown[]) => {
          const { pass, message } = matcher.call({ isNot: negated }, received, ...expected);
          if (pass === negated) throw new Error(message());
        },
      ]),
    );
  const expecting = (received: unknown) => Object.assign(asserting(received, false), { not: asserting(received, true) });
  return Object.assign(expecting, { extend: (more: Record<string, Matcher>) => void Object.assign(known, more) });
}

describe("the matchers on Jest's expect", () => {
  afterEach(() => void vi.unstubAllGlobals());

  /** Loaded anew each time, as in another run of Jest. */
  const load = (run: string): Promise<unknown> => import(/* @vite-ignore */ `${new URL('../../dist/testing/jest.js', import.meta.url).href}?${run}`);

  it('are there after the import, and work', async () => {
    const global = jestLike();
    vi.stubGlobal('expect', global);
    await load('with-expect');
    const body = build.softwareCampaign.wire();
    global(body).toBeValid!('softwareCampaign', 'create');
    global({ ...body, cpst: 1 }).toViolate!('campaignStatus', 'RO');
    global(['PENDING', 'INITIATED']).toFollow!('campaignStatus');
    global({}).not.toBeValidPrimitive!();
    expect(() => global({}).toBeValid!('node', 'create')).toThrow('expected a valid <node>');
    expect(() => global([1]).not.toFollow!('campaignStatus')).toThrow('expected the trace not to follow');
  });

  it('say so when there is no expect', async () => {
    vi.stubGlobal('expect', undefined);
    await expect(load('without')).rejects.toThrow('no global expect');
  });

  it('are plain functions of the received value', () => {
    for (const matcher of Object.values(matchers)) expect(matcher.length).toBeGreaterThan(0);
    expect(matchers.toBeValid(build.node(), 'node')).toMatchObject({ pass: true });
  });
});
