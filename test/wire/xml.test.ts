import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue, Operation, XmlWriteOptions } from '../../wire/index.js';
import { fromXml, toXml } from '../../wire/index.js';
import { payloadCases, payloads, times, withoutBlanks } from './payloads.js';
import { allVectors } from './vectors.js';

const head = '<?xml version="1.0" encoding="UTF-8"?>\n';
const m2m = ' xmlns:m2m="http://www.onem2m.org/xml/protocols"';
const xsi = `${m2m} xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xs="http://www.w3.org/2001/XMLSchema"`;
const json = (text: string): JsonObject => JSON.parse(text) as JsonObject;

function written(type: string, body: JsonObject, options?: XmlWriteOptions): string {
  const result = toXml(type, body, options);
  if (!result.ok) throw new Error(JSON.stringify(result.diagnostics));
  expect(result.xml.startsWith(head)).toBe(true);
  return result.xml.slice(head.length).trimEnd();
}
function read(xml: string, operation?: Operation): JsonValue {
  const result = fromXml(xml, operation === undefined ? {} : { operation });
  if (!result.ok) throw new Error(JSON.stringify(result.diagnostics));
  return result.value;
}
/** Codes, paths by the names of the text, and places. */
const problems = (xml: string, operation?: Operation): readonly string[] => {
  const result = fromXml(xml, operation === undefined ? {} : { operation });
  return result.ok ? [] : result.diagnostics.map(({ code, path, place }) => `${place?.line}:${place?.column} ${code} ${path.join('/')}`.trim());
};
const refusals = (type: string, body: JsonObject, options?: XmlWriteOptions): readonly string[] => {
  const result = toXml(type, body, options);
  return result.ok ? [] : result.diagnostics.map(({ code, path }) => `${code} ${path.join('/')}`.trim());
};

describe('TS-0004 8.3: what stands where', () => {
  it.each<{ readonly what: string; readonly type: string; readonly long: string; readonly xml: string; readonly operation?: Operation }>([
    { what: 'short names under a root element of m2m', type: 'softwareCampaign', long: '{"version":"1"}', xml: `<m2m:swcm${m2m}><vr>1</vr></m2m:swcm>` },
    { what: 'an empty body', type: 'softwareCampaign', long: '{}', xml: `<m2m:swcm${m2m}/>` },
    { what: 'the name is an XML attribute', type: 'softwareCampaign', long: '{"resourceName":"a"}', xml: `<m2m:swcm${m2m} rn="a"/>` },
    { what: 'booleans and numbers', type: 'softwareCampaign', long: '{"campaignEnabled":false,"softwareOperation":1}', xml: `<m2m:swcm${m2m}><cpen>false</cpen><swop>1</swop></m2m:swcm>` },
    { what: 'lists, their items separated by blanks', type: 'softwareCampaign', long: '{"labels":["a","b:c"]}', xml: `<m2m:swcm${m2m}><lbl>a b:c</lbl></m2m:swcm>` },
    { what: 'a list of one', type: 'softwareCampaign', long: '{"labels":["a"]}', xml: `<m2m:swcm${m2m}><lbl>a</lbl></m2m:swcm>` },
    { what: 'a list of numbers', type: 'CSEBase', long: '{"supportedResourceType":[1,5]}', xml: `<m2m:cb${m2m}><srt>1 5</srt></m2m:cb>` },
    { what: 'a list of points in time, of a union of lists', type: 'timeSeries', long: '{"missingDataList":["20300131T120000","20300201T000000"]}', xml: `<m2m:ts${m2m}><mdlt>20300131T120000 20300201T000000</mdlt></m2m:ts>` },
    { what: 'one of durations', type: 'timeSeries', long: '{"missingDataList":["PT1S"]}', xml: `<m2m:ts${m2m}><mdlt>PT1S</mdlt></m2m:ts>` },
    {
      what: 'elements that repeat, for arrays of objects; one is still an array',
      type: 'softwareCampaign',
      long: '{"softwareTriggerCriteria":[{"subjectResourceID":"a"}]}',
      xml: `<m2m:swcm${m2m}><swtc><sri>a</sri></swtc></m2m:swcm>`,
    },
    {
      what: 'elements that repeat, for arrays of values that have blanks',
      type: 'schedule',
      long: '{"scheduleElement":{"scheduleEntry":["* * * * * * *","0 0 0 * * * *"]}}',
      xml: `<m2m:sch${m2m}><se><sce>* * * * * * *</sce><sce>0 0 0 * * * *</sce></se></m2m:sch>`,
    },
    {
      what: 'text beside XML attributes',
      type: 'node',
      long: '{"childResource":[{"val":"a/b","name":"b","type":13}]}',
      xml: `<m2m:nod${m2m}><ch nm="b" typ="13">a/b</ch></m2m:nod>`,
    },
    { what: 'NULL in an update', type: 'softwareCampaign', long: '{"labels":null}', xml: `<m2m:swcm${m2m}><lbl/></m2m:swcm>`, operation: 'update' },
    { what: 'NULL for elements that repeat', type: 'softwareCampaign', long: '{"softwareTriggerCriteria":null}', xml: `<m2m:swcm${m2m}><swtc/></m2m:swcm>`, operation: 'update' },
    { what: 'an empty object after another, which is no NULL', type: 'softwareCampaign', long: '{"softwareTriggerCriteria":[{"subjectResourceID":"a"},{}]}', xml: `<m2m:swcm${m2m}><swtc><sri>a</sri></swtc><swtc/></m2m:swcm>`, operation: 'update' },
    { what: 'a creator that is asked for', type: 'subscription', long: '{"creator":null}', xml: `<m2m:sub${m2m}><cr/></m2m:sub>`, operation: 'create' },
    { what: 'an empty text where there is no NULL', type: 'node', long: '{"mgmtClientAddress":""}', xml: `<m2m:nod${m2m}><mgca/></m2m:nod>`, operation: 'full' },
    { what: 'an empty list where there is no NULL', type: 'node', long: '{"announceTo":[]}', xml: `<m2m:nod${m2m}><at/></m2m:nod>`, operation: 'full' },
    { what: 'characters of markup', type: 'softwareCampaign', long: '{"version":"a<b>&\\"c\'"}', xml: `<m2m:swcm${m2m}><vr>a&lt;b&gt;&amp;"c'</vr></m2m:swcm>` },
    { what: 'ends of lines and tabs', type: 'softwareCampaign', long: '{"version":" a\\r\\n\\tb\\r"}', xml: `<m2m:swcm${m2m}><vr> a&#13;\n\tb&#13;</vr></m2m:swcm>` },
    { what: 'the same in an attribute', type: 'softwareCampaign', long: '{"resourceName":"a\\t\\"<&\\nb"}', xml: `<m2m:swcm${m2m} rn="a&#9;&quot;&lt;&amp;&#10;b"/>` },
    { what: 'characters beyond 16 bits', type: 'softwareCampaign', long: '{"version":"ä漢😀"}', xml: `<m2m:swcm${m2m}><vr>ä漢😀</vr></m2m:swcm>` },
    {
      what: 'a value of any simple type says its own',
      type: 'softwareCampaign',
      long: '{"softwareTriggerCriteria":[{"evalCriteria":{"threshold":5}},{"evalCriteria":{"threshold":"5"}},{"evalCriteria":{"threshold":true}},{"evalCriteria":{"threshold":0.5}}]}',
      xml: `<m2m:swcm${xsi}><swtc><evc><thld xsi:type="xs:integer">5</thld></evc></swtc><swtc><evc><thld>5</thld></evc></swtc><swtc><evc><thld xsi:type="xs:boolean">true</thld></evc></swtc><swtc><evc><thld xsi:type="xs:double">0.5</thld></evc></swtc></m2m:swcm>`,
    },
    {
      what: 'a value of any type',
      type: 'mgmtCmd',
      long: '{"execReqArgs":{"reset":[{"anyArg":[{"name":"a","value":{"x":["1",2],"y":{"z":null},"e":{},"s":""}}]}]}}',
      xml: `<m2m:mgc${xsi}><exra><rst><any><nm>a</nm><val><x>1</x><x xsi:type="xs:integer">2</x><y><z/></y><e xsi:type="xs:anyType"/><s xsi:type="xs:string"/></val></any></rst></exra></m2m:mgc>`,
    },
    { what: 'a point in time, and a number of milliseconds', type: 'requestPrimitive', long: '{"operation":2,"requestExpirationTimestamp":"20300101T000000","resultExpirationTimestamp":500}', xml: `<m2m:rqp${m2m}><op>2</op><rqet>20300101T000000</rqet><rset>500</rset></m2m:rqp>` },
    {
      what: 'children in their parent',
      type: 'softwareCampaign',
      long: '{"version":"1","m2m:schedule":[{"resourceName":"s"}],"m2m:subscription":[{"notificationURI":["b"]},{}]}',
      xml: `<m2m:swcm${m2m}><vr>1</vr><m2m:sch rn="s"/><m2m:sub><nu>b</nu></m2m:sub><m2m:sub/></m2m:swcm>`,
    },
    { what: 'a resource that is known by name only', type: 'genericInterworkingService', long: '{"resourceName":"c","labels":["a"],"stateTag":1,"colour":1}', xml: `<m2m:gis${xsi} rn="c"><lbl>a</lbl><st>1</st><colour xsi:type="xs:integer">1</colour></m2m:gis>` },
    {
      what: 'a request, its content in its root element',
      type: 'requestPrimitive',
      long: '{"operation":3,"to":"a","from":"C","requestIdentifier":"1","primitiveContent":{"m2m:softwareCampaign":{"labels":null}},"releaseVersionIndicator":"3"}',
      xml: `<m2m:rqp${m2m}><op>3</op><to>a</to><fr>C</fr><rqi>1</rqi><pc><m2m:swcm><lbl/></m2m:swcm></pc><rvi>3</rvi></m2m:rqp>`,
    },
    {
      what: 'in a Create request an empty element is no NULL',
      type: 'requestPrimitive',
      long: '{"operation":1,"primitiveContent":{"m2m:node":{"mgmtClientAddress":""}}}',
      xml: `<m2m:rqp${m2m}><op>1</op><pc><m2m:nod><mgca/></m2m:nod></pc></m2m:rqp>`,
      operation: 'update',
    },
    {
      what: 'a response with addresses',
      type: 'responsePrimitive',
      long: '{"responseStatusCode":2000,"requestIdentifier":"1","primitiveContent":{"m2m:URIList":["a/b","c"]}}',
      xml: `<m2m:rsp${m2m}><rsc>2000</rsc><rqi>1</rqi><pc><m2m:uril>a/b c</m2m:uril></pc></m2m:rsp>`,
    },
    {
      what: 'a notification',
      type: 'notification',
      long: '{"m2m:notification":{"notificationEvent":{"representation":{"m2m:softwareCampaign":{"campaignStatus":3}},"notificationEventType":1},"subscriptionReference":"s"}}',
      xml: `<m2m:sgn${m2m}><nev><rep><m2m:swcm><cpst>3</cpst></m2m:swcm></rep><net>1</net></nev><sur>s</sur></m2m:sgn>`,
    },
    { what: 'several in one', type: 'notification', long: '{"m2m:aggregatedNotification":{"notification":[{"verificationRequest":true}]}}', xml: `<m2m:agn${m2m}><sgn><vrq>true</vrq></sgn></m2m:agn>` },
    { what: 'another content', type: 'primitiveContent', long: '{"m2m:URI":"a"}', xml: `<m2m:uri${m2m}>a</m2m:uri>` },
    { what: 'a number that JavaScript writes with an exponent', type: 'AE', long: '{"triggerReferenceNumber":1e+21}', xml: `<m2m:ae${m2m}><trn>1000000000000000000000</trn></m2m:ae>` },
    {
      what: 'numbers of XSD double',
      type: 'accessControlPolicy',
      long: '{"privileges":{"accessControlRule":[{"accessControlContexts":[{"accessControlLocationRegion":{"circRegion":[1.5,-1e-7,0]}}]}]}}',
      xml: `<m2m:acp${m2m}><pv><acr><acco><aclr><accr>1.5 -1e-7 0</accr></aclr></acco></acr></pv></m2m:acp>`,
    },
    { what: 'unknown members', type: 'softwareCampaign', long: '{"version":"1","colour":{"shade":[1,2]}}', xml: `<m2m:swcm${xsi}><vr>1</vr><colour><shade xsi:type="xs:integer">1</shade><shade xsi:type="xs:integer">2</shade></colour></m2m:swcm>` },
    {
      what: 'filter criteria, lists and elements that repeat as the XSD has them (TS-0004 6.3.5.8)',
      type: 'requestPrimitive',
      long: '{"operation":2,"filterCriteria":{"createdBefore":"20300101T000000","labels":["a","b"],"resourceType":[2,9076],"attribute":[{"name":"apn","value":"x"},{"name":"lbl","value":"y z"}],"filterUsage":1}}',
      xml: `<m2m:rqp${m2m}><op>2</op><fc><crb>20300101T000000</crb><lbl>a b</lbl><ty>2 9076</ty><atr><nm>apn</nm><val>x</val></atr><atr><nm>lbl</nm><val>y z</val></atr><fu>1</fu></fc></m2m:rqp>`,
    },
  ])('$what', ({ type, long, xml, operation }) => {
    const options = operation === undefined ? {} : { operation };
    expect(written(type, json(long), options)).toBe(xml);
    expect(read(head + xml, operation)).toEqual(json(long));
    const longForm = toXml(type, json(long), { ...options, form: 'long' });
    expect(longForm.ok && fromXml(longForm.xml, options)).toEqual({ ok: true, type: expect.any(String) as unknown, form: 'long', value: json(long) });
  });

  it('elements stand in the order of the XSD, whatever that of the members', () => {
    expect(written('softwareCampaign', { softwareOperation: 1, 'm2m:schedule': [{}], version: '1', resourceName: 'a', labels: ['l'], resourceType: 9076 })).toBe(
      `<m2m:swcm${m2m} rn="a"><ty>9076</ty><lbl>l</lbl><vr>1</vr><swop>1</swop><m2m:sch/></m2m:swcm>`,
    );
  });

  it('names and numbers of your own', () => {
    const names = { shortNames: { softwareCampaign: 'swca', campaignEnabled: 'ce' }, resourceTypes: { softwareCampaign: 7030 } };
    const body = { resourceType: 9076, campaignEnabled: true };
    const xml = `<m2m:swca${m2m}><ty>7030</ty><ce>true</ce></m2m:swca>`;
    expect(written('softwareCampaign', body, { names })).toBe(xml);
    expect(fromXml(xml, { names })).toEqual({ ok: true, type: 'softwareCampaign', form: 'wire', value: body });
    expect(problems(xml)).toEqual(['1:1 WIRE_NOT_COVERED m2m:swca']);
  });
});

describe('what others write', () => {
  const swcm = (content: string): string => `<m2m:swcm${m2m} xmlns:i="http://www.w3.org/2001/XMLSchema-instance" xmlns:x="http://www.w3.org/2001/XMLSchema">${content}</m2m:swcm>`;
  it.each<readonly [string, string, string]>([
    ['another prefix', '<o:swcm xmlns:o="http://www.onem2m.org/xml/protocols"><vr>1</vr></o:swcm>', '{"version":"1"}'],
    ['no prefix at the root only', '<swcm xmlns="http://www.onem2m.org/xml/protocols"><vr xmlns="">1</vr></swcm>', '{"version":"1"}'],
    ['blanks between elements', swcm('\n  <vr>1</vr>\r\n\t<swop>1</swop>\n'), '{"version":"1","softwareOperation":1}'],
    ['blanks around values', swcm('<swop>\n 1 </swop><cpen> true\t</cpen><lbl>\n a\n b </lbl><url> u </url>'), '{"softwareOperation":1,"campaignEnabled":true,"labels":["a","b"],"URL":"u"}'],
    ['blanks that are part of a text', swcm('<vr> 1 </vr>'), '{"version":" 1 "}'],
    ['other ways to write values', swcm('<cpen>1</cpen><swop>+01</swop>'), '{"campaignEnabled":true,"softwareOperation":1}'],
    ['false as 0', swcm('<cpen>0</cpen>'), '{"campaignEnabled":false}'],
    ['an element that is said to be NULL', swcm('<lbl i:nil="true"/>'), '{"labels":null}'],
    ['CDATA, comments, instructions and references', swcm('<vr><![CDATA[<a>&]]><!-- - --><?pi x?>&#65;&#x1F600;&lt;</vr>'), '{"version":"<a>&A😀<"}'],
    ['a location of schemas', `<m2m:swcm${m2m} xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:schemaLocation="http://www.onem2m.org/xml/protocols x.xsd" xml:lang="en"><vr>1</vr></m2m:swcm>`, '{"version":"1"}'],
    ['another prefix for types', swcm('<swtc><evc><thld i:type="x:int">5</thld></evc></swtc>'), '{"softwareTriggerCriteria":[{"evalCriteria":{"threshold":5}}]}'],
    ['elements in any order', swcm('<swop>1</swop><swtc><sri>a</sri></swtc><vr>1</vr><swtc><sri>b</sri></swtc>'), '{"softwareOperation":1,"softwareTriggerCriteria":[{"subjectResourceID":"a"},{"subjectResourceID":"b"}],"version":"1"}'],
    ['unknown attributes', `<m2m:swcm${m2m} colour="red"><vr>1</vr></m2m:swcm>`, '{"colour":"red","version":"1"}'],
    ['unknown elements with attributes and text', swcm('<colour shade="dark">red</colour>'), '{"colour":{"shade":"dark","val":"red"}}'],
    ['a byte order mark', `\ufeff${swcm('<vr>1</vr>')}`, '{"version":"1"}'],
  ])('%s', (_, xml, want) => {
    expect(read(xml)).toEqual(json(want));
  });

  it('long names, by their root element', () => {
    expect(fromXml(`<m2m:softwareCampaign${m2m} resourceName="a"><URL>u</URL></m2m:softwareCampaign>`)).toEqual({ ok: true, type: 'softwareCampaign', form: 'long', value: { resourceName: 'a', URL: 'u' } });
  });
});

describe('what is no body', () => {
  const swcm = (content: string): string => `<m2m:swcm${m2m}>\n${content}</m2m:swcm>`;
  it.each<readonly [string, string, readonly string[]]>([
    ['an unknown root', `<m2m:swcn${m2m}/>`, ['1:1 WIRE_NOT_COVERED m2m:swcn']],
    ['a root of no namespace', '<swcm/>', ['1:1 WIRE_ROOT swcm']],
    ['a root of another namespace', '<x:swcm xmlns:x="urn:x"/>', ['1:1 WIRE_NOT_COVERED x:swcm']],
    ['a root with a prefix that means another', '<m2m:swcm xmlns:m2m="urn:x"/>', ['1:1 WIRE_ROOT m2m:swcm']],
    ['an element with a prefix that means another', swcm('<m2m:sub xmlns:m2m="urn:x"/>'), ['2:1 WIRE_XML_STRUCTURE m2m:swcm']],
    ['a member of m2m', swcm('<m2m:vr>1</m2m:vr>'), ['2:1 WIRE_XML_STRUCTURE m2m:swcm']],
    ['an element of another namespace', swcm('<vr xmlns="urn:x">1</vr>'), ['2:1 WIRE_XML_STRUCTURE m2m:swcm']],
    ['an attribute of another namespace', `<m2m:swcm${m2m} m2m:rn="a"/>`, ['1:59 WIRE_XML_STRUCTURE m2m:swcm']],
    ['an attribute as an element', swcm('<rn>a</rn>'), ['2:1 WIRE_XML_STRUCTURE m2m:swcm']],
    ['an element as an attribute', `<m2m:swcm${m2m} vr="a"/>`, ['1:59 WIRE_XML_STRUCTURE m2m:swcm']],
    ['an element twice', swcm('<vr>1</vr>\n <vr>2</vr>'), ['3:2 WIRE_XML_STRUCTURE m2m:swcm']],
    ['text between elements', swcm('<vr>1</vr>x'), ['1:1 WIRE_XML_STRUCTURE m2m:swcm']],
    ['an element in a value', swcm('<vr>1<b/></vr>'), ['2:6 WIRE_XML_STRUCTURE m2m:swcm/vr']],
    ['an attribute of a value', swcm('<vr a="b">1</vr>'), ['2:5 WIRE_XML_STRUCTURE m2m:swcm/vr']],
    ['a number that is none', swcm('<swop>one</swop>\n<cpen>yes</cpen>'), ['2:1 WIRE_XML_VALUE m2m:swcm/swop', '3:1 WIRE_XML_VALUE m2m:swcm/cpen']],
    ['a number that cannot be held', swcm('<swop>9007199254740993</swop>'), ['2:1 WIRE_NUMBER m2m:swcm/swop']],
    ['an item of a list', `<m2m:cb${m2m}><srt>1 x</srt></m2m:cb>`, ['1:57 WIRE_XML_VALUE m2m:cb/srt/1']],
    ['a type that is none', swcm('<swtc><evc><thld xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="m2m:labels">5</thld></evc></swtc>'), ['2:12 WIRE_XML_VALUE m2m:swcm/swtc/0/evc/thld']],
    ['a long name among short ones', swcm('<vr>1</vr><version>2</version>'), ['2:11 WIRE_NAME_COLLISION m2m:swcm/version']],
  ])('%s', (_, xml, want) => {
    expect(problems(xml)).toEqual(want);
  });

  it.each<readonly [string, string, string, string | undefined]>([
    ['a default namespace', '<swcm xmlns="http://www.onem2m.org/xml/protocols"><vr>1</vr></swcm>', '<vr> is of the namespace of m2m, and belongs to none', 'elements inside a resource have no prefix, and stand in no default namespace: declare that of the root with a prefix'],
    ['an end tag of another element', swcm('\n <vr>1</swn>'), '</swn> ends no element here: <vr> of line 3, column 2 is open', undefined],
  ])('says of %s what to do', (_, xml, message, hint) => {
    const result = fromXml(xml);
    expect(!result.ok && result.diagnostics[0]).toMatchObject({ message, ...(hint !== undefined && { hint }) });
  });

  it('unknown names, where they are refused', () => {
    const result = fromXml(`<m2m:swcm${m2m} a="1"><b/></m2m:swcm>`, { unknown: 'refuse' });
    expect(!result.ok && result.diagnostics.map(({ code, path }) => [code, ...path])).toEqual([
      ['WIRE_UNKNOWN_MEMBER', 'm2m:swcm', 'a'],
      ['WIRE_UNKNOWN_MEMBER', 'm2m:swcm', 'b'],
    ]);
  });
});

describe('what XML cannot carry', () => {
  it.each<[string, string, JsonObject, readonly string[], XmlWriteOptions?]>([
    ['control characters', 'softwareCampaign', { version: 'a\u0000' }, ['WIRE_XML_CANNOT_CARRY version']],
    ['in an attribute', 'softwareCampaign', { resourceName: '\u0008' }, ['WIRE_XML_CANNOT_CARRY resourceName']],
    ['half a character', 'softwareCampaign', { version: '\ud800' }, ['WIRE_XML_CANNOT_CARRY version']],
    ['U+FFFF', 'softwareCampaign', { colour: '\uffff' }, ['WIRE_XML_CANNOT_CARRY colour']],
    ['blanks in an item of a list', 'softwareCampaign', { labels: ['a b'] }, ['WIRE_XML_CANNOT_CARRY labels/0']],
    ['an empty item', 'softwareCampaign', { labels: ['a', ''] }, ['WIRE_XML_CANNOT_CARRY labels/1']],
    ['blanks at the end of a token', 'softwareCampaign', { URL: 'a ' }, ['WIRE_XML_CANNOT_CARRY URL']],
    ['an empty text where that would be NULL', 'node', { mgmtClientAddress: '' }, ['WIRE_XML_CANNOT_CARRY mgmtClientAddress'], { operation: 'update' }],
    ['an empty list where that would be NULL', 'node', { announceTo: [] }, ['WIRE_XML_CANNOT_CARRY announceTo'], { operation: 'update' }],
    ['NULL where an empty element is a text', 'node', { mgmtClientAddress: null }, ['WIRE_XML_CANNOT_CARRY mgmtClientAddress'], { operation: 'full' }],
    ['an empty list of elements', 'softwareCampaign', { softwareTriggerCriteria: [] }, ['WIRE_XML_CANNOT_CARRY softwareTriggerCriteria']],
    ['a text for a number', 'softwareCampaign', { softwareOperation: '1' }, ['WIRE_XML_CANNOT_CARRY softwareOperation']],
    ['a number for a text', 'softwareCampaign', { version: 1 }, ['WIRE_XML_CANNOT_CARRY version']],
    ['half a number for a whole one', 'softwareCampaign', { softwareOperation: 1.5 }, ['WIRE_XML_CANNOT_CARRY softwareOperation']],
    ['one value for a list', 'softwareCampaign', { labels: 'a' }, ['WIRE_XML_CANNOT_CARRY labels']],
    ['one object for a list', 'softwareCampaign', { softwareTriggerCriteria: {} }, ['WIRE_XML_CANNOT_CARRY softwareTriggerCriteria']],
    ['a text for an object', 'schedule', { scheduleElement: 'x' }, ['WIRE_XML_CANNOT_CARRY scheduleElement']],
    ['a list of one without a type', 'softwareCampaign', { colour: ['red'] }, ['WIRE_XML_CANNOT_CARRY colour']],
    ['a name that is none', 'softwareCampaign', { 'a b': 1, '': 2, 'x:y': 3, '<': 4 }, ['WIRE_XML_CANNOT_CARRY a b', 'WIRE_XML_CANNOT_CARRY', 'WIRE_XML_CANNOT_CARRY x:y', 'WIRE_XML_CANNOT_CARRY <']],
    ['a name of the other form', 'softwareCampaign', { vr: '1' }, ['WIRE_NAME_COLLISION vr']],
    ['an unknown name, where it is refused', 'softwareCampaign', { colour: 1 }, ['WIRE_UNKNOWN_MEMBER colour'], { unknown: 'refuse' }],
    ['two roots', 'notification', { 'm2m:notification': {}, 'm2m:URI': 'a' }, ['WIRE_ROOT']],
    ['no root', 'notification', {}, ['WIRE_ROOT']],
    ['a type that is none', 'nothing', {}, ['WIRE_UNKNOWN_TYPE']],
  ])('%s', (_, type, body, want, options) => {
    expect(refusals(type, body, options)).toEqual(want);
  });

  it('an empty list of elements is left out where the caller wants that', () => {
    expect(written('softwareCampaign', { softwareTriggerCriteria: [] }, { emptyLists: 'omit' })).toBe(`<m2m:swcm${m2m}/>`);
  });

  it('depth beyond a bound', () => {
    let body: JsonObject = {};
    for (let i = 0; i < 100_000; i++) body = { 'm2m:schedule': [body] };
    expect(refusals('softwareCampaign', body)[0]).toMatch(/^WIRE_LIMIT/);
    let colour: JsonValue = 1;
    for (let i = 0; i < 100_000; i++) colour = { colour };
    expect(refusals('softwareCampaign', { colour })[0]).toMatch(/^WIRE_LIMIT/);
  });
});

describe('fromXml(toXml(x)) is x', () => {
  it.each(allVectors.map((vectors) => [`${vectors.resource} ${vectors.operation}`, vectors] as const))('the vectors of %s', (_, { resource, operation, valid }) => {
    for (const { long } of valid) {
      const result = toXml(resource, long, { operation });
      if (result.ok) expect(read(result.xml, operation)).toEqual(long);
      // A vector says that lists may be empty.
      else for (const { message } of result.diagnostics) expect(message).toMatch(/empty|blanks/);
    }
  });

  let carried = 0;
  it.each(payloadCases)('or refused, for every valid $resource of $operation, and for one inside another', ({ resource, operation }) => {
    fc.assert(
      fc.property(payloads(resource, operation), payloads('subscription', 'full'), fc.constantFrom('wire' as const, 'long' as const), fc.boolean(), (body, child, form, isPlain) => {
        const nested = { ...body, 'm2m:subscription': [child] };
        const value = isPlain ? (withoutBlanks(nested) as JsonObject) : body;
        const result = toXml(resource as string, value, { operation, form });
        if (!result.ok) {
          for (const { code } of result.diagnostics) expect(code).toBe('WIRE_XML_CANNOT_CARRY');
          return;
        }
        carried++;
        expect(fromXml(result.xml, { operation })).toEqual({ ok: true, type: resource, form, value });
      }),
      { numRuns: 8 * times },
    );
  });

  it('which is no empty word: a part of them is carried', () => {
    expect(carried).toBeGreaterThan((payloadCases.length * 8 * times) / 5);
  });
});
