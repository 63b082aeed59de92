import { TextDecoder } from 'node:util';
import sax from 'sax';
import { Refused } from './container.js';

/**
 * XML of one part as a stream of events: nothing is kept but the names of the open elements. Names are `prefix:local`
 * with the prefixes below, whatever prefixes the file uses; elements of other namespaces are `?`.
 */
export interface XmlHandler {
  /** `attribute` gives the value of a name like `w:val`; unprefixed attributes by their bare name. */
  open(name: string, attribute: (name: string) => string | undefined): void;
  close(name: string): void;
  text?(text: string): void;
}

const office = (name: string): readonly string[] => [`http://schemas.openxmlformats.org/${name}`];

/** Namespaces that carry something that we read: transitional and, where ISO/IEC 29500 has one, strict. */
const namespaces: Readonly<Record<string, readonly string[]>> = {
  w: [...office('wordprocessingml/2006/main'), 'http://purl.oclc.org/ooxml/wordprocessingml/main'],
  m: [...office('officeDocument/2006/math'), 'http://purl.oclc.org/ooxml/officeDocument/math'],
  r: [...office('officeDocument/2006/relationships'), 'http://purl.oclc.org/ooxml/officeDocument/relationships'],
  mc: office('markup-compatibility/2006'),
  ct: office('package/2006/content-types'),
  rel: office('package/2006/relationships'),
  xml: ['http://www.w3.org/XML/1998/namespace'],
};
const canonical = new Map(Object.entries(namespaces).flatMap(([prefix, uris]) => uris.map((uri) => [uri, prefix] as const)));

/** Namespaces that an alternative may require and that change nothing for a reader of text. */
const understood = /^http:\/\/schemas\.microsoft\.com\/office\/(word|drawing)\/|^http:\/\/schemas\.openxmlformats\.org\//;

interface Scope {
  readonly parent?: Scope;
  readonly uris: ReadonlyMap<string, string>;
  /** Raw name → canonical name, as far as asked for. */
  readonly names: Map<string, string>;
}

const newScope = (uris: ReadonlyMap<string, string>, parent?: Scope): Scope => ({ uris, names: new Map(), ...(parent && { parent }) });

function uriOf(prefix: string, innermost: Scope): string | undefined {
  for (let scope: Scope | undefined = innermost; scope; scope = scope.parent) {
    const uri = scope.uris.get(prefix);
    if (uri !== undefined) return uri;
  }
  return undefined;
}

/** Word itself stays below 40; nested tables have a bound of their own. */
const depthLimit = 256;

/** Reads a part to its end. Throws `Refused` for what is not well-formed, has a DTD, or is nested too deep. */
export async function readXml(part: string, chunks: AsyncIterable<Uint8Array>, handler: XmlHandler): Promise<void> {
  const reader = new XmlReader(part, handler);
  let decoder: TextDecoder | undefined;
  for await (const chunk of chunks) {
    decoder ??= new TextDecoder(encodingOf(chunk), { fatal: true });
    reader.write(decode(part, decoder, chunk));
  }
  if (decoder) reader.write(decode(part, decoder));
  reader.end();
}

/** OPC allows UTF-8 and UTF-16 only; XML 1.0 Appendix F.1 says how to tell them apart. */
function encodingOf([first, second]: Uint8Array): string {
  const start = ((first ?? 0) << 8) | (second ?? 0);
  if (start === 0xfffe || start === 0x3c00) return 'utf-16le';
  return start === 0xfeff || start === 0x003c ? 'utf-16be' : 'utf-8';
}

function decode(part: string, decoder: TextDecoder, chunk?: Uint8Array): string {
  try {
    return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
  } catch {
    throw new Refused('DOCX_MALFORMED', `${part} is not text: invalid ${decoder.encoding.toUpperCase()}`);
  }
}

/** An open `mc:AlternateContent`: one of its branches is read, the first that we understand. */
interface Alternative {
  readonly depth: number;
  taken: boolean;
}

class XmlReader {
  readonly #parser = sax.parser(true, { position: false, strictEntities: true } as sax.SAXOptions);
  readonly #open: { readonly name: string; readonly scope: Scope }[] = [];
  readonly #alternatives: Alternative[] = [];
  /** Depth of the branch that is not taken; 0 when none. */
  #skippedFrom = 0;
  #declared: Map<string, string> | undefined;
  #attributes: Record<string, string> = {};
  readonly #rootScope = newScope(new Map([['', ''], ['xml', namespaces.xml![0]!]]));
  #scope = this.#rootScope;

  constructor(
    private readonly part: string,
    private readonly handler: XmlHandler,
  ) {
    const parser = this.#parser;
    // sax bounds its buffers at 64 KiB; pictures in old documents carry attributes of several hundred. Parts are bounded instead.
    Object.assign(parser, { bufferCheckPosition: Infinity });
    parser.onerror = (error) => {
      throw this.malformed(error.message.split('\n')[0]!);
    };
    parser.ondoctype = () => {
      throw new Refused('DOCX_DTD', `${part} has a document type declaration`, 'Word never writes one; do not trust the file');
    };
    parser.onopentagstart = () => (this.#declared = undefined);
    parser.onattribute = ({ name, value }) => {
      if (name === 'xmlns' || name.startsWith('xmlns:')) (this.#declared ??= new Map()).set(name.slice(6), value);
    };
    parser.onopentag = (tag) => this.opened(tag.name, tag.attributes as Record<string, string>);
    parser.onclosetag = () => this.closed();
    if (handler.text) {
      const text = handler.text.bind(handler);
      const add = (value: string): void => {
        if (this.#skippedFrom === 0) text(value);
      };
      parser.ontext = add;
      parser.oncdata = add;
    }
  }

  write(text: string): void {
    this.#parser.write(text);
  }

  end(): void {
    this.#parser.close();
  }

  private opened(raw: string, attributes: Record<string, string>): void {
    const parent = this.#open.at(-1)?.scope ?? this.#rootScope;
    const scope = this.#declared ? newScope(this.#declared, parent) : parent;
    const name = this.nameIn(scope, raw, true);
    this.#open.push({ name, scope });
    const depth = this.#open.length;
    if (depth > depthLimit) throw new Refused('DOCX_TOO_DEEP', `${this.part} nests elements more than ${depthLimit} deep`);
    if (this.#skippedFrom > 0) return;
    this.#attributes = attributes;
    this.#scope = scope;
    if (name === 'mc:AlternateContent') return void this.#alternatives.push({ depth, taken: false });
    const alternative = this.#alternatives.at(-1);
    if (alternative && depth === alternative.depth + 1) {
      if (alternative.taken || !this.isUnderstood(name, scope, attributes)) this.#skippedFrom = depth;
      else alternative.taken = true;
      return;
    }
    this.handler.open(name, this.#attribute);
  }

  private closed(): void {
    const depth = this.#open.length;
    const { name } = this.#open.pop()!;
    if (this.#skippedFrom > 0) {
      if (depth === this.#skippedFrom) this.#skippedFrom = 0;
      return;
    }
    const alternative = this.#alternatives.at(-1);
    if (alternative?.depth === depth) return void this.#alternatives.pop();
    if (alternative?.depth === depth - 1) return;
    this.handler.close(name);
  }

  private isUnderstood(name: string, scope: Scope, attributes: Record<string, string>): boolean {
    if (name !== 'mc:Choice') return name === 'mc:Fallback';
    const required = (attributes['Requires'] ?? '').trim().split(/\s+/);
    return required.every((prefix) => understood.test(uriOf(prefix, scope) ?? ''));
  }

  readonly #attribute = (wanted: string): string | undefined => {
    for (const raw in this.#attributes) {
      if (this.nameIn(this.#scope, raw, false) === wanted) return this.#attributes[raw];
    }
    return undefined;
  };

  private nameIn(scope: Scope, raw: string, isElement: boolean): string {
    const colon = raw.indexOf(':');
    if (colon < 0 && !isElement) return raw;
    const known = scope.names.get(raw);
    if (known !== undefined) return known;
    const uri = uriOf(colon < 0 ? '' : raw.slice(0, colon), scope);
    if (uri === undefined && !raw.startsWith('xmlns:')) throw this.malformed(`the prefix of ${raw} is not declared`);
    const prefix = canonical.get(uri ?? '');
    const name = prefix === undefined ? '?' : `${prefix}:${raw.slice(colon + 1)}`;
    scope.names.set(raw, name);
    return name;
  }

  private malformed(problem: string): Refused {
    return new Refused('DOCX_MALFORMED', `${this.part} is not well-formed: ${problem}`, 'open the document in Word and save it again');
  }
}
