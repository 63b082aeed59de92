import { printable } from '../diagnostics/render-safe.js';
import { painter } from '../diagnostics/render-text.js';
import type { Explanation } from './explanation.js';

/** How many things of one name are shown in full; a name such as creationTime is an attribute of every resource. */
const shownInFull = 6;

/** Explanations for people: a block each, fact by fact. */
export function renderExplanations(explanations: readonly Explanation[], color: boolean): string[] {
  const blocks = explanations.slice(0, shownInFull).map((explanation) => renderOne(explanation, color));
  const rest = explanations.slice(shownInFull).map((e) => `${e.kind} ${printable(e.name)}`);
  return [...blocks.flatMap((block, i) => (i === 0 ? block : ['', ...block])), ...(rest.length > 0 ? ['', `also: ${rest.join(', ')}`] : [])];
}

function renderOne({ kind, name, provisional, facts, source, place, errata }: Explanation, color: boolean): string[] {
  const paint = painter(color);
  const rows: (readonly [string, readonly string[]])[] = [
    ...facts.map(({ label, value }) => [label, typeof value === 'string' ? [value] : value] as const),
    ...(source === undefined ? [] : [['source', [source]] as const]),
    ...(place === undefined ? [] : [['defined at', [`${place.file}:${place.line}:${place.column}`]] as const]),
    ...errata.map(({ id, printed, use, why }) => [`erratum ${id}`, why === '' ? [] : [`printed: ${printed}`, `we use: ${use}`, `why: ${why}`]] as const),
  ];
  const width = Math.max(...rows.map(([label]) => label.length));
  const lines = rows.flatMap(([label, values]) =>
    (values.length === 0 ? [''] : values).map((value, i) => `  ${paint.dim((i === 0 ? label : '').padEnd(width))}  ${printable(value)}`.trimEnd()),
  );
  return [`${paint.bold(`${kind} ${printable(name)}`)}${provisional ? ` ${paint.warning('(provisional)')}` : ''}`, ...lines];
}
