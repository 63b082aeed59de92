import { request } from 'undici';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { attributesOf } from '../../../generated/tables/attributes.js';
import { resources } from '../../../generated/tables/resources.js';
import { encode, fromJson, fromXml, toXml, type JsonObject } from '../../../wire/index.js';
import { startCse, type RunningCse } from '../../../runtime/serve/index.js';
import { payloadVectors } from '../../../testing/vectors.js';
import { compileAll, xsdFilesOf, type LibxmlSchema } from '../../support/libxml2.js';
import type { Json, Response, World } from '../core/support.js';
import { chainTo, creatable, stand } from '../hosting/samples.js';

const M2M = 'http://www.onem2m.org/xml/protocols';
const syntaxes = ['json', 'xml'] as const;
type Syntax = (typeof syntaxes)[number];

/** A body in its root element, as it travels. */
function textOf(type: string, content: JsonObject, syntax: Syntax): string {
  if (syntax === 'json') return JSON.stringify({ [`m2m:${resources.find(({ name }) => name === type)!.shortName}`]: encode(type as 'node', content as never) });
  const written = toXml(type as 'node', content as never, { operation: 'create' });
  if (!written.ok) throw new Error(JSON.stringify(written.diagnostics));
  return written.xml;
}

/** A representation that came, in which an empty element is an empty value and no NULL. */
function longOf(text: string, syntax: Syntax): JsonObject {
  const read = (syntax === 'json' ? fromJson : fromXml)(text, { operation: 'full' });
  if (!read.ok) throw new Error(JSON.stringify(read.diagnostics));
  return read.value;
}

/** What must be there at some time and is not yet: what a device says, or policies that nobody has made. */
function later(type: string, stored: JsonObject): JsonObject {
  const sample = payloadVectors(type, 'full')!.valid.find(({ name }) => name === 'everything')!.long as JsonObject;
  const absent = attributesOf(type)!.filter(({ name, optional }) => !optional && !Object.hasOwn(stored, name));
  return Object.fromEntries(absent.map(({ name }) => [name, sample[name]!]));
}

describe('every resource type at a socket, in both syntaxes', () => {
  let cse: RunningCse;
  /** Who asked last: nobody but its AE may look at a polling channel. */
  let from: unknown;
  let libxml: LibxmlSchema;
  beforeAll(async () => {
    libxml = compileAll(xsdFilesOf('xsd'), M2M);
    cse = await startCse();
  });
  afterAll(() => {
    libxml.dispose();
    return cse.close();
  });
  // Below one CSEBase there may be one of some types only.
  afterEach(async () => {
    for (const { id } of cse.store.children('id-in')) await cse.request({ op: 4, to: id, fr: cse.admin, rqi: 'r', rvi: '3' });
    expect(cse.store.children('id-in')).toEqual([]);
  });

  const headers = (originator: unknown, more: Readonly<Record<string, string>>) => ({ 'X-M2M-Origin': String(originator ?? 'CAdmin'), 'X-M2M-RI': 'r1', 'X-M2M-RVI': '3', ...more });

  /** What the tests in the process ask, by way of the socket. */
  const asking = (syntax: Syntax) => async ({ to, ty, fr, pc }: Json): Promise<Response> => {
    from = fr;
    const row = resources.find(({ name, resourceType }) => name === ty || resourceType === ty)!;
    const [content] = Object.values(pc as Record<string, JsonObject>);
    const long = typeof ty === 'string' ? content! : longOf(JSON.stringify(pc), 'json');
    const clean = JSON.parse(JSON.stringify(long)) as JsonObject;
    const answer = await request(`${cse.url}/${String(to)}`, {
      method: 'POST',
      headers: headers(fr, { 'Content-Type': `application/${syntax};ty=${row.resourceType}`, Accept: `application/${syntax}` }),
      body: textOf(row.name, clean, syntax),
    });
    const text = await answer.body.text();
    const rsc = Number(answer.headers['x-m2m-rsc']);
    const body = rsc === 2001 ? (longOf(text, syntax) as Response['body']) : {};
    return { rsc, body, root: undefined, text, whole: { text } as never };
  };

  it.each(creatable.filter(({ name }) => chainTo(name) !== undefined).flatMap(({ name }) => syntaxes.map((syntax) => [name, syntax] as const)))('%s in %s', async (type, syntax) => {
    const to = await stand({ ask: asking(syntax) } as unknown as World, type);
    const read = async (as: Syntax) => {
      const answer = await request(`${cse.url}/${to}`, { headers: headers(from, { Accept: `application/${as}` }) });
      expect(answer.statusCode, type).toBe(200);
      return longOf(await answer.body.text(), as);
    };
    const [inJson, inXml] = [await read('json'), await read('xml')];
    expect(inXml).toEqual(inJson);
    const written = toXml(type as 'node', { ...later(type, inXml), ...inXml } as never, { form: 'long', operation: 'full' });
    expect(written.ok ? libxml.validate(written.xml) : written.diagnostics).toEqual([]);
  });
});
