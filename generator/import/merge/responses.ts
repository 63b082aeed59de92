import { groupBy } from '../../group-by.js';
import { isContext, isMarked } from '../delta/difference.js';
import type { Outcome, ResponseFact } from '../facts.js';
import { outcomes } from '../facts.js';
import type { MergeContext } from './context.js';
import type { Draft, DraftFile, Stated, Workspace } from './workspace.js';
import { at, sourceOf } from './workspace.js';

type ContentsFile = DraftFile<'contents'>;
type Rule = NonNullable<ContentsFile['content']['rules']>[number];

/** The status codes of an outcome (TS-0004 6.6.3); two of them share one. All that are none of these are errors. */
const codesOf: Readonly<Record<Exclude<Outcome, 'failed'>, readonly number[]>> = { acknowledged: [1000, 1001, 1002], create: [2001], retrieve: [2000], update: [2004], delete: [2002], notify: [2000] };
const done = [...new Set(Object.values(codesOf).flat())].sort((a, b) => a - b);

/** The outcomes with which a rule of contents.json forbids a parameter. */
interface Forbidden {
  /** Of those that are no error. */
  readonly codes: ReadonlySet<number>;
  readonly inErrors: boolean;
}

const ofResponses = 'responsePrimitive';
const status = 'responseStatusCode';

/** Rules by which the status code of a response says whether it has a parameter. */
const rulesOn = (folder: Workspace, name: string): readonly Rule[] => folder.all('contents').flatMap((f) => (f.content.rules ?? []).filter((rule) => forbiddenBy(rule, name) !== undefined));

function forbiddenBy({ of, when, must }: Rule, name: string): Forbidden | undefined {
  if (of !== ofResponses || Object.keys(when).length !== 1 || Object.keys(must).length !== 1) return undefined;
  const isPresent = (wanted: unknown, is: boolean): boolean => JSON.stringify(wanted) === JSON.stringify({ present: is });
  const codesIn = (wanted: unknown): readonly number[] | undefined => (typeof wanted === 'number' ? [wanted] : (wanted as { readonly in?: readonly number[] } | undefined)?.in);
  if (isPresent(when[name], true)) {
    const allowed = codesIn(must[status]);
    return allowed === undefined ? undefined : { codes: new Set(done.filter((code) => !allowed.includes(code))), inErrors: true };
  }
  const codes = isPresent(must[name], false) ? codesIn(when[status]) : undefined;
  return codes === undefined ? undefined : { codes: new Set(codes), inErrors: false };
}

function isForbidden(folder: Workspace, name: string, outcome: Outcome): boolean {
  const forbidden = rulesOn(folder, name).map((rule) => forbiddenBy(rule, name)!);
  return outcome === 'failed' ? forbidden.some(({ inErrors }) => inErrors) : codesOf[outcome].every((code) => forbidden.some(({ codes }) => codes.has(code)));
}

/** What the definitions have in a column of a table of outcomes. */
export const outcomeIn = (folder: Workspace, name: string, outcome: Outcome): string => {
  if (isForbidden(folder, name, outcome)) return 'NP';
  return folder.all('parameters').some((f) => f.content.parameters.some((row) => row.name === name && row.response === '1')) ? 'M' : 'O';
};

const isNever = (cell: string | undefined): boolean => cell !== undefined && /^(?:NP|NA|N\/A|-|)$/i.test(cell);

/**
 * Whether the definitions say what a row does of the outcomes that are asked about. Of a parameter that is always there, each is M; of any
 * other they say with which it is not there. Of two outcomes with one status code they do not tell the one from the other.
 */
export const agreesWithOutcomes = (folder: Workspace, fact: ResponseFact, response: string, asked: (outcome: string) => boolean): boolean =>
  outcomes.every((outcome) => {
    if (fact[outcome] === undefined || !asked(outcome)) return true;
    if (response === '1' && !isForbidden(folder, fact.name, outcome)) return fact[outcome] === 'M';
    return isForbidden(folder, fact.name, outcome) === isNever(fact[outcome]) || (isNever(fact[outcome]) && isShared(fact, outcome));
  });

/** Whether another outcome with the code of one has the parameter. */
const isShared = (fact: ResponseFact, outcome: Outcome): boolean => outcomes.some((other) => isSameCode(outcome, other) && !isNever(fact[other]));

const isSameCode = (a: Outcome, b: Outcome): boolean => a !== b && a !== 'failed' && b !== 'failed' && codesOf[a].some((code) => codesOf[b].includes(code));

/** Tables of what responses carry by outcome (TS-0004 7.2.1.2, TS-0001 8.1.3) → the rules of contents.json. The first document that says something counts. */
export function mergeResponses(context: MergeContext, facts: readonly Stated<ResponseFact>[]): void {
  const { into } = context;
  const file = into.all('contents')[0];
  if (file === undefined) return;
  for (const [name, rows] of groupBy(facts.filter((fact) => !isContext(fact)), (fact) => fact.name)) {
    const row = into.all('parameters').flatMap((f) => f.content.parameters).find((parameter) => parameter.name === name);
    if (row === undefined || row.response === null || row.response === '1') continue;
    const stated = Object.fromEntries(outcomes.map((outcome) => [outcome, statedOf(into, name, outcome, rows)])) as Record<Outcome, string>;
    const [first] = rows;
    const wanted: ResponseFact = { ...first!, ...stated };
    // What is in no response is no parameter of any: its row in the table of types goes.
    if (outcomes.every((outcome) => isNever(wanted[outcome])) || agreesWithOutcomes(into, wanted, row.response, () => true)) continue;
    rewrite(context, file, first!, wanted);
  }
}

/** What is unmarked, and what no row says, stays as it is; where another outcome with the same code changes, that it was not there with either counts. */
function statedOf(into: Workspace, name: string, outcome: Outcome, rows: readonly Stated<ResponseFact>[]): string {
  const marked = rows.find((fact) => fact[outcome] !== undefined && isMarked(fact, outcome));
  if (marked !== undefined) return marked[outcome]!;
  const isBeside = rows.some((fact) => isNever(fact[outcome]) && outcomes.some((other) => isSameCode(outcome, other) && isMarked(fact, other)));
  return isBeside ? 'NP' : outcomeIn(into, name, outcome);
}

function rewrite({ into }: MergeContext, file: ContentsFile, fact: Stated<ResponseFact>, wanted: ResponseFact): void {
  const { name } = wanted;
  const before = outcomes.map((outcome) => outcomeIn(into, name, outcome));
  const rules = (file.content.rules ??= []);
  const old = rules.findIndex((rule) => forbiddenBy(rule, name) !== undefined);
  const others = rules.filter((rule) => forbiddenBy(rule, name) === undefined);
  const rule = ruleFor(wanted, rules[old]?.id ?? `${name}-by-status`, sourceOf(fact));
  if (rule !== undefined) others.splice(old < 0 ? others.length : rules.slice(0, old).filter((other) => others.includes(other)).length, 0, rule);
  file.content.rules = others;
  outcomes.forEach((outcome, i) => {
    const now = outcomeIn(into, name, outcome);
    if (now !== before[i]) into.change({ kind: 'changed', what: 'parameter', name: `parameter ${name}`, column: outcome, from: before[i]!, to: now, file: file.file, ...at(fact) });
  });
}

function ruleFor(wanted: ResponseFact, id: string, source: Rule['source']): Rule | undefined {
  const { name } = wanted;
  const never = outcomes.filter((outcome) => isNever(wanted[outcome]));
  const allowed = new Set(outcomes.flatMap((outcome) => (outcome === 'failed' || isNever(wanted[outcome]) ? [] : codesOf[outcome])));
  const forbidden = done.filter((code) => !allowed.has(code));
  const rule = (when: Draft<Rule['when']>, must: Draft<Rule['must']>): Rule => ({ id, of: ofResponses, when, must, description: `No ${name} in responses: ${never.join(', ')}.`, ...(source !== undefined && { source }) });
  if (never.includes('failed')) {
    const codes = [...allowed].sort((a, b) => a - b);
    return rule({ [name]: { present: true } }, { [status]: codes.length === 1 ? codes[0]! : { in: codes } });
  }
  return forbidden.length === 0 ? undefined : rule({ [status]: { in: forbidden } }, { [name]: { present: false } });
}
