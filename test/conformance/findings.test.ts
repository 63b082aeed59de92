import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../conformance/court.js';
import { countsOf, findingsOf } from '../../conformance/findings.js';

let n = 0;
const failed = (kind: string, expected: string, came: string, more: Partial<Outcome> & { readonly level?: 'outcome' | 'code' } = {}): Outcome => {
  const { level = 'outcome', ...rest } = more;
  n += 1;
  return { id: `case ${n}`, kind, what: kind, clause: 'TS-0004 7.3.3.3', certainty: 'printed', resource: 'container', verdict: 'failed', failure: { level, expected, came, request: undefined, response: undefined }, ...rest };
};
const url = 'http://localhost/cse-in';
const found = (...outcomes: readonly Outcome[]) => findingsOf({ outcomes, url }).map(({ kind, level, cases }) => `${kind} ${level} ${cases.length}`);

describe('findings', () => {
  it('are one for each attribute, and one for all where many differ in the same way', () => {
    const few = ['lbl', 'mni'].flatMap((name) => [failed('stored.sent', `${name} ["a"]`, `${name} nothing`), failed('stored.sent', `${name} ["b"]`, `${name} nothing`)]);
    expect(found(...few)).toEqual(['stored.sent outcome 2', 'stored.sent outcome 2']);
    const many = Array.from({ length: 30 }, (_, i) => failed('stored.sent', `a${i} ${i}`, `a${i} "${i}"`));
    expect(found(...few, ...many)).toEqual(['stored.sent outcome 30', 'stored.sent outcome 2', 'stored.sent outcome 2']);
  });

  it('of codes alone come last, whatever their count, and are counted apart', () => {
    const codes = Array.from({ length: 9 }, () => failed('create.NP', '4000', '4102: no', { level: 'code' }));
    const outcomes = [...codes, failed('create.NP', '4000', '2001'), failed('tree.delete', '2002', '4000', { certainty: 'provisional' })];
    expect(found(...outcomes)).toEqual(['create.NP outcome 1', 'tree.delete outcome 1', 'create.NP code 9']);
    expect(countsOf(outcomes)).toEqual({ passed: 0, failed: 11, byCode: 9, untested: 0 });
  });

  it('say which errata explain what is printed, and how others read it', () => {
    const [finding] = findingsOf({ outcomes: [failed('stored.sent', 'csz ["json"]', 'csz nothing', { attribute: 'contentSerialization', errata: ['P46'] })], url });
    expect(finding).toMatchObject({ errata: ['P46'], readings: ['media types, like application/json, where the table has json'] });
    expect(findingsOf({ outcomes: [failed('tree.delete', '2002', '4000')], url })[0]).toMatchObject({ errata: [], readings: [] });
  });
});
