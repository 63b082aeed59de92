import type { Place } from '../diagnostics/diagnostic.js';
import type { Citation, Fact, Facts } from '../import/facts.js';
import type { Model, Source } from '../model/model.js';
import type { Unit } from './subject.js';

/** Definitions as rules see documents: their rows as facts, their descriptions as text. */
export interface DefinitionsRead {
  readonly facts: Facts;
  readonly units: readonly Unit[];
  /** Is it known what is wrong at this place? Then an erratum says so, and what is used instead. */
  readonly isExcused: (place: Place) => boolean;
}

export function readModel(model: Model): DefinitionsRead {
  const facts: Fact[] = [];
  const units: Unit[] = [];
  const excused = new Set<string>();
  const key = ({ file, line, column }: Place): string => `${file}:${String(line)}:${String(column)}`;
  const note = (place: Place, errata: readonly string[]): void => void (errata.length > 0 && excused.add(key(place)));
  const say = (text: string | undefined, place: Place, { clause }: Source): void => {
    if (text !== undefined && text !== '') units.push({ text, place, kind: 'paragraph', clause, front: false });
  };

  for (const resource of model.resources.filter(({ kind }) => kind !== 'announced')) {
    const { name, kind, place } = resource;
    say(resource.description, place, resource.source);
    const own = { resource: name, resourceKind: kind === 'mgmtObj' ? ('mgmtObj' as const) : ('resource' as const) };
    for (const attribute of resource.attributes.filter(({ inheritedFrom }) => inheritedFrom === undefined)) {
      note(attribute.place, attribute.errata);
      say(attribute.description, attribute.place, attribute.source);
      facts.push({
        kind: 'attribute',
        ...own,
        name: attribute.name,
        multiplicity: attribute.multiplicity.text,
        access: attribute.access,
        create: attribute.create,
        update: attribute.update,
        text: attribute.description,
        source: cited(attribute.source),
        place: attribute.place,
      });
    }
    for (const { type, multiplicity } of resource.children) facts.push({ kind: 'child', ...own, type, multiplicity, source: cited(resource.source), place });
    for (const rule of resource.rules) say(rule.description, rule.place, rule.source);
  }
  for (const enumeration of model.enumerations) {
    say(enumeration.description, enumeration.place, enumeration.source);
    for (const { name, value, place } of enumeration.values) {
      note(place, enumeration.errata);
      facts.push({ kind: 'enumeration-value', type: enumeration.type, name, value, from: 'table', source: cited(enumeration.source), place });
    }
  }
  for (const machine of model.machines) {
    say(machine.description, machine.place, machine.source);
    for (const { description } of [...machine.states, ...machine.events]) say(description, machine.place, machine.source);
  }
  for (const outcome of model.outcomes) say(outcome.effect, outcome.place, outcome.source);
  return { facts: { document: 'definitions', facts, tables: [] }, units, isExcused: (place) => excused.has(key(place)) };
}

const cited = ({ clause, table }: Source): Citation => ({ clause, ...(table !== undefined && { table }) });
