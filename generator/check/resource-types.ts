import type { CodeTable, Diagnostics } from '../diagnostics/diagnostic.js';
import { groupBy } from '../group-by.js';
import type { EnumerationValue, Model, Resource } from '../model/model.js';

export const resourceTypeCodes = {
  CHECK_RESOURCE_TYPE_COLLISION: { severity: 'error', title: 'Two resources have one resource type number' },
  CHECK_RESOURCE_TYPE_MISMATCH: { severity: 'error', title: 'A resource and m2m:resourceType, or m2m:mgmtDefinition, disagree about a number' },
} as const satisfies CodeTable;

/** Groups whose members have the number of what they specialize (TS-0004 Annex J, 6.3.4.2.1). */
const specialized: ReadonlyMap<string, string> = new Map([
  ['m2m:mgmtResource', 'mgmtObj'],
  ['m2m:announcedMgmtResource', 'mgmtObjAnnc'],
  ['m2m:flexContainerResource', 'flexContainer'],
  ['m2m:announcedFlexContainerResource', 'flexContainerAnnc'],
]);
/** The value of m2m:mgmtDefinition that specializations share which nobody has published (TS-0004 6.3.4.2.22). */
const selfDefined = 0;

/** Resource type numbers are keys on the wire (TS-0004 6.3.4.2.1); what shares one is told apart by mgmtDefinition, or by containerDefinition. */
export function checkResourceTypes(model: Model, diagnostics: Diagnostics): void {
  const valuesOf = (type: string): readonly EnumerationValue[] => model.enumerations.find((e) => e.type === type)?.values.filter(({ reserved }) => !reserved) ?? [];
  const published = valuesOf('m2m:resourceType');
  const definitions = new Map(valuesOf('m2m:mgmtDefinition').map(({ name, value }) => [name.replace(/^\[(.*)\]$/, '$1'), value]));
  const resources = model.resources.filter(({ kind }) => kind !== 'base');
  const wrong = new Set<Resource>();
  const say = (resource: Resource, message: string, hint: string): void => {
    wrong.add(resource);
    diagnostics.report(resourceTypeCodes, 'CHECK_RESOURCE_TYPE_MISMATCH', message, resource.place, hint);
  };
  for (const resource of resources) {
    const { name, group, resourceType, mgmtDefinition } = resource;
    const numbered = specialized.get(group) ?? name;
    const number = published.find((each) => each.name === numbered)?.value;
    const whose = numbered === name ? '' : `, as all of <${numbered}> have it`;
    if (resourceType === undefined) {
      if (number !== undefined) say(resource, `${name} has no resource type, but m2m:resourceType gives it the number ${number}${whose}`, `add "resourceType": ${number}`);
    } else if (number !== resourceType && published.length > 0 && (number !== undefined || numbered === name)) {
      const owner = published.find(({ value }) => value === resourceType);
      const found = owner === undefined ? 'does not have that number' : `gives that number to ${owner.name}`;
      const missing = `add ${name} to m2m:resourceType under a free number; beside the specification of the package, under "values" of tables/additions.json`;
      say(resource, `${name} has resource type ${resourceType}, but m2m:resourceType ${found}`, number === undefined ? missing : `m2m:resourceType gives ${name} the number ${number}${whose}`);
    }
    const definition = resource.kind === 'mgmtObj' ? definitions.get(name) : undefined;
    if (definition !== undefined && definition !== mgmtDefinition) say(resource, `${name} has ${mgmtDefinition === undefined ? 'no definition' : `the definition ${mgmtDefinition}`}, but m2m:mgmtDefinition gives it the number ${definition}`, `${mgmtDefinition === undefined ? 'add' : 'correct'} "mgmtDefinition", or correct the value in ${model.enumerations.find(({ type }) => type === 'm2m:mgmtDefinition')!.place.file}`);
  }
  // Whose number is wrong is said already.
  const others = resources.filter((resource) => resource.resourceType !== undefined && !wrong.has(resource) && resource.mgmtDefinition !== selfDefined);
  for (const group of groupBy(others.filter(({ group, mgmtDefinition }) => mgmtDefinition !== undefined || !specialized.has(group)), (r) => `${r.resourceType}/${r.mgmtDefinition ?? ''}`).values()) {
    const second = group[1];
    if (second === undefined) continue;
    diagnostics.report(resourceTypeCodes, 'CHECK_RESOURCE_TYPE_COLLISION', `resource type ${second.resourceType} belongs to ${group.map((r) => r.name).join(' and ')}`, second.place, 'give one of them another number');
  }
}
