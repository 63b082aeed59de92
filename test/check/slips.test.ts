import { expect, it } from 'vitest';
import { analyse } from '../../generator/pipeline.js';
import type { Sources } from '../../generator/read/sources.js';
import { part } from './part.js';

const common = 'CDT-commonTypes-v3_32_0.xsd';
const enumerationTypes = 'CDT-enumeration-v3_32_0.xsd';
const [names, enumerations, codes, parameters] = ['short-names', 'enumerations', 'status-codes', 'parameters'].map((name) => `tables/${name}.json`) as [string, string, string, string];
const resource = (name: string): string => `tables/resources/${name}.json`;

const put = (file: string, from: string | RegExp, to: string): Sources => {
  const text = part.get(file)!;
  expect(text.replace(from, to)).not.toBe(text);
  return new Map(part).set(file, text.replace(from, to));
};

const remove = (file: string): Sources => {
  const sources = new Map(part);
  expect(sources.delete(file)).toBe(true);
  return sources;
};

/** Of each slip many things have the consequences: `first` is what is told of it first, with its place and hint. */
it.each<readonly [slip: string, sources: () => Sources, first: RegExp]>([
  ['a status code is renumbered', () => put(codes, '"code": 4000', '"code": 4099'), /^LINK_UNKNOWN_STATUS_CODE .*"4000".*add it to tables\/status-codes\.json, or correct its number there/],
  ['a status code is gone', () => put(codes, /\{ "code": 4000.*\n/, ''), /^LINK_UNKNOWN_STATUS_CODE .*"4000".*tables\/status-codes\.json/],
  ['a short name is another that every resource has', () => put(names, '"expirationTime": "et"', '"expirationTime": "ct"'), /^CHECK_SHORT_NAME_COLLISION .*"ct": creationTime, expirationTime; so it is with \d\d others.*in tables\/short-names\.json/],
  ['a short name is one of what every resource has', () => put(names, '"labels": "lbl"', '"labels": "rn"'), /^CHECK_SHORT_NAME_COLLISION .*"rn".* others.*in tables\/short-names\.json/],
  ['a universal attribute has no short name', () => put(names, /\s*"expirationTime": "et",/, ''), /^LINK_UNKNOWN_NAME .*"expirationTime".*tables\/short-names\.json/],
  ['a universal attribute is misspelt among the short names', () => put(names, '"expirationTime": "et"', '"expiratonTime": "et"'), /^LINK_UNKNOWN_NAME .*did you mean "expiratonTime"/],
  ['a value of an enumeration is renumbered', () => put(enumerations, '{ "value": 3, "name": "UPLOAD"', '{ "value": 33, "name": "UPLOAD"'), /^CHECK_ENUMERATION_VALUE_NOT_IN_TABLE .*m2m:cmdType: 3/],
  ['a value of an enumeration is renamed', () => put(enumerations, '"name": "STATUS_INTERNAL_ERROR"', '"name": "OOPS"'), /^LINK_UNKNOWN_VALUE .*"STATUS_INTERNAL_ERROR".*tables\/enumerations\.json/],
  ['an enumeration is renamed in the table', () => put(enumerations, '"type": "m2m:resourceType"', '"type": "m2m:resourceKind"'), /^CHECK_ENUMERATION_NOT_IN_XSD tables\/enumerations\.json.*did you mean "m2m:resourceType"/],
  ['an enumeration is renamed in the XSD', () => put(enumerationTypes, 'simpleType name="execResultType"', 'simpleType name="execResultKind"'), /^XSD_UNKNOWN_TYPE .*did you mean "execResultKind"/],
  ['the number of a resource type is another in the enumeration', () => put(enumerations, '{ "value": 2, "name": "AE"', '{ "value": 222, "name": "AE"'), /^CHECK_ENUMERATION_VALUE_NOT_IN_TABLE .*m2m:resourceType: 2/],
  ['the number of a resource type is another in its table', () => put(resource('container'), '"resourceType": 3', '"resourceType": 4'), /^CHECK_RESOURCE_TYPE_MISMATCH tables\/resources\/container\.json/],
  ['a specialization has no number', () => put(resource('software'), '"resourceType": 13,', ''), /^CHECK_RESOURCE_TYPE_MISMATCH tables\/resources\/software\.json.*gives it the number 13, as all of <mgmtObj>.*add "resourceType": 13/],
  ['a specialization has the definition of another', () => put(resource('software'), '"mgmtDefinition": 1002', '"mgmtDefinition": 1003'), /^CHECK_RESOURCE_TYPE_MISMATCH .*software has the definition 1003.*1002/],
  ['a field of the binding carries what is no member', () => put('tables/http-binding.json', '"member": "labelsQuery"', '"member": "labelQuery"'), /^CHECK_BINDING_FIELD tables\/http-binding\.json.*did you mean "labelsQuery"/],
  ['a field of the binding is called as another', () => put('tables/http-binding.json', '"name": "sza"', '"name": "szb"'), /^CHECK_BINDING_FIELD .*carries sizeAbove, whose short name is "sza"/],
  ['a document is misspelt where the model does not keep it', () => put('tables/exec-status-codes.json', '"source": { "document": "TS-0004"', '"source": { "document": "TS-004"'), /^CHECK_DOCUMENT_UNKNOWN tables\/exec-status-codes\.json.*did you mean "TS-0004"/],
  ['a parameter is of another type', () => put(parameters, '"type": "m2m:requestID"', '"type": "m2m:ID"'), /^CHECK_PARAMETER_XSD .*correct tables\/parameters\.json/],
  ['a universal attribute is renamed', () => put('tables/universal-attributes.json', '"name": "creationTime"', '"name": "creatonTime"'), /^LINK_UNKNOWN_NAME tables\/universal-attributes\.json/],
  ['a member that all resources have is renamed in the XSD', () => put(common, 'name="creationTime"', 'name="creatonTime"'), /^CHECK_ATTRIBUTE_NOT_IN_XSD .*creationTime is .* others.*did you mean "creatonTime".*CDT-commonTypes/],
  ['a member that all resources have is of another type in the XSD', () => put(common, 'name="creationTime" type="m2m:timestamp"', 'name="creationTime" type="m2m:ID"'), /^CHECK_TYPE_MISMATCH .*creationTime is m2m:timestamp in the table but m2m:ID in the XSD; so it is with \d\d others.*correct the row, or the declaration in CDT-commonTypes/],
  ['a member of a type that others have is renamed in the XSD', () => put(common, '<xs:element name="createdBefore"', '<xs:element name="createdBefor"'), /^CHECK_MEMBER_UNNAMED CDT-commonTypes.*"createdBefor".*did you mean "createdBefore"/],
  ['a parameter is renamed', () => put(parameters, '"name": "resultContent"', '"name": "wantedContent"'), /^CHECK_CONTENT_RULE .*"resultContent", which requestPrimitive does not have; so it is with 4 others/],
  ['a type is renamed where it is declared', () => put(common, 'simpleType name="timestamp"', 'simpleType name="instant"'), /^XSD_UNKNOWN_TYPE .*"timestamp"/],
  ['a type that others extend is renamed', () => put(common, 'complexType name="regularResource"', 'complexType name="plainResource"'), /^XSD_UNKNOWN_TYPE .*"regularResource"/],
  ['an erratum points to a row that moved', () => put('errata.json', '/tables/8.2.1.2-1/rows/9001/status', '/tables/8.2.1.3-1/rows/9001/status'), /^ERRATUM_STALE errata\.json/],
  ['the table is renamed that errata point to', () => put(enumerations, '"type": "m2m:status"', '"type": "m2m:statuses"'), /^LINK_UNKNOWN_ENUMERATION .*did you mean "m2m:statuses"/],
  ['a resource is gone that others name as their child', () => remove(resource('container')), /^LINK_UNKNOWN_DEPENDENCY .*add tables\/resources\/container\.json/],
  ['a resource is gone that errata are about', () => remove(resource('subscription')), /^ERRATUM_STALE .*tables\/resources\/subscription\.json.*add it/],
  ['the universal attributes are gone', () => remove('tables/universal-attributes.json'), /^CHECK_ATTRIBUTE_NOT_IN_TABLE .*add tables\/universal-attributes\.json/],
])('%s: no more than six messages, the cause first', (_, sources, first) => {
  const found = analyse(sources()).diagnostics.list();
  const [cause] = found;
  expect(`${cause?.code} ${cause?.place?.file}: ${cause?.message} (${cause?.hint})`).toMatch(first);
  expect(found.length, found.map(({ message }) => message).join('\n')).toBeLessThanOrEqual(6);
});
