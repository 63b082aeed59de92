import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { root } from './blocks.js';

/** `specgen serve` in a process of its own, at ports that it has found, which is what it prints. */
export async function served(folder: string, args: readonly string[] = []): Promise<{ readonly cse: ChildProcess; readonly port: string; readonly cwmpPort: string | undefined }> {
  const cse = spawn(process.execPath, [path.join(root, 'dist/generator/cli.js'), 'serve', '--port', '0', ...args], { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  const port = await new Promise<string>((resolve, reject) => {
    cse.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
      const found = /^curl .*http:\/\/127\.0\.0\.1:(\d+)\/cse-in$/m.exec(output);
      if (found !== null) resolve(found[1]!);
    });
    cse.on('exit', () => reject(new Error(output)));
  });
  return { cse, port, cwmpPort: /CPEs: +http:\/\/127\.0\.0\.1:(\d+)\//.exec(output)?.[1] };
}
