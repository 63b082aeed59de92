import { execFile, spawn } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ownTypes } from '../support/own-types.js';

const program = path.resolve(import.meta.dirname, '../../dist/generator/cli.js');

interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** `specgen` as it was built last, in a project with types of its own. */
async function specgen(cwd: string, ...args: readonly string[]): Promise<Outcome> {
  const { stdout, stderr, code = 0 } = (await promisify(execFile)(process.execPath, [program, ...args], { cwd, maxBuffer: 1 << 25 }).catch((error: unknown) => error)) as { readonly stdout: string; readonly stderr: string; readonly code?: number };
  return { code, stdout, stderr };
}

async function serving(cwd: string, ...args: readonly string[]): Promise<string> {
  const child = spawn(process.execPath, [program, 'serve', '--port', '0', '--store', 'memory', '--log', 'json', ...args], { cwd, stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill());
  for await (const chunk of child.stdout.setEncoding('utf8')) return (JSON.parse((chunk as string).split('\n')[0]!) as { readonly cse: string }).cse;
  throw new Error('it ended before it was there');
}

function project(): string {
  const folder = ownTypes();
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const named = ['-i', 'my-types', '--base', 'package'] as const;

describe('commands that speak a specification', () => {
  it('take one of one\'s own by --input and --base, or by the config file', async () => {
    const folder = project();
    const cse = await serving(folder);
    const own = await specgen(folder, 'conform', cse, '--only', 'bikeRack,barrier', '--seed', '3', '--format', 'json');
    expect([own.code, own.stderr]).toEqual([0, '']);
    const { counts, cases } = JSON.parse(own.stdout) as { readonly counts: { readonly failed: number }; readonly cases: readonly { readonly id: string; readonly verdict: string }[] };
    expect(counts.failed).toBe(0);
    expect(cases).toContainEqual(expect.objectContaining({ id: 'bikeRack.stored: with tariffs', verdict: 'passed' }));
    rmSync(path.join(folder, 'specgen.config.json'));
    expect((await specgen(folder, 'conform', cse, '--only', 'bikeRack')).stderr).toMatch(/CONFORM_ONLY the plan has nothing that is called bikeRack/);
    // A CSE that hosts none of them refuses what is valid.
    const other = await serving(folder);
    const refused = await specgen(folder, 'conform', other, ...named, '--only', 'container', '--seed', '3');
    expect(refused.code).toBe(1);
    expect(refused.stdout).toContain('container.create: with tariff');
  }, 120_000);

  it('say what is wrong with it before they do anything', async () => {
    const folder = project();
    writeFileSync(path.join(folder, 'my-types/tables/meter.json'), '{ "$schema": "schema/resource.schema.json", "name": "parkingMeter" }');
    const { code, stdout, stderr } = await specgen(folder, 'conform', 'http://127.0.0.1:9/cse-in');
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^my-types\/tables\/meter\.json:1:\d+ error DEFINITION_/);
    expect((await specgen(folder, 'serve', '--store', 'memory')).stderr).toMatch(/^my-types\/tables\/meter\.json/);
    rmSync(path.join(folder, 'specgen.config.json'));
    const alone = await specgen(folder, 'serve', '--input', 'my-types', '--store', 'memory');
    expect([alone.code, alone.stderr !== '']).toEqual([2, true]);
  }, 120_000);
});
