import type { CodeTable } from '../../diagnostics/diagnostic.js';
import { distanceWithin, nearest } from '../../diagnostics/did-you-mean.js';
import { plural } from '../../diagnostics/render.js';
import { groupBy } from '../../group-by.js';
import type { Report, Subject, Unit } from '../subject.js';
import { bracketedNamesIn, camelNamesIn, countBy, isCode, listed, partsOf, valuesIn } from '../words.js';

export const nameLintCodes = {
  LINT_NAME_SPELLING: { severity: 'warning', title: 'A name is spelled in two ways' },
  LINT_NAME_BRACKETS: { severity: 'warning', title: 'A resource type stands in both kinds of brackets, or in half of one' },
  LINT_NAME_OBSOLETE: { severity: 'note', title: 'The introduction speaks of a name that the changes do not have' },
  LINT_RPC_NAME: { severity: 'warning', title: 'An RPC has two names' },
  LINT_RESOURCE_UNKNOWN: { severity: 'warning', title: 'The text speaks of a resource type that no document known here has' },
} as const satisfies CodeTable;

type Code = keyof typeof nameLintCodes;

/** Names of resource types and RPCs: one thing, one name, and none that does not exist. */
export function lintNames(subject: Subject, report: Report<Code>): void {
  resourceNames(subject, report);
  openBrackets(subject, report);
  unknownResources(subject, report);
  rpcNames(subject, report);
  obsolete(subject, report);
}

/** More distinct names than this are no document of people. */
const mostNames = 5_000;

function resourceNames(subject: Subject, report: Report<Code>): void {
  const { body, units } = subject;
  const uses = body.flatMap((unit) => bracketedNamesIn(unit.text).map((found) => ({ ...found, unit })));
  const byName = groupBy(uses, ({ name }) => name);
  if (byName.size > mostNames) return;
  const defined = definedIn(subject);
  for (const [name, group] of byName) {
    if (defined.has(name)) continue;
    const better = [...byName].find(([other, others]) => others.length >= 3 * group.length && isSlip(name, other));
    if (better === undefined) continue;
    const message = `<${name}> is <${better[0]}> everywhere else (${String(better[1].length)} times)`;
    report('LINT_NAME_SPELLING', message, group[0]!.unit.place, `write <${better[0]}>`);
  }
  const everywhere = groupBy(units.flatMap((unit) => bracketedNamesIn(unit.text).map((found) => ({ ...found, unit }))), ({ name }) => name);
  for (const [name, group] of everywhere) {
    // [flexContainer]Annc is a word of its own, and <resourceType> stands for any of them.
    if (isPlaceholder(name, subject)) continue;
    const angle = group.filter(({ bracket }) => bracket === '<');
    const square = group.filter(({ bracket, unit }) => bracket === '[' && !new RegExp(`\\[${name}\\](?:\\w|\\()`).test(unit.text));
    if (angle.length === 0 || square.length === 0) continue;
    const rare = angle.length < square.length ? angle : square;
    const often = rare === angle ? `[${name}]` : `<${name}>`;
    const message = `${name} stands ${plural(angle.length, 'time')} in <> and ${plural(square.length, 'time')} in []`;
    report('LINT_NAME_BRACKETS', message, rare[0]!.unit.place, `write ${often}; [] is for specializations of <mgmtObj> and <flexContainer>`);
  }
}

/** `the <container resource`, `the container> resource`. */
function openBrackets({ body }: Subject, report: Report<Code>): void {
  for (const { text, place } of body) {
    if (isCode(text)) continue;
    for (const [found, opened, closed] of text.matchAll(/<([a-z]\w{2,}) (?:resource|child|parent)s?\b(?! ?[=>])|(?<![<\w/"'.-])([a-z]\w{2,})> (?:resource|child|parent)s?\b/g)) {
      report('LINT_NAME_BRACKETS', `"${found}" has one bracket only`, place, `write <${opened ?? closed!}>`);
    }
  }
}

/** `<resourceType>`, `<resourceName>`, `<parent>`, `<myContainer>`, `<eventConfigSCA1>`: what stands for a type, or for one resource of an example. */
const isExample = (name: string): boolean =>
  /^(?:(?:my|your|some|any|other|example|sample|foo|bar|new|old|parent|child|target(?:ed)?|source|original|announced|addressed|created|specific|given)(?=[A-Z]|$)|resource|x+(?![a-z]))/.test(name) ||
  /\d|[A-Z]{2,}$/.test(name);

const isPlaceholder = (name: string, { attributes, published }: Subject): boolean =>
  isExample(name) ||
  published.attributeNames.has(name) ||
  published.shortened.has(name) ||
  attributes.some((attribute) => attribute.name === name);

/** A type that is neither numbered (m2m:resourceType), nor defined here by a heading or table. */
function unknownResources(subject: Subject, report: Report<Code>): void {
  const { body, attributes, children, clauses, published, standing } = subject;
  const numbered = published.enumerations.find(({ type }) => type === 'm2m:resourceType');
  if (numbered === undefined) return;
  const known = new Set([
    ...numbered.values.map(({ name }) => name),
    ...published.resources.keys(),
    ...attributes.flatMap(({ resource }) => (resource === undefined ? [] : [resource])),
    ...children.flatMap(({ resource, type }) => [resource, type]),
    ...[...clauses.values()].flatMap((title) => title.match(/\w+/g) ?? []),
  ]);
  // Only where the text calls it a resource: angle brackets also stand around what is to be filled in.
  const uses = body.flatMap(({ text, place }) => [...text.matchAll(/<([a-z][A-Za-z0-9]+)> resource\b/g)].map(([, name]) => ({ name: name!, place })));
  const names = groupBy(uses, ({ name }) => name);
  for (const [name, group] of names) {
    if (known.has(name) || known.has(name.replace(/Annc$/, '')) || isExample(name) || [...known].some((other) => isSlip(name, other))) continue;
    const meant = nearest(name, [...numbered.values.map((value) => value.name), ...published.resources.keys(), ...children.map(({ type }) => type)]);
    // A report or a specification beside the standard may speak of types of its own.
    if (standing === 'record' && !definesResources(subject) && (meant === undefined || !isNear(name, meant))) continue;
    report('LINT_RESOURCE_UNKNOWN', `<${name}> is no resource type of the published list (${numbered.source.document})`, group[0]!.place, meant === undefined ? 'say which release or document defines it' : `did you mean <${meant}>?`);
  }
}

/** Near enough to be the same name where names of other kinds may stand. */
export const isNear = (a: string, b: string): boolean => a.length >= 7 && distanceWithin(a.toLowerCase(), b.toLowerCase(), a.length < 10 ? 1 : 2) !== undefined;

/** Types that are published, or have a clause or a table of their own, are spelled as they are: MAFBase and MEFBase. */
const definedIn = ({ published, clauses }: Subject): ReadonlySet<string> =>
  new Set([
    ...published.resources.keys(),
    ...published.enumerations.filter(({ type }) => type === 'm2m:resourceType').flatMap(({ values }) => values.map(({ name }) => name)),
    ...[...clauses.values()].flatMap((title) => /^(?:Resource [Tt]ype |Resource )[<[]?(\w+)[>\]]?$/.exec(title)?.[1] ?? []),
  ]);

/** Is this where the resource types of the standard are defined? Then what it does not have does not exist. */
export const definesResources = ({ attributes }: Subject): boolean => new Set(attributes.map(({ resource }) => resource)).size > 10;

/** gruop and group. */
const isAnagram = (a: string, b: string): boolean => [...a].sort().join('') === [...b].sort().join('');

/** MAF and MEF. */
const areInitials = (a: string, b: string): boolean => a.length === b.length && [...a].some((letter, i) => letter !== b[i] && /[A-Z]/.test(letter) && /[A-Z]/.test(b[i]!));

/** One letter more, less, other or swapped, not the plural, not the announced variant. */
export const isSlip = (a: string, b: string): boolean =>
  a !== b && Math.abs(a.length - b.length) < 2 && distanceWithin(a, b, 1) !== undefined && Math.min(a.length, b.length) >= (isAnagram(a, b) ? 5 : 6) && !areInitials(a, b) && `${a}s` !== b && `${b}s` !== a && !/\d/.test(a + b);

function rpcNames({ body, faults, commands }: Subject, report: Report<Code>): void {
  const places = new Map<string, Unit['place']>();
  const add = (name: string, place: Unit['place']): void => void (places.has(name) || places.set(name, place));
  for (const { rpcs, place } of commands) for (const rpc of rpcs) add(rpc, place);
  for (const { rpc, place } of faults) add(rpc, place);
  // Descriptions of faults name RPCs in lists: (associated with Upload, TransferComplete or … methods).
  const described = faults.flatMap(({ text, place }) => (text.match(/\b(?:[A-Z][a-z]*){2,}[A-Z]?[a-z]+\b/g) ?? []).map((name) => ({ name, place })));
  const counts = countBy([...described.map(({ name }) => name), ...body.flatMap(({ text }) => [...text.matchAll(/\b((?:[A-Z]+[a-z]*){2,}) RPC\b/g)].map(([, name]) => name!))]);
  for (const { name, place } of described) add(name, place);
  const names = [...places.keys()];
  if (names.length > mostNames) return;
  const groups = groupBy(names, (name) => [...partsOf(name)].sort().join(' '));
  for (const group of groups.values()) {
    if (group.length < 2) continue;
    const times = (name: string): number => counts.get(name) ?? 0;
    const [best, ...others] = [...group].sort((a, b) => Number(/\s/.test(a)) - Number(/\s/.test(b)) || times(b) - times(a));
    const message = `one RPC is called ${listed([best!, ...others].map((name) => `"${name}"`))}`;
    report('LINT_RPC_NAME', message, places.get(others[0]!)!, 'use the name that the protocol has (TR-069), everywhere');
  }
}

/** Names in introduction and revision history that the changes themselves do not have: what a reader would look for in vain. */
function obsolete({ units, body, attributes, values, published }: Subject, report: Report<Code>): void {
  const front = units.filter((unit) => unit.front);
  if (front.length === 0) return;
  // <content> and [content] are resource types, whatever attribute has the name.
  const resources = new Set([...published.resources.keys(), ...body.flatMap(({ text }) => bracketedNamesIn(text).map(({ name }) => name))]);
  const valid = new Set([
    ...resources,
    ...attributes.map(({ name }) => name),
    ...values.map(({ name }) => name),
    ...published.attributeNames,
    ...published.shortened,
    // ERROR and OPEN are words of many lists, each in a sense of its own; STATUS_DENIED is one value wherever it stands.
    ...published.enumerations.flatMap((enumeration) => [enumeration.type.replace(/^m2m:/, ''), ...enumeration.values.map(({ name }) => name).filter((name) => name.includes('_'))]),
    ...body.flatMap(({ text }) => [...camelNamesIn(text), ...valuesIn(text)]),
  ]);
  const types = new Set(published.model === undefined ? [] : [...published.model.components.types.values()].flatMap(({ name }) => (name === undefined ? [] : [name.local])));
  const seen = new Set<string>();
  for (const { text, place } of front) {
    const typed = new Set([...text.matchAll(/\bm2m:(\w+)/g)].map(([, name]) => name!));
    const bracketed = new Set(bracketedNamesIn(text).map((found) => found.name));
    for (const name of [...camelNamesIn(text), ...valuesIn(text), ...bracketed]) {
      if ((bracketed.has(name) ? resources : valid).has(name) || types.has(name) || typed.has(name) || valid.has(`${name}s`) || seen.has(name) || name === 'NULL') continue;
      seen.add(name);
      report('LINT_NAME_OBSOLETE', `the introduction speaks of ${name}, which the changes do not have`, place, 'say what became of it, or write its present name');
    }
  }
}
