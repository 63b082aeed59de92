import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../wire/index.js';
import { decode, encode, fromXml, parse, toXml } from '../../wire/index.js';

/** What TS-0004 Tables 7.5.2-1, 7.5.2-2 and 6.3.5.62-1 allow beside resources: with long names, with short ones, and in XML. */
const contents: readonly { readonly what: string; readonly long: string; readonly wire: string; readonly xml: string }[] = [
  {
    what: 'references to child resources',
    long: '{"m2m:resourceRefList":{"resourceRef":[{"name":"a","type":3,"val":"cse-in/a"}]}}',
    wire: '{"m2m:rrl":{"rrf":[{"nm":"a","typ":3,"val":"cse-in/a"}]}}',
    xml: '<m2m:rrl @><rrf nm="a" typ="3">cse-in/a</rrf></m2m:rrl>',
  },
  {
    what: 'a resource with its address',
    long: '{"m2m:resource":{"m2m:container":{"labels":["a"]},"URI":"cse-in/a"}}',
    wire: '{"m2m:rce":{"m2m:cnt":{"lbl":["a"]},"uri":"cse-in/a"}}',
    xml: '<m2m:rce @><m2m:cnt><lbl>a</lbl></m2m:cnt><uri>cse-in/a</uri></m2m:rce>',
  },
  {
    what: 'what the members of a group answered: a reference to a global element has its prefix (8.4.2, rule 3)',
    long: '{"m2m:aggregatedResponse":{"resourceID":"r","m2m:responsePrimitive":[{"responseStatusCode":2000,"requestIdentifier":"1","primitiveContent":{"m2m:container":{"labels":["a"]}}}]}}',
    wire: '{"m2m:agr":{"ri":"r","m2m:rsp":[{"rsc":2000,"rqi":"1","pc":{"m2m:cnt":{"lbl":["a"]}}}]}}',
    xml: '<m2m:agr @><ri>r</ri><m2m:rsp><rsc>2000</rsc><rqi>1</rqi><pc><m2m:cnt><lbl>a</lbl></m2m:cnt></pc></m2m:rsp></m2m:agr>',
  },
  { what: 'the result of a query', long: '{"m2m:queryResult":"<sparql/>"}', wire: '{"m2m:qres":"<sparql/>"}', xml: '<m2m:qres @>&lt;sparql/&gt;</m2m:qres>' },
  { what: 'a security exchange', long: '{"m2m:securityInfo":{"securityInfoType":3}}', wire: '{"m2m:seci":{"sit":3}}', xml: '<m2m:seci @><sit>3</sit></m2m:seci>' },
  { what: 'addresses, of which there may be none', long: '{"m2m:URIList":[]}', wire: '{"m2m:uril":[]}', xml: '<m2m:uril @/>' },
];

const nested: readonly { readonly what: string; readonly type: string; readonly long: string; readonly wire: string }[] = [
  {
    what: 'a request in the answer to a poll',
    type: 'responsePrimitive',
    long: '{"responseStatusCode":2000,"requestIdentifier":"1","primitiveContent":{"m2m:requestPrimitive":{"operation":5,"to":"a","from":"C","requestIdentifier":"2","primitiveContent":{"m2m:notification":{"subscriptionReference":"s"}},"releaseVersionIndicator":"3"}}}',
    wire: '{"rsc":2000,"rqi":"1","pc":{"m2m:rqp":{"op":5,"to":"a","fr":"C","rqi":"2","pc":{"m2m:sgn":{"sur":"s"}},"rvi":"3"}}}',
  },
  {
    what: 'a response in a notification, with the responses of a group',
    type: 'requestPrimitive',
    long: '{"operation":5,"to":"a","from":"C","requestIdentifier":"1","primitiveContent":{"m2m:responsePrimitive":{"responseStatusCode":2000,"requestIdentifier":"2","primitiveContent":{"m2m:aggregatedResponse":{"m2m:responsePrimitive":[{"responseStatusCode":4004,"requestIdentifier":"3"}]}}}},"releaseVersionIndicator":"3"}',
    wire: '{"op":5,"to":"a","fr":"C","rqi":"1","pc":{"m2m:rsp":{"rsc":2000,"rqi":"2","pc":{"m2m:agr":{"m2m:rsp":[{"rsc":4004,"rqi":"3"}]}}}},"rvi":"3"}',
  },
];

const json = (text: string): JsonObject => JSON.parse(text) as JsonObject;

describe('contents that are no resource', () => {
  it.each(contents)('$what', async ({ long, wire, xml }) => {
    expect(JSON.stringify(encode('primitiveContent' as string, json(long)))).toBe(wire);
    expect(JSON.stringify(decode('primitiveContent' as string, json(wire)))).toBe(long);
    const whole = xml.replace('@', 'xmlns:m2m="http://www.onem2m.org/xml/protocols"');
    const written = toXml('primitiveContent' as string, json(long));
    expect(written.ok && written.xml.split('\n')[1]).toBe(whole);
    expect(fromXml(whole)).toMatchObject({ ok: true, value: json(long) });
    for (const [text, type] of [[wire, 'application/json'], [long, 'application/json'], [whole, 'application/xml']] as const) {
      expect(await parse(text, type)).toMatchObject({ ok: true, type: 'primitiveContent', value: json(long) });
    }
  });

  it.each(nested)('$what', async ({ type, long, wire }) => {
    expect(encode(type, json(long))).toEqual(json(wire));
    expect(decode(type, json(wire))).toEqual(json(long));
    expect(await parse(wire, 'application/json')).toMatchObject({ ok: true, type, value: json(long) });
    const written = toXml(type, json(long));
    expect(written.ok).toBe(true);
    expect(await parse(written.ok ? written.xml : '', 'application/xml')).toMatchObject({ ok: true, type, value: json(long) });
  });

  it('a request in a transaction has the prefix of its root element, and is one', async () => {
    const long = json('{"transactionID":"t","requestPrimitive":{"operation":2,"to":"a","from":"C","requestIdentifier":"1","releaseVersionIndicator":"3"}}');
    const wire = '{"m2m:trac":{"tid":"t","m2m:rqp":{"op":2,"to":"a","fr":"C","rqi":"1","rvi":"3"}}}';
    expect(encode('transaction', long as never)).toEqual(json(wire)['m2m:trac']);
    expect(await parse(wire, 'application/json;ty=51')).toMatchObject({ ok: true, value: long });
    const written = toXml('transaction', long as never);
    expect(written.ok && written.xml).toContain('<m2m:rqp>');
    expect(await parse(written.ok ? written.xml : '', 'application/xml;ty=51')).toMatchObject({ ok: true, value: long });
    expect(await parse(wire.replace('m2m:rqp', 'rqp'), 'application/json;ty=51')).toMatchObject({ ok: false });
  });

  it.each([
    ['{"m2m:rrl":{"rrf":[{"nm":"a","val":"x"}]}}', 'm2m:rrl/rrf/0/typ M'],
    ['{"m2m:rrl":[]}', 'm2m:rrl type'],
    ['{"m2m:rce":{"m2m:cnt":{"mni":"a"},"uri":"a"}}', 'm2m:rce/m2m:cnt/mni type'],
    ['{"m2m:rce":{"cnt":{},"uri":"a"}}', 'm2m:rce content, m2m:rce/cnt unknown'],
    ['{"m2m:agr":{"m2m:rsp":[{"rsc":2000,"rqi":"1"},{"rsc":2000,"rqi":"1","pc":{"m2m:cnt":{"mni":-1}}}]}}', 'm2m:agr/m2m:rsp/1/pc/m2m:cnt/mni range'],
    ['{"m2m:qres":{}}', 'm2m:qres type'],
    ['{"m2m:seci":{"sit":99}}', 'm2m:seci/sit enum'],
    ['{"m2m:sgn":{"sur":"s","nev":{"net":5,"rep":{"m2m:tsn":{"mdlt":["x"],"mdc":1}}}}}', 'm2m:sgn/nev/rep/m2m:tsn/mdlt type'],
  ])('%s: %s', async (text, expected) => {
    const result = await parse(text, 'application/json');
    expect(!result.ok && result.diagnostics.map(({ path, rule, code }) => `${path.join('/')} ${rule ?? code}`).join(', ')).toBe(expected);
  });
});
