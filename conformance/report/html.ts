/** The report as one page that needs nothing else: to be filtered, read on a phone, and put on a web site. */

import { printable } from '../curl.js';
import { countsOf, findingsOf, REASONS, reasonsOf, type Compared, type Finding } from '../findings.js';
import type { Report } from '../run.js';

export function htmlReport(report: Report, compared?: Compared): string {
  const { passed, failed, untested } = countsOf(report.outcomes);
  const findings = findingsOf(report);
  const known = new Set(compared?.known);
  const title = `Conformance of ${report.target.cse.slice(1)}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<title>${text(title)}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${text(title)}</h1>
<p>${text(report.url)}, oneM2M release ${text(report.release)}, ${report.answers} requests in ${(report.milliseconds / 1000).toFixed(1)} s (seed ${report.seed}).</p>
${report.ended === undefined ? '' : `<p class="alarm" role="alert">Ended early: ${text(report.ended)}</p>`}
${report.left.length === 0 ? '' : `<p class="alarm">Left behind: ${text(report.left.join(', '))}</p>`}
<p class="bar" aria-hidden="true"><span class="good" style="flex: ${passed}"></span><span class="bad" style="flex: ${failed}"></span><span style="flex: ${untested}"></span></p>
<dl class="counts"><div><dt>passed</dt><dd>${passed}</dd></div><div><dt>failed</dt><dd>${failed}</dd></div><div><dt>not tested</dt><dd>${untested}</dd></div>${compared === undefined ? '' : `<div><dt>new</dt><dd>${compared.added.length}</dd></div><div><dt>mended</dt><dd>${compared.mended.length}</dd></div>`}</dl>
<p><label>Filter <input id="filter" type="search" placeholder="kind, clause, resource" autocomplete="off"></label> <output id="shown" aria-live="polite"></output></p>
<h2 id="findings">Findings</h2>
${findings.length === 0 ? '<p>None.</p>' : findings.map((finding) => findingHtml(finding, finding.cases.every((id) => known.has(id)))).join('\n')}
<h2>Cases</h2>
<div class="scroll" tabindex="0" role="region" aria-label="Cases by kind"><table>
<thead><tr><th scope="col">kind</th><th scope="col">passed</th><th scope="col">failed</th><th scope="col">not tested</th></tr></thead>
<tbody>
${kindRows(report)}
</tbody></table></div>
${reasons(report)}
</main>
<script>${script}</script>
</body>
</html>
`;
}

function findingHtml({ kind, level, what, clause, certainty, expected, came, resources, errata, readings, cases, examples }: Finding, isKnown: boolean): string {
  const words = [kind, level, what, clause, certainty, ...resources].join(' ').toLowerCase();
  return `<details class="finding" data-words="${text(words)}">
<summary><strong>${text(what)}</strong> <span class="count">${cases.length} ${cases.length === 1 ? 'case' : 'cases'}</span>${isKnown ? ' <span class="count">known</span>' : ''}${level === 'code' ? ' <span class="count">another code</span>' : ''}<br><small>${text(clause)} · ${certainty} · ${text(kind)}</small></summary>
<p>expected <code>${text(expected)}</code>, came <code>${text(came)}</code>${resources.length === 0 ? '' : `; ${text(resources.join(', '))}`}</p>${errata.length === 0 ? '' : `\n<p>Errata: ${text(errata.join(', '))}</p>`}${readings.map((reading) => `\n<p>Others read: ${text(reading)}</p>`).join('')}
${examples
  .map(
    (example) =>
      `<h3>${text(example.id)}</h3>${example.curl === undefined ? '' : `<pre tabindex="0" aria-label="request">${text(example.curl)}</pre>`}${example.answer === undefined ? '' : `<pre tabindex="0" aria-label="answer">${text(example.answer)}</pre>`}`,
  )
  .join('\n')}
</details>`;
}

function kindRows({ outcomes }: Report): string {
  const kinds = new Map<string, { readonly clause: string; passed: number; failed: number; untested: number }>();
  for (const { kind, clause, verdict } of outcomes) {
    const found = kinds.get(kind) ?? { clause: clause.split(';')[0]!, passed: 0, failed: 0, untested: 0 };
    kinds.set(kind, found);
    found[verdict] += 1;
  }
  return [...kinds].map(([kind, { clause, passed, failed, untested }]) => `<tr data-words="${text(`${kind} ${clause}`.toLowerCase())}"><th scope="row">${text(kind).replace(/[.-]/g, '$&<wbr>')}<br><small>${text(clause)}</small></th><td>${passed}</td><td${failed > 0 ? ' class="failed"' : ''}>${failed}</td><td>${untested}</td></tr>`).join('\n');
}

function reasons({ outcomes }: Report): string {
  const found = reasonsOf(outcomes);
  if (found.length === 0) return '';
  const rest = found.length - REASONS;
  const items = found.slice(0, REASONS).map(({ why, cases }) => `<li>${text(why)} <span class="count">${cases}</span></li>`);
  return `<h2>Not tested, and why</h2>\n<ul>\n${items.join('\n')}\n</ul>${rest > 0 ? `\n<p>And ${rest} other reasons: report.json has them.</p>` : ''}`;
}

const text = (value: string): string => printable(value).replace(/[&<>"']/g, (each) => `&#${each.charCodeAt(0)};`);

const style = `
:root { color-scheme: light dark; --line: #8886; --alarm: #b3261e; --good: #2e7d32; }
@media (prefers-color-scheme: dark) { :root { --alarm: #ff8a80; --good: #81c784; } }
html { background: Canvas; color: CanvasText; }
body { font: 1rem/1.5 system-ui, sans-serif; margin: 0; }
main { max-width: 60rem; margin: 0 auto; padding: 1rem; overflow-wrap: anywhere; }
.bar { display: flex; height: .6rem; border-radius: .3rem; overflow: hidden; background: var(--line); max-width: 30rem; }
.bar .good { background: var(--good); } .bar .bad { background: var(--alarm); min-width: .3rem; } .bar .bad[style="flex: 0"] { min-width: 0; }
.counts { display: flex; flex-wrap: wrap; gap: 1.5rem; }
.counts dt { font-size: .85rem; } .counts dd { margin: 0; font-size: 1.6rem; font-variant-numeric: tabular-nums; }
.alarm, .failed { color: var(--alarm); font-weight: 600; }
.finding { border: 1px solid var(--line); border-radius: .4rem; padding: .5rem .75rem; margin: .5rem 0; }
.finding h3 { font-size: 1rem; margin: .75rem 0 .25rem; }
.count { border: 1px solid var(--line); border-radius: 1rem; padding: 0 .5rem; font-size: .85rem; }
pre { white-space: pre-wrap; border-left: 3px solid var(--line); padding-left: .75rem; margin: .25rem 0; }
summary { cursor: pointer; } input { font: inherit; max-width: 100%; }
.scroll { overflow-x: auto; } table { overflow-wrap: normal; border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: .2rem .6rem; border-bottom: 1px solid var(--line); font-variant-numeric: tabular-nums; }
th[scope=row] { font-weight: normal; line-height: 1.25; } td, th:not(:first-child) { text-align: right; } li { margin: .25rem 0; }
@media (max-width: 30rem) { table { font-size: .85rem; } th, td { padding: .2rem .3rem; } th[scope=row] { overflow-wrap: anywhere; } h1 { font-size: 1.5rem; } }
`;

const script = `
const filter = document.getElementById('filter');
const rows = [...document.querySelectorAll('[data-words]')];
const findings = rows.filter((row) => row.className === 'finding');
filter.addEventListener('input', () => {
  const words = filter.value.toLowerCase().split(/\\s+/).filter(Boolean);
  for (const row of rows) row.hidden = !words.every((word) => row.dataset.words.includes(word));
  document.getElementById('shown').textContent = words.length === 0 ? '' : findings.filter((finding) => !finding.hidden).length + ' of ' + findings.length + ' findings';
});
`;
