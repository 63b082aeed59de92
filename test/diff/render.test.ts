import fc from 'fast-check';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmTable } from 'micromark-extension-gfm-table';
import type { Root, RootContent } from 'mdast';
import { describe, expect, it } from 'vitest';
import { painter } from '../../generator/diagnostics/render-text.js';
import type { Change } from '../../generator/diff/change.js';
import { diffModels } from '../../generator/diff/diff.js';
import { renderReleaseNote } from '../../generator/diff/render-markdown.js';
import { renderChanges } from '../../generator/diff/render-text.js';
import { base, edits } from './edits.js';

const plain = painter(false);
const changesOf = (...names: readonly string[]): readonly Change[] =>
  diffModels(
    base,
    edits.filter((e) => names.includes(e.what)).reduce((model, e) => e.apply(model), base),
  );
const parse = (markdown: string): Root => fromMarkdown(markdown, { extensions: [gfmTable()], mdastExtensions: [gfmTableFromMarkdown()] });

const everyNode = (node: Root | RootContent): readonly (Root | RootContent)[] => [
  node,
  ...('children' in node ? node.children.flatMap((child) => everyNode(child as RootContent)) : []),
];

describe('a release note', () => {
  const note = renderReleaseNote({
    before: 'old',
    after: 'new',
    changes: changesOf('attribute renamed', 'mandatory attribute', 'value', 'published', 'enumeration described', 'status code'),
  });

  it('says first what breaks, for whom, and what to do; words come last', () => {
    expect(note.match(/^#+ .*$/gm)).toEqual([
      '# What changed from `old` to `new`',
      '## What breaks, and what to do',
      '### Who sends requests',
      '### Who reads responses',
      '### Who hosts resources',
      '## Renames, and why they are taken for such',
      '## All changes',
      '### &lt;gadget&gt;',
      '### Enumerations',
      '### Response status codes',
      '## Editorial',
    ]);
    expect(note).toContain(
      'The next version is a **major** one (before 1.0.0: a minor one): 6 changes, 3 breaking, 1 additive, 2 editorial.',
    );
    expect(note).toContain(
      '| `gadget.colour`: attribute added, mandatory in a CREATE | Send it in every CREATE | A CREATE without it is refused |',
    );
    expect(note).toContain('† Provisional');
  });

  it('without a break says so', () => {
    const calm = renderReleaseNote({ before: 'old', after: 'new', changes: changesOf('optional attribute') });
    expect(calm).toContain('The next version is a **minor** one (before 1.0.0: a patch): 1 change, 1 additive.');
    expect(calm).toContain('Nothing breaks for anybody.');
    expect(calm).not.toContain('†');
  });

  it('is made of tables whose rows are whole, whatever the names and descriptions contain', () => {
    const hostile = fc.string({
      unit: fc.constantFrom('|', '`', '\\', '<', '>', '*', '_', '[', ']', '(', '\n', '\u202e', '#', '&', 'a', ' ', '~', '!'),
    });
    const [renamed, described] = [changesOf('attribute renamed')[0]!, changesOf('described')[0]!];
    fc.assert(
      fc.property(hostile, hostile, hostile, (a, b, c) => {
        const changes: Change[] = [
          { ...renamed, subject: a, was: b, before: c, after: a, evidence: { score: 0.6, signs: [c] }, affects: [b] },
          { ...described, before: b, after: c, resource: a },
        ];
        const nodes = everyNode(parse(renderReleaseNote({ before: a, after: b, changes })));
        const widths = nodes.flatMap((node) => (node.type === 'table' ? node.children.map((row) => row.children.length) : []));
        expect(widths).toEqual([...Array<number>(4).fill(4), 3, 3, 3, 3, 3, 3, 4, 4, 7, 7, 3, 3]);
        expect(nodes.filter((node) => node.type === 'html' || node.type === 'link' || node.type === 'image')).toEqual([]);
        const shown = nodes.flatMap((node) => (node.type === 'text' || node.type === 'inlineCode' ? [node.value] : [])).join('');
        expect(shown).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
      }),
      { numRuns: 200 },
    );
  });
});

describe('on the terminal', () => {
  it('one change reads so', () => {
    expect(renderChanges(changesOf('attribute renamed in long'), plain).join('\n')).toMatchInlineSnapshot(`
      "<gadget>
        breaking  gadget.caption → gadget.pictureCaption: attribute renamed, short name kept ATTRIBUTE_RENAMED_LONG
                  caption → pictureCaption
                  breaking for senders: code, schemas and long-form payloads use the long name; on the wire nothing changes; to do: use the new name; payloads in short names stay as they are
                  breaking for readers: code, schemas and long-form payloads use the long name; on the wire nothing changes; to do: read the new name; payloads in short names stay as they are
                  breaking for hosts: code, schemas and long-form payloads use the long name; on the wire nothing changes; to do: rename it in code and stored data that use long names
                  evidence 1.00: same short name cap; "caption" is part of "pictureCaption"; same type xs:string; same place in the table; same description; same multiplicity 0..1; same access RW; same optionality O/O
                  tables/fixture.json:1:1 (DOC 1.2, Table 1.2-1)

      1 change: 1 breaking; version: major (before 1.0.0: minor)"
    `);
  });

  it('names and values cannot move the cursor', () => {
    const [change] = changesOf('attribute renamed');
    const text = renderChanges([{ ...change!, subject: 'a\u001b[2Jb', before: '\u0007', resource: '\u202e' }], plain).join('\n');
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
  });
});
