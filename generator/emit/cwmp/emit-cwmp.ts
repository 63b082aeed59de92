import type { Model } from '../../model/model.js';
import type { OutputFile } from '../output.js';
import { renderPage } from '../render.js';
import { cwmpChecks } from './checks.js';
import { cwmpTables } from './tables.js';

export const cwmpTemplates: readonly string[] = [cwmpTables.template];

/** `cwmp/`: checks of simple types, and the tables of their codec; the types are printed with all others. */
export const emitCwmp = (model: Model): readonly OutputFile[] => (model.cwmp === undefined ? [] : [...cwmpChecks(model), renderPage(cwmpTables, model)]);
