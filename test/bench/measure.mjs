import { spawnSync } from 'node:child_process';
import { appendFileSync } from 'node:fs';

export const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

/**
 * Nanoseconds for one call of each task, the median over rounds. In every round each task runs once for about
 * `milliseconds`, in another order each time, so that what disturbs the machine disturbs all alike. Tasks may be asynchronous.
 */
export async function compare(tasks, { rounds = 15, milliseconds = 15 } = {}) {
  const names = Object.keys(tasks);
  const calls = new Map();
  for (const name of names) calls.set(name, await callsIn(tasks[name], milliseconds));
  const times = new Map(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (let i = 0; i < names.length; i++) {
      const name = names[(i + round) % names.length];
      const count = calls.get(name);
      const start = process.hrtime.bigint();
      await tasks[name](count);
      times.get(name).push(Number(process.hrtime.bigint() - start) / count);
    }
  }
  return new Map(names.map((name) => [name, median(times.get(name))]));
}

/** How many calls take about that long, after a warm-up. */
async function callsIn(task, milliseconds) {
  for (let i = 0; i < 3; i++) await task(200);
  let count = 64;
  for (;;) {
    const start = performance.now();
    await task(count);
    const took = performance.now() - start;
    if (took > milliseconds / 2) return Math.max(1, Math.round((count * milliseconds) / took));
    count *= 2;
  }
}

/** Milliseconds of whole processes, the median over rounds, one after the other within each round. */
export function compareProcesses(commands, { rounds = 5, before = () => {} } = {}) {
  const times = new Map(Object.keys(commands).map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const [name, command] of Object.entries(commands)) {
      before(name);
      const start = performance.now();
      const { status, stderr } = spawnSync(process.execPath, command, { stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8' });
      if (status !== 0) throw new Error(`${name}: ${stderr}`);
      times.get(name).push(performance.now() - start);
    }
  }
  return new Map([...times].map(([name, all]) => [name, median(all)]));
}

/** A table on the terminal: name, value, and how many times the value of `base`. In `npm run bench` also for the page (`page.mjs`). */
export function print(title, values, { unit, base, digits = 0 }) {
  const page = process.env.SPECGEN_BENCH_PAGE;
  if (page !== undefined) appendFileSync(page, `${JSON.stringify({ title, unit, base, digits, values: [...values] })}\n`);
  console.log(`\n${title}`);
  const reference = base === undefined ? undefined : values.get(base);
  const width = Math.max(...[...values.keys()].map((name) => name.length));
  for (const [name, value] of values) {
    const ratio = reference === undefined ? '' : `  ${(value / reference).toFixed(2)} ×`;
    console.log(`  ${name.padEnd(width)}  ${value.toFixed(digits).padStart(10)} ${unit}${ratio}`);
  }
}
