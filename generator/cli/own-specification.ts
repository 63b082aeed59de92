import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { specificationOf, type OwnSpecification } from '../emit/specification.js';
import type { OutputFile } from '../emit/output.js';
import { emitValidators } from '../emit/validators/emit.js';
import { analyseInput, hasErrors, loadInput, rejected } from './compilation.js';
import type { Context, Report } from './context.js';

/** The specification that the input and its base are, compiled and loaded into this process; a report of what is wrong with them. */
export async function ownSpecification(context: Context): Promise<OwnSpecification | Report> {
  const input = await loadInput(context);
  if (hasErrors(input.diagnostics)) return rejected(context, input.diagnostics, input);
  const { model, diagnostics } = await analyseInput(context, input);
  if (hasErrors(diagnostics)) return rejected(context, diagnostics, input);
  context.progress('loading');
  return specificationOf(model, await loaded(emitValidators(model)));
}

/** Node imports modules from files: they are there for as long as that takes. */
async function loaded(files: readonly OutputFile[]): Promise<object> {
  const folder = await mkdtemp(path.join(tmpdir(), 'specgen-'));
  try {
    for (const name of ['validators', 'checks']) await mkdir(path.join(folder, name));
    await writeFile(path.join(folder, 'package.json'), '{ "type": "module" }');
    await Promise.all(files.filter(({ path: file }) => file.endsWith('.js')).map((file) => writeFile(path.join(folder, file.path), file.text)));
    return (await import(pathToFileURL(path.join(folder, 'validators/index.js')).href)) as object;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
