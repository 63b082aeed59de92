import { posix } from 'node:path';
import type { Place } from '../../diagnostics/diagnostic.js';
import type { SchemaSet } from '../../model/components.js';
import { byCodepoint, keyOfPrefixed } from '../../model/names.js';

/** A piece of a text to be replaced. */
interface Edit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** Edits XSD documents as texts, by the places that the reader gives. */
export class XsdEditor {
  readonly #edits = new Map<string, Edit[]>();

  constructor(private readonly texts: ReadonlyMap<string, string>) {}

  #offset(place: Place): number | undefined {
    const text = this.texts.get(place.file);
    if (text === undefined) return undefined;
    let start = 0;
    for (let line = 1; line < place.line; line++) {
      const end = text.indexOf('\n', start);
      if (end < 0) return undefined;
      start = end + 1;
    }
    return start + place.column - 1;
  }

  /** From the start tag of the element at a place to the end of its end tag. */
  element(place: Place): { readonly from: number; readonly to: number } | undefined {
    const text = this.texts.get(place.file);
    const from = this.#offset(place);
    const [, tag] = text === undefined || from === undefined ? [] : (/^<([\w.-]+(?::[\w.-]+)?)/.exec(text.slice(from, from + 200)) ?? []);
    if (text === undefined || from === undefined || tag === undefined) return undefined;
    let depth = 0;
    const tags = new RegExp(`<!--[^]*?-->|<${tag}(?=[\\s/>])(?:[^>"']|"[^"]*"|'[^']*')*>|</${tag}\\s*>`, 'g');
    tags.lastIndex = from;
    for (let match = tags.exec(text); match !== null; match = tags.exec(text)) {
      if (match[0].startsWith('<!--')) continue;
      if (match[0].startsWith('</')) depth--;
      else if (!match[0].endsWith('/>')) depth++;
      if (depth === 0) return { from, to: tags.lastIndex };
    }
    return undefined;
  }

  /** The name in the start tag at a place. */
  renameElement(place: Place, from: string, to: string): void {
    const text = this.texts.get(place.file);
    const start = this.#offset(place);
    if (text === undefined || start === undefined) return;
    const name = text.indexOf(`name="${from}"`, start);
    if (name >= 0 && name < text.indexOf('>', start)) this.#edit(place.file, { from: name + 'name="'.length, to: name + 'name="'.length + from.length, text: to });
  }

  #edit(file: string, edit: Edit): void {
    this.#edits.set(file, [...(this.#edits.get(file) ?? []), edit]);
  }

  /** The white space before an offset, back to the beginning of its line. */
  #indent(file: string, offset: number): string {
    const text = this.texts.get(file)!;
    return /[ \t]*$/.exec(text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset))?.[0] ?? '';
  }

  #eol(file: string): string {
    return this.texts.get(file)!.includes('\r\n') ? '\r\n' : '\n';
  }

  #indented(file: string, offset: number, text: string): string {
    return text.split('\n').join(this.#eol(file) + this.#indent(file, offset));
  }

  replace(file: string, { from, to }: { readonly from: number; readonly to: number }, text: string): void {
    this.#edit(file, { from, to, text: this.#indented(file, from, text) });
  }

  /** A declaration before or behind another one, on a line of its own. */
  insert(file: string, offset: number, text: string, after: boolean): void {
    const whole = this.texts.get(file)!;
    const start = whole.lastIndexOf('\n', offset - 1) + 1;
    const indent = /^[ \t]*/.exec(whole.slice(start))![0];
    const block = text.split('\n').map((line) => indent + line).join(this.#eol(file));
    const at = after ? this.#endOfLine(file, offset) : start;
    this.#edit(file, { from: at, to: at, text: after ? this.#eol(file) + block : block + this.#eol(file) });
  }

  insertFirst(file: string, span: { readonly from: number; readonly to: number }, text: string): void {
    const whole = this.texts.get(file)!;
    const sequence = whole.indexOf('<xs:sequence>', span.from);
    if (sequence < 0 || sequence > span.to) return;
    const indent = `${this.#indent(file, sequence)}  `;
    const at = sequence + '<xs:sequence>'.length;
    this.#edit(file, { from: at, to: at, text: `${this.#eol(file)}${text.split('\n').map((line) => indent + line).join(this.#eol(file))}` });
  }

  /** Behind what stands on the rest of the line: a comment. */
  #endOfLine(file: string, offset: number): number {
    const text = this.texts.get(file)!;
    const end = text.indexOf('\n', offset);
    const rest = text.slice(offset, end < 0 ? undefined : end);
    return /^[ \t]*(<!--[^]*?-->)?[ \t\r]*$/.test(rest) ? offset + rest.trimEnd().length : offset;
  }

  removeLine(file: string, { from, to }: { readonly from: number; readonly to: number }): void {
    const text = this.texts.get(file)!;
    const start = text.lastIndexOf('\n', from - 1) + 1;
    const end = this.#endOfLine(file, to);
    const isAlone = text.slice(start, from).trim() === '' && /^[ \t\r]*\n/.test(text.slice(end, end + 200));
    this.#edit(file, isAlone ? { from: start, to: text.indexOf('\n', end) + 1, text: '' } : { from, to, text: '' });
  }

  #facet(place: Place): { readonly from: number; readonly to: number } | undefined {
    const text = this.texts.get(place.file);
    const offset = this.#offset(place);
    if (text === undefined || offset === undefined) return undefined;
    const from = text.lastIndexOf('<', offset);
    const to = text.indexOf('>', offset) + 1;
    return text.slice(from, to).endsWith('/>') ? { from, to } : undefined;
  }

  removeFacet(place: Place): void {
    const at = this.#facet(place);
    if (at !== undefined) this.removeLine(place.file, at);
  }

  insertFacet(behind: Place, value: number, name: string): void {
    const at = this.#facet(behind);
    if (at !== undefined) this.insert(behind.file, at.to, `<xs:enumeration value="${value}" /> <!-- ${name.replace(/--+/g, '-')} -->`, true);
  }

  /** Includes the document that declares a type, where the document does not reach it yet. */
  include(file: string, components: SchemaSet, typeText: string): void {
    const declared = components.types.get(keyOfPrefixed(typeText.replace(/^list of /, '')) ?? '')?.place?.file;
    if (declared === undefined || declared === file || reaches(components, file, declared)) return;
    const text = this.texts.get(file)!;
    const last = [...text.matchAll(/<xs:include\b[^>]*\/>/g)].at(-1);
    const location = posix.relative(posix.dirname(file), declared);
    const already = (this.#edits.get(file) ?? []).some((edit) => edit.text.includes(`"${location}"`));
    if (last?.index !== undefined && !already) this.insert(file, last.index + last[0].length, `<xs:include schemaLocation="${location}" />`, true);
  }

  edited(): ReadonlyMap<string, string> {
    const result = new Map<string, string>();
    for (const [file, edits] of [...this.#edits].sort(([a], [b]) => byCodepoint(a, b))) {
      // From the end, so that offsets stay good; of several at one offset the first asked for stands first.
      const ordered = edits.map((edit, i) => ({ ...edit, i })).sort((a, b) => b.from - a.from || b.i - a.i);
      result.set(file, ordered.reduce((text, edit) => text.slice(0, edit.from) + edit.text + text.slice(edit.to), this.texts.get(file)!));
    }
    return result;
  }
}

function reaches(components: SchemaSet, from: string, to: string): boolean {
  const seen = new Set<string>();
  const open = [from];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (file === to) return true;
    if (seen.has(file)) continue;
    seen.add(file);
    open.push(...(components.references.get(file) ?? []));
  }
  return false;
}
