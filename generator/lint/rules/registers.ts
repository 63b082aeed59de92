import type { CodeTable } from '../../diagnostics/diagnostic.js';
import { distanceWithin, nearest } from '../../diagnostics/did-you-mean.js';
import { groupBy } from '../../group-by.js';
import type { AttributeFact } from '../../import/facts.js';
import type { Report, Subject } from '../subject.js';
import { isCode, listed } from '../words.js';
import { titled } from './attributes.js';

export const registerLintCodes = {
  LINT_NUMBER_TWICE: { severity: 'warning', title: 'Two values have the same number' },
  LINT_SHORT_NAME_TWICE: { severity: 'warning', title: 'Two names have the same short name' },
  LINT_SHORT_NAME_DIFFERS: { severity: 'warning', title: 'A short name is another than the published one' },
  LINT_NUMBER_DIFFERS: { severity: 'warning', title: 'A value has another number than where it is published' },
  LINT_SHORT_NAME_MISSING: { severity: 'warning', title: 'The tables of short names do not have an attribute that the document defines' },
  LINT_TYPE_UNKNOWN: { severity: 'warning', title: 'A data type is named that is defined nowhere' },
  LINT_DEFAULT_UNKNOWN: { severity: 'warning', title: 'A default is no value of its type' },
} as const satisfies CodeTable;

type Code = keyof typeof registerLintCodes;

/** Numbers, short names and types: one for each, none for two, and none that is used is missing. */
export function lintRegisters(subject: Subject, report: Report<Code>): void {
  numbers(subject, report);
  publishedOnce(subject, report);
  shortNames(subject, report);
  types(subject, report);
  defaults(subject, report);
}

function numbers({ values, statusCodes }: Subject, report: Report<Code>): void {
  const numbered = [
    ...values.flatMap(({ type, name, value, place }) => (type === undefined || value === undefined ? [] : [{ list: type, name, number: value, place }])),
    ...statusCodes.map(({ code, name, place }) => ({ list: 'the response status code', name, number: code, place })),
  ];
  for (const [key, group] of groupBy(numbered, ({ list, number }) => `${String(number)} of ${list}`)) {
    const names = [...new Set(group.map(({ name }) => name))];
    if (names.length > 1) report('LINT_NUMBER_TWICE', `${key} is ${listed(names)}`, group.at(-1)!.place, 'give each a number of its own');
  }
  for (const group of groupBy(statusCodes, ({ name }) => name).values()) {
    const codes = [...new Set(group.map(({ code }) => String(code)))];
    if (codes.length > 1) report('LINT_NUMBER_TWICE', `${group[0]!.name} is response status code ${listed(codes)}`, group.at(-1)!.place, 'name what was meant, or strike one');
  }
}

/** Names and numbers are on the wire: once published, they stay. */
function publishedOnce({ values, statusCodes, shortNames: shortened, published, standing }: Subject, report: Report<Code>): void {
  const { model, enumerations } = published;
  if (model === undefined || standing === 'definitions') return;
  const codes = new Map(model.statusCodes.map(({ name, code }) => [name, code]));
  const numbered = [
    ...values.flatMap(({ type, name, value, place }) => {
      const theirs = enumerations.find((one) => one.type === type)?.values.filter((one) => one.name === name) ?? [];
      // "void" and "reserved" are many numbers.
      return value === undefined || theirs.length !== 1 || theirs[0]!.provisional || theirs[0]!.reserved ? [] : [{ what: `${type!} has ${name}`, number: value, theirs: theirs[0]!.value, place }];
    }),
    ...statusCodes.flatMap(({ name, code, place }) => (codes.has(name) ? [{ what: `the response status code has ${name}`, number: code, theirs: codes.get(name)!, place }] : [])),
  ];
  for (const { what, number, theirs, place } of numbered) {
    if (number !== theirs) report('LINT_NUMBER_DIFFERS', `${what} = ${String(number)}, which is ${String(theirs)} where it is published`, place, `write ${String(theirs)}, or give what is new a name of its own`);
  }
  const names = { resource: model.shortNames.resources, attribute: model.shortNames.attributes, member: model.shortNames.members, parameter: model.shortNames.parameters };
  for (const rows of groupBy(shortened, ({ of, name }) => `${of} ${name}`).values()) {
    const { of, name, shortName, place } = rows.at(-1)!;
    const theirs = names[of].get(name);
    if (theirs === undefined || theirs.provisional || theirs.errata.length > 0 || rows.some((row) => row.shortName === theirs.shortName)) continue;
    report('LINT_SHORT_NAME_DIFFERS', `${name} is "${shortName}" here, and "${theirs.shortName}" where it is published`, place, `write ${theirs.shortName}`);
  }
}

function shortNames({ shortNames: shortened, attributes, published }: Subject, report: Report<Code>): void {
  // Names of different kinds may share a short name: what is meant stands where it is used.
  for (const group of groupBy(shortened, ({ of, shortName }) => `${of} ${shortName}`).values()) {
    const names = [...new Set(group.map(({ name }) => name))];
    if (names.length > 1) report('LINT_SHORT_NAME_TWICE', `"${group[0]!.shortName}" is short for ${listed(names)}`, group.at(-1)!.place, 'give each a short name of its own');
  }
  // Only where the document has the tables of all short names: a proposal brings those that it adds.
  const listedHere = new Set(shortened.map(({ name }) => name));
  const named = groupBy(attributes.filter(({ name }) => !name.startsWith('[')), ({ name }) => name.replace(/^@/, ''));
  const missing = [...named].filter(([name]) => !listedHere.has(name));
  if (missing.length > named.size * (1 - mostOfAll)) return;
  for (const [name, rows] of missing) {
    const meant = [...listedHere].find((other) => distanceWithin(other.toLowerCase(), name.toLowerCase(), Math.min(2, name.length / 4)) !== undefined);
    // A slip in the name of the attribute is found as one.
    if (meant !== undefined && published.resources.get(rows[0]!.resource ?? '')?.attributes.some((one) => one.name === meant) === true) continue;
    report('LINT_SHORT_NAME_MISSING', `no table of short names has the attribute ${name}`, rows[0]!.place, meant === undefined ? 'add a row for it' : `did you mean "${meant}", which has one?`);
  }
}

/** A document has the tables of short names when it has those of nearly all of its attributes. */
const mostOfAll = 0.9;

function types({ attributes, members, values, simpleTypes, units, body, published }: Subject, report: Report<Code>): void {
  if (published.model === undefined) return;
  const own = new Set([
    ...values.flatMap(({ type }) => type ?? []),
    ...members.map(({ of }) => of),
    ...simpleTypes.map(({ type }) => type),
    ...units.flatMap(({ kind, text }) => (kind === 'heading' || kind === 'caption' ? (text.match(/\bm2m:\w+/g) ?? []) : [])),
  ]);
  const isKnown = (name: string): boolean => own.has(name) || published.typeNames.has(name);
  const uses = [
    ...attributes.map((attribute) => ({ what: titled(attribute), type: attribute.type ?? '', place: attribute.place })),
    ...members.map(({ of, path, type, place }) => ({ what: [of, ...path].join('/'), type, place })),
  ];
  for (const { what, type, place } of uses) {
    for (const [name] of type.matchAll(/\bm2m:\w+/g)) {
      if (isKnown(name)) continue;
      const meant = nearest(name, [...published.typeNames, ...own]);
      report('LINT_TYPE_UNKNOWN', `the type of ${what} is ${name}, which is defined nowhere`, place, meant === undefined ? 'define it, or say where it is defined' : `did you mean ${meant}?`);
    }
  }
  // In the text a short name may stand behind the prefix, or a term of an ontology: only what is nearly a type is meant for one.
  const near = new Set<string>();
  for (const { text, place, kind } of body) {
    if (kind === 'cell' || !text.includes('m2m:') || isCode(text)) continue;
    for (const [name] of text.matchAll(/\bm2m:[A-Za-z]\w{7,}/g)) {
      if (isKnown(name) || near.has(name) || uses.some(({ type }) => type.includes(name))) continue;
      const meant = [...published.typeNames, ...own].find((other) => distanceWithin(other.toLowerCase(), name.toLowerCase(), 1) === 1);
      if (meant === undefined) continue;
      near.add(name);
      report('LINT_TYPE_UNKNOWN', `the text speaks of ${name}, which is defined nowhere`, place, `did you mean ${meant}?`);
    }
  }
}

/** As a cell prints a name, whatever marks stand in it. */
const normal = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

function defaults({ attributes, values, published }: Subject, report: Report<Code>): void {
  const valuesOf = (type: string): readonly string[] => {
    const own = values.filter((value) => value.type === type).map(({ name }) => name);
    return own.length > 0 ? own : published.enumerations.filter((one) => one.type === type).flatMap((one) => one.values.flatMap(({ name, aliases }) => [name, ...aliases]));
  };
  for (const attribute of attributes) {
    const { type, says, place }: AttributeFact = attribute;
    if (type === undefined || typeof says?.default !== 'string' || !/^[A-Za-z]\w*(?: \w+)?$/.test(says.default)) continue;
    const names = valuesOf(type);
    if (names.length === 0 || names.some((name) => normal(name) === normal(says.default!))) continue;
    const meant = nearest(says.default, names);
    report('LINT_DEFAULT_UNKNOWN', `the default of ${titled(attribute)} is "${says.default}", which is no value of ${type}`, place, meant === undefined ? 'use a value of the type' : `did you mean ${meant}?`);
  }
}
