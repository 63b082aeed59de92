import fc from 'fast-check';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { describe, expect, test } from 'vitest';
import { inlineText } from '../../../generator/import/markdown/inline.js';

interface Node {
  readonly type: string;
  readonly value?: string;
  readonly children?: readonly Node[];
}

/** What CommonMark says of a line, with names in angle brackets as text: nothing that inlineText does itself. */
function parsed(markdown: string): string {
  const textOf = ({ value = '', type, children }: Node): string => (type === 'html' && /^<\/?b>|<br ?\/?>/.test(value) ? (value.startsWith('<br') ? '\n' : '') : children === undefined ? value : children.map(textOf).join(''));
  return textOf(fromMarkdown(markdown, { extensions: [{ disable: { null: ['definition', 'htmlFlow', 'headingAtx', 'list', 'blockQuote', 'codeIndented', 'thematicBreak'] } }] }) as Node);
}

describe('text in a line of Markdown', () => {
  const pieces = ['<node>', '</b>', '<b>', '<br>', '<br/>', '<br />', '<', '>', '< 5', '<a_b>', '<1>', '</', '[node]', '[', ']', '[1]', ' ', ' ', 'a', '_', 'x_y', '-', ':', '!', '|', '(c)', 'é', '0..1 (L)', '<a <b>', '\\', '\\<', '\\>', '\\_', '\\*', '\\[', '\\&', '&lt;', '\\.', '/'];

  test('is what CommonMark makes of it, tags and brackets too', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 8 }).map((parts) => parts.join('')), (markdown) => {
        fc.pre(!/\]\(|\]:/.test(markdown));
        expect(inlineText(markdown).trim()).toBe(parsed(markdown).trim());
      }),
      { numRuns: 500 },
    );
  });

  test.each([
    ['<softwareCampaign>', '<softwareCampaign>'],
    ['RW/<br>RO', 'RW/\nRO'],
    ['the [1] of <node>Annc', 'the [1] of <node>Annc'],
    ['_<node>_', '<node>'],
    ['*[a]* of <b>', '[a] of '],
    ['[a](#b) <node>', 'a <node>'],
    ['[<node>](#b)', '<node>'],
    ['<https://onem2m.org>', 'https://onem2m.org'],
    ['&lt;node> <a>', '<node> '],
    ['a &amp; <node>', 'a & <node>'],
    ['\\<br>\\_\\&lt; of \\<node\\>', '<br>_&lt; of <node>'],
  ])('%s', (markdown, text) => {
    expect(inlineText(markdown)).toBe(text);
  });
});
