/**
 * `npm run bench`: runs every benchmark and writes `docs/benchmarks.md`, with the machine, the versions and the ratios. With the names
 * of sections (`npm run bench -- imports`) it runs those, and writes only their tables anew.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const sections = process.argv.slice(2);
const folder = mkdtempSync(path.join(os.tmpdir(), 'specgen-bench-'));
const results = path.join(folder, 'results.jsonl');
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

for (const [name, ...args] of sections.length > 0 ? [['run.mjs', ...sections]] : [['run.mjs'], ['runtime.mjs'], ['serve.mjs'], ['cwmp.mjs']]) {
  const { status } = spawnSync(process.execPath, [here(name), ...args], { stdio: 'inherit', env: { ...process.env, SPECGEN_BENCH_PAGE: results } });
  if (status !== 0) process.exit(status ?? 1);
}
const tables = readFileSync(results, 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line));
const file = here('../../docs/benchmarks.md');
writeFileSync(file, sections.length === 0 ? page(tables) : tables.reduce(withTable, readFileSync(file, 'utf8')));
const readme = here('../../README.md');
writeFileSync(readme, quoted(readFileSync(readme, 'utf8'), tables));

/** The README with the values of this run in the rows that it quotes: `Title of the table: row`. */
function quoted(readme, tables) {
  const rows = new Map(tables.flatMap(({ title, ...table }) => rowsOf(table).map(([name, value, ratio]) => [`${capital(title)}: ${name}`, `| ${value} | ${ratio} |`])));
  return readme.replace(/(?<=<!-- quotes -->\n)[^]*(?=<!-- end of quotes -->)/, (text) => text.replace(/^\| (.+?) \| [^|]* \| [^|]* \|$/gm, (row, name) => (rows.has(name) ? `| ${name} ${rows.get(name)}` : row)));
}

/** The page with a table in the place of the one that has its title, or at the end. */
function withTable(text, made) {
  const [head, ...parts] = text.split(/^(?=## )/m);
  const section = `${table(made).trimEnd()}\n`;
  const at = parts.findIndex((part) => part.startsWith(`## ${capital(made.title)}\n`));
  const all = at < 0 ? [...parts, section] : parts.map((part, i) => (i === at ? section : part));
  return head + all.map((part) => part.trimEnd()).join('\n\n') + '\n';
}

function capital(text) {
  return text[0].toUpperCase() + text.slice(1);
}

/** Name, value and ratio of each row, as they are shown. */
function rowsOf({ unit, base, digits, values }) {
  const reference = new Map(values).get(base);
  return values.map(([name, value]) => [name, `${value.toFixed(digits)} ${unit}`, reference === undefined ? '' : `${(value / reference).toFixed(2)} ×`]);
}

function page(tables) {
  const { devDependencies } = JSON.parse(readFileSync(here('../../package.json'), 'utf8'));
  const peers = ['ajv', 'zod', 'valibot', '@sinclair/typebox', 'joi'].map((name) => `${name} ${devDependencies[name]}`);
  return `# Benchmarks

Written by \`npm run bench\`; nothing here is typed by hand. Machines differ and are never idle, so that what counts are the
ratios: everything in one table was measured in the same run, in turns.

| | |
| --- | --- |
| processor | ${os.cpus()[0]?.model.trim()}, ${os.cpus().length} cores |
| system | ${os.type()} ${os.arch()} |
| Node | ${process.version} |
| peers | ${peers.join(', ')} |

${tables.map(table).join('\n')}`;
}

function table({ title, ...values }) {
  const rows = rowsOf(values).map((row) => `| ${row.join(' | ')} |\n`);
  return `## ${capital(title)}\n\n| | | ratio |\n| --- | ---: | ---: |\n${rows.join('')}`;
}
