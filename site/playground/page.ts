import { Html, html } from '../pages/html.js';
import type { SitePage } from '../pages/page.js';
import type { Specification } from '../pages/specification.js';
import { resourceGroups } from '../pages/indexes.js';
import { finding, lineNumbers, tree, verdict } from './answer.js';
import type { Chosen } from './body.js';
import { checked, exampleOf, reading, written } from './body.js';
import type { PlaygroundData } from './data.js';

/** What the page shows before anybody chooses. */
const first: Chosen = { type: 'AE', operation: 'create', format: 'json', names: 'wire' };
const operations = { create: 'a Create request', update: 'an Update request', full: 'a whole representation', partial: 'part of one' };

/**
 * The playground in the frame of the site, with an example and its verdict: who reads without script sees what it is, and nobody loads validators
 * before there is something to validate. What moves on it is playground.ts.
 */
export async function playgroundPage({ model }: Specification, data: PlaygroundData): Promise<SitePage> {
  const text = written(data, first, exampleOf(data, first, 'valid'));
  if (text === undefined) throw new Error('the first example of the playground cannot be written');
  const diagnostics = await checked(text, first);
  const content = reading(text, first);
  const options = (names: readonly string[]) => names.map((name) => html`<option${name === first.type && ' selected'}>${name}</option>`);
  const groups = [
    html`<optgroup label="Primitives"><option value="requestPrimitive">request</option><option value="responsePrimitive">response</option><option value="notification">notification</option></optgroup>`,
    ...resourceGroups.map(([, title, has]) => html`<optgroup label="${title}">${options(model.resources.filter((resource) => has(resource) && resource.kind !== 'base').map(({ name }) => name))}</optgroup>`),
  ];
  const body = html`
    <div class="playground" data-playground>
      <p class="lead">Paste what is sent or received: it is checked as you type, here in the browser, and goes nowhere.</p>
      <noscript><p>The playground needs JavaScript: the validators run in the browser. What stands here was checked when the page was made.</p></noscript>
      <form aria-label="What the text is">
        <label>What <select id="type">${groups}</select></label>
        <label>In <select id="operation">${Object.entries(operations).map(([value, title]) => html`<option value="${value}"${value === first.operation && ' selected'}>${title}</option>`)}</select></label>
        <label>Format <select id="format"><option value="json">JSON</option><option value="xml">XML</option></select></label>
        <label>Names <select id="names"><option value="wire">short</option><option value="long">long</option></select></label>
        <button type="button" id="valid">Valid example</button>
        <button type="button" id="invalid">One with a fault</button>
        <button type="button" id="share">Copy a link</button>
      </form>
      <div class="halves">
        <div class="editor"><ol id="lines" aria-hidden="true">${lineNumbers(text)}</ol><textarea id="payload" spellcheck="false" autocapitalize="off" autocomplete="off" wrap="off" aria-label="Text to check">${inTextArea(text)}</textarea></div>
        <div class="answer">
          <p id="verdict" role="status" class="${diagnostics.length === 0 ? 'good' : 'bad'}">${verdict(`${first.type} in ${operations.create}`, diagnostics)}</p>
          <ol id="findings">${diagnostics.map((diagnostic, index) => finding(data, first.type, diagnostic, index, []))}</ol>
          <h2 id="understood-title">What was understood</h2>
          <div id="understood">${content && tree(data, content)}</div>
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

/** Lines of a text area stay lines, though the page is Markdown. */
const inTextArea = (text: string): Html => new Html(text.split('\n').map((line) => html`${line}`.text).join('&#10;'));
