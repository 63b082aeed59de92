import type { xsdCodes } from './codes.js';

/** What an empty entity expands to: sax takes an empty string for an unknown entity, and XML has no NUL. */
export const EMPTY = '\0';

/** Bounds on what the entities of one document may cost. */
export const entityLimits = { references: 10_000, characters: 1024 * 1024, depth: 16 };

type Report = (code: keyof typeof xsdCodes, message: string, hint?: string) => void;

/** Entity name → its replacement text; each use counts against the bound of the document. */
export type Entities = ReadonlyMap<string, (fail: Report) => string>;

const declaration = /<!ENTITY\s+(%\s+)?([^\s%]+)\s+(?:"([^"]*)"|'([^']*)'|(SYSTEM|PUBLIC)\b[^>]*)\s*>/g;

/** The general entities that a DOCTYPE declares. External ones expand to nothing. */
export function entitiesOf(doctype: string, report: Report): Entities {
  const subset = doctype.includes('[') ? doctype.slice(doctype.indexOf('[')).replace(/<!--[\s\S]*?-->/g, '') : '';
  const values = new Map<string, string>();
  for (const [, parameter, name, double, single, external] of subset.matchAll(declaration)) {
    if (external !== undefined) report('XSD_EXTERNAL_ENTITY', `the entity "${name}" is external and is not read`, 'write its text into the document');
    // The first declaration of a name is the one that counts (XML 1.0 4.2).
    if (parameter === undefined && !values.has(name!) && !predefined.has(name!)) values.set(name!, external === undefined ? (double ?? single ?? '') : '');
  }
  let references = 0;
  let characters = 0;
  const expand = (name: string, fail: Report, depth: number): string => {
    if (++references > entityLimits.references || depth > entityLimits.depth) fail('XSD_ENTITY_LIMIT', `the entity "${name}" expands without end or too often`);
    const text = values.get(name)!.replace(/&(#x[0-9a-fA-F]+|#\d+|[^;\s]+);/g, (whole, inner: string) => {
      if (inner.startsWith('#')) return expandCharacter(inner) ?? whole;
      return values.has(inner) ? expand(inner, fail, depth + 1) : (predefined.get(inner) ?? whole);
    });
    characters += text.length;
    if (characters > entityLimits.characters) fail('XSD_ENTITY_LIMIT', `the entities of the document expand to more than ${entityLimits.characters} characters`);
    return text;
  };
  const use = (name: string) => (fail: Report): string => {
    if (values.get(name)!.includes('<')) fail('XSD_ENTITY_MARKUP', `the entity "${name}" contains elements`, 'write them where they belong');
    return expand(name, fail, 0) || EMPTY;
  };
  return new Map([...values.keys()].map((name) => [name, use(name)]));
}

const predefined = new Map([['amp', '&'], ['lt', '<'], ['gt', '>'], ['quot', '"'], ['apos', "'"]]);

/** What `#9` or `#x9` stands for. */
export function expandCharacter(reference: string): string | undefined {
  const code = reference.startsWith('#x') ? Number.parseInt(reference.slice(2), 16) : Number.parseInt(reference.slice(1), 10);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}
