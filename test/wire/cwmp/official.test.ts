import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { headers, messages } from '../../../generated/cwmp/tables.js';
import { decodeEnvelope, encodeEnvelope, type Envelope } from '../../../wire/cwmp/index.js';
import { Diagnostics } from '../../../generator/diagnostics/diagnostic.js';
import type { ElementDeclaration, SchemaSet } from '../../../generator/model/components.js';
import { readXsd } from '../../../generator/read/xsd/read.js';
import { documentAt, whyNot } from '../../support/documents.js';
import { instancesOf } from '../../support/instances.js';
import type { Json } from '../../support/json.js';
import { toXml } from '../../support/to-xml.js';
import { bodies, envelopes } from './messages.js';
import { officialFiles, officialSchema } from './official.js';

/** The published schemas judge what is written here, and what is accepted here. */

const isThere = documentAt('spec/cwmp/cwmp-1-2') !== undefined;
const seed = Number(process.env['SPECGEN_SEED'] ?? 20_261_122);
const versions = ['1-0', '1-1', '1-2', '1-3', '1-4'] as const;
const schemas = new Map(versions.map((version) => [version, officialSchema(version)]));
afterAll(() => schemas.forEach((schema) => schema?.dispose()));

it('what is written comes back as it was, every message in every version', () => {
  fc.assert(fc.property(envelopes, (envelope) => void expect(decodeEnvelope(encodeEnvelope(envelope))).toEqual({ ok: true, envelope })), { numRuns: 400 });
});

const samples = messages.flatMap(({ name, since }) => {
  const [version = '1-2' as const] = versions.filter((each) => each >= since).slice(-1);
  return fc.sample(bodies[name]!, { numRuns: 3, seed }).map((value) => ({ version, id: '1', body: { rpc: name, value } }) as unknown as Envelope);
});

describe.skipIf(!isThere)(`against the published schemas${isThere ? '' : `: ${whyNot}`}`, () => {
  it.each(versions)('what is written is valid in %s', (version) => {
    const schema = schemas.get(version)!;
    const said = { id: 'x', holdRequests: true, ...(version >= '1-3' && { sessionTimeout: 60 }), ...(version >= '1-4' && { supportedVersions: ['1.0', '1.4'], useVersion: '1.4' }) };
    const wrong = messages
      .filter(({ since }) => since <= version)
      .flatMap(({ name }) => fc.sample(bodies[name]!, { numRuns: 8, seed }).map((value) => encodeEnvelope({ version, ...said, body: { rpc: name, value } } as unknown as Envelope)))
      .flatMap((xml) => schema.validate(xml).map((problem) => `${problem}\n${xml}`));
    expect(wrong).toEqual([]);
  });

  /** Optional RPCs that manage no software and no files. */
  const notCovered = /^(?:SetVouchers|GetOptions|Kicked|RequestDownload)(?:Response)?$/;

  /** Lists that say how long they are, and times that are some. */
  const counted = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(counted);
    if (typeof value !== 'object' || value === null) return value;
    const inner = Object.entries(value).map(([name, each]) => [name, counted(each as Json)] as const);
    const items = inner.reduce((sum, [name, each]) => sum + (name === 'arrayType' ? 0 : Array.isArray(each) ? each.length : 1), 0);
    return Object.fromEntries(inner.map(([name, each]) => [name, name === 'arrayType' ? `x[${items}]` : name.endsWith('Time') ? '2026-11-29T12:00:00.5+01:00' : each])) as Json;
  };

  /** ChangeDUState with each kind of operation: that of the element is abstract, so that each says of which type it is. */
  const changesOf = (set: SchemaSet): readonly (readonly [name: string, message: string])[] =>
    [...set.types.values()].flatMap((type) => {
      const { name, base } = type;
      if (name === undefined || base?.name?.local !== 'OperationStruct') return [];
      const element = { name: { namespace: '', local: 'Operations' }, type } as unknown as ElementDeclaration;
      const operations = fc.sample(instancesOf(element, set), { numRuns: 12, seed }).map((value) => toXml(element, counted(value), set).replace('<Operations', `<Operations xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:type="q:${name.local}"`));
      return operations.map((each) => ['ChangeDUState', `<q:ChangeDUState xmlns:q="${name.namespace}">${each}${operations[0] ?? ''}<CommandKey>k</CommandKey></q:ChangeDUState>`] as const);
    });

  it.each(versions)('what is valid in %s is read, and so is what comes of it when it is written', (version) => {
    const set = readXsd(officialFiles(version)!, new Diagnostics(), { entries: ['whole.xsd'] });
    const schema = schemas.get(version)!;
    const counts = new Map<string, number>();
    const refused = [...set.elements.values()]
      .filter(({ name }) => name.namespace.startsWith('urn:') && !headers.some((header) => header.name === name.local))
      .flatMap((element) => fc.sample(instancesOf(element, set), { numRuns: 12, seed }).map((value) => [element.name.local, toXml(element, counted(value), set)] as const))
      .concat(changesOf(set))
      .flatMap(([name, message]) => {
        const body = name === 'Fault' ? `<e:Fault><faultcode>e:Client</faultcode><faultstring>CWMP fault</faultstring><detail>${message}</detail></e:Fault>` : message;
        const xml = `<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body>${body}</e:Body></e:Envelope>`;
        if (schema.validate(xml).length > 0) return [];
        counts.set(name, (counts.get(name) ?? 0) + 1);
        const decoded = decodeEnvelope(xml);
        if (!decoded.ok) return notCovered.test(name) && decoded.reason === 'method' ? [] : [`${decoded.message}: ${xml}`];
        return schema.validate(encodeEnvelope(decoded.envelope)).map((problem) => `${problem}: ${xml}`);
      });
    expect(refused).toEqual([]);
    expect(counts.get('Inform')).toBeGreaterThan(3);
    // All of them, of those that this version has.
    expect(messages.filter(({ name, since }) => since <= version && !counts.has(name)).map(({ name }) => name)).toEqual([]);
  });

  /** Where this decoder and the schema part, and why. */
  const differences: readonly (readonly [why: string, is: (mutation: Mutation) => boolean])[] = [
    ['codes of faults are not listed: devices send others', ({ element }) => element === 'FaultCode'],
    ['a failed installation has no UUID', ({ element, text, message }) => element === 'UUID' && text === '' && /DUStateChange/.test(message)],
    ['what a parameter holds is no matter of the message', ({ element }) => element === 'Value'],
    ['what is no URL, shows when it is loaded', ({ element }) => element === 'URL'],
    ['the count of a list must be right; a schema cannot say so', ({ kind, inList }) => inList && (kind === 'remove' || kind === 'twice')],
    ['what is not known is passed over (TR-069 3.5)', ({ kind }) => kind === 'rename'],
  ];

  interface Mutation {
    readonly message: string;
    readonly kind: 'remove' | 'twice' | 'text' | 'rename';
    readonly element: string;
    readonly inList: boolean;
    readonly text: string;
    readonly xml: string;
  }
  const texts = ['', 'x', '-1', '7', 'z'.repeat(70), 'z'.repeat(300), '2026-13-01T00:00:00Z', 'true', '4294967296'];

  function mutationsOf(message: string, xml: string): readonly Mutation[] {
    const body = xml.indexOf('<soap-env:Body>');
    return [...xml.matchAll(/<([A-Z]\w*|string)(?: [^>]*)?(?:\/>|>([^<]*)<\/\1>)/g)]
      .filter(({ index }) => index > body)
      .flatMap((match): readonly Mutation[] => {
        const [whole, element = ''] = match;
        const isText = !whole.includes('arrayType');
        const put = (text: string) => xml.slice(0, match.index) + text + xml.slice(match.index + whole.length);
        const open = /^<[^>]*?(?=\/?>)/.exec(whole)![0];
        const inList = element === 'string';
        const base = { message, element, inList, text: '' };
        return [
          { ...base, kind: 'remove', xml: put('') },
          { ...base, kind: 'twice', xml: put(whole + whole) },
          { ...base, kind: 'rename', xml: put(`${whole}<Unknown>1</Unknown>`) },
          ...(isText ? texts.map((text): Mutation => ({ ...base, kind: 'text', text, xml: put(`${open}>${text}</${element}>`) })) : []),
        ];
      });
  }

  it('what is changed is refused by both, or by neither', () => {
    let agreed = 0;
    const seen = new Set<string>();
    const parted = samples.flatMap((envelope) => {
      const xml = encodeEnvelope(envelope);
      const schema = schemas.get(envelope.version as '1-2')!;
      return mutationsOf(envelope.body.rpc, xml).flatMap((mutation) => {
        const key = `${mutation.message} ${mutation.kind} ${mutation.element} ${mutation.text}`;
        if (seen.has(key)) return [];
        seen.add(key);
        const ours = decodeEnvelope(mutation.xml);
        const problems = schema.validate(mutation.xml);
        agreed += Number(ours.ok === (problems.length === 0));
        if (ours.ok === (problems.length === 0) || differences.some(([, is]) => is(mutation))) return [];
        return [`${mutation.message} ${mutation.kind} ${mutation.element} "${mutation.text}": ${ours.ok ? 'accepted' : ours.message}; ${problems.join(' ') || 'valid'}`];
      });
    });
    expect(parted).toEqual([]);
    expect(agreed).toBeGreaterThan(500);
  });
});
