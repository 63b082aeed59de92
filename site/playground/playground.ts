/** The playground: what is pasted is parsed and validated by what the package ships, in this page, whenever it changes. */
import { resources } from '../../generated/tables/resources.js';
import type { Operation, WireDiagnostic } from '../../wire/index.js';
import { fromJson, parse, toXml } from '../../wire/index.js';
import type { Example } from './examples.js';

/** Put in by the build: a valid and an invalid body for every resource type and operation, with short names. */
declare const EXAMPLES: Readonly<Record<string, Readonly<Record<string, Example>>>>;

const element = <E extends Element>(id: string): E => document.querySelector<E>(`#${id}`)!;
const resource = element<HTMLSelectElement>('resource');
const operation = element<HTMLSelectElement>('operation');
const format = element<HTMLSelectElement>('format');
const payload = element<HTMLTextAreaElement>('payload');
const lines = element<HTMLOListElement>('lines');
const verdict = element<HTMLHeadingElement>('verdict');
const findings = element<HTMLOListElement>('findings');

const operationNames: Readonly<Record<string, string>> = { create: 'Create request', update: 'Update request', full: 'Whole resource' };
type KnownType = NonNullable<Parameters<typeof parse>[2]>['type'];

fill(resource, Object.keys(EXAMPLES), (name) => name);
resource.value = 'softwareCampaign';
chooseResource();
resource.addEventListener('change', chooseResource);
for (const select of [operation, format]) select.addEventListener('change', () => show('valid'));
element('valid').addEventListener('click', () => show('valid'));
element('invalid').addEventListener('click', () => show('invalid'));
payload.addEventListener('input', () => void check());
payload.addEventListener('scroll', () => (lines.scrollTop = payload.scrollTop));

function chooseResource(): void {
  const before = operation.value;
  fill(operation, Object.keys(EXAMPLES[resource.value]!), (name) => operationNames[name]!);
  if (Object.hasOwn(EXAMPLES[resource.value]!, before)) operation.value = before;
  show('valid');
}

function show(kind: keyof Example): void {
  const body = { [`m2m:${resources.find(({ name }) => name === resource.value)!.shortName}`]: EXAMPLES[resource.value]![operation.value]![kind] };
  const json = JSON.stringify(body, undefined, 2);
  payload.value = format.value === 'json' ? json : xmlOf(json);
  void check();
}

/** The same example as XML; one of those whose fault XML cannot carry stays JSON to look at. */
function xmlOf(json: string): string {
  const content = fromJson(json, { operation: operation.value as Operation });
  const written = content.ok ? toXml(content.type, content.value, { operation: operation.value as Operation }) : content;
  return written.ok ? written.xml.replaceAll(/></g, '>\n<') : json;
}

/** Only the latest check is shown: validators load on first use, so that an older one may come back later. */
let latest = 0;

async function check(): Promise<void> {
  const turn = ++latest;
  const result = await parse(payload.value, `application/${format.value}`, { type: resource.value as NonNullable<KnownType>, operation: operation.value as Operation });
  if (turn === latest) report(result.ok ? [] : result.diagnostics);
}

function report(diagnostics: readonly WireDiagnostic[]): void {
  verdict.className = diagnostics.length === 0 ? 'good' : 'bad';
  verdict.textContent = diagnostics.length === 0 ? `Valid: ${operation.selectedOptions[0]!.text} of ${resource.value}` : count(diagnostics.length);
  findings.replaceChildren(...diagnostics.map(finding));
  const bad = new Set(diagnostics.map(({ place }) => place?.line));
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

function finding({ message, place, hint, rule, clause }: WireDiagnostic): HTMLLIElement {
  const item = document.createElement('li');
  if (place !== undefined) {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = `line ${place.line}`;
    button.addEventListener('click', () => goTo(place.line, place.column));
    item.append(button);
  }
  item.append(message);
  const more = [hint, rule === undefined ? undefined : `rule ${rule}`, clause].filter((part) => part !== undefined);
  if (more.length > 0) {
    const small = document.createElement('small');
    small.textContent = more.join(' · ');
    item.append(small);
  }
  return item;
}

function goTo(line: number, column: number): void {
  const texts = payload.value.split('\n');
  const offset = texts.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0) + column - 1;
  payload.focus();
  payload.setSelectionRange(offset, offset + 1);
  payload.scrollTop = (line - 3) * (payload.scrollHeight / texts.length);
}

const count = (findings: number): string => (findings === 1 ? '1 finding' : `${findings} findings`);

function fill(select: HTMLSelectElement, values: readonly string[], label: (value: string) => string): void {
  select.replaceChildren(...values.map((value) => new Option(label(value), value)));
}
