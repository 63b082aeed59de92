import type { CodeTable } from '../../diagnostics/diagnostic.js';
import { plural } from '../../diagnostics/render.js';
import { nearest } from '../../diagnostics/did-you-mean.js';
import { groupBy } from '../../group-by.js';
import { citesOthers } from '../references.js';
import type { Report, Subject, Unit } from '../subject.js';
import { countBy, fewOf, isCode, listed } from '../words.js';

export const clauseLintCodes = {
  LINT_CLAUSE_OPEN: { severity: 'warning', title: 'A clause is cited whose number is still open' },
  LINT_CLAUSE_MISSING: { severity: 'warning', title: 'A clause of the document is cited that does not exist' },
  LINT_CLAUSE_VOID: { severity: 'warning', title: 'A clause is cited that is void' },
  LINT_CLAUSE_TWICE: { severity: 'warning', title: 'Two clauses have the same number, or the same title under one parent' },
  LINT_CLAUSE_SEQUENCE: { severity: 'warning', title: 'A number is left out between clauses' },
  LINT_STEP_MISSING: { severity: 'warning', title: 'A step of a procedure is cited that does not exist' },
  LINT_REFERENCE_MISSING: { severity: 'warning', title: 'A reference is cited that the list of references does not have' },
  LINT_REFERENCE_TWICE: { severity: 'warning', title: 'The list of references has a number twice' },
  LINT_REFERENCE_UNUSED: { severity: 'note', title: 'A reference is listed that nothing cites' },
} as const satisfies CodeTable;

type Code = keyof typeof clauseLintCodes;

/** Clauses, steps and references: what is cited is there, once, and under a number that follows the one before. */
export function lintClauses(subject: Subject, report: Report<Code>): void {
  open(subject, report);
  cited(subject, report);
  voids(subject, report);
  if (subject.standing === 'record') {
    twice(subject, report);
    sequence(subject, report);
  }
  steps(subject, report);
  references(subject, report);
}

const isVoid = (title: string): boolean => /^\(?void\)?\.?$/i.test(title);
const parentOf = (number: string): string => number.slice(0, Math.max(0, number.lastIndexOf('.')));
const lastOf = (number: string): string => number.slice(number.lastIndexOf('.') + 1);
/** The number of a clause, whose title may have lost its style in the text or in the table of contents. */
const numberIn = ({ text }: Unit): string | undefined => /^(?:\d+|[A-Z])(?:\.\d+[a-z]?)+(?=\s)/.exec(text)?.[0];

function open({ units, clauses }: Subject, report: Report<Code>): void {
  for (const unit of units) {
    const [found] = /\b(?:clause|section)s? (?:\d+\.)+[XYZxyn]+\b/i.exec(unit.text) ?? [];
    if (found !== undefined && !citesOthers(unit, clauses)) report('LINT_CLAUSE_OPEN', `"${found}"`, unit.place, 'give the number, or cite the clause by its title');
  }
}

const numberShape = /(?:\d+|[A-Z])(?:\.\d+[a-z]?)+/gi;
const citation = new RegExp(String.raw`\b(?:clause|section)s? (N(?:(?:, (?:and |or )?| and | or | to )N)*)(?!(?:,| and| or| to) N)(?![\w.-]*\d)(?!\.?,? (?:of|in) (?!the present document))`.replaceAll('N', numberShape.source), 'gi');

/** `clause 9.6.8`, `clauses J.2, J.3 and J.4`; not those of another document. */
const numbersCited = (text: string): readonly string[] => (/(?:clause|section)s? [\dA-Z]/i.test(text) ? [...text.matchAll(citation)] : []).flatMap(([, found]) => found!.match(numberShape) ?? []);

function cited({ units, body, clauses: known, standing }: Subject, report: Report<Code>): void {
  // A document of record is whole.
  const whole = standing === 'record' ? new Set([...known.keys(), ...units.flatMap((unit) => numberIn(unit) ?? unit.table?.number?.replace(/-\w+$/, '') ?? [])]) : undefined;
  const children = groupBy(known.keys(), parentOf);
  const lasts = new Map([...children].map(([parent, all]) => [parent, all.reduce((last, child) => Math.max(last, parseInt(lastOf(child), 10)), 0)]));
  let hints = 0;
  for (const unit of body) {
    for (const number of numbersCited(unit.text)) {
      if (known.has(number) || citesOthers(unit, known)) continue;
      const parent = parentOf(number);
      // Only where the document gives the parent and several of its children, it gives all of them.
      const isAfter = known.has(parent) && (children.get(parent) ?? []).length >= 3 && parseInt(lastOf(number), 10) > lasts.get(parent)!;
      if (!isAfter && (whole === undefined || whole.has(number))) continue;
      const said = isAfter ? `; the last clause of ${parent} is ${parent}.${String(lasts.get(parent)!)}` : ', and no clause has this number';
      const meant = isAfter || hints++ >= mostHints ? undefined : nearest(number, known.keys());
      report('LINT_CLAUSE_MISSING', `clause ${number} is cited${said}`, unit.place, meant === undefined ? 'cite the clause that is meant' : `did you mean clause ${meant}?`);
    }
  }
}

/** Each of them looks through all clauses. */
const mostHints = 100;

/** What was deleted stays as "Void", and what cites it leads nowhere. */
function voids({ body, clauses }: Subject, report: Report<Code>): void {
  const uses = body.flatMap((unit) => {
    const gone = numbersCited(unit.text).filter((number) => isVoid(clauses.get(number) ?? ''));
    return gone.length === 0 || unit.kind === 'heading' || citesOthers(unit, clauses) ? [] : [{ gone, place: unit.place }];
  });
  for (const group of groupBy(uses, ({ gone }) => gone.join()).values()) {
    const { gone, place } = group[0]!;
    const times = group.length > 1 ? ` (${plural(group.length, 'time')})` : '';
    const message = gone.length === 1 ? `clause ${gone[0]!} is cited${times}, and is void` : `clauses ${listed(gone)} are cited${times}, and are void`;
    report('LINT_CLAUSE_VOID', message, place, 'cite the clause that has its text now, or strike the citation');
  }
}

function twice({ body, clauses }: Subject, report: Report<Code>): void {
  const titles = body.filter(({ kind, clause, text }) => kind === 'heading' && clause !== undefined && clauses.has(clause) && text !== '');
  for (const [number, [first, ...more]] of groupBy(titles, ({ clause }) => clause!)) {
    const other = more.find(({ text }) => text !== first!.text);
    if (other !== undefined) report('LINT_CLAUSE_TWICE', `clause ${number} is "${first!.text}" and "${other.text}"`, other.place, 'number the second otherwise');
  }
  const named = titles.filter(({ clause, text }) => clause!.includes('.') && !isVoid(text));
  for (const group of groupBy(named, ({ clause, text }) => `${parentOf(clause!)} ${text}`).values()) {
    const [first, ...more] = group;
    const other = more.find(({ clause }) => clause !== first!.clause);
    if (other !== undefined) report('LINT_CLAUSE_TWICE', `clauses ${first!.clause!} and ${other.clause!} are both "${first!.text}"`, other.place, 'give the second the title that was meant');
  }
}

/** 9.6.12, 9.6.14: what was deleted stays as "Void", so that nobody else's citation goes astray. */
function sequence({ units, clauses, body }: Subject, report: Report<Code>): void {
  const here = new Set([...clauses.keys(), ...units.flatMap((unit) => numberIn(unit) ?? [])]);
  const places = new Map(body.flatMap(({ kind, clause, place }) => (kind === 'heading' && clause !== undefined ? [[clause, place] as const] : [])));
  for (const [number, place] of places) {
    const count = Number(lastOf(number));
    const before = `${parentOf(number)}.${String(count - 1)}`;
    if (!number.includes('.') || !(count > 1) || here.has(before)) continue;
    report('LINT_CLAUSE_SEQUENCE', `clause ${number} is there, and no ${before}`, place, `number it ${before}, or keep ${before} as "Void"`);
  }
}

/** `Recv-6.8`, where a procedure goes from Recv-6.7 to Recv-6.9. */
function steps({ body }: Subject, report: Report<Code>): void {
  const label = /\b([A-Z][a-z]{2,})-\d+\.\d+\b/g;
  const given = new Map<string, string>();
  for (const { text } of body) {
    const [head] = /^(?:[A-Z][a-z]{2,}-\d+\.\d+(?:,? (?:and|or|to) |, )?)+/.exec(text) ?? [];
    for (const [step, series] of head?.matchAll(label) ?? []) given.set(step, series!);
  }
  const counts = countBy(given.values());
  const count = (series: string): number => counts.get(series) ?? 0;
  const missing = body.flatMap(({ text, place }) => [...text.matchAll(label)].flatMap(([step, series]) => (given.has(step) || count(series!) < fewestSteps ? [] : [{ step, place }])));
  for (const [step, uses] of groupBy(missing, (one) => one.step)) {
    const times = uses.length > 1 ? ` (${plural(uses.length, 'time')})` : '';
    report('LINT_STEP_MISSING', `step ${step} is cited${times}, and no step is called so`, uses[0]!.place, 'cite the step that is meant');
  }
}

/** What has fewer numbers is no procedure. */
const fewestSteps = 5;

const isList = ({ clause }: Unit): boolean => clause !== undefined && /^2(?:\.|$)/.test(clause);

/** The list of references: `[3] oneM2M TS-0004: "…"`. */
export const entriesOf = ({ units }: Subject): readonly { readonly number: string; readonly text: string; readonly place: Unit['place'] }[] =>
  units.flatMap((unit) => {
    const [, number, text] = isList(unit) ? (/^\[((?:i\.)?\d+)\]\s*(.*)/.exec(unit.text) ?? []) : [];
    return number === undefined ? [] : [{ number, text: text!, place: unit.place }];
  });

/** `[69]`, where the list of references ends with [68]; and [4], which nothing cites. */
function references(subject: Subject, report: Report<Code>): void {
  const { body, standing } = subject;
  const entries = entriesOf(subject);
  const given = groupBy(entries, ({ number }) => number);
  if (entries.length < 3) return;
  for (const [number, [first, second]] of given) {
    if (second !== undefined && second.text !== first!.text) report('LINT_REFERENCE_TWICE', `[${number}] is "${first!.text}" and "${second.text}"`, second.place, 'number the second otherwise');
  }
  const used = new Set<string>();
  for (const unit of body) {
    if (isList(unit)) continue;
    for (const [, number] of unit.text.matchAll(/(?<=[[,] ?)((?:i\.)?[1-9]\d*)(?=[\],])/g)) used.add(number!);
    if (isCode(unit.text)) continue;
    for (const [, number] of unit.text.matchAll(/(?<=\s)\[((?:i\.)?[1-9]\d*)\]/g)) {
      if (!given.has(number!)) report('LINT_REFERENCE_MISSING', `[${number!}] is cited, and the list of references does not have it`, unit.place, 'cite the reference that is meant, or add it to clause 2');
    }
  }
  const idle = [...given.values()].map(([first]) => first!).filter(({ number, text }) => !used.has(number) && !isVoid(text));
  // A list that nothing is cited from is a bibliography.
  if (standing !== 'record' || idle.length === 0 || idle.length * 2 > given.size) return;
  report('LINT_REFERENCE_UNUSED', `nothing cites ${fewOf(idle.map(({ number }) => `[${number}]`))} of the references`, idle[0]!.place, 'cite it where it is used, or make it "Void"');
}
