import type { CodeTable } from '../../diagnostics/diagnostic.js';
import { distanceWithin } from '../../diagnostics/did-you-mean.js';
import { groupBy } from '../../group-by.js';
import type { Report, Subject, Unit } from '../subject.js';
import { escaped, listed, sentencesOf } from '../words.js';

export const procedureLintCodes = {
  LINT_ERROR_WITHOUT_CODE: { severity: 'warning', title: 'An error without a status code' },
  LINT_STATUS_UNKNOWN: { severity: 'warning', title: 'A response status code is named that no table has' },
  LINT_FAILURE_OPEN: { severity: 'warning', title: 'The text gives the response for success only' },
  LINT_OPERATION_OTHER: { severity: 'warning', title: 'A procedure answers a request of another operation' },
  LINT_STATUS_TEXT_SHARED: { severity: 'note', title: 'One status text for two outcomes' },
  LINT_STATUS_TEXT_VARIES: { severity: 'note', title: 'Two status texts for one outcome' },
  LINT_TRIGGER_VALUE: { severity: 'warning', title: 'An attribute triggers a procedure, whatever its value' },
  LINT_STATES_LUMPED: { severity: 'note', title: 'A condition lumps together every state but one' },
  LINT_HALF_NAMED: { severity: 'note', title: 'A command is called asynchronous, and its two halves are not named' },
  LINT_REFUSED_CHANGES: { severity: 'warning', title: 'A refused request changes the state that decides about it' },
} as const satisfies CodeTable;

type Code = keyof typeof procedureLintCodes;

/** What steps and conditions leave open. */
export function lintProcedures(subject: Subject, report: Report<Code>): void {
  errors(subject, report);
  statusNames(subject, report);
  failures(subject, report);
  operations(subject, report);
  statusTexts(subject, report);
  triggers(subject, report);
  lumped(subject, report);
  halves(subject, report);
  refusals(subject, report);
}

const errorOutcome = /\b(?:respond with an? error|return an? error|(?:shall|is to) be rejected|reject(?:s|ed)? the request)\b/i;
/** A code, its name, or a quoted text; or where it is to be found. */
const statusGiven = /\baccording to\b|\b(?:as|see) (?:\w+ )?in clause\b|\bsee clause\b|["\u201c][^"\u201c\u201d]{3,}["\u201d] error|\b[1-6]\d{3}\b|[Ss]tatus [Cc]ode|\b(?:error|with|code) ["\u201c(]?[A-Z]{2,}_[A-Z_]+/;

/**
 * A published Stage 2 leaves the codes to Stage 3, throughout. So a document of record is measured by itself: only where it
 * gives a code nearly always, it has forgotten one.
 */
function errors({ body, standing }: Subject, report: Report<Code>): void {
  const outcomes = body.flatMap(({ text, place }) => (errorOutcome.test(text) ? sentencesOf(text) : []).filter((sentence) => errorOutcome.test(sentence)).map((sentence) => ({ sentence, place })));
  const open = outcomes.filter(({ sentence }) => !statusGiven.test(sentence));
  if (standing === 'record' && open.length * 5 > outcomes.length) return;
  for (const { sentence, place } of open) {
    report('LINT_ERROR_WITHOUT_CODE', `"${shortened(sentence)}" has no status code`, place, 'name the Response Status Code (TS-0004 6.6.3)');
  }
}

const statusNamed = /\b(?:Response )?Status Code(?: indicating| of| set to|:)? ?(?:an? |the )?(?:error )?["\u201c]([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)["\u201d]|["\u201c]([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)["\u201d] (?:error|Response Status Code)\b/g;

/** `Response Status Code indicating "OPERATION_NOT_PERMITTED"`; what differs by a letter from one that there is, is found by its spelling. */
function statusNames({ body, statusCodes, published, values }: Subject, report: Report<Code>): void {
  const known = new Set([...statusCodes.map(({ name }) => name), ...(published.model?.statusCodes ?? []).map(({ name }) => name)]);
  if (known.size < fewestCodes) return;
  const own = new Set(values.map(({ name }) => name));
  const seen = new Set<string>();
  for (const { text, place } of body) {
    if (!/["\u201c][A-Z]/.test(text)) continue;
    for (const [, before, after] of text.matchAll(statusNamed)) {
      const name = (before ?? after)!;
      if (known.has(name) || own.has(name) || seen.has(name) || [...known].some((other) => distanceWithin(name, other, 1) !== undefined)) continue;
      seen.add(name);
      const meant = nearestByWords(name, known);
      report('LINT_STATUS_UNKNOWN', `"${name}" is no response status code`, place, meant === undefined ? 'name one of the table of status codes (TS-0004 6.6.3)' : `did you mean ${meant}?`);
    }
  }
}

/** Whoever shows a few codes does not show all. */
const fewestCodes = 20;

/** The one that has most of its words. */
function nearestByWords(name: string, known: ReadonlySet<string>): string | undefined {
  const words = name.split('_');
  const shared = (other: string): number => other.split('_').filter((word) => words.includes(word)).length / Math.max(words.length, other.split('_').length);
  const [best] = [...known].sort((a, b) => shared(b) - shared(a));
  return best !== undefined && shared(best) >= 0.5 ? best : undefined;
}

const shortened = (text: string): string => (text.length <= 60 ? text : `… ${text.slice(-56).trimStart()}`);

/** A success that is described, in a document in which things can fail, and a clause that does not say how failure is answered. */
function failures({ body, clauses }: Subject, report: Report<Code>): void {
  /** The clauses that have, somewhere below them, what the expression finds. */
  const clausesWith = (wanted: RegExp): ReadonlySet<string> => new Set(body.flatMap(({ text, clause }) => (clause !== undefined && wanted.test(text) ? upwards(clause) : [])));
  const failing = clausesWith(/\bfault codes?\b/i);
  if (failing.size === 0) return;
  const answered = clausesWith(/\bun-?successful response|\berror\b.{0,20}\bresponse|\bstatus code/i);
  const reported = new Set<string>();
  const seen = new Set<string>();
  for (const { text, place, clause } of body) {
    if (clause === undefined || seen.has(clause) || upwards(clause).some((one) => reported.has(one))) continue;
    if (!/\bsuccessful response\b/i.test(text)) continue;
    const success = sentencesOf(text).find((sentence) => /\bsuccessful response primitive\b|\bsuccessful response to the\b/i.test(sentence) && !/\bunsuccessful\b/i.test(sentence));
    if (success === undefined) continue;
    seen.add(clause);
    if (!failing.has(clause) || answered.has(clause)) continue;
    reported.add(clause);
    report('LINT_FAILURE_OPEN', `clause ${clause}${clauses.has(clause) ? ` (${clauses.get(clause)!})` : ''} says how success is answered, and not how failure is`, place, 'give the Response Status Code of the failure');
  }
}

/** 8.2.1 → 8, 8.2, 8.2.1. */
const upwards = (clause: string): readonly string[] => clause.split('.').map((_, i, parts) => parts.slice(0, i + 1).join('.'));

const crud = /\b(Create|Retrieve|Update|Delete)\b/g;

function operations({ body, clauses }: Subject, report: Report<Code>): void {
  for (const { text, place, clause } of body) {
    if (!/ primitive/i.test(text)) continue;
    const title = clause === undefined ? undefined : clauses.get(clause);
    const own = new Set([...(title ?? '').matchAll(crud)].map(([, operation]) => operation!));
    if (own.size !== 1) continue;
    for (const sentence of sentencesOf(text)) {
      const [found, operation] = /\b(?:response|responded|sent) [^.]{0,30}\b(?:to|for) the (Create|Retrieve|Update|Delete) (?:request )?primitive/i.exec(sentence) ?? [];
      if (found === undefined || own.has(operation!)) continue;
      report('LINT_OPERATION_OTHER', `the clause is on ${[...own][0]!}, but answers the ${operation!} primitive`, place, `write "${[...own][0]!} primitive"`);
    }
  }
}

function statusTexts({ units, body }: Subject, report: Report<Code>): void {
  const quotedIn = (unit: Unit): readonly string[] => [...unit.text.matchAll(/\bstatus code ["\u201c]([^"\u201c\u201d]+)["\u201d]/g)].map(([, text]) => text!.trim());
  const uses = body.flatMap((unit) => quotedIn(unit).map((text) => ({ text, unit })));
  for (const [text, group] of groupBy(uses, (use) => use.text)) {
    const paragraphs = [...new Set(group.map(({ unit }) => unit))];
    if (paragraphs.length < 2 || new Set(paragraphs.map(({ clause }) => clause)).size > 1) continue;
    report('LINT_STATUS_TEXT_SHARED', `"${text}" answers ${String(paragraphs.length)} different conditions of clause ${paragraphs[0]!.clause ?? '?'}`, paragraphs[1]!.place, 'give each condition a code of its own, or say that they are one');
  }
  // `Cancel x – cancellation error`, `Delete x – cancellation failed`: the same outcome but for its last word.
  const texts = new Map<string, Unit>();
  for (const unit of units) for (const [, text] of !/["\u201c]/.test(unit.text) ? [] : unit.text.matchAll(/["\u201c]([^"\u201c\u201d]{3,100})["\u201d]/g)) if (!texts.has(text!.trim())) texts.set(text!.trim(), unit);
  const outcomes = [...texts].flatMap(([text, unit]) => {
    const [, first, last] = /\s?[-\u2013] (?:\w+ )*?(\w{5,}) (\w{4,})$/.exec(text) ?? [];
    return first === undefined ? [] : [{ first: first.toLowerCase(), last: last!.toLowerCase(), text, unit }];
  });
  for (const group of groupBy(outcomes, ({ first }) => first).values()) {
    const odd = group.find(({ last }) => last !== group[0]!.last);
    if (odd !== undefined) report('LINT_STATUS_TEXT_VARIES', `"${odd.text}" and "${group[0]!.text}" are one outcome in different words`, odd.unit.place, 'use one text, or one status code');
  }
}

function triggers({ body }: Subject, report: Report<Code>): void {
  for (const { text, place } of body) {
    if (!text.includes('addresses the ')) continue;
    for (const sentence of sentencesOf(text)) {
      const [, name] = /\baddresses the (\w+) attribute\b/.exec(sentence) ?? [];
      if (name === undefined || !/\btriggers?\b/.test(sentence) || /\b(?:value|set to|TRUE|FALSE)\b/.test(sentence)) continue;
      report('LINT_TRIGGER_VALUE', `writing ${name} triggers a procedure, and no value is given: FALSE does as TRUE does`, place, 'say which value triggers it, and what the others do');
    }
  }
}

function lumped({ body, values }: Subject, report: Report<Code>): void {
  const names = new Set(values.map(({ name }) => name));
  for (const { text, place } of body) {
    if (!text.includes(' other than ')) continue;
    const [, attribute, value] = /\b(\w+(?:Status|State)) other than ["\u201c]?([A-Z_]{3,})/.exec(text) ?? [];
    if (attribute === undefined || !names.has(value!) || names.size < 3) continue;
    report('LINT_STATES_LUMPED', `every ${attribute} but ${value!} is treated alike, what has not begun as what has ended`, place, 'name the values that are meant');
  }
}

/** Where one sentence names the request and the report of an asynchronous command, the others should. */
function halves({ body }: Subject, report: Report<Code>): void {
  const found = body.flatMap(({ text, place }) =>
    (text.includes('is an asynchronous command') ? sentencesOf(text) : [])
      .filter((sentence) => /\bis an asynchronous command\b/.test(sentence))
      .map((sentence) => ({ place, request: /\bsynchronous \w+ RPC\b/.test(sentence.replace(/asynchronous \w+ RPC/g, '')), completion: /\basynchronous \w+ RPC\b/.test(sentence) })),
  );
  if (!found.some(({ request, completion }) => request && completion)) return;
  for (const { place, request, completion } of found) {
    if (request && completion) continue;
    const missing = [...(request ? [] : ['the RPC that starts it']), ...(completion ? [] : ['the RPC that reports its end'])];
    report('LINT_HALF_NAMED', `a command is called asynchronous without ${listed(missing)}`, place, 'name both RPCs, as the other commands do');
  }
}

/** Refused while PENDING, and no longer PENDING afterwards: the same request gets another answer the second time. */
function refusals({ body }: Subject, report: Report<Code>): void {
  for (const { text, place } of body) {
    if (!/\bun-?successful response\b/i.test(text)) continue;
    const [, value, attribute] = /\b([A-Z][A-Z_]{2,}) (\w+(?:Status|State))\b/.exec(text) ?? [];
    if (attribute === undefined) continue;
    const changed = new RegExp(`\\b${escaped(attribute)} attribute\\b[^.]{0,80}\\b(?:is|shall be) (?:set to|changed to|determined)`).test(text);
    if (!changed) continue;
    const message = `the request is refused while ${attribute} is ${value!}, and ${attribute} is changed all the same: asked again, the answer is another`;
    report('LINT_REFUSED_CHANGES', message, place, 'leave the state as it is, and record the failure elsewhere');
  }
}

