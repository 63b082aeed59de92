import { headOf, otherPaths, withOtherPaths } from '../../model/conditions.js';
import type { DefinitionKinds } from '../../read/definitions/definitions.js';
import type { Draft, Workspace } from './workspace.js';

type ResourceDraft = Draft<DefinitionKinds['resource']>;

/**
 * Rules across attributes follow their attributes: renamed with them, and without those that are gone. A rule that is left
 * without what it is about goes too.
 */
export function followRules(into: Workspace, file: string, resource: ResourceDraft, renamed: ReadonlyMap<string, string>, gone: ReadonlySet<string>): void {
  if (resource.rules === undefined) return;
  const kept: typeof resource.rules = [];
  for (const rule of resource.rules) {
    const name = `rule ${rule.id} of ${resource.name}`;
    const attributes = rule.attributes.filter((a) => !gone.has(a)).map((a) => renamed.get(a) ?? a);
    const isPointless = (rule.attributes.length > 0 && attributes.length === 0) || pathsOf(rule).some((path) => gone.has(headOf(path)));
    if (isPointless) {
      into.change({ kind: 'removed', what: 'rule', name: `${resource.name}.${rule.id}`, file });
      continue;
    }
    if (attributes.join() !== rule.attributes.join()) {
      into.change({ kind: 'changed', what: 'rule', name, column: 'attributes', from: rule.attributes.join(', '), to: attributes.join(', '), file });
      rule.attributes = attributes;
    }
    const followed = (path: string): string => path.replace(headOf(path), (head) => renamed.get(head) ?? head);
    const follow = (conditions: typeof rule.when): typeof rule.when => Object.fromEntries(Object.entries(conditions).map(([path, wanted]) => [followed(path), withOtherPaths(wanted, followed)]));
    if (pathsOf(rule).some((path) => renamed.has(headOf(path)))) {
      rule.when = follow(rule.when);
      if (rule.must !== undefined) rule.must = follow(rule.must);
    }
    kept.push(rule);
  }
  if (kept.length > 0) resource.rules = kept;
  else delete resource.rules;
}

/** Every path from the resource that a rule names. */
const pathsOf = ({ when, must = {} }: Pick<NonNullable<ResourceDraft['rules']>[number], 'when' | 'must'>): readonly string[] =>
  [...Object.entries(when), ...Object.entries(must)].flatMap(([path, wanted]) => [path, ...otherPaths(wanted)]);
