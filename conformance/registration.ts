/** The AEs of a run: how each comes to be registered (TS-0001 10.2.2.2; TS-0004 7.4.5.2.1). */

import { ConformError } from './errors.js';
import type { Exchange, Exchanged } from './exchange.js';
import { timestamp } from './fill.js';
import { contentOf, type Ledger, type Made } from './ledger.js';
import type { Target } from './target.js';

export interface Registration {
  readonly exchange: Exchange;
  readonly ledger: Ledger;
  readonly target: Target;
  /** Who may do everything. */
  readonly origin: string;
  readonly release: string;
  readonly run: string;
  readonly now: () => number;
}

/** Response status code (TS-0004 6.6.3.5). */
const CONFLICT = 4105;

/** Seconds that the AE lives, if nobody takes it away: a run that is killed leaves nothing for good. */
const LIFETIME = 6 * 3600;

/** Registers an AE of this run: as one that shows who it is, or as whom the CSE lets it be. @throws ConformError when it lets nobody in */
export async function register({ target, origin, release, run, exchange, ledger, now }: Registration, suffix: string, known: string | undefined): Promise<Made> {
  const name = `${run}-${suffix}`;
  // Who registers may propose an AE-ID, or leave it to the CSE (TS-0001 10.2.2.2); some know the one way only.
  let answer: Exchanged | undefined;
  for (const fr of known === undefined ? [`C${name}`, 'C', 'S'] : [known]) {
    const pc = { 'm2m:ae': { rn: name, api: `N${run}`, rr: false, srv: [release], et: timestamp(now() + LIFETIME * 1000) } };
    answer = await exchange({ op: 1, to: target.base, fr, ty: 2, pc });
    // Without an answer it may be there all the same, and its name with it.
    if (answer.rsc === undefined) {
      ledger.suspect('AE', `${target.base}/${name}`, origin);
      break;
    }
    if (answer.rsc !== 2001) continue;
    const body = contentOf(answer);
    const id = typeof body?.['aei'] === 'string' ? body['aei'] : fr;
    // A request says the AE-ID-Stem, whatever form the answer has it in (TS-0004 7.3.2.1).
    return ledger.note('AE', `${target.base}/${name}`, answer, id.slice(id.lastIndexOf('/') + 1));
  }
  const came = answer?.rsc ?? answer?.troubles.map(({ came }) => came).join('; ') ?? 'nothing';
  if (answer?.rsc === CONFLICT) throw new ConformError('CONFORM_WORLD', `there is a ${target.base}/${name}: ${came}`, 'what a run with --keep has made is there still: take it away, or give another --seed');
  throw new ConformError('CONFORM_WORLD', `the CSE registers no AE: ${came}`, 'a run needs two AEs of its own; let the CSE register AEs whose App-ID begins with N and whose AE-ID begins with C, or give the credentials of two with --credentials');
}
