import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backtracksForEver } from '../../generator/read/xsd/backtracking.js';
import { determinised } from '../../generator/read/xsd/determinise.js';
import { PatternError, parsePattern, translatePattern } from '../../generator/read/xsd/pattern.js';
import { anchored, printPattern } from '../../generator/read/xsd/pattern-tree.js';
import { safeSource } from '../../generator/read/xsd/safe-pattern.js';
import { read, xsd } from './support.js';
import { effort } from '../support/effort.js';

/** Of the dearest property; others try a multiple of it. */
const runs = Number(process.env['SPECGEN_RUNS'] ?? 500);

/** Made once for each pattern: in a process that has run much, V8 takes milliseconds for one. */
const expressions = new Map<string, RegExp>();
function matches(pattern: string, text: string): boolean {
  const expression = expressions.get(pattern) ?? new RegExp(translatePattern(pattern), 'u');
  expressions.set(pattern, expression);
  return expression.test(text);
}

describe('XSD regular expressions become JavaScript', () => {
  it.each([
    ['abc', '^abc$'],
    ['a|b', '^(?:a|b)$'],
    ['(a|b)c', '^(?:(?:a|b)c)$'],
    ['.', '^[^\\n\\r]$'],
    ['\\d+', '^\\p{Nd}+$'],
    ['^$', '^\\^\\$$'],
    ['a{2}b{2,}c{2,3}', '^a{2}b{2,}c{2,3}$'],
    ['[a-z-[aeiou]]', '^(?:(?![aeiou])[a-z])$'],
    ['[^a]', '^[^a]$'],
    ['a/b', '^a\\/b$'],
    ['\\.', '^\\.$'],
    ['[.]', '^[.]$'],
    ['\\p{Lu}\\P{L}', '^\\p{Lu}\\P{L}$'],
    ['[0-9]{4}', '^[0-9]{4}$'],
    ['', '^$'],
  ])('%s → %s', (pattern, source) => {
    expect(translatePattern(pattern)).toBe(source);
  });

  it.each([
    ['a|b', 'ab', false],
    ['a|b', 'b', true],
    ['.', '\u2028', true],
    ['.', '\n', false],
    ['[a-z-[aeiou]]+', 'xyz', true],
    ['[a-z-[aeiou]]+', 'xaz', false],
    ['[a-z-[a-c-[b]]]', 'b', true],
    ['[a-z-[a-c-[b]]]', 'c', false],
    ['[^a-c-[z]]', 'z', false],
    ['[^a-c-[z]]', 'y', true],
    ['\\i\\c*', 'a-1.2', true],
    ['\\i\\c*', ':a', true],
    ['\\i\\c*', '1a', false],
    ['\\I', '1', true],
    ['[\\I\\C]', ' ', true],
    ['[\\i-[:]][\\c-[:]]*', 'a:b', false],
    ['\\c', '\u00e9', true],
    ['\\p{IsGreek}', '\u03b1', true],
    ['\\p{IsGreek}', 'a', false],
    ['\\P{IsBasicLatin}', '\u00e9', true],
    ['[\\p{IsBasicLatin}-[\\p{L}]]', 'a', false],
    ['[\\p{IsBasicLatin}-[\\p{L}]]', '1', true],
    ['\\w', '_', false],
    ['\\w', '$', true],
    ['\\W', '_', true],
    ['[\\W]', 'a', false],
    ['\\s', '\u00a0', false],
    ['\\S', '\u00a0', true],
    ['[\\S]', ' ', false],
    ['\\d', '\u0661', true],
    ['\\D', '1', false],
    ['.', '\u{1f600}', true],
    ['[\u{1f600}-\u{1f64f}]', '\u{1f610}', true],
    ['[a-]', '-', true],
    ['[-a]', '-', true],
    ['[+--]', ',', true],
    ['[\\-a]', '-', true],
    ['\\^\\-', '^-', true],
    ['a\\|b', 'a|b', true],
    ['(a(b|c)){2}', 'abac', true],
    ['\\n\\t', '\n\t', true],
    ['(|a)', '', true],
  ])('%s against %j: %s', (pattern, text, want) => {
    expect(matches(pattern, text)).toBe(want);
  });

  it.each([
    ['a{2', 3],
    ['a{3,2}', 5],
    ['a{,2}', 2],
    ['(a', 2],
    ['a)', 1],
    ['[a', 2],
    ['[]', 2],
    ['[z-a]', 4],
    ['*a', 0],
    ['a**', 2],
    ['\\q', 1],
    ['\\', 1],
    ['\\p{Xx}', 3],
    ['\\p{IsNowhere}', 3],
    ['(?:a)', 1],
    ['[a-\\d]', 5],
    ['[-[a]]', 1],
  ])('%s is wrong at %i', (pattern, offset) => {
    try {
      translatePattern(pattern);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(PatternError);
      expect((error as PatternError).offset).toBe(offset);
    }
  });

  it('is told what was meant', () => {
    expect(() => translatePattern('\\p{IsGrek}')).toThrow(expect.objectContaining({ hint: 'did you mean "IsGreek"?' }));
  });

  const tree = fc.letrec<{ choice: string; piece: string; atom: string }>((tie) => ({
    choice: fc.array(fc.array(tie('piece'), { maxLength: 3 }).map((items) => items.join('')), { minLength: 1, maxLength: 3 }).map((branches) => branches.join('|')),
    piece: fc.tuple(tie('atom'), fc.constantFrom('', '?', '*', '+', '{2}', '{1,3}', '{2,}')).map((parts) => parts.join('')),
    atom: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom('a', 'b', '-', '/', '^', '$', '\\d', '\\S', '\\i', '\\C', '.', '[a-c]', '[^\\w]', '[a-z-[b]]', '\\p{IsThai}', '\\-', '\u{10400}'),
      tie('choice').map((inner) => `(${inner})`),
    ),
  })).choice;

  it('always with a source that JavaScript accepts', () => {
    fc.assert(fc.property(tree, (pattern) => void new RegExp(translatePattern(pattern), 'u')));
  });

  it('so that an escaped text matches itself and nothing longer', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (text) => {
        const pattern = text.replace(/[\\|.?*+(){}[\]^-]/g, '\\$&');
        expect(matches(pattern, text)).toBe(true);
        expect(matches(pattern, `${text}a`)).toBe(false);
      }),
    );
  });

  it('or a PatternError, for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'ab[]-^(){}|*+?,\\dpIsL1') }), (pattern) => {
        try {
          void new RegExp(translatePattern(pattern), 'u');
        } catch (error) {
          expect(error).toBeInstanceOf(PatternError);
        }
      }),
    );
  });
});

describe('backtracksForEver', () => {
  it.each([
    ['(a+)+b', true],
    ['(a*)*', true],
    ['(a|a)*', true],
    ['(a|ab|b)*c', true],
    ['(\\s|\\n)+x', true],
    ['([^{}]|\\n)+', true],
    ['(a?)*b', false],
    ['((a?)*)+b', true],
    ['((ab)+)+c', true],
    ['(.*,)*x', true],
    ['([a-z]+\\d*)+', true],
    ['(a{1,100})*b', true],
    ['a+b+c+', false],
    ['(a+b)+', false],
    ['([a-z]+,)*[a-z]+', false],
    ['(ab|cd)*', false],
    ['[0-9]{4}-[0-9]{2}', false],
    ['(\\c{1,7}\\.){1,4}\\c{3}', false],
    ['(\\d{1,7}\\.){1,4}\\d{3}', false],
    ['(a?){5000}', true],
    ['(.*,){20}x', true],
    ['([a-z]{1,20} ?){1,10}', true],
    ['.*.*.*.*.*.*x', true],
    ['a{0,100000}', false],
    ['(a|b){1,64}', false],
    ['(a|a){64}', true],
    ['(a?b?){2,3}', false],
    ['[a-z]*[a-z]*', false],
    ['(-?(\\d+))+', true],
    ['(/[^/]+)+', false],
    ['([0-9]+(\\.[0-9]+)?;)+', false],
  ])('%s: %s', (pattern, want) => {
    expect(backtracksForEver(parsePattern(pattern))).toBe(want);
  });

  it('ends at once for large expressions', async () => {
    const took = await effort(() => {
      for (const large of [`(${'(a|b)?'.repeat(200)})*`, '(a|b|c)?'.repeat(20_000), `(${'(x*y)'.repeat(3_000)})+`]) expect(backtracksForEver(parsePattern(large))).toBe(true);
      expect(backtracksForEver(parsePattern(Array.from({ length: 5_000 }, (_, i) => `word${i}`).join('|')))).toBe(false);
    });
    expect(took).toBeLessThan(5);
  });
});

describe('safeSource', () => {
  it.each([
    ['(a+)+b', '^a+b$'],
    ['(a?){5000}', '^a{0,5000}$'],
    ['((a{1,50}){1,50}){1,50}', '^a{1,125000}$'],
    ['(a{2,3}){0,5}', '^(?:a{2,3}){0,5}$'],
    ['(a|a)*c', '^a*c$'],
    // Where no plain rewriting helps, the automaton is made deterministic.
    ['[^,]+(, ?[^,]+)*', '^[^,](?:,?[^,])*$'],
    ['([^{}]|\\n)+', '^[^{}]+$'],
    ['(\\t|\\s)a(\\r\\n|\\r|\\n|\\s)+(\\s|\\t)b(\\s|\\r\\n|\\r|\\n)*', '^[ \\t\\n\\r]a[ \\t\\n\\r]{2,}b[ \\t\\n\\r]*$'],
    ['\\s*([A-Za-z0-9]+\\s*)+', '^[ \\t\\n\\r]*[A-Za-z0-9][\\u0009\\u000a\\u000d\\u00200-9A-Za-z]*$'],
    ['([a-z]{1,20} ?){1,10}', undefined],
  ])('%s: %s', (pattern, want) => {
    expect(safeSource(pattern)).toBe(want);
  });

  const atom = fc.constantFrom('a', 'b', '[ab]', '.', 'c');
  const pattern = fc.letrec<{ tree: string }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      atom,
      fc.tuple(tie('tree'), tie('tree')).map(([a, b]) => a + b),
      fc.tuple(tie('tree'), tie('tree')).map(([a, b]) => `(${a}|${b})`),
      fc.tuple(tie('tree'), fc.constantFrom('*', '+', '?', '{2}', '{1,3}', '{0,2}', '{2,}', '{30,40}')).map(([a, q]) => `(${a})${q}`),
    ),
  })).tree;

  it('says what the expression says, where it says anything', () => {
    fc.assert(
      fc.property(pattern, fc.stringMatching(/^[abc]{0,9}$/), (source, text) => {
        const safe = safeSource(source);
        if (safe !== undefined) expect(new RegExp(safe, 'u').test(text)).toBe(matches(source, text));
      }),
      { numRuns: 2 * runs },
    );
  });

  it('of an automaton made deterministic says the same, and is read in one way', () => {
    let made = 0;
    fc.assert(
      fc.property(pattern, fc.array(fc.stringMatching(/^[abc\n]{0,9}$/), { minLength: 8, maxLength: 8 }), (source, texts) => {
        const tree = determinised(parsePattern(source));
        if (tree === undefined) return;
        made++;
        const expression = new RegExp(anchored(printPattern(tree)), 'u');
        for (const text of texts) expect(expression.test(text)).toBe(matches(source, text));
        if (printPattern(tree).length < 500) expect(backtracksForEver(tree)).toBe(false);
      }),
      { numRuns: runs },
    );
    expect(made).toBeGreaterThan(runs / 2);
  });

  it.each([
    ['([\\d.]+-?[\\d]+)*;', '1\u0661.-;'],
    ['(\\w+[\\c-[-]]*)*;', '1a-.:$;'],
    ['([\\i-[:]][\\c-[:]]*[a:]+)+', 'ab:1\u00e9\u{1f600}'],
    ['(\\P{L}+[^a-f]*)*!', 'ag1!\u{1f600}'],
  ])('%s is told by the sets that it names', (source, characters) => {
    const safe = safeSource(source)!;
    expect(backtracksForEver(parsePattern(source))).toBe(true);
    const expression = new RegExp(safe, 'u');
    const text = fc.array(fc.constantFrom(...characters), { maxLength: 7 }).map((some) => some.join(''));
    fc.assert(
      fc.property(text, (some) => {
        expect(expression.test(some)).toBe(matches(source, some));
      }),
      { numRuns: 2_000 },
    );
  });

  it('ends within a moment on whatever text', async () => {
    await fc.assert(
      fc.asyncProperty(pattern, fc.constantFrom('a', 'b', 'c', 'ab', 'aab', 'abc'), async (source, word) => {
        const safe = safeSource(source);
        if (safe === undefined) return;
        const expression = new RegExp(safe, 'u');
        expect(await effort(() => expression.test(`${word.repeat(40)}!`))).toBeLessThan(2);
      }),
      { numRuns: 1_000 },
    );
  });

  it('is what values are read by: a flagged pattern is a warning, and allows what its type does', () => {
    const { codes, all } = read(xsd('<xs:simpleType name="t"><xs:restriction base="xs:string"><xs:pattern value="([a-z]{1,20} ?){1,10}"/><xs:enumeration value="1"/></xs:restriction></xs:simpleType>'));
    expect(codes).toEqual(['XSD_PATTERN_BACKTRACKS']);
    expect(all[0]!.severity).toBe('warning');
  });
});
