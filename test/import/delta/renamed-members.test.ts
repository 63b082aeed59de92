import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { run as diff } from '../../../generator/cli/diff.js';
import { run as imports } from '../../../generator/cli/import.js';
import { commandIn } from '../../support/command.js';
import { partOfSpecification } from '../../support/part-of-specification.js';

/** A member that has another name now: `import`, its dry run and `diff` say so, and the XSD follows in place. */
const sources = partOfSpecification('AE', 'CSEBase', 'container', 'crossResourceSubscription', 'dynamicAuthorizationConsultation', 'flexContainer', 'locationPolicy', 'node', 'reboot', 'softwareCampaign', 'subscription');
const folder = mkdtempSync(path.join(tmpdir(), 'specgen-members-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
for (const [file, text] of sources) {
  mkdirSync(path.dirname(path.join(folder, 'xsd', file)), { recursive: true });
  writeFileSync(path.join(folder, 'xsd', file), text);
}

const change = (type: string, ...rows: string[]): string =>
  ['CR against: TS-0004 V3.32.0', '', `Table 6.3.5-1: Type Definition of ${type}`, '', '| Element Path | Element Data Type | Multiplicity | Note |', '| --- | --- | --- | --- |', ...rows, ''].join('\n');

interface Said {
  readonly kind: string;
  readonly what: string;
  readonly name: string;
  readonly code: string;
  readonly subject: string;
  readonly to?: string;
}

async function said(text: string) {
  writeFileSync(path.join(folder, 'cr.md'), text);
  const context = (flags: Record<string, true> = {}) => commandIn(folder, ['cr.md'], { flags, settings: { format: 'json' } }).context;
  const dry = await imports(context({ 'dry-run': true }));
  const compared = await diff(context());
  const list = (of: typeof dry, shown: (change: Said) => string): readonly string[] => ((of.data as { changes: readonly Said[] }).changes ?? []).map(shown);
  return {
    exitCode: dry.exitCode,
    changes: list(dry, ({ kind, what, name }) => `${kind} ${what} ${name}`).filter((line) => !line.includes('XSD document')),
    members: list(dry, ({ kind, what, to }) => (kind === 'changed' && what === 'member' ? to! : '')).filter((text) => text !== ''),
    diff: list(compared, ({ code, subject }) => `${code} ${subject}`).filter((line) => !/^(?:DOCUMENT|ERRATUM)_/.test(line)),
    context: [dry, compared].map(({ diagnostics }) => diagnostics.flatMap(({ code, message }) => (code === 'IMPORT_CONTEXT' ? [message.replace(/^.*: /, '')] : []))),
    nameless: dry.diagnostics.flatMap(({ code, message }) => (code === 'IMPORT_NO_SHORT_NAME' ? [message] : [])),
    leftOut: dry.diagnostics.filter(({ code }) => code === 'IMPORT_LEFT_OUT').map(({ place, message }) => `${place?.line ?? '-'} ${message.slice(0, message.indexOf(' is left out'))}`),
  };
}

describe('members that have another name', () => {
  it.each([
    ['a word of it stays', '{--circRegion--}{++circRegionOfEarth++}', 'circRegionOfEarth'],
    ['nothing of it stays', '{--circRegion--}{++roundThing++}', 'roundThing'],
    ['as a replacement', '{~~circRegion~>roundThing~~}', 'roundThing'],
  ])('%s', async (_, cell, name) => {
    const { changes, diff: found } = await said(change('m2m:locationRegion', `| ${cell} | list of 3 xs:float | 0..1 | |`));
    expect(changes).toEqual([`renamed member m2m:locationRegion/${name}`]);
    expect(found).toEqual([`MEMBER_RENAMED m2m:locationRegion.${name}`]);
  }, 60_000);

  it('with another type', async () => {
    const { changes, diff: found } = await said(change('m2m:actionStatus', '| {--action--}{++deed++} | {--xs:anyURI--}{++xs:boolean++} | 0..1 | |'));
    expect(changes).toEqual(['renamed member m2m:actionStatus/deed', 'changed member m2m:actionStatus/deed']);
    expect(found.map((line) => line.split(' ')[0])).toEqual(['MEMBER_CHANGED', 'MEMBER_RENAMED']);
  }, 60_000);

  it.each([
    ['nothing', '| {--action--}{++deed++} | xs:anyURI | 1 | |', ['renamed member m2m:actionStatus/deed'], []],
    ['its number', '| action{++Taken++} | xs:boolean | {--0..1--}{++1++} | |', ['renamed member m2m:actionStatus/actionTaken', 'changed member m2m:actionStatus/actionTaken'], ['xs:anyURI, 1']],
    ['its type', '| action{++Taken++} | {--xs:anyURI--}{++xs:boolean++} | 1 | |', ['renamed member m2m:actionStatus/actionTaken', 'changed member m2m:actionStatus/actionTaken'], ['xs:boolean, 0..1']],
    ['of one that keeps its name, its number', '| action | xs:boolean | {--0..1--}{++1++} | |', ['changed member m2m:actionStatus/action'], ['xs:anyURI, 1']],
  ])('takes what stands unmarked beside it for context, and changes besides %s', async (_, row, want, as) => {
    const { changes, members } = await said(change('m2m:actionStatus', row));
    expect([changes, members]).toEqual([want, as]);
  }, 60_000);

  it('are beside one that the definitions have otherwise, and `import` and `diff` say so', async () => {
    const { changes, context } = await said(change('m2m:actionStatus', '| action | xs:boolean | 0..1 | |', '| {++deed++} | {++xs:anyURI++} | {++0..1++} | |'));
    expect(changes).toEqual(['added member m2m:actionStatus/deed']);
    expect(context).toEqual([1, 2].map(() => ['m2m:actionStatus/action type xs:boolean, and xs:anyURI there']));
  }, 60_000);

  it.each([
    ['that resources reach', 'm2m:actionStatus', '| {~~action~>deed~~} | xs:anyURI | 0..1 | |', 'deed'],
    ['that messages alone have', 'm2m:dynAuthRelMapResponse', '| {~~signature~>proof~~} | m2m:signatureList | 0..1 | |', 'proof'],
  ])('travel under the long one where no table has a short one for it, which is said: of a type %s', async (_, type, row, name) => {
    const { changes, nameless } = await said(change(type, row));
    expect([changes, nameless]).toEqual([[`renamed member ${type}/${name}`], [`no table has a short name for the member: ${name}`]]);
  }, 60_000);

  it('one row that goes and another that comes are two members', async () => {
    const { changes } = await said(change('m2m:actionStatus', '| {--action--} | {--xs:anyURI--} | {--0..1--} | |', '| status | m2m:statusCode | 0..1 | |', '| {++deed++} | {++xs:anyURI++} | {++0..1++} | |'));
    expect(changes).toEqual(['removed member m2m:actionStatus/action', 'added member m2m:actionStatus/deed']);
  }, 60_000);

  it.each([
    ['a command needs it', 'm2m:execReqArgsListType', '| reboot | {--m2m:rebootArgsType--}{++xs:integer++} | 0..n | |', '7 member m2m:execReqArgsListType/reboot'],
    ['tables of attributes have it', 'm2m:announcedFlexContainerResource', '| {--dynamicAuthorizationConsultationIDs--}{++whoDecides++} | list of xs:anyURI | 0..1 | |', '7 member m2m:announcedFlexContainerResource/whoDecides'],
  ])('is left out, by its name, where %s', async (_, type, row, what) => {
    const { exitCode, changes, leftOut } = await said(change(type, row));
    expect([exitCode, changes, leftOut]).toEqual([0, [], [what]]);
  }, 60_000);
});
