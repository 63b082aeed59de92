import type { CodeTable, Diagnostics } from '../diagnostics/diagnostic.js';
import { decode } from '../read/decode.js';
import { fileLimit } from '../read/load.js';
import type { Document, View } from './document.js';
import { readMarkdown } from './markdown/read.js';
import { readText } from './text/read.js';

export const documentCodes = {
  DOCUMENT_FORMAT: { severity: 'error', title: 'A document is in a format that is not read' },
  DOCUMENT_ENCODING: { severity: 'error', title: 'A document is not text in a known encoding' },
  DOCUMENT_SIZE: { severity: 'error', title: 'A document is too large' },
  DOCUMENT_CONFLICT: { severity: 'error', title: 'A document has the marks of a merge that is not finished' },
  DOCUMENT_EMPTY: { severity: 'error', title: 'A document has no content' },
} as const satisfies CodeTable;

/**
 * Reads a document of any format that is understood; `file` is its name as places show it. What the bytes are decides, not
 * what the name says, but that a text is not called a Word document; between Markdown and text the extension does. Undefined when nothing can be read; the reason is
 * in `diagnostics`, and never thrown.
 */
export async function readDocument(bytes: Uint8Array, file: string, view: View, diagnostics: Diagnostics): Promise<Document | undefined> {
  const refuse = (code: keyof typeof documentCodes, message: string, hint: string, line = 1, column = 1): undefined =>
    void diagnostics.report(documentCodes, code, message, { file, line, column }, hint);

  if (bytes.length === 0) return refuse('DOCUMENT_EMPTY', 'the document is empty', 'give the document itself, not a place holder');
  const foreign = foreignFormats.find(({ signature }) => startsWith(bytes, signature)) ?? (isPdf(bytes) ? pdf : undefined);
  if (foreign !== undefined) return refuse('DOCUMENT_FORMAT', `the document is ${foreign.name}`, foreign.hint);
  // Loaded when needed: who imports text needs neither a zip reader nor an XML reader.
  if (startsWith(bytes, zip)) return (await import('./docx/read.js')).readDocx(bytes, file, view, diagnostics);
  if (bytes.length > fileLimit) {
    const size = `${String(Math.ceil(bytes.length / 1024 / 1024))} MiB; at most ${String(fileLimit / 1024 / 1024)} MiB of text are read`;
    return refuse('DOCUMENT_SIZE', `the document has ${size}`, 'split it, or leave out what is no text');
  }
  const text = decode(bytes);
  if (typeof text !== 'string') {
    return refuse('DOCUMENT_ENCODING', text.message, 'save the document as UTF-8 (in Word: "Plain text", encoding "Unicode (UTF-8)")', text.line, text.column);
  }
  const normalised = text.replace(/\r\n?/g, '\n');
  const other = otherText(normalised);
  if (other !== undefined) return refuse('DOCUMENT_FORMAT', `the document is ${other.name}`, other.hint);
  if (!/\S/.test(text)) return refuse('DOCUMENT_EMPTY', 'the document has no text', 'give the document itself, not a place holder');
  const conflict = normalised.search(/^<{7} /m);
  if (conflict !== -1 && [/^={7}$/m, /^>{7} /m].every((mark) => mark.test(normalised.slice(conflict)))) {
    const line = normalised.slice(0, conflict).split('\n').length;
    return refuse('DOCUMENT_CONFLICT', 'git has left both sides of a conflict in the document', 'settle the conflict, and take out the lines with <<<<<<<, ======= and >>>>>>>', line);
  }
  if (/\.do[ct][xm]?$/i.test(file)) {
    return refuse('DOCUMENT_FORMAT', 'the document is called a Word document and is none: it is no zip container', 'save it in Word again, or call a text .txt or .md');
  }
  return isMarkdown(file, normalised) ? readMarkdown(normalised, file, view, diagnostics) : readText(normalised, file, view, diagnostics);
}

const zip = [0x50, 0x4b];

/** What people have at hand when they have no .docx, told by its first bytes. */
const foreignFormats: readonly { readonly signature: readonly number[]; readonly name: string; readonly hint: string }[] = [
  {
    signature: [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1],
    name: 'a Word 97 document (.doc) or encrypted',
    hint: 'open it in Word and save it as .docx without a password',
  },
  ...(
    [
      [[0x89, 0x50, 0x4e, 0x47], 'a picture (PNG)'],
      [[0xff, 0xd8, 0xff], 'a picture (JPEG)'],
      [[0x47, 0x49, 0x46, 0x38], 'a picture (GIF)'],
      [[0x1f, 0x8b], 'packed (gzip)'],
      [[0x37, 0x7a, 0xbc, 0xaf], 'packed (7z)'],
      [[0x52, 0x61, 0x72, 0x21], 'packed (RAR)'],
      [[0x25, 0x21, 0x50, 0x53], 'PostScript'],
    ] as const
  ).map(([signature, name]) => ({ signature, name, hint: 'give the Word document, Markdown or plain text' })),
  { signature: [...'{\\rtf'].map((c) => c.charCodeAt(0)), name: 'in Rich Text Format', hint: 'open it in Word and save it as .docx' },
];

const pdf = { name: 'a PDF', hint: 'give the Word document that it was made from' };

/** Readers of PDF take what begins within the first 1024 bytes (ISO 32000-1, Annex H, note 13); a text that speaks of it has words before it. */
const isPdf = (bytes: Uint8Array): boolean => /^[^\p{L}\p{N}]*%PDF-\d/u.test(String.fromCharCode(...bytes.subarray(0, 1024)));

function data(name: string): { readonly name: string; readonly hint: string } {
  return { name: `${name} and no text`, hint: 'give the Word document, Markdown or plain text; definitions are given by their folder' };
}

/** Texts that are for machines, by how they begin. */
const textFormats: readonly { readonly begins: RegExp; readonly name: string; readonly hint: string }[] = [
  { begins: /^<(?:!doctype\s+html|html|head|body)\b/i, name: 'a page in HTML', hint: 'give the Word document, or convert the page to Markdown' },
  { begins: /^<\?xml\s/, ...data('XML') },
  { begins: /^(?:[\w-]+:.*\n(?:[ \t].*\n)*){0,30}MIME-Version:/i, name: 'a mail, or a page with what it shows (MIME)', hint: 'open it in Word and save it as .docx' },
  { begins: /^version https:\/\/git-lfs\.github\.com\/spec\//, name: 'a pointer to a file that git keeps elsewhere', hint: 'fetch the file itself with git lfs pull' },
  { begins: /^(?:%.*\n\s*)*\\documentclass\b/, name: 'in LaTeX', hint: 'give the Word document, or convert it to Markdown' },
];

function otherText(text: string): { readonly name: string; readonly hint: string } | undefined {
  const content = afterComments(text);
  return textFormats.find(({ begins }) => begins.test(content)) ?? (isElement(content) ? data('XML') : isJson(content) ? data('JSON') : undefined);
}

/** What stands before the first word does not tell what it is. */
function afterComments(text: string): string {
  let content = text.trimStart();
  while (content.startsWith('<!--')) {
    const end = content.indexOf('-->');
    if (end === -1) break;
    content = content.slice(end + 3).trimStart();
  }
  return content;
}

/** One element of a namespace from the beginning to the end: Markdown may begin with one, and goes on. */
function isElement(content: string): boolean {
  const [, name] = /^<([\w:.-]+)\s[^<>]*\bxmlns(?::[\w.-]+)?\s*=/.exec(content) ?? [];
  return name !== undefined && (content.trimEnd().endsWith(`</${name}>`) || /^<[^<>]*\/>\s*$/.test(content));
}

function isJson(content: string): boolean {
  if (!/^[{[]\s*(?:["{[\]}\d-]|true|false|null)/.test(content)) return false;
  try {
    JSON.parse(content);
    return true;
  } catch {
    return false;
  }
}

const startsWith = (bytes: Uint8Array, signature: readonly number[]): boolean => signature.every((byte, i) => bytes[i] === byte);

/** A text that has no flattened table but tables in Markdown's notation is Markdown, whatever it is called. */
const isMarkdown = (file: string, text: string): boolean =>
  /\.(?:md|markdown)$/i.test(file) || (!/^\t/m.test(text) && (/^ {0,3}\|?(?: *:?-{3,}:? *\|)+(?: *:?-+:? *)?$/m.test(text) || /^\s*<table[\s>]/im.test(text)));
