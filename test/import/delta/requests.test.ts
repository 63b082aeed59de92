import { describe, expect, it } from 'vitest';
import { Diagnostics } from '../../../generator/diagnostics/diagnostic.js';
import { importDocuments } from '../../../generator/import/import.js';
import { changeInWords, changesInWords } from '../../../generator/import/merge/changes.js';
import { madeUp } from '../../../generator/import/merge/workspace.js';
import { analyse } from '../../../generator/pipeline.js';
import { partOfSpecification } from '../../support/part-of-specification.js';

/** What the requests are about, and what stands beside it. */
const definitions = partOfSpecification('AE', 'CSEBase', 'allJoynSvcObject', 'battery', 'container', 'contentInstance', 'crossResourceSubscription', 'eventLog', 'flexContainer', 'group', 'node', 'policyDeletionRules', 'remoteCSE', 'softwareCampaign', 'subscription', 'timeSeries', 'token');

/** What a Change Request against the definitions of this repository changes, apart from XSDs that follow, and what is said about it. */
async function request(document: string, lines: string): Promise<{ readonly changes: readonly string[]; readonly remarks: readonly string[]; readonly deleted: readonly string[]; readonly leftOut: readonly string[]; readonly id: string | undefined; readonly lines: readonly string[]; readonly unplaced: readonly string[]; readonly placed: readonly string[]; readonly madeUp: readonly string[]; readonly misfits: readonly string[]; readonly result: ReadonlyMap<string, string> }> {
  const found = new Diagnostics();
  const examine = (all: ReadonlyMap<string, string>) => Promise.resolve(analyse(all).diagnostics.list());
  const bytes = Buffer.from(`CR against: ${document}\n${lines}`);
  const { changes, leftOut, documents, sources, completed } = await importDocuments([{ file: 'cr.md', bytes }], definitions, definitions, found, { view: 'accepted', examine });
  return {
    changes: changes.map(changeInWords).filter((text) => !text.startsWith('XSD document')),
    remarks: found.list().map(({ code }) => code),
    deleted: found.list().flatMap(({ code, message }) => (code === 'IMPORT_DELETED' ? [message] : [])),
    leftOut: leftOut.map(({ what }) => what),
    id: documents[0]?.facts.document,
    lines: changesInWords(changes),
    unplaced: found.list().flatMap(({ message, place }) => (place === undefined ? [message] : [])),
    placed: changes.flatMap(({ kind, name, place }) => (kind === 'removed' && place !== undefined ? [`${name}:${place.line}`] : [])),
    madeUp: completed.flatMap(({ what, name, from }) => (from === madeUp ? [`${what} ${name}`] : [])),
    misfits: found.list().flatMap(({ message }) => /"(\w+)" is no value/.exec(message)?.[1] ?? []),
    result: sources,
  };
}

const containers = (...rows: readonly string[]): string => `
Table 9.6.6-2: Attributes of <container> resource

| Attributes of <container> | Multiplicity | RW/RO/WO | Description | <containerAnnc> Attributes |
|---|---|---|---|---|
${rows.join('\n')}
`;

const values = (type: string, table: string, ...rows: readonly string[]): string => `
Table ${table}: Interpretation of m2m:${type}

| Value | Interpretation |
|---|---|
${rows.join('\n')}
`;

describe('a Change Request against published definitions', () => {
  it('renumbers nothing by an unmarked row, however wrong that is', async () => {
    const { changes, remarks } = await request('TS-0004 V3.32.0', values('responseType', '6.3.4.2.6-1', '| 5 | flexBlocking |', '| {++6++} | {++lazyBlocking++} |'));
    expect(changes).toEqual(['enumeration value m2m:responseType.lazyBlocking added: 6']);
    expect(remarks).toContain('IMPORT_CONTEXT');
  });

  it('says where what it deletes reads otherwise, table by table', async () => {
    const codes = '\nTable 6.6.3.5-1: RSCs for Originator error response\n\n| Numeric Code | Description |\n|---|---|\n| {--4126--} | {--WRONG_NAME--} |\n';
    const rows = ['| {--maxByteSize--} | {--1--} | {--RW--} | {--Words.--} | {--OA--} |', '| maxInstanceAge | 0..1 | {~~WO~>RO~~} | Words. | OA |', '| {--maxNumber--} | {--0..1--} | {--RW--} | {--Words.--} | {--OA--} |'];
    const { deleted } = await request('TS-0004 V3.32.0', values('logTypeId', '6.3.4.2.23-1', '| {~~4~>6~~} | Panic |', '| {--3--} | {--Alarm--} |') + containers(...rows) + codes);
    expect(deleted).toEqual([
      expect.stringContaining('m2m:logTypeId 3 is Alarm, and Event there; m2m:logTypeId 4 is Panic, and Trace there'),
      expect.stringContaining('container.maxByteSize multiplicity 1, and 0..1 there; container.maxNumber is not there; container.maxInstanceAge access WO, and RW there'),
      expect.stringContaining('status code 4126 is WRONG_NAME, and '),
    ]);
  });

  it('says nothing of that where it is there, or has been replaced before', async () => {
    const rows = ['| maxByteSize | 0..1 | {~~RW~>RO~~} | Words. | OA |', '| {--maxInstanceAge--} | {--0..1--} | {--RW--} | {--Words.--} | {--OA--} |', '| {~~maxNumber~>maxNrOfInstances~~} | 0..1 | {~~RO~>RW~~} | Words. | OA |'];
    expect((await request('TS-0001 V3.36.0', containers(...rows))).deleted).toEqual([]);
  });

  it('keeps Create and Update as TS-0004 prints them where it marks an access alone, and says both in an erratum', async () => {
    const { changes, remarks, result } = await request('TS-0001 V3.36.0', containers('| maxByteSize | 0..1 | {~~RW~>RO~~} | Words. | OA |'));
    expect(changes).toEqual(['container.maxByteSize access RW → RO']);
    expect(remarks).toContain('IMPORT_CONTRADICTION');
    const { attributes } = JSON.parse(result.get('tables/resources/container.json')!) as { readonly attributes: readonly { readonly name: string; readonly errata?: readonly string[] }[] };
    const row = attributes.find(({ name }) => name === 'maxByteSize')!;
    expect(row).toMatchObject({ access: 'RO', create: 'O', update: 'O', errata: [expect.any(String)] });
    const { errata } = JSON.parse(result.get('errata.json')!) as { readonly errata: readonly { readonly id: string; readonly printed: string; readonly use: string; readonly why: string }[] };
    expect(errata.find(({ id }) => id === row.errata?.[0])).toMatchObject({ printed: 'RO; Create O, Update O', use: 'Create O, Update O', why: expect.stringContaining('clause 7.4.6.1 of TS-0004') });
  });

  it('says what the access is, and where, although it prints Create and Update alone', async () => {
    const cells = '\nTable 7.4.6.1-3: Resource specific attributes of <container> resource\n\n| Attribute Name | Request Optionality Create | Request Optionality Update | Data Type | Default Value and Constraints |\n|---|---|---|---|---|\n| maxByteSize | O | {~~O~>NP~~} | xs:nonNegativeInteger | |\n';
    const { changes, remarks, result } = await request('TS-0004 V3.32.0', cells);
    expect(changes).toEqual(['container.maxByteSize update O → NP']);
    expect(remarks).toContain('IMPORT_CONTRADICTION');
    const { errata } = JSON.parse(result.get('errata.json')!) as { readonly errata: readonly { readonly printed: string; readonly why: string }[] };
    expect(errata.at(-1)).toMatchObject({ printed: 'RW; Create O, Update NP', why: expect.stringContaining('the access is RW in clause 9.6.6 of TS-0001') });
  });

  it('says so of a row, too, that cites an erratum about something else', async () => {
    const { changes, remarks } = await request('TS-0001 V3.36.0', '\nTable 9.6.18-2: Attributes of <node> resource\n\n| Attributes of <node> | Multiplicity | RW/RO/WO | Description | <nodeAnnc> Attributes |\n|---|---|---|---|---|\n| roamingStatus | 0..1 | {~~RO~>RW~~} | Words. | OA |\n');
    expect(changes).toEqual(['node.roamingStatus access RO → RW']);
    expect(remarks).toContain('IMPORT_CONTRADICTION');
  });

  it('takes a row that it shows for known where the published one has a slip of the pen', async () => {
    const children = '\nTable 9.6.4-1: Child resources of <remoteCSE> resource\n\n| Child Resources of <remoteCSE> | Child Resource Type | Multiplicity | Description |\n|---|---|---|---|\n| [variable] | \\<flexContaineAnnc> | 0..n | Words. |\n| {++[variable]++} | {++\\<token>++} | {++0..n++} | {++Words.++} |\n';
    const { changes, remarks } = await request('TS-0001 V3.36.0', children);
    expect([changes, remarks]).toEqual([['child remoteCSE child token added'], []]);
  });

  it('keeps Create as TS-0004 prints it where it marks a multiplicity alone, and says so', async () => {
    const types = (row: string) => `\nTable 9.6.13-2: Attributes of <group> resource\n\n| Attributes of <group> | Multiplicity | RW/RO/WO | Description | <groupAnnc> Attributes |\n|---|---|---|---|---|\n${row}\n`;
    const { changes, remarks } = await request('TS-0001 V3.36.0', types('| maxNrOfMembers | {~~1~>0..1~~} | RW | Words. | OA |'));
    expect(changes).toEqual(['group.maxNrOfMembers multiplicity 1 → 0..1']);
    expect(remarks).toContain('IMPORT_CONTRADICTION');
  });

  it('takes a default away whose text it deletes, and says what it cannot take away', async () => {
    const cells = (...rows: readonly string[]): string => `\nTable 7.4.13.1-3: Resource Specific Attributes of <group> resource\n\n| Attribute Name | Request Optionality Create | Request Optionality Update | Data Type | Default Value and Constraints |\n|---|---|---|---|---|\n${rows.join('\n')}\n`;
    const { changes, remarks } = await request('TS-0004 V3.32.0', cells('| memberType | O | NP | m2m:memberType | {--Default value is "mixed"--} |', '| maxNrOfMembers | {--M--} | O | xs:positiveInteger | |'));
    expect(changes).toEqual(['group.memberType default 0 → none']);
    expect(remarks.filter((code) => /EMPTIED|DELETED/.test(code))).toEqual(['IMPORT_EMPTIED']);
  });

  it('calls no row unmarked of which a number or a short name is marked', async () => {
    const numbered = await request('TS-0004 V3.32.0', values('logTypeId', '6.3.4.2.23-1', '| {~~5~>6~~} | Panic |'));
    expect(numbered.changes).toContain('enumeration value m2m:logTypeId.Panic added: 6');
    const named = await request('TS-0004 V3.32.0', '\nTable 8.2.3-2: Resource attribute short names (2/6)\n\n| Attribute Name | Occurs in | Short Name |\n|---|---|---|\n| maxInstanceAge | container | {--mia--}{++mage++} |\n');
    expect(named.changes).toEqual(['short name of maxInstanceAge mia → mage']);
    expect([...numbered.remarks, ...named.remarks]).not.toContain('IMPORT_CONTEXT');
  });

  it('adds an attribute to a specialization whose table has no column of announcement, and to its announced variant', async () => {
    const { changes, leftOut } = await request('TS-0001 V3.36.0', '\nTable D.7-2: Attributes of [battery] resource\n\n| Attributes of [battery] | Multiplicity | RW/RO/WO | Description |\n|---|---|---|---|\n| … | | | |\n| {++batteryVoltage++} | {++0..1++} | {++RO++} | {++Volts.++} |\n');
    expect(leftOut).toEqual([]);
    expect(changes).toEqual(['attribute battery.batteryVoltage added']);
  });

  it.each([
    ['another column changes', '| memberType | {--O--}{++M++} | NP | m2m:memberType | {--Default is MIXED--}{++MAYBE++} |', ['MAYBE']],
    ['the row is new', '| {++steam++} | {++O++} | {++O++} | {++xs:boolean++} | {++Default is MAYBE++} |', ['MAYBE']],
    ['its type changes', '| consistencyStrategy | O | NP | {--m2m:consistencyStrategy--}{++xs:boolean++} | {++MAYBE++} |', ['MAYBE']],
    ['nothing else changes', '| memberType | O | NP | m2m:memberType | {--Default is MIXED--}{++MAYBE++} |', ['MAYBE']],
    ['not: it is one', '| memberType | {--O--}{++M++} | NP | m2m:memberType | {--Default is MIXED--}{++AE++} |', []],
    ['not: it is unmarked', '| memberType | {--O--}{++M++} | NP | m2m:memberType | MAYBE |', []],
    ['not: it is deleted', '| memberType | {--O--}{++M++} | NP | m2m:memberType | {--MAYBE--} |', []],
  ])('says of a marked default that it is no value of the type, where %s', async (_, row, want) => {
    const { misfits } = await request('TS-0004 V3.32.0', `\nTable 7.4.13.1-3: Resource specific attributes of <group> resource\n\n| Attribute Name | Request Optionality Create | Request Optionality Update | Data Type | Default Value and Constraints |\n|---|---|---|---|---|\n${row}\n`);
    expect(misfits).toEqual(want);
  });

  it('renames an attribute of whose name a part is marked, whatever else of its row is', async () => {
    const { changes } = await request('TS-0001 V3.36.0', containers('| max{--Nr--}{++Number++}OfInstances | 0..1{++ (L)++} | R{--W--}{++O++} | Words. | {--O--}{++M++}A |'));
    expect(changes[0]).toBe('attribute container.maxNrOfInstances renamed to maxNumberOfInstances');
    expect(changes.filter((text) => /added|removed/.test(text))).toEqual([]);
  });

  it('renumbers a value wherever its number stands', async () => {
    const { changes, leftOut } = await request('TS-0004 V3.32.0', values('notificationContentType', '6.3.4.2.18-1', '| {~~5~>9~~} | TimeSeries notification |') + values('memberType', '6.3.4.2.11-1', '| {~~0~>900~~} | mixed |'));
    expect(leftOut).toEqual([]);
    expect(changes).toEqual(expect.arrayContaining(['enumeration value m2m:notificationContentType.TimeSeries notification added: 9', 'rule content-type-5-for-events of subscription when {"notificationContentType":5} → {"notificationContentType":9}', 'timeSeriesNotification notificationContentTypes 5 → 9', 'subscription.notificationContentType values [5] → [9]', 'group.memberType default 0 → 900']));
  });

  it.each([
    ['put between others', ['| 1 | AND operation |', '| {++2++} | {++XOR operation++} |', '| {~~2~>3~~} | OR operation |'], { 1: 'AND operation', 2: 'XOR operation', 3: 'OR operation' }, 3],
    ['that others move up for', ['| {++1++} | {++NAND operation++} |', '| {~~1~>2~~} | AND operation |', '| {~~2~>3~~} | OR operation |'], { 1: 'NAND operation', 2: 'AND operation', 3: 'OR operation' }, 3],
    ['deleted, with the next one in its place', ['| {--1--} | {--AND operation--} |', '| {~~2~>1~~} | OR operation |'], { 1: 'OR operation' }, 1],
    ['that change places', ['| {~~1~>2~~} | AND operation |', '| {~~2~>1~~} | OR operation |'], { 1: 'OR operation', 2: 'AND operation' }, 1],
  ])('gives each value its own number, words and uses: one %s', async (_, rows, want, or) => {
    const { changes, remarks, result } = await request('TS-0004 V3.32.0', values('logicalOperator', '6.3.4.2.33-1', ...rows));
    expect(remarks).toEqual([]);
    const { enumerations } = JSON.parse(result.get('tables/enumerations.json')!) as { readonly enumerations: readonly { readonly type: string; readonly values: readonly { readonly value: number; readonly name: string; readonly description?: string }[] }[] };
    const { values: now } = enumerations.find(({ type }) => type === 'm2m:logicalOperator')!;
    expect(Object.fromEntries(now.map(({ value, name }) => [value, name]))).toEqual(want);
    expect(now.find(({ name }) => name === 'OR operation')!.description).toBe('One condition is enough.');
    expect(now.filter(({ description }) => description === 'One condition is enough.')).toHaveLength(1);
    expect(changes.filter((text) => text.startsWith('policyDeletionRules.'))).toEqual(or === 2 ? [] : [`policyDeletionRules.deletionRulesRelation default 2 → ${or}`]);
  });

  it('numbers a new management object that no table numbers', async () => {
    const rows = ['| mgmtDefinition | 1 | WO | Words. |', '| lampPower | 1 | RW | Words. |'];
    const { changes, leftOut, madeUp: made, result } = await request('TS-0001 V3.36.0', `\nThe [lampInfo] resource is a specialization of <mgmtObj>.\n\nTable D.13-2: Attributes of [lampInfo] resource\n\n| Attributes of [lampInfo] | Multiplicity | RW/RO/WO | Description |\n|---|---|---|---|\n${rows.map((line) => line.replace(/[^| ][^|]*[^| ]|\d/g, (cell) => `{++${cell}++}`)).join('\n')}\n`);
    expect([changes, leftOut]).toEqual([[expect.stringMatching(/^resource \[lampInfo\] added/)], []]);
    expect(made).toContain('number lampInfo 9200');
    expect(result.get('tables/enumerations.json')).toContain('{ "value": 9200, "name": "lampInfo", "provisional": true }');
  });

  it('renumbers what requests, contents and vectors say by number', async () => {
    const { changes, leftOut } = await request('TS-0004 V3.32.0', values('resultContent', '6.3.4.2.7-1', '| {~~6~>66~~} | child resource references |') + values('notificationEventType', '6.3.4.2.19-1', '| {~~8~>88~~} | Report_on_missing_data_points |'));
    expect(leftOut).toEqual([]);
    expect(changes).toEqual(expect.arrayContaining(['resourceRefList resultContents 6 → 66', expect.stringMatching(/^rule result-of-discovery of requestPrimitive .*\b66\b/), expect.stringMatching(/^subscription\.notificationContentType has .*\b88\b/)]));
  });

  it('moves the row that it moves, and no other', async () => {
    const cells = (mark: (text: string) => string): string => `| ${['maxByteSize', '0..1', 'RW', 'Words.', 'OA'].map(mark).join(' | ')} |`;
    const { changes } = await request('TS-0001 V3.36.0', containers('| … | | | | |', cells((text) => `{--${text}--}`), '| maxInstanceAge | 0..1 | RW | Words. | OA |', cells((text) => `{++${text}++}`), '| … | | | | |'));
    expect(changes).toHaveLength(1);
    expect(changes[0]).toContain('maxNrOfInstances, maxInstanceAge, maxByteSize, currentNrOfInstances');
  });

  it('takes an enumeration away whole, or leaves it as it is where something is of its type', async () => {
    const gone = (type: string, table: string, ...names: readonly string[]) => request('TS-0004 V3.32.0', values(type, table, ...names.map((name, i) => `| {--${i + 1}--} | {--${name}--} |`)));
    const used = await gone('logTypeId', '6.3.4.2.23-1', 'System', 'Security', 'Event', 'Trace', 'Panic');
    expect(used.changes).toEqual([]);
    expect(used.remarks).toEqual(['IMPORT_LEFT_OUT']);
    const both = await request('TS-0004 V3.32.0', `
Table D.11.1-2: Resource specific attributes of [eventLog]

| Attribute Name | Request Optionality Create | Request Optionality Update | Data Type | Default Value and Constraints |
|---|---|---|---|---|
| logTypeId | M | O | {--m2m:logTypeId--}{++xs:string++} | |
${values('logTypeId', '6.3.4.2.23-1', ...['System', 'Security', 'Event', 'Trace', 'Panic'].map((name, i) => `| {--${i + 1}--} | {--${name}--} |`))}`);
    expect(both.changes).toContain('enumeration m2m:logTypeId removed');
    expect(both.leftOut).toEqual([]);
  });

  it('says of a table that is deleted with its headings no more than of its rows, and where', async () => {
    const { remarks, unplaced, changes } = await request('TS-0004 V3.32.0', `
#### {--6.3.4.2.61 m2m:timeWindowType--}

{--Table 6.3.4.2.61-1: Interpretation of m2m:timeWindowType--}

| {--Value--} | {--Interpretation--} |
|---|---|
| {--1--} | {--PERIODICWINDOW--} |
| {--2--} | {--SLIDINGWINDOW--} |
`);
    expect([remarks, unplaced, changes]).toEqual([['IMPORT_LEFT_OUT'], [], []]);
  });

  it('says of a value that has another number that it is renumbered', async () => {
    const { lines } = await request('TS-0004 V3.32.0', values('memberType', '6.3.4.2.11-1', '| {~~0~>900~~} | mixed |'));
    expect(lines).toContain('enumeration value m2m:memberType.mixed renumbered: 0 → 900');
    expect(lines.filter((line) => /memberType\.mixed (?:added|removed)/.test(line))).toEqual([]);
  });

  it('moves an attribute to another resource with what is known of it', async () => {
    const { changes, remarks, result } = await request('TS-0001 V3.36.0', `
Table 9.6.13-2: Attributes of <group> resource

| Attributes of <group> | Multiplicity | RW/RO/WO | Description | <groupAnnc> Attributes |
|---|---|---|---|---|
| {--semanticSupportIndicator--} | {--0..1--} | {--RO--} | {--Words.--} | {--OA--} |
${containers('| {++semanticSupportIndicator++} | {++0..1++} | {++RO++} | {++Words.++} | {++OA++} |')}`);
    expect([...changes].sort()).toEqual(['attribute container.semanticSupportIndicator added', 'attribute group.semanticSupportIndicator removed']);
    expect(remarks).toEqual([]);
    const { attributes } = JSON.parse(result.get('tables/resources/container.json')!) as { readonly attributes: readonly { readonly name: string; readonly type: string }[] };
    expect(attributes.find(({ name }) => name === 'semanticSupportIndicator')?.type).toBe('xs:boolean');
  });

  describe('that marks requests of a resource which has no other table (Annex J)', () => {
    const objects = (...rows: readonly string[]): string => `\nTable J.7-2: Resource Specific Attributes of [allJoynSvcObject] resource\n\n| Attribute Name | Request Optionality Create | Request Optionality Update | Data Type | Default Value and Constraints |\n|---|---|---|---|---|\n${rows.join('\n')}\n`;

    it.each([
      ['| enable | M | {~~O~>NP~~} | xs:boolean | false |', ['enable update O → NP', 'enable access RW → WO']],
      ['| objectPath | M | {~~NP~>O~~} | xs:string | No default. |', ['objectPath update NP → O', 'objectPath access WO → RW']],
      ['| enable | {~~M~>O~~} | O | xs:boolean | false |', ['enable create M → O', 'enable multiplicity 1 → 0..1']],
      ['| enable | {~~M~>NP~~} | {~~O~>NP~~} | xs:boolean | false |', ['enable create M → NP', 'enable update O → NP', 'enable access RW → RO', 'enable multiplicity 1 → 0..1']],
    ])('makes access and multiplicity anew of them: %s', async (row, want) => {
      const { changes, remarks } = await request('TS-0004 V3.32.0', objects(row));
      expect([changes.map((text) => text.replace('allJoynSvcObject.', '')), remarks]).toEqual([want, []]);
    });

    it.each([
      ['xs:string', ['default false → "false"']],
      ['xs:integer', ['default false → none']],
    ])('takes an unmarked default for one of the new type, where it is one: %s', async (type, want) => {
      const { changes } = await request('TS-0004 V3.32.0', objects(`| enable | M | O | {~~xs:boolean~>${type}~~} | false |`));
      expect(changes.map((text) => text.replace('allJoynSvcObject.enable ', ''))).toEqual([`type xs:boolean → ${type}`, ...want]);
    });

    it('says what it makes up', async () => {
      const { changes, madeUp: made } = await request('TS-0004 V3.32.0', objects('| {++objectVersion++} | {++O++} | {++O++} | {++xs:string++} | |'));
      expect([changes, made]).toEqual([['attribute allJoynSvcObject.objectVersion added'], [expect.stringMatching(/^short name objectVersion [a-z]\w+$/)]]);
    });
  });

  it('takes what stands unmarked beside a name that it replaces for context, and cites what replaced it', async () => {
    const { changes, deleted, remarks, result } = await request('TS-0001 V3.36.0', containers('| max{--Nr--}{++Number++}OfInstances | 0..1 | RO | Words. | OA |'));
    expect(changes).toEqual(['attribute container.maxNrOfInstances renamed to maxNumberOfInstances']);
    expect(deleted).toEqual([expect.stringContaining('container.maxNrOfInstances access RO, and RW there')]);
    expect(remarks).not.toContain('IMPORT_CONTEXT');
    const { attributes } = JSON.parse(result.get('tables/resources/container.json')!) as { readonly attributes: readonly { readonly name: string; readonly access: string; readonly source?: { readonly document: string } }[] };
    expect(attributes.find(({ name }) => name === 'maxNumberOfInstances')).toMatchObject({ access: 'RW', source: { document: 'TS-0001-CR-cr' } });
  });

  it('says where the rows stand that it deletes, and of none that it changes nothing, though a base has one like it', async () => {
    const { changes, remarks, placed } = await request('TS-0004 V3.32.0', `
Table D.7.1-2: Resource specific attributes of [battery]

| Attribute Name | Request Optionality Create | Request Optionality Update | Data Type | Default Value and Constraints |
|---|---|---|---|---|
| mgmtDefinition | M | NP | See clause 7.4.15 | 1006 (battery) |
| {--objectIDs--} | {--O--} | {--NP--} | {--See clause 7.4.15--} | |
| {--batteryStatus--} | {--M--} | {--O--} | {--m2m:batteryStatus--} | |
`);
    expect(changes).toEqual(['attribute battery.objectIDs removed', 'attribute battery.batteryStatus removed']);
    expect([remarks, placed]).toEqual([[], ['battery.objectIDs:8', 'battery.batteryStatus:9']]);
  });

  it('replaces an attribute where nothing of its row stays', async () => {
    const { changes } = await request('TS-0001 V3.36.0', containers('| {--ontologyRef--}{++retention++} | {--0..1--}{++1++} | {--RW--}{++RO++} | Words. | {--OA--}{++NA++} |'));
    expect(changes).toContain('attribute container.ontologyRef removed');
  });
});
