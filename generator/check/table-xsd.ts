import type { CodeTable, Diagnostics } from '../diagnostics/diagnostic.js';
import { didYouMean } from '../diagnostics/did-you-mean.js';
import type { Model } from '../model/model.js';
import { elementOf } from './xsd.js';

export const tableXsdCodes = {
  CHECK_RESOURCE_NOT_IN_XSD: { severity: 'warning', title: 'No XSD declares an element for the resource, which is made from its table alone' },
  CHECK_ATTRIBUTE_NOT_IN_XSD: { severity: 'error', title: 'An attribute of the table is missing from the XSD' },
  CHECK_ATTRIBUTE_NOT_IN_TABLE: { severity: 'error', title: 'An attribute of the XSD is missing from the table' },
} as const satisfies CodeTable;

/** The two descriptions of a resource, table and XSD, name the same attributes. A base has no element of its own. */
export function checkTableAgainstXsd(model: Model, diagnostics: Diagnostics): void {
  for (const resource of model.resources) {
    if (resource.kind === 'base') continue;
    const xsd = elementOf(model, resource);
    if (xsd === undefined) {
      diagnostics.report(tableXsdCodes, 'CHECK_RESOURCE_NOT_IN_XSD', `no XSD declares the element ${resource.name}`, resource.place, `add it to CDT-${resource.announces ?? resource.name}-<version>.xsd`);
      continue;
    }
    const inTable = new Set(resource.attributes.map((a) => a.name));
    for (const attribute of resource.attributes) {
      if (xsd.members.has(attribute.name)) continue;
      const hint = didYouMean(attribute.name, [...xsd.members.keys()].filter((name) => !inTable.has(name)));
      diagnostics.report(tableXsdCodes, 'CHECK_ATTRIBUTE_NOT_IN_XSD', `${resource.name}.${attribute.name} is in the table but not in the XSD`, attribute.place, hint);
    }
    for (const name of xsd.members.keys()) {
      if (inTable.has(name)) continue;
      const hint = didYouMean(name, [...inTable].filter((known) => !xsd.members.has(known)));
      diagnostics.report(tableXsdCodes, 'CHECK_ATTRIBUTE_NOT_IN_TABLE', `${resource.name}.${name} is in the XSD but not in the table`, xsd.element.place, hint);
    }
  }
}
