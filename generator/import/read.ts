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
  const foreign = foreignFormats.find(({ signature }) => startsWith(bytes, signature));
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
  if (/^\s*(?:<!doctype html|<html)\b/i.test(text)) {
    return refuse('DOCUMENT_FORMAT', 'the document is a page in HTML', 'give the Word document, or convert the page to Markdown');
  }
  if (!/\S/.test(text)) return refuse('DOCUMENT_EMPTY', 'the document has no text', 'give the document itself, not a place holder');
  if (/\.do[ct][xm]?$/i.test(file)) {
    return refuse('DOCUMENT_FORMAT', 'the document is called a Word document and is none: it is no zip container', 'save it in Word again, or call a text .txt or .md');
  }
  const normalised = text.replace(/\r\n?/g, '\n');
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
  { signature: [...'%PDF-'].map((c) => c.charCodeAt(0)), name: 'a PDF', hint: 'give the Word document that it was made from' },
  { signature: [...'{\\rtf'].map((c) => c.charCodeAt(0)), name: 'in Rich Text Format', hint: 'open it in Word and save it as .docx' },
];

const startsWith = (bytes: Uint8Array, signature: readonly number[]): boolean => signature.every((byte, i) => bytes[i] === byte);

/** A text that has no flattened table but tables in Markdown's notation is Markdown, whatever it is called. */
const isMarkdown = (file: string, text: string): boolean =>
  /\.(?:md|markdown)$/i.test(file) || (!/^\t/m.test(text) && (/^ {0,3}\|?(?: *:?-{3,}:? *\|)+(?: *:?-+:? *)?$/m.test(text) || /^\s*<table[\s>]/im.test(text)));
