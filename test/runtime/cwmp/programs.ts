import { createHash } from 'node:crypto';
import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib';

/**
 * CPEs that people run, each in its own handwriting: what its sources write, in envelopes, headers and sessions, told in our words. All
 * go through one story: they are asked to load something, say that they will, and report in a session of its own that they did.
 */
export interface Program {
  /** What it says of itself; the serial number is its name. */
  readonly oui?: string;
  readonly productClass?: string;
  readonly envelope: (message: string, id: string) => string;
  /** Of a message, or of nothing. */
  readonly headers: (body: Uint8Array, cookie: string | undefined) => readonly string[];
  /** What it makes of Set-Cookie; undefined: nothing. */
  readonly cookie?: (setCookie: string) => string | undefined;
  readonly inform: (device: { readonly oui: string; readonly productClass: string; readonly serial: string }, event: string) => string;
  readonly encode?: (text: string) => Uint8Array;
  /** How it says that it will, and that it has; undefined: as most do. */
  readonly response?: string;
  readonly complete?: (key: string) => string;
  /** What it says between Inform and nothing. */
  readonly first?: string;
  /** Shows who it is when it is asked to. */
  readonly authorize?: (challenge: string) => string;
  /** Sends what was good once with all that follows, and the cookies of all its sessions. */
  readonly remembers?: true;
  /** Does not say whom it asks. */
  readonly hasNoHost?: true;
}

const soap = 'http://schemas.xmlsoap.org/soap/envelope/';
const enc = 'http://schemas.xmlsoap.org/soap/encoding/';
const xsd = 'http://www.w3.org/2001/XMLSchema';
const xsi = 'http://www.w3.org/2001/XMLSchema-instance';

/** The usual envelope, with its prefixes. */
const envelopeOf = (env: string, encoding: string, version: string, declaration = '<?xml version="1.0" encoding="UTF-8"?>\n') => (message: string, id: string) =>
  `${declaration}<${env}:Envelope xmlns:${encoding}="${enc}" xmlns:${env}="${soap}" xmlns:xsd="${xsd}" xmlns:xsi="${xsi}" xmlns:cwmp="urn:dslforum-org:cwmp-${version}"><${env}:Header><cwmp:ID ${env}:mustUnderstand="1">${id}</cwmp:ID></${env}:Header><${env}:Body>${message}</${env}:Body></${env}:Envelope>`;

const version = 'InternetGatewayDevice.DeviceInfo.SoftwareVersion';
const url = 'InternetGatewayDevice.ManagementServer.ConnectionRequestURL';
const deviceId = ({ oui, productClass, serial }: Parameters<Program['inform']>[0]) =>
  `<DeviceId><Manufacturer>Acme</Manufacturer><OUI>${oui}</OUI>${productClass === '' ? '<ProductClass/>' : `<ProductClass>${productClass}</ProductClass>`}<SerialNumber>${serial}</SerialNumber></DeviceId>`;
const informOf = (encoding: string, said = '2') => (device: Parameters<Program['inform']>[0], event: string) =>
  `<cwmp:Inform>${deviceId(device)}<Event ${encoding}:arrayType="cwmp:EventStruct[1]"><EventStruct><EventCode>${event}</EventCode><CommandKey/></EventStruct></Event><MaxEnvelopes>1</MaxEnvelopes><CurrentTime>2026-11-29T12:00:00.000Z</CurrentTime><RetryCount>0</RetryCount><ParameterList ${encoding}:arrayType="cwmp:ParameterValueStruct[${said}]"><ParameterValueStruct><Name>${version}</Name><Value xsi:type="xsd:string">1.0</Value></ParameterValueStruct><ParameterValueStruct><Name>${url}</Name><Value xsi:type="xsd:string"/></ParameterValueStruct></ParameterList></cwmp:Inform>`;

const withoutAttributes = (setCookie: string) => setCookie.split(';')[0];
const cookieHeader = (cookie: string | undefined) => (cookie === undefined ? [] : [`Cookie: ${cookie}`]);
const xml = (cookie: string | undefined, type = 'text/xml; charset="utf-8"') => [`Content-Type: ${type}`, ...cookieHeader(cookie)];

const md5 = (text: string) => createHash('md5').update(text).digest('hex');
export const secret = { user: 'fleet', password: 'p w' };

export const complete = (key: string) => `<cwmp:TransferComplete><CommandKey>${key}</CommandKey><FaultStruct><FaultCode>0</FaultCode><FaultString/></FaultStruct><StartTime>2026-11-29T12:00:00Z</StartTime><CompleteTime>2026-11-29T12:00:01Z</CompleteTime></cwmp:TransferComplete>`;

/** RFC 2617, with a quality. */
const digest = (challenge: string) => {
  const of = (name: string) => new RegExp(`${name}=(?:"([^"]+)"|([^\\s,]+))`).exec(challenge)?.slice(1).find((each) => each !== undefined) ?? '';
  const answer = md5(`${md5(`${secret.user}:${of('realm')}:${secret.password}`)}:${of('nonce')}:00000001:abc:auth:${md5('POST:/')}`);
  return `Digest username="${secret.user}", realm="${of('realm')}", nonce="${of('nonce')}", uri="/", response="${answer}", algorithm=${of('algorithm')}, opaque="${of('opaque')}", qop=${of('qop')}, nc=00000001, cnonce="abc"`;
};

export const programs: Readonly<Record<string, Program>> = {
  'genieacs-sim: says 16 parameters and tells those it has, sends credentials unasked and cookies with their attributes': {
    envelope: envelopeOf('soap-env', 'soap-enc', '1-0'),
    headers: (_, cookie) => [...xml(cookie), `Authorization: Basic ${Buffer.from(':').toString('base64')}`],
    cookie: (setCookie) => setCookie,
    inform: informOf('soap-enc', '16'),
    complete: (key) => `<cwmp:TransferComplete><CommandKey>${key}</CommandKey><StartTime>2026-11-29T12:00:00.123Z</StartTime><CompleteTime>2026-11-29T12:00:01.456Z</CompleteTime><FaultStruct><FaultCode>0</FaultCode><FaultString/></FaultStruct></cwmp:TransferComplete>`,
  },
  'easycwmp: calls its messages pages, asks to go on first, has no types': {
    productClass: 'easycwmp',
    envelope: (message, id) => envelopeOf('soap_env', 'soap_enc', '1-2', '<?xml version="1.0" encoding="UTF-8" standalone="no"?>')(message, id).replace(/ xsi:type="[^"]*"/g, ''),
    headers: (body, cookie) => ['User-Agent: easycwmp', 'Content-Type: text/html; charset=utf-8', ...(body.length > 0 ? ['Expect: 100-continue'] : []), ...cookieHeader(cookie)],
    cookie: withoutAttributes,
    inform: informOf('soap_enc'),
  },
  'freecwmp: an Inform without the value of its ID, line feeds behind names': {
    envelope: (message, id) => envelopeOf('soap_env', 'soap_enc', '1-2')(message, id).replace('>cpe<', '><').replaceAll('</Name>', '</Name>\n'),
    headers: (_, cookie) => ['User-Agent: freecwmp', ...xml(cookie, 'text/xml')],
    cookie: withoutAttributes,
    inform: informOf('soap_enc'),
  },
  ...Object.fromEntries(
    ([['gzip', gzipSync], ['x-gzip', gzipSync], ['deflate', deflateSync], ['Deflate', deflateRawSync]] as const).map(([coding, compress]) => [
      `icwmp: compresses (${coding}), says in headers what it knows, lists its versions`,
      {
        envelope: (message: string, id: string) =>
          envelopeOf('soap_env', 'soap_enc', '1-2')(message, id).replace('</cwmp:ID>', '</cwmp:ID><cwmp:SessionTimeout soap_env:mustUnderstand="0">60</cwmp:SessionTimeout><cwmp:SupportedCWMPVersions soap_env:mustUnderstand="0">1.0, 1.1, 1.2, 1.3, 1.4</cwmp:SupportedCWMPVersions>'),
        headers: (body: Uint8Array, cookie: string | undefined) => [...xml(cookie, 'text/xml'), ...(body.length > 0 ? [`Content-Encoding: ${coding}`] : [])],
        cookie: withoutAttributes,
        encode: (text: string) => compress(text),
        inform: (device: Parameters<Program['inform']>[0], event: string) => informOf('soap_enc')(device, event).replace('<ParameterList', '<ParameterList xsi:type="soap_enc:Array"'),
        first: '<cwmp:GetRPCMethods/>',
      } satisfies Program,
    ]),
  ),
  'netcwmp: digest without quality, short nonces, an address of its own; types of its own, times that are none': {
    envelope: envelopeOf('SOAP-ENV', 'SOAP-ENC', '1-0'),
    headers: (_, cookie) => ['User-Agent: CPE Netcwmp Agent', 'Accept: */*', ...xml(cookie, 'text/xml; charset=utf-8')],
    cookie: (setCookie) => setCookie,
    inform: (device, event) => informOf('SOAP-ENC')(device, event).replaceAll('<Name>', '<Name xsi:type="xsd:string">').replace('xsd:string">1.0', 'xsd:string[64]">1.0').replace('<MaxEnvelopes>', '<MaxEnvelopes xsi:type="xsd:unsignedInt">'),
    response: '<cwmp:DownloadResponse><Status>1</Status><StartTime></StartTime><CompleteTime></CompleteTime></cwmp:DownloadResponse>',
    authorize: (challenge) => {
      const [nonce = ''] = /(?<=nonce=")[^"]{0,32}/.exec(challenge) ?? [];
      const realm = /realm="([^"]*)"/.exec(challenge)?.[1] ?? '';
      const response = md5(`${md5(`${secret.user}:${realm}:${secret.password}`)}:${nonce}:${md5('POST:')}`);
      return `Digest username="${secret.user}", realm="${realm}", nonce="${nonce}", uri="", response="${response}"`;
    },
  },
  'tr069agent: numbers in two digits, a header with a type, times of no zone': {
    productClass: 'OpenSTB v0.1',
    envelope: (message, id) => envelopeOf('soap-env', 'soap-enc', '1-0')(message, id).replace('<cwmp:ID ', '<cwmp:ID xmlns:cwmp="urn:dslforum-org:cwmp-1-0" xsi:type="xsd:string" '),
    headers: (_, cookie) => ['SOAPAction: ', ...xml(cookie, 'text/xml')],
    cookie: withoutAttributes,
    inform: (device, event) => informOf('soap-enc', '02')(device, event).replace('EventStruct[1]', 'EventStruct[01]').replace('12:00:00.000Z', '12:00:00'),
  },
  'gSOAP: types on everything, lists that say that they are, pieces, and no cookies': {
    envelope: (message, id) => envelopeOf('SOAP-ENV', 'SOAP-ENC', '1-0')(message, id).replace('<SOAP-ENV:Body>', `<SOAP-ENV:Body SOAP-ENV:encodingStyle="${enc}">`),
    headers: (body) => ['User-Agent: gSOAP/2.7', 'SOAPAction: ""', 'Content-Type: text/xml; charset=utf-8', ...(body.length > 0 ? ['Transfer-Encoding: chunked'] : [])],
    encode: (text) => Buffer.from(`${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n0\r\n\r\n`),
    inform: (device, event) => informOf('SOAP-ENC')(device, event).replace('<Event ', '<Event xsi:type="SOAP-ENC:Array" ').replaceAll('EventStruct>', 'item>'),
  },
  'paraam: XML of no SOAP, default namespaces, lists that do not say so, cookies of version 1': {
    envelope: (message, id) => `<Envelope xmlns="${soap}"><Header><ID xmlns="urn:dslforum-org:cwmp-1-0">${id}</ID></Header><Body>${message.replace(/<cwmp:(\w+)/, '<$1 xmlns="urn:dslforum-org:cwmp-1-0"').replaceAll('cwmp:', '').replace(/ \w+:\w+="[^"]*"/g, '')}</Body></Envelope>`,
    headers: (_, cookie) => ['Accept: application/xml', ...xml(cookie, 'application/xml')],
    cookie: (setCookie) => `$Version=1;${String(withoutAttributes(setCookie)).replace('=', '="')}";$Path="/"`,
    inform: informOf('enc'),
  },
  'cakar: knows headers in their letters alone, sends back another cookie than it was given': {
    envelope: (message, id) => envelopeOf('soap-env', 'soap-enc', '1-0', '<?xml version="1.0" encoding="UTF-8"?>\r\n')(message, id).replaceAll('><', '>\r\n\t<'),
    headers: (_, cookie) => [...xml(cookie), 'Connection: keep-alive'],
    cookie: (setCookie) => setCookie.slice(setCookie.indexOf('session=')),
    inform: informOf('soap-enc'),
  },
  'ucwmp: an Inform without an ID, times whose zones have no colon, versions in a header': {
    envelope: (message, id) => envelopeOf('soap', 'soap-enc', '1-2', '')(message, id).replace(/<cwmp:ID[^>]*>cpe<\/cwmp:ID>/, '<cwmp:SupportedCWMPVersions soap:mustUnderstand="0">1.0,1.1,1.2,1.3,1.4</cwmp:SupportedCWMPVersions>'),
    headers: (body, cookie) => [...cookieHeader(cookie), ...(body.length > 0 ? ['SOAPAction: ', 'Content-Type: text/xml'] : [])],
    cookie: withoutAttributes,
    inform: (device, event) => informOf('soap-enc')(device, event).replace('12:00:00.000Z', '13:00:00+0100'),
    complete: (key) => complete(key).replaceAll(/T12(:00:0\d)Z/g, 'T13$1+0100'),
  },
  'cwmp-cpe-horde: another name for a time, a content type where there is no content': {
    envelope: envelopeOf('SOAP-ENV', 'SOAP-ENC', '1-2'),
    headers: (_, cookie) => xml(cookie, 'application/xml'),
    cookie: withoutAttributes,
    inform: informOf('SOAP-ENC'),
    response: '<cwmp:DownloadResponse><Status>1</Status><StartTime>2026-11-29T12:00:00Z</StartTime><CompletedTime>2026-11-29T12:00:00Z</CompletedTime></cwmp:DownloadResponse>',
  },
  'cwmp-sim: digest with the same count each time, and no cookies with it': {
    envelope: envelopeOf('soap-env', 'soap-enc', '1-0'),
    headers: (body) => ['User-Agent: CWMP/1.0', `Content-Type: ${body.length > 0 ? 'text/xml; charset="utf-8"' : ''}`, 'Authorization: Basic dW5kZWZpbmVkOnVuZGVmaW5lZA=='],
    inform: informOf('soap-enc'),
    authorize: digest,
  },
  'honeyclient: lines around all, the message for a SOAPAction': {
    envelope: (message, id) => `\n${envelopeOf('soap', 'soap-enc', '1-0', '')(message, id).replaceAll('><', '>\n            <')}\n`,
    headers: (body, cookie) => ['Accept-Encoding: gzip, deflate', 'Accept: */*', 'Connection: keep-alive', ...(body.length > 0 ? ['Content-Type: text/xml; charset="utf-8"', 'SOAPAction: cwmp:Inform'] : []), ...cookieHeader(cookie)],
    cookie: withoutAttributes,
    inform: informOf('soap-enc'),
  },
  'ruby-cwmp: no ID, events of which it does not say how many, names on lines of their own': {
    envelope: (message, id) => envelopeOf('soap', 'soap-enc', '1-0')(message, id).replace(/<soap:Header>.*<\/soap:Header>/, '<soap:Header/>').replace('<soap:Body>', `<soap:Body soap:encodingStyle="${enc}">`),
    headers: (_, cookie) => ['User-Agent: ruby-cwmp 0.1', ...xml(cookie)],
    cookie: withoutAttributes,
    inform: (device, event) => informOf('soap-enc')(device, event).replace(/<Event [^>]*>/, '<Event>').replaceAll('<ParameterValueStruct>', '<ParameterValueStruct xsi:type="cwmp:ParameterValueStruct">').replaceAll('</Name>', '\n                    </Name>'),
  },
  'cwmpclient of libcurl: SOAPAction without a value, goes on after 100 Continue': {
    envelope: envelopeOf('soap_env', 'soap_enc', '1-2'),
    headers: (body, cookie) => ['User-Agent: cwmpclient', ...xml(cookie), ...(body.length > 0 ? ['SOAPAction:', 'Expect: 100-continue'] : [])],
    cookie: withoutAttributes,
    inform: informOf('soap_enc'),
  },
  'one in C: a zero behind its texts, lines before its documents, bytes of its user': {
    envelope: (message, id) => `\r\n${envelopeOf('soap', 'soap-enc', '1-0')(message.replace('Acme', 'Café'), id)}`,
    headers: (_, cookie) => ['Content-Type: text/xml, charset=utf-8', ...cookieHeader(cookie)],
    cookie: withoutAttributes,
    encode: (text) => Buffer.concat([Buffer.from(text, 'latin1'), Buffer.from([0])]),
    inform: informOf('soap-enc'),
  },
  'one that prints each text on a line of its own, in another alphabet, with a mark in front': {
    oui: 'ffee00',
    productClass: '',
    envelope: (message, id) => envelopeOf('s', 'e', '1-1', '<?xml version="1.0"?>')(message, id).replace(/>([^<>\s][^<>]*)</g, '>\n    $1\n  <').replace('>\n    cpe\n  <', '>cpe<'),
    headers: (_, cookie) => ['Content-Type: text/xml; charset=utf-16', ...cookieHeader(cookie)],
    cookie: withoutAttributes,
    encode: (text) => Buffer.from(`\ufeff${text}`, 'utf16le'),
    inform: informOf('e'),
  },
  'one that closes its connection after each message, and has a content type only where there is content': {
    envelope: envelopeOf('soapenv', 'soapenc', '1-3'),
    headers: (body, cookie) => ['Connection: close', body.length > 0 ? 'Content-Type: application/soap+xml; charset=utf-8' : 'Content-Type: ', ...cookieHeader(cookie)],
    cookie: withoutAttributes,
    inform: informOf('soapenc'),
  },
  'RDK-B: the credentials that were good last with every message, the cookies of all sessions, a connection for each message': {
    envelope: envelopeOf('soapenv', 'soapenc', '1-2'),
    headers: (body, cookie) => ['Connection: close', ...(body.length > 0 ? ['Content-Type: text/xml;charset=utf-8', 'SOAPAction: "cwmp:Inform"'] : []), ...cookieHeader(cookie)],
    cookie: withoutAttributes,
    inform: informOf('soapenc'),
    authorize: digest,
    remembers: true,
  },
  'catawampus: cookies as they came, types of no prefix, a key that is none': {
    envelope: (message, id) => envelopeOf('soap', 'soap-enc', '1-2', '<?xml version="1.0" encoding="utf-8"?>\n')(message, id).replaceAll('><', '>\n  <'),
    headers: (body, cookie) => ['Accept-Encoding: gzip', ...cookieHeader(cookie), ...(body.length > 0 ? ['Content-Type: text/xml; charset="utf-8"', 'SOAPAction: '] : ['Content-Type: application/x-www-form-urlencoded'])],
    cookie: (setCookie) => setCookie,
    inform: (device, event) => informOf('soap-enc')(device, event).replace('cwmp:EventStruct', 'EventStruct').replace('12:00:00.000Z', '12:00:00.080821Z'),
  },
  'SimulaTR69: no fault is a number, an encoding where the charset should be, four blanks a step': {
    envelope: (message, id) => `${envelopeOf('soapenv', 'soapenc', '1-0')(message, id).replaceAll('><', '>\n    <')}\n`,
    headers: (_, cookie) => ['User-Agent: Go-http-client/1.1', 'Content-Type: text/xml; encoding=utf-8', 'Accept-Encoding: gzip', ...cookieHeader(cookie)],
    cookie: withoutAttributes,
    inform: (device, event) => informOf('soapenc')(device, event).replace('12:00:00.000Z', '13:00:00+01:00').replace('<CommandKey/>', '<CommandKey>of the last command</CommandKey>'),
    complete: (key) => complete(key).replace(/<FaultStruct>.*<\/FaultStruct>/, '<FaultStruct>0</FaultStruct>'),
  },
  'a simulator in Go: prefixes that nothing declares': {
    envelope: (message, id) => `<?xml version="1.0" encoding="UTF-8"?>\n<soap:Envelope><soap:Header><cwmp:ID mustUnderstand="1">${id}</cwmp:ID></soap:Header><soap:Body>${message}</soap:Body></soap:Envelope>`,
    headers: (body, cookie) => ['User-Agent: CPE-Simulator/1.0', ...(body.length > 0 ? ['Content-Type: text/xml; charset=utf-8'] : []), ...cookieHeader(cookie)],
    cookie: withoutAttributes,
    inform: (device, event) => informOf('enc')(device, event).replace(/ enc:arrayType="[^"]*"/g, ''),
    authorize: digest,
  },
  'a set-top box: what its user has typed as he has typed it, for no host': {
    envelope: (message, id) => envelopeOf('soap', 'soapenc', '1-0', '<?xml version="1.0" standalone="yes" encoding="UTF-8"?>')(message.replace('Acme', 'R&D \u0002'), id),
    headers: (_, cookie) => xml(cookie),
    cookie: withoutAttributes,
    inform: informOf('soapenc'),
    hasNoHost: true,
  },
};
