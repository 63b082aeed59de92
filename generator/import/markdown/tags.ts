/**
 * The tags that are markup in a specification: those that only dress up text, and those that break the line. Every other
 * tag is text, since specifications write the names of resource types in angle brackets.
 */
export const markupTags: ReadonlyMap<string, 'inline' | 'break'> = new Map([
  ...(
    ['a', 'abbr', 'b', 'big', 'cite', 'code', 'del', 'em', 'font', 'i', 'img', 'ins', 'kbd', 'mark', 'q', 's', 'samp', 'small', 'span', 'strike', 'strong', 'sub', 'sup', 'tt', 'u', 'var', 'wbr'] as const
  ).map((name) => [name, 'inline'] as const),
  ...(
    ['article', 'blockquote', 'body', 'br', 'center', 'dd', 'div', 'dl', 'dt', 'figcaption', 'figure', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'head', 'hr', 'html', 'li', 'ol', 'p', 'pre', 'section', 'ul'] as const
  ).map((name) => [name, 'break'] as const),
  ...(['caption', 'col', 'colgroup', 'table', 'tbody', 'td', 'tfoot', 'th', 'thead', 'tr'] as const).map((name) => [name, 'break'] as const),
]);
