import type { Schema, SchemaObject } from './json-schema.js';

const prefix = '#/$defs/';
const urn = 'urn:onem2m-specgen:';

/** A definition of one of the documents of schemas/. */
interface Place {
  readonly document: string;
  readonly definition: string;
}

/**
 * A definition of a document of schemas/ as a schema that needs no other document: with all that it refers to among its own
 * definitions, types under the names of their types.
 */
export function bundled(document: string, definition: string, documentOf: (name: string) => SchemaObject): SchemaObject {
  const names = new Map<string, string>();
  const places = new Map<string, Place>();

  function nameOf(place: Place): string {
    const key = `${place.document}#${place.definition}`;
    const known = names.get(key);
    if (known !== undefined) return known;
    // The types are all in one document, so that none of their names is taken by another.
    let name = place.document === 'common' ? place.definition : `${place.document}/${place.definition}`;
    while (places.has(name)) name += '/';
    names.set(key, name);
    places.set(name, place);
    return name;
  }

  function localised(node: unknown, document: string, isMap = false): unknown {
    if (Array.isArray(node)) return node.map((each) => localised(each, document));
    if (typeof node !== 'object' || node === null) return node;
    return Object.fromEntries(
      Object.entries(node).map(([key, value]: [string, unknown]) => {
        // A member may have the name of a keyword.
        if (isMap) return [key, localised(value, document)];
        if (key === '$ref') return [key, `${prefix}${escaped(nameOf(placeOf(value as string, document)))}`];
        return [key, isData(key) ? value : localised(value, document, key === 'properties' || key === 'patternProperties')];
      }),
    );
  }

  const at = ({ document, definition }: Place): Schema => localised(documentOf(document).$defs?.[definition] ?? {}, document) as Schema;
  const root = at({ document, definition }) as SchemaObject;
  const $defs: Record<string, Schema> = {};
  // The map grows while it is walked.
  for (const [name, place] of places) $defs[name] = at(place);
  return { ...root, $defs };
}

const isData = (keyword: string): boolean => keyword === 'const' || keyword === 'enum' || keyword === 'default';

function placeOf(reference: string, document: string): Place {
  const at = reference.indexOf(prefix);
  const definition = unescaped(reference.slice(at + prefix.length));
  return { document: at === 0 ? document : reference.slice(urn.length, at), definition };
}

const escaped = (name: string): string => encodeURIComponent(name.replaceAll('~', '~0').replaceAll('/', '~1')).replaceAll('%3A', ':');

/** The name of a definition, as a reference writes it. */
export const unescaped = (name: string): string => decodeURIComponent(name).replaceAll('~1', '/').replaceAll('~0', '~');
