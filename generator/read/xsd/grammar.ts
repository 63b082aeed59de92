import type { Diagnostics, Place } from '../../diagnostics/diagnostic.js';
import { didYouMean } from '../../diagnostics/did-you-mean.js';
import { xsdCodes } from './codes.js';
import type { SchemaDocument } from './documents.js';
import { attributeOf, isXsd, placeOf, type XmlElement } from './xml.js';

interface Rule {
  readonly attributes: readonly string[];
  readonly required?: readonly string[];
  readonly children: readonly string[];
}

const words = (text: string): string[] => text.split(' ').filter(Boolean);
const rule = (attributes: string, children: string, required = ''): Rule => ({
  attributes: ['id', ...words(attributes)],
  children: [...words(children), 'annotation'],
  required: words(required),
});

const attributeUses = 'attribute attributeGroup anyAttribute';
const groups = 'group all choice sequence';
const particles = 'element group choice sequence any';
const facets = 'minExclusive minInclusive maxExclusive maxInclusive totalDigits fractionDigits length minLength maxLength enumeration whiteSpace pattern';
const topLevel = 'include import redefine simpleType complexType group attributeGroup element attribute notation';
const facetRule = rule('value fixed', '', 'value');

/** Which attributes and children each XSD element may have: the schema for schemas (XSD 1.0 Part 1, Appendix A), flattened. */
const rules: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ['schema', rule('targetNamespace version finalDefault blockDefault attributeFormDefault elementFormDefault', topLevel)],
  ['include', rule('schemaLocation', '', 'schemaLocation')],
  ['import', rule('namespace schemaLocation', '')],
  ['redefine', rule('schemaLocation', 'simpleType complexType group attributeGroup', 'schemaLocation')],
  ['simpleType', rule('name final', 'restriction list union')],
  ['complexType', rule('name abstract block final mixed', `simpleContent complexContent ${groups} ${attributeUses}`)],
  ['simpleContent', rule('', 'restriction extension')],
  ['complexContent', rule('mixed', 'restriction extension')],
  ['restriction', rule('base', `simpleType ${facets} ${groups} ${attributeUses}`)],
  ['extension', rule('base', `${groups} ${attributeUses}`, 'base')],
  ['list', rule('itemType', 'simpleType')],
  ['union', rule('memberTypes', 'simpleType')],
  ['group', rule('name ref minOccurs maxOccurs', 'all choice sequence')],
  ['all', rule('minOccurs maxOccurs', 'element')],
  ['choice', rule('minOccurs maxOccurs', particles)],
  ['sequence', rule('minOccurs maxOccurs', particles)],
  ['any', rule('namespace processContents minOccurs maxOccurs', '')],
  ['anyAttribute', rule('namespace processContents', '')],
  ['attributeGroup', rule('name ref', attributeUses)],
  [
    'element',
    rule(
      'name ref type substitutionGroup default fixed nillable abstract final block form minOccurs maxOccurs',
      'simpleType complexType unique key keyref',
    ),
  ],
  ['attribute', rule('name ref type use default fixed form', 'simpleType')],
  ['notation', rule('name public system', '', 'name')],
  ['unique', rule('name', 'selector field', 'name')],
  ['key', rule('name', 'selector field', 'name')],
  ['keyref', rule('name refer', 'selector field', 'name refer')],
  ['selector', rule('xpath', '', 'xpath')],
  ['field', rule('xpath', '', 'xpath')],
  ...words(facets).map((facet): [string, Rule] => [facet, facetRule]),
]);

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

/**
 * Reports what does not belong into a schema document; reading goes on as if it were not there. What XSD 1.1 added is
 * named once for each document: it has one cause.
 */
export function checkGrammar(document: SchemaDocument, diagnostics: Diagnostics): void {
  let version = '1.0';
  const reportVersion = (what: string, place: Place): void => {
    if (version === '1.1') return;
    version = '1.1';
    const hint = 'what 1.1 added is left aside; the rest of the document is read';
    diagnostics.report(xsdCodes, 'XSD_VERSION', `${document.path} is XSD 1.1, which is not read: it has ${what}`, place, hint);
  };
  const pending: XmlElement[] = [document.root];
  for (let element = pending.pop(); element !== undefined; element = pending.pop()) {
    const known = rules.get(element.local);
    if (known === undefined) continue;
    checkAttributes(element, known, diagnostics, reportVersion);
    for (const child of element.children) {
      if (isXsd(child, 'annotation')) continue;
      if (isXsd(child, ...known.children)) pending.push(child);
      else if (isXsd(child) && newElements.has(child.local)) reportVersion(child.local, child.place);
      else if (isXsd(element, 'all') && isXsd(child, 'any', 'group')) reportVersion(`${child.local} inside all`, child.place);
      else {
        const message = `${child.local} does not belong into ${element.local}`;
        diagnostics.report(xsdCodes, 'XSD_UNKNOWN_ELEMENT', message, child.place, didYouMean(child.local, known.children));
      }
    }
  }
}

function checkAttributes(element: XmlElement, known: Rule, diagnostics: Diagnostics, reportVersion: (what: string, place: Place) => void): void {
  for (const [name, { place }] of element.attributes.entries()) {
    if (name.startsWith('{') || known.attributes.includes(name)) continue;
    if (newAttributes.has(name)) {
      reportVersion(`the attribute ${name}`, place);
      continue;
    }
    const message = `${element.local} has no attribute ${name}`;
    diagnostics.report(xsdCodes, 'XSD_UNKNOWN_ATTRIBUTE', message, place, didYouMean(name, known.attributes));
  }
  for (const name of known.required ?? []) {
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
