import { clip, printable } from '../diagnostics/render-safe.js';
import { plural } from '../diagnostics/render.js';
import type { JsonValue } from '../model/model.js';
import { citation } from '../model/model.js';
import type { Audience, Change } from './change.js';
import { audiences } from './change.js';
import { bumpOf } from './diff.js';
import { describeClasses, groupsOf, valueText, worstFirst } from './render-text.js';

export interface Compared {
  /** What was compared, as people named it. */
  readonly before: string;
  readonly after: string;
  readonly changes: readonly Change[];
}

const whom: Readonly<Record<Audience, string>> = {
  senders: 'Who sends requests',
  readers: 'Who reads responses',
  hosts: 'Who hosts resources',
};

/** A release note: what breaks for whom and what to do, then every change by resource, what is only words at the end. */
export function renderReleaseNote({ before, after, changes }: Compared): string {
  const parts = [
    `# What changed from ${code(before)} to ${code(after)}`,
    ...(changes.length === 0 ? ['Nothing: both say the same.'] : [overview(changes), balance(changes)]),
    ...breakingPart(changes),
    ...renamesPart(changes),
    ...changesPart(changes),
    ...editorialPart(changes),
    ...(changes.some((c) => c.provisional) ? [`${provisionalMark} Provisional: a name or number that no published source gives yet.`] : []),
  ];
  return `${parts.join('\n\n')}\n`;
}

const provisionalMark = '†';

function overview(changes: readonly Change[]): string {
  const { stable, initial } = bumpOf(changes);
  const words = {
    major: 'The next version is a **major** one',
    minor: 'The next version is a **minor** one',
    patch: 'The next version is a **patch**',
    none: 'No new version is needed',
  } as const;
  const early = stable === initial ? '' : ` (before 1.0.0: ${initial === 'minor' ? 'a minor one' : 'a patch'})`;
  return `${words[stable]}${early}: ${plural(changes.length, 'change')}, ${describeClasses(changes)}.`;
}

/** How many changes mean what for whom. */
const balance = (changes: readonly Change[]): string =>
  table(
    ['', 'breaking', 'additive', 'editorial'],
    audiences.map((audience) => [
      whom[audience],
      ...(['breaking', 'additive', 'editorial'] as const).map((c) =>
        String(changes.filter(({ impact }) => impact[audience].class === c).length),
      ),
    ]),
  );

function breakingPart(changes: readonly Change[]): readonly string[] {
  const broken = changes.filter((c) => c.class === 'breaking');
  if (broken.length === 0) return changes.length === 0 ? [] : ['Nothing breaks for anybody.'];
  const sections = audiences.flatMap((audience) => {
    const rows = broken.filter((c) => c.impact[audience].class === 'breaking');
    if (rows.length === 0) return [`### ${whom[audience]}`, 'Nothing breaks.'];
    return [
      `### ${whom[audience]}`,
      table(
        ['what changed', 'what to do', 'why'],
        rows.map((c) => [
          `${name(c)}: ${c.title}`,
          text(sentence(c.impact[audience].action ?? '')),
          text(sentence(c.impact[audience].reason)),
        ]),
      ),
    ];
  });
  return ['## What breaks, and what to do', ...sections];
}

/** Names only guessed to be the same deserve a second look, so the reasons stand beside them. */
function renamesPart(changes: readonly Change[]): readonly string[] {
  const renames = changes.filter((c) => c.evidence !== undefined);
  if (renames.length === 0) return [];
  return [
    '## Renames, and why they are taken for such',
    table(
      ['old name', 'new name', 'score', 'evidence'],
      renames.map((c) => [
        code(c.was ?? valueText(c.before) ?? ''),
        code(c.subject),
        c.evidence!.score.toFixed(2),
        text(c.evidence!.signs.join('; ')),
      ]),
    ),
  ];
}

function changesPart(changes: readonly Change[]): readonly string[] {
  const groups = groupsOf(changes.filter((c) => c.class === 'breaking' || c.class === 'additive' || c.class === 'none'));
  if (groups.length === 0) return [];
  return [
    '## All changes',
    ...groups.flatMap(({ heading, changes: list }) => [
      `### ${text(heading)}`,
      table(
        ['change', 'before', 'after', 'senders', 'readers', 'hosts', 'source'],
        worstFirst(list).map((c) => [
          `${name(c)}: ${c.title}${also(c)}`,
          value(c.before),
          value(c.after),
          ...audiences.map((a) => verdict(c, a)),
          source(c),
        ]),
      ),
    ]),
  ];
}

const verdict = (change: Change, audience: Audience): string => {
  const { class: c } = change.impact[audience];
  return c === 'breaking' ? '**breaking**' : c === 'none' ? '–' : c;
};

function editorialPart(changes: readonly Change[]): readonly string[] {
  const list = changes.filter((c) => c.class === 'editorial');
  if (list.length === 0) return [];
  return [
    '## Editorial',
    table(
      ['what', 'before', 'after'],
      list.map((c) => [`${name(c)}: ${c.title}${also(c)}`, prose(c.before), prose(c.after)]),
    ),
  ];
}

const name = (c: Change): string =>
  `${code(c.subject)}${c.was === undefined ? '' : ` (was ${code(c.was)})`}${c.provisional ? ` ${provisionalMark}` : ''}`;

const alsoShown = 6;

function also({ affects }: Change): string {
  if (affects.length === 0) return '';
  const more = affects.length > alsoShown ? ` and ${affects.length - alsoShown} more` : '';
  return `; also ${affects.slice(0, alsoShown).map(code).join(', ')}${more}`;
}

const source = (c: Change): string => {
  const found = c.sources.after ?? c.sources.before;
  return found === undefined ? '–' : text(citation(found));
};

const valueLength = 300;
const value = (v: JsonValue | undefined): string => (v === undefined ? '–' : code(clip(valueText(v)!, valueLength)));
/** Descriptions are sentences, not code. */
const prose = (v: JsonValue | undefined): string => (v === undefined ? '–' : text(clip(valueText(v)!, valueLength)));

const sentence = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');

/** Text that means itself: no mark-up, no line break, no end of a table cell. */
const text = (raw: string): string =>
  printable(raw).replace(/[\\`*_{}[\]<>|~&#]/g, (c) => (c === '<' ? '&lt;' : c === '>' ? '&gt;' : c === '&' ? '&amp;' : `\\${c}`));

/**
 * A code span, in a table cell too, where GitHub takes `\|` for the character. A backslash before it would undo that and
 * cannot be escaped inside a span; such a thing stands as text.
 */
function code(raw: string): string {
  const shown = printable(raw);
  if (shown.includes('\\|')) return text(raw);
  const safe = shown.replaceAll('|', '\\|');
  const longest = Math.max(0, ...[...safe.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = safe === '' || safe.startsWith('`') || safe.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${safe}${pad}${fence}`;
}
