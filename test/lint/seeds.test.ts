import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { Diagnostics } from '../../generator/diagnostics/diagnostic.js';
import { readDocument } from '../../generator/import/read.js';
import { recognise } from '../../generator/import/recognise/index.js';
import { lintDocument } from '../../generator/lint/lint.js';
import { sourceDocument } from '../import/documents.js';
import { documentAt, whyNot } from '../support/documents.js';
import { specification } from '../support/specification.js';

/**
 * What each finding in the two Change Requests is: the defect that people found by hand (A01 to A52, B01 to B79),
 * `also` for a defect that their list does not have, `false` for none. One finding may be on two lines of the list.
 */
type Verdict = string;
type Findings = readonly (readonly [line: number, code: string, verdict: Verdict])[];

const found: Readonly<Record<'A' | 'B', Findings>> = {
  A: [
    [2, 'LINT_DOCUMENT_NUMBER', 'A02'],
    [3, 'LINT_STRAY_STOP', 'A03'],
    [4, 'LINT_VALUE_SPELLING', 'A01'],
    [4, 'LINT_VALUE_TYPES', 'A11'],
    [4, 'LINT_VALUE_UNUSED', 'A08'],
    [7, 'LINT_VALUE_UNUSED', 'A08'],
    [8, 'LINT_VALUE_UNUSED', 'A08'],
    [39, 'LINT_VALUE_TWICE', 'A04'],
    [41, 'LINT_VALUE_TWICE', 'A05'],
    [51, 'LINT_VALUE_CONFUSABLE', 'A30'],
    [65, 'LINT_DASHES', 'A31'],
    [69, 'LINT_DASHES', 'A31'],
    [69, 'LINT_DOCUMENT_PRIVATE', 'A52'],
    [78, 'LINT_STATUS_TEXT_VARIES', 'A32'],
    [86, 'LINT_TRIGGER_VALUE', 'A46'],
    [87, 'LINT_FAILURE_OPEN', 'A43'],
    [94, 'LINT_COMMAND_MISSING', 'A12'],
    [100, 'LINT_RPC_NAME', 'A15'],
    [106, 'LINT_COMMAND_END', 'A40'],
    [109, 'LINT_RPC_NAME', 'A16'],
    [116, 'LINT_HALF_NAMED', 'A20'],
    [116, 'LINT_KEYWORD', 'A19'],
    [116, 'LINT_VALUE_SUCCESS', 'A07'],
    [123, 'LINT_FAULT_ABSENT', 'A24'],
    [123, 'LINT_FAULT_NOT_TOTAL', 'A25'],
    [131, 'LINT_FAULT_ABSENT', 'A24'],
    [135, 'LINT_FAULT_ABSENT', 'A24'],
    [139, 'LINT_FAULT_ABSENT', 'A24'],
    [139, 'LINT_FAULT_FOREIGN', 'A28'],
    [147, 'LINT_FAULT_DESCRIPTION', 'A22'],
    [169, 'LINT_VALUE_SPELLING', 'A09'],
    [203, 'LINT_TABLE_SEQUENCE', 'A17'],
    [227, 'LINT_FAULT_RPC', 'A23'],
    [231, 'LINT_FAULT_RPC', 'A23'],
    [235, 'LINT_FAULT_RPC', 'A23'],
    [239, 'LINT_FAULT_RPC', 'A23'],
    [243, 'LINT_FAULT_RPC', 'A23'],
    [247, 'LINT_FAULT_FAMILY', 'A29'],
    [247, 'LINT_FAULT_RPC', 'A23'],
    [258, 'LINT_HALF_NAMED', 'A20'],
    [258, 'LINT_STRAY_DOT', 'A18'],
    [286, 'LINT_STRAY_DOT', 'A18'],
    [324, 'LINT_OPERATION_UNREACHABLE', 'A13'],
    [360, 'LINT_FAULT_NAME', 'A14'],
    [422, 'LINT_ITEM_EMPTY', 'A27'],
    [424, 'LINT_ITEM_EMPTY', 'A27'],
    [425, 'LINT_REFUSED_CHANGES', 'A37'],
    [426, 'LINT_REFUSED_CHANGES', 'A38'],
    [426, 'LINT_STATUS_TEXT_SHARED', 'A33'],
    [427, 'LINT_ITEM_EMPTY', 'A27'],
    [442, 'LINT_ROW_EMPTY', 'A26'],
    [446, 'LINT_VALUE_NOT_LISTED', 'A06'],
    [447, 'LINT_WORD_SPELLING', 'A35'],
    [453, 'LINT_TRIGGER_VALUE', 'A46'],
    [457, 'LINT_STATES_LUMPED', 'A36'],
    [457, 'LINT_WORD_SPELLING', 'A35'],
    [459, 'LINT_REFUSED_CHANGES', 'A37'],
    [460, 'LINT_REFUSED_CHANGES', 'A38'],
    [474, 'LINT_ROW_EMPTY', 'A26'],
    [486, 'LINT_ARTICLE', 'A35'],
    [486, 'LINT_STATES_LUMPED', 'A36'],
    [488, 'LINT_REFUSED_CHANGES', 'A37'],
    [491, 'LINT_OPERATION_OTHER', 'A34'],
    [491, 'LINT_REFUSED_CHANGES', 'A38'],
    [491, 'LINT_VALUE_SPELLING', 'A10'],
    [507, 'LINT_ROW_EMPTY', 'A26'],
  ],
  B: [
    [12, 'LINT_NAME_OBSOLETE', 'B61'],
    [24, 'LINT_NAME_OBSOLETE', 'B61'],
    [34, 'LINT_NAME_OBSOLETE', 'B61'],
    [35, 'LINT_NAME_OBSOLETE', 'false'],
    [35, 'LINT_WORD_TWICE', 'also'],
    [43, 'LINT_NAME_OBSOLETE', 'B61'],
    [47, 'LINT_NAME_OBSOLETE', 'B61'],
    [75, 'LINT_NAME_OBSOLETE', 'B61'],
    [75, 'LINT_QUOTES', 'also'],
    [85, 'LINT_TYPE_CLAIMED', 'B16'],
    [87, 'LINT_CLAUSE_OPEN', 'B38'],
    [94, 'LINT_NAME_BRACKETS', 'B60'],
    [95, 'LINT_NAME_OBSOLETE', 'B61'],
    [96, 'LINT_NAME_OBSOLETE', 'B61'],
    [97, 'LINT_NAME_OBSOLETE', 'false'],
    [104, 'LINT_NAME_SPELLING', 'B01'],
    [126, 'LINT_CHILD_ANNOUNCED', 'B41'],
    [148, 'LINT_NO_PARENT', 'B40'],
    [220, 'LINT_READ_ONLY_DIFFERS', 'B28'],
    [225, 'LINT_BOOLEAN_QUOTED', 'B59'],
    [231, 'LINT_ACCESS', 'B02'],
    [231, 'LINT_DEFAULT_CONTRADICTED', 'B06'],
    [231, 'LINT_TYPE_DEFAULT', 'B04'],
    [236, 'LINT_VALUE_NUMBERS', 'B05'],
    [243, 'LINT_VALUE_SPELLING', 'B03'],
    [246, 'LINT_READ_ONLY_DIFFERS', 'B26'],
    [267, 'LINT_LIST_DUPLICATES', 'B79'],
    [274, 'LINT_LIST_COMBINED', 'B20'],
    [274, 'LINT_LIST_OF_WHAT', 'B19'],
    [279, 'LINT_RESOURCE_UNKNOWN', 'B21'],
    [290, 'LINT_VALUE_NUMBERS', 'B24'],
    [301, 'LINT_SET_TO_NULL', 'B11'],
    [307, 'LINT_AGGREGATE_GAP', 'B09'],
    [312, 'LINT_VALUE_CASE', 'B08'],
    [312, 'LINT_VALUE_NUMBERS', 'B08'],
    [324, 'LINT_SET_TO_NULL', 'B11'],
    [331, 'LINT_VALUE_CASE', 'B08'],
    [331, 'LINT_VALUE_NUMBERS', 'B08'],
    [333, 'LINT_VALUE_SPELLING', 'B07'],
    [333, 'LINT_VALUE_UNUSED', 'B07'],
    [350, 'LINT_FIGURE_MISSING', 'B36'],
    [353, 'LINT_BRANCH_OPEN', 'B13'],
    [353, 'LINT_LEVEL_OR_EDGE', 'B29'],
    [353, 'LINT_TERM_INCOMPLETE', 'B57'],
    [355, 'LINT_COPY_OF_STRUCTURE', 'B17'],
    [357, 'LINT_COPY_OF_STRUCTURE', 'B17'],
    [357, 'LINT_OPTIONAL_SET', 'B18'],
    [362, 'LINT_VALUE_WITHOUT_MEANING', 'B45'],
    [379, 'LINT_STEP_INCOMPLETE', 'false'],
    [383, 'LINT_TERM_INCOMPLETE', 'B57'],
    [389, 'LINT_PHRASE', 'B58'],
    [404, 'LINT_CITATION_PARALLEL', 'B37'],
    [413, 'LINT_ERROR_WITHOUT_CODE', 'B34'],
    [414, 'LINT_ERROR_WITHOUT_CODE', 'B34'],
    [416, 'LINT_ERROR_WITHOUT_CODE', 'B34'],
    [418, 'LINT_ERROR_WITHOUT_CODE', 'B34'],
    [419, 'LINT_ERROR_WITHOUT_CODE', 'B34'],
    [420, 'LINT_STEP_INCOMPLETE', 'B14'],
    [479, 'LINT_ERROR_WITHOUT_CODE', 'B34'],
    [481, 'LINT_ERROR_WITHOUT_CODE', 'B34'],
    [482, 'LINT_ERROR_WITHOUT_CODE', 'B34'],
    [484, 'LINT_ERROR_WITHOUT_CODE', 'B34'],
    [486, 'LINT_ERROR_WITHOUT_CODE', 'B34'],
    [488, 'LINT_ERROR_WITHOUT_CODE', 'B34'],
    [490, 'LINT_ERROR_WITHOUT_CODE', 'B34'],
    [524, 'LINT_ERROR_WITHOUT_CODE', 'B34'],
    [630, 'LINT_COMMON_UNKNOWN', 'B62'],
    [635, 'LINT_VALUE_SPELLING', 'B63'],
    [640, 'LINT_NO_INITIAL_VALUE', 'B64'],
    [700, 'LINT_INHERITED_MISSING', 'B70'],
    [725, 'LINT_INHERITED_MISSING', 'B68'],
    [770, 'LINT_FIXED_NAME', 'B69'],
    [805, 'LINT_MANDATORY_AT_CREATE', 'B65'],
    [810, 'LINT_MANDATORY_AT_CREATE', 'B65'],
    [815, 'LINT_MANDATORY_AT_CREATE', 'B65'],
    [815, 'LINT_STATUS_OF_TWO', 'B67'],
    [815, 'LINT_STATUS_WRITABLE', 'B66'],
    [830, 'LINT_STATUS_OF_TWO', 'B67'],
    [830, 'LINT_STATUS_WRITABLE', 'B66'],
    [836, 'LINT_FIGURE_ONLY', 'B71'],
    [838, 'LINT_FIGURE_ONLY', 'B71'],
  ],
};

const documents = { A: { start: '000_', defects: 52 }, B: { start: '002_', defects: 79 } } as const;

describe('the two Change Requests', () => {
  for (const [name, { start }] of Object.entries(documents)) {
    const source = sourceDocument(start);
    it.skipIf(source === undefined)(`has exactly the findings of the table: ${name} (${source === undefined ? whyNot : source.file})`, async () => {
      const document = await readDocument(new TextEncoder().encode(source!.text), source!.file, 'accepted', new Diagnostics());
      const diagnostics = lintDocument(document!, recognise(document!, new Diagnostics()), specification);
      // Errors are told before warnings; the table has them line by line.
      const told = diagnostics.map(({ place, code }) => `${String(place!.line)} ${code}`);
      expect(told.sort()).toEqual(found[name as 'A' | 'B'].map(([line, code]) => `${String(line)} ${code}`).sort());
    });
  }

  it('has the numbers that docs/lint.md gives', () => {
    const page = readFileSync(path.resolve(import.meta.dirname, '../../docs/lint.md'), 'utf8');
    for (const [name, { defects }] of Object.entries(documents)) {
      const findings = found[name as 'A' | 'B'];
      const ids = new Set(findings.map(([, , verdict]) => verdict).filter((verdict) => verdict.startsWith(name)));
      const count = (verdict: Verdict): number => findings.filter(([, , given]) => given === verdict).length;
      expect(page).toContain(`| ${name} | ${String(defects)} | ${String(ids.size)} | ${String(findings.length)} | ${String(count('also'))} | ${String(count('false'))} |`);
      // The list of those that are not found is the rest, no more and no less.
      const row = new RegExp(`^not found in ${name}: (.*)$`, 'm').exec(page)?.[1] ?? '';
      const missed = Array.from({ length: defects }, (_, i) => `${name}${String(i + 1).padStart(2, '0')}`).filter((id) => !ids.has(id));
      expect(row.split(', ')).toEqual(missed);
      // … and each of them has its reason, once.
      const reasons = page.slice(page.indexOf('| class | examples |'), page.indexOf('## Rules'));
      for (const id of missed) expect(reasons.split(id), id).toHaveLength(2);
    }
    const all = new Set(Object.values(found).flatMap((findings) => findings.map(([, , verdict]) => verdict).filter((verdict) => /^[AB]\d\d$/.test(verdict))));
    expect(page).toContain(`Of the 131, ${String(all.size)} are found`);
  });
});

describe('a document that no rule was written for', () => {
  const file = documentAt('samples/TS-0009');
  it.skipIf(file === undefined)(`has few findings (${file === undefined ? whyNot : path.basename(file)})`, async () => {
    const document = await readDocument(readFileSync(file!), 'TS-0009.docx', 'accepted', new Diagnostics());
    const diagnostics = lintDocument(document!, recognise(document!, new Diagnostics()), specification);
    // docs/lint.md says so.
    expect(diagnostics.map(({ code }) => code)).toEqual(['LINT_QUOTES', 'LINT_QUOTES', 'LINT_QUOTES', 'LINT_BRACKETS']);
  });
});
