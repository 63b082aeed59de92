import { editDistance } from '../../diagnostics/did-you-mean.js';
import type { Diagnostics, Place } from '../../diagnostics/diagnostic.js';
import { mergeCodes } from './codes.js';
import type { ShortNameGroup } from './short-name-groups.js';
import { groupsOf } from './short-name-groups.js';
import { isSameToken } from './spelling.js';
import type { Workspace } from './workspace.js';

type NameKind = 'attribute' | 'member';

/** A long name has one short name, whatever it names: a parameter inside m2m:metaInformation is the parameter (TS-0004 8.2.2). */
const alsoNamedAs: Readonly<Record<NameKind, readonly ShortNameGroup['kind'][]>> = { attribute: ['attribute', 'parameter'], member: ['member', 'parameter', 'attribute'] };

const published = (workspace: Workspace, kind: ShortNameGroup['kind']): readonly ShortNameGroup[] => groupsOf(workspace, kind).filter((group) => group.provisional !== true);

/**
 * The published short name of what no table of its own kind names: as a parameter or an attribute of the same name, or else
 * under another spelling (`evenStart`, `devId`, `requestPrimitives`). `used` are names that mean themselves.
 */
export function publishedElsewhere(workspaces: readonly Workspace[], kind: NameKind, name: string, used: ReadonlySet<string>, diagnostics: Diagnostics): { readonly group: ShortNameGroup; readonly printed: string } | undefined {
  const kinds = alsoNamedAs[kind].map((each) => workspaces.flatMap((workspace) => published(workspace, each)));
  const exact = kinds.flat().find((group) => Object.hasOwn(group.names, name));
  if (exact !== undefined) return { group: exact, printed: name };
  for (const groups of kinds) {
    const near = groups.flatMap((group) => Object.keys(group.names).map((printed) => ({ group, printed }))).filter(({ printed }) => !used.has(printed) && isSpelling(name, printed));
    const [found] = near;
    if (found === undefined || near.some(({ group, printed }) => group.names[printed] !== found.group.names[found.printed])) continue;
    diagnostics.report(mergeCodes, 'IMPORT_SPELLING', `the short name of ${name} is printed for "${found.printed}"`, placeOf(workspaces, found.printed), `taken for the same: ${found.group.names[found.printed]!}`);
    return found;
  }
  // `request` of m2m:aggregatedRequest is a request as a primitive (TS-0004 6.3.5.3): it has the name that one has by itself.
  const primitive = kind === 'member' ? `${name}Primitive` : undefined;
  const group = primitive === undefined ? undefined : workspaces.flatMap((workspace) => published(workspace, 'parameter')).find(({ names }) => Object.hasOwn(names, primitive));
  if (group === undefined || primitive === undefined) return undefined;
  diagnostics.report(mergeCodes, 'IMPORT_SPELLING', `the short name of ${name} is printed for "${primitive}"`, placeOf(workspaces, primitive), `taken for the same: ${group.names[primitive]!}`);
  return { group, printed: primitive };
}

/** The row that prints a short name, where a document does that is imported now. */
const placeOf = (workspaces: readonly Workspace[], name: string): Place | undefined =>
  workspaces.flatMap(({ changes }) => changes).find((change) => change.what === 'short name' && change.name === name)?.place;

/** Capitals and hyphens, or one letter of a name that is long enough to be told from others. */
export const isSpelling = (a: string, b: string): boolean => isSameToken(a, b) || (Math.min(a.length, b.length) >= 8 && Math.abs(a.length - b.length) <= 1 && editDistance(a.toLowerCase(), b.toLowerCase()) === 1);
