/** What the tables say of the resource types that are hosted: all of the specification. */

import type { CseTypeIDName } from '../generated/enumerations.js';
import type { AttributeRow } from '../generated/tables/attributes.js';
import type { ChildRow, ResourceRow } from '../generated/tables/resources.js';
import type { RuleRow } from '../generated/tables/rules.js';
import { derived, rowNamed } from './specification.js';

/** The row of a type by its long name. */
export const typeNamed = (name: string): ResourceRow | undefined => rowNamed(name);

/** Types with this number: 13 (mgmtObj) and 28 (flexContainer) are those of every specialization. */
export const typesNumbered = (resourceType: number): readonly ResourceRow[] => numbered().get(resourceType) ?? [];

const numbered = derived(({ vocabulary: { resources } }): ReadonlyMap<number | null, readonly ResourceRow[]> =>
  new Map([...new Set(resources.map((row) => row.resourceType))].map((number) => [number, resources.filter((row) => row.resourceType === number)])),
);

/** Whether a CSE of this type can have it (TS-0004 Table 6.3.4.2.1-1). */
export const isApplicable = ({ cseTypes }: ResourceRow, cseType: CseTypeIDName): boolean => cseTypes?.includes(cseType) !== false;

/** The numbers of all types that a CSE of this type can have, as supportedResourceType lists them. */
export const resourceTypeNumbers = (cseType: CseTypeIDName): readonly number[] =>
  [...numbered()]
    .flatMap(([number, rows]) => (number !== null && rows.some((row) => isApplicable(row, cseType)) ? [number] : []))
    .sort((a, b) => a - b);

/** What is made of each type, when it is first asked for. Types that are none are not remembered. */
export function ofEachType<T>(make: (type: string) => T): (type: string) => T {
  const all = derived(() => new Map<string, T>());
  return (type) => {
    const made = all();
    const known = made.get(type);
    if (known !== undefined) return known;
    const value = make(type);
    if (typeNamed(type) !== undefined) made.set(type, value);
    return value;
  };
}

const rowsOf = derived(
  ({ vocabulary, attributesOf }): ReadonlyMap<string, ReadonlyMap<string, AttributeRow>> =>
    new Map(vocabulary.resources.map(({ name }) => [name, new Map((attributesOf(name) ?? []).map((row) => [row.name, row]))])),
);
const noRows: ReadonlyMap<string, AttributeRow> = new Map();

/** The attribute table of a type by long name of the attribute; empty when there is no such type. */
export const attributeRows = (type: string): ReadonlyMap<string, AttributeRow> => rowsOf().get(type) ?? noRows;

/** Whether any type has an attribute of this name, long or short. */
export const isAttributeName = (name: string): boolean => attributeNames().has(name);

const attributeNames = derived((): ReadonlySet<string> => new Set([...rowsOf().values()].flatMap((rows) => [...rows.values()].flatMap(({ name, shortName }) => [name, shortName]))));

const rulesByType = derived(({ vocabulary, rulesOf }): ReadonlyMap<string, readonly RuleRow[]> => new Map(vocabulary.resources.map(({ name }) => [name, rulesOf(name)])));
const noRules: readonly RuleRow[] = [];

/** The rules of a type that look at more than one attribute, or at what is stored. */
export const rulesFor = (type: string): readonly RuleRow[] => rulesByType().get(type) ?? noRules;

/**
 * What a type is a specialization of: mgmtObj has no table of its own, flexContainer has one; announced variants have theirs beside. Where
 * the tables of neither parent nor child know a specialization, it stands where its base does.
 */
const baseOf = ({ name, group }: ResourceRow): string => bases.get(group) ?? name;

/** The same by long name; a name that is none is its own base. */
export function baseNamed(name: string): string {
  const row = typeNamed(name);
  return row === undefined ? name : baseOf(row);
}

const bases: ReadonlyMap<string, string> = new Map([
  ['m2m:mgmtResource', 'mgmtObj'],
  ['m2m:announcedMgmtResource', 'mgmtObjAnnc'],
  ['m2m:flexContainerResource', 'flexContainer'],
  ['m2m:announcedFlexContainerResource', 'flexContainerAnnc'],
]);

/** What a table of children says of a child: the name that it must have, and how many there may be. */
export interface Place {
  readonly fixedName?: string;
  readonly most?: number;
}

const mostOf = (multiplicity: string): Pick<Place, 'most'> => {
  const most = Number(multiplicity.split('..').at(-1));
  return Number.isNaN(most) ? {} : { most };
};

/**
 * How `child` may stand below `parent` (TS-0001 9.6.1.1): undefined when it may not. The tables of both are read, because either may be
 * older than the other type.
 */
export const placeBelow = (parent: string, child: string): Place | undefined => placesBelow(parent)(child);
const placesBelow = ofEachType((parent) => ofEachType((child) => placeIn(typeNamed(parent), typeNamed(child))));

function placeIn(above: ResourceRow | undefined, below: ResourceRow | undefined): Place | undefined {
  if (above === undefined || below === undefined) return undefined;
  const { name: parent } = above;
  const { name: child } = below;
  const listed = above.children.find((entry) => entry.type === child) ?? above.children.find((entry) => entry.type === baseOf(below));
  if (listed !== undefined) return { ...(listed.fixedName !== undefined && { fixedName: listed.fixedName }), ...mostOf(listed.multiplicity) };
  const parents = [...below.parents, ...(typeNamed(baseOf(below))?.parents ?? [])];
  return parents.includes(parent) || parents.includes(baseOf(above)) || isBelowAnnouncedCse(above, below) ? {} : undefined;
}

/** Below what stands for a CSE stands also all that it announces without its parent (TS-0001 9.6.26.1, TS-0004 7.3.3.10). */
const isBelowAnnouncedCse = (above: ResourceRow, below: ResourceRow): boolean =>
  above.announces === 'CSEBase' && below.kind === 'announced' && below.announces !== 'CSEBase' && !isInstance(below.announces);

/** Instances are announced where their parent is, or not at all (TS-0004 7.3.3.10). */
export const isInstance = (type: string | null): boolean => type === 'contentInstance' || type === 'timeSeriesInstance' || type === 'flexContainerInstance';

/** The number of a resource's type, as resourceType says it. */
export const numberOf = (type: string): number => rowNamed(type)?.resourceType ?? 0;

/** Attributes that a specialization of flexContainer has beyond those of every flexContainer (TS-0001 9.6.35). */
export function customAttributes(type: string): readonly string[] {
  const common = attributeRows('flexContainer');
  return [...attributeRows(type).keys()].filter((name) => !common.has(name));
}

/** The virtual resource that has this name below a resource of the type (TS-0001 9.6.1.1): it has no row, for it is nowhere stored. */
export function virtualChild(type: string, name: string): ChildRow | undefined {
  const child = typeNamed(type)?.children.find(({ fixedName }) => fixedName === name);
  return child === undefined || typeNamed(child.type) !== undefined ? undefined : child;
}

/** Whether some type has a virtual child of this name. */
export const isVirtualName = (name: string): boolean => virtualNames().has(name);

const virtualNames = derived(
  ({ vocabulary }): ReadonlySet<string> => new Set(vocabulary.resources.flatMap(({ children }) => children.flatMap(({ type, fixedName }) => (fixedName === undefined || typeNamed(type) !== undefined ? [] : [fixedName])))),
);
