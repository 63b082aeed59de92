import type { Aggregation, Machine, Model, Transition } from '../model/model.js';
import { citation } from '../model/model.js';
import { byCodepoint } from '../model/names.js';
import type { Area } from './change.js';
import type { Findings } from './findings.js';
import type { Trait } from './pairing.js';
import { likeMembers, likeName, likeWords, pair, same, samePlace } from './pairing.js';
import type { Renames } from './renames.js';
import { follow, renamesOf } from './renames.js';

const machineTraits: readonly Trait<Machine>[] = [
  likeMembers(0.5, 'the states', (m) => m.states.map((s) => s.name)),
  likeName(0.3, (m) => m.name),
  same(0.2, 'same resource', (m) => m.resource),
];

export function compareMachines(before: Model, after: Model, renames: Renames, findings: Findings): void {
  const { kept, renamed, added, removed } = pair(before.machines, after.machines, (m) => m.name, machineTraits);
  const summary = (m: Machine): string => m.states.map((s) => s.name).join(', ');
  const area: Area = 'machines';
  for (const b of added) findings.add('machine-added', { area, subject: b.name, after: summary(b), to: b });
  for (const a of removed) findings.add('machine-removed', { area, subject: a.name, before: summary(a), from: a });
  for (const { before: a, after: b, evidence } of renamed)
    findings.add('machine-renamed', { area, subject: b.name, was: a.name, before: a.name, after: b.name, from: a, to: b, evidence });
  for (const { before: a, after: b } of [...kept, ...renamed]) {
    const about = { area, subject: b.name, was: a.name, from: a, to: b };
    const home = ({ resource, enumeration }: Machine, renamed?: Renames): string =>
      `${follow(renamed?.resources, resource)}, ${follow(renamed?.types, enumeration)}`;
    findings.compare('machine-moved', { ...about, before: home(a), followed: home(a, renames), after: home(b) });
    findings.compare('machine-described', { ...about, before: a.description, after: b.description });
    findings.compare('machine-cited', { ...about, before: citation(a.source), after: citation(b.source) });
    // Only where the machine goes along with its enumeration is there something to follow.
    const named = new Set(b.states.map((s) => s.name));
    const followed = new Map([...(renames.values.get(b.enumeration) ?? [])].filter(([old, current]) => !named.has(old) && named.has(current)));
    const states = new Map([...followed, ...compareStates(a, b, followed, findings)]);
    const events = compareEvents(a, b, findings);
    compareTransitions(a, b, states, events, findings);
  }
}

type State = Machine['states'][number];
type Event = Machine['events'][number];
type Names = ReadonlyMap<string, string>;

const stateTraits: readonly Trait<State>[] = [
  same(0.6, 'same number', (s) => s.value),
  likeName(0.2, (s) => s.name),
  likeWords(0.1, (s) => s.description),
  samePlace(0.1),
];
const eventTraits: readonly Trait<Event>[] = [
  likeName(0.4, (e) => e.name),
  likeWords(0.4, (e) => e.description),
  same(0.1, 'made by the', (e) => e.by),
  samePlace(0.1),
];

/** The numbers of the states are those of the enumeration, and are compared there; their names, too, where it renames them. */
function compareStates(before: Machine, after: Machine, values: Names, findings: Findings): Names {
  const { kept, renamed, added, removed } = pair(
    before.states.map((s) => ({ ...s, name: follow(values, s.name), own: s.name })),
    after.states.map((s) => ({ ...s, own: s.name })),
    (s) => s.name,
    stateTraits,
  );
  const about = (of: Machine, s: { readonly own: string }) => ({ area: 'machines', subject: `${of.name}.${s.own}` }) as const;
  for (const s of added) findings.add('state-added', { ...about(after, s), after: s.value, to: after });
  for (const s of removed) findings.add('state-removed', { ...about(before, s), before: s.value, from: before });
  for (const { before: a, after: b, evidence } of renamed) {
    findings.add('state-renamed', {
      ...about(after, b),
      was: about(before, a).subject,
      before: a.own,
      after: b.own,
      from: before,
      to: after,
      evidence,
    });
  }
  for (const { before: a, after: b } of [...kept, ...renamed]) {
    findings.compare('machine-described', {
      ...about(after, b),
      was: about(before, a).subject,
      before: a.description,
      after: b.description,
      from: before,
      to: after,
    });
  }
  return renamesOf(renamed, (s) => s.name);
}

function compareEvents(before: Machine, after: Machine, findings: Findings): Names {
  const { kept, renamed, added, removed } = pair(before.events, after.events, (e) => e.name, eventTraits);
  const about = (of: Machine, e: Event) => ({ area: 'machines', subject: `${of.name}.${e.name}` }) as const;
  const made = (e: Event) => ({ requests: e.by === 'Originator', responses: true });
  for (const e of added) findings.add('event-added', { ...about(after, e), flow: made(e), after: `by ${e.by}`, to: after });
  for (const e of removed) findings.add('event-removed', { ...about(before, e), flow: made(e), before: `by ${e.by}`, from: before });
  for (const { before: a, after: b, evidence } of renamed) {
    findings.add('event-renamed', {
      ...about(after, b),
      was: about(before, a).subject,
      before: a.name,
      after: b.name,
      from: before,
      to: after,
      evidence,
    });
  }
  for (const { before: a, after: b } of [...kept, ...renamed]) {
    const pairAbout = { ...about(after, b), was: about(before, a).subject, from: before, to: after };
    findings.compare('event-cause', { ...pairAbout, before: a.by, after: b.by });
    findings.compare('machine-described', { ...pairAbout, before: a.description, after: b.description });
  }
  return renamesOf(renamed, (e) => e.name);
}

/** What leads from where under which condition is the transition; then the same with another target, or another condition. */
function compareTransitions(before: Machine, after: Machine, states: Names, events: Names, findings: Findings): void {
  const state = (name: string | null): string | null => (name === null ? null : follow(states, name));
  const old = before.transitions.map((t): Moved => ({
    ...t,
    from: state(t.from),
    to: state(t.to),
    event: follow(events, t.event),
    subject: subjectOf(before, t),
    target: t.to,
  }));
  const current = after.transitions.map((t): Moved => ({ ...t, subject: subjectOf(after, t), target: t.to }));
  const whole = pair(old, current, (t) => JSON.stringify([t.from, t.event, t.guard ?? null, t.to]));
  const retargeted = pair(whole.removed, whole.added, (t) => JSON.stringify([t.from, t.event, t.guard ?? null]));
  const guarded = pair(retargeted.removed, retargeted.added, (t) => JSON.stringify([t.from, t.event, t.to]));

  const makers = new Map([
    ...before.events.map((e) => [follow(events, e.name), e.by] as const),
    ...after.events.map((e) => [e.name, e.by] as const),
  ]);
  const by = (t: Moved) => ({ by: makers.get(t.event) === 'Originator' ? 'Originator' : 'other' }) as const;
  const area: Area = 'machines';
  const about = (a: Moved, b: Moved) => ({ area, subject: b.subject, was: a.subject, from: a, to: b });
  for (const t of guarded.added) findings.add('transition-added', { area, subject: t.subject, after: shown(t.target), to: t }, by(t));
  for (const t of guarded.removed)
    findings.add('transition-removed', { area, subject: t.subject, before: shown(t.target), from: t }, by(t));
  for (const { before: a, after: b } of retargeted.kept)
    findings.add('transition-retargeted', { ...about(a, b), before: shown(a.target), after: shown(b.target) }, by(b));
  for (const { before: a, after: b } of guarded.kept)
    findings.add('transition-guard', { ...about(a, b), before: a.guard ?? 'always', after: b.guard ?? 'always' }, by(b));
  for (const { before: a, after: b } of [...whole.kept, ...retargeted.kept, ...guarded.kept]) {
    findings.compare('transition-effects', { ...about(a, b), before: a.effects, after: b.effects });
  }
}

/** A transition by the new names of its states and its event, with what it is called and where it leads in its own. */
interface Moved extends Transition {
  readonly subject: string;
  readonly target: string | null;
}

/** As `specgen explain` calls it, with the condition where there is one. */
const subjectOf = (machine: Machine, t: Transition): string =>
  `${machine.name}.${t.from ?? 'creation'}.${t.event}${t.guard === undefined ? '' : ` [${t.guard}]`}`;

const shown = (state: string | null): string => state ?? 'deleted';

export function compareAggregations(before: Model, after: Model, renames: Renames, findings: Findings): void {
  const area: Area = 'aggregations';
  const { kept, added, removed } = pair(
    before.aggregations.map((a) => ({ key: follow(renames.attributes, a.name), a })),
    after.aggregations.map((a) => ({ key: a.name, a })),
    ({ key }) => key,
  );
  for (const { a: b } of added) findings.add('aggregation-added', { area, subject: b.name, after: `of ${b.of}`, to: b });
  for (const { a } of removed) findings.add('aggregation-removed', { area, subject: a.name, before: `of ${a.of}`, from: a });
  for (const {
    before: { a },
    after: { a: b },
  } of kept) {
    const made = (x: Aggregation, renamed?: Renames): string =>
      `of ${follow(renamed?.attributes, x.of)}, ${follow(renamed?.types, x.enumeration)}`;
    findings.compare('aggregation-changed', {
      area,
      subject: b.name,
      was: a.name,
      before: made(a),
      followed: made(a, renames),
      after: made(b),
      from: a,
      to: b,
    });
    compareRows(a, b, renames.values.get(b.enumeration), findings);
  }
}

function compareRows(before: Aggregation, after: Aggregation, tokens: Names | undefined, findings: Findings): void {
  const keyOf = (set: readonly string[]): string => [...set].sort(byCodepoint).join(', ');
  const { kept, added, removed } = pair(
    before.rows.map((row) => ({ key: keyOf(row.set.map((token) => follow(tokens, token))), row })),
    after.rows.map((row) => ({ key: keyOf(row.set), row })),
    ({ key }) => key,
  );
  const subject = (of: Aggregation, { set }: Row): string => `${of.name} of ${set.length === 0 ? 'nothing' : `{ ${keyOf(set)} }`}`;
  // A row is cited where its table is.
  const at = (of: Aggregation, row: Row) => ({ place: row.place, source: of.source });
  const area: Area = 'aggregations';
  for (const { row } of added)
    findings.add('aggregation-row', { area, subject: subject(after, row), after: row.result, to: at(after, row) });
  for (const { row } of removed)
    findings.add('aggregation-row', { area, subject: subject(before, row), before: row.result, from: at(before, row) });
  for (const {
    before: { row: a },
    after: { row: b },
  } of kept) {
    findings.compare('aggregation-row', {
      area,
      subject: subject(after, b),
      was: subject(before, a),
      before: a.result,
      followed: follow(tokens, a.result),
      after: b.result,
      from: at(before, a),
      to: at(after, b),
    });
  }
}

type Row = Aggregation['rows'][number];
