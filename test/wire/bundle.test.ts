import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { resources } from '../../generated/tables/resources.js';

const root = path.resolve(import.meta.dirname, '../..');

/** What a browser's bundle of a program is made of: source files with bytes of theirs, and the chunks. */
async function bundle(program: string, splitting = true) {
  const { metafile, outputFiles } = await build({
    stdin: { contents: program, resolveDir: root, loader: 'ts' },
    bundle: true,
    splitting,
    minify: true,
    platform: 'browser',
    format: 'esm',
    outdir: 'out',
    write: false,
    metafile: true,
    logLevel: 'silent',
  });
  const [entry] = Object.entries(metafile.outputs).filter(([, { entryPoint }]) => entryPoint === '<stdin>');
  return {
    files: Object.keys(entry![1].inputs).filter((file) => entry![1].inputs[file]!.bytesInOutput > 0),
    bytes: entry![1].bytes,
    size: gzipSync(outputFiles[0]!.contents).length,
    chunks: outputFiles.length,
    imports: Object.values(metafile.outputs).flatMap(({ imports }) => imports.filter(({ external }) => external === true)),
  };
}

describe('in a browser', () => {
  it('nothing is imported from elsewhere', async () => {
    const { imports } = await bundle("export * from './wire/index.ts';");
    expect(imports).toEqual([]);
  });

  it('who imports nothing gets nothing', async () => {
    const { files, bytes } = await bundle("import './wire/index.ts';");
    expect(files.filter((file) => file !== '<stdin>')).toEqual([]);
    expect(bytes).toBeLessThan(50);
  });

  it('names alone come without XML, JSON texts and validators', async () => {
    const { files } = await bundle("import { encode } from './wire/index.ts'; console.log(encode);");
    expect(files.filter((file) => /xml|json\/|validators/.test(file))).toEqual([]);
  });

  it('the names of one resource are less than 5 KB, compressed', async () => {
    const program = "import { bindEncode, namesIn } from './wire/index.ts'; import { containerNames } from './generated/compact-names.ts'; console.log(bindEncode(namesIn(containerNames)));";
    const { size } = await bundle(program, false);
    expect(size).toBeLessThan(5000);
  });

  it('validators are chunks of their own, to be loaded when a text needs them', async () => {
    const { files, chunks } = await bundle("import { parse } from './wire/index.ts'; console.log(parse);");
    expect(files.filter((file) => file.includes('validators'))).toEqual(['generated/validators/load.js']);
    expect(chunks).toBeGreaterThan(resources.length);
  });

  it('a parser with one validator has that one', async () => {
    const program = "import { parserWith } from './wire/index.ts'; import { create } from './generated/validators/softwareCampaign.js'; console.log(parserWith({ softwareCampaign: { create } }));";
    const { files } = await bundle(program, false);
    expect(files.filter((file) => file.includes('validators') && !/softwareCampaign\.|support/.test(file))).toEqual([]);
    expect(files).toContain('generated/validators/softwareCampaign.js');
  });
});
