import type { CodeTable, Diagnostics, Place } from '../diagnostics/diagnostic.js';
import { didYouMean } from '../diagnostics/did-you-mean.js';
import { membersOf } from '../model/members.js';
import type { Model } from '../model/model.js';
import { m2mKey } from '../model/names.js';
import { primitives } from './contents.js';

export const parameterCodes = {
  CHECK_PARAMETER_SHORT_NAME: { severity: 'warning', title: 'A parameter has another short name than the table of short names gives it' },
  CHECK_PARAMETER_XSD: { severity: 'warning', title: 'Table and XSD of a primitive have different parameters, or one of them demands what the other does not' },
  CHECK_PARAMETER_UNKNOWN: { severity: 'warning', title: 'The binding carries a parameter that no primitive has' },
} as const satisfies CodeTable;

/** Parameters stand in a table, in the XSDs of the primitives, among the short names and in the binding: all say the same. */
export function checkParameters({ parameters, components, shortNames, httpBinding }: Model, diagnostics: Diagnostics): void {
  if (parameters.length === 0) return;
  const names = parameters.map(({ name }) => name);
  for (const { name, shortName } of parameters) {
    const known = shortNames.parameters.get(name);
    if (known === undefined || known.shortName === shortName) continue;
    diagnostics.report(parameterCodes, 'CHECK_PARAMETER_SHORT_NAME', `parameter ${name} is ${shortName} in tables/parameters.json, and ${known.shortName} in tables/short-names.json`, known.place, 'both have the name of TS-0004 Table 8.2.2-1');
  }
  for (const [primitive, side] of Object.entries(primitives)) {
    const element = components.elements.get(m2mKey(primitive));
    if (element?.type.kind !== 'complex') continue;
    const members = membersOf(element.type);
    const say = (message: string, place: Place, hint: string | undefined): void => diagnostics.report(parameterCodes, 'CHECK_PARAMETER_XSD', message, place, hint ?? `correct tables/parameters.json or ${element.place.file}`);
    const carried = parameters.filter((parameter) => parameter[side] !== null);
    for (const { name, [side]: multiplicity } of carried) {
      const member = members.find((one) => one.name === name);
      if (member === undefined) say(`the XSD of ${primitive} does not have ${name}, which tables/parameters.json has in ${side}s`, element.place, didYouMean(name, members.map((one) => one.name)));
      else if ((member.min > 0) !== (multiplicity === '1')) say(`${name} of ${primitive} is ${member.min > 0 ? '1' : '0..1'} in the XSD, and ${multiplicity!} in tables/parameters.json`, element.place, undefined);
    }
    for (const { name } of members) if (!carried.some((one) => one.name === name)) say(`tables/parameters.json does not have ${name}, which the XSD of ${primitive} has`, element.place, didYouMean(name, names));
  }
  for (const { parameter, name, place } of httpBinding.fields) {
    if (!names.includes(parameter)) diagnostics.report(parameterCodes, 'CHECK_PARAMETER_UNKNOWN', `${name} of tables/http-binding.json carries "${parameter}", which is no parameter`, place, didYouMean(parameter, names) ?? `add it to tables/parameters.json, or remove the row`);
  }
}
