import type { CodeTable, Diagnostics } from '../diagnostics/diagnostic.js';
import type { Attribute, Model, Resource } from '../model/model.js';
import type { Member } from '../model/members.js';
import { elementOf, fileOfMember, isListInTable, isListInXsd, lacksUniversal, sameType, typeText } from './xsd.js';

export const multiplicityCodes = {
  CHECK_MULTIPLICITY_MISMATCH: { severity: 'error', title: 'Table and XSD disagree whether an attribute may be absent' },
  CHECK_LIST_MISMATCH: { severity: 'error', title: 'Table and XSD disagree whether an attribute is a list' },
  CHECK_TYPE_MISMATCH: { severity: 'error', title: 'Table and XSD disagree about the type of an attribute' },
} as const satisfies CodeTable;

/** Multiplicity and type, as the table and as the XSD have them. */
export function checkMultiplicity(model: Model, diagnostics: Diagnostics): void {
  for (const resource of model.resources) {
    if (lacksUniversal(model, resource)) continue;
    const xsd = elementOf(model, resource);
    for (const attribute of resource.attributes) {
      const member = xsd?.members.get(attribute.name);
      if (xsd !== undefined && member !== undefined) compare(resource, attribute, member, fileOfMember(xsd.element, member.name), diagnostics);
    }
  }
}

function compare(resource: Resource, attribute: Attribute, member: Member, file: string, diagnostics: Diagnostics): void {
  const name = `${resource.name}.${attribute.name}`;
  const { multiplicity, place } = attribute;
  const hint = `correct the row${resource.kind === 'announced' ? ' (what announced variants share: tables/universal-attributes.json)' : ''}, or the declaration in ${file}`;
  if ((multiplicity.min === 0) !== (member.min === 0)) {
    const low = member.kind === 'attribute' ? `use="${member.min === 0 ? 'optional' : 'required'}"` : `minOccurs ${member.min}`;
    diagnostics.report(multiplicityCodes, 'CHECK_MULTIPLICITY_MISMATCH', `${name} has multiplicity ${multiplicity.text} in the table but ${low} in the XSD`, place, hint);
  }
  if (isListInTable(attribute) !== isListInXsd(member)) {
    const [inTable, inXsd] = isListInXsd(member) ? ['one value', 'a list'] : ['a list', 'one value'];
    diagnostics.report(multiplicityCodes, 'CHECK_LIST_MISMATCH', `${name} is ${inTable} in the table (${multiplicity.text}, ${attribute.type.text}) but ${inXsd} in the XSD`, place, hint);
  } else if (!sameType(attribute, member)) {
    diagnostics.report(multiplicityCodes, 'CHECK_TYPE_MISMATCH', `${name} is ${attribute.type.text} in the table but ${typeText(member)} in the XSD`, place, hint);
  }
}
