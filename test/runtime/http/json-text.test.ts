import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { faultOfJson, hasLoneSurrogate } from '../../../runtime/http/binding/json-text.js';
import { anyText } from '../../support/any-text.js';

describe('a text of JSON (TS-0004 8.4.2)', () => {
  it.each([
    ['{"a":1,"a":2}', 'a'],
    ['{"a":1,"\\u0061":2}', 'a'],
    ['{"x":[{"a":{},"b":0,"a":[]}]}', 'a'],
    ['{"":1,"":2}', ''],
    ['{ "__proto__" : 1 ,\n "__proto__" : 2 }', '__proto__'],
    ['{"a":{"b":1},"c":[1,2],"a":3}', 'a'],
  ])('%s has a name that stands twice', (text, name) => {
    expect(faultOfJson(text, 9)).toBe(`${JSON.stringify(name)} stands twice in one object`);
  });

  it.each(['{"a":"a","b":"a"}', '[{"a":1},{"a":1}]', '{"a":{"a":{"a":1}}}', '{"a":["a","a"],"b":"\\",\\"a\\":"}', '{"a\\\\":1,"a":2}', '"a"', '', '{', '{"a', ']', '{"\\x":1,"\\x":2'])('%s has none', (text) => {
    expect(faultOfJson(text, 9)).toBeUndefined();
  });

  it('of depth: brackets in texts are none', () => {
    expect(faultOfJson('[[[]]]', 3)).toBeUndefined();
    expect(faultOfJson('[[[{}]]]', 3)).toMatch(/nested/);
    expect(faultOfJson('["[[[[","{{{{\\"{{"]', 1)).toBeUndefined();
  });

  it('whatever JSON.stringify writes is without fault, however it is indented; with one name more it is not', () => {
    fc.assert(
      fc.property(fc.dictionary(anyText, fc.jsonValue({ maxDepth: 4 }), { minKeys: 1, noNullPrototype: true }), fc.nat(3), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        expect(faultOfJson(text, 64)).toBeUndefined();
        const [first] = Object.keys(value);
        expect(faultOfJson(`${text.trimEnd().slice(0, -1)},${JSON.stringify(first)}:0}`, 64)).toMatch(/stands twice/);
      }),
      { numRuns: 50 },
    );
  });

  it.each([
    ['"\\ud83d\\ude00"', false],
    ['"\\ud83d"', true],
    ['"\\uDE00\\uD83D"', true],
    ['{"\\udfff":1}', true],
    ['"\\\\ud83d"', false],
    ['"\\\\\\ud83d"', true],
    ['"\\u00dd8"', false],
  ])('%s has half of a pair alone: %s', (text, isLone) => {
    expect(hasLoneSurrogate(text, JSON.parse(text))).toBe(isLone);
  });
});
