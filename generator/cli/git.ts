import { execFile } from 'node:child_process';

export interface GitAnswer {
  /** Undefined when git could not be started. */
  readonly exitCode: number | undefined;
  readonly stdout: Buffer;
  /** What git says about a failure, if it says anything, or why it could not be started. */
  readonly message: string;
}

/** Runs git in a folder, with `input` on its standard input; more than `limit` bytes of output are a failure. */
export type Git = (cwd: string, args: readonly string[], limit: number, input?: string) => Promise<GitAnswer>;

/** Without a shell, so that nothing in a name means anything but itself. Nothing is fetched: a missing object is a failure. */
export const runGit: Git = (cwd, args, limit, input = '') =>
  new Promise((resolve) => {
    const env = { ...process.env, LC_ALL: 'C', GIT_OPTIONAL_LOCKS: '0', GIT_NO_LAZY_FETCH: '1', GIT_TERMINAL_PROMPT: '0' };
    const child = execFile('git', [...args], { cwd, env, encoding: 'buffer', maxBuffer: limit }, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : undefined;
      resolve({ exitCode: code, stdout, message: stderr.toString().trim() || (code === undefined ? (error?.message ?? '') : '') });
    });
    // git may end before it has read everything; that shows in its exit code.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input);
  });
