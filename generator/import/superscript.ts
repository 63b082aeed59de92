/** Figures, brackets and letters that Unicode has above the line. */
const above: ReadonlyMap<string, string> = new Map(
  [...'0123456789()+-abcdefghijklmnoprstuvwxyz'].map((plain, i) => [plain, [...'⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾⁺⁻ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ'][i]!]),
);

/**
 * Text that a format sets above the line, as plain text says it: figures as raised figures, so that `0..1` with a note 2 is
 * `0..1²` and never `0..12`; `note 2` in brackets; one letter alone raised. Everything else (`1st`) stays.
 */
export function raised(text: string): string {
  const mark = text.trim();
  if (/^[\d(),;\s+-]{1,20}$/.test(mark) && /\d/.test(mark)) return [...text].map((character) => above.get(character) ?? character).join('');
  if (/^[a-z]\)?$/.test(mark)) return text.replace(mark, [...mark].map((character) => above.get(character) ?? character).join(''));
  return /^\(?(?:see )?notes?\b/i.test(mark) ? ` (${mark.replace(/^\(|\)$/g, '')})` : text;
}
