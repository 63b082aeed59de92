/** Characters of symbol fonts (Word writes them as U+F000 plus their code) that specifications use, by font. */
const greek = 'αβχδεφγηιϕκλμνοπθρστυϖωξψζ';
const greekCapitals = 'ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ';

const symbol = new Map<number, string>([
  ...[...greek].map((letter, i) => [0x61 + i, letter] as const),
  ...[...greekCapitals].map((letter, i) => [0x41 + i, letter] as const),
  [0xa3, '≤'], [0xa5, '∞'], [0xab, '↔'], [0xac, '←'], [0xad, '↑'], [0xae, '→'], [0xaf, '↓'], [0xb0, '°'], [0xb1, '±'],
  [0xb3, '≥'], [0xb4, '×'], [0xb7, '•'], [0xb9, '≠'], [0xba, '≡'], [0xbb, '≈'], [0xbc, '…'], [0xc7, '∩'], [0xc8, '∪'],
  [0xcc, '⊂'], [0xce, '∈'], [0xcf, '∉'], [0xd8, '¬'], [0xd9, '∧'], [0xda, '∨'], [0xdb, '⇔'], [0xde, '⇒'], [0xe5, '∑'],
]);

const wingdings = new Map<number, string>([
  [0x6c, '●'], [0x6e, '■'], [0x6f, '□'], [0x71, '❑'], [0x75, '◆'], [0x76, '❖'], [0x77, '◆'], [0x9f, '•'], [0xa1, '○'],
  [0xa7, '▪'], [0xa8, '◻'], [0xd8, '➢'], [0xdf, '←'], [0xe0, '→'], [0xe1, '↑'], [0xe2, '↓'], [0xe8, '➔'], [0xf0, '⇨'],
  [0xfb, '✗'], [0xfc, '✓'], [0xfd, '☒'], [0xfe, '☑'],
]);

/** The character that `w:sym` shows; U+FFFD where the font's character has no counterpart that we know. */
export function symbolOf(font: string | undefined, hex: string | undefined): string {
  const code = /^[0-9a-f]{1,6}$/i.test(hex ?? '') ? Number.parseInt(hex!, 16) : 0;
  const own = code & 0xff;
  if (/^symbol$/i.test(font ?? '')) return symbol.get(own) ?? (own >= 0x20 && own < 0x40 ? String.fromCharCode(own) : '\ufffd');
  if (/^wingdings/i.test(font ?? '')) return wingdings.get(own) ?? '\ufffd';
  const isCharacter = code >= 0x20 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xf8ff);
  return isCharacter ? String.fromCodePoint(code) : (symbol.get(own) ?? '\ufffd');
}

/** The text of a bullet: private characters of symbol fonts are shown as what they look like. */
export const bulletOf = (text: string, font: string | undefined): string =>
  text.replace(/[\uf000-\uf0ff]/g, (character) => symbolOf(font ?? 'Symbol', character.charCodeAt(0).toString(16)).replace('\ufffd', '•'));
