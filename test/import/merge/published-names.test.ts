import { expect, it } from 'vitest';
import { Diagnostics } from '../../../generator/diagnostics/diagnostic.js';
import { publishedElsewhere } from '../../../generator/import/merge/published-names.js';
import { Workspace } from '../../../generator/import/merge/workspace.js';

const groups = [
  { name: 'roots', kind: 'parameter', source: { document: 'TS-0004', clause: '8.2.2' }, names: { requestPrimitive: 'rqp', eventStart: 'evst', localTokenIDs: 'ltids' } },
  { name: 'members', kind: 'member', source: { document: 'TS-0004', clause: '8.2.5' }, names: { localTokenID: 'lti' } },
  { name: 'attributes', kind: 'attribute', source: { document: 'TS-0004', clause: '8.2.3' }, names: { devId: 'dvi' } },
];
const workspace = new Workspace(new Map([['tables/short-names.json', JSON.stringify({ $schema: 'schema/short-names.schema.json', groups, reserved: [] })]]));
const printedFor = (kind: 'attribute' | 'member', name: string): string | undefined => publishedElsewhere([workspace], kind, name, new Set(), new Diagnostics())?.printed;

it.each([
  ['attribute', 'devID', 'devId'],
  ['member', 'evenStart', 'eventStart'],
  ['member', 'devId', 'devId'],
  // A name is what is so spelt, wherever that is, before it is what is spelt alike.
  ['member', 'localTokenIDs', 'localTokenIDs'],
  // A request as a member is a request as a primitive; an attribute of that name is not.
  ['member', 'request', 'requestPrimitive'],
  ['attribute', 'request', undefined],
  ['member', 'response', undefined],
] as const)('the short name of the %s %s is that of %s', (kind, name, printed) => {
  expect(printedFor(kind, name)).toBe(printed);
});

it('another spelling is told where the document of now prints it', () => {
  const place = { file: 'TS-0004.md', line: 7, column: 1 };
  workspace.change({ kind: 'added', what: 'short name', name: 'devId', to: 'dvi', file: 'tables/short-names.json', place });
  const diagnostics = new Diagnostics();
  publishedElsewhere([workspace], 'attribute', 'devID', new Set(), diagnostics);
  expect(diagnostics.list()).toMatchObject([{ code: 'IMPORT_SPELLING', place }]);
});
