import type { CodeTable, Diagnostics } from '../diagnostics/diagnostic.js';
import { didYouMean } from '../diagnostics/did-you-mean.js';
import { headOf, otherPaths } from '../model/conditions.js';
import { memberNameOf, membersOf } from '../model/members.js';
import type { Content, ContentRule, Model } from '../model/model.js';
import { keyOfPrefixed, m2mKey, prefixedName } from '../model/names.js';
import { repeated } from './check.js';

export const contentCodes = {
  CHECK_CONTENT_DUPLICATE: { severity: 'error', title: 'One content stands twice in one place' },
  CHECK_CONTENT_OPERATIONS: { severity: 'error', title: 'A content of requests or responses without operations, or of representations with some' },
  CHECK_CONTENT_TYPE_MISMATCH: { severity: 'error', title: 'The table gives a content another type than the XSD' },
  CHECK_CONTENT_RULE: { severity: 'error', title: 'A rule speaks of a content or a member that is not there' },
  CHECK_CONTENT_VALUE: { severity: 'error', title: 'A content answers a value that the enumeration does not have' },
  CHECK_CONTENT_IS_RESOURCE: { severity: 'error', title: 'A content has the root element of a resource' },
} as const satisfies CodeTable;

/** What primitives carry beside resources: told apart from these and from one another, and of the type that the XSD declares. */
export function checkContents(model: Model, diagnostics: Diagnostics): void {
  const { contents, components, resources, shortNames } = model;
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
    checkAnswered(model, content, diagnostics);
    const declared = components.elements.get(m2mKey(name))?.type;
    if (declared === undefined || type === undefined) continue;
    const { item, list } = declared.kind === 'simple' && declared.variety === 'list' && declared.name === undefined ? { item: declared.itemType, list: 'list of ' } : { item: declared, list: '' };
    if (item === undefined || item === components.types.get(keyOfPrefixed(type.replace(list, '')) ?? '')) continue;
    diagnostics.report(contentCodes, 'CHECK_CONTENT_TYPE_MISMATCH', `${name} is ${type} in the table, and ${list}${prefixedName(item) ?? 'of an anonymous type'} in the XSD`, place);
  }
  for (const rule of model.contentRules) checkRule(model, rule, diagnostics);
}

/** The values of m2m:resultContent and m2m:notificationContentType that a content is for. */
function checkAnswered({ enumerations }: Model, { name, resultContents = [], notificationContentTypes = [], place }: Content, diagnostics: Diagnostics): void {
  for (const [type, values] of [['m2m:resultContent', resultContents], ['m2m:notificationContentType', notificationContentTypes]] as const) {
    const known = enumerations.find((enumeration) => enumeration.type === type)?.values;
    for (const value of values) {
      if (known === undefined || known.some((each) => each.value === value && !each.reserved)) continue;
      diagnostics.report(contentCodes, 'CHECK_CONTENT_VALUE', `${name} is for ${value}, which is no value of ${type}`, place, `one of ${known.map((each) => each.value).join(', ')}`);
    }
  }
}

function checkRule(model: Model, { id, of, when, must, place }: ContentRule, diagnostics: Diagnostics): void {
  const members = membersIn(model, of);
  if (members === undefined) {
    const hint = didYouMean(of, [...model.contents.map(({ name }) => name), ...Object.keys(primitives)]);
    diagnostics.report(contentCodes, 'CHECK_CONTENT_RULE', `rule "${id}" is of "${of}", which has no members that are known`, place, hint);
    return;
  }
  const paths = Object.entries({ ...when, ...must }).flatMap(([path, wanted]) => [path, ...otherPaths(wanted)]);
  for (const name of new Set(paths.map(headOf).filter((head) => !members.includes(head)))) {
    diagnostics.report(contentCodes, 'CHECK_CONTENT_RULE', `rule "${id}" speaks of "${name}", which ${of} does not have`, place, didYouMean(name, members));
  }
}

/** Under which column of Table 6.4.1-1 the parameters of a primitive stand. */
export const primitives = { requestPrimitive: 'request', responsePrimitive: 'response' } as const;

/** Members of a content, parameters of a primitive; undefined: it has none. */
function membersIn({ contents, components, parameters }: Model, of: string): readonly string[] | undefined {
  const kind = Object.entries(primitives).find(([name]) => name === of)?.[1];
  if (kind !== undefined) return parameters.filter((parameter) => parameter[kind] !== null).map(({ name }) => name);
  const type = components.types.get(keyOfPrefixed(contents.find(({ name }) => name === of)?.type ?? '') ?? '');
  return type?.kind === 'complex' ? membersOf(type).map(memberNameOf) : undefined;
}

/** `in a request of notify`. */
const placesOf = (content: Content): readonly string[] =>
  content.in === 'representation' ? ['in a representation'] : (content.operations ?? []).map((operation) => `in a ${content.in} of ${operation}`);
