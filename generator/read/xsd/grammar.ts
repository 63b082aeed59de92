import type { Place } from '../../diagnostics/diagnostic.js';
import { Diagnostics } from '../../diagnostics/diagnostic.js';
import { didYouMean } from '../../diagnostics/did-you-mean.js';
import { xsdCodes } from './codes.js';
import type { SchemaDocument } from './documents.js';
import { attributeOf, childOf, childrenOf, isXsd, placeOf, type XmlElement } from './xml.js';

interface Rule {
  readonly attributes: readonly string[];
  readonly required: readonly string[];
  readonly children: readonly string[];
  /** Of each of these there is one at most: attributes have an `@`. */
  readonly oneOf: readonly (readonly string[])[];
}

const words = (text: string): string[] => text.split(' ').filter(Boolean);
const rule = (attributes: string, children: string, { needs = '', oneOf = [] }: { readonly needs?: string; readonly oneOf?: readonly string[] } = {}): Rule => ({
  attributes: ['id', ...words(attributes)],
  children: [...words(children), 'annotation'],
  required: words(needs),
  oneOf: oneOf.map(words),
});

const attributeUses = 'attribute attributeGroup anyAttribute';
const groups = 'group all choice sequence';
const particles = 'element group choice sequence any';
const constraints = 'unique key keyref';
const facets = 'minExclusive minInclusive maxExclusive maxInclusive totalDigits fractionDigits length minLength maxLength enumeration whiteSpace pattern';
const topLevel = 'include import redefine simpleType complexType group attributeGroup element attribute notation';
const facetRule = rule('value fixed', '', { needs: 'value' });
const occurs = 'minOccurs maxOccurs';
const one = { oneOf: [groups, 'anyAttribute'] };
const constraint = { oneOf: ['selector'] };
const ofElement = { oneOf: ['@type simpleType complexType', '@default @fixed'] };
const ofAttribute = { oneOf: ['@type simpleType', '@default @fixed'] };

/**
 * Which attributes and children each XSD element may have: the schema for schemas (XSD 1.0 Part 1, Appendix A), the order of
 * children left aside, and what Part 1 says of their representation. Where it depends on what stands around an element, or in
 * it, so does its name here.
 */
const rules: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ['schema', rule('targetNamespace version finalDefault blockDefault attributeFormDefault elementFormDefault', topLevel)],
  ['include', rule('schemaLocation', '', { needs: 'schemaLocation' })],
  ['import', rule('namespace schemaLocation', '')],
  ['redefine', rule('schemaLocation', 'simpleType complexType group attributeGroup', { needs: 'schemaLocation' })],
  ['global simpleType', rule('name final', 'restriction list union', { oneOf: ['restriction list union'] })],
  ['simpleType', rule('', 'restriction list union', { oneOf: ['restriction list union'] })],
  ['global complexType', rule('name abstract block final mixed', `${groups} ${attributeUses}`, one)],
  ['complexType', rule('mixed', `${groups} ${attributeUses}`, one)],
  ['global complexType with simpleContent or complexContent', rule('name abstract block final mixed', 'simpleContent complexContent', { oneOf: ['simpleContent complexContent'] })],
  ['complexType with simpleContent or complexContent', rule('mixed', 'simpleContent complexContent', { oneOf: ['simpleContent complexContent'] })],
  ['simpleContent', rule('', 'restriction extension', { oneOf: ['restriction extension'] })],
  ['complexContent', rule('mixed', 'restriction extension', { oneOf: ['restriction extension'] })],
  ['restriction', rule('base', `simpleType ${facets}`, { oneOf: ['@base simpleType'] })],
  ['restriction of simpleContent', rule('base', `simpleType ${facets} ${attributeUses}`, { needs: 'base', oneOf: ['simpleType', 'anyAttribute'] })],
  ['restriction of complexContent', rule('base', `${groups} ${attributeUses}`, { needs: 'base', ...one })],
  ['extension of simpleContent', rule('base', attributeUses, { needs: 'base', ...one })],
  ['extension of complexContent', rule('base', `${groups} ${attributeUses}`, { needs: 'base', ...one })],
  ['list', rule('itemType', 'simpleType', { oneOf: ['@itemType simpleType'] })],
  ['union', rule('memberTypes', 'simpleType')],
  ['global group', rule('name', 'all choice sequence', { oneOf: ['all choice sequence'] })],
  ['group', rule(`ref ${occurs}`, '')],
  ['all', rule(occurs, 'element')],
  ['choice', rule(occurs, particles)],
  ['sequence', rule(occurs, particles)],
  ['any', rule(`namespace processContents ${occurs}`, '')],
  ['anyAttribute', rule('namespace processContents', '')],
  ['global attributeGroup', rule('name', attributeUses, one)],
  ['attributeGroup', rule('ref', '')],
  ['global element', rule('name type substitutionGroup default fixed nillable abstract final block', `simpleType complexType ${constraints}`, ofElement)],
  ['element', rule(`name ref type default fixed nillable block form ${occurs}`, `simpleType complexType ${constraints}`, ofElement)],
  ['element with a ref', rule(`ref ${occurs}`, '')],
  ['global attribute', rule('name type default fixed', 'simpleType', ofAttribute)],
  ['attribute', rule('name ref type use default fixed form', 'simpleType', ofAttribute)],
  ['attribute with a ref', rule('ref use default fixed', '', ofAttribute)],
  ['notation', rule('name public system', '', { needs: 'name' })],
  ['unique', rule('name', 'selector field', { needs: 'name', ...constraint })],
  ['key', rule('name', 'selector field', { needs: 'name', ...constraint })],
  ['keyref', rule('name refer', 'selector field', { needs: 'name refer', ...constraint })],
  ['selector', rule('xpath', '', { needs: 'xpath' })],
  ['field', rule('xpath', '', { needs: 'xpath' })],
  ...words(facets).map((facet): [string, Rule] => [facet, facetRule]),
]);

/** What an element is called in the rules. */
function kindOf(element: XmlElement, parent: XmlElement | undefined): string {
  const { local } = element;
  const isGlobal = parent !== undefined && (parent.local === 'schema' || parent.local === 'redefine') && rules.has(`global ${local}`);
  if (local === 'complexType') return `${isGlobal ? 'global ' : ''}complexType${childOf(element, 'simpleContent', 'complexContent') === undefined ? '' : ' with simpleContent or complexContent'}`;
  if (isGlobal) return `global ${local}`;
  if ((local === 'element' || local === 'attribute') && element.attributes.has('ref')) return `${local} with a ref`;
  const derived = `${local} of ${parent?.local}`;
  return rules.has(derived) ? derived : local;
}

/** Attribute → the values that it may have, wherever it stands. */
const valueSets: ReadonlyMap<string, readonly string[]> = new Map([
  ...words('abstract nillable mixed').map((name): [string, string[]] => [name, words('true false 1 0')]),
  ...words('form elementFormDefault attributeFormDefault').map((name): [string, string[]] => [name, words('qualified unqualified')]),
  ['use', words('optional required prohibited')],
  ['processContents', words('strict lax skip')],
]);

/** What XSD 1.1 added (XSD 1.1 Part 1, Appendix G; Part 2, Appendix I). */
const newElements = new Set(words('alternative assert assertion defaultOpenContent openContent override explicitTimezone'));
const newAttributes = new Set(words('defaultAttributes defaultAttributesApply xpathDefaultNamespace notNamespace notQName inheritable targetNamespace appliesToEmpty'));

/** What is said of a document; who reads a folder again has mostly the same ones. */
const judged = new WeakMap<XmlElement, Diagnostics>();

/**
 * Reports what does not belong into a schema document; reading goes on as if it were not there. What XSD 1.1 added is
 * named once for each document: it has one cause.
 */
export function checkGrammar(document: SchemaDocument, diagnostics: Diagnostics): void {
  const said = judged.get(document.root) ?? new Diagnostics();
  if (!judged.has(document.root)) judge(document, said);
  judged.set(document.root, said);
  for (const diagnostic of said.reported()) diagnostics.add(diagnostic);
}

function judge(document: SchemaDocument, diagnostics: Diagnostics): void {
  let version = '1.0';
  const reportVersion = (what: string, place: Place): void => {
    if (version === '1.1') return;
    version = '1.1';
    const hint = 'what 1.1 added is left aside; the rest of the document is read';
    diagnostics.report(xsdCodes, 'XSD_VERSION', `${document.path} is XSD 1.1, which is not read: it has ${what}`, place, hint);
  };
  const pending: (readonly [element: XmlElement, parent: XmlElement | undefined])[] = [[document.root, undefined]];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const [element, parent] = next;
    const kind = kindOf(element, parent);
    const known = rules.get(kind);
    if (known === undefined) continue;
    checkAttributes(element, kind, known, diagnostics, reportVersion);
    for (const group of known.oneOf) checkOne(element, kind, group, diagnostics);
    for (const child of element.children) {
      if (isXsd(child, 'annotation')) continue;
      if (isXsd(child, ...known.children)) pending.push([child, element]);
      else if (isXsd(child) && newElements.has(child.local)) reportVersion(child.local, child.place);
      else if (isXsd(element, 'all') && isXsd(child, 'any', 'group')) reportVersion(`${child.local} inside all`, child.place);
      else {
        const message = `${child.local} does not belong into ${kind}`;
        diagnostics.report(xsdCodes, 'XSD_UNKNOWN_ELEMENT', message, child.place, didYouMean(child.local, known.children));
      }
    }
  }
}

/** Of what excludes each other, one would be read and the other lost. */
function checkOne(element: XmlElement, kind: string, group: readonly string[], diagnostics: Diagnostics): void {
  const attributes = group.filter((name) => name.startsWith('@') && element.attributes.has(name.slice(1)));
  const children = childrenOf(element, ...group);
  if (attributes.length + children.length < 2) return;
  const [first, second] = [...attributes, ...children.map(({ local }) => local)] as [string, string];
  const place = attributes.length > 1 ? placeOf(element, second.slice(1)) : children[attributes.length === 0 ? 1 : 0]!.place;
  const message = first === second ? `${kind} has two of ${first}, and may have one` : `${kind} has ${first} and ${second}, and may have one of them`;
  diagnostics.report(xsdCodes, 'XSD_CONFLICT', message, place);
}

function checkAttributes(element: XmlElement, kind: string, known: Rule, diagnostics: Diagnostics, reportVersion: (what: string, place: Place) => void): void {
  for (const [name, { place }] of element.attributes.entries()) {
    if (name.startsWith('{') || known.attributes.includes(name)) continue;
    if (newAttributes.has(name)) {
      reportVersion(`the attribute ${name}`, place);
      continue;
    }
    const message = `${kind} has no attribute ${name}`;
    diagnostics.report(xsdCodes, 'XSD_UNKNOWN_ATTRIBUTE', message, place, didYouMean(name, known.attributes));
  }
  for (const name of known.required) {
    if (!element.attributes.has(name)) diagnostics.report(xsdCodes, 'XSD_MISSING_ATTRIBUTE', `${element.local} needs the attribute ${name}`, element.place);
  }
  for (const name of element.attributes.keys()) {
    const allowed = valueSets.get(name);
    const value = attributeOf(element, name)!;
    if (allowed === undefined || allowed.includes(value)) continue;
    const hint = didYouMean(value, allowed) ?? `one of ${allowed.join(', ')}`;
    diagnostics.report(xsdCodes, 'XSD_BAD_VALUE', `${name} cannot be "${value}"`, placeOf(element, name), hint);
  }
}
