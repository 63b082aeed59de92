import { describe, expect, it } from 'vitest';
import { diffModels } from '../../generator/diff/diff.js';
import { analyse } from '../../generator/pipeline.js';
import type { Sources } from '../../generator/read/sources.js';
import { ourSources } from '../support/our-sources.js';
import { specification } from '../support/specification.js';

const sources = ourSources;

type Json = { [key: string]: unknown };
/** The specification before an edit of one of its definitions, which the test undoes in its head. */
function before(
  file: string,
  edit: (definition: Json) => void,
  more: (sources: Map<string, string>) => void = () => undefined,
): readonly string[] {
  const edited = new Map(sources);
  const definition = JSON.parse(sources.get(file)!) as Json;
  edit(definition);
  edited.set(file, JSON.stringify(definition));
  more(edited);
  const { model } = analyse(edited as Sources);
  return diffModels(model, specification).map(
    ({ code, subject, was, affects }) =>
      `${code} ${was === undefined ? '' : `${was} → `}${subject}${affects.length > 0 ? ` also ${affects.join(' ')}` : ''}`,
  );
}
const rows = (definition: Json, list: string): Json[] => definition[list] as Json[];
const row = (definition: Json, list: string, key: string, name: string): Json => rows(definition, list).find((r) => r[key] === name)!;
const drop = (definition: Json, list: string, key: string, name: string): void =>
  void (definition[list] = rows(definition, list).filter((r) => r[key] !== name));
const inFile =
  (file: string, from: string, to: string) =>
  (all: Map<string, string>): void =>
    void all.set(file, all.get(file)!.replaceAll(from, to));

describe('the specification, before an edit of one definition', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    [
      'without the holder that the Change Request adds to <execInstance> (TS-0001 9.6.17)',
      before('tables/resources/execInstance.json', (d) => drop(d, 'attributes', 'name', 'holder')),
      ['ATTRIBUTE_ADDED_OPTIONAL execInstance.holder'],
    ],
    [
      'with the name that [software] had (TS-0001 D.3), and the announced variant that follows it',
      before(
        'tables/resources/software.json',
        (d) => Object.assign(row(d, 'attributes', 'name', 'softwareName'), { name: 'name' }),
        (all) => inFile('tables/short-names.json', '"softwareName": "swn"', '"softwareName": "swn", "name": "swn"')(all),
      ),
      ['ATTRIBUTE_RENAMED_LONG software.name → software.softwareName also softwareAnnc.softwareName'],
    ],
    [
      'with a type of mgmtObj that specializations inherit',
      before('tables/resources/mgmtObj.json', (d) =>
        Object.assign(row(d, 'attributes', 'name', 'objectIDs'), { description: 'Otherwise.' }),
      ),
      ['ATTRIBUTE_DESCRIBED mgmtObj.objectIDs'],
    ],
    [
      'with a fault code that meant something else (TS-0006 8.2)',
      before('tables/fault-codes.json', (d) =>
        Object.assign(row(rows(d, 'tables')[0]!, 'rows', 'faultCode', 9010 as never) ?? (rows(d, 'tables')[0]!['rows'] as Json[])[0]!, {
          description: 'Otherwise.',
        }),
      ),
      [expect.stringMatching(/^FAULT_DESCRIBED \S+ 9\d\d\d$/) as never],
    ],
    [
      'with a choice of execStatus that meant a result',
      before('tables/exec-status-codes.json', (d) =>
        Object.assign(row(d, 'choices', 'name', 'STATUS_UPLOAD_FAILED'), { attribute: 'execStatus', publishedName: 'FINISHED' }),
      ),
      ['EXEC_STATUS_CODE_MAPPED ExecStatusCode.STATUS_UPLOAD_FAILED'],
    ],
    [
      'without a transition of campaignStatus',
      before('tables/machines/campaignStatus.json', (d) => void (d['transitions'] as Json[]).pop()),
      [expect.stringMatching(/^TRANSITION_ADDED(_REQUEST)? campaignStatus\./) as never],
    ],
    [
      'with messages of CWMP that held less',
      before('cwmp/messages.json', () => undefined, (all) => {
        inFile('cwmp/cwmp.xsd', '<xs:element name="ProductClass" type="cwmp:String64" />', '')(all);
        inFile('cwmp/cwmp.xsd', '<xs:element name="RetryCount" type="xs:unsignedInt" />', '')(all);
      }),
      ['MEMBER_ADDED_MANDATORY cwmp:DeviceIdStruct.ProductClass', 'MEMBER_ADDED_MANDATORY cwmp:Inform.RetryCount'],
    ],
    [
      'without one of its errata',
      before('errata.json', (d) => void (d['errata'] = rows(d, 'errata').filter((e) => e['id'] !== 'B67'))),
      ['ERRATUM_ADDED erratum B67'],
    ],
  ])('%s', (_, found, want) => expect(found).toEqual(want));

  it('with a provisional name of the user: the name changed, and everything that has it', () => {
    const { model } = analyse(sources, { shortNames: { campaignEnabled: 'cae' }, resourceTypes: { softwareCampaign: 77 } });
    const found = diffModels(model, specification).map((c) => ({ code: c.code, subject: c.subject, provisional: c.provisional }));
    expect(found).toEqual(
      expect.arrayContaining([
        { code: 'SHORT_NAME_CHANGED', subject: 'short name of attribute campaignEnabled', provisional: true },
        { code: 'RESOURCE_NUMBER', subject: 'softwareCampaign', provisional: true },
        { code: 'VALUE_RENUMBERED', subject: 'm2m:resourceType.softwareCampaign', provisional: true },
      ]),
    );
  });
});
