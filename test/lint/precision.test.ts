import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { Diagnostics } from '../../generator/diagnostics/diagnostic.js';
import { readDocument } from '../../generator/import/read.js';
import { recognise } from '../../generator/import/recognise/index.js';
import type { lintCodes } from '../../generator/lint/lint.js';
import { lintDocument } from '../../generator/lint/lint.js';
import type { Model } from '../../generator/model/model.js';
import { documentAt, whyNot } from '../support/documents.js';
import { specification } from '../support/specification.js';

const known: Model = specification;

type Code = keyof typeof lintCodes;

async function codes(text: string, model: Model | undefined = known): Promise<readonly string[]> {
  const document = await readDocument(new TextEncoder().encode(text), 'document.md', 'accepted', new Diagnostics());
  return lintDocument(document!, recognise(document!, new Diagnostics()), model).map(({ code }) => code);
}

/** A resource with an attribute that is said to be a common one. */
const common = (name: string, access = 'RO'): string =>
  `## 9.6.90 Resource Type lamp\n\nTable 9.6.90-1: Attributes of <lamp> resource\n\n| Attributes of <lamp> | Multiplicity | RW/RO/WO | Description |\n|---|---|---|---|\n${['resourceType', 'resourceID', 'labels', 'creationTime'].map((one) => `| ${one} | 1 | ${one === 'labels' ? 'RW' : 'RO'} | See clause 9.6.1.3. |`).join('\n')}\n| ${name} | 0..1 | ${access} | See clause 9.6.1.3. |\n`;

/** What reads like a defect and is none. */
const innocent: readonly (readonly [Code, ...string[]])[] = [
  [
    'LINT_WORD_TWICE',
    'An IN in the domain is in IN number one.',
    'They are combined with AND or OR and NOT not at all.',
    'It performs the operation (using Content content when provided).',
    'IN-DMG-MA Infrastructure Node Device ManaGement Management Adapter',
    'It knows that that lamp had had a fault, and what it is is a lamp.',
    'It is very very slow, and the user is logged in in Berlin.',
    'The values are no no no yes.',
    'The file name name.txt, and foo:foo foo.',
    '| a | b |\n|---|---|\n| off off | on |',
  ],
  [
    'LINT_ARTICLE',
    'The permitted values are 1, 2, 2a and 3.',
    'CSEs A and B register; phases A and B end; two MN-CSEs A, B and C are there.',
    'In step a exists a rule, and class A addresses and Annex A applies.',
    'It is an hour, an honest answer, a European, a one-way, a unidirectional and an unimportant matter, a useful URL, a unanimous vote, an heir.',
    'It is an uninstalled unit and a unicast, an historic one, a xml file and an mqtt broker.',
    'The node A uses, and A updates; the sum a over b.',
    'The à la carte, un avion et un a été.',
  ],
  [
    'LINT_QUOTES',
    "A name is surrounded with '\"' or '\"(quote)' characters.",
    'The display has 5" and the rack 19" and the next.',
    'He says “one” and "two" and \u201ethree\u201c.',
    '{ "a": "b" , "c": "',
    'value = "it says',
    '| a | b |\n|---|---|\n| " | ditto |',
  ],
  ['LINT_STRAY_STOP', 'No default. true means that it roams.', 'See fig. one, approx. two, resp. three, vol. four, et al. in it.', 'See www.example. oneM2M has it.'],
  [
    'LINT_WORD_SPELLING',
    'It re-signs the message and he resigned. It is re-signed, resigned.',
    'Its addresses and the addressees of it.',
    'Written by Hoffmann, Hofmann and Philippe, Philipe.',
  ],
  [
    'LINT_CHILD_ANNOUNCED',
    'Table 9.6.90-1: Child resources of <lamp> resource\n\n| Child Resources of <lamp> | Child Resource Type | Multiplicity | Description | <lampAnnc> Child Resource Types |\n|---|---|---|---|---|\n| [variable] | <schedule> | 0..n | See clause 9.6.9 | <schedule> |\n| [variable] | <scheduleAnnc> | 0..n | See clause 9.6.9 | <scheduleAnnc> |\n',
  ],
  // Table 7.4.61.1-3 of TS-0004 gives the default of transactionControl.
  ['LINT_MANDATORY_AT_CREATE', '## 9.6.48 Resource Type transaction\n\nTable 9.6.48-2: Attributes of <transaction> resource\n\n| Attributes of <transaction> | Multiplicity | RW/RO/WO | Description |\n|---|---|---|---|\n| transactionControl | 1 | RW | Changes its state. |\n'],
  ['LINT_TERM_INCOMPLETE', `${'It asks the Registrar CSE. '.repeat(40)}Where the Registrar is an IN-CSE. The Registrar shall answer. The Registrar can do so.`],
  [
    'LINT_CLAUSE_MISSING',
    ...[
      '[14] clause 5.10', 'See [i.4], clause 5.8.', 'as in clause 5.8 of oneM2M TS-0011 [7]', 'clause 5.9 "Key Establishment (ESCertKE)" in oneM2M TS-0003 [2]', '3GPP TS 23.682 clause 5.7',
      'IETF RFC 7252 section 5.10', 'the transport is that of ETSI TS 118 101, clause 5.9', 'ISO/IEC 7816-4, section 5.9', 'W3C XML Schema, section 5.6',
    ].map((text) => `# 5 D\n\n## 5.1 A\n\n## 5.2 B\n\n## 5.3 C\n\n${text}\n`),
    '# 5 D\n\n## 5.1 A\n\n## 5.2 B\n\n## 5.3 C\n\n| procedure | document | clause |\n|---|---|---|\n| Query | [14] | clause 5.10 |\n',
    '# 5 D\n\n## 5.1 A\n\n## 5.2 B\n\n## 5.3 C\n\n| procedure | where in TS-0003 |\n|---|---|\n| Query | clause 5.10 |\n',
    '# 5 D\n\n## 5.1 A\n\n## 5.2 B\n\n## 5.3 C\n\nThese clauses of oneM2M TS-0003 [2] apply:\n\n- clause 5.7\n- clause 5.8\n',
    '# 5 D\n\n## 5.1 A\n\n## 5.2 B\n\n## 5.3 Mapping to RFC 7252\n\nSee section 5.10.\n',
  ],
  ['LINT_TABLE_MISSING', '## 5.1 Lamps\n\nAs Table 5.1-7 in clause 5.1 of [3] says.\n\nTable 5.1-1: Lamps\n\n| a | b |\n|---|---|\n| 1 | 2 |\n'],
  ['LINT_FIGURE_MISSING', '## 5.1 Lamps\n\nSee [2], Figure 5.1-3.\n\nFigure 5.1-1: Lamps\n'],
  ['LINT_CLAUSE_OPEN', 'Each clause 7.4.x of oneM2M TS-0004 [3] has one.'],
  ['LINT_FIGURE_ONLY', 'The flow depicted in Figure 5.1-1 defines the exchange of requests, which goes as follows.\n\nFigure 5.1-1: Lamps\n'],
  ['LINT_DOCUMENT_NUMBER', 'See ETSI TS-102690, 3GPP TS-36, GSMA TS-034 and TS-0001-CR.'],
  ['LINT_DOCUMENT_PRIVATE', 'It is CVE-2014-0160.'],
  ['LINT_VALUE_SPELLING', 'Values of m2m:lampMode are:\n\nEXECUTE\n\nEXECUTED\n\nThe command is UPDATE_EXECUTE, and LAMP_SENDING is not LAMP_PENDING.\n\nThe CREATE_MEMBER and CREATE_MEMBERS.\n'],
  ['LINT_NAME_BRACKETS', "A name with '[' and ']', e.g. [resourceType], stands for any <resourceType>.", 'An announced [floorLamp]Annc and a <floorLamp>.'],
  ['LINT_RESOURCE_UNKNOWN', 'For each <resourceType> resource, the <myLamp> resource, the <eventConfigSCA1> resource and the <parent> resource.'],
  ['LINT_VALUE_SPELLING', '## 9.6.90 Resource Type lamp\n\nTable 9.6.90-1: Attributes of <lamp> resource\n\n| Attributes of <lamp> | Multiplicity | RW/RO/WO | Description |\n|---|---|---|---|\n| lampTrigger | 1 | RO | Valid values are:<br>PROCESSING<br>ERROR-NSE-NOT-FOUND<br>TRIGGER-TRIGGERED<br>TRIGGER-DELIVERED<br>TRIGGER-FAILED<br>TRIGGER-EXPIRED<br>TRIGGER-UNCONFIRMED<br>TRIGGER-TERMINATED<br>TRIGGER-REPLACED |\n'],
  ['LINT_COMMON_UNKNOWN', common('creator'), common('stateTag'), common('e2eSecInfo')],
  ['LINT_WORD_SPELLING', `${'It is present, and a filter is transmitted in this format. '.repeat(60)}Nothing shall prevent it in a formal fitter; it is transmitter of presents.`],
  ['LINT_ATTRIBUTE_OTHER', 'The memory attribute of the <mgmtObj> resource, and the resourceStatus attribute of the <subscription> resource.', `${common('holder')}\nThe holder attribute of the <lamp> resource, the expirationTime attribute of the <containerAnnc> resource.`],
  ['LINT_NAME_BRACKETS', '<container resource="x"/>', 'With a < container resource, and x -> resource.'],
  ['LINT_STEP_MISSING', 'See Phase-2.1, Wave-3.4 and Level-7.0.'],
  ['LINT_CLAUSE_VOID', '# 5 D\n\n## 5.1 A\n\n## 5.2 Void\n\nAs in clauses 5.1 and 5.2 of oneM2M TS-0011 [7].'],
  ['LINT_TABLE_SEQUENCE', '## 7.4.90.1 Introduction\n\nTable 7.4.90.1-3: Lamps\n\n| a | b |\n|---|---|\n| 1 | 2 |\n'],
  ['LINT_TABLE_OF_OTHER', '## 10.2.1 Retrieve <lamp>\n\nTable 10.2.1-1: <lamp> RETRIEVE\n\n| <lamp> RETRIEVE | |\n|---|---|\n| a | b |\n'],
  ['LINT_TABLE_OF_OTHER', 'Table 5.1-1: Data type definition of <lampAnnc> resource\n\n| Data Type ID | File Name | Note |\n|---|---|---|\n| lamp,<br>lampAnnc | CDT-lamp-v3_32_0.xsd | |\n'],
  ['LINT_CLAUSE_OTHER', '## 5.1 Resource Type lamp\n\n## 5.2 Resource Type torch\n\nThe <torch> resource as defined in clause 5.1 of TS-0003.'],
  ['LINT_TITLE_OTHER', '## 5.1 Light the lamp (at night)\n\n## 5.2 Light the lamp\n\n"Light the lamp": Refer to clause 5.1 for details.'],
  ['LINT_ATTRIBUTE_OTHER', '## 7.4.34 Resource Type <semanticDescriptor>\n\n### 7.4.34.2 Create\n\nIf the descriptor attribute is absent, or the ontologyContent attribute of the <ontology>, the Response Status Code is "BAD_REQUEST".'],
  ['LINT_TYPE_UNKNOWN', 'The member m2m:sch and the property m2m:resourceDescriptorLink are used.'],
  ['LINT_MULTIPLICITY', common('labelled').replace('| 0..1 | RO | See', '| - | RO | See'), common('labelled').replace('| 0..1 | RO | See', '| as many as there are lamps | RO | See')],
  ['LINT_CELL_EMPTY', `| Ann | Bob | Eve |\n|---|---|---|\n${'| one | two | three |\n'.repeat(6)}| four | | |\n`],
  ['LINT_ROW_EMPTY', '| Code | Description |\n|---|---|\n| | |\n'],
  ['LINT_STATUS_WRITABLE', '## 9.6.90 Resource Type lamp\n\nTable 9.6.90-1: Attributes of <lamp> resource\n\n| Attributes of <lamp> | Multiplicity | RW/RO/WO | Description |\n|---|---|---|---|\n| lampState | 1 | RW | The current state of the lamp. This attribute is set either by the owner or the user. |\n'],
];

describe('what reads like a defect and is none', () => {
  it.each(innocent.flatMap(([code, ...texts]) => texts.map((text) => [code, text] as const)))('%s: %s', async (code, text) => {
    expect((await codes(`${text}\n`)).filter((found) => found === code)).toEqual([]);
  });

  const file = documentAt('cases/import/f09');
  it.skipIf(file === undefined)(`a clause with what was reported wrongly (${file === undefined ? whyNot : path.basename(file)})`, async () => {
    expect(await codes(readFileSync(file!, 'utf8'), undefined)).toEqual([]);
  });
});

describe('what is a defect beside it', () => {
  it.each<readonly [Code, string]>([
    ['LINT_WORD_TWICE', 'The the lamp is on.'],
    ['LINT_WORD_TWICE', 'Requests in in the Content are are rejected.'],
    ['LINT_ARTICLE', 'It triggers a aggregated notification, or an transit CSE does.'],
    ['LINT_ARTICLE', 'It ends. An lamp is on.'],
    ['LINT_QUOTES', 'EXAMPLE: <xs:element name="status" type="m2m:statusType />'],
    ['LINT_QUOTES', 'It answers “OPERATION_NOT_ALLOWED" then.'],
    ['LINT_STRAY_STOP', 'It shall be present. in the following cases.'],
    ['LINT_WORD_SPELLING', 'A sub-group, a sub-group, and one subgroup.'],
    ['LINT_TERM_INCOMPLETE', `${'It asks the Hosting CSE. '.repeat(40)}The Hosting is one. The Hosting shall answer. The Hosting can.`],
    // `holder`, `location`: attributes of this name stand elsewhere, and mean something else there.
    ['LINT_COMMON_UNKNOWN', common('holder', 'RW')],
    ['LINT_COMMON_UNKNOWN', common('location', 'RW')],
    ['LINT_RESOURCE_UNKNOWN', 'As in the <action> resource of a later release.'],
    ['LINT_VALUE_CASE', '## 9.6.90 Resource Type lamp\n\nTable 9.6.90-1: Attributes of <lamp> resource\n\n| Attributes of <lamp> | Multiplicity | RW/RO/WO | Description |\n|---|---|---|---|\n| lampTrigger | 1 | RO | Valid values are:<br>PROCESSING<br>ERROR-NSE-NOT-FOUND<br>TRIGGER-TRIGGERED<br>TRIGGER-DELIVERED<br>TRIGGER-FAILED<br>TRIGGER-EXPIRED<br>TRIGGER-UNCONFIRMED<br>TRIGGER-TERMINATED<br>TRIGGER-REPLACED |\n'],
    ['LINT_CLAUSE_MISSING', '# 5 D\n\n## 5.1 A\n\n## 5.2 B\n\n## 5.3 C\n\nAs in clause 5.7 of the present document.'],
    ['LINT_WORD_SPELLING', `${'The Originator sends a request for the resource. '.repeat(60)}The Orginator does so.`],
    ['LINT_WORD_SPELLING', `${'Its subscription is there. '.repeat(60)}A subscripton.`],
    ['LINT_NAME_SPELLING', 'A <group>, the <group>, one <group> and a <gruop>.'],
    ['LINT_NAME_BRACKETS', 'Each <container resource has one.'],
    ['LINT_NAME_BRACKETS', 'Each container> resource has one.'],
    ['LINT_CLAUSE_VOID', '# 5 D\n\n## 5.1 A\n\n## 5.2 Void\n\n## 5.3 Void\n\nSee clauses 5.1, 5.2 and 5.3.'],
    ['LINT_CLAUSE_MISSING', '# 5 D\n\n## 5.1 A\n\n## 5.2 B\n\n## 5.3 C\n\nAs in clauses 5.1 and 5.7.'],
    ['LINT_TABLE_OF_OTHER', '## 10.2.1 Retrieve <lamp>\n\nTable 10.2.1-1: <container> RETRIEVE\n\n| Step | |\n|---|---|\n| a | b |\n'],
    ['LINT_CLAUSE_OTHER', '## 5.1 Resource Type lamp\n\n## 5.2 Resource Type torch\n\nThe attributes of the <torch> resource as defined in clause 5.1.'],
    ['LINT_CLAUSE_SUBJECT', '## 7.4.90 Resource Type <lamp>\n\n### 7.4.90.1 Introduction\n\nThe <container> resource represents a lamp.'],
    ['LINT_ATTRIBUTE_OTHER', '## 7.4.34 Resource Type <semanticDescriptor>\n\n### 7.4.34.2 Create\n\nIf both semanticOpExec and ontologyContent attributes exist, the Response Status Code is "BAD_REQUEST".'],
    ['LINT_TYPE_UNKNOWN', '# 5 D\n\nIt is of m2m:responseStatusCodes and is used.'],
    ['LINT_BRACKETS', 'As it is specified in oneM2M TS-0001 [6]).'],
    ['LINT_TABLE_OF_OTHER', 'Table 5.1-1: Data type definition of <lamp> resource\n\n| Data Type ID | File Name | Note |\n|---|---|---|\n| torch | CDT-lamp-v3_32_0.xsd | |\n'],
    ['LINT_TABLE_OF_OTHER', 'Table 5.1-1: Data type definition of <lamp> resource\n\n| Data Type ID | File Name | Note |\n|---|---|---|\n| lamp | CDT-torch-v3_32_0.xsd | |\n'],
    ['LINT_TABLE_OF_OTHER', '## 10.2.1 Lamps\n\nTable 10.2.1-1: <lamp> RETRIEVE\n\n| <lamp> UPDATE | |\n|---|---|\n| a | b |\n'],
    ['LINT_MULTIPLICITY', common('labelled').replace('| 0..1 | RO | See', '| l | RO | See')],
    ['LINT_MULTIPLICITY', common('labelled').replace('| 0..1 | RO | See', '| 1..0 | RO | See')],
    ['LINT_ROW_TWICE', common('labelled').replace(/\| labelled .*/, '| labelled | 1 | RO | What is. |\n| labelled | 1 | RO | What was. |')],
    ['LINT_TABLE_MISSING', '## 5.1 Lamps\n\nSee table 5.1-2-1.\n\nTable 5.1-1: Lamps\n\n| a | b |\n|---|---|\n| 1 | 2 |\n'],
    ['LINT_VALUE_SPELLING', 'Values of m2m:lampMode are:\n\nLAMP_COLD\n\nLAMP_WARM\n\nLAMP_LOUKWARM\n\nIt is LAMP_LUOKWARM.\n'],
  ])('%s: %s', async (code, text) => {
    expect(await codes(`${text}\n`)).toContain(code);
  });
});

it('a word is advised to be written as its kind is', async () => {
  const text = `A re-target, re-target, re-targeted and re-targeting thing. To retarget, to retarget and to retarget.\n`;
  const document = await readDocument(new TextEncoder().encode(text), 'document.md', 'accepted', new Diagnostics());
  const found = lintDocument(document!, recognise(document!, new Diagnostics()), known).filter(({ code }) => code === 'LINT_WORD_SPELLING');
  expect(found.map(({ message, hint }) => [message, hint])).toEqual([['"retarget" (3 times) is "re-target" elsewhere in the document (2 times)', 'write "re-target" throughout, as its kind is written 4 times of 7']]);
});

/** A document of record, and what it says. */
const record = (text: string): string => `# TS-0001\n\n## 1 Scope\n\nLamps.\n\n## 2 References\n\nNone.\n\n${text}\n`;
const procedure = (outcomes: readonly string[]): string => `## 10.1 Update lamp\n\n${outcomes.map((outcome) => `If it is hot, the Receiver shall respond with an error${outcome}.`).join('\n\n')}\n`;
const coded = ' with the Response Status Code "BAD_REQUEST"';
const table = (rows: string, resource = '<lamp>', clause = '9.6.90'): string =>
  `## ${clause} Resource Type lamp\n\nTable ${clause}-1: Attributes of ${resource} resource\n\n| Attributes of ${resource} | Multiplicity | RW/RO/WO | Description |\n|---|---|---|---|\n${rows}\n`;

describe('a document of record', () => {
  it.each([
    ['leaves status codes to Stage 3', 'LINT_ERROR_WITHOUT_CODE', procedure(['', '', '']), 0],
    ['leaves a few codes to where it points', 'LINT_ERROR_WITHOUT_CODE', procedure([...Array<string>(8).fill(coded), ' as specified in clause 7.1']), 0],
    ['has forgotten one', 'LINT_ERROR_WITHOUT_CODE', procedure([...Array<string>(8).fill(coded), '']), 1],
    ['leaves numbers of values to Stage 3', 'LINT_VALUE_NUMBERS', table('| phase | 1 | RO | The supported values include:<br>COLD – It is off.<br>WARM_UP – It begins.<br>LIT – It is on. |'), 0],
    ['leaves duplicates alone', 'LINT_LIST_DUPLICATES', table('| lamps | 0..1 (L) | RW | The identifiers of lamps. |'), 0],
    ['has a parent for a resource type that is published', 'LINT_NO_PARENT', table('| colour | 1 | RW | Its colour. |', '<crossResourceSubscription>'), 0],
    ['gives fixed values by name', 'LINT_FIXED_NAME', table('| mgmtDefinition | 1 | WO | Has fixed value "battery". |', '[battery]', 'D.7'), 0],
    ['calls the attributes of its own tables as they do', 'LINT_ATTRIBUTE_UNKNOWN', `${table('| notificationlPolicyID | 1 | RW | Its policy. |', '<notificationTargetMgmtPolicyRef>')}\nThe notificationPolicyID attribute.\n`, 1],
    ['calls attributes of others as those do', 'LINT_ATTRIBUTE_UNKNOWN', `${table('| colour | 1 | RW | Its colour. |')}\nThe requestContext attribute.\n`, 0],
    ['speaks of attributes of others', 'LINT_ATTRIBUTE_UNKNOWN', 'The targetNamespace attribute and the maxOccurs attribute.', 0],
    ['has tables of the clauses that it has only', 'LINT_TABLE_MISSING', '# 5 D\n\n## 5.1 A\n\nTable 5.1-1: Lamps\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nSee table 5.7-1.', 1],
    ['has a title once', 'LINT_CLAUSE_TWICE', '# 5 D\n\n## 5.1 Update lamp\n\n## 5.2 Update lamp\n\n## 5.3 Void\n\n## 5.4 Void\n', 1],
    ['has a table of contents', 'LINT_CLAUSE_TWICE', '5.1 Create lamp 287\n\n# 5 D\n\n## 5.1 Create gruop 287\n\n## 5.1 Create group\n', 0],
    ['has agreed that a status is reported by updating', 'LINT_STATUS_WRITABLE', table('| updateStatus | 1 | RW | Indicates the status of the update. |', '[firmware]', 'D.2'), 0],
    ['has a new status that anybody may write', 'LINT_STATUS_WRITABLE', table('| lampStatus | 1 | RW | Indicates the status of the lamp. |', '[firmware]', 'D.2'), 1],
    ['misspells an attribute', 'LINT_ATTRIBUTE_UNKNOWN', 'The accessControlPolicyID attribute.', 1],
  ] as const)('%s', async (_, code, text, count) => {
    expect((await codes(record(text))).filter((found) => found === code)).toHaveLength(count);
  });

  it('is none when it has a change, or shows no cover', async () => {
    const text = procedure(['', '']);
    const has = async (document: string): Promise<boolean> => (await codes(document)).includes('LINT_ERROR_WITHOUT_CODE');
    expect(await has(`# TS-0001\n\n${text}`)).toBe(false);
    expect(await has(record(`Marks that {++somebody++} forgot.\n\n${text}`))).toBe(false);
    expect(await has(`# TS-0001\n\n{++Lamps.++}\n\n${text}`)).toBe(true);
    expect(await has(record(`-----Start of change 1-----\n\n${text}`))).toBe(true);
    expect(await has(`CHANGE REQUEST\n\n# TS-0001\n\n${text}`)).toBe(true);
    expect(await has(text)).toBe(true);
  });

  it('has one finding for what all of its tables lack', async () => {
    const rows = ['resourceType', 'resourceID', 'resourceName', 'parentID', 'expirationTime', 'accessControlPolicyIDs', 'creationTime', 'lastModifiedTime', 'mgmtDefinition', 'objectIDs', 'description'];
    const text = ['lantern', 'torch', 'candle'].map((name, i) => table(rows.map((row) => `| ${row} | 1 | RO | See clause 9.6.1.3. |`).join('\n'), `[${name}]`, `D.${String(i + 2)}`)).join('\n');
    expect((await codes(record(text))).filter((code) => code === 'LINT_INHERITED_MISSING')).toHaveLength(1);
  });
});
