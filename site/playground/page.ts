import { html } from '../pages/html.js';
import type { SitePage } from '../pages/page.js';
import type { Specification } from '../pages/specification.js';
import { resourceGroups } from '../pages/indexes.js';

/** The playground in the frame of the site; what moves on it is playground.ts. */
export function playgroundPage({ model }: Specification): SitePage {
  const options = (names: readonly string[]) => names.map((name) => html`<option${name === 'softwareCampaign' ? ' selected' : ''}>${name}</option>`);
  const groups = [
    html`<optgroup label="Primitives"><option value="requestPrimitive">request</option><option value="responsePrimitive">response</option><option value="notification">notification</option></optgroup>`,
    ...resourceGroups.map(([, title, has]) => html`<optgroup label="${title}">${options(model.resources.filter((resource) => has(resource) && resource.kind !== 'base').map(({ name }) => name))}</optgroup>`),
  ];
  const body = html`
    <div class="playground" data-playground>
      <p class="lead">Paste what is sent or received: it is checked as you type, here in the browser, and goes nowhere.</p>
      <noscript><p>The playground needs JavaScript: the validators run in the browser.</p></noscript>
      <form aria-label="What the text is">
        <label>What <select id="type">${groups}</select></label>
        <label>In <select id="operation"><option value="create">a Create request</option><option value="update">an Update request</option><option value="full">a whole representation</option><option value="partial">part of one</option></select></label>
        <label>Format <select id="format"><option value="json">JSON</option><option value="xml">XML</option></select></label>
        <label>Names <select id="names"><option value="wire">short</option><option value="long">long</option></select></label>
        <button type="button" id="valid">Valid example</button>
        <button type="button" id="invalid">One with a fault</button>
        <button type="button" id="share">Copy a link</button>
      </form>
      <div class="halves">
        <div class="editor"><ol id="lines" aria-hidden="true"></ol><textarea id="payload" spellcheck="false" autocapitalize="off" autocomplete="off" wrap="off" aria-label="Text to check"></textarea></div>
        <div class="answer">
          <p id="verdict" role="status">…</p>
          <ol id="findings"></ol>
          <h2 id="understood-title">What was understood</h2>
          <div id="understood"></div>
        </div>
      </div>
    </div>`;
  return {
    path: 'playground',
    title: 'Playground',
    description: 'Check a body, request, response or notification of oneM2M in the browser.',
    section: 'playground',
    body: body.text,
    outline: [],
  };
}
