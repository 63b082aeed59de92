import { runChecks } from './check/index.js';
import type { Diagnostic } from './diagnostics/diagnostic.js';
import { Diagnostics } from './diagnostics/diagnostic.js';
import { emit } from './emit/index.js';
import type { OutputFile } from './emit/output.js';
import type { NameOverrides } from './link/context.js';
import { putIntoTypes } from './link/enumerations.js';
import { link } from './link/link.js';
import type { Model } from './model/model.js';
import { Losses } from './read/definitions/losses.js';
import { packageSchemas } from './read/definitions/package-schemas.js';
import { readDefinitions } from './read/definitions/read.js';
import { keptBySources } from './read/kept.js';
import type { Sources } from './read/sources.js';
import { componentsOf } from './read/xsd/components.js';
import { triage } from './triage.js';

/** What one run of the compiler has to show. `files` is empty when any diagnostic is an error: all or nothing. */
export interface Compilation {
  readonly model: Model;
  readonly files: readonly OutputFile[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Input text → the linked specification, with everything that is wrong with it. The last few are kept: an import asks for what
 * was there before, at each step, and for what came of it, and a process may be asked in several folders by turns; who asks
 * again gets the same model, which nobody changes. One with all that is emitted from it is 25 MB.
 */
export function analyse(sources: Sources, overrides: NameOverrides = {}): { readonly model: Model; readonly diagnostics: Diagnostics } {
  const diagnostics = new Diagnostics();
  return { model: modelOf(sources, diagnostics, JSON.stringify(overrides)), diagnostics };
}

const modelOf = keptBySources(6, () => true, (sources, diagnostics, overrides) => analyseAnew(sources, diagnostics, JSON.parse(overrides ?? '{}') as NameOverrides));

function analyseAnew(sources: Sources, diagnostics: Diagnostics, overrides: NameOverrides): Model {
  const [reading, readingDefinitions, linking, checking] = [new Diagnostics(), new Diagnostics(), new Diagnostics(), new Diagnostics()];
  const lost = new Losses();
  const definitions = readDefinitions(sources, readingDefinitions, packageSchemas(), lost);
  const components = componentsOf(sources, reading, putIntoTypes(definitions, overrides));
  for (const diagnostic of readingDefinitions.reported()) reading.add(diagnostic);
  const model = link(components, definitions, linking, overrides);
  runChecks(model, checking);

  for (const diagnostic of triage({ reading, linking, checking }, lost, sources, model).reported()) diagnostics.add(diagnostic);
  return model;
}

/** The whole compiler: read → link → check → emit. Pure; reading the folder and writing the output are the caller's. */
export async function compile(sources: Sources, overrides: NameOverrides = {}): Promise<Compilation> {
  const { model, diagnostics } = analyse(sources, overrides);
  const files = diagnostics.hasErrors ? [] : await emit(model);
  return { model, files, diagnostics: diagnostics.list() };
}
