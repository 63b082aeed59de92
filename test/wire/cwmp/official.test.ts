import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { messages } from '../../../generated/cwmp/tables.js';
import { decodeEnvelope, encodeEnvelope, type Envelope } from '../../../wire/cwmp/index.js';
import { documentAt, whyNot } from '../../support/documents.js';
import { bodies, envelopes } from './messages.js';
import { officialSchema } from './official.js';

/** The published schemas judge what is written here, and what is accepted here. */

const isThere = documentAt('spec/cwmp/cwmp-1-2') !== undefined;
const seed = Number(process.env['SPECGEN_SEED'] ?? 20_261_122);
const versions = ['1-0', '1-1', '1-2'] as const;
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
    const wrong = messages
      .filter(({ since }) => since <= version)
      .flatMap(({ name }) => fc.sample(bodies[name]!, { numRuns: 8, seed }).map((value) => encodeEnvelope({ version, id: 'x', holdRequests: true, body: { rpc: name, value } } as unknown as Envelope)))
      .flatMap((xml) => schema.validate(xml).map((problem) => `${problem}\n${xml}`));
    expect(wrong).toEqual([]);
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
