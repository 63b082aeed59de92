import { editDistance } from '../../diagnostics/did-you-mean.js';
import type { AttributeFact, Fact, Facts } from '../facts.js';
import { mergeCodes } from './codes.js';
import type { MergeContext } from './context.js';
import { viewOf } from './stating.js';
import type { Stated, Workspace } from './workspace.js';

/** The names that only one of the two tables of a resource has. */
interface Unpaired {
  readonly attributes: Set<string>;
  readonly requests: Set<string>;
}

/**
 * One name for an attribute that TS-0001 and TS-0004 spell each in its own way (trigger-Recipient-ID, Trigger-Recipient-ID), so
 * that their rows come together. It is the one that is known already, else that of TS-0004, whose short names go with it. An
 * erratum records it, so that each of the two documents says the same when it is read alone.
 */
export function withOneName(context: MergeContext, facts: readonly Stated<AttributeFact>[]): readonly Stated<AttributeFact>[] {
  const renamed = new Map<string, ReadonlyMap<string, string>>();
  for (const [resource, unpaired] of unpairedNames(facts)) {
    const pairs = [...unpaired.attributes].flatMap((name) => {
      const [other, ...more] = [...unpaired.requests].filter((candidate) => isSame(context, resource, name, candidate));
      return other === undefined || more.length > 0 ? [] : [{ attributes: name, requests: other }];
    });
    const only = pairs.filter((pair) => pairs.filter(({ requests }) => requests === pair.requests).length === 1);
    if (only.length > 0) renamed.set(resource, new Map(only.flatMap((pair) => renamings(context, resource, pair))));
  }
  const said = new Set<string>();
  return facts.map((fact) => {
    const name = renamed.get(fact.resource ?? '')?.get(fact.name);
    if (name === undefined) return fact;
    if (!said.has(`${fact.resource!} ${fact.name}`)) {
      said.add(`${fact.resource!} ${fact.name}`);
      const message = `${fact.resource!}.${fact.name} here is ${name} in another table; taken for one attribute, ${name}`;
      context.diagnostics.report(mergeCodes, 'IMPORT_CONFLICT', message, fact.place);
      const why = `Proposed by an import: the other table of the resource type calls the attribute ${name}.`;
      context.proposals.misprint(fact, { printed: `${fact.resource!}.${fact.name}`, use: `${fact.resource!}.${name}`, needed: true, why, cites: { resource: fact.resource!, name } });
    }
    return { ...fact, name };
  });
}

/** An attribute under the name that an erratum of the folder gives it: `firmware.name` is `firmware.firmwareName`. */
export function recordedName(folder: Workspace): <F extends Fact>(fact: F) => F {
  const uses = new Map(folder.all('errata').flatMap((f) => f.content.errata.flatMap(({ kind, printed, use }) => (kind === 'name' ? [[printed, use] as const] : []))));
  return (fact) => {
    if (fact.kind !== 'attribute' || fact.resource === undefined) return fact;
    const use = uses.get(`${fact.resource}.${fact.name}`);
    return use?.startsWith(`${fact.resource}.`) === true ? { ...fact, name: use.slice(fact.resource.length + 1) } : fact;
  };
}

/** The facts of a document under those names, what its marks delete and replace among them. */
export function asRecorded({ facts, removed, replaced, ...rest }: Facts, folder: Workspace): Facts {
  const named = recordedName(folder);
  return {
    ...rest,
    facts: facts.map(named),
    ...(removed !== undefined && { removed: removed.map(named) }),
    ...(replaced !== undefined && { replaced: replaced.map(({ was, by }) => ({ was: named(was), by: named(by) })) }),
  };
}

function unpairedNames(facts: readonly Stated<AttributeFact>[]): ReadonlyMap<string, Unpaired> {
  const found = new Map<string, Unpaired>();
  for (const fact of facts) {
    if (fact.resource === undefined) continue;
    const names = found.get(fact.resource) ?? { attributes: new Set(), requests: new Set() };
    found.set(fact.resource, names);
    names[viewOf(fact)].add(fact.name);
  }
  for (const { attributes, requests } of found.values()) {
    for (const name of [...attributes]) if (requests.delete(name)) attributes.delete(name);
  }
  return found;
}

/** Shorter names may differ by a letter on purpose. */
const shortest = 8;

/** Whether two names differ by capitals and hyphens, by the name of the resource type before one, by a letter of a long name, or by what a known erratum is about. */
function isSame({ into, known }: MergeContext, resource: string, a: string, b: string): boolean {
  const [x, y] = [a, b].map((name) => name.toLowerCase().replace(/[-_]/g, ''));
  if (x === y) return true;
  // TS-0001 calls it name, TS-0004 firmwareName: the one has the name of its resource type before it.
  const owner = resource.toLowerCase();
  if (`${owner}${x!}` === y || `${owner}${y!}` === x) return true;
  if (Math.abs(a.length - b.length) <= 1 && Math.min(a.length, b.length) >= shortest && editDistance(x!, y!) === 1) return true;
  const errata = [into, known].flatMap((w) => w.all('errata')).flatMap((f) => f.content.errata);
  return errata.some(({ kind, printed, use }) => {
    const words = kind === 'name' && (use === a || use === b) ? printed.split(/[\s,;]+/) : [];
    return words.includes(a) && words.includes(b);
  });
}

function renamings({ into, known }: MergeContext, resource: string, pair: { attributes: string; requests: string }): [string, string][] {
  const isKnown = (name: string): boolean =>
    [into, known].some(
      (w) =>
        w.resource(resource)?.content.attributes.some((row) => row.name === name) === true ||
        w.all('short-names').some((f) => f.content.groups.some((group) => group.kind === 'attribute' && group.provisional !== true && Object.hasOwn(group.names, name))),
    );
  return isKnown(pair.attributes) && !isKnown(pair.requests) ? [[pair.requests, pair.attributes]] : [[pair.attributes, pair.requests]];
}
