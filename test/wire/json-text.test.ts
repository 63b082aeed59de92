import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { locate } from '../../wire/json/locate.js';
import { parseJson } from '../../wire/json/parse.js';
import { Places } from '../../wire/places.js';

const parsed = (text: string, limits = {}) => {
  const places = new Places(text);
  const { value, problems } = parseJson(text, limits);
  return { value, problems: problems.map(({ code, path, offset }) => `${places.place(offset).line}:${places.place(offset).column} ${code} ${path.join('/')}`.trim()) };
};

describe('what JSON is', () => {
  const want = (text: string): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      return undefined;
    }
  };

  it('is what JSON.parse says, for every value, however it is indented', () => {
    fc.assert(
      fc.property(fc.json({ noUnicodeString: false }), fc.constantFrom<string | number>(0, 2, '\t'), (text, indent) => {
        const shown = JSON.stringify(JSON.parse(text), undefined, indent);
        expect(parsed(shown)).toEqual({ value: JSON.parse(shown) as unknown, problems: [] });
      }),
    );
  });

  const pieces = ['{', '}', '[', ']', ',', ':', '"a"', '"b"', '1', '-', '-0', '01', '1.5', '1.', '.5', '1e3', 'e3', '+1', 'true', 'tru', 'null', 'NaN', ' ', '\n', '\u00a0', '"', '\\', '"\\n"', '"\\x"', '"\\u00e9"', '"\\u00g0"', '"\t"', "'a'", '//', '\ufeff'];
  it('is what JSON.parse says, for texts put together at random', () => {
    let valid = 0;
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 7 }), (parts) => {
        const text = parts.join('');
        // JSON.parse makes infinity of a number that is too large, which is no value of JSON.
        fc.pre(!/e\d{3}/.test(text));
        const value = want(text.replace(/^\ufeff/, ''));
        const { value: got, problems } = parsed(text);
        if (value !== undefined) valid++;
        // JSON.parse passes over members that stand twice.
        if (problems.some((line) => line.includes('WIRE_JSON_DUPLICATE'))) return;
        expect(got, JSON.stringify(text)).toEqual(value);
        expect(problems.length === 0, JSON.stringify(text)).toBe(value !== undefined);
      }),
      { numRuns: 10_000 },
    );
    expect(valid).toBeGreaterThan(100);
  });
});

describe('problems', () => {
  it.each<readonly [string, string, readonly string[]]>([
    ['nothing', '', ['1:1 WIRE_JSON_SYNTAX']],
    ['blanks', ' \n ', ['2:2 WIRE_JSON_SYNTAX']],
    ['a comma too many', '{"a":1,\n}', ['2:1 WIRE_JSON_SYNTAX']],
    ['an end that is missing', '{"a":[1,\n2', ['2:2 WIRE_JSON_SYNTAX a']],
    ['a text without end', '{"a":\n "b', ['2:2 WIRE_JSON_SYNTAX a']],
    ['a word', '{"a":{"b":\r\nyes}}', ['2:1 WIRE_JSON_SYNTAX a/b']],
    ['a number beyond all bounds', '[1,1e999]', ['1:4 WIRE_JSON_SYNTAX 1']],
    ['an escape', '["a\\x"]', ['1:4 WIRE_JSON_SYNTAX 0']],
    ['a control character', '["a\u0000"]', ['1:4 WIRE_JSON_SYNTAX 0']],
    ['something after it', '{} {}', ['1:4 WIRE_JSON_SYNTAX']],
    ['members twice, every one of them', '{"a":1,"a":2,"b":{"c":1,\n"c":1,"c":1}}', ['1:8 WIRE_JSON_DUPLICATE a', '2:1 WIRE_JSON_DUPLICATE b/c', '2:7 WIRE_JSON_DUPLICATE b/c']],
    ['__proto__ twice', '{"__proto__":1,"__proto__":2}', ['1:16 WIRE_JSON_DUPLICATE __proto__']],
    ['twice, and no end', '{"a":1,"a":2', ['1:8 WIRE_JSON_DUPLICATE a', '1:13 WIRE_JSON_SYNTAX']],
  ])('%s', (_, text, want) => {
    expect(parsed(text).problems).toEqual(want);
  });

  it('the first of two members counts', () => {
    expect(parsed('{"a":1,"a":2}').value).toEqual({ a: 1 });
  });

  it('names of Object are members like others', () => {
    const { value } = parsed('{"__proto__":{"x":1},"constructor":2}');
    expect(Object.keys(value as object)).toEqual(['__proto__', 'constructor']);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  });

  it.each<readonly [string, string]>([
    ['arrays', '['.repeat(100_000)],
    ['objects', '{"a":'.repeat(100_000)],
  ])('depth has a bound: %s', (_, text) => {
    expect(parsed(text).problems[0]).toMatch(/^1:\d+ WIRE_LIMIT/);
  });

  it('so has length', () => {
    expect(parsed('[1,2,3]', { maxLength: 6 }).problems).toEqual(['1:1 WIRE_LIMIT']);
    expect(parsed('[1,2,3]', { maxLength: 7 }).problems).toEqual([]);
  });

  it('so has the number of problems', () => {
    expect(parsed(`{${Array.from({ length: 1000 }, () => '"a":1').join(',')}}`).problems.length).toBe(100);
  });
});

describe('places', () => {
  it.each<readonly [string, readonly (string | number)[], string]>([
    ['{"a":1,\n  "b":2}', ['b'], '2:3'],
    ['{"a":[1,\r\n2]}', ['a', 1], '2:1'],
    ['{"a":[1,\r2]}', ['a', 1], '2:1'],
    ['{"a":{"b":[{"c":1}]}}', ['a', 'b', 0, 'c'], '1:13'],
    ['{"a":{}}', ['a', 'missing'], '1:2'],
    ['{"a":{}}', ['missing', 'deeper'], '1:1'],
    ['{"\\u0061":1}', ['a'], '1:2'],
  ])('in %j of %j', (text, path, want) => {
    const [offset] = locate(text, 0, [path]);
    const { line, column } = new Places(text).place(offset!);
    expect(`${line}:${column}`).toBe(want);
  });
});
