import type { CodeTable, Diagnostics, Place } from '../diagnostics/diagnostic.js';
import { didYouMean } from '../diagnostics/did-you-mean.js';
import { headOf, otherPaths } from '../model/conditions.js';
import type { Model, Resource, Rule } from '../model/model.js';
import { identifier } from '../model/names.js';
import { repeated } from './check.js';

export const attributeCodes = {
  CHECK_DUPLICATE_ATTRIBUTE: { severity: 'error', title: 'A resource has two attributes of one name' },
  CHECK_UNKNOWN_ATTRIBUTE: { severity: 'error', title: 'A rule or a machine names an attribute that the resource does not have' },
  CHECK_UNKNOWN_RESOURCE: { severity: 'error', title: 'A parent, child, machine or outcome names a resource that no source knows' },
} as const satisfies CodeTable;

/** References by name to attributes and resources. */
export function checkAttributes(model: Model, diagnostics: Diagnostics): void {
  const known = knownResources(model);
  // An announced resource has the rows of its original, and what extends another those of both.
  const told = new Set<string>();
  for (const resource of model.resources) {
    for (const attribute of repeated(resource.attributes, (a) => a.name)) {
      const { file, line, column } = attribute.place;
      const at = `${file}:${line}:${column}`;
      if (told.has(at)) continue;
      told.add(at);
      diagnostics.report(attributeCodes, 'CHECK_DUPLICATE_ATTRIBUTE', `${resource.name} has the attribute "${attribute.name}" twice`, attribute.place, 'remove one row');
    }
    for (const rule of resource.rules) {
      for (const name of namesIn(rule)) {
        checkAttribute(resource, name, `rule "${rule.id}"`, rule, diagnostics);
      }
    }
    for (const [role, name, place] of relatives(resource)) {
      if (known.has(name)) continue;
      diagnostics.report(attributeCodes, 'CHECK_UNKNOWN_RESOURCE', `${role} "${name}" of ${resource.name} is not a known resource`, place ?? resource.place, didYouMean(name, known));
    }
  }
  for (const machine of model.machines) {
    const resource = model.resources.find((r) => r.name === machine.resource);
    if (resource !== undefined) checkAttribute(resource, machine.name, `machine "${machine.name}"`, machine, diagnostics);
    else reportUnowned(`machine "${machine.name}"`, machine, model, diagnostics);
  }
  for (const outcome of model.outcomes) {
    if (!known.has(outcome.resource)) reportUnowned(`outcome "${outcome.id}"`, outcome, model, diagnostics);
  }
}

/** The attributes that a rule speaks of. */
const namesIn = ({ attributes, when, must }: Rule): ReadonlySet<string> =>
  new Set([...attributes, ...Object.entries({ ...when, ...must }).flatMap(([path, wanted]) => [path, ...otherPaths(wanted)].map(headOf))]);

/** Other resources that a resource names, each with the part that it plays. */
function* relatives(resource: Resource): Generator<readonly [role: string, name: string, place: Place | undefined]> {
  const { places } = resource;
  for (const [i, name] of resource.parents.entries()) yield ['parent', name, places?.parents[i]];
  for (const [i, child] of resource.children.entries()) {
    // A virtual child has a fixed name and no resource type (notificationTargetSelfReference, TS-0004 7.4.8.1).
    if (child.fixedName === undefined) yield ['child', child.type, places?.children[i]];
    for (const name of child.announced) yield ['announced child', name, places?.children[i]];
  }
  if (resource.announcedVariant !== undefined) yield ['announced variant', resource.announcedVariant, undefined];
  if (resource.announces !== undefined) yield ['original', resource.announces, undefined];
}

type Referrer = Pick<Model['machines'][number] | Model['outcomes'][number], 'resource' | 'place'>;

function reportUnowned(what: string, referrer: Referrer, model: Model, diagnostics: Diagnostics): void {
  const hint = didYouMean(referrer.resource, model.resources.map((r) => r.name));
  diagnostics.report(attributeCodes, 'CHECK_UNKNOWN_RESOURCE', `${what} names the unknown resource "${referrer.resource}"`, referrer.place, hint);
}

function checkAttribute(resource: Resource, name: string, what: string, referrer: Pick<Referrer, 'place'>, diagnostics: Diagnostics): void {
  const names = resource.attributes.map((a) => a.name);
  if (names.includes(name)) return;
  diagnostics.report(attributeCodes, 'CHECK_UNKNOWN_ATTRIBUTE', `${what} names "${name}", which is no attribute of ${resource.name}`, referrer.place, didYouMean(name, names));
}

/** Resources that this specification defines, and those that the published tables merely name. */
export function knownResources(model: Model): ReadonlySet<string> {
  const named = model.enumerations
    .filter((e) => e.type === 'm2m:resourceType' || e.type === 'm2m:mgmtDefinition')
    .flatMap((e) => e.values.filter((v) => !v.reserved).map((v) => identifier(v.name)));
  return new Set([...model.resources.map((r) => r.name), ...model.shortNames.resources.keys(), ...named]);
}
