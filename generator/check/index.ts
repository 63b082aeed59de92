import type { CodeTable, Diagnostics } from '../diagnostics/diagnostic.js';
import type { Model } from '../model/model.js';
import { accessCodes, checkAccess } from './access.js';
import { aggregationCodes, checkAggregations } from './aggregations.js';
import { attributeCodes, checkAttributes } from './attributes.js';
import type { Check } from './check.js';
import { checkCommands, commandCodes } from './commands.js';
import { checkConditions, conditionCodes } from './conditions.js';
import { checkContents, contentCodes } from './contents.js';
import { checkDependencies, dependencyCodes } from './dependencies.js';
import { checkDocuments, documentCodes } from './documents.js';
import { checkEnumerations, enumerationCodes } from './enumerations.js';
import { checkErrata, errataCodes } from './errata.js';
import { checkFaults, faultCodes } from './faults.js';
import { checkMachines, machineCodes } from './machines.js';
import { checkMultiplicity, multiplicityCodes } from './multiplicity.js';
import { checkOutcomes, outcomeCodes } from './outcomes.js';
import { checkParameters, parameterCodes } from './parameters.js';
import { checkResourceTypes, resourceTypeCodes } from './resource-types.js';
import { checkResources, resourceCodes } from './resources.js';
import { checkShortNames, shortNameCodes } from './short-names.js';
import { checkTableAgainstXsd, tableXsdCodes } from './table-xsd.js';
import { checkValues, valueCodes } from './values.js';

export const checks: readonly Check[] = [
  checkAttributes,
  checkResources,
  checkShortNames,
  checkResourceTypes,
  checkTableAgainstXsd,
  checkMultiplicity,
  checkAccess,
  checkValues,
  checkConditions,
  checkEnumerations,
  checkMachines,
  checkFaults,
  checkCommands,
  checkParameters,
  checkContents,
  checkDependencies,
  checkOutcomes,
  checkAggregations,
  checkErrata,
  checkDocuments,
];

/** Every code that a check may report. */
export const checkCodes = {
  ...attributeCodes,
  ...resourceCodes,
  ...shortNameCodes,
  ...resourceTypeCodes,
  ...tableXsdCodes,
  ...multiplicityCodes,
  ...accessCodes,
  ...valueCodes,
  ...conditionCodes,
  ...enumerationCodes,
  ...machineCodes,
  ...faultCodes,
  ...commandCodes,
  ...parameterCodes,
  ...contentCodes,
  ...dependencyCodes,
  ...outcomeCodes,
  ...aggregationCodes,
  ...errataCodes,
  ...documentCodes,
} as const satisfies CodeTable;

/** Runs every check over a linked model; they only report, so that one run shows everything. */
export function runChecks(model: Model, diagnostics: Diagnostics): void {
  for (const check of checks) check(model, diagnostics);
}
