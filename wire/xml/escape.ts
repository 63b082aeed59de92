/** Text where XML would read something else. */

/** Carriage returns as references, which line-end processing leaves alone. */
export const escapeText = (text: string): string => text.replace(/[&<>\r]/g, reference);
/** White space as references too, which the normalization of attribute values leaves alone. */
export const escapeAttribute = (text: string): string => text.replace(/[&<>"\t\n\r]/g, reference);

const names: ReadonlyMap<string, string> = new Map([['&', '&amp;'], ['<', '&lt;'], ['>', '&gt;'], ['"', '&quot;']]);
const reference = (character: string): string => names.get(character) ?? `&#${character.charCodeAt(0)};`;
