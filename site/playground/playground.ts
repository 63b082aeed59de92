/** The playground: what is typed is read and checked by what the package ships, in this page, whenever it changes. */
import type { JsonObject, WireDiagnostic } from '../../wire/index.js';
import { finding, lineNumbers, tree, verdict } from './answer.js';
import type { Chosen } from './body.js';
import { checked, exampleOf, formatOf, isPrimitive, reading, typeOf, written } from './body.js';
import type { PlaygroundData } from './data.js';
import type { Fix } from './fixes.js';
import { fixesFor } from './fixes.js';
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
const status = element<HTMLParagraphElement>('verdict');
const findings = element<HTMLOListElement>('findings');
const understood = element<HTMLDivElement>('understood');

/** A primitive is whole; which operation was chosen for resources stays chosen. */
const chosen = (): Chosen => ({ type: type.value, operation: isPrimitive(type.value) ? 'full' : operation.value, format: format.value, names: names.value });

/** The format that the text was last in. */
let lastFormat = format.value;

/** Operations of a type, those without an example of their own last. */
function fitOperations(): void {
  const known = data.examples[type.value] ?? {};
  operation.disabled = isPrimitive(type.value);
  for (const option of operation.options) option.disabled = option.value !== 'partial' && !Object.hasOwn(known, option.value);
  if (!operation.disabled && operation.selectedOptions[0]?.disabled === true) operation.value = Object.keys(known)[0] ?? 'full';
}

function show(kind: 'valid' | 'invalid'): void {
  const body: JsonObject = exampleOf(data, chosen(), kind);
  // A fault that XML cannot carry is shown in JSON.
  const text = written(data, chosen(), body);
  if (text === undefined) format.value = 'json';
  payload.value = text ?? written(data, chosen(), body) ?? JSON.stringify(body, undefined, 2);
  changed();
}

/** Only the latest check is shown: validators load on first use, so that an older one may come back later. */
let latest = 0;

/** By finding: what its buttons do. */
let offered: readonly (readonly Fix[])[] = [];

async function check(): Promise<void> {
  const turn = ++latest;
  if (payload.value.trim() === '') return nothing();
  // What says itself what it is need not be chosen.
  const saidFormat = formatOf(payload.value);
  if (saidFormat !== undefined) format.value = lastFormat = saidFormat;
  const said = typeOf(data, payload.value, chosen());
  if (said !== undefined && said !== type.value && Object.hasOwn(data.examples, said)) {
    type.value = said;
    fitOperations();
  }
  const content = reading(payload.value, chosen());
  const diagnostics = await checked(payload.value, chosen());
  if (turn !== latest) return;
  report(diagnostics);
  understood.innerHTML = content === undefined ? 'Nothing yet: the text cannot be read.' : tree(data, content).text;
}

/** Before there is a text, nothing is wrong with it. */
function nothing(): void {
  offered = [];
  status.className = '';
  status.textContent = 'Nothing to check yet';
  findings.replaceChildren();
  understood.replaceChildren();
}

function report(diagnostics: readonly WireDiagnostic[]): void {
  status.className = diagnostics.length === 0 ? 'good' : 'bad';
  status.textContent = verdict(isPrimitive(type.value) ? type.selectedOptions[0]!.text : `${type.value} in ${operation.selectedOptions[0]!.text}`, diagnostics);
  const example = exampleAsWritten();
  offered = diagnostics.map((diagnostic) => fixesFor(data, type.value, format.value, payload.value, diagnostic, example));
  findings.innerHTML = diagnostics.map((diagnostic, at) => finding(data, type.value, diagnostic, at, offered[at]!.map(({ label }) => label)).text).join('');
  number(new Set(diagnostics.map(({ place }) => place?.line)));
}

function number(bad: ReadonlySet<number | undefined>): void {
  lines.innerHTML = lineNumbers(payload.value, bad).text;
  lines.scrollTop = payload.scrollTop;
}

/** The valid example as the text is written, from which a missing member comes. */
function exampleAsWritten(): string {
  const asRead = { ...chosen(), names: reading(payload.value, chosen())?.form ?? names.value };
  return written(data, asRead, exampleOf(data, asRead, 'valid')) ?? '';
}

findings.addEventListener('click', ({ target }) => {
  const { place, fix } = (target as Element).closest('button')?.dataset ?? {};
  const [first, second] = (place ?? fix ?? '').split(':').map(Number);
  if (place !== undefined) goTo(first!, second!);
  const text = fix === undefined ? undefined : offered[first!]?.[second!]?.text();
  if (text === undefined) return;
  payload.value = text;
  payload.focus();
  changed();
});

function goTo(line: number, column: number): void {
  const texts = payload.value.split('\n');
  const offset = texts.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0) + column - 1;
  payload.focus();
  payload.setSelectionRange(offset, offset + 1);
  payload.scrollTop = (line - 3) * (payload.scrollHeight / texts.length);
}

let waiting: ReturnType<typeof setTimeout> | undefined;

function changed(): void {
  number(new Set());
  void check();
  clearTimeout(waiting);
  waiting = setTimeout(() => void remember(), 300);
}

/** The address always says what is shown, so that it can be passed on. */
const remember = async (): Promise<void> => history.replaceState(null, '', `#${await toHash({ ...chosen(), text: payload.value })}`);

/** The same content in the other format or with the other names; an example where there is nothing to write. */
function rewritten(before: string): void {
  const content = reading(payload.value, { ...chosen(), format: before });
  const text = content === undefined ? undefined : written(data, { ...chosen(), type: content.type }, content.value);
  if (text === undefined) show('valid');
  else {
    payload.value = text;
    changed();
  }
}

async function start(isFirst = false): Promise<void> {
  const shown = await fromHash(location.hash);
  const choose = (select: HTMLSelectElement, value: string | undefined): void => {
    if (value !== undefined && [...select.options].some((option) => option.value === value)) select.value = value;
  };
  choose(type, shown.type);
  choose(operation, shown.operation);
  choose(format, shown.format);
  choose(names, shown.names);
  fitOperations();
  if (shown.text !== undefined) payload.value = shown.text;
  else if (!isFirst || payload.value === payload.defaultValue) return show('valid');
  changed();
}

/** Without a link: what the page came with, unless something was chosen or typed before this script was there. */
function begin(): void {
  fitOperations();
  const isAsMade = (select: HTMLSelectElement): boolean => select.selectedIndex === Math.max([...select.options].findIndex(({ defaultSelected }) => defaultSelected), 0);
  if (payload.value !== payload.defaultValue) changed();
  else if (![type, operation, format, names].every(isAsMade)) show('valid');
}

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
if (location.hash.length > 1) void start(true).then(() => (lastFormat = format.value));
else begin();
