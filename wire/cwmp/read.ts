/**
 * Elements as structures of CWMP, by the generated tables. As TR-069 3.5 wants it of a receiver: what is not known is passed over, with
 * all that it holds, and what the items of a SOAP list are called means nothing. The order of members is not asked for either, which
 * some devices do not keep.
 */

import { choices, simple, structures, versions, type CwmpMember } from '../../generated/cwmp/tables.js';
import { collapse, readSimple } from '../xml/lexical.js';
import { namespaces as xmlNamespaces } from '../xml/names.js';
import type { XmlElement } from '../xml/parse.js';
import { namespaces, Refusal } from './envelope.js';
import { bareFault, heldBy, mayBePart, nameFor, standIn, withZone } from './lenience.js';
import { isTime, unknownTime } from './time.js';
import { wantedBy } from './wanted.js';

type Fields = Record<string, unknown>;

const cwmpNamespaces: ReadonlySet<string> = new Set(versions.map(({ namespace }) => namespace));

/** Members of a structure by their elements. */
const members: ReadonlyMap<string, ReadonlyMap<string, CwmpMember>> = new Map(
  Object.entries(structures).map(([name, rows]) => [name, new Map(rows.map((row) => [row.element, row]))]),
);

/** @throws {Refusal} for what the structure must not hold, or lacks */
export function readStructure(element: XmlElement, name: string, path: string, lenient = false): Fields {
  const byElement = members.get(name)!;
  const found = new Map<CwmpMember, XmlElement[]>();
  const fault = lenient ? bareFault(name, element) : undefined;
  if (fault !== undefined) return { ...fault };
  if (collapse(element.text) !== '') throw wrong(path, 'there is text where only elements can be');
  const { elements: children } = lenient ? heldBy(element, (local) => byElement.has(nameFor(name, local))) : element;
  for (const child of children) {
    // Elements of structures have no namespace; a default one that is meant for the message covers them, too.
    const member = child.namespace === '' || cwmpNamespaces.has(child.namespace) ? byElement.get(lenient ? nameFor(name, child.local) : child.local) : undefined;
    if (member === undefined || isNil(child)) continue;
    const known = found.get(member);
    if (known === undefined) found.set(member, [child]);
    else if (member.many) known.push(child);
    else throw wrong(`${path}.${member.element}`, 'stands twice');
  }
  const fields: Fields = {};
  for (const member of byElement.values()) {
    const elements = found.get(member);
    const place = `${path}.${member.element}`;
    const instead = lenient ? standIn(name, member.key) : undefined;
    try {
      if (elements !== undefined) readMember(fields, member, elements, place, lenient);
      else if (instead === undefined && !member.optional) throw wrong(place, 'is missing');
    } catch (error) {
      if (!(error instanceof Refusal) || instead === undefined || member.list !== undefined) throw error;
    }
    if (instead !== undefined) fields[member.key] ??= instead;
  }
  return fields;
}

function readMember(fields: Fields, member: CwmpMember, elements: readonly XmlElement[], path: string, lenient: boolean): void {
  const { key, type, many, list } = member;
  const [first] = elements;
  // Where the schema repeats an element, the text of TR-069 has a list, and some devices write that.
  if (many) fields[key] = elements.flatMap((element) => (isListOf(element, type) ? element.elements : [element])).map((element, i) => readValue(element, type, `${path}[${i}]`, lenient));
  else if (list !== undefined) fields[key] = readList(first!, type, list, path, lenient);
  else if (type === 'any') {
    const named = xsiType(first!);
    if (named !== undefined) fields['type'] = named;
    fields[key] = readText(textIn(first!, path), 'any', 'string', path, lenient);
  } else fields[key] = readValue(first!, type, path, lenient);
}

const isListOf = ({ elements }: XmlElement, type: string): boolean => elements.length > 0 && elements.every(({ local }) => local === type);

function readList(element: XmlElement, type: string, { min = 0, max = Infinity }: NonNullable<CwmpMember['list']>, path: string, lenient: boolean): readonly unknown[] {
  const items = element.elements;
  const arrayType = element.attributes.find(({ namespace, local }) => namespace === namespaces.encoding && local === 'arrayType')?.value;
  if (arrayType === undefined && !lenient) throw wrong(path, 'has no soap-enc:arrayType');
  const [, count = lenient ? '' : undefined] = arrayType === undefined ? ['', ''] : (/^\s*[^\s[\]]+\[\s*(\d*)\s*\]\s*$/.exec(arrayType) ?? []);
  if (count === undefined) throw wrong(path, `soap-enc:arrayType="${String(arrayType).slice(0, 80)}" says of no one list of what it is`);
  const isPart = lenient && mayBePart(type) && Number(count) > items.length;
  if (count !== '' && Number(count) !== items.length && !isPart) throw wrong(path, `soap-enc:arrayType says ${count.slice(0, 20)} items, and there are ${items.length}`);
  if (items.length < min || items.length > max) throw wrong(path, `${items.length} items, where there must be ${min}${max === Infinity ? ' or more' : ` to ${max}`}`);
  if (collapse(element.text) !== '') throw wrong(path, 'there is text where only elements can be');
  return items.map((item, i) => readValue(item, type, `${path}[${i}]`, lenient));
}

function readValue(element: XmlElement, type: string, path: string, lenient: boolean): unknown {
  const lexical = simple[type];
  if (lexical !== undefined) return readText(textIn(element, path), type, lexical, path, lenient);
  const choice = choices[type];
  if (choice === undefined) return readStructure(element, type, path, lenient);
  const named = xsiType(element);
  const chosen = Object.entries(choice.types).find(([, derived]) => derived === named);
  if (chosen === undefined) throw wrong(path, named === undefined ? 'has no xsi:type, which says what it is' : `${named.slice(0, 40)} is no ${type}`);
  const [value, structure] = chosen;
  return { [choice.key]: value, ...readStructure(element, structure, path, lenient) };
}

function readText(text: string, type: string, lexical: (typeof simple)[string], path: string, lenient: boolean): unknown {
  // Who keeps to no length and no pattern is understood all the same, as is who prints each text on a line of its own.
  if (lenient && lexical === 'string') return /^[ \t]*[\r\n]|[\r\n][ \t]*$/.test(text) ? text.trim() : text;
  if (type === 'any') return text;
  if (lenient && lexical === 'dateTime') {
    const time = withZone(collapse(text));
    return isTime(time) ? time : unknownTime;
  }
  const value = lexical === 'string' ? text : lexical === 'dateTime' ? collapse(text) : readSimple(text, [lexical]);
  if (value === undefined) throw wrong(path, `${shown(text)} is no ${lexical}`);
  const wanted = wantedBy(type, value);
  if (wanted !== undefined) throw wrong(path, `${shown(text)} ${wanted}`);
  return value;
}

export function textIn(element: XmlElement, path: string): string {
  if (element.elements.length > 0) throw wrong(path, 'there are elements where only text can be');
  return element.text;
}

const xsi = ({ attributes }: XmlElement, name: string): string | undefined => attributes.find(({ namespace, local }) => namespace === xmlNamespaces.xsi && local === name)?.value;

const isNil = (element: XmlElement): boolean => ['true', '1'].includes(collapse(xsi(element, 'nil') ?? ''));

/** The local name that xsi:type gives. */
function xsiType(element: XmlElement): string | undefined {
  const name = xsi(element, 'type');
  return name === undefined ? undefined : collapse(name).replace(/^[^:]*:/, '');
}

const shown = (text: string): string => JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);

export const wrong = (path: string, message: string): Refusal => new Refusal(8003, 'arguments', `${path}: ${message}`);
