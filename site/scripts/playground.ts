/**
 * Brings the playground to its page: as modules, so that only the validator at hand is loaded; as one script where the page comes from
 * a folder, since a browser loads no modules there.
 */
export function playground(base: URL): void {
  if (document.querySelector('[data-playground]') === null) return;
  load('playground/data.js', () => {
    if (location.protocol === 'file:') load('playground/all.js');
    else void import(new URL('playground/playground.js', base).href);
  });

  function load(file: string, then?: () => void): void {
    const script = document.createElement('script');
    script.src = new URL(file, base).href;
    if (then !== undefined) script.addEventListener('load', then);
    document.head.append(script);
  }
}
