import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { describe, expect, inject, it } from 'vitest';
import { readJson, root } from './support.js';

const project = inject('project');

/** A program as a bundler makes it for a browser, where importing anything of Node is an error. */
async function bundled(program: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: program, resolveDir: project, loader: 'ts' },
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    logLevel: 'silent',
  });
  return outputFiles[0]!.text;
}

const long = {
  version: '2.0',
  softwareName: 'browser',
  URL: 'https://example.com',
  softwareTargets: ['/cse-in/node-1'],
  softwareOperation: 1,
};
const browserProgram = `
import { mapFault, CampaignStatus } from 'onem2m-specgen';
import { createWire } from 'onem2m-specgen/validators/softwareCampaign';
import { campaignStatusMachine } from 'onem2m-specgen/machines';
import { decode, encode } from 'onem2m-specgen/wire';
const short = encode('softwareCampaign', ${JSON.stringify(long)});
const fault = mapFault('Download', 9010).status;
const states = campaignStatusMachine.states.length;
globalThis.result = [CampaignStatus.PENDING, fault, createWire.is(short), decode('softwareCampaign', short), states];
`;

describe('a bundle for the browser', () => {
  it('of types, a validator, machines and the wire needs nothing of Node, and works', async () => {
    const text = await bundled(browserProgram);
    expect(text.match(/["']node:.{20}|\brequire\(.{20}|\beval\(.{20}|new Function\(.{20}/)).toBeNull();
    const scope: { result?: unknown } = {};
    new Function('globalThis', text)(scope);
    expect(scope.result).toEqual([2, 'STATUS_FILE_TRANSFER_FAILED', true, long, 6]);
  });
});

/** What a program uses of the package, and what it may pay for it: bytes of its bundle, minified and compressed. */
const programs = readJson(path.join(root, 'build/programs.json')) as readonly {
  readonly uses: string;
  readonly program: string;
  readonly bytes: number;
}[];

describe('what a program pays for', () => {
  it.each(programs)('$uses: at most $bytes bytes', async ({ program, bytes }) => {
    expect(gzipSync(await bundled(program)).length).toBeLessThanOrEqual(bytes);
  });
});
