import { readFileSync } from 'node:fs';
import { documentAt } from '../../support/documents.js';
import { compileXsd, type LibxmlSchema } from '../../support/libxml2.js';

/** What the published schemas import, as far as they use it, in our own words; Body and Header hold what is declared elsewhere. */
const soapEnvelope = `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:e="http://schemas.xmlsoap.org/soap/envelope/" targetNamespace="http://schemas.xmlsoap.org/soap/envelope/">
  <xs:attribute name="mustUnderstand" type="xs:boolean" />
  <xs:complexType name="Content"><xs:sequence><xs:any namespace="##any" minOccurs="0" maxOccurs="unbounded" processContents="strict" /></xs:sequence></xs:complexType>
  <xs:element name="Envelope"><xs:complexType><xs:sequence>
    <xs:element ref="e:Header" minOccurs="0" /><xs:element ref="e:Body" />
  </xs:sequence></xs:complexType></xs:element>
  <xs:element name="Header" type="e:Content" />
  <xs:element name="Body" type="e:Content" />
  <xs:element name="Fault"><xs:complexType><xs:sequence>
    <xs:element name="faultcode" type="xs:QName" /><xs:element name="faultstring" type="xs:string" /><xs:element name="detail" type="e:Content" />
  </xs:sequence></xs:complexType></xs:element>
</xs:schema>`;
const soapEncoding = `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:c="http://schemas.xmlsoap.org/soap/encoding/" targetNamespace="http://schemas.xmlsoap.org/soap/encoding/">
  <xs:attribute name="arrayType" type="xs:string" />
  <xs:complexType name="Array"><xs:sequence><xs:any namespace="##any" minOccurs="0" maxOccurs="unbounded" processContents="lax" /></xs:sequence><xs:attribute ref="c:arrayType" /></xs:complexType>
  <xs:simpleType name="base64"><xs:restriction base="xs:base64Binary" /></xs:simpleType>
</xs:schema>`;

export type OfficialVersion = '1-0' | '1-1' | '1-2' | '1-3' | '1-4';

/** The published schema of a version; undefined where the documents are not at hand. */
export function officialSchema(version: OfficialVersion): LibxmlSchema | undefined {
  const files = officialFiles(version);
  return files && compileXsd(files, 'whole.xsd');
}

/** Those of 1.3 and 1.4 say what they add to the one of 1.2. */
const includedBy: Readonly<Record<OfficialVersion, readonly OfficialVersion[]>> = { '1-0': [], '1-1': [], '1-2': [], '1-3': ['1-2'], '1-4': ['1-3', '1-2'] };

/** The same as documents: `whole.xsd` and what it refers to; of 1.3 and 1.4 in the namespace that is called after them, in which there are devices. */
export function officialFiles(version: OfficialVersion): ReadonlyMap<string, string> | undefined {
  const documents = [version, ...includedBy[version]].map((each) => [each, documentAt(`spec/cwmp/cwmp-${each}`)] as const);
  if (documents.some(([, file]) => file === undefined)) return undefined;
  const local = (text: string) =>
    text
      .replaceAll('schemaLocation="http://schemas.xmlsoap.org/soap/envelope/"', 'schemaLocation="envelope.xsd"')
      .replaceAll('schemaLocation="http://schemas.xmlsoap.org/soap/encoding/"', 'schemaLocation="encoding.xsd"')
      .replaceAll('schemaLocation="http://www.broadband-forum.org/cwmp/', 'schemaLocation="')
      // They are only documentation, and a processor may take two of one document for two declarations of its types.
      .replace(/<xs:redefine [^]*<\/xs:redefine>/, '')
      .replaceAll(includedBy[version].length === 0 ? '\0' : 'urn:dslforum-org:cwmp-1-2', `urn:dslforum-org:cwmp-${version}`);
  const whole = `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
    <xs:import namespace="http://schemas.xmlsoap.org/soap/envelope/" schemaLocation="envelope.xsd" />
    <xs:import namespace="urn:dslforum-org:cwmp-${version}" schemaLocation="cwmp-${version}.xsd" />
  </xs:schema>`;
  const published = documents.map(([each, file]) => [`cwmp-${each}.xsd`, local(readFileSync(file!, 'utf8'))] as const);
  return new Map([['envelope.xsd', soapEnvelope], ['encoding.xsd', soapEncoding], ...published, ['whole.xsd', whole]]);
}
