import { describe, expect, test } from 'vitest';
import type { AccessRequest } from '../../../runtime/access/request.js';
import { checkAccess } from '../../../runtime/access/check-access.js';
import { smallestCreate } from './vectors.js';

const campaign = smallestCreate('softwareCampaign');
const software = smallestCreate('software');
const enabled = { ...campaign, campaignEnabled: true, campaignStatus: 1, softwareTriggerCriteria: [{ subjectResourceID: 'a', evalCriteria: { operator: 1, subject: 'b', threshold: 2 } }] };
const cancelling = { ...campaign, campaignEnabled: false, campaignStatus: 4, labels: ['a'] };

interface Case {
  readonly clause: string;
  readonly given: Omit<AccessRequest, 'by'> & { readonly by?: AccessRequest['by'] };
  /** Attribute, rule and status code of every violation, in order. */
  readonly want: readonly string[];
}

const create = (patch: object, type = 'softwareCampaign'): Case['given'] => ({ type, operation: 'create', patch: { ...smallestCreate(type), ...patch } });
const update = (patch: object, before?: object, type = 'softwareCampaign'): Case['given'] =>
  ({ type, operation: 'update', patch, ...(before && { before }) }) as Case['given'];
const byCse = (given: Case['given']): Case['given'] => ({ ...given, by: 'Hosting CSE' });

const cases: readonly Case[] = [
  // TS-0004 7.3.3.3: the representation of a CREATE
  { clause: 'TS-0004 7.3.3.3: everything in order', given: create({}), want: [] },
  { clause: 'TS-0004 7.3.3.3: unknown attribute', given: create({ colour: 'red' }), want: ['colour unknown 4000'] },
  { clause: 'TS-0004 7.3.3.3: a name of another resource type', given: create({ execEnable: true }), want: ['execEnable unknown 4000'] },
  { clause: 'TS-0004 7.3.3.3: a short name', given: create({ cpen: true }), want: ['cpen unknown 4000'] },
  { clause: 'TS-0004 7.3.3.3: M missing', given: { type: 'softwareCampaign', operation: 'create', patch: { version: '1', softwareName: 'n', URL: 'u' } }, want: ['softwareTargets M 4000', 'softwareOperation M 4000'] },
  { clause: 'TS-0004 7.3.3.3: M without a value is missing', given: create({ version: undefined }), want: ['version M 4000'] },
  { clause: 'TS-0004 7.3.3.3: NP present (RO)', given: create({ campaignStatus: 3 }), want: ['campaignStatus NP 4000'] },
  { clause: 'TS-0004 7.3.3.3: NP present (RW, D.3.2.1)', given: create({ install: true }, 'software'), want: ['install NP 4000'] },
  { clause: 'TS-0004 7.3.3.3: wrong type', given: create({ campaignEnabled: 'yes' }), want: ['campaignEnabled type 4000'] },
  { clause: 'TS-0004 7.3.3.3: no value of the enumeration', given: create({ softwareOperation: 9 }), want: ['softwareOperation enum 4000'] },
  { clause: 'TS-0004 7.3.3.3: wrong form', given: create({ expirationTime: 'tomorrow' }), want: ['expirationTime pattern 4000'] },
  { clause: 'TS-0004 7.3.3.3: a list with an item twice', given: create({ softwareTargets: ['a', 'a'] }), want: ['softwareTargets unique 4000'] },
  { clause: 'TS-0004 7.3.3.3: a member missing inside', given: create({ softwareTriggerCriteria: [{ subjectResourceID: 'a' }] }), want: ['softwareTriggerCriteria M 4000'] },
  { clause: 'TS-0004 7.3.3.3: NULL in a CREATE', given: create({ labels: null }), want: ['labels null 4000'] },
  { clause: 'TS-0004 7.3.3.3: creator asked for', given: create({ creator: null }, 'subscription'), want: [] },
  { clause: 'TS-0004 7.3.3.3: creator given', given: create({ creator: 'CMallory' }, 'subscription'), want: ['creator type 4000'] },
  { clause: 'TS-0004 7.3.3.3: creator of a type that has none', given: create({ creator: null }), want: ['creator unknown 4000'] },
  { clause: 'TS-0004 7.3.3.3: a fixed value', given: create({ mgmtDefinition: 1001 }, 'software'), want: ['mgmtDefinition fixed 4000'] },
  { clause: 'TS-0004 7.3.3.3: a type that is not implemented', given: { type: 'genericInterworkingService', operation: 'create', patch: {} }, want: ['- resourceType 5001'] },
  { clause: 'TS-0004 7.4.15.1: mgmtSchema without its condition', given: create({ mgmtSchema: 'https://example.org' }, 'software'), want: ['mgmtSchema onlyWhen 4000'] },
  { clause: 'TS-0004 7.4.15.1: mgmtSchema missing under its condition', given: create({ mgmtDefinition: 0 }, 'software'), want: ['mgmtDefinition fixed 4000', 'mgmtSchema onlyWhen 4000'] },
  { clause: 'TS-0004 7.4.16.2.1: a cmdType that there is not', given: create({ cmdType: 8 }, 'mgmtCmd'), want: ['cmdType enum 6022'] },
  { clause: 'TS-0004 7.4.16.2.1: no cmdType', given: create({ cmdType: undefined }, 'mgmtCmd'), want: ['cmdType M 4000'] },
  { clause: 'TS-0004 7.4.16.2.1: arguments of a command that there is not', given: create({ cmdType: 1, execReqArgs: { levitate: {} } }, 'mgmtCmd'), want: ['execReqArgs unknown 4000'] },
  { clause: 'TS-0004 7.4.16.2.1: arguments of another command', given: create({ cmdType: 1, execReqArgs: { upload: {} } }, 'mgmtCmd'), want: ['execReqArgs type 4000', 'execReqArgs implies 6023'] },
  { clause: 'TS-0004 7.4.24.1: an event type that there is not', given: create({ eventType: 77, eventStart: '20260101T000000' }, 'eventConfig'), want: ['eventType enum 4000'] },
  { clause: 'TS-0004 7.4.17.2.0: no execInstance is created by request', given: { type: 'execInstance', operation: 'create', patch: { execTarget: 'a' } }, want: ['- operation 4005'] },
  { clause: 'TS-0004 7.4.17.2.0: the Hosting CSE creates it', given: byCse({ type: 'execInstance', operation: 'create', patch: { execTarget: 'a', execStatus: 2 } }), want: [] },

  // TS-0004 7.3.3.4, 7.3.3.7: the representation of an UPDATE
  { clause: 'TS-0004 7.3.3.4: everything in order', given: update({ labels: ['a'] }, campaign), want: [] },
  { clause: 'TS-0004 7.3.3.4: nothing at all', given: update({}, campaign), want: [] },
  { clause: 'TS-0004 7.3.3.4: unknown attribute', given: update({ colour: 'red' }), want: ['colour unknown 4000'] },
  { clause: 'TS-0004 7.3.3.4: NP present (RO)', given: update({ aggregatedSoftwareStatus: 1 }), want: ['aggregatedSoftwareStatus NP 4000'] },
  { clause: 'TS-0004 7.3.3.4: NP present (WO), although the value is the same', given: update({ cmdType: 1 }, { cmdType: 1 }, 'mgmtCmd'), want: ['cmdType NP 4000'] },
  { clause: 'TS-0004 7.3.3.4: NP present (creator)', given: update({ creator: null }, {}, 'subscription'), want: ['creator NP 4000'] },
  { clause: 'TS-0004 7.3.3.4: wrong type', given: update({ softwareTargets: 'a' }), want: ['softwareTargets type 4000'] },
  { clause: 'TS-0004 7.3.3.7: NULL deletes what may be absent', given: update({ labels: null }, { ...campaign, labels: ['a'] }), want: [] },
  { clause: 'TS-0004 7.3.3.7: NULL for multiplicity 1', given: update({ version: null }, campaign), want: ['version null 4000'] },
  { clause: 'TS-0004 7.3.3.7: NULL for multiplicity 1 (L)', given: update({ softwareTargets: null }, campaign), want: ['softwareTargets null 4000'] },

  // TS-0001 9.5.0: who writes
  { clause: 'TS-0001 9.5.0: RO by the Hosting CSE', given: byCse(update({ campaignStatus: 3, aggregatedSoftwareStatus: 1 }, enabled)), want: [] },
  { clause: 'TS-0001 9.5.0: RO by the Hosting CSE, but no such value', given: byCse(update({ campaignStatus: 7 }, enabled)), want: ['campaignStatus enum 4000'] },
  { clause: 'TS-0001 9.5.0: unknown attribute by the Hosting CSE', given: byCse(update({ colour: 'red' })), want: ['colour unknown 4000'] },
  { clause: 'TS-0001 9.5.0: WO by the Hosting CSE, first', given: byCse(update({ cmdType: 1 }, {}, 'mgmtCmd')), want: [] },
  { clause: 'TS-0001 9.5.0: WO by the Hosting CSE, again', given: byCse(update({ cmdType: 1 }, { cmdType: 1 }, 'mgmtCmd')), want: [] },
  { clause: 'TS-0001 9.5.0: WO by the Hosting CSE, another value', given: byCse(update({ cmdType: 2 }, { cmdType: 1 }, 'mgmtCmd')), want: ['cmdType WO 4000'] },
  { clause: 'TS-0001 9.5.0: WO by the Hosting CSE, deleted', given: byCse(update({ objectIDs: null }, { objectIDs: ['a'] }, 'software')), want: ['objectIDs WO 4000'] },
  { clause: 'TS-0001 9.5.0: creator by the Hosting CSE', given: byCse(create({ creator: 'CAdmin' }, 'subscription')), want: [] },

  // TS-0001 9.6.1.3.2
  { clause: 'TS-0001 9.6.1.3.2: accessControlPolicyIDs alone', given: update({ accessControlPolicyIDs: ['a'] }, campaign), want: [] },
  { clause: 'TS-0001 9.6.1.3.2: accessControlPolicyIDs deleted, alone', given: update({ accessControlPolicyIDs: null }, campaign), want: [] },
  { clause: 'TS-0001 9.6.1.3.2: accessControlPolicyIDs and more', given: update({ accessControlPolicyIDs: ['a'], labels: ['b'] }, campaign), want: ['accessControlPolicyIDs alone 4000'] },
  { clause: 'TS-0001 9.6.1.3.2: accessControlPolicyIDs deleted, and more', given: update({ accessControlPolicyIDs: null, labels: ['b'] }, campaign), want: ['accessControlPolicyIDs alone 4000'] },
  { clause: 'TS-0001 9.6.1.3.2: in a CREATE it is one of many', given: create({ accessControlPolicyIDs: ['a'], labels: ['b'] }), want: [] },
  { clause: 'TS-0001 9.6.1.3.2: the Hosting CSE is no request', given: byCse(update({ accessControlPolicyIDs: ['a'], labels: ['b'] }, campaign)), want: [] },

  // TS-0004 D.3.2.2
  { clause: 'TS-0004 D.3.2.2: install and uninstall', given: update({ install: true, uninstall: true }, software, 'software'), want: ['install forbidden 4000'] },
  { clause: 'TS-0004 D.3.2.2: activate and deactivate', given: update({ activate: true, deactivate: true }, software, 'software'), want: ['activate forbidden 4000'] },
  { clause: 'TS-0004 D.3.2.2: both pairs', given: update({ install: true, uninstall: true, activate: true, deactivate: true }, software, 'software'), want: ['install forbidden 4000', 'activate forbidden 4000'] },
  { clause: 'TS-0004 D.3.2.2: install, and not uninstall', given: update({ install: true, uninstall: false }, software, 'software'), want: [] },
  { clause: 'TS-0004 D.3.2.2: install and activate', given: update({ install: true, activate: true }, software, 'software'), want: [] },
  { clause: 'TS-0004 D.3.2.2: two requests', given: update({ uninstall: true }, { ...software, install: true }, 'software'), want: [] },

  // TS-0001-CR 10.2.28.3.3, Table 10.2.28.3.3-1
  ...(['version', 'softwareName', 'URL'] as const).map((name) => ({ clause: `10.2.28.3.3: ${name} of an enabled campaign`, given: update({ [name]: 'other' }, enabled), want: [`${name} locked 4005`] })),
  { clause: '10.2.28.3.3: softwareTargets of an enabled campaign', given: update({ softwareTargets: ['other'] }, enabled), want: ['softwareTargets locked 4005'] },
  { clause: '10.2.28.3.3: softwareOperation of an enabled campaign', given: update({ softwareOperation: 2 }, enabled), want: ['softwareOperation locked 4005'] },
  { clause: '10.2.28.3.3: softwareTriggerCriteria of an enabled campaign', given: update({ softwareTriggerCriteria: [{ subjectResourceID: 'a', evalCriteria: { operator: 1, subject: 'b', threshold: 3 } }] }, enabled), want: ['softwareTriggerCriteria locked 4005'] },
  { clause: '10.2.28.3.3: softwareTriggerCriteria deleted', given: update({ softwareTriggerCriteria: null }, enabled), want: ['softwareTriggerCriteria locked 4005'] },
  { clause: '10.2.28.3.3: the same values, members in another order', given: update({ ...campaign, softwareTriggerCriteria: [{ evalCriteria: { threshold: 2, subject: 'b', operator: 1 }, subjectResourceID: 'a' }] }, enabled), want: [] },
  { clause: '10.2.28.3.3: softwareTriggerCriteria added', given: update({ softwareTriggerCriteria: enabled.softwareTriggerCriteria }, { ...campaign, campaignEnabled: true }), want: ['softwareTriggerCriteria locked 4005'] },
  { clause: '10.2.28.3.3: softwareTriggerCriteria deleted where there are none', given: update({ softwareTriggerCriteria: null }, { ...campaign, campaignEnabled: true }), want: [] },
  { clause: '10.2.28.3.3: the order of softwareTargets is part of the value', given: update({ softwareTargets: ['b', 'a'] }, { ...enabled, softwareTargets: ['a', 'b'] }), want: ['softwareTargets locked 4005'] },
  { clause: '10.2.28.3.3: other attributes of an enabled campaign', given: update({ labels: ['a'], campaignEnabled: false }, enabled), want: [] },
  { clause: '10.2.28.3.3: disabled in the same request is not disabled yet', given: update({ campaignEnabled: false, version: 'other' }, enabled), want: ['version locked 4005'] },
  { clause: '10.2.28.3.3: enabled in the same request is not enabled yet', given: update({ campaignEnabled: true, version: 'other' }, { ...campaign, campaignEnabled: false }), want: [] },
  { clause: '10.2.28.3.3: without the stored resource nothing is locked', given: update({ version: 'other' }), want: [] },
  { clause: '10.2.28.3.3: CANCELLING, anything', given: update({ labels: ['b'], campaignEnabled: true }, cancelling), want: ['labels locked 4005', 'campaignEnabled locked 4005'] },
  { clause: '10.2.28.3.3: CANCELLING, nothing new', given: update({ labels: ['a'], campaignEnabled: false }, cancelling), want: [] },
  { clause: '10.2.28.3.3: CANCELLING and enabled, both rules', given: update({ version: 'other' }, { ...cancelling, campaignEnabled: true }), want: ['version locked 4005', 'version locked 4005'] },
  { clause: '10.2.28.3.3: CANCELLING, the Hosting CSE', given: byCse(update({ campaignStatus: 5, labels: ['b'] }, cancelling)), want: [] },

  // TS-0004 7.2.2.2: all of it is named, the earliest step first
  {
    clause: 'TS-0004 7.2.2.2: several at once',
    given: update({ version: 'other', colour: 1, campaignStatus: 1, URL: null, labels: 'a' }, enabled),
    want: ['colour unknown 4000', 'campaignStatus NP 4000', 'URL null 4000', 'labels type 4000', 'version locked 4005'],
  },
];

describe('checkAccess', () => {
  test.each(cases)('$clause', ({ given, want }) => {
    const violations = checkAccess({ by: 'Originator', ...given });
    expect(violations.map(({ attribute = '-', rule, statusCode }) => `${attribute} ${rule} ${statusCode}`)).toEqual(want);
    for (const { attribute, message, clause } of violations) {
      expect(clause).toMatch(/^TS-\d{4}/);
      if (attribute !== undefined) expect(message).toContain(attribute);
    }
  });

  test('the clause of a row of the rules is its own', () => {
    const [violation] = checkAccess({ ...update({ version: 'other' }, enabled), by: 'Originator' });
    expect(violation).toEqual({
      statusCode: 4005,
      attribute: 'version',
      rule: 'locked',
      id: 'locked-while-enabled',
      message: expect.stringContaining('version cannot be changed now') as string,
      clause: 'TS-0001-CR 10.2.28.3.3, Table 10.2.28.3.3-1',
    });
  });

  test('messages, for a person', () => {
    const messages = (given: Case['given']): readonly string[] => checkAccess({ by: 'Originator', ...given }).map(({ message }) => message);
    expect(messages(create({ campaignStatus: 3 }))).toEqual(['campaignStatus must not be present in a Create request (RO: the Hosting CSE alone writes it)']);
    expect(messages(update({ cmdType: 1 }, {}, 'mgmtCmd'))).toEqual(['cmdType must not be present in an Update request (WO: it is fixed since creation)']);
    expect(messages(update({ version: null }, campaign))).toEqual(['version must not be null (multiplicity 1: it cannot be deleted)']);
    expect(messages(update({ colour: 1 }))).toEqual(['unknown attribute "colour" in softwareCampaign']);
  });
});
