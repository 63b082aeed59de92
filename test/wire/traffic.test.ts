import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { resourceNames } from '../../generated/tables/names.js';
import { load } from '../../generated/validators/load.js';
import type { Operation } from '../../wire/index.js';
import { parse } from '../../wire/index.js';
import { documentAt, whyNot } from '../support/documents.js';
import type { Difference } from './traffic-differences.js';
import { differences } from './traffic-differences.js';

/** One exchange with a public CSE; many requests are wrong on purpose. */
interface Exchange {
  readonly method: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string | null;
  readonly responseHeaders: Readonly<Record<string, string | undefined>>;
  readonly responseBody: string | null;
}

type Outcome = 'valid' | 'unknownHere' | 'notCovered' | 'invalid';

/** A body, what the CSE said of it, and what is said here. */
interface Judged {
  /** Refused for its content, as far as its status code tells; `nothing` where the content may not have been looked at. */
  readonly said: 'accepted' | 'refused' | 'nothing';
  readonly found: Outcome;
  readonly body: string;
  /** What would say the same: places with their rules, or the answer of the CSE. */
  readonly words: readonly string[];
}

const recorded = documentAt('traffic/http.jsonl.gz');

/** BAD_REQUEST and CONTENTS_UNACCEPTABLE (TS-0004 6.6.3.5). */
const forContent: ReadonlySet<string | undefined> = new Set(['4000', '4102']);

async function judged(body: string, contentType: string, operation: Operation, said: Judged['said'], answer: string): Promise<Judged> {
  const result = await parse(body, contentType, { release: 'any', operation });
  const found = result.ok ? (result.unknownHere === undefined ? 'valid' : 'unknownHere') : result.outcome;
  const broken = result.ok ? [] : result.diagnostics.map(({ path, rule, code }) => `${path.join('/')} ${rule ?? code}`);
  return { said, found, body, words: said === 'refused' ? [answer] : broken };
}

const saidOf = (status: string | undefined): Judged['said'] => (status?.startsWith('2') === true ? 'accepted' : forContent.has(status) ? 'refused' : 'nothing');

function operationOf({ method, headers }: Exchange): Operation {
  if (method === 'PUT') return 'update';
  return method === 'POST' && /ty=\d/.test(headers['Content-Type'] ?? '') ? 'create' : 'partial';
}

const isDifferent = ({ said, found }: Judged): boolean => (said === 'accepted' && found === 'invalid') || (said === 'refused' && (found === 'valid' || found === 'unknownHere'));

const explains = ({ said, at }: Difference, judgement: Judged): boolean => said === judgement.said && judgement.words.some((words) => at.test(words));
/** Every word of a judgement needs an entry: one body may be wrong in two places. */
const unexplained = ({ said, words, body }: Judged): readonly string[] =>
  words.filter((word) => !differences.some((difference) => difference.said === said && difference.at.test(word))).map((word) => `${said}: ${word} in ${body.slice(0, 200)}`);

const tally = (all: readonly Judged[], said: Judged['said']): Partial<Record<Outcome, number>> => {
  const counts: Partial<Record<Outcome, number>> = {};
  for (const { found } of all.filter((each) => each.said === said)) counts[found] = (counts[found] ?? 0) + 1;
  return counts;
};

describe.skipIf(recorded === undefined)(`recorded traffic of a public CSE${recorded === undefined ? `: ${whyNot}` : ''}`, () => {
  let exchanges: readonly Exchange[];
  let requests: readonly Judged[];
  let answers: readonly Judged[];

  beforeAll(async () => {
    exchanges = gunzipSync(readFileSync(recorded!)).toString().trim().split('\n').map((line) => JSON.parse(line) as Exchange);
    // Without a content type, and in CBOR, there is no text to read.
    const readable = exchanges.filter(({ body, headers }) => body !== null && body !== '' && /json/.test(headers['Content-Type'] ?? ''));
    requests = await Promise.all(
      readable.map((exchange) =>
        judged(exchange.body!, exchange.headers['Content-Type']!, operationOf(exchange), saidOf(exchange.responseHeaders['X-M2M-RSC']), exchange.responseBody ?? ''),
      ),
    );
    // What the CSE itself writes, it has accepted.
    answers = await Promise.all(exchanges.flatMap(({ responseBody }) => (responseBody === null || responseBody === '' ? [] : [judged(responseBody, 'application/json', 'partial', 'accepted', '')])));
  }, 120_000);

  it('is read whole', () => {
    expect({ exchanges: exchanges.length, requests: requests.length, answers: answers.length }).toEqual({ exchanges: 957, requests: 702, answers: 855 });
  });

  it('what was accepted is accepted, what was refused for its content is refused, or it is known why not', () => {
    expect([...requests, ...answers].filter(isDifferent).flatMap(unexplained)).toEqual([]);
  });

  // Counts from below: they grow with the types that the specification has, and what is open in the list is mended elsewhere.
  it('as far as it is covered', () => {
    const count = (all: readonly Judged[], said: Judged['said'], ...found: Outcome[]): number => found.reduce((sum, each) => sum + (tally(all, said)[each] ?? 0), 0);
    expect(count(requests, 'accepted', 'valid', 'unknownHere'), JSON.stringify(tally(requests, 'accepted'))).toBeGreaterThanOrEqual(89);
    expect(count(requests, 'refused', 'invalid'), JSON.stringify(tally(requests, 'refused'))).toBeGreaterThanOrEqual(16);
    expect(count(answers, 'accepted', 'valid', 'unknownHere'), JSON.stringify(tally(answers, 'accepted'))).toBeGreaterThanOrEqual(340);
  });

  it('not covered are types that the specification at hand does not have', () => {
    const roots = [...requests, ...answers].filter(({ found }) => found === 'notCovered').map(({ body }) => /^\s*\{\s*"m2m:(\w+)"/.exec(body)?.[1]);
    const covered = roots.filter((root) => root !== undefined && Object.hasOwn(load, resourceNames.toLong.get(root) ?? ''));
    expect(covered.filter((root) => !['sgn', 'agn'].includes(root!))).toEqual([]);
  });

  it('what was ours to mend and is mended is off the list', () => {
    const different = [...requests, ...answers].filter(isDifferent);
    expect(differences.filter((difference) => difference.right === 'ours' && !different.some((each) => explains(difference, each))).map(({ at }) => at.source)).toEqual([]);
  });

  // Those of types that are not covered yet stand in the list before they are found.
  it('no entry of the list is of a type that is covered and of nothing', () => {
    const different = [...requests, ...answers].filter(isDifferent);
    const stale = differences.filter((difference) => difference.right === 'documents' && !different.some((each) => explains(difference, each)));
    const rootsOf = ({ at }: Difference): readonly string[] => [...at.source.matchAll(/m2m:\(?(\w+)/g)].map(([, root]) => root!);
    expect(stale.filter((difference) => rootsOf(difference).some((root) => Object.hasOwn(load, resourceNames.toLong.get(root) ?? ''))).map(({ at }) => at.source)).toEqual([]);
  });
});
