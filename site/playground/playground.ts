/** The playground: what is typed is read and checked by what the package ships, in this page, whenever it changes. */
import type { JsonObject, Operation, UncheckedContent, WireDiagnostic } from '../../wire/index.js';
import { encode, fromJson, fromXml, parse, toXml } from '../../wire/index.js';
import type { PlaygroundData } from './data.js';
import { enumerationAt, fixesFor } from './fixes.js';
import { fromHash, toHash } from './share.js';

declare global {
  interface Window {
    PLAYGROUND?: PlaygroundData;
  }
}

const data = window.PLAYGROUND!;

const element = <E extends Element>(id: string): E => document.querySelector<E>(`#${id}`)!;
const type = element<HTMLSelectElement>('type');
const operation = element<HTMLSelectElement>('operation');
const format = element<HTMLSelectElement>('format');
const names = element<HTMLSelectElement>('names');
const payload = element<HTMLTextAreaElement>('payload');
const lines = element<HTMLOListElement>('lines');
const verdict = element<HTMLParagraphElement>('verdict');
const findings = element<HTMLOListElement>('findings');
const understood = element<HTMLDivElement>('understood');

type KnownType = NonNullable<NonNullable<Parameters<typeof parse>[2]>['type']>;

const primitives = ['requestPrimitive', 'responsePrimitive', 'notification'];
const isPrimitive = (name: string): boolean => primitives.includes(name);

/** Operations of a type, those without an example of their own last. */
function fitOperations(): void {
  const known = data.examples[type.value] ?? {};
  operation.disabled = isPrimitive(type.value);
  for (const option of operation.options) option.disabled = option.value !== 'partial' && !Object.hasOwn(known, option.value);
  if (operation.selectedOptions[0]?.disabled === true) operation.value = Object.keys(known)[0] ?? 'full';
}

const exampleOf = (kind: 'valid' | 'invalid'): JsonObject => {
  const known = data.examples[type.value] ?? {};
  const found = known[operation.value] ?? known['full'];
  return (found?.[kind] ?? found?.valid ?? {}) as JsonObject;
};

/** A body with long names in the format and with the names that were chosen; undefined where it cannot be written so. */
function written(of: string, body: JsonObject, inFormat = format.value, inNames = names.value): string | undefined {
  try {
    if (inFormat === 'xml') {
      const result = toXml(of, body, { form: inNames as 'wire' | 'long', operation: operation.value as Operation, unknown: 'keep', emptyLists: 'omit' });
      return result.ok ? indented(result.xml) : undefined;
    }
    const content: unknown = inNames === 'long' ? body : encode(of, body, { unknown: 'keep' });
    const root = data.roots[of]?.[inNames === 'long' ? 0 : 1];
    return JSON.stringify(root === undefined ? content : { [root]: content }, undefined, 2);
  } catch {
    return undefined;
  }
}

/** An element a line, children further in; text stays where it is. */
function indented(xml: string): string {
  let depth = 0;
  return xml
    .replaceAll(/></g, '>\n<')
    .split('\n')
    .map((line) => {
      if (line.startsWith('</')) depth--;
      const shown = '  '.repeat(Math.max(depth, 0)) + line;
      if (/^<[^/?!][^>]*[^/]>$|^<[^/?!]>$/.test(line)) depth++;
      return shown;
    })
    .join('\n');
}

function show(kind: 'valid' | 'invalid'): void {
  const body = exampleOf(kind);
  // A fault that XML cannot carry is shown in JSON.
  const text = written(type.value, body);
  if (text === undefined) format.value = 'json';
  payload.value = text ?? written(type.value, body, 'json') ?? JSON.stringify(body, undefined, 2);
  changed();
}

const reading = (inFormat = format.value): UncheckedContent | undefined => {
  const options = { operation: operation.value as Operation, unknown: 'keep' as const };
  const content = inFormat === 'xml' ? fromXml(payload.value, options) : fromJson(payload.value, isPrimitive(type.value) && type.value !== 'notification' ? { ...options, type: type.value } : options);
  return content.ok ? content : undefined;
};

/** Only the latest check is shown: validators load on first use, so that an older one may come back later. */
let latest = 0;

async function check(): Promise<void> {
  const turn = ++latest;
  const content = reading();
  // What says itself what it is need not be chosen.
  if (content !== undefined && content.type !== type.value && Object.hasOwn(data.examples, content.type) && !['requestPrimitive', 'responsePrimitive'].includes(type.value)) {
    type.value = content.type;
    fitOperations();
  }
  const result = await parse(payload.value, `application/${format.value}`, { type: type.value as KnownType, operation: isPrimitive(type.value) ? 'partial' : (operation.value as Operation) });
  if (turn !== latest) return;
  report(result.ok ? [] : result.diagnostics);
  understood.replaceChildren(...(content === undefined ? [textNode('Nothing yet: the text cannot be read.')] : [tree(content)]));
}

function report(diagnostics: readonly WireDiagnostic[]): void {
  const good = diagnostics.length === 0;
  verdict.className = good ? 'good' : 'bad';
  const what = isPrimitive(type.value) ? type.selectedOptions[0]!.text : `${type.value} in ${operation.selectedOptions[0]!.text}`;
  verdict.textContent = good ? `Valid: ${what}` : `${diagnostics.length === 1 ? '1 finding' : `${diagnostics.length} findings`}: ${what}`;
  findings.replaceChildren(...diagnostics.map(finding));
  number(new Set(diagnostics.map(({ place }) => place?.line)));
}

function number(bad: ReadonlySet<number | undefined>): void {
  lines.replaceChildren(
    ...payload.value.split('\n').map((_text, index) => {
      const item = document.createElement('li');
      item.textContent = String(index + 1);
      item.classList.toggle('bad', bad.has(index + 1));
      return item;
    }),
  );
  lines.scrollTop = payload.scrollTop;
}

function finding(diagnostic: WireDiagnostic): HTMLLIElement {
  const { message, place, hint, rule, clause, path } = diagnostic;
  const item = document.createElement('li');
  if (place !== undefined) item.append(button(`line ${place.line}`, () => goTo(place.line, place.column)), ' ');
  item.append(message);
  const values = rule === 'enum' ? Object.entries(enumerationAt(data, type.value, path) ?? {}) : [];
  const named = values.map(([value, name]) => `${value} ${name}`).join(', ');
  const more = [hint, named === '' ? undefined : `values: ${named}`, rule === undefined ? undefined : `rule ${rule}`, clause].filter((part) => part !== undefined);
  if (more.length > 0) {
    const small = document.createElement('small');
    small.textContent = more.join(' · ');
    item.append(small);
  }
  const fixes = format.value === 'json' ? fixesFor(data, type.value, payload.value, diagnostic, exampleAsWritten()) : [];
  if (fixes.length > 0) {
    const row = document.createElement('div');
    row.className = 'fixes';
    row.append(...fixes.map(({ label, text }) => button(label, () => ((payload.value = text()), changed()))));
    item.append(row);
  }
  return item;
}

/** The valid example with the names of the text, from which a missing member comes. */
function exampleAsWritten(): JsonObject {
  const text = written(type.value, exampleOf('valid'), 'json', reading('json')?.form ?? names.value);
  const value = text === undefined ? {} : (JSON.parse(text) as JsonObject);
  const root = Object.values(value)[0];
  return Object.hasOwn(data.roots, type.value) && typeof root === 'object' ? (root as JsonObject) : value;
}

function button(text: string, action: () => void): HTMLButtonElement {
  const made = document.createElement('button');
  made.type = 'button';
  made.textContent = text;
  made.addEventListener('click', action);
  return made;
}

function goTo(line: number, column: number): void {
  const texts = payload.value.split('\n');
  const offset = texts.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0) + column - 1;
  payload.focus();
  payload.setSelectionRange(offset, offset + 1);
  payload.scrollTop = (line - 3) * (payload.scrollHeight / texts.length);
}

const textNode = (text: string): Text => document.createTextNode(text);

/** The value as it was understood: long names, the short ones beside them, and what numbers mean. */
function tree({ type: of, value }: UncheckedContent): HTMLUListElement {
  const root = document.createElement('ul');
  root.className = 'understood';
  root.append(branch(of, value, [], of, of));
  return root;
}

function branch(name: string, value: unknown, path: readonly (string | number)[], of: string, label = name): HTMLLIElement {
  const item = document.createElement('li');
  const title = document.createElement('b');
  title.textContent = label;
  const short = data.shortNames[name];
  const head = document.createElement('span');
  head.append(title, ...(short === undefined || short === name ? [] : [` ${short}`]));
  if (typeof value !== 'object' || value === null) {
    const meaning = typeof value === 'number' ? enumerationAt(data, of, path)?.[value] : undefined;
    const shown = document.createElement('code');
    shown.textContent = JSON.stringify(value) ?? '';
    item.append(head, ': ', shown, ...(meaning === undefined ? [] : [` ${meaning}`]));
    return item;
  }
  const details = document.createElement('details');
  details.open = path.length < 3;
  const summary = document.createElement('summary');
  const entries: readonly (readonly [string | number, unknown])[] = Array.isArray(value) ? value.map((each: unknown, index) => [index, each] as const) : Object.entries(value);
  summary.append(head, Array.isArray(value) ? ` ${entries.length} ${entries.length === 1 ? 'item' : 'items'}` : '');
  const list = document.createElement('ul');
  list.append(...entries.map(([key, inner]) => branch(typeof key === 'number' ? name : key, inner, [...path, key], data.roots[of] !== undefined ? of : '', typeof key === 'number' ? String(key + 1) : key)));
  details.append(summary, list);
  item.append(details);
  return item;
}

let waiting: ReturnType<typeof setTimeout> | undefined;

function changed(): void {
  number(new Set());
  void check();
  clearTimeout(waiting);
  waiting = setTimeout(() => void remember(), 300);
}

/** The address always says what is shown, so that it can be passed on. */
const remember = async (): Promise<void> => history.replaceState(null, '', `#${await toHash({ type: type.value, operation: operation.value, format: format.value, names: names.value, text: payload.value })}`);

/** The same content in the other format or with the other names; an example where there is nothing to write. */
function rewritten(before: string): void {
  const content = reading(before);
  const text = content === undefined ? undefined : written(content.type, content.value);
  if (text === undefined) show('valid');
  else {
    payload.value = text;
    changed();
  }
}

async function start(): Promise<void> {
  const shown = await fromHash(location.hash);
  const choose = (select: HTMLSelectElement, value: string | undefined): void => {
    if (value !== undefined && [...select.options].some((option) => option.value === value)) select.value = value;
  };
  choose(type, shown.type);
  choose(operation, shown.operation);
  choose(format, shown.format);
  choose(names, shown.names);
  fitOperations();
  if (shown.text === undefined) show('valid');
  else {
    payload.value = shown.text;
    changed();
  }
}

let lastFormat = format.value;
type.addEventListener('change', () => (fitOperations(), show('valid')));
operation.addEventListener('change', () => show('valid'));
names.addEventListener('change', () => rewritten(format.value));
format.addEventListener('change', () => (rewritten(lastFormat), (lastFormat = format.value)));
payload.addEventListener('input', changed);
payload.addEventListener('scroll', () => (lines.scrollTop = payload.scrollTop));
element('valid').addEventListener('click', () => show('valid'));
element('invalid').addEventListener('click', () => show('invalid'));
const share = element<HTMLButtonElement>('share');
share.addEventListener('click', () => {
  void remember()
    .then(() => navigator.clipboard.writeText(location.href))
    .then(
      () => (share.textContent = 'Copied'),
      () => (share.textContent = 'The address has it'),
    );
});
addEventListener('hashchange', () => void start());
void start().then(() => (lastFormat = format.value));
