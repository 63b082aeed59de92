import type { Diagnostics } from '../../diagnostics/diagnostic.js';
import { xsdCodes } from './codes.js';
import type { SchemaDocument } from './documents.js';
import { attributeOf, childrenOf, isXsd, type XmlElement } from './xml.js';

/** Notes what a document says and JSON Schema cannot: identity constraints each, the rest once for each document. */
export function reportLimits({ root, path }: SchemaDocument, diagnostics: Diagnostics): void {
  let ordered = false;
  let abstract = false;
  const pending: XmlElement[] = [root];
  for (let element = pending.pop(); element !== undefined; element = pending.pop()) {
    pending.push(...childrenOf(element));
    if (isXsd(element, 'key', 'unique', 'keyref')) {
      const message = `${element.local} "${attributeOf(element, 'name') ?? ''}" cannot be stated in JSON Schema`;
      diagnostics.report(xsdCodes, 'XSD_IDENTITY_CONSTRAINT', message, element.place);
    }
    if (!ordered && isXsd(element, 'sequence') && childrenOf(element).length > 1) {
      ordered = true;
      diagnostics.report(xsdCodes, 'XSD_CHILD_ORDER', `${path}: JSON objects have no order, so that the order of children is not checked`, element.place);
    }
    if (!abstract && isXsd(element, 'complexType') && ['true', '1'].includes(attributeOf(element, 'abstract') ?? '')) {
      abstract = true;
      diagnostics.report(xsdCodes, 'XSD_INSTANCE_TYPE', `${path}: an abstract type needs xsi:type in XML, which JSON does not have`, element.place);
    }
  }
}
