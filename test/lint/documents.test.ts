import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../generator/diagnostics/diagnostic.js';
import { Diagnostics } from '../../generator/diagnostics/diagnostic.js';
import { readDocument } from '../../generator/import/read.js';
import { recognise } from '../../generator/import/recognise/index.js';
import type { lintCodes } from '../../generator/lint/lint.js';
import { lintDocument } from '../../generator/lint/lint.js';
import { documentAt, whyNot } from '../support/documents.js';
import { specification } from '../support/specification.js';

/**
 * What each finding in two published documents is, judged by hand at its place: a defect that an editor would mend, or
 * doubtful. Messages are given by their beginning. A finding that is not here has not been judged, and counts as false.
 */
type Census = readonly { readonly code: keyof typeof lintCodes; readonly verdict: 'real' | 'doubtful'; readonly messages: readonly string[] }[];

const census: Readonly<Record<'TS-0001' | 'TS-0004', Census>> = {
  'TS-0001': [
    { code: 'LINT_ATTRIBUTE_OTHER', verdict: 'real', messages: ['<subscription> has no attribute eventType'] },
    { code: 'LINT_ATTRIBUTE_SPELLING', verdict: 'real', messages: ['"semanticFilter"', '"datasizeIndicator"', '"nodeId"'] },
    { code: 'LINT_TABLE_OF_OTHER', verdict: 'real', messages: ['Table 10.2.7.15-1'] },
    { code: 'LINT_ARTICLE', verdict: 'real', messages: ['"an transit"'] },
    { code: 'LINT_ATTRIBUTE_UNKNOWN', verdict: 'real', messages: ['no table has the attribute accessControlPolicyID', 'no table has the attribute membersIDs', 'no table has the attribute ruleRelationShip', 'no table has the attribute hostedAELink', 'no table has the attribute hostedServiceLink', 'no table has the attribute notificationEventCriteria', 'no table has the attribute subscriptionsForRegularResourcesAsTarget', 'no table has the attribute acceptedSessionDescription', 'no table has the attribute notificationPolicyID', 'no table has the attribute requestCharacteristics', 'no table has the attribute requestContext'] },
    { code: 'LINT_BOOLEAN_QUOTED', verdict: 'real', messages: ['TRUE and FALSE'] },
    { code: 'LINT_CELL_EMPTY', verdict: 'real', messages: ['semanticFanOutPoint has', 'transactionMgmt has', 'transaction has', '<dynamicAuthorizationConsultation> has', 'Response Status Code has', 'Additional Information has'] },
    { code: 'LINT_CITATION_PARALLEL', verdict: 'real', messages: ['the same words cite 8.1.2-2'] },
    { code: 'LINT_CLAUSE_OTHER', verdict: 'real', messages: ['<authorizationDecision> is', '<authorizationPolicy> is', '<authorizationInformation> is', '<flexContainer> is', '<serviceSubscribedNode> is', '<backgroundDataTransfer> is'] },
    { code: 'LINT_ABBREVIATION_OTHER', verdict: 'real', messages: ['SMF is', 'PDP is', 'SDP is', 'IPE is'] },
    { code: 'LINT_BRACKETS', verdict: 'real', messages: ['"(clauses 10.1.2', '"(Req-Ref in', '"(appended with'] },
    { code: 'LINT_STRAY_COMMA', verdict: 'real', messages: ['"rofile ,"', '"located ,"', '"authentication ,"'] },
    {
      code: 'LINT_LIST_OF_TYPES',
      verdict: 'real',
      messages: ['Table 9.6.1.1-1 does not give <CSEBase>', 'Table 9.6.1.1-1 gives <delivery>', 'Table 9.6.1.1-1 does not give <remoteCSE>', 'Table 9.6.1.1-1 gives <request>', 'Table 9.6.1.1-1 does not give <multimediaSession>'],
    },
    { code: 'LINT_COMMON_UNKNOWN', verdict: 'real', messages: ['CSEBase.holder', 'CSEBase.location'] },
    { code: 'LINT_FIGURE_ONLY', verdict: 'real', messages: ['what Figure 10.2.18.1-1', 'what Figure 10.2.18.1-2'] },
    { code: 'LINT_INHERITED_MISSING', verdict: 'real', messages: ['[firmware], [software], [memory]', '[firmware], [software], [memory]'] },
    { code: 'LINT_MANDATORY_AT_CREATE', verdict: 'real', messages: ['software.install has', 'software.uninstall', 'software.installStatus', 'multimediaSession.acceptedSessionDescriptions', 'firmware.updateStatus'] },
    { code: 'LINT_MULTIPLICITY', verdict: 'real', messages: ['the multiplicity of serviceSubscribedNode.ruleLinks is "0..1 ((L)"'] },
    { code: 'LINT_NAME_BRACKETS', verdict: 'real', messages: ['cmdhNwAccessRule'] },
    { code: 'LINT_NAME_SPELLING', verdict: 'real', messages: ['<fanoutPoint>', '<flexContaineAnnc>', '<serviceSubscribeNode>', '<AContactListPerCSE>', '<triggerRequesst>', '<ontologyRepositoy>', '<contentlnstance>', '<mgmObj>', '<notificationTargetMgtPolicyRef>', '<accesscontrolPolicy>', '<areaNwInfo>'] },
    { code: 'LINT_NO_INITIAL_VALUE', verdict: 'real', messages: ['execInstance.execResult'] },
    { code: 'LINT_NO_INITIAL_VALUE', verdict: 'doubtful', messages: ['request.operationResult'] },
    { code: 'LINT_RESOURCE_UNKNOWN', verdict: 'real', messages: ['<fanoutpoint>', '<timeSeriesData>', '<cseBase>', '<serviceSubscribedAppRules>', '<flexContainers>', '<notificationTargetRemove>', '<notificationTargetDisposition>'] },
    { code: 'LINT_ROW_EMPTY', verdict: 'real', messages: ['the row is empty', 'the row is empty'] },
    { code: 'LINT_ROW_TWICE', verdict: 'real', messages: ['Table 9.6.47-2 has attribute dynamicAuthorizationConsultationIDs twice'] },
    { code: 'LINT_STAGES_CHILD', verdict: 'real', messages: ['no table of child resources has <crossResourceSubscription>', 'no table of child resources has <backgroundDataTransfer>'] },
    {
      code: 'LINT_STAGES_DIFFER',
      verdict: 'real',
      messages: [
        'remoteCSE.supportedReleaseVersions and AE', 'locationPolicy.authID', 'delivery.aggregatedRequest', 'request.expirationTime and semanticMashupResult', 'request.accessControlPolicyIDs and request.dynamic', 'pollingChannel.expirationTime', 'semanticDescriptor.ontologyRef and',
        'notificationTargetPolicy.action', 'policyDeletionRules.deletionRules', 'localMulticastGroup.multicastGroupFanoutTarget', 'transactionMgmt.expirationTime and transaction', 'transaction.accessControlPolicyIDs', 'transaction.labels, multimediaSession.labels', 'semanticMashupJobProfile.smiID',
        'semanticMashupInstance.smjpInputParameter', 'semanticMashupResult.accessControlPolicyIDs,', 'multimediaSession.creationTime', 'crossResourceSubscription.notificationEventCat,', 'backgroundDataTransfer.volumePerNode,', 'backgroundDataTransfer.desiredTimeWindow', 'deviceCapability.capabilityName,', 'deviceCapability.attached,',
      ], // prettier-ignore
    },
    { code: 'LINT_STAGES_NAME', verdict: 'real', messages: ['AE.trigger-Recipient-ID', 'notificationTargetMgmtPolicyRef.notificationlPolicyID', 'areaNwkDeviceInfo.devId'] },
    // The device, which alone knows, may write it by an UPDATE of its own.
    { code: 'LINT_STATUS_WRITABLE', verdict: 'doubtful', messages: ['software.installStatus', 'software.activeStatus'] },
    { code: 'LINT_STRAY_STOP', verdict: 'real', messages: ['"l be present. in"', '"reation time. and"', '" temporarily. unreachable"', '" the request. or"'] },
    { code: 'LINT_TABLE_MISSING', verdict: 'real', messages: ['Table D.12-2-1'] },
    { code: 'LINT_TABLE_OF_OTHER', verdict: 'real', messages: ['Table 9.6.51-1 is of ontology'] },
    { code: 'LINT_UNIVERSAL_MISSING', verdict: 'real', messages: ['<ontologyRepository> lacks', '<ontology> lacks'] },
    { code: 'LINT_VALUE_SPELLING', verdict: 'real', messages: ['"Deleted"', '"Started"'] },
    { code: 'LINT_VALUE_CASE', verdict: 'real', messages: ['triggerRequest.triggerStatus'] },
    { code: 'LINT_WORD_SPELLING', verdict: 'real', messages: ['"end-points"', '"de-registration"', '"de-registered"', '"co-relate"', '"pre-defined"', '"retargeting"', '"preprovisioned"', '"de-activated"', '"retarget"', '"subgroup"', '"off-line"', '"inter-working"', '"retargeted"'] },
    { code: 'LINT_WORD_SPELLING', verdict: 'doubtful', messages: ['"run-time"'] },
    { code: 'LINT_WORD_TWICE', verdict: 'real', messages: ['"in in"', '"then then"'] },
  ],
  'TS-0004': [
    { code: 'LINT_ATTRIBUTE_SPELLING', verdict: 'real', messages: ['"remoteCse"'] },
    { code: 'LINT_CLAUSE_VOID', verdict: 'real', messages: ['clauses J.2 and J.3'] },
    { code: 'LINT_CLAUSE_OTHER', verdict: 'real', messages: ['the row of <semanticMashupResult> cites clause 7.4.51', 'the row of <mashup> cites clause 7.4.52', '<localMulticastGroup> is said to be defined in clause 7.4.56'] },
    { code: 'LINT_ABBREVIATION_OTHER', verdict: 'real', messages: ['URI is'] },
    { code: 'LINT_BRACKETS', verdict: 'real', messages: ['"n oneM2M TS-0001 [6])"', '"n oneM2M TS-0001 [6])"', '"n oneM2M TS-0001 [6])"', '"After', '"e < unmodifiedSince))"'] },
    { code: 'LINT_STATUS_UNKNOWN', verdict: 'real', messages: ['"CANCELLATION_FAILED"'] },
    { code: 'LINT_TABLE_OF_OTHER', verdict: 'real', messages: ['Table 7.4.52.1-1 is of', 'Table D.12.2-1 is of'] },
    { code: 'LINT_TITLE_OTHER', verdict: 'real', messages: ['"de-announce the resource'] },
    { code: 'LINT_STEP_MISSING', verdict: 'real', messages: ['step Recv-6.8'] },
    { code: 'LINT_ARTICLE', verdict: 'real', messages: ['"a aggregated"'] },
    { code: 'LINT_ATTRIBUTE_UNKNOWN', verdict: 'real', messages: ['no table has the attribute execModeType', 'no table has the attribute execStatusType', 'no table has the attribute statsRuleStatusType', 'no table has the attribute statModelType', 'no table has the attribute selfPrivilege', 'no table has the attribute membersIDs', 'no table has the attribute eventNoficationCriteriaSet', 'no table has the attribute dynamicAuthorizationConsultationID', 'no table has the attribute accessControlPolicyID'] },
    { code: 'LINT_ATTRIBUTE_UNKNOWN', verdict: 'doubtful', messages: ['no table has the attribute requestPrimitive'] },
    { code: 'LINT_CLAUSE_MISSING', verdict: 'real', messages: ['clause 7.2.2.17.17'] },
    { code: 'LINT_ERROR_WITHOUT_CODE', verdict: 'real', messages: ['"… s is too long, the Hosting CSE shall reject the request."'] },
    { code: 'LINT_ERROR_WITHOUT_CODE', verdict: 'doubtful', messages: ['"… t message to be buffered and close the blocking request."'] },
    { code: 'LINT_NAME_BRACKETS', verdict: 'real', messages: ['cmdhNwAccessRule'] },
    { code: 'LINT_QUOTES', verdict: 'real', messages: ['the marks of a quotation do not match', 'an opening quote has no closing one, or the reverse'] },
    { code: 'LINT_RESOURCE_UNKNOWN', verdict: 'real', messages: ['<serviceSubscribedAppRules>', '<notificationSchedule>'] },
    { code: 'LINT_ROW_EMPTY', verdict: 'real', messages: ['the row is empty'] },
    { code: 'LINT_ROW_TWICE', verdict: 'real', messages: ['Table 7.4.4.1-4 has child <flexContainer> twice', 'Table A.3-1 has the row of M2M Service', 'Table A.3-1 has the row of Application'] },
    { code: 'LINT_SHORT_NAME_MISSING', verdict: 'real', messages: ['no table of short names has the attribute eventStart', 'no table of short names has the attribute devID'] },
    { code: 'LINT_STAGES_DIFFER', verdict: 'real', messages: ['execInstance.expirationTime', 'multimediaSession.acceptedSessionDescriptions', 'firmware.updateStatus'] },
    { code: 'LINT_STRAY_STOP', verdict: 'real', messages: ['"w the URI is. interpreted"', '" these cases. in"'] },
    { code: 'LINT_TERM_INCOMPLETE', verdict: 'real', messages: ['"Hosting shall"'] },
    { code: 'LINT_TYPE_UNKNOWN', verdict: 'real', messages: ['the type of m2m:execReqArgsListType/softwareUpdate', 'the text speaks of m2m:receiveESPrimRandObject'] },
    { code: 'LINT_UNIVERSAL_MISSING', verdict: 'real', messages: ['<serviceSubscribedAppRule> lacks resourceName'] },
    { code: 'LINT_VALUE_SPELLING', verdict: 'real', messages: ['"STATUS_REQUEST DENIED" is "STATUS_REQUEST_DENIED" in a published enumeration', '"STATUS_NOT_CANCELLABLE"'] },
    { code: 'LINT_WORD_SPELLING', verdict: 'real', messages: ['"interoperability"', '"inter-working"', '"time-stamps"', '"targetted"', '"re-started"', '"pre-defined"', '"time-out"', '"time-stamp"', '"subgroup"', '"pre-requisites"', '"end-points"'] },
    { code: 'LINT_WORD_TWICE', verdict: 'real', messages: ['"are are"'] },
  ],
};

/** One slip each, of as many kinds: after this line, for this text, that one; and what finds it. */
const slips: readonly (readonly [after: string, was: string, is: string, found: keyof typeof lintCodes])[] = [
  ['Table 9.6.13-2:', '| maxNrOfMembers | 1 |', '| maxNrOfMembers | 0..1 |', 'LINT_STAGES_DIFFER'],
  ['Table 9.6.13-2:', '| 1 (L) |', '| 1 (l) (L) |', 'LINT_MULTIPLICITY'],
  ['Table 9.6.8-2:', '| expirationCounter | 0..1 | RW |', '| expirationCounter | 0..1 | RO |', 'LINT_STAGES_DIFFER'],
  ['Table 9.6.8-2:', '| groupID | 0..1 | RW |', '| groupID | 0..1 | RX |', 'LINT_ACCESS'],
  ['Table 9.6.8-2:', '| rateLimit | 0..1 |', '| rateLimit |  |', 'LINT_CELL_EMPTY'],
  ['Table 9.6.8-1:', '<schedule>', '<shedule>', 'LINT_NAME_SPELLING'],
  ['Table 9.6.8-1:', 'clause 9.6.48', 'clause 9.6.99', 'LINT_CLAUSE_MISSING'],
  ['# 9', 'clause 9.6.8', 'clause 9.6.8.7', 'LINT_CLAUSE_MISSING'],
  ['# 9', 'table 9.6.8-2', 'table 9.6.8-9', 'LINT_TABLE_MISSING'],
  ['# 9', '### 9.6.10', '### 9.6.9', 'LINT_CLAUSE_TWICE'],
  ['### 9.6.13', 'Child resources of <group> resource', 'Child resources of <container> resource', 'LINT_TABLE_OF_OTHER'],
  ['Table 9.6.13-2:', '| resourceID |', '| resourceIdentity |', 'LINT_UNIVERSAL_MISSING'],
  ['Table 9.6.6-2:', '| currentByteSize |', '| curentByteSize |', 'LINT_STAGES_NAME'],
  ['Table 9.6.6-2:', '| OA |', '| XA |', 'LINT_ANNOUNCED'],
  ['Table 9.6.6-1:', 'See clause 9.6.30', 'See clause 9.6.31', 'LINT_CLAUSE_OTHER'],
  ['Table 9.6.1.1-1:', '| 9.6.10 |', '| 9.6.11 |', 'LINT_CLAUSE_OTHER'],
  ['10.2.2.3\t', 'table 8.1.3-1 apply', 'table 8.1.2-3 apply', 'LINT_TABLE_DIRECTION'],
  ['Table 8.1.2-3:', 'is to persist | O | O | O | O | N/A |', 'is to persist | O | O | O | O | O |', 'LINT_PARAMETER_DIFFERS'],
  ['## 3.3\tAbbr', 'ADN\tApplication Dedicated Node', 'ADN\tApplication Device Node\n\nADN\tApplication Dedicated Node', 'LINT_ABBREVIATION_TWICE'],
  ['# 9', 'shall be', 'shall shall be', 'LINT_WORD_TWICE'],
  ['Table 9.6.13-2:', '| currentNrOfMembers | 1 |', '| currentNrOfMembers | l |', 'LINT_MULTIPLICITY'],
  ['Table 9.6.6-2:', 'currentNrOfInstances attribute of the <container>', 'currentNrOfInstances attribute of the <contentInstance>', 'LINT_ATTRIBUTE_OTHER'],
  ['Table 9.6.8-2:', 'notificationEventType', 'notificationEventtype', 'LINT_ATTRIBUTE_SPELLING'],
  ['10.2.7.3\t', ': <group> RETRIEVE', ': <container> RETRIEVE', 'LINT_TABLE_OF_OTHER'],
  ['10.2.7.4\t', ': <group> UPDATE', ': <group> CREATE', 'LINT_TABLE_OF_OTHER'],
  ['# 10', 'Originator', 'Orginator', 'LINT_WORD_SPELLING'],
  ['Table 9.6.1.1-1', '| subscription |', '| subscripton |', 'LINT_WORD_SPELLING'],
  ['# 9', 'the <container> resource', 'the <container resource', 'LINT_NAME_BRACKETS'],
  ['### 9.6.14', ' [4]', ' [404]', 'LINT_REFERENCE_MISSING'],
  ['# 9', 'attributes specified in table 9.6.11-2', 'attributes specified in table 9.6.11-1', 'LINT_TABLE_OTHER'],
  ['# 11', 'oneM2M TS-0003 [2]', 'oneM2M TS-0003 [3]', 'LINT_REFERENCE_OTHER'],
  ['# 10', '<subscription> resource (see clause 9.6.8)', '<subscription> resource (see clause 9.6.9)', 'LINT_CLAUSE_OTHER'],
  ['# 5', 'Common Services Entity (CSE)', 'Common Service Element (CSE)', 'LINT_ABBREVIATION_OTHER'],
  ['# 10', '(e.g. contentSize)', '(e.g. contentSize', 'LINT_BRACKETS'],
  ['Table 9.6.11-2:', '| resourceID | 1 |', '| resourceID | 0..1 |', 'LINT_UNIVERSAL_DIFFERS'],
];

const isReal = (judged: Census, { code, message }: Diagnostic): boolean =>
  judged.some((one) => one.code === code && one.verdict === 'real' && one.messages.some((start) => message.startsWith(start)));

async function lint(bytes: Uint8Array, name: string): Promise<readonly Diagnostic[]> {
  const document = await readDocument(bytes, name, 'accepted', new Diagnostics());
  return lintDocument(document!, recognise(document!, new Diagnostics()), specification);
}

const kept = new Map<string, Promise<readonly Diagnostic[]>>();
/** What is found in a document as it is published, once for all tests. */
function findingsIn(file: string): Promise<readonly Diagnostic[]> {
  const found = kept.get(file) ?? lint(readFileSync(file), path.basename(file));
  kept.set(file, found);
  return found;
}

describe('published documents', () => {
  for (const [name, judged] of Object.entries(census)) {
    const file = documentAt(`spec/documents/${name}`);
    it.skipIf(file === undefined)(
      `nine findings of ten are real, and none of them is lost: ${name} (${file === undefined ? whyNot : path.basename(file)})`,
      async () => {
        const found = await findingsIn(file!);
        const others = found.filter((one) => !isReal(judged, one)).map(({ code, message }) => `${code} ${message}`);
        expect(others.length, others.join('\n')).toBeLessThanOrEqual(found.length / 10);
        const lost = judged.filter(({ verdict }) => verdict === 'real').flatMap(({ code, messages }) => messages.filter((start) => !found.some((one) => one.code === code && one.message.startsWith(start))).map((start) => `${code} ${start}`));
        expect(lost).toEqual([]);
      },
      120_000,
    );
  }

  const stage2 = documentAt('spec/documents/TS-0001');
  it.skipIf(stage2 === undefined)('slips of many kinds are found, all at once, in a document of 700 pages', async () => {
    let text = readFileSync(stage2!, 'utf8');
    const before = await findingsIn(stage2!);
    // From the end of the table of contents on.
    const body = text.indexOf('\n# ');
    const seeded: string[] = [];
    for (const [after, was, is, code] of slips) {
      const start = text.indexOf(`\n${after}`, body);
      const at = text.indexOf(was, start);
      if (start === -1 || at === -1) throw new Error(`no ${was} after ${after}`);
      text = text.slice(0, at) + is + text.slice(at + was.length);
      seeded.push(code);
    }
    const count = (found: readonly Diagnostic[], code: string): number => found.filter((one) => one.code === code).length;
    const after = await lint(Buffer.from(text), path.basename(stage2!));
    for (const code of new Set(seeded)) expect([code, count(after, code) - count(before, code)]).toEqual([code, seeded.filter((one) => one === code).length]);
  }, 120_000);

  it('have the numbers that docs/lint.md gives', () => {
    const page = readFileSync(path.resolve(import.meta.dirname, '../../docs/lint.md'), 'utf8');
    for (const [name, judged] of Object.entries(census)) {
      const count = (verdict?: string): number => judged.filter((one) => verdict === undefined || one.verdict === verdict).reduce((sum, { messages }) => sum + messages.length, 0);
      expect(page).toMatch(new RegExp(`^\\| ${name} [^|]*\\|[^|]*\\|[^|]*\\| ${String(count())} \\| ${String(count('real'))} \\|`, 'm'));
    }
  });
});
