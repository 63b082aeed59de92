import type { Model } from '../model/model.js';
import { byCodepoint } from '../model/names.js';
import { oncePer } from '../once-per.js';
import { emitCompactNames } from './compact-names.js';
import { emitConformance } from './conformance/emit-conformance.js';
import { emitCwmp } from './cwmp/emit-cwmp.js';
import { emitDocs } from './docs/emit-docs.js';
import { emitIndex } from './index-file.js';
import { emitJson } from './json/emit-json.js';
import { emitMachines } from './machines/emit-machines.js';
import type { Emitter, OutputFile } from './output.js';
import { emitSchemas } from './schemas/emit.js';
import { emitTables } from './tables/emit-tables.js';
import { emitTypes } from './types/emit-types.js';
import { emitValidators } from './validators/emit.js';
import { emitVocabulary } from './vocabulary.js';
import { emitVectors } from './vectors/emit-vectors.js';

/** One emitter per kind of output, in the order of the folder list in the README. */
export const emitters: readonly Emitter[] = [
  emitIndex,
  emitTypes,
  emitSchemas,
  emitValidators,
  emitTables,
  emitCompactNames,
  emitVocabulary,
  emitMachines,
  emitDocs,
  emitJson,
  emitVectors,
  emitConformance,
  emitCwmp,
];

/** Everything that follows from the model, in codepoint order of path; once, as the model is kept (pipeline.ts) for who asks again. */
export const emit: (model: Model) => Promise<readonly OutputFile[]> = oncePer(async (model: Model) => {
  const files = await Promise.all(emitters.map((emitter) => emitter(model)));
  return files.flat().sort((a, b) => byCodepoint(a.path, b.path));
});
