import type { CodeTable, Diagnostics } from '../diagnostics/diagnostic.js';
import type { Access, Attribute, CreateOptionality, Model, Resource, UpdateOptionality } from '../model/model.js';

export const accessCodes = {
  CHECK_ACCESS_INCONSISTENT: { severity: 'error', title: 'RW/RO/WO of TS-0001 and M/O/NP of TS-0004 contradict each other' },
  CHECK_DEFAULT_MISSING: { severity: 'warning', title: 'An attribute that is always present may be left out at CREATE, but has no default' },
} as const satisfies CodeTable;

/** TS-0004 Table K.2-1: what TS-0001's access means for CREATE and UPDATE. */
const consistent: Readonly<Record<Access, { readonly create: readonly CreateOptionality[]; readonly update: readonly UpdateOptionality[] }>> = {
  RW: { create: ['M', 'O'], update: ['O'] },
  RO: { create: ['NP'], update: ['NP'] },
  WO: { create: ['M', 'O'], update: ['NP'] },
};

/** Attributes that the Hosting CSE gives a value of its own when the request has none (TS-0001 9.6.1.3, TS-0004 7.3.3.5). */
const assigned: ReadonlySet<string> = new Set(['resourceName', 'expirationTime', 'accessControlPolicyIDs']);

/**
 * The two views of an attribute (TS-0001's access, TS-0004's optionality) agree. Departures are published in both, so a
 * row that cites an erratum of its own is excused; one that the whole resource cites excuses nothing. Announced variants have rules of their own (TS-0004 Table 7.4.26.1-2).
 */
export function checkAccess(model: Model, diagnostics: Diagnostics): void {
  for (const resource of model.resources) {
    if (resource.kind === 'announced') continue;
    for (const attribute of resource.attributes) {
      if (attribute.errata.some((id) => !resource.errata.includes(id))) continue;
      checkConsistent(resource, attribute, diagnostics);
      checkDefault(resource, attribute, diagnostics);
    }
  }
}

function checkConsistent(resource: Resource, { name, access, create, update, place }: Attribute, diagnostics: Diagnostics): void {
  const allowed = consistent[access];
  // A column for an operation that no request can carry says nothing.
  const wrong = [
    ...(resource.operations.includes('create') && !allowed.create.includes(create) ? [`Create ${create}`] : []),
    ...(resource.operations.includes('update') && !allowed.update.includes(update) ? [`Update ${update}`] : []),
  ];
  if (wrong.length === 0) return;
  const message = `${resource.name}.${name} is ${access}, but ${wrong.join(' and ')}`;
  const hint = `TS-0004 K.2 expects Create ${allowed.create.join(' or ')} and Update ${allowed.update.join(' or ')}; cite the erratum if the sources disagree`;
  diagnostics.report(accessCodes, 'CHECK_ACCESS_INCONSISTENT', message, place, hint);
}

function checkDefault(resource: Resource, attribute: Attribute, diagnostics: Diagnostics): void {
  const { name, multiplicity, create, access, place } = attribute;
  const given = attribute.default !== undefined || attribute.fixed !== undefined;
  if (multiplicity.min === 0 || create === 'M' || access === 'RO' || given || assigned.has(name)) return;
  if (!resource.operations.includes('create')) return;
  const message = `${resource.name}.${name} has multiplicity ${multiplicity.text} and Create ${create}, but no default`;
  diagnostics.report(accessCodes, 'CHECK_DEFAULT_MISSING', message, place, 'add a default (TS-0004 7.3.3.5), or cite the erratum that says what happens');
}
