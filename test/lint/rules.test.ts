import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Diagnostics } from '../../generator/diagnostics/diagnostic.js';
import { readDocument } from '../../generator/import/read.js';
import { recognise } from '../../generator/import/recognise/index.js';
import { lintCodes, lintDocument } from '../../generator/lint/lint.js';
import type { Model } from '../../generator/model/model.js';
import { specification } from '../support/specification.js';
import { effort } from '../support/effort.js';

const known: Model = specification;

async function lint(text: string, model: Model | undefined = known) {
  const document = await readDocument(new TextEncoder().encode(text), 'cr.md', 'accepted', new Diagnostics());
  return lintDocument(document!, recognise(document!, new Diagnostics()), model);
}

/** A table of attributes of <lamp>; rows are name | multiplicity | access | description. */
const attributes = (rows: string, resource = '<lamp>', clause = '9.6.90'): string =>
  `## ${clause} Resource Type lamp\n\nTable ${clause}-1: Attributes of ${resource} resource\n\n| Attributes of ${resource} | Multiplicity | RW/RO/WO | Description |\n|---|---|---|---|\n${rows}\n\n`;
const faults = (rpc: string, clause: string, rows: string): string =>
  `### ${clause} ${rpc}\n\nTable ${clause}-1: ${rpc} Fault Code Mapping\n\n| Fault code | Description | execStatus Code |\n|---|---|---|\n${rows}\n\n`;
const commands = (rows: string): string => `## 8 Commands\n\nTable 8-1: Mapping of mgmtCmd primitives to BBF TR-069 RPC\n\n| cmdType value | BBF TR-069 RPCs |\n|---|---|\n${rows}\n\n`;
const list = (values: string): string => `The choice values of m2m:lampType are:\n\n${values.split(' ').join('\n\n')}\n\n-----Start of change 1-----\n\n`;
const procedure = (clause: string, operation: string, step: string): string =>
  `### ${clause} ${operation} lamp\n\nTable ${clause}-1: <lamp> ${operation.toUpperCase()}\n\n| <lamp> ${operation.toUpperCase()} | |\n|---|---|\n| Information in Request message | All parameters of the request apply. |\n| Processing at Receiver | ${step} |\n| Exceptions | None. |\n\n`;
const status = 'Where the lamp stands. The supported values include:<br>COLD – It is off.<br>WARM_UP – It begins.<br>LIT – It is on.';

/** A document of record. */
const record = (text: string): string => `# TS-0001\n\n## 1 Scope\n\nLamps.\n\n## 2 References\n\n[1] one\n\n[2] two\n\n[3] three\n\n${text}`;
/** Rows of a table of Stage 3: name | create | update | type | default. */
const requests = (rows: string, resource = 'lamp'): string =>
  `## 7.4.90.1 Introduction\n\nTable 7.4.90.1-3: Resource Specific Attributes of <${resource}> resource\n\n| Attribute Name | Create | Update | Data Type | Default Value and Constraints |\n|---|---|---|---|---|\n${rows}\n\n`;
const shortNames = (rows: string): string => `## 8.2.3 Names\n\nTable 8.2.3-1: Resource attribute short names\n\n| Attribute Name | Occurs in | Short Name |\n|---|---|---|\n${rows}\n\n`;
const enumerated = (rows: string): string => `## 6.3.4.2.90 m2m:lampType\n\nTable 6.3.4.2.90-1: Interpretation of m2m:lampType\n\n| Value | Interpretation | Note |\n|---|---|---|\n${rows}\n\n`;
const children = (...rows: readonly string[]): string => `## 9.6.90 Resource Type lamp\n\n## 9.6.91 Resource Type torch\n\nTable 9.6.91-1: Child resources of <torch> resource\n\n| Child Resources of <torch> | Child Resource Type | Multiplicity | Description |\n|---|---|---|---|\n${rows.map((row) => `| [variable] | ${row} |\n`).join('')}\n`;
const parameters = (rows: string): string => `## 8.1.2 Requests\n\nTable 8.1.2-3: Summary of Request Message Parameters\n\n| Request message parameter | Create | Retrieve | Update | Delete | Notify |\n|---|---|---|---|---|---|\n${rows}\n\n`;
/** The attributes of <container> as they are published, but for some. */
const containers = (...without: readonly string[]): string =>
  record(attributes(known.resources.find(({ name }) => name === 'container')!.attributes.filter(({ name }) => !without.includes(name)).map(({ name, multiplicity, access }) => `| ${name} | ${multiplicity.text} | ${access} | It is. |`).join('\n'), '<container>', '9.6.6'));
const universal = (...without: readonly string[]): string =>
  Array.from({ length: 11 }, (_, i) => `lamp${'abcdefghijk'[i]!}`)
    .map((name, i) => attributes(['resourceType', 'resourceID', 'parentID'].filter((one) => i > 0 || !without.includes(one)).map((one) => `| ${one} | 1 | RO | It is. |`).join('\n'), `<${name}>`, `9.6.${String(70 + i)}`))
    .join('');

/** Ten more resource types; the last one has its own multiplicity of resourceID. */
const more = (last: string): string => [...'lmnopqrstuv'].map((letter, i) => attributes(`| resourceID | ${letter === 'v' ? last : '1'} | RO | It is. |`, `<lamp${letter}>`, `9.7.${String(70 + i)}`)).join('');
/** A document of record whose list gives <schedule> or not, and whose table of child resources does. */
const listOfTypes = (types: string): string =>
  record(`${children('<schedule> | 0..n | See clause 9.6.9', '<subscription> | 0..n | See clause 9.6.8').replaceAll('torch', 'container')}Table 9.6.1.1-1: Resource Types\n\n| Resource Type | Short Description | Child Resource Types | Parent Resource Types |\n|---|---|---|---|\n| container | It is. | ${types} | CSEBase |\n`);

/** For each code, a document that has the defect and one that has not. */
const cases: Readonly<Record<keyof typeof lintCodes, readonly [bad: string, good: string]>> = {
  LINT_ROW_EMPTY: ['| a | b |\n|---|---|\n| | |\n| 1 | 2 |\n', '| | |\n|---|---|\n| 1 | |\n'],
  LINT_ITEM_EMPTY: ['- one\n- \n- two\n', '- one\n- two\n'],
  LINT_ROW_TWICE: [attributes('| colour | 1 | RW | Its colour. |\n| colour | 1 | RO | Its colour. |'), attributes('| colour | 1 | RW | Its colour. |\n| tone | 1 | RO | Its tone. |')],

  LINT_TABLE_OF_OTHER: [attributes('| colour | 1 | RW | Its colour. |').replace('of <lamp> resource', 'of <torch> resource'), attributes('| colour | 1 | RW | Its colour. |')],
  LINT_CELL_EMPTY: [attributes('| colour | 1 | RW | Its colour. |\n| tone | 1 | RW | Its tone. |\n| size |  | RW | Its size. |'), attributes('| colour | 1 | RW | Its colour. |\n| tone |  | RW | Its tone. |\n| size |  | RW | Its size. |')],
  LINT_OPTIONALITY: [requests('| colour | MO | NP | xs:string | No default |'), requests('| colour | M | NP | xs:string | No default |')],
  LINT_ANNOUNCED: [
    attributes('| colour | 1 | RW | Its colour. | XA |').replace('Description |', 'Description | <lampAnnc> Attributes |').replace('|---|---|---|---|', '|---|---|---|---|---|'),
    attributes('| colour | 1 | RW | Its colour. | OA |').replace('Description |', 'Description | <lampAnnc> Attributes |').replace('|---|---|---|---|', '|---|---|---|---|---|'),
  ],
  LINT_NUMBER_TWICE: [enumerated('| 1 | COLD | |\n| 2 | WARM | |\n| 2 | HOT | |'), enumerated('| 1 | COLD | |\n| 2 | WARM | |\n| 3 | HOT | |')],
  LINT_SHORT_NAME_TWICE: [shortNames('| colour | lamp | clr |\n| colouring | lamp | clr |'), shortNames('| colour | lamp | clr |\n| colouring | lamp | clg |')],
  LINT_SHORT_NAME_MISSING: [
    requests([...'abcdefghijk'].map((one) => `| lamp${one} | O | O | xs:string | No default |`).join('\n')) + shortNames([...'abcdefghij'].map((one) => `| lamp${one} | lamp | l${one} |`).join('\n')),
    requests([...'abcdefghijk'].map((one) => `| lamp${one} | O | O | xs:string | No default |`).join('\n')) + shortNames([...'abcdefghijk'].map((one) => `| lamp${one} | lamp | l${one} |`).join('\n')),
  ],
  LINT_TYPE_UNKNOWN: [requests('| colour | M | NP | m2m:timestmp | No default |'), requests('| colour | M | NP | list of m2m:timestamp | No default |')],
  LINT_DEFAULT_UNKNOWN: [requests("| colour | O | NP | m2m:consistencyStrategy | Default value is set to 'ABANDON_MEMBR' |"), requests("| colour | O | NP | m2m:consistencyStrategy | Default value is set to 'ABANDON_MEMBER' |")],
  LINT_STAGES_DIFFER: [
    attributes('| colour | 0..1 | RW | Its colour. |') + requests('| colour | M | O | xs:string | No default |'),
    attributes('| colour | 0..1 | RW | Its colour. |') + requests('| colour | O | O | xs:string | No default |'),
  ],
  LINT_STAGES_CHILD: [
    record(`${attributes('| colour | 1 | RW | Its colour. |', '<pollingChannel>')}Table 9.6.5-1: Child resources of <AE> resource\n\n| Child Resources of <AE> | Child Resource Type | Multiplicity | Description |\n|---|---|---|---|\n| [variable] | <schedule> | 0..1 | See clause 9.6.9 |\n`),
    record(`${attributes('| colour | 1 | RW | Its colour. |', '<pollingChannel>')}Table 9.6.5-1: Child resources of <AE> resource\n\n| Child Resources of <AE> | Child Resource Type | Multiplicity | Description |\n|---|---|---|---|\n| [variable] | <pollingChannel> | 0..1 | See clause 9.6.21 |\n`),
  ],
  LINT_STAGES_NAME: [attributes('| curentByteSize | 1 | RO | Its size. |', '<container>'), attributes('| currentByteSize | 1 | RO | Its size. |', '<container>')],
  LINT_UNIVERSAL_MISSING: [record(universal('resourceID')), record(universal())],

  LINT_VALUE_SPELLING: [
    `${list('LAMP_STATE_COLD LAMP_STATE_WARM LAMP_STATE_HOT')}It becomes LAMP_STATE_COLD, LAMP_STATE_WORM or LAMP_STATE_HOT.\n`,
    `${list('LAMP_STATE_COLD LAMP_STATE_WARM LAMP_STATE_HOT')}It becomes LAMP_STATE_COLD, LAMP_STATE_WARM or LAMP_STATE_HOT.\n`,
  ],
  LINT_VALUE_NOT_LISTED: [
    `${list('LAMP_COLD LAMP_WARM LAMP_HOT')}It becomes LAMP_COLD, LAMP_WARM, LAMP_HOT or LAMP_BURNED_OUT.\n`,
    `${list('LAMP_COLD LAMP_WARM LAMP_HOT')}It becomes LAMP_COLD, LAMP_WARM or LAMP_HOT, in IN_CSE.\n`,
  ],
  LINT_VALUE_UNUSED: [
    `${list('LAMP_COLD LAMP_WARM LAMP_HOT')}It becomes LAMP_COLD or LAMP_WARM.\n`,
    `${list('LAMP_COLD LAMP_WARM LAMP_HOT')}It becomes LAMP_COLD, LAMP_WARM or LAMP_HOT.\n`,
  ],
  LINT_VALUE_TWICE: [list('LAMP_COLD LAMP_WARM LAMP_COLD'), list('LAMP_COLD LAMP_WARM LAMP_HOT')],
  LINT_VALUE_CONFUSABLE: [list('LAMP_HEAT_EXCEEDED LAMP_COLD LAMP_OWN_HEAT_EXCEEDED'), list('LAMP_HEAT_EXCEEDED LAMP_COLD LAMP_HEAT_EXCEEDED_TWICE')],
  LINT_VALUE_CASE: [
    attributes('| phase | 1 | RO | The supported values include:<br>UNINITIALIZED – None.<br>IN_PROCESS – It runs.<br>SUCCESSFUL – It went well.<br>FAILURE – It did not. |'),
    attributes(`| phase | 1 | RO | ${status} |`),
  ],
  LINT_VALUE_NUMBERS: [attributes(`| phase | 1 | RO | ${status} |`), attributes('| phase | 1 | RO | A value of m2m:status. |')],
  LINT_VALUE_TYPES: [
    'The choice values of m2m:execStatusType are:\n\nINITIATED\n\nPENDING\n\nFINISHED\n\nSTATUS_INTERNAL_ERROR\n\nSTATUS_INVALID_ARGUMENTS\n',
    'The choice values of m2m:execStatusType are:\n\nINITIATED\n\nPENDING\n\nFINISHED\n\nCANCELLING\n\nCANCELLED\n',
  ],
  LINT_VALUE_SUCCESS: [
    `${list('LAMP_FAILED LAMP_DENIED LAMP_ERROR')}The call gives a successful operation or one of the others.\n`,
    `${list('LAMP_FAILED LAMP_DENIED LAMP_ERROR LAMP_SUCCESS')}The call gives a successful operation or one of the others.\n`,
  ],

  LINT_NAME_SPELLING: ['The <floorlamp>, a <floorlamp>, one <floorlamp> and a <floorlampp>.\n', 'The <floorlamp>, a <floorlamp>, one <floorlamp> and the <floorlampAnnc>.\n'],
  LINT_NAME_BRACKETS: ['The <lantern>, the <lantern> and the [lantern].\n', 'The <lantern>, the <lantern> and the [torch].\n'],
  LINT_NAME_OBSOLETE: ['R02: the lampTone is new.\n\n-----Start of change 1-----\n\nThe lampHue says which.\n', 'R02: the lampHue is new.\n\n-----Start of change 1-----\n\nThe lampHue says which.\n'],
  LINT_RPC_NAME: [commands('| "DOWNLOAD" | LampChangeState RPC |\n| "UPLOAD" | ChangeLampState RPC |'), commands('| "DOWNLOAD" | LampChangeState RPC |\n| "UPLOAD" | Upload RPC |')],
  LINT_RESOURCE_UNKNOWN: ['Each <lantern> resource has one.\n', '## 9.6.91 Resource Type lantern\n\nEach <lantern> resource has a <group> resource, in the form <file name>.\n'],
  LINT_ATTRIBUTE_UNKNOWN: [attributes('| lampHue | 1 | RW | A hue. |') + 'It sets the lampTone attribute.\n', attributes('| lampHue | 1 | RW | A hue. |') + 'It sets the lampHue attribute and the execStatus attribute.\n'],

  LINT_ATTRIBUTE_OTHER: [
    attributes('| lampHue | 1 | RW | A hue. |') + attributes('| lampTone | 1 | RW | A tone. |', '<torch>', '9.6.91') + 'It sets the lampTone attribute of the <lamp> resource.\n',
    attributes('| lampHue | 1 | RW | A hue. |') + attributes('| lampTone | 1 | RW | A tone. |', '<torch>', '9.6.91') + 'It sets the lampTone attribute of the targeted <torch> resource.\n',
  ],
  LINT_ATTRIBUTE_SPELLING: [attributes('| lampHueID | 1 | RW | A hue. |') + 'With lampHueID it is lit, lampHueID says, or lampHueId.\n', attributes('| lampHueID | 1 | RW | A hue. |') + 'With lampHueID it is lit, lampHueID says, or lampToneId.\n'],
  LINT_SHORT_NAME_DIFFERS: [shortNames('| labels | lamp | lbll |'), shortNames('| labels | lamp | lbl |\n| lampHue | lamp | lbll |')],
  LINT_NUMBER_DIFFERS: [
    '## 6.3.4.2.9 m2m:cmdType\n\nTable 6.3.4.2.9-1: Interpretation of m2m:cmdType\n\n| Value | Interpretation | Note |\n|---|---|---|\n| 1 | RESET | |\n| 7 | UPLOAD | |\n',
    '## 6.3.4.2.9 m2m:cmdType\n\nTable 6.3.4.2.9-1: Interpretation of m2m:cmdType\n\n| Value | Interpretation | Note |\n|---|---|---|\n| 1 | RESET | |\n| 3 | UPLOAD | |\n',
  ],
  LINT_CLAUSE_VOID: ['## 5.1 Lamps\n\nAs in clause 5.2.\n\n## 5.2 Void\n', '## 5.1 Lamps\n\nAs in clause 5.2 of TS-0003 [2].\n\n## 5.2 Void\n'],
  LINT_CLAUSE_SEQUENCE: [record('# 5 D\n\n## 5.1 A\n\n## 5.3 B\n'), record('# 5 D\n\n## 5.1 A\n\n## 5.2 Void\n\n## 5.3 B\n')],
  LINT_STEP_MISSING: [
    `${[1, 2, 3, 4, 5].map((step) => `Step-${String(step)}.0 It does so.`).join('\n\n')}\n\nPerform Step-6.0.\n`,
    `${[1, 2, 3, 4, 5].map((step) => `Step-${String(step)}.0 It does so.`).join('\n\n')}\n\nStep-6.0 and Step-6.1: it waits. Perform Step-6.1.\n`,
  ],
  LINT_REFERENCE_TWICE: [record('# 3 A\n\nSee [1], [2] and [3].\n').replace('[3] three', '[2] three'), record('# 3 A\n\nSee [1], [2] and [3].\n')],
  LINT_REFERENCE_UNUSED: [record('# 3 A\n\nSee [1] and [2].\n'), record('# 3 A\n\nSee [1, 2] and [3].\n')],

  LINT_ACCESS: [attributes('| colour | 1 | R0 | Its colour. |'), attributes('| colour | 1 | RO | Its colour. |')],
  LINT_MULTIPLICITY: [attributes('| colour | 0.1 | RO | Its colour. |'), attributes('| colour | 0..1(L) | RO | Its colour. |')],
  LINT_SET_TO_NULL: [
    attributes('| colours | 1 (L) | RO | Its colours. |') + 'The Hosting CSE shall set the values of the tones and colours attributes to NULL.\n',
    attributes('| colours | 0..1 (L) | RO | Its colours. |\n| tone | 1 | RO | A tone. |') + 'The Hosting CSE shall set the value of the colours attribute to NULL and read the tone attribute.\n',
  ],
  LINT_STATUS_WRITABLE: [attributes('| lampStatus | 1 | RW | The status of the lamp. |'), attributes('| lampStatus | 1 | RO | The status of the lamp. |')],
  LINT_MANDATORY_AT_CREATE: [
    attributes('| install | 1 | RW | Starts it. |', '[software]', 'D.3'),
    attributes('| install | 1 | RW | Starts it. The default is FALSE. |', '[software]', 'D.3'),
  ],
  LINT_NO_INITIAL_VALUE: [attributes('| outcome | 1 | RO | The result of the last switch. |'), attributes('| outcome | 0..1 | RO | The result of the last switch. |\n| tone | 1 | RO | Its tone. |')],
  LINT_DEFAULT_CONTRADICTED: [
    attributes('| phase | 1 | RO | One of:<br>COLD – This is the default value.<br>LIT – It is on. |') + 'Upon creation with a switch the phase attribute shall be set to LIT.\n',
    attributes('| phase | 1 | RO | One of:<br>COLD – This is the default value.<br>LIT – It is on. |') + 'When it is switched on the phase attribute shall be set to LIT.\n',
  ],
  LINT_TYPE_DEFAULT: [
    attributes('| phase | 1 | RO | One of:<br>PENDING – This is the default value.<br>INITIATED – b.<br>FINISHED – c.<br>CANCELLING – d.<br>CANCELLED – e. |'),
    attributes('| phase | 1 | RO | One of:<br>INITIATED – This is the default value.<br>PENDING – b.<br>FINISHED – c.<br>CANCELLING – d.<br>CANCELLED – e. |'),
  ],
  LINT_TYPE_CLAIMED: [
    `R02: lampState follows the structure of the m2m:actionStatus.\n\n${attributes('| lampState | 1 | RO | The status of the lamp. |')}`,
    `R02: lampState follows the structure of the m2m:actionStatus.\n\n${attributes('| lampState | 1 | RO | The action and its status. |')}`,
  ],
  LINT_LIST_OF_WHAT: [
    attributes('| rule | 0..1 (L) | RW | This attribute consists of a colour parameter and a tone parameter. |'),
    attributes('| rule | 0..1 (L) | RW | A list. Each entry consists of a colour parameter and a tone parameter. |'),
  ],
  LINT_LIST_COMBINED: [attributes('| lampCriteria | 0..1 (L) | RW | The conditions that are watched. |'), attributes('| lampCriteria | 0..1 (L) | RW | The conditions, all of which must hold. |')],
  LINT_LIST_DUPLICATES: [attributes('| lamps | 0..1 (L) | RW | The identifiers of lamps. |'), attributes('| lamps | 0..1 (L) | RW | The unique identifiers of lamps. |')],
  LINT_STATUS_OF_TWO: [attributes('| lampStatus | 1 | RO | The status of the heating or cooling action. |'), attributes('| lampStatus | 1 | RO | The status of the heating action. |')],
  LINT_OPTIONAL_SET: [
    attributes('| heat | 0..1 | RW | Heats it. |') + 'It shall set the heat attribute to TRUE for each lamp.\n',
    attributes('| heat | 0..1 | RW | Heats it. |') + 'If present, it shall set the heat attribute to TRUE for each lamp if it is present.\n',
  ],
  LINT_READ_ONLY_DIFFERS: [
    attributes('| colour | 1 | RW | Its colour. This attribute is read-only when the value of the lit attribute is TRUE. |\n| lit | 1 | RW | Is it on? |') +
      procedure('10.2.1', 'Update', 'If the lit attribute is TRUE and the colour attribute differs, the Receiver shall respond with an error.'),
    attributes('| colour | 1 | RW | Its colour. This attribute is read-only when the value of the lit attribute is TRUE. |\n| lit | 1 | RW | Is it on? |') +
      procedure('10.2.1', 'Update', 'If the lit attribute is TRUE and the request includes the colour attribute, the Receiver shall respond with an error.'),
  ],
  LINT_INHERITED_MISSING: [
    attributes(
      ['resourceType', 'resourceID', 'resourceName', 'parentID', 'expirationTime', 'accessControlPolicyIDs', 'creationTime', 'lastModifiedTime', 'mgmtDefinition', 'objectIDs', 'description'].map((name) => `| ${name} | 1 | RO | See clause 9.6.1.3. |`).join('\n'),
      '[lantern]',
      'D.9',
    ),
    attributes(
      ['resourceType', 'resourceID', 'resourceName', 'parentID', 'expirationTime', 'accessControlPolicyIDs', 'creationTime', 'lastModifiedTime', 'labels', 'announceTo', 'announcedAttribute', 'dynamicAuthorizationConsultationIDs', 'mgmtDefinition', 'objectIDs', 'objectPaths', 'description'].map((name) => `| ${name} | 1 | RO | See clause 9.6.1.3. |`).join('\n'),
      '[lantern]',
      'D.9',
    ),
  ],
  LINT_FIXED_NAME: [attributes('| mgmtDefinition | 1 | WO | Has fixed value "battery". |', '[battery]', 'D.7'), attributes('| mgmtDefinition | 1 | WO | Has fixed value 1006. |', '[battery]', 'D.7')],
  LINT_COMMON_UNKNOWN: [
    attributes(['resourceType', 'resourceID', 'labels', 'lampOwner'].map((name) => `| ${name} | 1 | RO | See clause 9.6.1.3. |`).join('\n')),
    attributes(['resourceType', 'resourceID', 'labels', 'creationTime'].map((name) => `| ${name} | 1 | RO | See clause 9.6.1.3. |`).join('\n')),
  ],
  LINT_NO_PARENT: [attributes('| colour | 1 | RW | Its colour. |'), attributes('| colour | 1 | RW | Its colour. |') + 'The <lamp> resource is a child resource of the <node> resource.\n'],
  LINT_CHILD_ANNOUNCED: [
    'Table 9.6.90-1: Child resources of <lamp> resource\n\n| Child Resources of <lamp> | Child Resource Type | Multiplicity | Description | <lampAnnc> Child Resource Types |\n|---|---|---|---|---|\n| [variable] | <schedule> | 0..n | See clause 9.6.9 | <schedule> |\n',
    'Table 9.6.90-1: Child resources of <lamp> resource\n\n| Child Resources of <lamp> | Child Resource Type | Multiplicity | Description | <lampAnnc> Child Resource Types |\n|---|---|---|---|---|\n| [variable] | <schedule> | 0..n | See clause 9.6.9 | <scheduleAnnc> |\n',
  ],

  LINT_FAULT_DESCRIPTION: [
    faults('Download', '8.1', '| 9001 | Denied | STATUS_DENIED |') + faults('Upload', '8.2', '| 9001 | Refused | STATUS_DENIED |'),
    faults('Download', '8.1', '| 9001 | Denied | STATUS_DENIED |') + faults('Upload', '8.2', '| 9001 | denied. | STATUS_DENIED |'),
  ],
  LINT_FAULT_STATUS: [
    faults('Download', '8.1', '| 9001 | Denied | STATUS_DENIED |') + faults('Upload', '8.2', '| 9001 | Denied | STATUS_REFUSED |'),
    faults('Download', '8.1', '| 9001 | Denied | STATUS_DENIED |') + faults('Upload', '8.2', '| 9001 | Denied | STATUS DENIED |'),
  ],
  LINT_FAULT_RPC: [
    faults('Download', '8.1', '| 9001 | Denied | STATUS_DENIED |') + faults('TransferComplete', '8.2', '| 9014 | Lost (associated with Download or TransferComplete methods) | STATUS_LOST |'),
    faults('Download', '8.1', '| 9001 | Denied | STATUS_DENIED |') + faults('TransferComplete', '8.2', '| 9014 | Lost (associated with TransferComplete or Reboot methods) | STATUS_LOST |'),
  ],
  LINT_FAULT_ABSENT: [
    ['Download', 'Upload', 'Reboot', 'FactoryReset'].map((rpc, i) => faults(rpc, `8.${String(i)}`, i < 3 ? '| 9001 | Denied | STATUS_DENIED |' : '| 9000 | None | STATUS_NONE |')).join(''),
    ['Download', 'Upload', 'Reboot'].map((rpc, i) => faults(rpc, `8.${String(i)}`, '| 9001 | Denied | STATUS_DENIED |')).join('') + faults('CancelTransfer', '8.9', '| 9001 | Denied | STATUS_DENIED |\n| 9021 | Too late | STATUS_LATE |'),
  ],
  LINT_FAULT_FOREIGN: [
    faults('Download', '8.1', '| 9004 | Full (when used in association with SetLampValues, this is no error) | STATUS_FULL |'),
    faults('Download', '8.1', '| 9004 | Full (associated with SetLampValues or Download methods) | STATUS_FULL |'),
  ],
  LINT_FAULT_NAME: [
    faults('Download', '8.1', '| 9030 | Bad unit: downgrade refused | STATUS_BAD_UNIT_UPDATE_DOWNGRADE |\n| 9031 | Bad unit: version missing | STATUS_BAD_UNIT_UPDATE_UPGRADE |'),
    faults('Download', '8.1', '| 9030 | Bad unit: downgrade refused | STATUS_BAD_UNIT_UPDATE_DOWNGRADE |\n| 9031 | Bad unit: upgrades refused | STATUS_BAD_UNIT_UPDATE_UPGRADE |'),
  ],
  LINT_FAULT_FAMILY: [
    faults('Download', '8.1', [1, 2, 3].map((i) => `| 901${String(i)} | Transfer failure: kind ${String(i)} | STATUS_TRANSFER_FAILED_K${String(i)} |`).join('\n') + '\n| 9019 | Transfer failure: late | STATUS_TRANSFER_LATE |'),
    faults('Download', '8.1', [1, 2, 3].map((i) => `| 901${String(i)} | Transfer failure: kind ${String(i)} | STATUS_TRANSFER_FAILED_K${String(i)} |`).join('\n') + '\n| 9019 | Transfer failure: late | STATUS_TRANSFER_FAILED_LATE |'),
  ],
  LINT_FAULT_NOT_TOTAL: [faults('Download', '8.1', '| 9001 | Denied | STATUS_DENIED |'), faults('Download', '8.1', '| 9001 | Denied | STATUS_DENIED |') + 'Any other fault code gives STATUS_DENIED.\n'],
  LINT_COMMAND_MISSING: [commands('| "DOWNLOAD" | Download RPC |\n| "UPLOAD" | Upload RPC |'), commands(['RESET', 'REBOOT', 'UPLOAD', 'DOWNLOAD', 'SOFTWAREINSTALL', 'SOFTWAREUNINSTALL', 'SOFTWAREUPDATE'].map((type) => `| "${type}" | Download RPC |`).join('\n'))],
  LINT_COMMAND_END: [
    list('PENDING FINISHED CANCELLED') + commands('| "DOWNLOAD" | Download RPC and TransferComplete RPC |\n| "REBOOT" | Reboot RPC |') + 'It is PENDING, then CANCELLED.\n',
    list('PENDING FINISHED CANCELLED') + commands('| "DOWNLOAD" | Download RPC and TransferComplete RPC |\n| "REBOOT" | Reboot RPC |') + 'It is PENDING, then CANCELLED. On the response the status is set to FINISHED.\n',
  ],
  LINT_OPERATION_UNREACHABLE: [
    commands('| "SOFTWAREINSTALL" | ChangeUnits RPC |') + faults('ChangeUnits', '8.1', '| 9030 | Bad unit (associated with ChangeUnits method: Install and Update) | STATUS_BAD |'),
    commands('| "SOFTWAREINSTALL" | ChangeUnits RPC |') + faults('ChangeUnits', '8.1', '| 9030 | Bad unit (associated with ChangeUnits method: Install only) | STATUS_BAD |'),
  ],

  LINT_ERROR_WITHOUT_CODE: ['If it is dark, the Receiver shall respond with an error.\n', 'If it is dark, the Receiver shall respond with an error and status code 4000. If it is late, it shall return an error with BAD_REQUEST.\n'],
  LINT_FAILURE_OPEN: [
    '## 8.1 Switch\n\nA successful Response primitive means that it is on. The fault codes are below.\n',
    '## 8.1 Switch\n\nA successful Response primitive means that it is on. With fault codes, an unsuccessful Response is sent.\n',
  ],
  LINT_OPERATION_OTHER: ['## 8.1 Delete lamp\n\nA Response is sent to the Update primitive.\n', '## 8.1 Delete lamp\n\nA Response is sent to the Delete primitive.\n'],
  LINT_STATUS_TEXT_SHARED: [
    '## 8.1 Delete lamp\n\n- If it is hot, it answers with status code "Lamp error".\n- If it is gone, it answers with status code "Lamp error".\n',
    '## 8.1 Delete lamp\n\n- If it is hot, it answers with status code "Lamp hot".\n- If it is gone, it answers with status code "Lamp gone".\n',
  ],
  LINT_STATUS_TEXT_VARIES: ['"Cancel lamp – cancellation error" and "Delete lamp – cancellation failed".\n', '"Cancel lamp – cancellation failed" and "Delete lamp – cancellation failed".\n'],
  LINT_TRIGGER_VALUE: ['An Update that addresses the lampHeat attribute triggers the heating.\n', 'An Update that addresses the lampHeat attribute with the value TRUE triggers the heating.\n'],
  LINT_AGGREGATE_GAP: [
    attributes('| phase | 1 | RO | The supported values include:<br>COLD – All the lamps are COLD.<br>LIT – At least one of the lamps is LIT.<br>HOT – All the lamps are HOT. |'),
    attributes('| phase | 1 | RO | The supported values include:<br>COLD – All the lamps are COLD.<br>LIT – At least one of the lamps is LIT.<br>HOT – None of the lamps is LIT and at least one of the lamps is HOT. |'),
  ],
  LINT_STATES_LUMPED: [`${list('LAMP_COLD LAMP_WARM LAMP_HOT')}If it has a lampStatus other than LAMP_WARM, it is left alone.\n`, `${list('LAMP_COLD LAMP_WARM LAMP_HOT')}If it has a lampStatus of LAMP_WARM, it is left alone.\n`],
  LINT_HALF_NAMED: [
    'Upload is an asynchronous command of the synchronous Upload RPC and the asynchronous UploadComplete RPC.\n\nDownload is an asynchronous command.\n',
    'Upload is an asynchronous command of the synchronous Upload RPC and the asynchronous UploadComplete RPC.\n\nReboot is a synchronous command.\n',
  ],
  LINT_BRANCH_OPEN: [
    attributes('| phase | 1 | RO | Where it is. |\n| lit | 1 | RW | Is it on? |\n| tone | 1 | RO | Its tone. |') + 'Upon creation, if the lit attribute is set to FALSE, the phase attribute shall be set to COLD. Upon creation, if the lit attribute is set to TRUE, the phase attribute shall be set to WARM and the tone attribute shall be set to BRIGHT.\n',
    attributes('| phase | 1 | RO | Where it is. |\n| lit | 1 | RW | Is it on? |\n| tone | 1 | RO | Its tone. |') + 'Upon creation, if the lit attribute is set to FALSE, the phase attribute shall be set to COLD. Upon creation, if the lit attribute is set to TRUE, the phase attribute shall be set to WARM.\n',
  ],
  LINT_COPY_OF_STRUCTURE: [
    attributes(`| phase | 1 | RO | ${status} |`) + attributes('| installStatus | 1 | RO | Its status. |', '[software]', 'D.3') + 'When the installStatus attribute changes, the Hosting CSE shall update the phase attribute with the same value.\n',
    attributes(`| phase | 1 | RO | ${status} |`) + attributes('| version | 1 | RO | Its version. |', '[software]', 'D.3') + 'When the version attribute changes, the Hosting CSE shall update the phase attribute with the same value.\n',
  ],
  LINT_VALUE_WITHOUT_MEANING: [
    attributes('| heat | 1 | RW | Triggered by assigning "TRUE". |') + 'It may cancel by updating the heat attribute to a value of "FALSE".\n',
    attributes('| heat | 1 | RW | Triggered by assigning "TRUE"; "FALSE" stops it. |') + 'It may cancel by updating the heat attribute to a value of "FALSE".\n',
  ],
  LINT_REFUSED_CHANGES: [
    'If it has LAMP_WARM lampStatus, the lampStatus attribute is set to LAMP_STUCK and an unsuccessful Response is sent.\n',
    'If it has LAMP_WARM lampStatus, an unsuccessful Response is sent. If it has LAMP_COLD lampStatus it is left alone.\n\nThe lampStatus attribute is set to LAMP_HOT.\n',
  ],
  LINT_LEVEL_OR_EDGE: [
    'Upon update, if the lampHeat attribute is set to TRUE, it starts.\n\nIf the value of the lampHeat attribute in the request is TRUE and the value of the lampHeat attribute of the targeted <lamp> is FALSE, it starts.\n',
    'Upon update, if the lampHeat attribute is set to FALSE, it stops.\n\nIf the value of the lampHeat attribute in the request is TRUE and the value of the lampHeat attribute of the targeted <lamp> is FALSE, it starts.\n',
  ],
  LINT_STEP_INCOMPLETE: [
    attributes('| phase | 1 | RO | Where it is. |\n| tone | 1 | RO | Its tone. |\n| hue | 1 | RO | Its hue. |') +
      ['It shall set the phase attribute to LIT and set the tone and hue attributes to NONE.', 'On a switch it shall set the phase attribute to LIT and set the tone and hue attributes to NONE.', 'In the end it shall set the phase attribute to LIT.'].join('\n\n'),
    attributes('| phase | 1 | RO | Where it is. |\n| tone | 1 | RO | Its tone. |\n| hue | 1 | RO | Its hue. |') +
      ['It shall set the phase attribute to LIT and set the tone and hue attributes to NONE.', 'On a switch it shall set the phase attribute to LIT and set the tone and hue attributes to NONE.', 'In the end it shall set the phase attribute to COLD.'].join('\n\n'),
  ],

  LINT_TABLE_MISSING: ['## 5.1 Lamps\n\nSee Table 5.1-3.\n\nTable 5.1-1: Lamps\n\n| a | b |\n|---|---|\n| 1 | 2 |\n', '## 5.1 Lamps\n\nSee Table 5.1-1, Table 9.9-3 and Table 5.1-7 of TS-0004.\n\nTable 5.1-1: Lamps\n\n| a | b |\n|---|---|\n| 1 | 2 |\n'],
  LINT_FIGURE_MISSING: ['## 5.1 Lamps\n\nSee Figure 5.1-3.\n\nFigure 5.1-1: Lamps\n', '## 5.1 Lamps\n\nSee Figure 5.1-1 and Figure 9.9-2.\n\nFigure 5.1-1: Lamps\n'],
  LINT_STRAY_DOT: ['See Table 5.1.-1.\n', 'See Table 5.1-1.\n'],
  LINT_TABLE_SEQUENCE: [[2, 1, 1, 1].map((first, i) => `## 5.${String(i + 1)} Lamps\n\nTable 5.${String(i + 1)}-${String(first)}: Lamps\n\n| a | b |\n|---|---|\n| 1 | 2 |\n`).join('\n'), '## 5.1 Lamps\n\nTable 5.1-1: Lamps\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nTable 5.1-3: Bulbs\n\n| a | b |\n|---|---|\n| 1 | 2 |\n'],
  LINT_CLAUSE_OPEN: ['See clause 10.2.X for lamps.\n', 'See clause 10.2.1 for lamps.\n'],
  LINT_CLAUSE_MISSING: ['## 5.1 A\n\n## 5.2 B\n\n## 5.3 C\n\n# 5 D\n\nSee clause 5.7 for lamps.\n', '## 5.1 A\n\n## 5.2 B\n\n## 5.3 C\n\n# 5 D\n\nSee clause 5.3, clause 9.9 and clause 5.7 of TS-0004.\n'],
  LINT_CLAUSE_TWICE: [record('## 5.1 Lamps\n\nOne.\n\n## 5.1 Bulbs\n\nTwo.\n'), record('## 5.1 Lamps\n\nOne.\n\n## 5.2 Bulbs\n\nTwo.\n')],
  LINT_REFERENCE_MISSING: [record('## 5.1 Lamps\n\nAs in [4].\n'), record('## 5.1 Lamps\n\nAs in [3] and values[4].\n')],
  LINT_CITATION_PARALLEL: [
    procedure('10.2.1', 'Create', 'Check it.').replace('All parameters of the request apply.', 'All parameters defined in table 8.1.2-3 apply.') + procedure('10.2.2', 'Update', 'Check it.').replace('All parameters of the request apply.', 'All parameters defined in table 8.1.2-2 apply.'),
    procedure('10.2.1', 'Create', 'Check it.').replace('All parameters of the request apply.', 'All parameters defined in table 8.1.2-3 apply.') + procedure('10.2.2', 'Update', 'Check it.').replace('All parameters of the request apply.', 'All parameters defined in table 8.1.2-3 apply.'),
  ],
  LINT_DOCUMENT_NUMBER: ['As TS-006 says.\n', 'As TS-0006 and TR-069 say.\n'],
  LINT_DOCUMENT_PRIVATE: ['As PRO-2014-0001 says.\n', 'As TS-0001 says.\n'],
  LINT_FIGURE_ONLY: ['Figure 5.1-1 defines the legal transitions.\n\nFigure 5.1-1: Lamps\n', 'Figure 5.1-1 shows the legal transitions of table 5.1-1.\n\nFigure 5.1-1: Lamps\n'],

  LINT_TITLE_OTHER: ['## 5.1 Light the lamp\n\n## 5.2 Dim the lamp\n\n"Light the lamp": Refer to clause 5.2 for details.\n', '## 5.1 Light the lamp\n\n## 5.2 Dim the lamp\n\n"Light the lamp": Refer to clause 5.1 for details.\n\nAs in "Light the lamp" in clause 5.2 of TS-0003 [2].\n'],
  LINT_TABLE_OTHER: [
    attributes('| colour | 1 | RW | Its colour. |') + 'Table 9.6.90-2: Child resources of <lamp> resource\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nThe <lamp> resource shall contain the attributes specified in table 9.6.90-2.\n',
    attributes('| colour | 1 | RW | Its colour. |') + 'Table 9.6.90-2: Child resources of <lamp> resource\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nThe <lamp> resource shall contain the attributes specified in table 9.6.90-1.\n',
  ],
  LINT_REFERENCE_OTHER: [record('').replace('[1] one', '[1] oneM2M TS-0003: "Security"').replace('[2] two', '[2] oneM2M TS-0004: "Protocol"') + '## 5.1 Lamps\n\nAs in oneM2M TS-0003 [2].\n', record('').replace('[1] one', '[1] oneM2M TS-0003: "Security"').replace('[2] two', '[2] ETSI TS 118 104: "oneM2M; TS-0004"') + '## 5.1 Lamps\n\nAs in oneM2M TS-0003 [1] and TS-0004 [2].\n'],
  LINT_CAPTION_TWICE: ['## 5.1 Lamps\n\nTable 5.1-1: All lamps\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nTable 5.1-2: All lamps\n\n| a | b |\n|---|---|\n| 1 | 2 |\n', '## 5.1 Lamps\n\nTable 5.1-1: All lamps\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n## 5.2 Bulbs\n\nTable 5.2-1: All lamps\n\n| a | b |\n|---|---|\n| 1 | 2 |\n'],
  LINT_STATUS_UNKNOWN: ['It is answered with the Response Status Code "LAMP_BROKEN".\n', 'It is answered with the Response Status Code "BAD_REQUEST" or with a "NOT_FOUND" error, and the status is set to "LAMP_BROKEN".\n'],
  LINT_ABBREVIATION_OTHER: ['## 3.3 Abbreviations\n\nSMF Software Monitoring Function\n\n# 4 Lamps\n\nThe Software Management Function (SMF) does.\n', '## 3.3 Abbreviations\n\nSMF Software Monitoring Function\n\nAE Application Entity\n\n# 4 Lamps\n\nThe Software Monitoring Functions (SMFs), Application Entities (AEs) and the other one (SMF).\n'],
  LINT_CLAUSE_SUBJECT: [
    '## 10.2.1 Update <lamp>\n\nThis procedure shall be used for updating attributes of a <container> resource.\n' + attributes('| colour | 1 | RW | Its colour. |'),
    '## 10.2.1 Update <lamp>\n\nThis procedure shall be used for updating attributes of a <lamp> resource.\n\n## 7.4.90 Resource Type <lamp>\n\nThe <lamp> resource represents a lamp. The <container> resource represents none.\n' + attributes('| colour | 1 | RW | Its colour. |'),
  ],
  LINT_LIST_OF_TYPES: [listOfTypes('subscription'), listOfTypes('subscription, schedule')],
  LINT_VALUE_OTHER: ['If the requestStatus is FORWARDED or PARTLY_COMPLETED, it waits.\n', 'If the requestStatus is FORWARDED or PARTIALLY_COMPLETED, and the lampStatus is LIT, it waits.\n'],
  LINT_UNIVERSAL_DIFFERS: [record(universal() + more('0..1')), record(universal() + more('0..1 (note)'))],
  LINT_BRACKETS: ['It is a lamp (e.g. a torch.\n', 'It is a lamp (e.g. a torch) as in 1) and a). It begins with "(" and ends with \')\'.\n'],
  LINT_STRAY_COMMA: ['If it is lit , the lamp is on.\n', 'If it is lit, the lamp is on; 0 , 1 and a , b are values.\n'],
  LINT_CLAUSE_OTHER: [children('<lamp> | 0..n | See clause 9.6.91'), children('<lamp> | 0..n | See clause 9.6.90', '<torch> | 0..n | See clause 9.6.91')],
  LINT_TABLE_DIRECTION: [
    `${parameters('| Result Content | O | O | O | O | N/A |')}| <lamp> CREATE | |\n|---|---|\n| Information in Response message | All parameters defined in table 8.1.2-3 apply. |\n`,
    `${parameters('| Result Content | O | O | O | O | N/A |')}| <lamp> CREATE | |\n|---|---|\n| Information in Request message | All parameters defined in table 8.1.2-3 apply. |\n`,
  ],
  LINT_ATTRIBUTE_ABSENT: [containers('maxByteSize'), containers()],
  LINT_PARAMETER_DIFFERS: [record(parameters('| Result Persistence - how long | O | O | O | O | O |')), record(parameters('| Result Persistence - how long | O | O | O | O | N/A |'))],
  LINT_ABBREVIATION_TWICE: ['## 3.3 Abbreviations\n\nADN Application Dedicated Node\n\nADN Application Device Node\n', '## 3.3 Abbreviations\n\nASM CSF Application Management CSF\n\nASM Application Management\n\nCSE Common Services Entity\n'],
  LINT_WORD_TWICE: ['The lamp is is on.\n', 'The lamp that that lamp lights is on.\n'],
  LINT_ARTICLE: ['It is an lamp.\n', 'It is a lamp, a unit, a user, an old one, an hour and a one-way street.\n'],
  LINT_WORD_SPELLING: ['The cancellation, another cancellation and one cancelation.\n', 'The cancellation, another cancellation and one that is cancelled.\n'],
  LINT_TERM_INCOMPLETE: [`${'It asks the Hosting CSE. '.repeat(9)}The Hosting shall answer.\n`, `${'It asks the Hosting CSE. '.repeat(9)}The Hosting CSE shall answer.\n`],
  LINT_PHRASE: [`${'It has a value of "ON". '.repeat(6)}It has a value or "OFF".\n`, `${'It has a value of "ON". '.repeat(6)}It has a value of "OFF".\n`],
  LINT_QUOTES: ['It says “on and off.\n', 'It says “on” and "off".\n'],
  LINT_STRAY_STOP: ['The values in. the list.\n', 'The values, e.g. these, i.e. those. They end.\n'],
  LINT_DASHES: ['"Cancel lamp – done", "Delete lamp – done" and "Delete lamp - late".\n', '"Cancel lamp – done" and "Delete lamp – late".\n'],
  LINT_BOOLEAN_QUOTED: ['It is "TRUE", then FALSE.\n', 'It is TRUE, then FALSE.\n'],
  LINT_KEYWORD: [
    ['upload shall use the Upload mechanism', 'reboot shall use the Reboot mechanism', 'reset shall use the Reset mechanism', 'download may use the Download mechanism'].map((text) => `The ${text.replace(/ (shall|may)/, ' operation $1')} defined there.\n`).join('\n'),
    ['upload shall use the Upload mechanism', 'reboot shall use the Reboot mechanism', 'reset shall use the Reset mechanism', 'download shall use the Download mechanism'].map((text) => `The ${text.replace(/ (shall|may)/, ' operation $1')} defined there.\n`).join('\n'),
  ],
};

describe('every rule', () => {
  it('stands in docs/lint.md, with its severity', () => {
    const page = readFileSync(path.resolve(import.meta.dirname, '../../docs/lint.md'), 'utf8');
    const rows = [...page.matchAll(/^\| `(LINT_\w+)` \| (\w+) \| (.+) \|$/gm)].map(([, code, severity, title]) => [code, severity, title]);
    expect(rows).toEqual(Object.entries(lintCodes).map(([code, { severity, title }]) => [code, severity, title]));
  });

  it('has a case', () => {
    expect(Object.keys(cases).sort()).toEqual(Object.keys(lintCodes).sort());
  });

  it.each(Object.entries(cases))('%s is found where it is, and only there', async (code, [bad, good]) => {
    const found = (await lint(bad)).filter((d) => d.code === code);
    expect(found.length).toBeGreaterThan(0);
    for (const { place, hint, message, severity } of found) {
      expect(place?.line).toBeGreaterThan(0);
      expect(hint).toBeTruthy();
      expect(message).toBeTruthy();
      expect(severity).toBe(lintCodes[code as keyof typeof lintCodes].severity);
    }
    expect((await lint(good)).filter((d) => d.code === code)).toEqual([]);
  });
});

describe('without anything known', () => {
  /** Rules that compare with published types and tables. */
  const needKnown: readonly (keyof typeof lintCodes)[] = [
    'LINT_SHORT_NAME_DIFFERS',
    'LINT_NUMBER_DIFFERS',
    'LINT_VALUE_CASE', 'LINT_VALUE_TYPES', 'LINT_MANDATORY_AT_CREATE', 'LINT_TYPE_DEFAULT', 'LINT_TYPE_CLAIMED', 'LINT_INHERITED_MISSING', 'LINT_FIXED_NAME',
    'LINT_COMMON_UNKNOWN', 'LINT_NO_PARENT', 'LINT_CHILD_ANNOUNCED', 'LINT_COMMAND_MISSING', 'LINT_COPY_OF_STRUCTURE', 'LINT_RESOURCE_UNKNOWN',
    'LINT_TYPE_UNKNOWN', 'LINT_DEFAULT_UNKNOWN', 'LINT_STAGES_CHILD', 'LINT_STAGES_NAME', 'LINT_UNIVERSAL_MISSING',
    'LINT_ATTRIBUTE_ABSENT', 'LINT_PARAMETER_DIFFERS', 'LINT_STATUS_UNKNOWN', 'LINT_LIST_OF_TYPES', 'LINT_VALUE_OTHER', 'LINT_UNIVERSAL_DIFFERS',
  ]; // prettier-ignore

  it.each(Object.entries(cases))('%s needs no published tables, or is silent', async (code, [bad]) => {
    const document = await readDocument(new TextEncoder().encode(bad), 'cr.md', 'accepted', new Diagnostics());
    const found = lintDocument(document!, recognise(document!, new Diagnostics()), undefined).some((d) => d.code === code);
    expect(found).toBe(!needKnown.includes(code as keyof typeof lintCodes));
  });
});

describe('any document', () => {
  it.each(['creation ', 'the colour attribute, ', 'set the colour attribute to NULL and ', 'can be A or ', 'a value of ', 'Figure 5.1-1 defines ', 'X_Y ', '(associated with ', 'AbCd RPC ', '<lamp> resource ', 'A. '])(
    'full of %j is linted in bounded time',
    async (words) => {
      const text = words.repeat(Math.floor(100_000 / words.length));
      expect(await lint(`${attributes(`| colour | 1 | RO | ${text} |`)}${text}\n`)).toBeDefined();
    },
    20_000,
  );

  const pieces = [...new Set(Object.values(cases).flat().flatMap((text) => text.split(/(?<=\n)/)))];

  it('is linted without throwing, the same way twice, at places that exist', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(fc.constantFrom(...pieces), fc.constantFrom('__proto__ attribute\n', '<constructor> resource\n', '((((\n', '$&\\1 attribute (*\n', '| [a | (b |\n')), { maxLength: 40 }), async (parts) => {
        const text = parts.join('');
        fc.pre(/\S/.test(text));
        const found = await lint(text);
        expect(await lint(text)).toEqual(found);
        for (const { place } of found) expect(place!.line).toBeLessThanOrEqual(text.split('\n').length);
      }),
      { numRuns: 150 },
    );
  });

  it('has names that mean something in an expression or an object', async () => {
    const hostile = ['__proto__', 'constructor', 'toString', 'a(b', 'a[b', 'a.*', '$&', 'a\\\\d', '(?:'];
    const rows = hostile.map((name) => `| ${name} | 1 | R0 | The result of PENDING – This is the default value. See clause 1.1. Set to NULL. |`).join('\n');
    const found = await lint(`${attributes(rows)}It shall set the __proto__ attribute to NULL upon creation, and the constructor attribute.\n`);
    expect(found.filter((d) => d.code === 'LINT_ACCESS').length).toBeGreaterThan(0);
  });
});

it.each<readonly [string, string]>([
  ['a word', 'a'.repeat(100_000)],
  ['a name', 'ABC_'.repeat(25_000)],
  ['numbers', '1.'.repeat(50_000)],
  ['brackets', '['.repeat(100_000)],
  ['many words', 'word and '.repeat(12_000)],
  ['clauses of others', Array.from({ length: 20_000 }, (_, i) => `[14] clause 7.${i}`).join(' ')],
  ['clauses that are not there, of many', `${Array.from({ length: 3000 }, (_, i) => `## 7.${i} Title`).join('\n\n')}\n\n${Array.from({ length: 20_000 }, (_, i) => `clause 8.${i}`).join(', ')}`],
  ['many names', 'the a, '.repeat(15_000)],
  ['sentences that set nothing', 'set the value of the '.repeat(5000)],
])('a paragraph without end, of %s, takes no longer than another', async (_, text) => {
  await lint('hello');
  expect(await effort(() => lint(`${text}\n\n| ${text.slice(0, 20_000)} | b |\n|---|---|\n| ${text.slice(0, 20_000)} | d |\n`))).toBeLessThan(8);
});

it.each([
  ['clauses that say how success is answered', Array.from({ length: 20_000 }, (_, i) => `## 8.${String(i + 1)} Lamp\n\nThe fault code says so. A successful response primitive is sent.`).join('\n\n')],
  ['steps', Array.from({ length: 20_000 }, (_, i) => `Recv-6.${String(i)}: Light the lamp, and go on with Recv-6.${String(i + 100_000)}.`).join('\n\n')],
])('a document of many %s takes no more than its length', async (_, text) => {
  expect(await effort(() => lint(text, undefined))).toBeLessThan(20);
}, 120_000);

