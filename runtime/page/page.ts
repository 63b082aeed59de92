/** What runs in the browser: the tree of resources, campaigns with their progress, and what happens, live. */

import type { Happened, Happening } from '../http/server/happenings.js';
import type { PageCampaign, PageChildren, PageResource } from '../http/server/page-data.js';

const byId = (id: string): HTMLElement => document.getElementById(id)!;

function element<Name extends keyof HTMLElementTagNameMap>(name: Name, className: string, ...content: readonly (Node | string)[]): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  if (className !== '') made.className = className;
  made.append(...content);
  return made;
}

/** Undefined: it is not there any more. */
async function read<T>(path: string): Promise<T | undefined> {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return ((await response.json()) as T | null) ?? undefined;
}

/** Runs no more than once in a while, and once more when something came meanwhile. */
function calmly(milliseconds: number, run: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isDue = false;
  const turn = () => {
    timer = undefined;
    if (isDue) start();
  };
  const start = () => {
    isDue = false;
    run();
    timer = setTimeout(turn, milliseconds);
  };
  return () => {
    isDue = true;
    if (timer === undefined) start();
  };
}

/* The tree. What is closed is not loaded. */

const lists = new Map<string, HTMLUListElement>();
const entries = new Map<string, HTMLLIElement>();
let selected: string | undefined;

function entryOf(id: string, name: string, type: string): HTMLLIElement {
  const open = element('button', 'name', name);
  open.type = 'button';
  open.addEventListener('click', () => void select(id));
  const list = element('ul', '');
  const details = element('details', '', element('summary', '', open, ' ', element('small', '', `<${type}>`)), list);
  details.addEventListener('toggle', () => {
    if (!details.open) lists.delete(id);
    else if (!lists.has(id)) void fill(id, list);
  });
  const entry = element('li', '', details);
  entries.set(id, entry);
  return entry;
}

async function fill(id: string, list: HTMLUListElement): Promise<void> {
  lists.set(id, list);
  const found = await read<PageChildren>(`/page/children?id=${encodeURIComponent(id)}`);
  if (lists.get(id) !== list) return;
  list.replaceChildren(...(found?.children ?? []).map((child) => entryOf(child.id, child.name, child.type)));
  if (found !== undefined && found.more > 0) list.append(element('li', 'more', `and ${found.more} more`));
  if (found?.children.length === 0) list.append(element('li', 'more', 'nothing below'));
}

async function select(id: string): Promise<void> {
  selected = id;
  const found = await read<PageResource>(`/page/resource?id=${encodeURIComponent(id)}`);
  if (selected !== id) return;
  byId('attributes-title').textContent = found === undefined ? 'It is gone' : `${found.address} <${found.type}>`;
  byId('attributes').replaceChildren(
    ...Object.entries(found?.attributes ?? {}).flatMap(([name, value]) => {
      const text = typeof value === 'string' ? value : JSON.stringify(value);
      return [element('dt', '', name), element('dd', '', text.length > 2_000 ? `${text.slice(0, 2_000)} …` : text)];
    }),
  );
}

const showSelected = calmly(500, () => void (selected !== undefined && select(selected)));

function followTree(what: Happening & { readonly kind: 'resource' }): void {
  if (what.change === 'created' && what.parent !== null) {
    const list = lists.get(what.parent);
    if (list === undefined || entries.get(what.id)?.isConnected === true) return;
    for (const note of list.querySelectorAll(':scope > .more')) if (note.textContent === 'nothing below') note.remove();
    if (list.childElementCount < 500) list.append(entryOf(what.id, what.name, what.type));
  } else if (what.change === 'deleted') {
    entries.get(what.id)?.remove();
    entries.delete(what.id);
    lists.delete(what.id);
  }
  if (what.id === selected) showSelected();
}

/* Campaigns. */

const statusNames = ['Initial', 'Successful', 'Failure', 'In_Process'];

function campaignOf({ id, address, status, enabled, aggregate, counts, total }: PageCampaign): HTMLElement {
  const done = counts.filter(({ name }) => name === 'Successful' || name === 'Failure').reduce((sum, { count }) => sum + count, 0);
  const progress = element('progress', '');
  progress.max = Math.max(total, 1);
  progress.value = done;
  progress.setAttribute('aria-label', `${done} of ${total} targets are done`);
  const numbers = [...counts].sort((a, b) => statusNames.indexOf(a.name) - statusNames.indexOf(b.name)).map(({ name, count }) => `${count} ${name}`);
  const open = element('button', 'name', address);
  open.type = 'button';
  open.addEventListener('click', () => void select(id));
  return element('article', 'campaign', element('h3', '', open), element('p', '', `${enabled ? 'enabled' : 'not enabled'}, ${status}, ${aggregate}`), progress, element('p', '', `${done} of ${total} targets${numbers.length === 0 ? '' : `: ${numbers.join(', ')}`}`));
}

const showCampaigns = calmly(500, () => {
  void read<readonly PageCampaign[]>('/page/campaigns').then((found = []) => {
    byId('campaigns').replaceChildren(...(found.length === 0 ? [element('p', 'more', 'There is none yet.')] : found.map(campaignOf)));
  });
});

/* What happens. */

const SHOWN = 200;

function lineOf({ time, what }: Happened): HTMLElement | undefined {
  const at = element('time', '', new Date(time).toLocaleTimeString());
  switch (what.kind) {
    case 'request':
      return element('li', what.rsc >= 4000 ? 'bad' : '', at, ` ${what.operation} `, element('code', '', what.to), ` by ${what.from}: ${what.rsc}, ${what.milliseconds.toFixed(1)} ms`);
    case 'notification':
      return element('li', what.outcome === 'failed' ? 'bad' : '', at, ' notification to ', element('code', '', what.target), `: ${what.outcome}${what.reason === undefined ? '' : `, ${what.reason}`}`);
    case 'cwmp':
      return element('li', what.http >= 400 ? 'bad' : '', at, ` CWMP ${what.heard}: ${what.said ?? what.http}${what.reason === undefined ? '' : `, ${what.reason}`}`);
    case 'error':
      return element('li', 'bad', at, ` error: ${what.message}`);
    case 'resource':
      return undefined;
  }
}

function hear(happened: Happened): void {
  const { what } = happened;
  if (what.kind === 'resource') {
    followTree(what);
    showCampaigns();
  }
  const line = lineOf(happened);
  if (line === undefined || (byId('pause') as HTMLInputElement).checked) return;
  const list = byId('happenings');
  list.prepend(line);
  while (list.childElementCount > SHOWN) list.lastElementChild?.remove();
}

const root = document.body.dataset['root'] ?? '';
const tree = byId('tree') as HTMLUListElement;

function begin(): void {
  entries.clear();
  lists.clear();
  const base = entryOf(root, document.body.dataset['base'] ?? '', 'CSEBase');
  tree.replaceChildren(base);
  base.querySelector('details')!.open = true;
  showCampaigns();
}

const events = new EventSource('/page/events');
let wasLost = false;
events.addEventListener('open', () => {
  byId('state').textContent = 'live';
  // What happened meanwhile may be more than is told again.
  if (wasLost) begin();
  wasLost = false;
});
events.addEventListener('error', () => {
  byId('state').textContent = 'not connected';
  wasLost = true;
});
events.addEventListener('message', ({ data }: MessageEvent<string>) => {
  for (const happened of JSON.parse(data) as readonly Happened[]) hear(happened);
});
begin();
