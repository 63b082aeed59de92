import path from 'node:path';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { emitAll, temporaryFolder, write } from './emitted.js';
import { specification } from '../support/specification.js';

/** What a bundler keeps of the generated modules for a program: its own needs, nothing else. */
describe('a program that imports from the index of everything', async () => {
  const folder = temporaryFolder();
  write(folder, await emitAll(specification));

  const bundled = async (program: string): Promise<string> => {
    const { outputFiles } = await build({
      stdin: { contents: program, resolveDir: folder, loader: 'ts' },
      bundle: true,
      write: false,
      format: 'esm',
      treeShaking: true,
    });
    return outputFiles[0]!.text;
  };

  it('gets nothing for nothing', async () => {
    expect(await bundled(`import ${JSON.stringify(path.join(folder, 'index.ts'))};`)).not.toMatch(/[=(]/);
  });

  it.each([
    ["import { mapFault } from './index.js'; console.log(mapFault('Download', 9010));", 'STATUS_FILE_TRANSFER_FAILED', 'campaignEnabled'],
    ["import { CampaignStatus } from './index.js'; console.log(CampaignStatus.PENDING);", 'INITIATED', 'STATUS_FILE_TRANSFER_FAILED'],
    ["import { attributesOf } from './index.js'; console.log(attributesOf('node'));", 'campaignEnabled', 'STATUS_FILE_TRANSFER_FAILED'],
    ["import { campaignStatusMachine } from './index.js'; console.log(campaignStatusMachine);", 'notAllCancelled', 'STATUS_FILE_TRANSFER_FAILED'],
  ])('%s', async (program, wanted, unwanted) => {
    const text = await bundled(program);
    expect(text).toContain(wanted);
    expect(text).not.toContain(unwanted);
  });
});
