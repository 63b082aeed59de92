import { describe, expect, it } from 'vitest';
import { analyse } from '../../generator/pipeline.js';
import type { Sources } from '../../generator/read/sources.js';
import { part } from './part.js';

/** What `check` says of our definitions after one slip, notes left out. */
function said(change: (text: string) => string | undefined, file: string): readonly string[] {
  const text = change(part.get(file)!);
  expect(text).not.toBe(part.get(file));
  const sources: Sources = new Map([...part].flatMap(([name, own]) => (name !== file ? [[name, own] as const] : text === undefined ? [] : [[name, text] as const])));
  return analyse(sources)
    .diagnostics.list()
    .filter(({ severity }) => severity !== 'note')
    .map(({ code, place, message, hint }) => `${code} ${place?.file}: ${message} (${hint})`);
}

const AE = 'tables/resources/AE.json';
const campaign = 'tables/resources/softwareCampaign.json';

describe('one slip is one message, which names the cause', () => {
  const remove = (): undefined => undefined;
  const put = (from: string, to: string) => (text: string): string => text.replace(from, to);

  it.each([
    ['the errata are gone', 'errata.json', remove, /^CHECK_ERRATUM_UNKNOWN .*each erratum that is cited, \d+ of them, is missing.*\(add errata\.json/],
    ['the enumerations are gone', 'tables/enumerations.json', remove, /^ERRATUM_STALE errata\.json: errata are about "tables\/enumerations\.json", which is not there \(add it, or remove the errata\)/],
    ['the short names are gone', 'tables/short-names.json', remove, /^ERRATUM_STALE errata\.json: errata are about "tables\/short-names\.json", which is not there/],
    ['the documents are gone', 'tables/documents.json', remove, /^CHECK_DOCUMENT_UNKNOWN .*\(add tables\/documents\.json\)/],
    ['a document is misspelt for a whole table', AE, put('"document": "TS-0001"', '"document": "TS-001"'), /^CHECK_DOCUMENT_UNKNOWN tables\/resources\/AE\.json: source document "TS-001" is not known \(did you mean "TS-0001"/],
    ['the number of another resource', AE, put('"resourceType": 2', '"resourceType": 3'), /^CHECK_RESOURCE_TYPE_MISMATCH tables\/resources\/AE\.json: .* \(m2m:resourceType gives AE the number 2\)/],
    ['no number', AE, put('"resourceType": 2,', ''), /^CHECK_RESOURCE_TYPE_MISMATCH .*AE has no resource type.*\(add "resourceType": 2\)/],
    ['an attribute twice, which the announced resource has from there', 'tables/resources/node.json', (text: string) => text.replace(/(\{[^{}]*"name": "networkID"[^{}]*\})/, '$1, $1'), /^DEFINITION_TWICE tables\/resources\/node\.json: this row is there twice \(remove one of them\)/],
    ['a role twice, of which no model says so', 'tables/dependencies.json', (text: string) => text.replace(/(\{[^{}]*"name": "AE-ID"[^{}]*\})/, '$1, $1'), /^DEFINITION_TWICE tables\/dependencies\.json/],
    ['two methods for one operation', 'tables/http-binding.json', put('"operation": "retrieve"', '"operation": "delete"'), /^CHECK_BINDING_FIELD .*two methods for delete \(remove one of the rows from tables\/http-binding\.json/],
    ['a fitting value of another type', 'tables/dependencies.json', put('"names": ["descriptorRepresentation"], "least": 4', '"names": ["descriptorRepresentation"], "least": 44'), /^CHECK_DEPENDENCY_VALUE tables\/dependencies\.json: .*descriptorRepresentation: 44 is no value of m2m:semanticFormat/],
    ['a fitting value with a member that its type has not', 'tables/dependencies.json', put('{ "val": "{{cmdhDefaults}}", "name"', '{ "val": "{{cmdhDefaults}}", "nme"'), /^CHECK_DEPENDENCY_VALUE .*cmdhPolicy\.mgmtLink: m2m:mgmtLinkRef has no member "nme"/],
    ['a condition on a value that is none', 'tables/dependencies.json', put('"values": [4],\n      "has"', '"values": [44],\n      "has"'), /^CHECK_DEPENDENCY_VALUE .*subscription\.notificationContentType: 44 is no value/],
    ['a condition that asks for a value that is none', 'tables/dependencies.json', put('"has": { "cmdType": 7 }', '"has": { "cmdType": 77 }'), /^CHECK_DEPENDENCY_VALUE .*mgmtCmd\.cmdType: 77 is no value of m2m:cmdType/],
    ['an RPC that CWMP does not have', 'tables/commands.json', put('"completionReport": "TransferComplete"', '"completionReport": "CompleteTransfer"'), /^CHECK_COMMAND_UNKNOWN_MESSAGE tables\/commands\.json: command UPLOAD names "CompleteTransfer"/],
    ['a fault table of an RPC that CWMP does not have', 'tables/fault-codes.json', put('"rpc": "Reboot"', '"rpc": "Reboto"'), /^CHECK_COMMAND_UNKNOWN_MESSAGE tables\/fault-codes\.json: .*8\.2\.1\.6-1 names "Reboto".*did you mean "Reboot"/],
    ['all that cites some errata is gone', 'tables/outcomes.json', remove, /^CHECK_ERRATUM_UNUSED .*no longer applies.*so it is with \d+ others/],
    ['a test that is none', 'tables/contents.json', put('"present": true', '"preesnt": true'), /^DEFINITION_UNKNOWN_KEY tables\/contents\.json: .*\(did you mean "present"\?\)/],
    ['a test of another kind', 'tables/contents.json', put('"present": true', '"present": 7'), /^DEFINITION_TYPE tables\/contents\.json: must be a boolean/],
    ['a value that no parameter has', 'tables/contents.json', put('"in": [6]', '"in": [99]'), /^CHECK_BAD_CONDITION tables\/contents\.json: .*requestPrimitive\.resultContent: 99 is no value of m2m:resultContent/],
    ['a value that no result has', 'tables/contents.json', put('"resultContents": [', '"resultContents": [77, '), /^CHECK_CONTENT_VALUE tables\/contents\.json: .*77.*m2m:resultContent/],
  ] as const)('%s', (_, file, change, want) => {
    expect(said(change, file)).toEqual([expect.stringMatching(want)]);
  });

  it('a patch that leads nowhere stands before what is not patched', () => {
    const [first, ...more] = said((text) => text.replace(`"${campaign}#/attributes/campaignStatus/access"`, `"${campaign}#/attributes/campaignStauts/access"`), 'errata.json');
    expect(first).toMatch(/^ERRATUM_STALE errata\.json: .*has no "campaignStauts" there \(did you mean "campaignStatus"/);
    expect(more.length).toBeLessThan(2);
  });
});
