import type { CodeTable, Diagnostics } from '../diagnostics/diagnostic.js';
import type { Content, Model } from '../model/model.js';
import { keyOfPrefixed, m2mKey, prefixedName } from '../model/names.js';
import { repeated } from './check.js';

export const contentCodes = {
  CHECK_CONTENT_DUPLICATE: { severity: 'error', title: 'One content stands twice in one place' },
  CHECK_CONTENT_OPERATIONS: { severity: 'error', title: 'A content of requests or responses without operations, or of representations with some' },
  CHECK_CONTENT_TYPE_MISMATCH: { severity: 'error', title: 'The table gives a content another type than the XSD' },
  CHECK_CONTENT_IS_RESOURCE: { severity: 'error', title: 'A content has the root element of a resource' },
} as const satisfies CodeTable;

/** What primitives carry beside resources: told apart from these and from one another, and of the type that the XSD declares. */
export function checkContents({ contents, components, resources, shortNames }: Model, diagnostics: Diagnostics): void {
  const shortName = (name: string): string => shortNames.members.get(name)?.shortName ?? name;
  const ofResources = new Map(resources.filter(({ namespace }) => namespace === undefined).flatMap((r) => [[r.name, r.name] as const, [r.shortName, r.name] as const]));
  const places = contents.flatMap((content) => placesOf(content).map((at) => ({ content, at })));
  for (const { content, at } of repeated(places, (p) => `${p.content.name} ${p.at}`)) {
    diagnostics.report(contentCodes, 'CHECK_CONTENT_DUPLICATE', `${content.name} is there twice ${at}`, content.place);
  }
  for (const content of contents) {
    const { name, type, place, operations = [] } = content;
    if ((content.in === 'representation') !== (operations.length === 0)) {
      const message = operations.length === 0 ? `nobody says which operations' ${content.in}s carry ${name}` : `${name} in a representation is of no operation`;
      diagnostics.report(contentCodes, 'CHECK_CONTENT_OPERATIONS', message, place);
    }
    const resource = ofResources.get(name) ?? ofResources.get(shortName(name));
    if (resource !== undefined) diagnostics.report(contentCodes, 'CHECK_CONTENT_IS_RESOURCE', `${name} (${shortName(name)}) cannot be told from the resource ${resource}`, place);
    const declared = components.elements.get(m2mKey(name))?.type;
    if (declared === undefined || type === undefined) continue;
    const { item, list } = declared.kind === 'simple' && declared.variety === 'list' && declared.name === undefined ? { item: declared.itemType, list: 'list of ' } : { item: declared, list: '' };
    if (item === undefined || item === components.types.get(keyOfPrefixed(type.replace(list, '')) ?? '')) continue;
    diagnostics.report(contentCodes, 'CHECK_CONTENT_TYPE_MISMATCH', `${name} is ${type} in the table, and ${list}${prefixedName(item) ?? 'of an anonymous type'} in the XSD`, place);
  }
}

/** `in a request of notify`. */
const placesOf = (content: Content): readonly string[] =>
  content.in === 'representation' ? ['in a representation'] : (content.operations ?? []).map((operation) => `in a ${content.in} of ${operation}`);
