/**
 * What XSD regular expressions and names need to know of Unicode and JavaScript does not: blocks by name (XML Schema 1.0
 * Part 2, F.1.1, with later blocks added), and the name characters of XML. Ranges are inclusive code points.
 */
export type Ranges = readonly (readonly [from: number, to: number])[];

const table = [
  'BasicLatin 0000-007F;Latin-1Supplement 0080-00FF;LatinExtended-A 0100-017F;LatinExtended-B 0180-024F;IPAExtensions 0250-02AF',
  'SpacingModifierLetters 02B0-02FF;CombiningDiacriticalMarks 0300-036F;Greek 0370-03FF;GreekandCoptic 0370-03FF;Cyrillic 0400-04FF',
  'CyrillicSupplement 0500-052F;CyrillicSupplementary 0500-052F;Armenian 0530-058F;Hebrew 0590-05FF;Arabic 0600-06FF',
  'Syriac 0700-074F;ArabicSupplement 0750-077F;Thaana 0780-07BF;NKo 07C0-07FF;Samaritan 0800-083F;Devanagari 0900-097F',
  'Bengali 0980-09FF;Gurmukhi 0A00-0A7F;Gujarati 0A80-0AFF;Oriya 0B00-0B7F;Tamil 0B80-0BFF;Telugu 0C00-0C7F;Kannada 0C80-0CFF',
  'Malayalam 0D00-0D7F;Sinhala 0D80-0DFF;Thai 0E00-0E7F;Lao 0E80-0EFF;Tibetan 0F00-0FFF;Myanmar 1000-109F;Georgian 10A0-10FF',
  'HangulJamo 1100-11FF;Ethiopic 1200-137F;EthiopicSupplement 1380-139F;Cherokee 13A0-13FF',
  'UnifiedCanadianAboriginalSyllabics 1400-167F;Ogham 1680-169F;Runic 16A0-16FF;Tagalog 1700-171F;Hanunoo 1720-173F;Buhid 1740-175F',
  'Tagbanwa 1760-177F;Khmer 1780-17FF;Mongolian 1800-18AF;Limbu 1900-194F;TaiLe 1950-197F;NewTaiLue 1980-19DF',
  'KhmerSymbols 19E0-19FF;Buginese 1A00-1A1F;TaiTham 1A20-1AAF;Balinese 1B00-1B7F;Sundanese 1B80-1BBF;Batak 1BC0-1BFF',
  'Lepcha 1C00-1C4F;OlChiki 1C50-1C7F;PhoneticExtensions 1D00-1D7F;PhoneticExtensionsSupplement 1D80-1DBF',
  'CombiningDiacriticalMarksSupplement 1DC0-1DFF;LatinExtendedAdditional 1E00-1EFF;GreekExtended 1F00-1FFF',
  'GeneralPunctuation 2000-206F;SuperscriptsandSubscripts 2070-209F;CurrencySymbols 20A0-20CF;CombiningMarksforSymbols 20D0-20FF',
  'CombiningDiacriticalMarksforSymbols 20D0-20FF;LetterlikeSymbols 2100-214F;NumberForms 2150-218F;Arrows 2190-21FF',
  'MathematicalOperators 2200-22FF;MiscellaneousTechnical 2300-23FF;ControlPictures 2400-243F;OpticalCharacterRecognition 2440-245F',
  'EnclosedAlphanumerics 2460-24FF;BoxDrawing 2500-257F;BlockElements 2580-259F;GeometricShapes 25A0-25FF',
  'MiscellaneousSymbols 2600-26FF;Dingbats 2700-27BF;MiscellaneousMathematicalSymbols-A 27C0-27EF;SupplementalArrows-A 27F0-27FF',
  'BraillePatterns 2800-28FF;SupplementalArrows-B 2900-297F;MiscellaneousMathematicalSymbols-B 2980-29FF',
  'SupplementalMathematicalOperators 2A00-2AFF;MiscellaneousSymbolsandArrows 2B00-2BFF;Glagolitic 2C00-2C5F',
  'LatinExtended-C 2C60-2C7F;Coptic 2C80-2CFF;GeorgianSupplement 2D00-2D2F;Tifinagh 2D30-2D7F;EthiopicExtended 2D80-2DDF',
  'CyrillicExtended-A 2DE0-2DFF;SupplementalPunctuation 2E00-2E7F;CJKRadicalsSupplement 2E80-2EFF;KangxiRadicals 2F00-2FDF',
  'IdeographicDescriptionCharacters 2FF0-2FFF;CJKSymbolsandPunctuation 3000-303F;Hiragana 3040-309F;Katakana 30A0-30FF',
  'Bopomofo 3100-312F;HangulCompatibilityJamo 3130-318F;Kanbun 3190-319F;BopomofoExtended 31A0-31BF;CJKStrokes 31C0-31EF',
  'KatakanaPhoneticExtensions 31F0-31FF;EnclosedCJKLettersandMonths 3200-32FF;CJKCompatibility 3300-33FF',
  'CJKUnifiedIdeographsExtensionA 3400-4DB5;YijingHexagramSymbols 4DC0-4DFF;CJKUnifiedIdeographs 4E00-9FFF;YiSyllables A000-A48F',
  'YiRadicals A490-A4CF;Lisu A4D0-A4FF;Vai A500-A63F;CyrillicExtended-B A640-A69F;Bamum A6A0-A6FF;ModifierToneLetters A700-A71F',
  'LatinExtended-D A720-A7FF;SylotiNagri A800-A82F;Phags-pa A840-A87F;Saurashtra A880-A8DF;DevanagariExtended A8E0-A8FF',
  'KayahLi A900-A92F;Rejang A930-A95F;HangulJamoExtended-A A960-A97F;Javanese A980-A9DF;Cham AA00-AA5F;HangulSyllables AC00-D7A3',
  'HangulJamoExtended-B D7B0-D7FF;HighSurrogates D800-DB7F;HighPrivateUseSurrogates DB80-DBFF;LowSurrogates DC00-DFFF',
  'PrivateUse E000-F8FF,F0000-FFFFD,100000-10FFFD;PrivateUseArea E000-F8FF;CJKCompatibilityIdeographs F900-FAFF',
  'AlphabeticPresentationForms FB00-FB4F;ArabicPresentationForms-A FB50-FDFF;VariationSelectors FE00-FE0F;VerticalForms FE10-FE1F',
  'CombiningHalfMarks FE20-FE2F;CJKCompatibilityForms FE30-FE4F;SmallFormVariants FE50-FE6F;ArabicPresentationForms-B FE70-FEFE',
  'Specials FEFF-FEFF,FFF0-FFFD;HalfwidthandFullwidthForms FF00-FFEF;LinearBSyllabary 10000-1007F;LinearBIdeograms 10080-100FF',
  'AegeanNumbers 10100-1013F;OldItalic 10300-1032F;Gothic 10330-1034F;Ugaritic 10380-1039F;OldPersian 103A0-103DF',
  'Deseret 10400-1044F;Shavian 10450-1047F;Osmanya 10480-104AF;CypriotSyllabary 10800-1083F;Cuneiform 12000-123FF',
  'EgyptianHieroglyphs 13000-1342F;ByzantineMusicalSymbols 1D000-1D0FF;MusicalSymbols 1D100-1D1FF',
  'AncientGreekMusicalNotation 1D200-1D24F;TaiXuanJingSymbols 1D300-1D35F;MathematicalAlphanumericSymbols 1D400-1D7FF',
  'MahjongTiles 1F000-1F02F;PlayingCards 1F0A0-1F0FF;EnclosedAlphanumericSupplement 1F100-1F1FF',
  'MiscellaneousSymbolsandPictographs 1F300-1F5FF;Emoticons 1F600-1F64F;TransportandMapSymbols 1F680-1F6FF',
  'CJKUnifiedIdeographsExtensionB 20000-2A6D6;CJKCompatibilityIdeographsSupplement 2F800-2FA1F;Tags E0000-E007F',
  'VariationSelectorsSupplement E0100-E01EF;SupplementaryPrivateUseArea-A F0000-FFFFF;SupplementaryPrivateUseArea-B 100000-10FFFF',
];

/** Block name, as it stands behind `Is` in `\\p{IsBlock}`, → its code points. */
export const unicodeBlocks: ReadonlyMap<string, Ranges> = new Map(
  table
    .flatMap((line) => line.split(';'))
    .map((entry) => {
      const [name, ranges] = entry.split(' ') as [string, string];
      return [name, ranges.split(',').map(parseRange)];
    }),
);

function parseRange(text: string): readonly [number, number] {
  const [from, to] = text.split('-') as [string, string];
  return [Number.parseInt(from, 16), Number.parseInt(to, 16)];
}

const nameStartRanges: Ranges = [
  [0x41, 0x5a],
  [0x5f, 0x5f],
  [0x61, 0x7a],
  [0xc0, 0xd6],
  [0xd8, 0xf6],
  [0xf8, 0x2ff],
  [0x370, 0x37d],
  [0x37f, 0x1fff],
  [0x200c, 0x200d],
  [0x2070, 0x218f],
  [0x2c00, 0x2fef],
  [0x3001, 0xd7ff],
  [0xf900, 0xfdcf],
  [0xfdf0, 0xfffd],
  [0x10000, 0xeffff],
];

const nameOnlyRanges: Ranges = [
  [0x2d, 0x2e],
  [0x30, 0x39],
  [0xb7, 0xb7],
  [0x300, 0x36f],
  [0x203f, 0x2040],
];

const colon: Ranges = [[0x3a, 0x3a]];

/** `\\i` and `\\c`: characters that may start, or stand in, an XML name, colon included. */
export const initialRanges: Ranges = sorted([...nameStartRanges, ...colon]);
export const characterRanges: Ranges = sorted([...nameStartRanges, ...nameOnlyRanges, ...colon]);

/** The inside of a JavaScript class that matches a character of an NCName: its first one, or any. */
export const nameStart = classText(nameStartRanges);
export const nameCharacter = classText(sorted([...nameStartRanges, ...nameOnlyRanges]));

function sorted(ranges: Ranges): Ranges {
  return [...ranges].sort((a, b) => a[0] - b[0]);
}

/** Every code point that is in none of the ranges, which are sorted and apart. */
export function complement(ranges: Ranges): Ranges {
  const out: [number, number][] = [];
  let next = 0;
  for (const [from, to] of ranges) {
    if (from > next) out.push([next, from - 1]);
    next = to + 1;
  }
  if (next <= 0x10ffff) out.push([next, 0x10ffff]);
  return out;
}

/** Ranges as the inside of a JavaScript character class; what adjoins is one. */
export function classText(ranges: Ranges): string {
  const whole: [number, number][] = [];
  for (const [from, to] of ranges) {
    const last = whole.at(-1);
    if (last !== undefined && from === last[1] + 1) last[1] = to;
    else whole.push([from, to]);
  }
  return whole.map(([from, to]) => (from === to ? escapeCodePoint(from) : `${escapeCodePoint(from)}${to === from + 1 ? '' : '-'}${escapeCodePoint(to)}`)).join('');
}

/** A code point as it may stand in a class of a `u`-flag expression. */
export function escapeCodePoint(code: number): string {
  if ((code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a)) return String.fromCharCode(code);
  if (code === 0x2e || code === 0x5f) return String.fromCharCode(code);
  if (code === 0x2d) return '\\-';
  return code <= 0xffff ? `\\u${code.toString(16).padStart(4, '0')}` : `\\u{${code.toString(16)}}`;
}
