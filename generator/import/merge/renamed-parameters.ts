import { isContext } from '../delta/difference.js';
import type { ParameterFact } from '../facts.js';
import type { MergeContext } from './context.js';
import { isInWords } from './parameter-names.js';
import { groupsOf, groupWith } from './short-name-groups.js';
import type { Stated, Workspace } from './workspace.js';
import { at } from './workspace.js';

/** A name that marks replace in its row is another name for the same parameter: what else is known of it stays with it, and what refers to it follows. */
export function renameParameters({ into, absences }: MergeContext, all: readonly Stated<ParameterFact>[]): void {
  const names = new Set(all.map((fact) => fact.name));
  for (const { content, file } of into.all('parameters')) {
    const fresh = new Set(all.flatMap((fact) => (isContext(fact) || content.parameters.some((row) => row.name === fact.name) ? [] : [fact.name])));
    for (const now of fresh) {
      const facts = all.filter((fact) => fact.name === now);
      const row = content.parameters.find(({ name }) => !names.has(name) && facts.some((fact) => absences.isReplaced('parameter', fact.of, name, [fact])));
      if (row === undefined) continue;
      into.change({ kind: 'renamed', what: 'parameter', name: now, from: row.name, to: now, file, ...at(facts[0]) });
      const printed = facts.flatMap((fact) => (fact.printed === undefined || isInWords(fact.printed, now) ? [] : [fact.printed]));
      rename(into, row.name, now);
      row.name = now;
      if (printed.length > 0) row.printed = printed;
      else delete row.printed;
    }
  }
}

function rename(into: Workspace, was: string, now: string): void {
  for (const group of groupWith(into, 'parameter', now) === undefined ? groupsOf(into, 'parameter') : []) {
    if (Object.hasOwn(group.names, was)) group.names = Object.fromEntries(Object.entries(group.names).map(([long, short]) => [long === was ? now : long, short]));
  }
  for (const { content } of into.all('http-binding')) for (const field of content.fields) if (field.parameter === was) field.parameter = now;
}
