/** The page as it arrives; what is in it comes by its script (runtime/page/page.ts). */

export interface MarkupOptions {
  readonly base: string;
  readonly cseId: string;
  /** resourceID of the CSEBase. */
  readonly root: string;
}

const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

export const markup = ({ base, cseId, root }: MarkupOptions): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(base)} – oneM2M CSE</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/page/page.css">
<script type="module" src="/page/page.js"></script>
</head>
<body data-base="${escaped(base)}" data-root="${escaped(root)}">
<header>
<h1>${escaped(base)}</h1>
<p>oneM2M CSE ${escaped(cseId)}, <span id="state" role="status">connecting</span></p>
</header>
<noscript><p>This page shows a CSE while it works, which takes JavaScript.</p></noscript>
<main>
<section aria-labelledby="resources-title">
<h2 id="resources-title">Resources</h2>
<ul id="tree"></ul>
</section>
<section aria-labelledby="attributes-title">
<h2 id="attributes-title">Nothing chosen</h2>
<dl id="attributes"></dl>
</section>
<section aria-labelledby="campaigns-title">
<h2 id="campaigns-title">Campaigns</h2>
<div id="campaigns"></div>
</section>
<section aria-labelledby="happenings-title">
<h2 id="happenings-title">Requests and notifications</h2>
<label><input type="checkbox" id="pause"> pause</label>
<ol id="happenings"></ol>
</section>
</main>
</body>
</html>
`;

export const style = `:root { color-scheme: light dark; --line: light-dark(#ccc, #444); --soft: light-dark(#555, #aaa); --bad: light-dark(#a00000, #ff9a9a); }
* { box-sizing: border-box; }
body { margin: 0; font: 1rem/1.5 system-ui, sans-serif; }
header { padding: .5rem 1rem; border-bottom: 1px solid var(--line); display: flex; flex-wrap: wrap; gap: 0 1rem; align-items: baseline; }
h1, h2, h3, p { margin: .25rem 0; }
h1 { font-size: 1.4rem; } h2 { font-size: 1.1rem; overflow-wrap: anywhere; } h3 { font-size: 1rem; }
main { display: grid; gap: 1rem; padding: 1rem; grid-template-columns: minmax(0, 1fr); }
section { border: 1px solid var(--line); border-radius: .5rem; padding: .5rem 1rem 1rem; min-width: 0; }
@media (min-width: 56rem) { main { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); } }
ul { list-style: none; padding-left: 1.1rem; margin: 0; } #tree { padding-left: 0; }
summary { padding: .15rem 0; }
button.name { font: inherit; color: inherit; background: none; border: 0; padding: .15rem .1rem; min-height: 1.75rem; text-align: left; text-decoration: underline; cursor: pointer; overflow-wrap: anywhere; }
:focus-visible { outline: 2px solid; outline-offset: 2px; }
small, time, .more { color: var(--soft); }
dl { display: grid; grid-template-columns: minmax(6rem, max-content) minmax(0, 1fr); gap: .1rem 1rem; margin: 0; }
dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
@media (max-width: 30rem) { dl { grid-template-columns: minmax(0, 1fr); } dd { padding-left: 1rem; } }
progress { width: 100%; height: 1rem; }
#happenings { list-style: none; padding: 0; margin: .5rem 0 0; max-height: 28rem; overflow: auto; font-size: .875rem; }
#happenings li { padding: .1rem 0; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
.bad { color: var(--bad); }
`;
