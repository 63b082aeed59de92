import type { Table } from '../document.js';
import type { TableKind } from '../facts.js';
import { headerWords, squeeze } from './text.js';

/** Tables without facts are known by what stands in their first column, or in the first cells. */
interface LabelledKind {
  readonly kind: TableKind;
  readonly reason: string;
  /** Of the first column, as `headerWords` writes them. */
  readonly labels: readonly (string | RegExp)[];
  /** How many rows must have one. */
  readonly least: number;
}

const labelled: readonly LabelledKind[] = [
  {
    kind: 'procedure',
    reason: 'the steps of an operation',
    labels: [
      /^information in (?:the )?(?:request|response|notification)\b/,
      /^processing at (?:the )?(?:originator|receiver|hosting cse|registrar cse|transit cse|in cse|mn cse)\b/,
      /^associated reference points?$/,
    ],
    least: 2,
  },
  {
    kind: 'layout',
    reason: 'a cover page or form',
    labels: [
      /^(?:document|specification|contribution|report) (?:number|no|name|title|type)$/,
      /^(?:group name|meeting|meeting id|source|date|title|subject|contact|abstract|keywords?|agenda item|work item|other comments)$/,
      /^(?:reason for change|cr against|clauses?|type of change|post freeze|template version|impacts?|intended purpose of)\b/,
      /^(?:impacted? \w+|purpose of document\b.*|decision requested\b.*)$/,
      'onem2m technical specification',
      'onem2m technical report',
      'change request',
    ],
    least: 2,
  },
  {
    kind: 'layout',
    reason: 'the history of the document',
    labels: ['history', 'publication history', /^draft history\b/, 'document history', 'approval history', /^v ?\d+ \d+ \d+$/],
    least: 1,
  },
];

/** Headers of tables that are understood and state nothing that a definition holds. */
const headed: readonly { readonly reason: string; readonly headers: readonly RegExp[] }[] = [
  { reason: 'names the schema file of a type', headers: [/^(?:data type id|data type|resource type|type)$/, /^file name$/] },
  {
    reason: 'what modal verbs mean',
    headers: [/^(?:expression|modal verb|verb|clause form)/, /^(?:meaning|equivalent|explanation|alternative)/],
  },
  { reason: 'the history of the document', headers: [/^version$/, /^date$/] },
];

/** What a table without facts is, or undefined. */
export function kindByLabels(table: Table): { readonly kind: TableKind; readonly reason: string } | undefined {
  const first = table.rows.slice(0, mostRows).map((row) => headerWords(row.cells[0]?.text ?? ''));
  for (const { kind, reason, labels, least } of labelled) {
    const met = first.filter((text) => labels.some((label) => (typeof label === 'string' ? label === text : label.test(text)))).length;
    if (met >= least) return { kind, reason };
  }
  const head = (table.rows[0]?.cells ?? []).map((cell) => headerWords(cell.text));
  const found = headed.find(({ headers }) => headers.every((header, i) => header.test(head[i] ?? '')));
  return found && { kind: 'layout', reason: found.reason };
}

const mostRows = 50;

/** The header cells of a table in words, for saying what was not understood. */
export function headWords(table: Table): string {
  const texts = (table.rows[0]?.cells ?? []).slice(0, 12).map((cell) => squeeze(cell.text));
  const distinct = texts.filter((text, i) => text !== texts[i - 1]);
  return distinct.map((text) => (text.length > 40 ? `${text.slice(0, 40)}…` : text)).join(' | ');
}
