import type { DefinitionKinds } from '../../read/definitions/definitions.js';
import type { Draft, Workspace } from './workspace.js';

export type ShortNameGroup = Draft<DefinitionKinds['short-names']['groups'][number]>;

export type NameKind = ShortNameGroup['kind'];

/** The groups of a workspace that name things of one kind. */
export const groupsOf = (workspace: Workspace, kind: NameKind): readonly ShortNameGroup[] =>
  workspace.all('short-names').flatMap((f) => f.content.groups.filter((g) => g.kind === kind));

export const groupWith = (workspace: Workspace, kind: NameKind, name: string): ShortNameGroup | undefined => groupsOf(workspace, kind).find((g) => Object.hasOwn(g.names, name));

export const shortNamesFile = (into: Workspace) => into.file('short-names', () => ({ groups: [], reserved: [] }));
