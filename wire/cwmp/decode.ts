/** Text or bytes as an envelope of CWMP. */

import { headers, messages, versions } from '../../generated/cwmp/tables.js';
import type { Body, CwmpVersion, Fault } from '../../generated/cwmp/types.js';
import { maxLengthOf } from '../limits.js';
import { collapse, readSimple } from '../xml/lexical.js';
import { TextError } from '../text-error.js';
import { parseXml, type XmlElement } from '../xml/parse.js';
import { parseHandmade } from './handmade.js';
import { acsFaults, namespaces, Refusal, type Decoded, type DecodeLimits, type Envelope } from './envelope.js';
import { readStructure, textIn, wrong } from './read.js';
import { textOf } from './text.js';

const versionOf: ReadonlyMap<string, CwmpVersion> = new Map(versions.map(({ namespace, version }) => [namespace, version]));
const rowOf = new Map<string, (typeof messages)[number]>(messages.map((row) => [row.name, row]));
const headerTypes = new Map(headers.map(({ name, type }) => [name, type]));

/** What is known of an envelope before all of it is: enough to answer it. */
type Known = { -readonly [K in Exclude<keyof Envelope, 'body'>]?: Envelope[K] } & { rpc?: string };

/** An envelope, or the fault to answer with; never throws for what the text holds. */
export function decodeEnvelope(text: string | Uint8Array, limits: DecodeLimits = {}): Decoded {
  const known: Known = {};
  try {
    return { ok: true, envelope: read(text, limits, known) };
  } catch (error) {
    const { faultCode, reason, message } = refusalOf(error);
    const { id, version, rpc } = known;
    return {
      ok: false,
      fault: { faultCode, faultString: acsFaults[faultCode] },
      reason,
      message,
      ...(id !== undefined && { id }),
      ...(version !== undefined && { version }),
      ...(rpc !== undefined && { rpc }),
    };
  }
}

function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (!(error instanceof TextError)) throw error;
  return error.code === 'WIRE_LIMIT' ? new Refusal(8004, 'limit', error.message) : new Refusal(8003, 'syntax', `${error.message} (offset ${error.offset})`);
}

function read(text: string | Uint8Array, limits: DecodeLimits, known: Known): Envelope {
  if (text.length > maxLengthOf(limits)) throw new Refusal(8004, 'limit', `the message is longer than ${maxLengthOf(limits)}`);
  const document = typeof text === 'string' ? text : textOf(text, limits);
  const root = limits.lenient === true ? parseHandmade(document, limits) : parseXml(document, limits);
  // Of a device whose envelope is in no namespace, its parts are of SOAP 1.1 all the same.
  const isOfSoap = (namespace: string) => namespace === namespaces.envelope || (limits.lenient === true && namespace === '');
  const isSoap = isOfSoap(root.namespace);
  if (root.local === 'Envelope' && !isSoap) throw new Refusal(8003, 'version', 'the envelope is not of SOAP 1.1');
  if (root.local !== 'Envelope') throw new Refusal(8003, 'envelope', 'the root element is no SOAP envelope');
  const parts = root.elements.filter(({ namespace }) => isOfSoap(namespace));
  const [header, anotherHeader] = parts.filter(({ local }) => local === 'Header');
  const [body, anotherBody] = parts.filter(({ local }) => local === 'Body');
  if (anotherHeader !== undefined || anotherBody !== undefined) throw new Refusal(8003, 'envelope', 'the envelope has a part twice');
  if (header !== undefined) readHeader(header, known, limits);
  const [message, another] = body?.elements ?? [];
  if (message === undefined || another !== undefined) throw new Refusal(8003, 'envelope', 'the envelope does not hold one message');
  const content = message.namespace === namespaces.envelope && message.local === 'Fault' ? readFault(message, known, limits) : readMessage(message, known, limits);
  const { rpc: _, ...rest } = known;
  return { version: '1-0', ...rest, body: content };
}

function readHeader(header: XmlElement, known: Known, { lenient = false }: DecodeLimits): void {
  // The identifier first, so that whatever else is wrong can be answered.
  const byName = new Map<string, XmlElement>();
  for (const element of header.elements) {
    const version = versionOf.get(element.namespace);
    if (version !== undefined && headerTypes.has(element.local)) {
      known.version ??= version;
      if (byName.has(element.local)) throw wrong(`Header.${element.local}`, 'stands twice');
      byName.set(element.local, element);
    }
  }
  const id = byName.get('ID');
  if (id !== undefined) known.id = textIn(id, 'Header.ID');
  const unknown = header.elements.find((element) => mustBeUnderstood(element) && !(versionOf.has(element.namespace) && headerTypes.has(element.local)));
  if (unknown !== undefined) refuseOtherVersion(unknown);
  if (unknown !== undefined) throw new Refusal(8003, 'mustUnderstand', `the header ${unknown.local.slice(0, 40)} must be understood, and is not known`);
  const value = (name: string) => {
    const element = byName.get(name);
    if (element === undefined) return undefined;
    const text = textIn(element, `Header.${name}`);
    const type = headerTypes.get(name);
    if (type === 'string') return text;
    const found = readSimple(text, [type === 'boolean' ? 'boolean' : 'integer']);
    if (found !== undefined && !(typeof found === 'number' && (found < 0 || found > 0xffff_ffff))) return found;
    // Nothing hangs on those that a device sends.
    if (lenient) return undefined;
    throw wrong(`Header.${name}`, `is no ${type}`);
  };
  const supported = value('SupportedCWMPVersions') as string | undefined;
  const given = {
    holdRequests: value('HoldRequests'),
    noMoreRequests: value('NoMoreRequests'),
    sessionTimeout: value('SessionTimeout'),
    supportedVersions: supported?.split(',').map(collapse).filter((version) => version !== ''),
    useVersion: value('UseCWMPVersion'),
  };
  Object.assign(known, Object.fromEntries(Object.entries(given).filter(([, each]) => each !== undefined)));
}

/** A header for somebody else on the way is none for us (SOAP 1.1 clause 4.2.2). */
function mustBeUnderstood({ attributes }: XmlElement): boolean {
  const own = (name: string) => attributes.find(({ namespace, local }) => namespace === namespaces.envelope && local === name)?.value;
  const actor = own('actor') ?? '';
  return ['1', 'true'].includes(collapse(own('mustUnderstand') ?? '')) && (actor === '' || actor === 'http://schemas.xmlsoap.org/soap/actor/next');
}

function readMessage(message: XmlElement, known: Known, { lenient = false }: DecodeLimits): Body {
  const version = versionOf.get(message.namespace) ?? (lenient && message.namespace === '' ? (known.version ?? '1-0') : undefined);
  const name = message.local.slice(0, 80);
  known.rpc = name;
  if (version === undefined) {
    refuseOtherVersion(message);
    throw new Refusal(8000, 'method', `${name} is in no namespace of CWMP`);
  }
  known.version = version;
  const row = rowOf.get(message.local);
  if (row === undefined || row.name === 'Fault') throw new Refusal(8000, 'method', `${name} is no message that is known here`);
  if (row.since > version && !lenient) throw new Refusal(8000, 'method', `${name} is of CWMP ${row.since}, and this is ${version}`);
  return { rpc: row.name, value: readStructure(message, row.name, row.name, lenient) } as unknown as Body;
}

function refuseOtherVersion({ namespace }: XmlElement): void {
  if (namespace.startsWith('urn:dslforum-org:cwmp-') && !versionOf.has(namespace)) throw new Refusal(8006, 'version', `${namespace.slice(0, 80)} is no version that is spoken here`);
}

/** Of a fault without the detail of CWMP, or its code, no more is known than that something went wrong inside (9002). */
function readFault(message: XmlElement, known: Known, { lenient = false }: DecodeLimits): Body {
  known.rpc = 'Fault';
  const part = (name: string) => message.elements.find(({ local }) => local === name);
  const detail = part('detail')?.elements.find(({ namespace, local }) => (namespace === '' || versionOf.has(namespace)) && local === 'Fault');
  const hasCode = /^\s*\d+\s*$/.test(detail?.elements.find(({ local }) => local === 'FaultCode')?.text ?? '');
  if (detail === undefined || (lenient && !hasCode)) return { rpc: 'Fault', value: { faultCode: 9002, faultString: collapse(part('faultstring')?.text ?? '') } };
  const version = versionOf.get(detail.namespace);
  if (version !== undefined) known.version = version;
  return { rpc: 'Fault', value: readStructure(detail, 'Fault', 'Fault', lenient) as unknown as Fault };
}
