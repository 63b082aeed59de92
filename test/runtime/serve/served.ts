import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';

/** What `npm run build` has made of the command. */
export const program = path.resolve(import.meta.dirname, '../../../dist/generator/cli.js');

export interface Served {
  readonly child: ChildProcess;
  readonly url: string;
  readonly port: number;
  /** Everything it has printed so far. */
  output(): string;
  /** Its exit code, or the signal. */
  readonly ended: Promise<number | NodeJS.Signals | null>;
}

/** `specgen serve` in a process of its own, until it says where it is. */
export async function serve(args: readonly string[], cwd: string): Promise<Served> {
  const child = spawn(process.execPath, [program, 'serve', ...args], { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const ended = new Promise<number | NodeJS.Signals | null>((resolve) => void child.on('exit', (code, signal) => resolve(code ?? signal)));
  const port = await new Promise<number>((resolve, reject) => {
    const hear = (chunk: string) => {
      output += chunk;
      const found = /(?:curl .*|"cse":")https?:\/\/127\.0\.0\.1:(\d+)\/cse-in/.exec(output);
      if (found !== null) resolve(Number(found[1]));
    };
    child.stdout.setEncoding('utf8').on('data', hear);
    child.stderr.setEncoding('utf8').on('data', hear);
    void ended.then((how) => reject(new Error(`serve ended with ${String(how)}: ${output}`)));
  });
  return { child, url: `http://127.0.0.1:${port}`, port, output: () => output, ended };
}
