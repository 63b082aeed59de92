import { layerOf } from '../diagnostics/diagnostic.js';
import type { CodeTable, Diagnostics } from '../diagnostics/diagnostic.js';
import { editDistance, nearest } from '../diagnostics/did-you-mean.js';
import { groupBy } from '../group-by.js';
import { membersOf } from '../model/members.js';
import { releaseOf } from '../model/model.js';
import type { Model, ShortName } from '../model/model.js';
import { byCodepoint, M2M_NAMESPACE, prefixedName } from '../model/names.js';

export const shortNameCodes = {
  CHECK_SHORT_NAME_COLLISION: { severity: 'error', title: 'Two names that meet on the wire have one short name' },
  CHECK_MEMBER_UNNAMED: { severity: 'warning', title: 'A member of the XSDs has no short name, and is a slip of the pen away from a name that has one' },
  CHECK_SHORT_NAME_RESERVED: { severity: 'error', title: 'A provisional short name is published for another long name' },
} as const satisfies CodeTable;

/** Short names are keys on the wire (TS-0004 8.2): each means one thing. */
export function checkShortNames(model: Model, diagnostics: Diagnostics): void {
  for (const resource of model.resources) {
    // What collides in the original collides in its announced variant.
    const original = model.resources.find(({ name }) => name === resource.announces)?.attributes.map(({ name }) => name) ?? [];
    checkUnique(resource.attributes, `attributes of ${resource.name}`, model.shortNames.attributes, diagnostics, new Set(original));
  }
  checkUnique(model.resources.filter((r) => r.kind !== 'base'), 'resources', model.shortNames.resources, diagnostics);
  checkMembers(model, diagnostics);
  checkProvisionalNames(model, diagnostics);
}

type Named = Pick<ShortName, 'name' | 'shortName' | 'place'>;

function checkUnique(items: Iterable<Named>, what: string, table: ReadonlyMap<string, Named>, diagnostics: Diagnostics, elsewhere: ReadonlySet<string> = new Set()): void {
  for (const [shortName, group] of groupBy(items, (item) => item.shortName)) {
    const names = [...new Set(group.map((item) => item.name))].sort(byCodepoint);
    if (names.length < 2 || names.every((name) => elsewhere.has(name))) continue;
    const message = `${what} share the short name "${shortName}": ${names.join(', ')}`;
    const last = lastOf(group);
    const { file } = table.get(last.name)?.place ?? last.place;
    diagnostics.report(shortNameCodes, 'CHECK_SHORT_NAME_COLLISION', message, last.place, `choose another short name for one of them in ${file}`);
  }
}

/** The one to mend: of what stands beside a base, never that of the base, which a type that extends another has behind its own rows. */
const lastOf = ([first, ...more]: readonly Named[]): Named => [...more, first!].sort((a, b) => layerOf(b.place) - layerOf(a.place))[0]!;

/** Members of one complex type stand beside each other in one JSON object. */
function checkMembers(model: Model, diagnostics: Diagnostics): void {
  const { members, attributes, parameters } = model.shortNames;
  if (members.size === 0) return;
  const known = new Set([members, attributes, parameters].flatMap((names) => [...names.keys()]));
  for (const type of model.components.types.values()) {
    if (type.kind !== 'complex') continue;
    const named = membersOf(type).flatMap(({ name }) => model.shortNames.members.get(name) ?? []);
    // What nobody prints a short name for travels under its long one; what is spelt nearly as a member that has a name does by mistake.
    for (const { name, kind } of type.name?.namespace === M2M_NAMESPACE ? membersOf(type) : []) {
      const meant = kind === 'text' || known.has(name) ? undefined : nearest(name, members.keys());
      // In a name of three letters another letter is another name: URI, URL.
      if (meant === undefined || editDistance(name, meant) > 1 || name.length < 4) continue;
      diagnostics.report(shortNameCodes, 'CHECK_MEMBER_UNNAMED', `${prefixedName(type)} has the member "${name}", which has no short name`, type.place, `did you mean "${meant}"? Else give it one in ${members.values().next().value!.place.file}`);
    }
    checkUnique(named, `members of ${prefixedName(type)}`, model.shortNames.members, diagnostics);
  }
}

function checkProvisionalNames(model: Model, diagnostics: Diagnostics): void {
  const { resources, attributes, members, parameters, reserved } = model.shortNames;
  const all = [resources, attributes, members, parameters].flatMap((map) => [...map.values()]);
  const byShort = groupBy(all, (n) => n.shortName);
  for (const name of all) {
    // What another release gives is nobody's proposal: whether names meet on the wire is checked above.
    if (!name.provisional || releaseOf(model, name.source) !== undefined) continue;
    const sharers = byShort.get(name.shortName) ?? [];
    const other = sharers.find((n) => n.name !== name.name);
    const publishedForIt = sharers.some((n) => n.name === name.name && !n.provisional);
    if (other === undefined && (publishedForIt || !reserved.has(name.shortName))) continue;
    const owner = other === undefined ? 'published for another name' : `that of ${other.name}`;
    diagnostics.report(shortNameCodes, 'CHECK_SHORT_NAME_RESERVED', `the provisional short name "${name.shortName}" of ${name.name} is ${owner}`, name.place, 'choose one that TS-0004 8.2 does not list');
  }
}
