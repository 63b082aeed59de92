import { createRequire } from 'node:module';
import type Handlebars from 'handlebars';
import type { Model } from '../model/model.js';
import { built } from '../precompiled/built.js';
import type { OutputFile } from './output.js';
import { propertyKey, stringLiteral } from './types/declarations.js';

/** One page of output: a Handlebars template, and what it is filled with. A view is plain data; templates hold no logic. */
export interface Page {
  readonly path: string;
  readonly template: string;
  view(model: Model): object;
}

/** With these, nothing is escaped and a name that the view does not have is an error. */
const templateOptions = { noEscape: true, strict: true, preventIndent: true };

const require = createRequire(import.meta.url);

/** Compiled by the build, by the text of the template. */
const ahead = built<ReadonlyMap<string, object>>('templates');
const compiled = new Map<string, Handlebars.TemplateDelegate>();

function compile(template: string): Handlebars.TemplateDelegate {
  const specification = ahead?.get(template);
  return specification === undefined ? withHelpers('compiler').compile(template, templateOptions) : withHelpers('runtime').template(specification);
}

/** The module that `built('templates')` finds. */
export function precompiledTemplates(templates: readonly string[]): string {
  const handlebars = withHelpers('compiler');
  const entries = templates.map((template) => `[${JSON.stringify(template)}, ${String(handlebars.precompile(template, templateOptions))}],\n`);
  return `module.exports = new Map([\n${entries.join('')}]);\n`;
}

const instances = new Map<string, typeof Handlebars>();

/** Handlebars itself compiles, its runtime only fills, and loads in a third of the time. */
const modules = {
  compiler: () => require('handlebars') as typeof Handlebars,
  runtime: () => require('handlebars/runtime.js') as typeof Handlebars,
};

function withHelpers(module: keyof typeof modules): typeof Handlebars {
  const found = instances.get(module);
  if (found !== undefined) return found;
  const handlebars = modules[module]().create();
  // Values as TypeScript: strings quoted, everything else as JSON has it.
  handlebars.registerHelper('ts', typescript);
  // Values as the text of a Markdown table cell or paragraph.
  handlebars.registerHelper('md', markdown);
  handlebars.registerHelper('code', markdownCode);
  instances.set(module, handlebars);
  return handlebars;
}

/** Fills a template. Nothing is escaped unless the template says so: `{{ts x}}`, `{{md x}}`, `{{code x}}`. */
export function fill(template: string, view: object): string {
  let render = compiled.get(template);
  if (render === undefined) {
    render = compile(template);
    compiled.set(template, render);
  }
  return tidy(render(view));
}

export const renderPage = (page: Page, model: Model): OutputFile => ({ path: page.path, text: fill(page.template, page.view(model)) });

/** One line feed at the end, nothing at the ends of lines, no more than one blank line in a row. */
const tidy = (text: string): string => `${text.replaceAll(' \n', '\n').replace(/\n{3,}/g, '\n\n').trim()}\n`;

/** A value as a TypeScript literal. A key `__proto__` is computed, since a plain one would set the prototype. */
export function typescript(value: unknown): string {
  if (typeof value === 'string') return stringLiteral(value);
  if (Array.isArray(value)) return `[${value.map(typescript).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).map(([key, member]) => `${propertyKey(key)}: ${typescript(member)}`);
    return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
  }
  return String(value);
}

/** Text in which Markdown and the table around it see nothing but text. */
export function markdown(value: unknown): string {
  return String(value)
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[\\`*_{}[\]<>|~$]/g, '\\$&')
    .replace(/&(?=#?\w+;)/g, '&amp;');
}

/** Inline code; a `|` inside would still end the cell of a table, and backticks need a longer fence. */
export function markdownCode(value: unknown): string {
  const text = String(value).replace(/\s+/g, ' ').replaceAll('|', '\\|');
  if (text === '') return '';
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return longest === 0 ? `${fence}${text}${fence}` : `${fence} ${text} ${fence}`;
}
