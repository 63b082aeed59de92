import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { postgresServer } from '../store/postgres-server.js';
import { Box, type Crash } from './crashes/box.js';
import { storiesOf, User, type Story } from './crashes/stories.js';
import { copied, killed, type World, type Worlds } from './crashes/world.js';

/**
 * The CSE dies, or the CPE does, before any message and behind it: what comes of a command is the same each time, and the CPE has done it
 * once. `SPECGEN_CRASHES` says how much of that is tried: without it, one moment of each story; `all`, every moment; `kill`, one moment of each
 * with a CSE that `kill -9` ends, on SQLite, and on PostgreSQL where it is installed (after npm run build). `SPECGEN_SEED` has other moments.
 */
const how = process.env['SPECGEN_CRASHES'] ?? '';
const seed = Number(process.env['SPECGEN_SEED'] ?? 20_261_129);

const folder = mkdtempSync(path.join(os.tmpdir(), 'onem2m-crashes-'));
const postgres = how === 'kill' ? postgresServer() : undefined;
afterAll(() => {
  postgres?.remove();
  rmSync(folder, { recursive: true, force: true });
});
const inProcess = copied(folder);
const isBuilt = existsSync(path.resolve(import.meta.dirname, '../../../dist/generator/cli.js'));

async function prepare({ ask }: World): Promise<void> {
  await ask({ op: 1, to: 'cse-in', fr: 'Cbox', ty: 2, pc: { 'm2m:ae': { api: 'Nbox', rr: true, srv: ['3'] } } });
  await ask({ op: 1, to: 'cse-in', ty: 14, pc: { 'm2m:nod': { rn: 'box', ni: '00D09E-Box-1', hael: ['Cbox'] } } });
}

async function told(worlds: Worlds, { manner = {}, begin, then, end, wanted }: Story, crash?: Crash) {
  const world = await worlds();
  try {
    await prepare(world);
    const user = new User(world);
    await begin(user);
    const box = new Box(world, manner, crash);
    let hasActed = then === undefined;
    let acting: Promise<void> | undefined;
    const isOver = async () => hasActed && box.isDone && (await end(user)) === wanted;
    for (let session = 0; session < 40; session += 1) {
      await box.session();
      if (then !== undefined && box.done.length > 0) acting ??= then(user).then(() => void (hasActed = true));
      await pause(10);
      if (await isOver()) break;
    }
    const came = await end(user);
    if (hasActed) await acting;
    return { end: came, done: box.done, messages: box.messages, hasCrashed: box.hasCrashed };
  } finally {
    await world.close();
  }
}

/** A FactoryReset has no key: who is asked again resets again. */
const onceOf = (done: readonly string[]) => [...new Set(done)].map((each) => each.split(' ')[0]);
const repeated = (done: readonly string[]) => done.filter((each, i) => done.indexOf(each) !== i && each !== 'FactoryReset');

const moments = (messages: number): readonly Crash[] =>
  Array.from({ length: messages }, (_, i) => i + 1).flatMap((at) => (['CSE', 'CPE'] as const).flatMap((who) => (['before', 'behind'] as const).map((when) => ({ who, at, when }))));

/** The same for the same seed. */
function sampleOf<T>(all: readonly T[], count: number, turn: number): readonly T[] {
  let state = (seed + turn * 7_919) >>> 0;
  const next = () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
  return [...all].sort(() => next() - 0.5).slice(0, count);
}

function tell(worlds: Worlds, sample: number, mayDie: readonly Crash['who'][] = ['CSE', 'CPE']): void {
  it.each(storiesOf(0).map(({ name }, i) => [name, i] as const))('%s', async (_name, index) => {
    const quiet = await told(inProcess, storiesOf(0)[index]!);
    const { wanted, done } = storiesOf(0)[index]!;
    expect({ end: quiet.end, done: onceOf(quiet.done) }).toEqual({ end: wanted, done });
    const outcomes: Record<string, unknown> = {};
    const expected: Record<string, unknown> = {};
    let turn = index;
    for (const crash of sampleOf(moments(quiet.messages).filter(({ who }) => mayDie.includes(who)), sample, index)) {
      const story = storiesOf((turn += 1))[index]!;
      const what = `turn ${turn}: the ${crash.who} dies ${crash.when} message ${crash.at}`;
      const came = await told(worlds, story, crash);
      outcomes[what] = { end: came.end, done: onceOf(came.done), repeated: repeated(came.done), hasCrashed: came.hasCrashed };
      expected[what] = { end: story.also?.includes(came.end) === true ? came.end : story.wanted, done: story.done, repeated: [], hasCrashed: true };
    }
    expect(outcomes).toEqual(expected);
  }, how === '' ? 30_000 : 600_000);
}

describe.skipIf(how === 'kill')('whoever dies, it ends as it does where nobody dies: on SQLite', () => tell(inProcess, how === 'all' ? Infinity : 1));
describe.skipIf(how !== 'kill' || !isBuilt)('kill -9 of specgen serve on SQLite (SPECGEN_CRASHES=kill)', () => tell(killed(folder), 1, ['CSE']));
describe.skipIf(postgres === undefined || !isBuilt)('kill -9 of specgen serve on PostgreSQL (SPECGEN_CRASHES=kill, where its Debian package is installed)', () => tell(killed(folder, postgres?.url), 1, ['CSE']));
