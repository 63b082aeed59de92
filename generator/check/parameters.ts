import type { CodeTable, Diagnostics, Place } from '../diagnostics/diagnostic.js';
import { didYouMean } from '../diagnostics/did-you-mean.js';
import { membersOf } from '../model/members.js';
import type { Type } from '../model/components.js';
import type { Model } from '../model/model.js';
import { m2mKey, prefixedName } from '../model/names.js';
import { typeIn } from '../model/primitives.js';
import { repeated } from './check.js';
import { primitives } from './contents.js';

export const parameterCodes = {
  CHECK_PARAMETER_SHORT_NAME: { severity: 'warning', title: 'A parameter has another short name than the table of short names gives it' },
  CHECK_PARAMETER_XSD: { severity: 'warning', title: 'Table and XSD of a primitive have different parameters, or types of them, or one of them demands what the other does not' },
  CHECK_PARAMETER_UNKNOWN: { severity: 'warning', title: 'The binding carries a parameter that no primitive has' },
  CHECK_BINDING_FIELD: { severity: 'warning', title: 'A method or a field of the binding stands twice, names no member of its parameter, or has another name in a query than what it carries' },
} as const satisfies CodeTable;

/** Parameters stand in a table, in the XSDs of the primitives, among the short names and in the binding: all say the same. */
export function checkParameters(model: Model, diagnostics: Diagnostics): void {
  const { parameters, components, shortNames } = model;
  if (parameters.length === 0) return;
  const names = parameters.map(({ name }) => name);
  for (const { name, shortName } of parameters) {
    const known = shortNames.parameters.get(name);
    if (known === undefined || known.shortName === shortName) continue;
    diagnostics.report(parameterCodes, 'CHECK_PARAMETER_SHORT_NAME', `parameter ${name} is ${shortName} in tables/parameters.json, and ${known.shortName} in tables/short-names.json`, known.place, 'correct the one that is not in TS-0004 Table 8.2.2-1');
  }
  for (const [primitive, side] of Object.entries(primitives)) {
    const element = components.elements.get(m2mKey(primitive));
    if (element?.type.kind !== 'complex') continue;
    const members = membersOf(element.type);
    const say = (message: string, place: Place, hint: string | undefined): void => diagnostics.report(parameterCodes, 'CHECK_PARAMETER_XSD', message, place, hint ?? `correct tables/parameters.json or ${element.place.file}`);
    const carried = parameters.filter((parameter) => parameter[side] !== null);
    for (const parameter of carried) {
      const { name, [side]: multiplicity } = parameter;
      const member = members.find((one) => one.name === name);
      if (member === undefined) say(`the XSD of ${primitive} does not have ${name}, which tables/parameters.json has in ${side}s`, element.place, didYouMean(name, members.map((one) => one.name)));
      else if ((member.min > 0) !== (multiplicity === '1')) say(`${name} of ${primitive} is ${member.min > 0 ? '1' : '0..1'} in the XSD, and ${multiplicity!} in tables/parameters.json`, element.place, undefined);
      const [declared, printed] = [member && typeText(member.type), typeIn(parameter, side)];
      if (declared !== undefined && declared !== printed) say(`${name} of ${primitive} is ${declared} in the XSD, and ${printed} in tables/parameters.json`, element.place, undefined);
    }
    for (const { name } of members) if (!carried.some((one) => one.name === name)) say(`tables/parameters.json does not have ${name}, which the XSD of ${primitive} has`, element.place, didYouMean(name, names));
  }
  checkBinding(model, diagnostics);
}

/** A type as tables write it; undefined where it has no name. */
function typeText(type: Type): string | undefined {
  const item = type.kind === 'simple' && type.variety === 'list' ? type.itemType : undefined;
  return prefixedName(type) ?? (item && typeText(item) && `list of ${typeText(item)!}`);
}

/** A header is called as TS-0009 likes; a field of a query has the short name of what it carries (TS-0009 6.2.2.2). */
function checkBinding({ parameters, components, shortNames, httpBinding }: Model, diagnostics: Diagnostics): void {
  const names = parameters.map(({ name }) => name);
  const membersOfParameter = (parameter: string): readonly string[] => {
    const element = components.elements.get(m2mKey('requestPrimitive'));
    const type = element?.type.kind === 'complex' ? membersOf(element.type).find(({ name }) => name === parameter)?.type : undefined;
    return type?.kind === 'complex' ? membersOf(type).map(({ name }) => name) : [];
  };
  for (const { part, name, parameter, member, place } of httpBinding.fields) {
    const field = `${name} of tables/http-binding.json`;
    const carrier = parameters.find((one) => one.name === parameter);
    if (carrier === undefined) {
      diagnostics.report(parameterCodes, 'CHECK_PARAMETER_UNKNOWN', `${field} carries "${parameter}", which is no parameter`, place, didYouMean(parameter, names) ?? `add it to tables/parameters.json, or remove the row`);
      continue;
    }
    const say = (message: string, hint: string): void => diagnostics.report(parameterCodes, 'CHECK_BINDING_FIELD', message, place, hint);
    const members = membersOfParameter(parameter);
    if (member !== undefined && members.length > 0 && !members.includes(member)) {
      say(`${field} carries the member "${member}", which ${parameter} does not have`, didYouMean(member, members) ?? `the members are ${members.join(', ')}`);
      continue;
    }
    const short = [shortNames.members, shortNames.attributes, shortNames.parameters].flatMap((table) => table.get(member ?? '')?.shortName ?? []);
    const wanted = member === undefined || member.startsWith(parameter) ? [carrier.shortName, ...short] : short;
    if (part === 'query' && wanted.length > 0 && !wanted.includes(name)) say(`${field} carries ${member ?? parameter}, whose short name is "${wanted[0]!}"`, `did you mean "${wanted[0]!}"? Else correct "member" or "parameter" of the row`);
  }
  for (const { operation } of repeated(httpBinding.methods, (row) => row.operation)) {
    diagnostics.report(parameterCodes, 'CHECK_BINDING_FIELD', `the binding has two methods for ${operation}`, undefined, 'remove one of the rows from tables/http-binding.json, or correct its "operation"');
  }
  for (const { part, name, place } of repeated(httpBinding.fields, (field) => `${field.part} ${field.name.toLowerCase()}`)) {
    diagnostics.report(parameterCodes, 'CHECK_BINDING_FIELD', `the ${part} has the field "${name}" twice`, place, 'remove one of the rows');
  }
}
