import sax from 'sax';
import type { Diagnostics, Place } from '../../diagnostics/diagnostic.js';
import { XSD_NAMESPACE } from '../../model/components.js';
import { xsdCodes } from './codes.js';
import { EMPTY, entitiesOf } from './entities.js';
import { attributeValue, attributesOfTag, forbiddenCharacter, instructionFault } from './well-formed.js';
import { XML_NAMESPACE, XmlAttributes, isXsd, namespaceOf, type Scope, type XmlAttribute, type XmlElement } from './xml.js';

export interface ParseLimits {
  /** Characters in one document. */
  readonly size: number;
  /** Elements inside each other. */
  readonly depth: number;
  /** Elements in one document, annotations left aside. */
  readonly elements: number;
  /** Attributes of one element, namespace declarations left aside. */
  readonly attributes: number;
}

export const parseLimits: ParseLimits = { size: 16 * 1024 * 1024, depth: 256, elements: 100_000, attributes: 1000 };

const rootScope: Scope = { prefixes: new Map([['xml', XML_NAMESPACE], ['', '']]) };

/** Thrown inside a parse to leave sax at once; never leaves this file. */
class Stop extends Error {}

interface OpenElement {
  readonly raw: string;
  readonly start: number;
  attributes: readonly { readonly name: string; readonly value: string; readonly start: number }[];
  children: XmlElement[];
  element?: XmlElement;
}

/**
 * XML text → element tree, in which every element and attribute has its place. Entities of the internal DTD subset are
 * expanded, within a bound; external ones are reported and never read. Undefined when the text is not well-formed.
 */
export function parseXml(file: string, text: string, diagnostics: Diagnostics, limits: ParseLimits = parseLimits): XmlElement | undefined {
  if (text.length > limits.size) {
    const size = `${text.length} characters; the limit is ${limits.size}`;
    diagnostics.report(xsdCodes, 'XSD_TOO_LARGE', `${file} has ${size}`, { file, line: 1, column: 1 }, 'split the document');
    return undefined;
  }
  const placeAt = placesIn(file, text);
  const parser = sax.parser(true, { position: true, strictEntities: true } as sax.SAXOptions);
  const open: OpenElement[] = [];
  /** The entities that sax has met, and counted. */
  const expanded = new Map<string, string>();
  let root: XmlElement | undefined;
  let elements = 0;
  let skipped = 0; // how deep inside an annotation, itself included: nothing in there is read
  const stop = (code: keyof typeof xsdCodes, message: string, place: Place, hint?: string): never => {
    diagnostics.report(xsdCodes, code, message, place, hint);
    throw new Stop();
  };
  const malformed = (message: string, at: number): never => stop('XSD_MALFORMED', `not well-formed: ${message}`, placeAt(at));
  /** sax takes white space behind "<" and "</". */
  const checkStart = (): void => {
    if (/^\/?\s/.test(text.slice(parser.startTagPosition, parser.startTagPosition + 2))) malformed('white space stands behind "<"', parser.startTagPosition);
  };
  parser.onopencdata = checkStart;
  parser.oncomment = checkStart;
  parser.onerror = (error) => {
    const [message = ''] = error.message.split('\n');
    const { raw, start } = open.at(-1) ?? { raw: '', start: 0 };
    // Which tags they are is known outside annotations, in which nothing is looked at.
    if (message === 'Unclosed root tag' && raw !== '') malformed(`<${raw}> is never closed`, start);
    const isOther = message === 'Unexpected close tag' && skipped === 0 && raw !== '';
    malformed(isOther ? `</${(parser as { readonly tagName?: string }).tagName}> does not close <${raw}> of line ${placeAt(start).line}` : message, Math.max(0, parser.position - 1));
  };
  /** Text says something in annotations alone. That it stands elsewhere is said once: where a tag is spoilt, much is text. */
  let isTold = false;
  const checkText = (found: string): void => {
    const within = open.at(-1)?.element;
    if (isTold || skipped > 0 || within?.namespace !== XSD_NAMESPACE || !/\S/.test(found)) return;
    isTold = true;
    diagnostics.report(xsdCodes, 'XSD_TEXT', `text does not belong into ${within.local}`, within.place);
  };
  parser.oncdata = checkText;
  parser.ontext = (found) => {
    if (found.includes(']]>')) malformed('"]]>" stands in text', Math.max(0, parser.position - found.length));
    checkText(found);
  };
  parser.onprocessinginstruction = (instruction) => {
    checkStart();
    const fault = instructionFault(instruction, text.slice(0, parser.position));
    if (fault !== undefined) malformed(fault, Math.max(0, parser.position - 1));
  };
  parser.onsgmldeclaration = (found) => malformed(`<!${found}> is no declaration`, Math.max(0, parser.position - found.length));
  parser.ondoctype = (doctype) => {
    const entities = entitiesOf(doctype, (code, message, hint) => diagnostics.report(xsdCodes, code, message, placeAt(text.indexOf('<!DOCTYPE')), hint));
    for (const [name, use] of entities) {
      const get = (): string => {
        const text = use((code, message) => stop(code, message, placeAt(parser.position - 1)));
        expanded.set(name, text === EMPTY ? '' : text);
        return text;
      };
      Object.defineProperty(parser.ENTITIES, name, { get, enumerable: true });
    }
  };
  parser.onopentagstart = (tag) => {
    checkStart();
    const start = parser.startTagPosition - 1;
    if (root !== undefined) malformed('a second root element', start);
    if (skipped > 0) return void skipped++;
    if (open.length >= limits.depth) stop('XSD_TOO_DEEP', `elements are nested more than ${limits.depth} deep`, placeAt(start));
    if (++elements > limits.elements) stop('XSD_TOO_LARGE', `${file} has more than ${limits.elements} elements`, placeAt(start), 'split the document');
    open.push({ raw: tag.name, start, attributes: [], children: [] });
  };
  const entity = (name: string): string => expanded.get(name) ?? (parser.ENTITIES as Readonly<Record<string, string>>)[name]!;
  parser.onopentag = () => {
    const attributes = attributesOfTag(text, parser.startTagPosition - 1, parser.position);
    if ('message' in attributes) return malformed(attributes.message, attributes.at);
    if (skipped > 0) return;
    const current = open.at(-1)!;
    if (attributes.length > limits.attributes && attributes.filter(({ name }) => !name.startsWith('xmlns')).length > limits.attributes) {
      stop('XSD_TOO_LARGE', `<${current.raw}> has more than ${limits.attributes} attributes`, placeAt(current.start));
    }
    current.attributes = attributes.map(({ name, raw, at }) => {
      const value = attributeValue(raw, entity) ?? malformed(`the value of ${name} refers to a character that is none`, at);
      return { name, value, start: at };
    });
    current.element = build(current, open.at(-2)?.element?.scope ?? rootScope, placeAt, diagnostics);
    if (isXsd(current.element, 'annotation')) skipped = 1;
  };
  parser.onclosetag = () => {
    checkStart();
    if (skipped > 1) return void skipped--;
    skipped = 0;
    const { element } = open.pop()!;
    const parent = open.at(-1);
    if (parent === undefined) root = element;
    else parent.children.push(element!);
  };
  try {
    const fault = forbiddenCharacter(text);
    if (fault !== undefined) malformed(fault.message, fault.at);
    parser.write(text).close();
  } catch (error) {
    if (error instanceof Stop) return undefined;
    throw error;
  }
  if (root === undefined) diagnostics.report(xsdCodes, 'XSD_MALFORMED', 'not well-formed: there is no root element', placeAt(0));
  return root;
}

function build(open: OpenElement, parent: Scope, placeAt: (offset: number) => Place, diagnostics: Diagnostics): XmlElement {
  let prefixes: Map<string, string> | undefined;
  for (const { name, value } of open.attributes) {
    if (name === 'xmlns') (prefixes ??= new Map()).set('', value);
    else if (name.startsWith('xmlns:')) (prefixes ??= new Map()).set(name.slice(6), value);
  }
  const scope: Scope = prefixes === undefined ? parent : { parent, prefixes };
  const expand = (name: string, start: number, unprefixed: string): { namespace: string; local: string } => {
    const colon = name.indexOf(':');
    if (colon < 0) return { namespace: unprefixed, local: name };
    const namespace = namespaceOf(name.slice(0, colon), scope);
    if (namespace === undefined) diagnostics.report(xsdCodes, 'XSD_UNKNOWN_PREFIX', `the prefix of "${name}" is not declared`, placeAt(start));
    return { namespace: namespace ?? '', local: name.slice(colon + 1) };
  };
  const attributes = new XmlAttributes();
  for (const { name, value, start } of open.attributes) {
    if (name === 'xmlns' || name.startsWith('xmlns:')) continue;
    const expanded = expand(name, start, '');
    const key = expanded.namespace === '' ? expanded.local : `{${expanded.namespace}}${expanded.local}`;
    if (attributes.has(key)) diagnostics.report(xsdCodes, 'XSD_MALFORMED', `not well-formed: the attribute ${key} stands twice`, placeAt(start));
    else attributes.add(key, new Attribute(value, start, placeAt));
  }
  const { namespace, local } = expand(open.raw, open.start, namespaceOf('', scope) ?? '');
  return new Element(namespace, local, attributes, open.children, scope, open.start, placeAt);
}

type PlaceAt = (offset: number) => Place;

/** Of hundreds of thousands of places few are ever asked for. */
class Attribute implements XmlAttribute {
  constructor(
    readonly value: string,
    private readonly start: number,
    private readonly placeAt: PlaceAt,
  ) {}

  get place(): Place {
    return this.placeAt(this.start);
  }
}

class Element implements XmlElement {
  constructor(
    readonly namespace: string,
    readonly local: string,
    readonly attributes: XmlAttributes,
    readonly children: readonly XmlElement[],
    readonly scope: Scope,
    private readonly start: number,
    private readonly placeAt: PlaceAt,
  ) {}

  get place(): Place {
    return this.placeAt(this.start);
  }
}

/** Offset → place, by binary search over the starts of lines. */
function placesIn(file: string, text: string): (offset: number) => Place {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return (offset) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return { file, line: low + 1, column: Math.max(0, offset - starts[low]!) + 1 };
  };
}
