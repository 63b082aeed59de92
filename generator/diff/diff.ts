import { groupBy } from '../group-by.js';
import { equal } from '../model/json-value.js';
import type { Model } from '../model/model.js';
import { byCodepoint } from '../model/names.js';
import type { Change, ChangeClass } from './change.js';
import { areas, audiences, changeClasses } from './change.js';
import { compareContents } from './contents.js';
import { compareEnumerations } from './enumerations.js';
import { Findings } from './findings.js';
import { useOf, usesOf } from './flow.js';
import { compareAggregations, compareMachines } from './machines.js';
import { compareShortNames } from './names.js';
import {
  compareCommands,
  compareExecStatusCodes,
  compareFaults,
  compareParameters,
  compareSources,
  compareStatusCodes,
} from './procedures.js';
import type { Renames, ToldRenames } from './renames.js';
import { compareResources } from './resources.js';
import { compareTypes } from './types.js';

/**
 * What `after` says otherwise than `before`, in meaning and not in text: each change once, classed for every audience.
 * Sorted by area, resource, subject and code. `told` are renames of attributes and members that are known, new → old:
 * `m2m:lid.hinge`, `kettle.owner`.
 */
export function diffModels(before: Model, after: Model, told: ToldRenames = new Map()): readonly Change[] {
  const findings = new Findings();
  const [usesBefore, usesAfter] = [usesOf(before), usesOf(after)];
  const use = (old: string, current: string) =>
    old === current ? useOf(current, usesBefore, usesAfter) : useOf(current, usesAfter, new Map([[current, useOf(old, usesBefore)]]));
  const enumerations = compareEnumerations(before, after, use, findings);
  const types = new Map([...enumerations.types, ...compareTypes(before, after, enumerations.types, use, told, findings)]);
  const renames: Renames = { ...enumerations, types, ...compareResources(before, after, types, told, findings) };
  compareShortNames(before, after, findings);
  compareParameters(before, after, types, findings);
  compareContents(before, after, types, findings);
  compareStatusCodes(before, after, findings);
  compareFaults(before, after, renames.values, findings);
  compareCommands(before, after, types, findings);
  compareExecStatusCodes(before, after, findings);
  compareMachines(before, after, renames, findings);
  compareAggregations(before, after, renames, findings);
  compareSources(before, after, findings);
  return saidOnce(findings.list(), before, after).sort(inOrder);
}

const areaOrder = Object.keys(areas);

const inOrder = (a: Change, b: Change): number =>
  areaOrder.indexOf(a.area) - areaOrder.indexOf(b.area) ||
  byCodepoint(a.resource ?? '', b.resource ?? '') ||
  byCodepoint(a.subject, b.subject) ||
  byCodepoint(a.code, b.code) ||
  byCodepoint(JSON.stringify([a.before, a.after]), JSON.stringify([b.before, b.after]));

/**
 * An attribute of mgmtObj shows in every specialization, one that is announced in the announced variant as well: where
 * the same follows from it, the change is said of the original, which `affects` the others.
 */
function saidOnce(changes: readonly Change[], before: Model, after: Model): Change[] {
  const origins = originsOf(before, after);
  const bySubject = groupBy(changes, ({ subject }) => subject);
  const affected = new Map<Change, string[]>();
  const originalOf = (change: Change): Change | undefined => {
    if (change.area !== 'resources') return undefined;
    const origin = origins.get(change.subject);
    return bySubject.get(origin ?? '')?.find((other) => other !== change && sameChange(other, change));
  };
  const kept = changes.filter((change) => {
    let original = originalOf(change);
    // From the variant to the specialization to the base: two steps at most, but a bound costs nothing.
    for (let steps = 0; original !== undefined && steps < 8; steps++) {
      const further = originalOf(original);
      if (further === undefined) break;
      original = further;
    }
    if (original === undefined) return true;
    const list = affected.get(original);
    if (list === undefined) affected.set(original, [change.subject]);
    else list.push(change.subject);
    return false;
  });
  return kept.map((change) =>
    affected.has(change) ? { ...change, affects: [...change.affects, ...affected.get(change)!].sort(byCodepoint) } : change,
  );
}

/** `softwareAnnc.softwareName` → `software.softwareName`; `software.objectIDs` → `mgmtObj.objectIDs`, where it is inherited. */
function originsOf(...models: readonly Model[]): ReadonlyMap<string, string> {
  const origins = new Map<string, string>();
  for (const { resources } of models) {
    for (const resource of resources) {
      for (const attribute of resource.attributes) {
        const original = resource.announces ?? attribute.inheritedFrom;
        if (original !== undefined) origins.set(`${resource.name}.${attribute.name}`, `${original}.${attribute.name}`);
      }
      if (resource.announces !== undefined) origins.set(resource.name, resource.announces);
    }
  }
  return origins;
}

const sameChange = (a: Change, b: Change): boolean =>
  a.code === b.code &&
  equal(a.before, b.before) &&
  equal(a.after, b.after) &&
  audiences.every((audience) => a.impact[audience].class === b.impact[audience].class);

/** What the version number has to do: for a release from 1.0.0 on, and for one before it (semver.org, 4). */
export interface Bump {
  readonly stable: 'major' | 'minor' | 'patch' | 'none';
  /** Before 1.0.0 a breaking change raises the minor number and everything else the patch number. */
  readonly initial: 'minor' | 'patch' | 'none';
}

const bumps: Readonly<Record<ChangeClass, Bump>> = {
  breaking: { stable: 'major', initial: 'minor' },
  additive: { stable: 'minor', initial: 'patch' },
  editorial: { stable: 'patch', initial: 'patch' },
  none: { stable: 'none', initial: 'none' },
};

export const bumpOf = (changes: readonly Change[]): Bump =>
  bumps[changeClasses.find((c) => changes.some((change) => change.class === c)) ?? 'none'];

/** How many changes are of each class, by the worst of the audiences. */
export const countByClass = (changes: readonly Change[]): Readonly<Record<ChangeClass, number>> =>
  Object.fromEntries(changeClasses.map((c) => [c, changes.filter((change) => change.class === c).length])) as Record<ChangeClass, number>;
