/**
 * Brings the playground to its page with the first thing that somebody does there, or at once where the address has a text to check: as modules, so that
 * only the validator at hand is loaded; as one script where the page comes from a folder, since a browser loads no modules there.
 */
export function playground(base: URL): void {
  const place = document.querySelector<HTMLElement>('[data-playground]');
  if (place === null) return;
  const signs = ['pointerover', 'pointerdown', 'focusin', 'input', 'change'];
  let isBrought = false;
  /** What was pressed before there was anybody to hear it. */
  let pressed: HTMLElement | undefined;

  const press = ({ target }: Event): void => {
    pressed = (target as Element).closest<HTMLElement>('button[id]') ?? undefined;
  };
  const bring = (): void => {
    if (isBrought) return;
    isBrought = true;
    for (const sign of signs) place.removeEventListener(sign, bring);
    load('playground/data.js', () => {
      if (location.protocol === 'file:') load('playground/all.js', arrived);
      else void import(new URL('playground/playground.js', base).href).then(arrived);
    });
  };
  const arrived = (): void => {
    place.removeEventListener('click', press);
    place.dataset['playground'] = 'ready';
    pressed?.click();
  };

  place.addEventListener('click', press);
  for (const sign of signs) place.addEventListener(sign, bring);
  if (location.hash.length > 1) {
    // What the page came with is not what the address speaks of.
    const verdict = place.querySelector('#verdict');
    if (verdict !== null) Object.assign(verdict, { className: '', textContent: '…' });
    bring();
  }
  addEventListener('hashchange', bring);

  function load(file: string, then: () => void): void {
    const script = document.createElement('script');
    script.src = new URL(file, base).href;
    script.addEventListener('load', then);
    document.head.append(script);
  }
}
