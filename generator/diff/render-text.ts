import { clip, printable } from '../diagnostics/render-safe.js';
import type { Painter } from '../diagnostics/render-text.js';
import { plural } from '../diagnostics/render.js';
import { groupBy } from '../group-by.js';
import type { JsonValue } from '../model/model.js';
import { citation } from '../model/model.js';
import type { Audience, Change, ChangeClass } from './change.js';
import { areas, audiences, changeClasses } from './change.js';
import type { Bump } from './diff.js';
import { bumpOf, countByClass } from './diff.js';

/** The changes for a terminal: grouped, the worst first, each with what follows for whom. */
export function renderChanges(changes: readonly Change[], paint: Painter): readonly string[] {
  return [
    ...groupsOf(changes).flatMap(({ heading, changes: list }) => [
      paint.bold(printable(heading)),
      ...worstFirst(list).flatMap((change) => renderChange(change, paint)),
      '',
    ]),
    summary(changes),
  ];
}

export interface Group {
  /** `[software]`, `Enumerations`. */
  readonly heading: string;
  readonly changes: readonly Change[];
}

/** By resource, then by area, in the order of the changes. */
export function groupsOf(changes: readonly Change[]): readonly Group[] {
  return [...groupBy(changes, ({ resource, area }) => resource ?? areas[area])].map(([heading, list]) => ({ heading, changes: list }));
}

/** The sort is stable: within a class, the order of the changes stays. */
export const worstFirst = (changes: readonly Change[]): readonly Change[] =>
  [...changes].sort((a, b) => changeClasses.indexOf(a.class) - changeClasses.indexOf(b.class));

export const summary = (changes: readonly Change[]): string =>
  changes.length === 0
    ? 'no changes'
    : `${plural(changes.length, 'change')}: ${describeClasses(changes)}; version: ${describeBump(bumpOf(changes))}`;

/** `2 breaking, 1 editorial`. */
export function describeClasses(changes: readonly Change[]): string {
  const counts = countByClass(changes);
  return changeClasses.flatMap((c) => (counts[c] === 0 ? [] : [`${counts[c]} ${c === 'none' ? 'without effect' : c}`])).join(', ');
}

export const describeBump = ({ stable, initial }: Bump): string => (stable === initial ? stable : `${stable} (before 1.0.0: ${initial})`);

const colors: Readonly<Record<ChangeClass, keyof Painter>> = { breaking: 'error', additive: 'added', editorial: 'dim', none: 'dim' };

const indent = ' '.repeat(12);
/** A value in a line; a description may be long. */
const shownLength = 120;

function renderChange(change: Change, paint: Painter): readonly string[] {
  const { subject, was, before, after, title, evidence, affects, provisional } = change;
  const names = was === undefined ? subject : `${was} → ${subject}`;
  const place = change.places.after ?? change.places.before;
  const source = change.sources.after ?? change.sources.before;
  return [
    `  ${paint[colors[change.class]](change.class.padEnd(9))} ${paint.bold(printable(names))}: ${title}${provisional ? ' (provisional)' : ''} ${paint.dim(change.code)}`,
    ...(before === undefined && after === undefined ? [] : [`${shownValue(before, '-')} → ${shownValue(after, '-')}`]).map(
      (line) => indent + line,
    ),
    ...impactsOf(change).map(
      ({ class: c, audiences: whom, reason, action }) =>
        `${indent}${paint[colors[c]](c)} for ${whom.join(', ')}: ${reason}${action === undefined ? '' : `; to do: ${action}`}`,
    ),
    ...(evidence === undefined ? [] : [`${indent}evidence ${evidence.score.toFixed(2)}: ${printable(evidence.signs.join('; '))}`]),
    ...(affects.length === 0 ? [] : [`${indent}also: ${printable(clip(affects.join(', '), 400))}`]),
    ...(place === undefined && source === undefined
      ? []
      : [
          indent +
            paint.dim(
              printable(
                [
                  ...(place === undefined ? [] : [`${place.file}:${place.line}:${place.column}`]),
                  ...(source === undefined ? [] : [`(${citation(source)})`]),
                ].join(' '),
              ),
            ),
        ]),
  ];
}

const shownValue = (value: JsonValue | undefined, absent: string): string => clip(printable(valueText(value) ?? absent), shownLength);

/** A value in words: text as it is, lists with commas, anything else as JSON. */
export function valueText(value: JsonValue | undefined): string | undefined {
  if (value === undefined || typeof value === 'string') return value;
  if (Array.isArray(value) && value.every((item) => typeof item === 'string' || typeof item === 'number'))
    return value.length === 0 ? 'nothing' : value.join(', ');
  return JSON.stringify(value);
}

export interface SharedImpact {
  readonly class: ChangeClass;
  readonly audiences: readonly Audience[];
  readonly reason: string;
  readonly action?: string;
}

/** What follows, audiences of the same fate together; those that a change does not touch are left out. */
export function impactsOf({ impact }: Change): readonly SharedImpact[] {
  const shared = new Map<string, { readonly impact: (typeof impact)[Audience]; readonly audiences: Audience[] }>();
  for (const audience of audiences) {
    const own = impact[audience];
    if (own.class === 'none' || own.class === 'editorial') continue;
    const key = JSON.stringify([own.class, own.reason, own.action]);
    const known = shared.get(key);
    if (known === undefined) shared.set(key, { impact: own, audiences: [audience] });
    else known.audiences.push(audience);
  }
  return [...shared.values()].map(({ impact: own, audiences: whom }) => ({ ...own, audiences: whom }));
}
