import path from 'node:path';
import { emit } from '../../generator/emit/index.js';
import type { OutputFile } from '../../generator/emit/output.js';
import { emitValidators } from '../../generator/emit/validators/emit.js';
import { emitVectors } from '../../generator/emit/vectors/emit-vectors.js';
import { analyse } from '../../generator/pipeline.js';
import { writeEmitted, type EmittedFolder } from './emitted.js';
import { ourSources } from './our-sources.js';

/** The specification itself: `xsd/` as the compiler reads it. Files of a worker share it, and what follows: nobody changes a model. */
export const { model: specification, diagnostics } = analyse(ourSources);

/** All that the compiler emits of it. */
export const specificationFiles = (): Promise<readonly OutputFile[]> => emit(specification);

let vectors: readonly OutputFile[] | undefined;
/** What the compiler emits of it under `vectors/`. */
export const specificationVectors = (): readonly OutputFile[] => (vectors ??= emitVectors(specification));

let validators: EmittedFolder | undefined;
/** Its validators as modules on disk, as their users import them; where the next run begins with nothing. */
export function specificationValidators(): EmittedFolder {
  return (validators ??= writeEmitted(emitValidators(specification), path.resolve(import.meta.dirname, '../../node_modules/.built/emitted')));
}
