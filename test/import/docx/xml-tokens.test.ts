import fc from 'fast-check';
import sax from 'sax';
import { describe, expect, it } from 'vitest';
import { readTokens } from '../../../generator/import/docx/xml-tokens.js';

/** Another parser of XML, asked for the same: what both read they read alike, and what the one refuses the other does. */
type Token = readonly [kind: 'open' | 'close' | 'text', name?: string, attributes?: unknown];

/** Texts that stand side by side are one. */
const joined = (tokens: readonly Token[]): readonly Token[] =>
  tokens.reduce<Token[]>((all, token) => {
    const last = all.at(-1);
    return token[0] === 'text' && last?.[0] === 'text' ? [...all.slice(0, -1), ['text', last[1]! + token[1]!]] : [...all, token];
  }, []);

class Refused extends Error {}
const refuse = (problem = ''): never => {
  throw new Refused(problem);
};

/** Undefined for what is refused. */
function read(into: (tokens: Token[]) => void): readonly Token[] | undefined {
  const tokens: Token[] = [];
  try {
    into(tokens);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return undefined;
  }
  return joined(tokens);
}

const ours = (xml: string) =>
  read((tokens) =>
    readTokens(xml, {
      open: (name, attributes, declares) => {
        const found = attributes();
        expect(declares).toBe(found.some(([raw]) => raw.startsWith('xmlns')));
        tokens.push(['open', name, Object.fromEntries([...found].reverse())]);
      },
      close: () => tokens.push(['close']),
      text: (text) => tokens.push(['text', text]),
      doctype: () => refuse(),
      fail: refuse,
    }),
  );

const theirs = (xml: string) =>
  read((tokens) => {
    const parser = sax.parser(true, { strictEntities: true } as sax.SAXOptions);
    let depth = 0;
    const text = (value: string): void => {
      if (depth > 0) tokens.push(['text', value]);
      else if (/[^ \t\r\n]/.test(value)) refuse();
    };
    parser.onerror = () => refuse();
    parser.ondoctype = () => refuse();
    parser.onsgmldeclaration = () => refuse();
    // It takes a second root element, and a section outside of the first.
    parser.onopentagstart = () => void (depth === 0 && tokens.length > 0 && refuse());
    parser.onopencdata = () => void (depth === 0 && refuse());
    parser.onopentag = ({ name, attributes }) => {
      depth++;
      tokens.push(['open', name, { ...attributes }]);
    };
    parser.onclosetag = () => {
      depth--;
      tokens.push(['close']);
    };
    parser.ontext = text;
    parser.oncdata = text;
    parser.write(xml).close();
  });

const pieces = [
  'text', ' ', '\n', 'é', '&amp;', '&#65;', '&#x1F600;', '&lt', '&nope;', '&', ';', '>', ']]>', '<!-- a -->', '<!-- a -- b -->', '<!---->', '<!-->', '<![CDATA[<a>&amp;]]>', '<![CDATA[', '<?pi a?>', '<?xml version="1.0"?>', '<?', '<!DOCTYPE a>', '<!x>', '<', '</', '/>', '</>',
  '<a>', '</a>', '</a >', '<w:b>', '</w:b>', '<a/>', '<a x="1"/>', '<a  w:x = \'2\' y="a>b">', '<a x="&quot;&#10;">', '<a x="&nope;">', '<a x="1"y="2">', '<a x>', '<a x=1>', '<a x="1" x="2">', '<a x="1"/ >', '<a xmlns="u" xmlns:w="v">', '<a\n xmlns:w="v"\tx="1"\n>', '<1>', '<a.b-c_d é="">', '</a.b-c_d>', '<a x="1', '"', '<a"b">', '<a <b>>', '<a =">',
]; // prettier-ignore

describe('XML is read as another parser reads it', () => {
  it.each(['', ' ', 'text', '\n<a/>\n', '<a/>text', '<a/><b/>', '<a>', '<a></b>', '<a></ab>', '<ab></a>', '<a><b></a></b>', ...pieces, ...pieces.map((piece) => `<a>${piece}</a>`), ...pieces.map((piece) => `${piece}</a>`)])('%j', (xml) => {
    expect(ours(xml)).toEqual(theirs(xml));
  });

  const { tree } = fc.letrec<{ tree: string }>((tie) => ({
    tree: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom(...pieces),
      fc.tuple(fc.constantFrom('a', 'w:b', 'é'), fc.constantFrom('', ' x="1"', " x='&lt;' y='2'", ' xmlns:w="v"'), fc.array(tie('tree'), { maxLength: 4 })).map(([name, attributes, inside]) => `<${name}${attributes}>${inside.join('')}</${name}>`),
    ),
  }));

  it('whatever stands where', () => {
    const counts = { read: 0, refused: 0 };
    fc.assert(
      fc.property(fc.array(tree, { maxLength: 4 }).map((trees) => `<r>${trees.join('')}</r>`), fc.option(fc.tuple(fc.nat(), fc.constantFrom(...'<>/"\'=& ax:-!?['))), (xml, change) => {
        const at = change === null ? 0 : change[0] % xml.length;
        const given = change === null ? xml : xml.slice(0, at) + change[1] + xml.slice(at + 1);
        const [one, other] = [ours(given), theirs(given)];
        counts[one === undefined ? 'refused' : 'read']++;
        // It takes white space behind "<", and a "</" at the end of all.
        if (!/<[/!?]?\s|<\/?$/.test(given)) expect([given, one]).toEqual([given, other]);
      }),
      { numRuns: 1000 },
    );
    expect(Math.min(counts.read, counts.refused)).toBeGreaterThan(50);
  });
});
