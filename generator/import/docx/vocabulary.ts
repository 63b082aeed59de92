import type { Body } from './body.js';
import { changeKinds } from './changes.js';
import { count, isOn } from './styles.js';
import { symbolOf } from './symbols.js';
import type { Merge } from './tables.js';
import type { Opener, Vocabulary } from './walker.js';

/**
 * What the elements of `document.xml` (ISO/IEC 29500-1, 17) mean for a reader of text. Elements of content that are not
 * listed are transparent: hyperlinks, content controls, smart tags, simple fields, formulas, drawings. Properties that
 * are not listed mean nothing here.
 */
export function documentVocabulary(body: Body): Vocabulary {
  const enter: Opener = () => undefined;
  const skip: Opener = () => 'skip';
  const wordless: Opener = () => body.contain();
  const character = (text: string): Opener => () => body.character(text);
  const each = (names: readonly string[], opener: Opener): [string, Opener][] => names.map((name) => [name, opener]);

  const runProperties: Vocabulary = {
    others: 'skip',
    openers: new Map<string, Opener>([
      ['w:rStyle', (attribute) => body.styleRun(attribute('w:val') ?? '')],
      ['w:vertAlign', (attribute) => body.setRaised(attribute('w:val') === 'superscript')],
      ['w:vanish', (attribute) => body.setHidden(isOn(attribute('w:val')))],
      ['w:rPrChange', () => body.runBefore()],
      ['w:rPr', enter],
    ]),
  };

  const paragraphMark: Vocabulary = { others: 'skip', openers: new Map(changeKinds.map((kind) => [`w:${kind}`, () => body.markParagraph(kind)])) };

  const paragraphProperties: Vocabulary = {
    others: 'skip',
    openers: new Map<string, Opener>([
      ['w:pStyle', (attribute) => body.setParagraph({ style: attribute('w:val') })],
      ['w:outlineLvl', (attribute) => body.setParagraph({ outline: count(attribute('w:val')) })],
      ['w:numPr', enter],
      ['w:ilvl', (attribute) => body.setParagraph({ numberingLevel: count(attribute('w:val')) })],
      ['w:numId', (attribute) => body.setParagraph({ numberingId: attribute('w:val') })],
      ['w:ins', () => body.numberingInserted()],
      ['w:rPr', () => ({ inside: paragraphMark })],
      ['w:pPrChange', () => body.paragraphBefore()],
      ['w:pPr', enter],
    ]),
  };

  const grid: Vocabulary = { others: 'skip', openers: new Map([['w:gridCol', () => body.gridColumn()]]) };

  const rowProperties: Vocabulary = {
    others: 'skip',
    openers: new Map<string, Opener>([
      ['w:tblHeader', (attribute) => body.setRow({ header: isOn(attribute('w:val')) })],
      ['w:gridBefore', (attribute) => body.setRow({ before: count(attribute('w:val')) ?? 0 })],
      ['w:gridAfter', (attribute) => body.setRow({ after: count(attribute('w:val')) ?? 0 })],
      ['w:ins', () => body.markRow('ins')],
      ['w:del', () => body.markRow('del')],
      ['w:trPrChange', () => body.rowBefore()],
      ['w:trPr', enter],
    ]),
  };

  const cellProperties: Vocabulary = {
    others: 'skip',
    openers: new Map<string, Opener>([
      ['w:gridSpan', (attribute) => body.setCell({ span: count(attribute('w:val')) ?? 0 })],
      ['w:vMerge', (attribute) => body.setCell({ vertical: mergeOf(attribute('w:val')) })],
      ['w:hMerge', (attribute) => body.setCell({ horizontal: mergeOf(attribute('w:val')) })],
      ['w:cellIns', () => body.markCell('ins')],
      ['w:cellDel', () => body.markCell('del')],
      ['w:cellMerge', (attribute) => body.cellMerged(mergeChange(attribute('w:vMerge')), mergeChange(attribute('w:vMergeOrig')))],
      ['w:tcPrChange', () => body.cellBefore()],
      ['w:tcPr', enter],
    ]),
  };

  const content: Vocabulary = {
    others: 'enter',
    openers: new Map<string, Opener>([
      ['w:p', () => body.paragraph()],
      ['w:pPr', () => ({ inside: paragraphProperties })],
      ['w:r', () => body.run()],
      ['w:rPr', () => ({ inside: runProperties })],
      ...each(['w:t', 'm:t'], () => body.collect()),
      ['w:delText', () => body.deletedText()],
      ...each(['w:tab', 'w:ptab'], character('\t')),
      ...each(['w:br', 'w:cr'], character('\n')),
      ['w:noBreakHyphen', character('-')],
      ['w:sym', (attribute) => body.character(symbolOf(attribute('w:font'), attribute('w:char')))],
      ['w:fldChar', (attribute) => body.field(attribute('w:fldCharType'))],
      ...each(['w:instrText', 'w:delInstrText'], () => {
        body.contain();
        return 'skip';
      }),
      ...each(['w:softHyphen', 'w:drawing', 'w:pict', 'w:object', 'w:commentReference', 'w:annotationRef'], wordless),
      ...each(['w:footnoteReference', 'w:endnoteReference'], () => body.note()),
      ...changeKinds.map((kind): [string, Opener] => [`w:${kind}`, () => body.change(kind)]),
      ['w:moveFromRangeStart', (attribute) => body.moveRange('moveFrom', attribute('w:name') ?? '')],
      ['w:moveToRangeStart', (attribute) => body.moveRange('moveTo', attribute('w:name') ?? '')],
      ['w:tbl', () => body.table()],
      ['w:tblGrid', () => ({ inside: grid })],
      ['w:tr', () => body.row()],
      ['w:trPr', () => ({ inside: rowProperties })],
      ['w:tc', () => body.cell()],
      ['w:tcPr', () => ({ inside: cellProperties })],
      ['w:txbxContent', () => body.textBox()],
      ['w:altChunk', () => body.embedded('a document of another format stands here')],
      ['w:subDoc', () => body.embedded('a document of its own stands here')],
      ...each(['w:tblPr', 'w:tblPrEx', 'w:sectPr', 'w:sdtPr', 'w:sdtEndPr', 'w:customXmlPr', 'w:smartTagPr', 'w:rubyPr'], skip),
      // The reading that stands above East Asian text.
      ['w:rt', skip],
    ]),
  };

  return {
    others: 'skip',
    openers: new Map<string, Opener>([
      ['w:document', enter],
      ['w:body', () => ({ inside: content, ...body.begin() })],
    ]),
  };
}

const mergeOf = (value: string | undefined): Merge => (value === 'restart' ? 'restart' : 'continue');

/** `w:cellMerge` has names of its own for the same. */
const mergeChange = (value: string | undefined): Merge | undefined => (value === undefined ? undefined : value === 'rest' ? 'restart' : 'continue');
