/** The dialog of search. The index comes when somebody searches, and as a script, since pages of a folder may not fetch. */
import type { Entry } from '../search/entry.js';
import { find } from '../search/find.js';

declare global {
  interface Window {
    SEARCH?: (entries: readonly Entry[]) => void;
  }
}

export function search(base: URL): void {
  const button = document.querySelector<HTMLButtonElement>('[data-search]');
  if (button === null) return;
  let dialog: Dialog | undefined;
  const open = (): void => (dialog ??= new Dialog(base)).open();
  button.addEventListener('click', open);
  document.addEventListener('keydown', (event) => {
    const typing = (event.target as Element).closest('input, textarea, select, [contenteditable]') !== null;
    if ((event.key === '/' && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) || (event.key === 'k' && (event.ctrlKey || event.metaKey))) {
      event.preventDefault();
      open();
    }
  });
}

class Dialog {
  private readonly element = document.createElement('dialog');
  private readonly input = document.createElement('input');
  private readonly list = document.createElement('ul');
  private readonly status = document.createElement('p');
  private entries: readonly Entry[] | undefined;
  private chosen = 0;

  constructor(private readonly base: URL) {
    const { element, input, list, status } = this;
    element.className = 'search-dialog';
    element.setAttribute('aria-label', 'Search');
    Object.assign(input, { type: 'search', placeholder: 'A name, short name, number, clause, fault code, erratum …', autocomplete: 'off', spellcheck: false });
    const attributes = { role: 'combobox', 'aria-label': 'Search', 'aria-expanded': 'true', 'aria-controls': 'search-results', 'aria-autocomplete': 'list' };
    for (const [name, value] of Object.entries(attributes)) input.setAttribute(name, value);
    list.id = 'search-results';
    list.setAttribute('role', 'listbox');
    list.setAttribute('aria-label', 'Results');
    status.setAttribute('role', 'status');
    element.append(input, status, list);
    document.body.append(element);
    input.addEventListener('input', () => this.show());
    input.addEventListener('keydown', (event) => this.key(event));
    element.addEventListener('click', ({ target }) => {
      if (target === element) element.close();
    });
    this.load();
  }

  open(): void {
    if (!this.element.open) this.element.showModal();
    this.input.select();
    this.show();
  }

  private load(): void {
    window.SEARCH = (entries) => {
      this.entries = entries;
      this.show();
    };
    const script = document.createElement('script');
    script.src = new URL('search.js', this.base).href;
    document.head.append(script);
  }

  private show(): void {
    this.chosen = 0;
    const found = this.entries === undefined ? [] : find(this.entries, this.input.value);
    this.list.replaceChildren(...found.map((entry, index) => this.item(entry, index)));
    this.status.textContent = this.entries === undefined ? 'Loading the index …' : this.input.value.trim() === '' ? '' : found.length === 0 ? 'Nothing has that name or these words.' : `${found.length}${found.length === 30 ? ' or more' : ''} found`;
    this.mark();
  }

  private item([title, kind, address, , words]: Entry, index: number): HTMLLIElement {
    const item = document.createElement('li');
    item.id = `search-result-${index}`;
    item.setAttribute('role', 'option');
    const link = document.createElement('a');
    link.href = new URL(address, this.base).href;
    link.tabIndex = -1;
    const name = document.createElement('b');
    name.textContent = title;
    const what = document.createElement('span');
    what.textContent = kind;
    const more = document.createElement('small');
    more.textContent = words;
    link.append(name, what, more);
    // A page of the same address does not load again.
    link.addEventListener('click', () => this.element.close());
    item.append(link);
    return item;
  }

  private key(event: KeyboardEvent): void {
    const last = this.list.children.length - 1;
    const step = ({ ArrowDown: 1, ArrowUp: -1 } as Readonly<Record<string, number>>)[event.key];
    if (step !== undefined) {
      event.preventDefault();
      this.chosen = Math.min(Math.max(this.chosen + step, 0), Math.max(last, 0));
      this.mark();
    } else if (event.key === 'Enter') {
      event.preventDefault();
      this.list.children[this.chosen]?.querySelector('a')?.click();
    }
  }

  private mark(): void {
    [...this.list.children].forEach((item, index) => item.setAttribute('aria-selected', String(index === this.chosen)));
    const item = this.list.children[this.chosen];
    if (item === undefined) this.input.removeAttribute('aria-activedescendant');
    else {
      this.input.setAttribute('aria-activedescendant', item.id);
      item.scrollIntoView({ block: 'nearest' });
    }
  }
}
