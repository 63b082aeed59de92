import type { Issue } from '../generated/validators/support.js';
import { nearest } from '../wire/nearest.js';
import type { SchemaObject } from './json-schema.js';
import { shown } from './matcher.js';
import { schemaAt } from './schema.js';
import { rootOf, type Specification } from './specification.js';
import type { Path, Subject, SubjectOf } from './subject.js';
import { valueAt } from './subject.js';

/** More would hide the first ones. */
const most = 8;

/** Where, what, which rule of which clause, and what would be right: a few lines for each issue. */
export function explained(issues: readonly Issue[], subjectOf: SubjectOf): string {
  const more = issues.length > most ? [`  … and ${issues.length - most} more`] : [];
  return [...issues.slice(0, most).map((issue) => explain(issue, subjectOf)), ...more].join('\n');
}

function explain(issue: Issue, subjectOf: SubjectOf): string {
  const { subject, path } = subjectOf(issue);
  const clause = clauseOf(issue, subject);
  const right = remedies[issue.rule]?.(path, subject);
  return [
    `  at ${pointer(issue.path)}: ${issue.message}`,
    `     rule ${issue.rule}${clause === undefined ? '' : `, ${clause}`}`,
    ...(right === undefined ? [] : [`     ${right}`]),
  ].join('\n');
}

const pointer = (path: Path): string =>
  path.length === 0 ? 'the whole' : path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

const across: ReadonlySet<Issue['rule']> = new Set(['forbidden', 'alone', 'onlyWhen', 'implies', 'content']);

/** A rule across attributes has its own clause; for the rest, the row of the attribute is nearer than the whole table. */
function clauseOf({ attribute, rule, clause }: Issue, { attributes }: Subject): string | undefined {
  const row = across.has(rule) ? undefined : attributes.find(({ name }) => name === attribute);
  return row?.source ?? clause;
}

type Remedy = (path: Path, subject: Subject) => string | undefined;

const remedies: Readonly<Partial<Record<Issue['rule'], Remedy>>> = {
  NP: () => 'leave it out',
  M: example,
  null: example,
  type: (path, subject) => converted(path, subject) ?? example(path, subject),
  enum: fromEnumeration,
  pattern: example,
  fixed: example,
  range: inRange,
  length: example,
  unique: distinct,
  unknown: knownName,
};

/** What the test vector with every attribute has there. */
function example(path: Path, { example: everything }: Subject): string | undefined {
  const value = valueAt(
    everything,
    path.map((step) => (typeof step === 'number' ? 0 : step)),
  );
  return value === undefined ? undefined : `for example ${shown(value)}`;
}

function inRange(path: Path, { body, schema }: Subject): string | undefined {
  const value = valueAt(body, path);
  const { minimum = -Infinity, maximum = Infinity } = schemaAt(schema, path)?.schema ?? {};
  return typeof value === 'number' ? `nearest: ${Math.min(Math.max(value, minimum), maximum)}` : undefined;
}

/** The list with every item once. */
function distinct(path: Path, { body }: Subject): string | undefined {
  const value = valueAt(body, path);
  if (!Array.isArray(value)) return undefined;
  const items = new Map(value.map((item) => [JSON.stringify(item), item as unknown]));
  return `nearest: ${shown([...items.values()])}`;
}

/** A name where a number belongs, a number or truth value in quotes, a text without them, an item without its list. */
function converted(path: Path, subject: Subject): string | undefined {
  const value = valueAt(subject.body, path);
  const { schema } = schemaAt(subject.schema, path) ?? {};
  if (schema?.enum !== undefined) return fromEnumeration(path, subject);
  const types = typesOf(schema);
  const isItem = types.includes('array') && typesOf(schemaAt(subject.schema, [...path, 0])?.schema).includes(typeof value);
  if (isItem) return `nearest: ${shown([value])}, in a list`;
  if (typeof value === 'number' && types.includes('string') && schema?.pattern === undefined) return `nearest: "${value}", in quotes`;
  const isNumber = types.includes('integer') || types.includes('number');
  const form = types.includes('boolean') ? /^(?:true|false)$/ : isNumber ? /^-?\d{1,15}$/ : undefined;
  return typeof value === 'string' && form?.test(value) ? `nearest: ${value}, without quotes` : undefined;
}

const typesOf = (schema: SchemaObject | undefined): readonly string[] => [schema?.type ?? []].flat();

/** Which values are allowed says the issue itself; this is the one that was probably meant. */
function fromEnumeration(path: Path, { body, schema, specification }: Subject): string | undefined {
  const { schema: type, typeName = '' } = schemaAt(schema, path) ?? {};
  if (type?.enum === undefined) return undefined;
  const names = new Map(Object.entries(enumeration(typeName, specification)).map(([name, number]) => [number as unknown, name]));
  const allowed: readonly Allowed[] = type.enum
    .filter((value) => value !== null)
    .map((value) => ({ value, name: names.get(value) ?? (typeof value === 'string' ? value : '') }));
  const meant = nearestValue(valueAt(body, path), allowed, (token) => specification.aliasOf(`m2m:${typeName}`, token)?.value);
  return meant && `nearest: ${shown(meant.value)}${meant.name === '' || meant.name === meant.value ? '' : ` ${meant.name}`}`;
}

interface Allowed {
  readonly value: unknown;
  readonly name: string;
}

function nearestValue(value: unknown, allowed: readonly Allowed[], aliasOf: (token: string) => unknown): Allowed | undefined {
  if (typeof value === 'number') {
    const away = (each: Allowed): number => Math.abs(Number(each.value) - value);
    return [...allowed].filter((each) => typeof each.value === 'number').sort((a, b) => away(a) - away(b))[0];
  }
  if (typeof value !== 'string') return undefined;
  const alias = aliasOf(value);
  const same = allowed.find((each) => String(each.value) === value || each.value === alias);
  if (same !== undefined) return same;
  const near = nearest(
    value,
    allowed.map(({ name }) => name).filter((name) => name !== ''),
  );
  return near === undefined ? undefined : allowed.find(({ name }) => name === near);
}

/** Names and numbers of an enumeration, by the name of its type. */
function enumeration(typeName: string, { file }: Specification): Readonly<Record<string, number>> {
  const rows = file('json/enumerations.json') as readonly { readonly type: string; readonly name: string; readonly value: number }[];
  const ofType = rows.filter(({ type }) => type.slice(type.indexOf(':') + 1) === typeName);
  return Object.fromEntries(ofType.map(({ name, value }) => [name.replaceAll(/\W+/g, '_'), value]));
}

/** A name of the other form, or a slip of the pen. */
function knownName(path: Path, { form, schema, specification: { names, resources } }: Subject): string | undefined {
  const name = String(path.at(-1));
  const { properties = {} } = schemaAt(schema, path.slice(0, -1))?.schema ?? {};
  const known = Object.keys(properties).filter((key) => properties[key] !== false);
  for (const table of [names.attributes, names.members, names.parameters]) {
    const other = (form === 'wire' ? table.toShort : table.toLong).get(name);
    if (other !== undefined && known.includes(other)) return `nearest: "${other}", its ${form === 'wire' ? 'short' : 'long'} name`;
  }
  const root = path.length === 1 ? resources.find((row) => rootOf(row, 'long') === name || rootOf(row, 'wire') === name) : undefined;
  if (root !== undefined) return `that is the root of a <${root.name}>`;
  const near = nearest(name, known);
  return near === undefined ? undefined : `did you mean "${near}"?`;
}
