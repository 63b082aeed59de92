import { fromMarkdown } from 'mdast-util-from-markdown';
import { raised } from '../superscript.js';
import { markupTags } from './tags.js';

/** A node of mdast as far as text needs it. */
interface Node {
  readonly type: string;
  readonly value?: string;
  readonly url?: string;
  readonly children?: readonly Node[];
  readonly position?: { readonly start: { readonly offset?: number | undefined }; readonly end: { readonly offset?: number | undefined } } | undefined;
}

/** A cell or paragraph is inline content whatever it begins with: `1. x` in a cell is no list. */
const inlineOnly = {
  disable: {
    null: ['blockQuote', 'codeFenced', 'codeIndented', 'definition', 'headingAtx', 'htmlFlow', 'list', 'setextUnderline', 'thematicBreak'],
  },
};

/** Most texts need no parser. A `_` inside a word is part of it: `STATUS_NOT_CANCELLABLE`. */
const special = /[\\`*[\]<&\n]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu;

/** `<sup>1</sup>`, Pandoc's `^1,\ 2^`, and `[^1]`, which refers to a footnote. */
const superscripts = /<sup>([^<>]{1,40})<\/sup>|(?<![\\^[])\^((?:[^\s^\\]|\\ ){1,40})\^(?!\^)|(?<!\\)\[\^(\d{1,3})\]/gi;
const superscript = /<sup>|\^/i;

/** What CommonMark 2.4 takes for an escape, and 6.6 for a tag, without attributes: `\<`, `<softwareCampaign>`, `<br/>`. */
const escapeOrTag = /\\([!-/:-@[-`{-~])|<(?:[A-Za-z][A-Za-z\d-]* *\/?|\/[A-Za-z][A-Za-z\d-]* *)>/g;
/** What needs more than reading escapes and tags once these are gone; brackets that no address follows are brackets. */
const needsParser = /[\\`*<&\n]|\]\(|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/u;

/** The parser's time grows with the square of the marks; no text that means anything has so many. */
const mostMarks = 400;

/**
 * Inline Markdown → the text that a reader sees; `\n` is a break. Tags that are no HTML are names of resources:
 * `<softwareCampaign>`, escaped or not, comes out as it stands.
 */
export function inlineText(given: string): string {
  const markdown = superscript.test(given) ? given.replace(superscripts, (_, ...[html, pandoc, note]: readonly (string | undefined)[]) => raised((html ?? pandoc ?? note!).replace(/\\ /g, ' '))) : given;
  const marks = markdown.match(special)?.length ?? 0;
  if (marks === 0) return markdown;
  if (!needsParser.test(markdown.replace(escapeOrTag, ' '))) return markdown.trim().replace(escapeOrTag, (tag, escaped?: string) => escaped ?? htmlText(tag));
  if (marks > mostMarks) return markdown.replace(/\\([\\`*_{}[\]<>()#+.!|~-])/g, '$1').replace(/<br\s*\/?>/gi, '\n');
  return textOf(fromMarkdown(markdown, { extensions: [inlineOnly] }) as Node, markdown);
}

function textOf(node: Node, source: string): string {
  const inside = (): string => (node.children ?? []).map((child) => textOf(child, source)).join('');
  switch (node.type) {
    case 'text':
      return (node.value ?? '').replace(/\n/g, ' ');
    case 'inlineCode':
      return node.value ?? '';
    case 'html':
      return htmlText(node.value ?? '');
    case 'break':
      return '\n';
    case 'link':
      // `[software](s)` is a resource and an ending, no link to a page "s".
      return /[/#:.@]/.test(node.url ?? '') ? inside() : source.slice(node.position?.start.offset, node.position?.end.offset);
    case 'image':
      return '';
    default:
      return inside();
  }
}

/** One tag or comment. */
function htmlText(html: string): string {
  if (html.startsWith('<!--')) return '';
  const name = /^<\/?([a-z][a-z0-9]*)(?=[\s/>])/i.exec(html)?.[1];
  const markup = name === undefined ? undefined : markupTags.get(name.toLowerCase());
  if (markup === undefined) return html;
  return markup === 'inline' ? '' : '\n';
}
