import fc from 'fast-check';

const [surrogates, afterThem] = [0xd800, 0xe000];
const gap = afterThem - surrogates;

const codePoint = fc.nat({ max: 0x10ffff - gap }).map(
  (n) => String.fromCodePoint(n < surrogates ? n : n + gap),
  (text) => {
    const code = typeof text === 'string' ? (text.codePointAt(0) ?? surrogates) : surrogates;
    if ((code >= surrogates && code < afterThem) || String.fromCodePoint(code) !== text) throw new Error('no code point');
    return code < surrogates ? code : code - gap;
  },
);

/** Text of any code points: what `unit: 'binary'` says, for which fast-check makes a table of a million of them, in each process that uses it. */
export const anyText: fc.Arbitrary<string> = fc.string({ unit: codePoint });
