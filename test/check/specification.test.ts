import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { runChecks } from '../../generator/check/index.js';
import { Diagnostics } from '../../generator/diagnostics/diagnostic.js';
import type { NameOverrides } from '../../generator/link/context.js';
import { putIntoTypes } from '../../generator/link/enumerations.js';
import { link } from '../../generator/link/link.js';
import { readDefinitions } from '../../generator/read/definitions/read.js';
import { loadSources } from '../../generator/read/load.js';
import type { Sources } from '../../generator/read/sources.js';
import { componentsOf } from '../../generator/read/xsd/components.js';
import { part } from './part.js';

const { sources } = await loadSources(path.resolve(import.meta.dirname, '../../xsd'));

function problems(input: Sources, overrides: NameOverrides = {}): readonly { readonly code: string; readonly text: string }[] {
  const diagnostics = new Diagnostics();
  const definitions = readDefinitions(input, diagnostics);
  runChecks(link(componentsOf(input, diagnostics, putIntoTypes(definitions, overrides)), definitions, diagnostics, overrides), diagnostics);
  return diagnostics
    .list()
    .filter((d) => d.severity !== 'note')
    .map(({ code, place, message, hint }) => ({ code, text: `${place?.file ?? ''}:${place?.line ?? 0} ${message}${hint === undefined ? '' : ` (${hint})`}` }));
}

/** One change to one file of the specification, as a slip of the pen would make it. */
interface Slip {
  readonly slip: string;
  readonly file: string;
  readonly from: string;
  readonly to: string;
  readonly want: string;
}

const campaign = 'tables/resources/softwareCampaign.json';
const campaignXsd = 'CDT-softwareCampaign-v3_32_0.xsd';
const slips: readonly Slip[] = [
  { slip: 'an attribute renamed in the table', file: campaign, from: '"name": "softwareOperation"', to: '"name": "softwareName"', want: 'CHECK_DUPLICATE_ATTRIBUTE' },
  { slip: 'an attribute renamed in the XSD', file: campaignXsd, from: '<xs:element name="softwareOperation"', to: '<xs:element name="softwareOperatoin"', want: 'CHECK_ATTRIBUTE_NOT_IN_XSD' },
  { slip: 'an attribute added to the XSD', file: campaignXsd, from: '<xs:element name="version"', to: '<xs:element name="vendor" type="xs:string" /><xs:element name="version"', want: 'CHECK_ATTRIBUTE_NOT_IN_TABLE' },
  { slip: 'a mandatory attribute made optional in the XSD', file: campaignXsd, from: '<xs:element name="version" type="xs:string" />', to: '<xs:element name="version" type="xs:string" minOccurs="0" />', want: 'CHECK_MULTIPLICITY_MISMATCH' },
  { slip: 'a type changed in the XSD', file: campaignXsd, from: '<xs:element name="URL" type="xs:anyURI" />', to: '<xs:element name="URL" type="xs:string" />', want: 'CHECK_TYPE_MISMATCH' },
  { slip: 'a short name that is published for another name', file: 'tables/short-names.json', from: '"campaignEnabled": "cpen"', to: '"campaignEnabled": "cpn"', want: 'CHECK_SHORT_NAME_RESERVED' },
  { slip: 'one short name for two attributes', file: 'tables/short-names.json', from: '"softwareLinks": "swlk"', to: '"softwareLinks": "swtg"', want: 'CHECK_SHORT_NAME_COLLISION' },
  { slip: 'a resource type that is published', file: campaign, from: '"resourceType": 9076', to: '"resourceType": 51', want: 'CHECK_RESOURCE_TYPE_MISMATCH' },
  { slip: 'a default of the wrong type', file: campaign, from: '"default": false', to: '"default": "false"', want: 'CHECK_BAD_DEFAULT' },
  { slip: 'a rule about an unknown attribute', file: campaign, from: '"softwareTargets", "softwareTriggerCriteria", "softwareOperation"]', to: '"softwareTarget"]', want: 'CHECK_UNKNOWN_ATTRIBUTE' },
  { slip: 'a state whose name the enumeration spells in another way', file: 'tables/enumerations.json', from: '"name": "CANCELLING"', to: '"name": "CANCELING"', want: 'CHECK_MACHINE_VALUE_WITHOUT_STATE' },
  { slip: 'a gap in an enumeration that is not said to be one', file: 'tables/enumerations.json', from: '"unassigned": [17, 18]', to: '"unassigned": [17]', want: 'CHECK_ENUMERATION_GAP' },
  { slip: 'a value taken from the XSD', file: 'CDT-enumeration-v3_32_0.xsd', from: '<xs:enumeration value="19" />', to: '', want: 'CHECK_ENUMERATION_VALUE_NOT_IN_XSD' },
  { slip: 'a transition to where it should not lead', file: 'tables/machines/campaignStatus.json', from: '"event": "complete",\n      "to": "FINISHED"', to: '"event": "complete",\n      "to": "INITIATED"', want: 'CHECK_MACHINE_UNREACHABLE_STATE' },
  { slip: 'a transition to a state that is not there', file: 'tables/machines/campaignStatus.json', from: '"event": "complete",\n      "to": "FINISHED"', to: '"event": "complete",\n      "to": "FINISHD"', want: 'CHECK_MACHINE_UNKNOWN_STATE' },
  { slip: 'a rule about an unknown member', file: 'tables/resources/subscription.json', from: '"eventNotificationCriteria/notificationEventType"', to: '"eventNotificationCriteria/notificationEventTyp"', want: 'CHECK_UNKNOWN_MEMBER' },
  { slip: 'one number for two values', file: 'tables/enumerations.json', from: '"value": 2, "name": "Modified Attributes"', to: '"value": 1, "name": "Modified Attributes"', want: 'CHECK_ENUMERATION_DUPLICATE_NUMBER' },
  { slip: 'one event twice in one state', file: 'tables/machines/campaignStatus.json', from: '"event": "complete",\n      "to": "FINISHED"', to: '"event": "disable",\n      "to": "FINISHED"', want: 'CHECK_MACHINE_AMBIGUOUS' },
  { slip: 'one fault code with two results', file: 'tables/fault-codes.json', from: '"faultCode": 9000, "status": "STATUS_REQUEST_UNSUPPORTED"', to: '"faultCode": 9000, "status": "STATUS_INTERNAL_ERROR"', want: 'CHECK_FAULT_TWO_RESULTS' },
  { slip: 'a fault code that nothing covers', file: 'tables/fault-codes.json', from: '"from": 9005', to: '"from": 9006', want: 'CHECK_FAULT_RANGE_GAP' },
  { slip: 'a command with another argument', file: 'tables/commands.json', from: '"argumentMember": "reboot"', to: '"argumentMember": "rebot"', want: 'CHECK_COMMAND_UNKNOWN_ARGUMENT' },
  { slip: 'a set without an aggregate', file: 'tables/aggregations.json', from: '"set": ["Failure"]', to: '"set": ["Successful"]', want: 'CHECK_AGGREGATION_MISSING_SET' },
  { slip: 'an erratum that is not there', file: campaign, from: '"B25"', to: '"B99"', want: 'CHECK_ERRATUM_UNKNOWN' },
  { slip: 'a document that is not there', file: campaign, from: '"document": "TS-0001-CR"', to: '"document": "TS-001-CR"', want: 'CHECK_DOCUMENT_UNKNOWN' },
];

describe('the specification in xsd/', () => {
  test('passes every check', () => {
    expect(problems(sources)).toEqual([]);
  });

  test('passes with names and numbers of a user in the place of provisional ones', () => {
    expect(problems(sources, { resourceTypes: { softwareCampaign: 60, softwareCampaignAnnc: 10060 }, shortNames: { campaignEnabled: 'cpx' } })).toEqual([]);
  });

  test('does not pass when they collide with published ones', () => {
    const codes = problems(sources, { resourceTypes: { softwareCampaign: 50 }, shortNames: { campaignEnabled: 'cpn' } }).map(({ code }) => code);
    expect(codes).toContain('CHECK_ENUMERATION_DUPLICATE_NUMBER');
    expect(codes).toContain('CHECK_SHORT_NAME_RESERVED');
  });

  test.each(slips)('$slip: $want', ({ file, from, to, want }) => {
    const text = part.get(file)!;
    expect(text.includes(from), `${file} has no longer what the test changes`).toBe(true);
    const found = problems(new Map([...part, [file, text.replace(from, to)]]));
    expect(found.map(({ code }) => code)).toContain(want);
  });
});
