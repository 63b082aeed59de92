import { describe, expect, it } from 'vitest';
import { answerTo, decodeEnvelope, encodeEnvelope, isFor, requestsFor, timeOf, timeText, type Decoded, type Envelope } from '../../../wire/cwmp/index.js';
import { effort } from '../../support/effort.js';

const inform = {
  deviceId: { manufacturer: 'Example', oui: '00D09E', productClass: 'Gateway', serialNumber: 'S1' },
  event: [{ eventCode: '1 BOOT', commandKey: '' }],
  maxEnvelopes: 1,
  currentTime: '2026-11-29T12:00:00Z',
  retryCount: 0,
  parameterList: [{ name: 'Device.DeviceInfo.SoftwareVersion', type: 'string', value: '1.0' }],
};

/** One Inform in the handwriting of programs that people run: prefixes, default namespaces and white space of each. */
const styles: Readonly<Record<string, string>> = {
  'SOAP-ENV and cwmp, as easycwmp and freecwmp write': `<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<soap_env:Envelope xmlns:soap_env="http://schemas.xmlsoap.org/soap/envelope/" xmlns:soap_enc="http://schemas.xmlsoap.org/soap/encoding/" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:cwmp="urn:dslforum-org:cwmp-1-2">
  <soap_env:Header><cwmp:ID soap_env:mustUnderstand="1">7</cwmp:ID></soap_env:Header>
  <soap_env:Body>
    <cwmp:Inform>
      <DeviceId><Manufacturer>Example</Manufacturer><OUI>00D09E</OUI><ProductClass>Gateway</ProductClass><SerialNumber>S1</SerialNumber></DeviceId>
      <Event soap_enc:arrayType="cwmp:EventStruct[1]"><EventStruct><EventCode>1 BOOT</EventCode><CommandKey /></EventStruct></Event>
      <MaxEnvelopes>1</MaxEnvelopes>
      <CurrentTime>2026-11-29T12:00:00Z</CurrentTime>
      <RetryCount>0</RetryCount>
      <ParameterList soap_enc:arrayType="cwmp:ParameterValueStruct[1]">
        <ParameterValueStruct><Name>Device.DeviceInfo.SoftwareVersion</Name><Value xsi:type="xsd:string">1.0</Value></ParameterValueStruct>
      </ParameterList>
    </cwmp:Inform>
  </soap_env:Body>
</soap_env:Envelope>`,
  'as gSOAP writes: types on everything, items called otherwise, an encodingStyle': `<?xml version="1.0" encoding="UTF-8"?>
<SOAP-ENV:Envelope xmlns:SOAP-ENV="http://schemas.xmlsoap.org/soap/envelope/" xmlns:SOAP-ENC="http://schemas.xmlsoap.org/soap/encoding/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:cwmp="urn:dslforum-org:cwmp-1-2"><SOAP-ENV:Header><cwmp:ID SOAP-ENV:mustUnderstand="1">7</cwmp:ID></SOAP-ENV:Header><SOAP-ENV:Body SOAP-ENV:encodingStyle="http://schemas.xmlsoap.org/soap/encoding/"><cwmp:Inform><DeviceId xsi:type="cwmp:DeviceIdStruct"><Manufacturer xsi:type="xsd:string">Example</Manufacturer><OUI xsi:type="xsd:string">00D09E</OUI><ProductClass xsi:type="xsd:string">Gateway</ProductClass><SerialNumber xsi:type="xsd:string">S1</SerialNumber></DeviceId><Event xsi:type="SOAP-ENC:Array" SOAP-ENC:arrayType="cwmp:EventStruct[1]"><item xsi:type="cwmp:EventStruct"><EventCode>1 BOOT</EventCode><CommandKey></CommandKey></item></Event><MaxEnvelopes xsi:type="xsd:unsignedInt">1</MaxEnvelopes><CurrentTime xsi:type="xsd:dateTime">2026-11-29T12:00:00Z</CurrentTime><RetryCount xsi:type="xsd:unsignedInt">0</RetryCount><ParameterList SOAP-ENC:arrayType="cwmp:ParameterValueStruct[1]"><item><Name>Device.DeviceInfo.SoftwareVersion</Name><Value xsi:type="xsd:string">1.0</Value></item></ParameterList></cwmp:Inform></SOAP-ENV:Body></SOAP-ENV:Envelope>`,
  'as genieacs-sim writes: comments, CDATA, a list of no said length': `<soap-env:Envelope xmlns:soap-enc="http://schemas.xmlsoap.org/soap/encoding/" xmlns:soap-env="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:cwmp="urn:dslforum-org:cwmp-1-2"><!-- a CPE --><soap-env:Header><cwmp:ID soap-env:mustUnderstand="1">7</cwmp:ID></soap-env:Header><soap-env:Body><cwmp:Inform><DeviceId><Manufacturer><![CDATA[Example]]></Manufacturer><OUI>00D09E</OUI><ProductClass>Gateway</ProductClass><SerialNumber>S1</SerialNumber></DeviceId><Event soap-enc:arrayType="cwmp:EventStruct[]"><EventStruct><EventCode>1 BOOT</EventCode><CommandKey/></EventStruct></Event><MaxEnvelopes> 1 </MaxEnvelopes><CurrentTime>2026-11-29T12:00:00Z</CurrentTime><RetryCount>0</RetryCount><ParameterList soap-enc:arrayType="cwmp:ParameterValueStruct[1]"><ParameterValueStruct><Name>Device.DeviceInfo.SoftwareVersion</Name><Value xsi:type="xsd:string">1.0</Value></ParameterValueStruct></ParameterList></cwmp:Inform></soap-env:Body></soap-env:Envelope>`,
  'as .NET writes: default namespaces, members in that of the message, in another order': `<?xml version='1.0' encoding='utf-8'?>
<Envelope xmlns="http://schemas.xmlsoap.org/soap/envelope/"><Header><ID xmlns="urn:dslforum-org:cwmp-1-2" d3p1:mustUnderstand="true" xmlns:d3p1="http://schemas.xmlsoap.org/soap/envelope/">7</ID></Header><Body><Inform xmlns="urn:dslforum-org:cwmp-1-2" xmlns:q1="http://schemas.xmlsoap.org/soap/encoding/" xmlns:i="http://www.w3.org/2001/XMLSchema-instance" xmlns:x="http://www.w3.org/2001/XMLSchema"><MaxEnvelopes>+1</MaxEnvelopes><RetryCount>00</RetryCount><CurrentTime>2026-11-29T12:00:00Z</CurrentTime><DeviceId><SerialNumber>S1</SerialNumber><Manufacturer>Example</Manufacturer><OUI>00D09E</OUI><ProductClass>Gateway</ProductClass></DeviceId><Event q1:arrayType="EventStruct[1]"><EventStruct><EventCode>1 BOOT</EventCode><CommandKey /></EventStruct></Event><ParameterList q1:arrayType="ParameterValueStruct[1]"><ParameterValueStruct><Name>Device.DeviceInfo.SoftwareVersion</Name><Value i:type="x:string">1.0</Value></ParameterValueStruct></ParameterList><Extension xmlns="urn:vendor"><DeviceId /></Extension></Inform></Body></Envelope>`,
};

const easy = Object.values(styles)[0]!;
const refusalOf = (decoded: Decoded) => (decoded.ok ? 'accepted' : `${decoded.fault.faultCode} ${decoded.reason}`);

describe('an envelope in the handwriting of others', () => {
  it.each(Object.entries(styles))('%s', (_style, text) => {
    const expected = { ok: true, envelope: { version: '1-2', id: '7', body: { rpc: 'Inform', value: inform } } };
    expect(decodeEnvelope(text)).toEqual(expected);
    expect(decodeEnvelope(new TextEncoder().encode(text))).toEqual(expected);
  });

  it('in every encoding that says which it is', () => {
    const text = easy.replace('UTF-8', 'ISO-8859-1').replace('>Example<', '>Müller<');
    const utf16 = (littleEndian: boolean, mark: boolean) => {
      const units = (mark ? '\ufeff' : '') + easy.replace('UTF-8', 'UTF-16').replace('>Example<', '>Müller<');
      const bytes = new Uint8Array(units.length * 2);
      const view = new DataView(bytes.buffer);
      [...units].forEach((unit, i) => view.setUint16(i * 2, unit.charCodeAt(0), littleEndian));
      return bytes;
    };
    const latin = Uint8Array.from(text, (unit) => unit.charCodeAt(0));
    for (const bytes of [latin, utf16(true, true), utf16(false, true), utf16(true, false), utf16(false, false)]) {
      expect(decodeEnvelope(bytes)).toMatchObject({ ok: true, envelope: { body: { value: { deviceId: { manufacturer: 'Müller' } } } } });
    }
    expect(decodeEnvelope(latin, { charset: 'ISO-8859-1' }).ok).toBe(true);
    expect(decodeEnvelope(utf16(true, false), { charset: 'utf-16' }).ok).toBe(true);
    expect(refusalOf(decodeEnvelope(latin, { charset: 'utf-8' }))).toBe('8003 encoding');
    expect(refusalOf(decodeEnvelope(latin, { charset: 'ebcdic' }))).toBe('8003 encoding');
  });

  it('a fault, with the detail of CWMP and without', () => {
    const fault: Envelope = {
      version: '1-0',
      id: '2',
      body: { rpc: 'Fault', value: { faultCode: 9003, faultString: 'Invalid arguments', setParameterValuesFault: [{ parameterName: 'A.B', faultCode: 9005 }, { parameterName: 'A.C', faultCode: 9007, faultString: 'no' }] } },
    };
    const text = encodeEnvelope(fault);
    expect(text).toContain('<faultcode>soap-env:Client</faultcode>');
    expect(decodeEnvelope(text)).toEqual({ ok: true, envelope: fault });
    expect(decodeEnvelope(text.replaceAll('cwmp:Fault>', 'Fault>'))).toEqual({ ok: true, envelope: fault });
    const bare = text.replace(/<detail>.*<\/detail>/, '');
    expect(decodeEnvelope(bare)).toMatchObject({ ok: true, envelope: { body: { rpc: 'Fault', value: { faultCode: 9002, faultString: 'CWMP fault' } } } });
  });
});

describe('an envelope that is refused', () => {
  const cases: readonly (readonly [what: string, text: string, fault: string])[] = [
    ['text that is no XML', 'hello', '8003 syntax'],
    ['nothing', '', '8003 syntax'],
    ['an element that does not end', easy.replace('</soap_env:Body>', ''), '8003 syntax'],
    ['a document type', easy.replace('<soap_env:Envelope', '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><soap_env:Envelope'), '8003 syntax'],
    ['an entity of nobody', easy.replace('Example', '&bomb;'), '8003 syntax'],
    ['another root', '<a/>', '8003 envelope'],
    ['SOAP 1.2', easy.replaceAll('http://schemas.xmlsoap.org/soap/envelope/', 'http://www.w3.org/2003/05/soap-envelope'), '8003 version'],
    ['a version of the future', easy.replaceAll('cwmp-1-2', 'cwmp-2-0'), '8006 version'],
    ['no message', easy.replace(/<cwmp:Inform>.*<\/cwmp:Inform>/s, ''), '8003 envelope'],
    ['two messages', easy.replace('</cwmp:Inform>', '</cwmp:Inform><cwmp:Reboot/>'), '8003 envelope'],
    ['a message that nobody knows', easy.replace(/cwmp:Inform>/g, 'cwmp:Dance>'), '8000 method'],
    ['a message called after a property of objects', easy.replace(/cwmp:Inform>/g, 'cwmp:constructor>'), '8000 method'],
    ['a message of another namespace', easy.replace(/cwmp:Inform>/g, 'x:Inform>').replace('xmlns:cwmp', 'xmlns:x="urn:x" xmlns:cwmp'), '8000 method'],
    ['a message that its version does not have', encodeEnvelope({ version: '1-2', body: { rpc: 'CancelTransfer', value: { commandKey: 'k' } } }).replaceAll('cwmp-1-2', 'cwmp-1-1'), '8000 method'],
    ['a header that must be understood', easy.replace('<cwmp:ID', '<x:Lock xmlns:x="urn:x" soap_env:mustUnderstand="1"/><cwmp:ID'), '8003 mustUnderstand'],
    ['a list of fewer items than it says', easy.replace('EventStruct[1]', 'EventStruct[2]'), '8003 arguments'],
    ['a list of more items than it says', easy.replace('EventStruct[1]', 'EventStruct[0]'), '8003 arguments'],
    ['a list of no type', easy.replace(/ soap_enc:arrayType="cwmp:EventStruct\[1\]"/, ''), '8003 arguments'],
    ['a list of two dimensions', easy.replace('EventStruct[1]', 'EventStruct[1,1]'), '8003 arguments'],
    ['a list of a length beyond numbers', easy.replace('EventStruct[1]', `EventStruct[${'9'.repeat(400)}]`), '8003 arguments'],
    ['no serial number', easy.replace('<SerialNumber>S1</SerialNumber>', ''), '8003 arguments'],
    ['two serial numbers', easy.replace('<SerialNumber>', '<SerialNumber>S0</SerialNumber><SerialNumber>'), '8003 arguments'],
    ['a number that is none', easy.replace('<RetryCount>0', '<RetryCount>none'), '8003 arguments'],
    ['a number below zero', easy.replace('<RetryCount>0', '<RetryCount>-1'), '8003 arguments'],
    ['a time that is none', easy.replace('2026-11-29T', '2026-11-31T'), '8003 arguments'],
    ['elements in a text', easy.replace('>Example<', '><b>Example</b><'), '8003 arguments'],
    ['text among elements', easy.replace('<DeviceId>', '<DeviceId>hello'), '8003 arguments'],
  ];
  it.each(cases)('%s', (_what, text, fault) => {
    expect(refusalOf(decodeEnvelope(text))).toBe(fault);
  });

  it('tells what is needed to answer it', () => {
    const refused = decodeEnvelope(easy.replace('<OUI>00D09E</OUI>', ''));
    expect(refused).toMatchObject({ ok: false, id: '7', version: '1-2', rpc: 'Inform', fault: { faultCode: 8003, faultString: 'Invalid arguments' }, message: 'Inform.DeviceId.OUI: is missing' });
  });

  it('a header for somebody else on the way is none for us', () => {
    const text = easy.replace('<cwmp:ID', '<x:Lock xmlns:x="urn:x" soap_env:mustUnderstand="1" soap_env:actor="urn:proxy"/><cwmp:ID');
    expect(decodeEnvelope(text).ok).toBe(true);
  });

  it('what is too long or too deep, before it is read', () => {
    expect(refusalOf(decodeEnvelope(easy, { maxLength: 100 }))).toBe('8004 limit');
    expect(refusalOf(decodeEnvelope(new Uint8Array(101), { maxLength: 100 }))).toBe('8004 limit');
    const deep = easy.replace('Example', `${'<a>'.repeat(60)}${'</a>'.repeat(60)}`);
    expect(refusalOf(decodeEnvelope(deep, { maxDepth: 20 }))).toBe('8004 limit');
  });

  it('ten thousand parameters are read', () => {
    const parameterList = Array.from({ length: 10_000 }, (_, i) => ({ name: `Device.X.${i}`, type: 'string', value: String(i) }));
    const text = encodeEnvelope({ version: '1-2', body: { rpc: 'GetParameterValuesResponse', value: { parameterList } } });
    const decoded = decodeEnvelope(text);
    expect(decoded.ok && decoded.envelope.body).toEqual({ rpc: 'GetParameterValuesResponse', value: { parameterList } });
  });
});

describe('an envelope of a device, which is taken as it is', () => {
  const lenient = (text: string) => decodeEnvelope(text, { lenient: true });
  const [, gsoap = ''] = Object.values(styles);

  it.each([
    ['as it should be', easy, inform],
    ['as gSOAP writes', gsoap, inform],
    ['parameters of which it tells some (SOAP 1.1 clause 5.4.2.1)', easy.replace('ParameterValueStruct[1]', 'ParameterValueStruct[16]'), inform],
    ['lists that do not say that they are', easy.replace(/ soap_enc:arrayType="[^"]*"/g, ''), inform],
    ['a time that is none', easy.replace('2026-11-29T12:00:00Z', ''), { ...inform, currentTime: '0001-01-01T00:00:00Z' }],
    ['a maker in lower case', easy.replace('00D09E', '00d09e'), { ...inform, deviceId: { ...inform.deviceId, oui: '00d09e' } }],
    ['a name that is too long', easy.replace('>Example<', `>${'E'.repeat(65)}<`), { ...inform, deviceId: { ...inform.deviceId, manufacturer: 'E'.repeat(65) } }],
    ['an event of its own', easy.replace('1 BOOT', 'BOOT'), { ...inform, event: [{ eventCode: 'BOOT', commandKey: '' }] }],
    ['what no ACS needs is not there', easy.replace(/<(MaxEnvelopes|CurrentTime|RetryCount|Manufacturer|ProductClass|CommandKey)\b[^>]*>(?:[^<]*<\/\1>)?/g, ''), { ...inform, deviceId: { ...inform.deviceId, manufacturer: '', productClass: '' }, currentTime: '0001-01-01T00:00:00Z', retryCount: 0 }],
    ['numbers that are none, where none is asked for', easy.replace('<RetryCount>0', '<RetryCount>none').replace('<MaxEnvelopes>1', '<MaxEnvelopes>'), inform],
    ['lists that say nothing of what they are', easy.replace(/arrayType="[^"]*"/g, 'arrayType="[1]"'), inform],
    ['a zone without a colon', easy.replace('12:00:00Z', '13:00:00+0100'), { ...inform, currentTime: '2026-11-29T13:00:00+01:00' }],
    ['headers of no value', easy.replace('</cwmp:ID>', '</cwmp:ID><cwmp:SessionTimeout>soon</cwmp:SessionTimeout><cwmp:NoMoreRequests/>'), inform],
    ['lines before it, the end of a text of C behind it', `\r\n \r\n${easy}\n\0`, inform],
    ['an envelope of no namespace, whose parts have theirs, as minidom writes it', easy.replaceAll('soap_env:Envelope', 'Envelope'), inform],
    ['a structure within an element of its type', easy.replace(/(<DeviceId>)(.*)(<\/DeviceId>)/, '$1<DeviceIdStruct>$2</DeviceIdStruct>$3'), inform],
    ['a list whose type is in no namespace that there is', easy.replace('http://schemas.xmlsoap.org/soap/encoding/', 'http://schemas.xmlsoap.org/soap/encoding'), inform],
    ['prefixes that nothing declares', easy.replace(/ xmlns:\w+="[^"]*"/g, '').replaceAll('soap_env:', 'soap:'), inform],
    ['no namespace at all', easy.replace(/ xmlns:\w+="[^"]*"/g, '').replace(/ \w+:(?:type|arrayType|mustUnderstand)="[^"]*"/g, '').replace(/(<\/?)\w+:/g, '$1'), { ...inform, parameterList: [{ name: 'Device.DeviceInfo.SoftwareVersion', value: '1.0' }] }],
    ['"&" as it was typed', easy.replace('>Example<', '><![CDATA[R&D]]> &amp; B&Q<'), { ...inform, deviceId: { ...inform.deviceId, manufacturer: 'R&D & B&Q' } }],
    ['a character that XML does not have', easy.replace('>Example<', '>Ex\u0002ample<'), { ...inform, deviceId: { ...inform.deviceId, manufacturer: 'Ex\ufffdample' } }],
    ['a declaration in another order', easy.replace(/<\?xml[^>]*>/, '<?xml version="1.0" standalone="no" encoding="UTF-8"?>'), inform],
    ['no parameters', easy.replace(/<ParameterList.*<\/ParameterList>/s, ''), { ...inform, parameterList: [] }],
    ['texts on lines of their own', easy.replace(/>([^<>\s][^<>]*)</g, '>\n\t\t$1\n\t<').replace(/(arrayType="[^"]*">|ID [^>]*>)\s+/g, '$1'), inform],
  ])('%s', (_what, text, value) => {
    expect(lenient(text)).toMatchObject({ ok: true, envelope: { body: { rpc: 'Inform', value } } });
  });

  it.each([
    ['fewer events than it says: they would be taken for told', easy.replace('EventStruct[1]', 'EventStruct[2]')],
    ['more parameters than it says', easy.replace('ParameterValueStruct[1]', 'ParameterValueStruct[0]')],
    ['no serial number', easy.replace('<SerialNumber>S1</SerialNumber>', '')],
    ['no events', easy.replace(/<Event .*<\/Event>/, '')],
    ['a structure of nothing but another', easy.replace(/<DeviceId>.*<\/DeviceId>/, '<DeviceId><EventStruct><EventCode>1 BOOT</EventCode></EventStruct></DeviceId>')],
    ['elements for a name', easy.replace('<SerialNumber>S1', '<SerialNumber><a/>')],
  ])('but not %s', (_what, text) => {
    expect(refusalOf(lenient(text))).toBe('8003 arguments');
  });

  it.each([
    ['an entity of nobody', easy.replace('Example', '&bomb;')],
    ['a document type', easy.replace('<soap_env:Envelope', '<!DOCTYPE x [<!ENTITY a "aaaa">]><soap_env:Envelope')],
    ['a prefix that nobody can know', easy.replaceAll('cwmp:ID', 'x:ID')],
    ['a tag that does not end', easy.replace('</soap_env:Body>', '& \u0002')],
  ])('nor %s', (_what, text) => {
    expect(refusalOf(lenient(text))).toBe('8003 syntax');
    expect(decodeEnvelope(text).ok).toBe(false);
  });

  it('results without what nobody asks for, and with their fault called as its type is, as icwmp writes them', () => {
    const text = (fault: string) => easy.replace(/<cwmp:Inform>.*<\/cwmp:Inform>/s, `<cwmp:DUStateChangeComplete><CommandKey>k</CommandKey><Results><OpResultStruct><UUID/><DeploymentUnitRef/><Version>1.0</Version><CurrentState>Installed</CurrentState><StartTime/><CompleteTime>2026-11-29T12:00:05Z</CompleteTime>${fault}</OpResultStruct></Results></cwmp:DUStateChangeComplete>`);
    const result = { uuid: '', deploymentUnitRef: '', version: '1.0', currentState: 'Installed', resolved: true, executionUnitRefList: '', startTime: '0001-01-01T00:00:00Z', completeTime: '2026-11-29T12:00:05Z', fault: { faultCode: 9027, faultString: 'no room' } };
    const named = text('<FaultStruct><FaultCode>9027</FaultCode><FaultString>no room</FaultString></FaultStruct>');
    expect(lenient(named)).toMatchObject({ ok: true, envelope: { body: { rpc: 'DUStateChangeComplete', value: { commandKey: 'k', results: [result] } } } });
    expect(refusalOf(decodeEnvelope(named))).toBe('8003 arguments');
    // As simulators in Elixir and Go do.
    const within = text('<Fault><FaultStruct><FaultCode>9027</FaultCode><FaultString>no room</FaultString></FaultStruct></Fault>');
    expect(lenient(within)).toMatchObject({ ok: true, envelope: { body: { value: { results: [result] } } } });
    expect(refusalOf(decodeEnvelope(within))).toBe('8003 arguments');
    // How it ended has to be said.
    expect(refusalOf(lenient(text('')))).toBe('8003 arguments');
  });

  it('a report whose fault is called as it is in the others', () => {
    const report = encodeEnvelope({ version: '1-2', body: { rpc: 'TransferComplete', value: { commandKey: 'k', faultStruct: { faultCode: 9010, faultString: '' }, startTime: '2026-11-29T12:00:00Z', completeTime: '2026-11-29T12:00:01Z' } } });
    for (const written of [report.replace(/(<FaultStruct>).*(<\/FaultStruct>)/, '$19010$2'), report.replaceAll('FaultStruct>', 'Fault>'), report.replace('<FaultStruct>', '<FaultStruct><FaultStruct>').replace('</FaultStruct>', '</FaultStruct></FaultStruct>')]) {
      expect(lenient(written)).toMatchObject({ ok: true, envelope: { body: { value: { commandKey: 'k', faultStruct: { faultCode: 9010 } } } } });
      expect(decodeEnvelope(written).ok).toBe(false);
    }
  });

  it.each<[string, string | undefined, BufferEncoding, string]>([
    ['UTF-8 in which somebody has typed Latin', undefined, 'latin1', 'Café'],
    ['Latin by its name', 'iso-8859-1', 'latin1', 'Café'],
    ['by a name of another table', 'windows-1252', 'latin1', 'Café'],
    ['by a name that nobody knows', 'utf8mb4', 'utf8', 'Café'],
    ['more than it says', 'us-ascii', 'utf8', 'Café'],
  ])('bytes: %s', (_what, charset, encoding, wanted) => {
    const text = easy.replace('>Example<', '>Café<').replace(' encoding="UTF-8"', '');
    const decoded = decodeEnvelope(Buffer.from(text, encoding), { lenient: true, ...(charset !== undefined && { charset }) });
    expect(decoded).toMatchObject({ ok: true, envelope: { body: { value: { deviceId: { manufacturer: wanted } } } } });
  });

  it('a megabyte of white space anywhere, or of what has to be mended, costs no more than to read it', async () => {
    const sections = easy.replace('Example', '<![CDATA['.repeat(100_000));
    const marks = easy.replace('Example', '&'.repeat(200_000));
    const took = await effort(() => {
      for (const wide of [sections, marks]) decodeEnvelope(wide, { lenient: true, maxLength: 4_000_000 });
      for (const wide of [easy.replace('<MaxEnvelopes>', `${' \n'.repeat(250_000)}<MaxEnvelopes>`), `${' \n'.repeat(250_000)}${easy}${' \n'.repeat(250_000)}`]) expect(decodeEnvelope(wide, { lenient: true, maxLength: 2_000_000 }).ok).toBe(true);
    });
    expect(took).toBeLessThan(8);
  });

  it('bytes that are not of the two of which letters are made are refused', () => {
    expect(refusalOf(decodeEnvelope(Buffer.from([0xfe, 0xff, 0x00, 0x3c, 0xd8, 0x00]), { lenient: true }))).toBe('8003 encoding');
  });

  it('a fault that does not say which, and an answer to SetParameterValues that does not say how', () => {
    const fault = (code: string) => easy.replace(/<cwmp:Inform>.*<\/cwmp:Inform>/s, `<soap_env:Fault><faultcode>Client</faultcode><faultstring>CWMP fault</faultstring><detail><cwmp:Fault>${code}<FaultString>no</FaultString></cwmp:Fault></detail></soap_env:Fault>`);
    for (const code of ['', '<FaultCode/>', '<FaultCode>many</FaultCode>']) expect(lenient(fault(code))).toMatchObject({ ok: true, envelope: { body: { rpc: 'Fault', value: { faultCode: 9002 } } } });
    expect(lenient(fault('<FaultCode> 9010 </FaultCode>'))).toMatchObject({ ok: true, envelope: { body: { rpc: 'Fault', value: { faultCode: 9010 } } } });
    const set = easy.replace(/<cwmp:Inform>.*<\/cwmp:Inform>/s, '<cwmp:SetParameterValuesResponse/>');
    expect(lenient(set)).toMatchObject({ ok: true, envelope: { body: { value: { status: 0 } } } });
  });

  it('an answer of which only the times are missing', () => {
    const text = easy.replace(/<cwmp:Inform>.*<\/cwmp:Inform>/s, '<cwmp:DownloadResponse><Status>1</Status><StartTime></StartTime></cwmp:DownloadResponse>');
    expect(lenient(text)).toMatchObject({ ok: true, envelope: { body: { rpc: 'DownloadResponse', value: { status: 1, startTime: '0001-01-01T00:00:00Z', completeTime: '0001-01-01T00:00:00Z' } } } });
  });
});

describe('an envelope that is not written', () => {
  const reboot: Envelope = { version: '1-2', body: { rpc: 'Reboot', value: { commandKey: 'k' } } };
  const withValue = (rpc: string, value: unknown, version = '1-2') => ({ version, body: { rpc, value } }) as unknown as Envelope;
  it.each([
    ['a message that its version does not have', withValue('ChangeDUState', { operations: [] }, '1-1'), 'CWMP_VERSION'],
    ['a message of nobody', withValue('Dance', {}), 'CWMP_INVALID'],
    ['a key that is too long', withValue('Reboot', { commandKey: 'k'.repeat(33) }), 'CWMP_INVALID'],
    ['without a member', withValue('Reboot', {}), 'CWMP_INVALID'],
    ['a member too many', withValue('Reboot', { commandKey: 'k', now: true }), 'CWMP_INVALID'],
    ['no operation', withValue('ChangeDUState', { operations: [] }), 'CWMP_INVALID'],
    ['an operation of no kind', withValue('ChangeDUState', { operations: [{ operation: 'Burn' }] }), 'CWMP_INVALID'],
    ['a parameter that is not of its type', withValue('SetParameterValues', { parameterList: [{ name: 'A', type: 'unsignedInt', value: '-1' }], parameterKey: '' }), 'CWMP_INVALID'],
    ['a base64 of bits beyond its bytes', withValue('SetParameterValues', { parameterList: [{ name: 'A', type: 'base64', value: 'JN==' }], parameterKey: '' }), 'CWMP_INVALID'],
    ['a character that XML does not have', withValue('Reboot', { commandKey: '\u0001' }), 'CWMP_CANNOT_CARRY'],
  ])('%s', (_what, envelope, code) => {
    expect(() => encodeEnvelope(envelope)).toThrowError(expect.objectContaining({ code }) as Error);
  });

  it('says in words what a value is not', () => {
    const write = (commandKey: string) => () => encodeEnvelope(withValue('Reboot', { commandKey }));
    expect(write('k'.repeat(33))).toThrowError(/is no CommandKeyType: must have at most 32 characters$/);
    const refused = decodeEnvelope(easy.replace('<RetryCount>0', '<RetryCount>-1'));
    expect(refused).toMatchObject({ ok: false, message: expect.stringMatching(/RetryCount: "-1" is no unsignedInt: must be /) as string });
  });

  it('what a header holds stays in it', () => {
    const text = encodeEnvelope({ ...reboot, id: '</cwmp:ID><x>&"' });
    expect(decodeEnvelope(text)).toEqual({ ok: true, envelope: { ...reboot, id: '</cwmp:ID><x>&"' } });
  });
});

describe('beside envelopes', () => {
  it('who receives what, and what answers', () => {
    expect(isFor('ACS', 'Inform')).toBe(true);
    expect(isFor('ACS', 'Reboot')).toBe(false);
    expect(isFor('ACS', 'RebootResponse')).toBe(true);
    expect(answerTo('Download')).toBe('DownloadResponse');
    expect(answerTo('DownloadResponse')).toBeUndefined();
    expect(requestsFor('ACS', '1-0')).toEqual(['GetRPCMethods', 'Inform', 'TransferComplete']);
    expect(requestsFor('CPE', '1-2')).toContain('ChangeDUState');
    expect(requestsFor('CPE', '1-1')).not.toContain('ChangeDUState');
  });

  it('times', () => {
    expect(timeOf('0001-01-01T00:00:00Z')).toBeUndefined();
    expect(timeOf('2026-11-29T13:00:00+01:00')).toBe(Date.UTC(2026, 10, 29, 12));
    expect(timeOf('2026-11-29T12:00:00')).toBe(Date.UTC(2026, 10, 29, 12));
    expect(timeText(Date.UTC(2026, 10, 29, 12))).toBe('2026-11-29T12:00:00Z');
    expect(timeText(undefined)).toBe('0001-01-01T00:00:00Z');
  });
});
