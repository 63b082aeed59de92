/** An envelope of CWMP as text. What is written is valid by the schema of its version, or it is not written. */

import { choices, messages, simple, structures, versions, type CwmpMember } from '../../generated/cwmp/tables.js';
import { escapeAttribute, escapeText } from '../xml/escape.js';
import { namespaces as xmlNamespaces } from '../xml/names.js';
import { noXmlCharacter } from '../xml/parse.js';
import { CwmpError, namespaces, type Envelope } from './envelope.js';
import { isOfType, typeReference } from './parameter-types.js';
import { wantedBy } from './wanted.js';

type Path = readonly (string | number)[];

const namespaceOf = new Map(versions.map(({ version, namespace }) => [version, namespace]));

/** @throws {CwmpError} for a message that its version does not have, or that is none */
export function encodeEnvelope({ version, body, ...headers }: Envelope): string {
  const row = messages.find(({ name }) => name === body.rpc);
  const namespace = namespaceOf.get(version);
  if (row === undefined || namespace === undefined) throw new CwmpError('CWMP_INVALID', `${String(body.rpc)} in version ${String(version)} is no message`);
  if (row.since > version) throw new CwmpError('CWMP_VERSION', `${row.name} is of CWMP ${row.since}, and this is ${version}`);
  const declared = { 'soap-env': namespaces.envelope, 'soap-enc': namespaces.encoding, xsd: xmlNamespaces.xs, xsi: xmlNamespaces.xsi, cwmp: namespace };
  const xmlns = Object.entries(declared).map(([prefix, name]) => ` xmlns:${prefix}="${name}"`);
  const content = structureOf(body.value, row.name, [row.name]);
  const inner = row.name === 'Fault' ? faultOf(body.value, content) : element(`cwmp:${row.name}`, '', content);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<soap-env:Envelope${xmlns.join('')}>${headerOf(headers)}<soap-env:Body>${inner}</soap-env:Body></soap-env:Envelope>\n`;
}

function headerOf({ id, holdRequests, noMoreRequests, sessionTimeout, supportedVersions, useVersion }: Omit<Envelope, 'version' | 'body'>): string {
  const header = (name: string, mustUnderstand: 0 | 1, value: string | number | boolean | undefined) =>
    value === undefined ? '' : element(`cwmp:${name}`, ` soap-env:mustUnderstand="${mustUnderstand}"`, textOf(String(value), ['Header', name]));
  const all =
    header('ID', 1, id) +
    header('HoldRequests', 1, holdRequests === undefined ? undefined : Number(holdRequests)) +
    header('NoMoreRequests', 0, noMoreRequests === undefined ? undefined : Number(noMoreRequests)) +
    header('SessionTimeout', 0, sessionTimeout) +
    header('SupportedCWMPVersions', 0, supportedVersions?.join(',')) +
    header('UseCWMPVersion', 1, useVersion);
  return all === '' ? '' : element('soap-env:Header', '', all);
}

/** Who is to blame, by the code (TR-069 A.5.1, A.5.2): the one who asked, or the one who was asked. */
const blamesClient: ReadonlySet<unknown> = new Set([8003, 9003, 9005, 9006, 9007, 9008]);

function faultOf(value: unknown, content: string): string {
  const code = blamesClient.has((value as { readonly faultCode?: unknown }).faultCode) ? 'Client' : 'Server';
  return element('soap-env:Fault', '', `<faultcode>soap-env:${code}</faultcode><faultstring>CWMP fault</faultstring><detail>${element('cwmp:Fault', '', content)}</detail>`);
}

function structureOf(value: unknown, name: string, path: Path, told?: string): string {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw invalid(path, 'is no object');
  const members = structures[name]!;
  const left = new Set(Object.keys(value).filter((key) => key !== told && (value as Record<string, unknown>)[key] !== undefined));
  const content = members.map((member) => {
    const { key, optional } = member;
    left.delete(key);
    if (member.type === 'any') left.delete('type');
    const given = Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
    if (given !== undefined) return memberOf(member, given, value as Record<string, unknown>, [...path, key]);
    if (!optional) throw invalid([...path, key], 'is missing');
    return '';
  });
  const [unknown] = left;
  if (unknown !== undefined) throw invalid([...path, unknown], 'is no member');
  return content.join('');
}

function memberOf({ element: tag, type, many, list }: CwmpMember, value: unknown, owner: Record<string, unknown>, path: Path): string {
  if (type === 'any') return anyOf(tag, value, owner['type'] ?? 'string', path);
  if (!many && list === undefined) return valueOf(tag, type, value, path);
  if (!Array.isArray(value)) throw invalid(path, 'is no list');
  const { min = 0, max = Infinity } = list ?? { min: 1 };
  if (value.length < min || value.length > max) throw invalid(path, `has ${value.length} items, and must have ${min} to ${max}`);
  const items = value.map((item, i) => valueOf(list?.item ?? tag, type, item, [...path, i])).join('');
  return list === undefined ? items : element(tag, ` soap-enc:arrayType="${list.arrayType}[${value.length}]"`, items);
}

function anyOf(tag: string, value: unknown, type: unknown, path: Path): string {
  const reference = typeReference(type);
  if (reference === undefined) throw invalid(path, `${String(type).slice(0, 40)} is no type that a parameter can have`);
  if (typeof value !== 'string' || !isOfType(value, String(type))) throw invalid(path, `is no ${String(type)}`);
  return element(tag, ` xsi:type="${escapeAttribute(reference)}"`, textOf(value, path));
}

function valueOf(tag: string, type: string, value: unknown, path: Path): string {
  const choice = choices[type];
  if (choice !== undefined) {
    const told = (value as Record<string, unknown> | null)?.[choice.key];
    if (typeof told !== 'string' || !Object.hasOwn(choice.types, told)) throw invalid([...path, choice.key], `must be one of ${Object.keys(choice.types).join(', ')}`);
    const derived = choice.types[told]!;
    return element(tag, ` xsi:type="cwmp:${derived}"`, structureOf(value, derived, path, choice.key));
  }
  if (simple[type] === undefined) return element(tag, '', structureOf(value, type, path));
  const wanted = wantedBy(type, value);
  if (wanted !== undefined) throw invalid(path, wanted);
  return element(tag, '', textOf(typeof value === 'boolean' ? String(Number(value)) : String(value), path));
}

function textOf(text: string, path: Path): string {
  if (noXmlCharacter.test(text)) throw new CwmpError('CWMP_CANNOT_CARRY', 'holds a character that XML does not have', path);
  return escapeText(text);
}

const element = (tag: string, attributes: string, content: string): string => (content === '' ? `<${tag}${attributes}/>` : `<${tag}${attributes}>${content}</${tag}>`);

const invalid = (path: Path, message: string): CwmpError => new CwmpError('CWMP_INVALID', message, path);
