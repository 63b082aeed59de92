import { execFile } from 'node:child_process';
import { cpSync, linkSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';

export const root = path.resolve(import.meta.dirname, '../..');
export const consumer = path.join(root, 'test/fixtures/consumer');

export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const execute = promisify(execFile);

/** A program to its end, whatever that is. */
export async function run(cwd: string, program: string, ...args: readonly string[]): Promise<Outcome> {
  try {
    const { stdout, stderr } = await execute(program, args, { cwd, env: cleanEnvironment(), maxBuffer: 64 * 1024 * 1024 });
    return { code: 0, stdout, stderr };
  } catch (error) {
    const { code, stdout = '', stderr = String(error) } = error as { code?: unknown; stdout?: string; stderr?: string };
    return { code: typeof code === 'number' ? code : 1, stdout, stderr };
  }
}

/** What npm and Vitest tell their children would reach the programs under test. */
const cleanEnvironment = (): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(npm_|VITEST|NODE_|INIT_CWD)/.test(name)));

/** npm, which must succeed. */
export async function npm(cwd: string, ...args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await run(cwd, 'npm', ...args);
  if (code !== 0) throw new Error(`npm ${args.join(' ')} failed:\n${stdout}${stderr}`);
  return stdout;
}

/** A folder inside the installed project with the consumer's sources, so that they find the package as any program does. */
export function consumerIn(project: string, name: string): string {
  const folder = path.join(project, name);
  mkdirSync(folder, { recursive: true });
  cpSync(consumer, folder, { recursive: true });
  return folder;
}

/** Packages out of another `node_modules`, where the project would have installed them. */
export function link(modules: string, project: string, packages: readonly string[]): void {
  for (const name of packages) {
    const target = path.join(project, 'node_modules', name);
    mkdirSync(path.dirname(target), { recursive: true });
    symlinkSync(path.join(modules, name), target, 'junction');
  }
}

/** The installed package in a project of its own, which may have peers; what is installed is not changed, and so not copied. */
export function installIn(project: string, installed: string): void {
  const from = path.join(installed, 'node_modules/onem2m-specgen');
  const to = path.join(project, 'node_modules/onem2m-specgen');
  for (const entry of readdirSync(from, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = path.join(entry.parentPath, entry.name);
    const place = path.join(to, path.relative(from, file));
    mkdirSync(path.dirname(place), { recursive: true });
    linkSync(file, place);
  }
}

export const readJson = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));
export const writeJson = (file: string, content: unknown): void => writeFileSync(file, JSON.stringify(content));

/** No Node types, no DOM, and declarations of the package are checked like the program itself; not the library of each compiler again. */
export const strictest = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noUnusedLocals: true,
  verbatimModuleSyntax: true,
  skipLibCheck: false,
  skipDefaultLibCheck: true,
  resolveJsonModule: true,
  declaration: true,
  target: 'es2022',
  lib: ['es2022'],
  types: [],
  rootDir: 'src',
  outDir: 'out',
};
