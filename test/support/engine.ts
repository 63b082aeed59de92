import { execFileSync } from 'node:child_process';

// What this Node's engine does not know is left out: a process would not start.
const known = execFileSync(process.execPath, ['--v8-options'], { encoding: 'utf8' });

/** For processes that run tests, and for what takes them long. */
export const flags: readonly string[] = [
  // A young generation that fits what a test makes: collecting it was a tenth of the time.
  '--max-semi-space-size=64',
  // A test seldom runs code long enough to earn back what optimizing it costs: that was a fifth of all time. Plain machine code at once,
  // optimized only what stays hot, and that with less effort.
  '--always-sparkplug',
  '--interrupt-budget=500000',
  '--no-turbo-escape',
  '--max-inlined-bytecode-size-cumulative=300',
].filter((flag) => known.includes(flag.replace(/^--(no-)?/, '--').replace(/=.*/, ' ')));
