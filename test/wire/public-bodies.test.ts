import { expect, it } from 'vitest';
import { parse } from '../../wire/index.js';
import { bodies } from './public-bodies.js';

it.each(bodies.map((body) => [`${body.outcome}, ${body.as}: ${body.text.slice(0, 150)}`, body] as const))('%s', async (_, { text, as, outcome }) => {
  const media = typeof as === 'number' ? `application/json;ty=${as}` : 'application/json';
  const operation = as === 'put' ? 'update' : as === 'get' ? 'partial' : 'create';
  const read = await parse(text, media, { release: 'any', operation });
  const found = read.ok ? (read.unknownHere ?? []) : read.diagnostics;
  expect(read.ok ? (read.unknownHere === undefined ? 'valid' : 'unknownHere') : read.outcome, JSON.stringify(found)).toBe(outcome);
  // A clause is cited of what is wrong alone.
  if (outcome !== 'invalid') for (const { clause } of found) expect(clause).toBeUndefined();
});

it('are many', () => {
  expect(bodies.length).toBeGreaterThan(150);
});
