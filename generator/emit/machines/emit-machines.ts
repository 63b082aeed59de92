import type { Model } from '../../model/model.js';
import type { OutputFile } from '../output.js';
import { machineModules } from './machine-modules.js';
import { xstateFile } from './xstate.js';

/** State machines as typed data and as XState configurations; their diagrams stand in the docs. */
export const emitMachines = (model: Model): readonly OutputFile[] => [...machineModules(model), ...model.machines.map((machine) => xstateFile(model, machine))];
