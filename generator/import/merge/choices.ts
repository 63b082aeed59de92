import { isContext } from '../delta/difference.js';
import { mergeCodes } from './codes.js';
import type { MergeContext } from './context.js';
import type { Group } from './enumerations.js';
import { oneLine } from './enumerations.js';
import { misspelt } from './spelling.js';
import { at, sourceOf } from './workspace.js';

/** The list of choices of the CR to TS-0006, whose definition says so: names without numbers, of two attributes. */
export function isChoiceList({ into, known }: MergeContext, group: Group): boolean {
  const [first] = group.facts;
  if (first?.from !== 'text' || group.facts.some((fact) => fact.value !== undefined)) return false;
  const source = sourceOf(first);
  const owner = into.all('exec-status-codes')[0] ?? known.all('exec-status-codes')[0];
  return owner !== undefined && owner.content.source.document === source.document && owner.content.source.clause === source.clause;
}

export function mergeChoices({ into, known, diagnostics, proposals, absences }: MergeContext, { facts }: Group): void {
  const model = known.all('exec-status-codes')[0];
  const isNew = into.all('exec-status-codes').length === 0;
  const file = into.file('exec-status-codes', () => {
    into.completed.push({ what: 'list of choices', name: 'execStatus and execResult', from: model!.file });
    const content = structuredClone(model!.content);
    Reflect.deleteProperty(content, '$schema');
    return content;
  });
  const choices = file.content.choices;
  const [first] = facts;
  if (isNew) into.change({ kind: 'added', what: 'list', name: 'choices of execStatus', to: `${facts.length} names`, file: file.file, ...at(first) });
  const published = [into, known].flatMap((w) => w.used.byKind('enumerations').flatMap((f) => f.content.enumerations)).filter((e) => e.type === 'm2m:execStatusType' || e.type === 'm2m:execResultType');
  const names = published.flatMap((e) => e.values.map((v) => v.name));
  const listed = new Set<string>();
  for (const fact of facts) {
    const name = oneLine(fact.name);
    listed.add(name);
    if (isContext(fact) || choices.some((c) => c.name === name)) continue;
    const use = names.includes(name) ? name : misspelt(name, names);
    const attribute = published.find((e) => e.values.some((v) => v.name === use))?.type === 'm2m:execResultType' ? 'execResult' : 'execStatus';
    if (use === undefined) {
      diagnostics.report(mergeCodes, 'IMPORT_NOT_TAKEN', `the choice ${name} is left out: no published type has it`, fact.place);
      continue;
    }
    choices.push({ name, attribute, publishedName: use });
    if (!isNew) into.change({ kind: 'added', what: 'choice', name, file: file.file, ...at(fact) });
    if (use !== name) proposals.misprint(fact, { file: file.file, path: ['choices', name, 'name'], printed: name, use });
  }
  const held = choices.filter((c) => c.source === undefined).map((c) => ({ name: c.name, source: file.content.source }));
  const of = facts[0]?.type ?? file.content.source.clause;
  const gone = isNew ? new Set(held.map((c) => c.name).filter((name) => !listed.has(name))) : absences.gone({ kind: 'enumeration-value', of, title: 'choices of execStatus' }, held, listed);
  for (const old of choices.filter((c) => gone.has(c.name))) {
    if (!isNew) into.change({ kind: 'removed', what: 'choice', name: old.name, file: file.file, ...at(first) });
  }
  file.content.choices = choices.filter((c) => !gone.has(c.name));
}
