import { keptBySources } from '../kept.js';
import { isSchemaFile } from './kind.js';
import { readDefinitions } from './read.js';

/** The definitions of a folder, errata applied, and what is wrong with them. An import asks for those before it and after each of its steps. */
export const definitionsOf = keptBySources(8, (file) => file.endsWith('.json') && !isSchemaFile(file), (sources, diagnostics) => readDefinitions(sources, diagnostics));
