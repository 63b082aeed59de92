import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { citation, releaseOf, type Resource } from '../../generator/model/model.js';
import { layered } from '../releases/layered.js';
import { specification } from '../support/specification.js';
import { root } from './blocks.js';

/** The tables of what is covered are made from the model: SPECGEN_WRITE_PAGES=1 writes them anew. */
const model = specification;

/** With what Releases 4 and 5 add, and of that all but announced variants. */
const { model: later } = await layered();
const laterTypes = later.resources.filter((r) => r.announces === undefined && releaseOf(later, r.source) !== undefined);
const laterRows = later.resources
  .filter((r) => r.announces === undefined)
  .flatMap((r) => r.attributes.filter((a) => a.isAddition && a.inheritedFrom === undefined).map((a) => ({ to: r.name, name: a.name, release: releaseOf(later, a.source) })));

const originals = model.resources.filter((r) => r.kind !== 'base' && r.announces === undefined);
/** A provisional name alone makes no resource one of a Change Request. */
const isOfChangeRequest = (r: Resource): boolean => r.provisional && r.source.document.endsWith('-CR');
const base = (r: Resource): string | undefined => r.attributes.find((a) => a.inheritedFrom !== undefined)?.inheritedFrom;
const kindOf = (r: Resource): 'types' | 'management' | 'flexible' =>
  r.mgmtDefinition !== undefined ? 'management' : r.group.startsWith('m2m:flexContainer') && r.name !== 'flexContainer' ? 'flexible' : 'types';
const numbered = (a: Resource, b: Resource): number => (a.resourceType ?? 0) - (b.resourceType ?? 0) || (a.mgmtDefinition ?? 0) - (b.mgmtDefinition ?? 0) || (a.name < b.name ? -1 : 1);
const own = (r: Resource): number => r.attributes.filter((a) => a.inheritedFrom === undefined).length;

const row = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;

function resourceTable(): string {
  const shown = (r: Resource): string => (kindOf(r) === 'types' ? `\`<${r.name}>\`` : `[${r.name}]`);
  const number = (r: Resource): string => [r.resourceType, r.mgmtDefinition].filter((n) => n !== undefined).join(', ');
  const rows = [...originals].sort((a, b) => numbered(a, b)).map((r) =>
    row([shown(r), number(r), isOfChangeRequest(r) ? 'Change Request' : '3', r.announcedVariant === undefined ? '–' : 'yes', citation(r.source).replace(/, Table.*/, ''), base(r) === undefined ? own(r) : `${own(r)} + ${base(r)}`, r.rules.length || '–']),
  );
  return [row(['resource', 'number', 'release', 'announced', 'source of its table', 'attributes', 'rules']), row(['---', '---:', '---', '---', '---', '---', '---:']), ...rows].join('\n');
}

function laterTable(): string {
  const rows = [...laterTypes].sort((a, b) => numbered(a, b)).map((r) =>
    row([kindOf(r) === 'types' ? `\`<${r.name}>\`` : `[${r.name}]`, [r.resourceType, r.mgmtDefinition].filter((n) => n !== undefined).join(', '), releaseOf(later, r.source)!.replace('-', ' or '), r.announcedVariant === undefined ? '–' : 'yes', base(r) === undefined ? own(r) : `${own(r)} + ${base(r)}`]),
  );
  return [row(['resource', 'number', 'release', 'announced', 'attributes']), row(['---', '---:', '---', '---', '---']), ...rows].join('\n');
}

function additionTable(): string {
  const names = [...new Set(laterRows.map(({ name }) => name))].sort();
  const rows = names.map((name) => row([name, laterRows.filter((each) => each.name === name).map(({ to }) => to).join(', ')]));
  return [row(['attribute', 'added to']), row(['---', '---']), ...rows].join('\n');
}

function ruleTable(): string {
  const seen = new Map<string, { readonly names: string[]; readonly description: string; readonly clause: string; readonly outcome: number }>();
  for (const r of originals) {
    for (const rule of r.rules.filter(({ kind }) => kind !== 'locked')) {
      const clause = citation(rule.source);
      const found = seen.get(`${clause} ${rule.id}`) ?? { names: [], description: rule.description, clause, outcome: rule.outcome };
      found.names.push(r.name);
      seen.set(`${clause} ${rule.id}`, found);
    }
  }
  const rows = [...seen.values()].map(({ names, description, clause, outcome }) => row([clause, names.length > 4 ? `${names.length} resource types` : names.join(', '), description, outcome]));
  const ofContents = model.contentRules.map((rule) => row([citation(rule.source), `m2m:${rule.of}`, rule.description, rule.of === 'requestPrimitive' ? 4000 : '–']));
  return [row(['clause', 'of', 'rule', 'status code']), row(['---', '---', '---', '---:']), ...[...rows, ...ofContents].sort()].join('\n');
}

function summary(): string {
  const count = (wanted: ReturnType<typeof kindOf>): readonly number[] => [false, true].map((cr) => originals.filter((r) => kindOf(r) === wanted && isOfChangeRequest(r) === cr).length);
  const announced = [false, true].map((cr) => model.resources.filter((r) => r.announces !== undefined && originals.some((o) => o.name === r.announces && isOfChangeRequest(o) === cr)).length);
  const attributes = [false, true].map((cr) => originals.filter((r) => isOfChangeRequest(r) === cr).reduce((sum, r) => sum + own(r), 0));
  const ofLater = (wanted: ReturnType<typeof kindOf>): number => laterTypes.filter((r) => kindOf(r) === wanted).length;
  const lines: readonly (readonly [string, readonly number[], number])[] = [
    ['resource types', count('types'), ofLater('types')],
    ['specializations of \\<mgmtObj>', count('management'), ofLater('management')],
    ['specializations of \\<flexContainer>', count('flexible'), ofLater('flexible')],
    ['announced variants', announced, laterTypes.filter((r) => r.announcedVariant !== undefined).length],
    ['attributes', attributes, laterTypes.reduce((sum, r) => sum + own(r), 0) + laterRows.length],
    // m2m:responseStatusCode (TS-0004 6.3.4.2.9) is a table of its own.
    ['enumerations', [false, true].map((cr) => model.enumerations.filter((e) => e.provisional === cr).length + (cr ? 0 : 1)), later.enumerations.length - model.enumerations.length],
  ];
  return [row(['', 'Release 3', 'Change Requests, provisional', 'Releases 4 and 5, a provisional layer']), row(['---', '---:', '---:', '---:']), ...lines.map(([name, numbers, layer]) => row([name, ...numbers, layer]))].join('\n');
}

const parts: readonly (readonly [page: string, mark: string, text: string])[] = [
  ['README.md', 'coverage', summary()],
  ['docs/coverage.md', 'resources', resourceTable()],
  ['docs/coverage.md', 'later', laterTable()],
  ['docs/coverage.md', 'additions', additionTable()],
  ['docs/coverage.md', 'rules', ruleTable()],
];

it.each(parts)('%s, %s', (page, mark, text) => {
  const file = path.join(root, page);
  const before = readFileSync(file, 'utf8');
  const [begin, end] = [`<!-- ${mark} -->\n\n`, `\n\n<!-- end of ${mark} -->`];
  const [from, to] = [before.indexOf(begin), before.indexOf(end)];
  expect(from, `${page} has no place for ${mark}`).toBeGreaterThan(0);
  const after = before.slice(0, from + begin.length) + text + before.slice(to);
  if (process.env['SPECGEN_WRITE_PAGES'] !== undefined) writeFileSync(file, after);
  else expect(before).toBe(after);
});
