import type { UncheckedContent, WireDiagnostic } from '../../wire/index.js';
import { Html, html } from '../pages/html.js';
import type { PlaygroundData } from './data.js';
import { enumerationAt } from './fixes.js';

/** What the playground answers, as mark-up: the same while a reader types and when the page is made. */

export function verdict(what: string, diagnostics: readonly WireDiagnostic[]): string {
  const count = diagnostics.length;
  return `${count === 0 ? 'Valid' : count === 1 ? '1 finding' : `${count} findings`}: ${what}`;
}

export function lineNumbers(text: string, bad: ReadonlySet<number | undefined> = new Set()): Html {
  return html`${text.split('\n').map((_line, index) => html`<li${bad.has(index + 1) && new Html(' class="bad"')}>${index + 1}</li>`)}`;
}

/** Buttons say by `data-place` and `data-fix` what they are for; `fixes` are what those of this finding say. */
export function finding(data: PlaygroundData, type: string, { message, place, hint, rule, clause, path }: WireDiagnostic, at: number, fixes: readonly string[]): Html {
  // What a name of an enumeration has in its message already is not said again.
  const values = rule === 'enum' || rule === 'type' ? Object.entries(enumerationAt(data, type, path) ?? {}) : [];
  const named = values.map(([value, name]) => `${value} ${name}`).join(', ');
  const more = [hint, named === '' ? undefined : `values: ${named}`, rule === undefined ? undefined : `rule ${rule}`, clause].filter((part) => part !== undefined);
  return html`<li>
    ${place !== undefined && html`<button type="button" data-place="${place.line}:${place.column}">line ${place.line}</button> `}${message}
    ${more.length > 0 && html`<small>${more.join(' · ')}</small>`}
    ${fixes.length > 0 && html`<div class="fixes">${fixes.map((label, index) => html`<button type="button" data-fix="${at}:${index}">${label}</button>`)}</div>`}
  </li>`;
}

/** Of a list or an object as many are shown: who pastes a million sees what they are like. */
const mostShown = 200;

/** The value as it was understood: long names, the short ones beside them, and what numbers mean. */
export function tree(data: PlaygroundData, { type, value }: UncheckedContent): Html {
  return html`<ul class="understood">${branch(type, value, [], type, type)}</ul>`;

  function branch(name: string, inner: unknown, path: readonly (string | number)[], of: string, label: string): Html {
    const short = label === name ? data.shortNames[name] : undefined;
    const head = html`<span><b>${label}</b>${short !== undefined && short !== name && ` ${short}`}</span>`;
    if (typeof inner !== 'object' || inner === null) {
      const meaning = typeof inner === 'number' ? enumerationAt(data, of, path)?.[inner] : undefined;
      return html`<li>${head}: <code>${JSON.stringify(inner) ?? ''}</code>${meaning !== undefined && ` ${meaning}`}</li>`;
    }
    const isList = Array.isArray(inner);
    const all = Object.entries(inner);
    const entries = all.slice(0, mostShown).map(([key, each]) => [isList ? Number(key) : key, each as unknown] as const);
    const count = isList && ` ${all.length} ${all.length === 1 ? 'item' : 'items'}`;
    const rest = all.length > mostShown && html`<li>and ${all.length - mostShown} more</li>`;
    const known = data.roots[of] === undefined ? '' : of;
    const inside = entries.map(([key, each]) => branch(typeof key === 'number' ? name : key, each, [...path, key], known, typeof key === 'number' ? String(key + 1) : key));
    return html`<li><details${path.length < 3 && new Html(' open')}><summary>${head}${count}</summary><ul>${inside}${rest}</ul></details></li>`;
  }
}
