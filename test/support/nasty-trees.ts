import fc from 'fast-check';
import type { OutputFile } from '../../generator/emit/output.js';
import { compile } from '../../generator/pipeline.js';
import { nastySpecification } from './nasty-specification.js';

const count = Number(process.env['SPECGEN_RUNS'] ?? 6);

interface Tree {
  readonly name: string;
  readonly files: readonly OutputFile[];
}

let trees: Promise<readonly Tree[]> | undefined;
/** What is generated from specifications that mean trouble, a tree each; files of a worker share them. */
export const nastyTrees = (): Promise<readonly Tree[]> =>
  (trees ??= Promise.all(
    fc.sample(nastySpecification, { numRuns: count }).map(async (sources, i) => {
      const { files, diagnostics } = await compile(sources);
      const errors = diagnostics.filter(({ severity }) => severity === 'error');
      if (errors.length > 0) throw new Error(JSON.stringify(errors, null, 1));
      return { name: `tree${i}`, files };
    }),
  ));
