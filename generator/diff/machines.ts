import type { Aggregation, Machine, Model, Transition } from '../model/model.js';
import type { Area } from './change.js';
import type { Findings } from './findings.js';
import { equal } from './findings.js';
import type { Trait } from './pairing.js';
import { likeMembers, likeName, likeWords, pair, same, samePlace } from './pairing.js';

const machineTraits: readonly Trait<Machine>[] = [
  likeMembers(0.5, 'the states', (m) => m.states.map((s) => s.name)),
  likeName(0.3, (m) => m.name),
  same(0.2, 'same resource', (m) => m.resource),
];

export function compareMachines(before: Model, after: Model, renamedTypes: ReadonlyMap<string, string>, renamedResources: ReadonlyMap<string, string>, findings: Findings): void {
  const { kept, renamed, added, removed } = pair(before.machines, after.machines, (m) => m.name, machineTraits);
  const summary = (m: Machine): string => m.states.map((s) => s.name).join(', ');
  const area: Area = 'machines';
  for (const b of added) findings.add('machine-added', { area, subject: b.name, after: summary(b), to: b });
  for (const a of removed) findings.add('machine-removed', { area, subject: a.name, before: summary(a), from: a });
  for (const { before: a, after: b, evidence } of renamed) findings.add('machine-renamed', { area, subject: b.name, was: a.name, before: a.name, after: b.name, from: a, to: b, evidence });
  for (const { before: a, after: b } of [...kept, ...renamed]) {
    const about = { area, subject: b.name, was: a.name, from: a, to: b };
    const home = (resource: string, enumeration: string): string => `${resource}, ${enumeration}`;
    findings.compare('machine-moved', {
      ...about,
      before: home(renamedResources.get(a.resource) ?? a.resource, renamedTypes.get(a.enumeration) ?? a.enumeration),
      after: home(b.resource, b.enumeration),
    });
    findings.compare('machine-described', { ...about, before: a.description, after: b.description });
    findings.compare('machine-cited', { ...about, before: { ...a.source }, after: { ...b.source } });
    const states = compareStates(a, b, findings);
    const events = compareEvents(a, b, findings);
    compareTransitions(a, b, states, events, findings);
  }
}

type State = Machine['states'][number];
type Event = Machine['events'][number];
type Renames = ReadonlyMap<string, string>;

const stateTraits: readonly Trait<State>[] = [same(0.6, 'same number', (s) => s.value), likeName(0.2, (s) => s.name), likeWords(0.1, (s) => s.description), samePlace(0.1)];
const eventTraits: readonly Trait<Event>[] = [
  likeName(0.4, (e) => e.name),
  likeWords(0.4, (e) => e.description),
  same(0.1, 'made by the', (e) => e.by),
  samePlace(0.1),
];

/** The numbers of the states are those of the enumeration, and are compared there. */
function compareStates(before: Machine, after: Machine, findings: Findings): Renames {
  const { kept, renamed, added, removed } = pair(before.states, after.states, (s) => s.name, stateTraits);
  const about = (of: Machine, s: State) => ({ area: 'machines', subject: `${of.name}.${s.name}` }) as const;
  for (const s of added) findings.add('state-added', { ...about(after, s), after: s.value, to: after });
  for (const s of removed) findings.add('state-removed', { ...about(before, s), before: s.value, from: before });
  for (const { before: a, after: b, evidence } of renamed) {
    findings.add('state-renamed', { ...about(after, b), was: about(before, a).subject, before: a.name, after: b.name, from: before, to: after, evidence });
  }
  for (const { before: a, after: b } of [...kept, ...renamed]) {
    findings.compare('machine-described', { ...about(after, b), was: about(before, a).subject, before: a.description, after: b.description, from: before, to: after });
  }
  return new Map(renamed.map((r) => [r.before.name, r.after.name]));
}

function compareEvents(before: Machine, after: Machine, findings: Findings): Renames {
  const { kept, renamed, added, removed } = pair(before.events, after.events, (e) => e.name, eventTraits);
  const about = (of: Machine, e: Event) => ({ area: 'machines', subject: `${of.name}.${e.name}` }) as const;
  const made = (e: Event) => ({ requests: e.by === 'Originator', responses: true });
  for (const e of added) findings.add('event-added', { ...about(after, e), flow: made(e), after: `by ${e.by}`, to: after });
  for (const e of removed) findings.add('event-removed', { ...about(before, e), flow: made(e), before: `by ${e.by}`, from: before });
  for (const { before: a, after: b, evidence } of renamed) {
    findings.add('event-renamed', { ...about(after, b), was: about(before, a).subject, before: a.name, after: b.name, from: before, to: after, evidence });
  }
  for (const { before: a, after: b } of [...kept, ...renamed]) {
    const pairAbout = { ...about(after, b), was: about(before, a).subject, from: before, to: after };
    findings.compare('event-cause', { ...pairAbout, before: a.by, after: b.by });
    findings.compare('machine-described', { ...pairAbout, before: a.description, after: b.description });
  }
  return new Map(renamed.map((r) => [r.before.name, r.after.name]));
}

/** What leads from where under which condition is the transition; then the same with another target, or another condition. */
function compareTransitions(before: Machine, after: Machine, states: Renames, events: Renames, findings: Findings): void {
  const state = (name: string | null): string | null => (name === null ? null : (states.get(name) ?? name));
  const old = before.transitions.map((t) => ({ ...t, from: state(t.from), to: state(t.to), event: events.get(t.event) ?? t.event, was: subjectOf(before, t) }));
  const current = after.transitions.map((t) => ({ ...t, was: subjectOf(after, t) }));
  const whole = pair(old, current, (t) => JSON.stringify([t.from, t.event, t.guard ?? null, t.to]));
  const retargeted = pair(whole.removed, whole.added, (t) => JSON.stringify([t.from, t.event, t.guard ?? null]));
  const guarded = pair(retargeted.removed, retargeted.added, (t) => JSON.stringify([t.from, t.event, t.to]));

  const makers = new Map([...before.events.map((e) => [events.get(e.name) ?? e.name, e.by] as const), ...after.events.map((e) => [e.name, e.by] as const)]);
  const by = (t: Transition) => ({ by: makers.get(t.event) === 'Originator' ? 'Originator' : 'other' }) as const;
  const about = (t: Transition) => ({ area: 'machines', subject: subjectOf(after, t) }) as const;
  for (const t of guarded.added) findings.add('transition-added', { ...about(t), after: shown(t.to), to: t }, by(t));
  for (const t of guarded.removed) findings.add('transition-removed', { ...about(t), subject: t.was, before: shown(t.to), from: t }, by(t));
  for (const { before: a, after: b } of retargeted.kept) findings.add('transition-retargeted', { ...about(b), was: a.was, before: shown(a.to), after: shown(b.to), from: a, to: b }, by(b));
  for (const { before: a, after: b } of guarded.kept) findings.add('transition-guard', { ...about(b), was: a.was, before: a.guard ?? 'always', after: b.guard ?? 'always', from: a, to: b }, by(b));
  for (const { before: a, after: b } of [...whole.kept, ...retargeted.kept, ...guarded.kept]) {
    if (!equal(a.effects, b.effects)) findings.add('transition-effects', { ...about(b), was: a.was, before: a.effects, after: b.effects, from: a, to: b });
  }
}

/** As `specgen explain` calls it, with the condition where there is one. */
const subjectOf = (machine: Machine, t: Transition): string => `${machine.name}.${t.from ?? 'creation'}.${t.event}${t.guard === undefined ? '' : ` [${t.guard}]`}`;

const shown = (state: string | null): string => state ?? 'deleted';

export function compareAggregations(before: Model, after: Model, renamedTypes: ReadonlyMap<string, string>, findings: Findings): void {
  const { kept, added, removed } = pair(before.aggregations, after.aggregations, (a) => a.name);
  const area: Area = 'aggregations';
  for (const b of added) findings.add('aggregation-added', { area, subject: b.name, after: `of ${b.of}`, to: b });
  for (const a of removed) findings.add('aggregation-removed', { area, subject: a.name, before: `of ${a.of}`, from: a });
  for (const { before: a, after: b } of kept) {
    const made = (x: Aggregation, enumeration: string): string => `of ${x.of}, ${enumeration}`;
    findings.compare('aggregation-changed', { area, subject: b.name, before: made(a, renamedTypes.get(a.enumeration) ?? a.enumeration), after: made(b, b.enumeration), from: a, to: b });
    const rows = pair(a.rows, b.rows, (r) => [...r.set].sort().join(', '));
    const about = (set: readonly string[]) => ({ area, subject: `${b.name} of { ${[...set].sort().join(', ')} }`.replace('{  }', 'nothing') });
    const at = (r: Aggregation['rows'][number], of: Aggregation) => ({ place: r.place, source: of.source });
    for (const r of rows.added) findings.add('aggregation-row', { ...about(r.set), after: r.result, to: at(r, b) });
    for (const r of rows.removed) findings.add('aggregation-row', { ...about(r.set), before: r.result, from: at(r, a) });
    for (const { before: x, after: y } of rows.kept) findings.compare('aggregation-row', { ...about(y.set), before: x.result, after: y.result, from: at(x, a), to: at(y, b) });
  }
}
