/** What moves on every page: search, colours, the menu of a phone, copies of code. Without it, all of the text is still there. */
import { playground } from './playground.js';
import { search } from './search.js';

const root = document.documentElement;

/** Where this script came from is the root of the site. */
const base = new URL('.', (document.currentScript as HTMLScriptElement).src);

colours();
document.addEventListener('DOMContentLoaded', () => {
  for (const button of document.querySelectorAll<HTMLButtonElement>('.top button[hidden]')) button.hidden = false;
  search(base);
  menu();
  copies();
  playground(base);
  opened();
  addEventListener('hashchange', opened);
});

/** As the reader's system has it, unless the reader said otherwise here. */
function colours(): void {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const chosen = (): boolean => {
    const said = remembered();
    return said === undefined ? dark.matches : said === 'dark';
  };
  const apply = (): void => {
    root.classList.toggle('dark', chosen());
    document.querySelector('[data-theme]')?.setAttribute('aria-pressed', String(chosen()));
  };
  apply();
  dark.addEventListener('change', apply);
  document.addEventListener('DOMContentLoaded', () => {
    apply();
    document.querySelector('[data-theme]')?.addEventListener('click', () => {
      remember(chosen() ? 'light' : 'dark');
      apply();
    });
  });
}

const key = 'colours';

/** A browser may keep nothing for pages of a folder. */
function remembered(): string | undefined {
  try {
    return localStorage.getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
}

function remember(value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Then the choice lasts as long as the page.
  }
}

/** The link leads to the pages of the section; with script, they come to the reader. */
function menu(): void {
  const link = document.querySelector<HTMLAnchorElement>('[data-menu]');
  const sidebar = document.querySelector('#navigation');
  if (link === null || sidebar === null) return;
  link.setAttribute('role', 'button');
  const show = (open: boolean): void => {
    sidebar.classList.toggle('open', open);
    link.setAttribute('aria-expanded', String(open));
  };
  show(false);
  link.addEventListener('click', (event) => {
    event.preventDefault();
    show(!sidebar.classList.contains('open'));
    if (sidebar.classList.contains('open')) (sidebar.querySelector<HTMLElement>('a[aria-current]') ?? sidebar.querySelector('a'))?.focus();
  });
  document.addEventListener('keydown', ({ key: pressed }) => {
    if (pressed !== 'Escape' || !sidebar.classList.contains('open')) return;
    show(false);
    link.focus();
  });
  // The list only, and where it has a height of its own: on a narrow screen it stands under the page, which stays at its beginning.
  const current = sidebar.querySelector<HTMLElement>('[aria-current]');
  if (current !== null && sidebar.scrollHeight > sidebar.clientHeight) sidebar.scrollTop += current.getBoundingClientRect().bottom - sidebar.getBoundingClientRect().bottom + current.offsetHeight;
}

function copies(): void {
  document.addEventListener('click', ({ target }) => {
    const button = (target as Element).closest<HTMLButtonElement>('button.copy');
    const text = button?.parentElement?.querySelector('pre')?.textContent;
    if (button === null || text === undefined) return;
    void navigator.clipboard?.writeText(text).then(() => {
      button.classList.add('copied');
      setTimeout(() => button.classList.remove('copied'), 1500);
    });
  });
}

/** A link to something that lies folded opens it; one to a row shows what the row folds away. */
function opened(): void {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (let element: Element | null = target; element !== null; element = element.parentElement) if (element instanceof HTMLDetailsElement) element.open = true;
  const details = target?.matches('tr') ? target.querySelector('details') : null;
  if (details !== null && details !== undefined) details.open = true;
}
