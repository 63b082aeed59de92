import { describe, expect, it } from 'vitest';
import { headerWords, isNote, nameIn, squeeze, unquoted, withoutFootnote } from '../../../generator/import/recognise/text.js';

describe('text of cells', () => {
  const cases: readonly (readonly [(text: string) => unknown, string, unknown])[] = [
    [squeeze, ' 0..1\u00A0\n(L) ', '0..1 (L)'],
    [squeeze, 'soft\u00ADware\u200BName', 'softwareName'],
    [withoutFootnote, '0..1 (note)', '0..1'],
    [withoutFootnote, '0..1 (L) (see notes 1, 2 and 3)', '0..1 (L)'],
    [withoutFootnote, 'O see note', 'O'],
    [withoutFootnote, 'stateTag, note 1', 'stateTag'],
    [withoutFootnote, 'op*', 'op'],
    [withoutFootnote, 'power²', 'power'],
    [withoutFootnote, 'Value restrictions and Notes', 'Value restrictions and Notes'],
    [withoutFootnote, 'Note', 'Note'],
    [withoutFootnote, '*', '*'],
    [headerWords, 'RW/\nRO/\nWO', 'rw ro wo'],
    [headerWords, 'Default Handling\n(note 2)', 'default handling'],
    [headerWords, 'Attributes of \n<softwareCampaign>', 'attributes of softwarecampaign'],
    [unquoted, '“DOWNLOAD”', 'DOWNLOAD'],
    [unquoted, '""', ''],
    [isNote, 'NOTE 2:\twords', true],
    [isNote, 'NOTE-1: words', true],
    [isNote, "Editor's note: words", true],
    [isNote, 'notebook', false],
    [isNote, 'notification', false],
    [nameIn, '@resourceName', { name: 'resourceName', repaired: false }],
    [nameIn, 'M2M-Ext-ID', { name: 'M2M-Ext-ID', repaired: false }],
    [nameIn, '[objectAttribute]', { name: '[objectAttribute]', repaired: false }],
    [nameIn, 'dynamicAuthorization\nConsultationIDs', { name: 'dynamicAuthorizationConsultationIDs', repaired: true }],
    [nameIn, 'accessControl PolicyIDs', { name: 'accessControlPolicyIDs', repaired: true }],
    [nameIn, 'resource specific attribute name', undefined],
    [nameIn, 'Request Identifier', undefined],
    [nameIn, 'name\nof attribute', undefined],
    [nameIn, 'a / b', undefined],
    [nameIn, '', undefined],
  ];
  for (const [read, given, want] of cases) it(`${read.name} of ${JSON.stringify(given)}`, () => expect(read(given)).toEqual(want));

  it('stays linear in the length of a text', () => {
    const long = 200_000;
    for (const text of [
      'note ' + '1'.repeat(long) + 'x',
      '“'.repeat(long) + 'x',
      '*'.repeat(long) + 'x',
      'a '.repeat(long),
      ' '.repeat(long) + 'x',
      '(note ' + '1 and '.repeat(long),
    ]) {
      for (const read of [squeeze, withoutFootnote, headerWords, unquoted, isNote, nameIn]) read(text);
    }
  });
});
