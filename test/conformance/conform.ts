import { run } from '../../conformance/command.js';

export type Flags = Readonly<Record<string, string | true>>;

/** `specgen conform` in this process: what it says, and its exit code. */
export async function conformIn(cwd: string, operands: readonly string[], flags: Flags) {
  let [stdout, stderr] = ['', ''];
  const code = await run({
    operands,
    flags: new Map(Object.entries(flags)),
    cwd,
    stdout: { write: (text: string) => (stdout += text) },
    stderr: { write: (text: string) => (stderr += text) },
    interrupted: () => new AbortController().signal,
  });
  return { code, stdout, stderr };
}
