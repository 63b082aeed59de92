import type { CodeTable, Diagnostic } from '../diagnostics/diagnostic.js';
import { Diagnostics } from '../diagnostics/diagnostic.js';
import type { Document } from '../import/document.js';
import type { Facts } from '../import/facts.js';
import type { Model } from '../model/model.js';
import { aggregateLintCodes, lintAggregates } from './rules/aggregates.js';
import { assignmentLintCodes, lintAssignments } from './rules/assignments.js';
import { attributeNameLintCodes, lintAttributeNames } from './rules/attribute-names.js';
import { attributeLintCodes, lintAttributes } from './rules/attributes.js';
import { cellLintCodes, lintCells } from './rules/cells.js';
import { citationLintCodes, lintCitations } from './rules/citations.js';
import { clauseLintCodes, lintClauses } from './rules/clauses.js';
import { faultLintCodes, lintFaults } from './rules/faults.js';
import { languageLintCodes, lintLanguage } from './rules/language.js';
import { lintNames, nameLintCodes } from './rules/names.js';
import { lintOwners, ownerLintCodes } from './rules/owners.js';
import { lintProcedures, procedureLintCodes } from './rules/procedures.js';
import { lintAgainstPublished, publishedLintCodes } from './rules/published.js';
import { lintRegisters, registerLintCodes } from './rules/registers.js';
import { lintRelations, relationLintCodes } from './rules/relations.js';
import { lintSlips, slipLintCodes } from './rules/slips.js';
import { lintStageChildren, lintStages, stageLintCodes } from './rules/stages.js';
import { lintTables, tableLintCodes } from './rules/tables.js';
import { lintTargets, targetLintCodes } from './rules/targets.js';
import { lintTypedValues, typedValueLintCodes } from './rules/typed-values.js';
import { lintValues, valueLintCodes } from './rules/values.js';
import type { Rule } from './subject.js';
import { readModel } from './definitions.js';
import type { Subject } from './subject.js';
import { subjectFrom, subjectOf } from './subject.js';

/** Every code that a rule may report: severity and what it means. */
export const lintCodes = {
  ...tableLintCodes,
  ...cellLintCodes,
  ...registerLintCodes,
  ...stageLintCodes,
  ...valueLintCodes,
  ...typedValueLintCodes,
  ...nameLintCodes,
  ...attributeNameLintCodes,
  ...attributeLintCodes,
  ...publishedLintCodes,
  ...assignmentLintCodes,
  ...aggregateLintCodes,
  ...faultLintCodes,
  ...procedureLintCodes,
  ...citationLintCodes,
  ...clauseLintCodes,
  ...targetLintCodes,
  ...ownerLintCodes,
  ...relationLintCodes,
  ...slipLintCodes,
  ...languageLintCodes,
} as const satisfies CodeTable;

const rules: readonly Rule[] = [
  lintTables,
  lintCells,
  lintRegisters,
  lintStages,
  lintStageChildren,
  lintValues,
  lintTypedValues,
  lintNames,
  lintAttributeNames,
  lintAttributes,
  lintAgainstPublished,
  lintAssignments,
  lintAggregates,
  lintFaults,
  lintProcedures,
  lintCitations,
  lintClauses,
  lintTargets,
  lintOwners,
  lintRelations,
  lintSlips,
  lintLanguage,
];

/**
 * What looks wrong in a document, in its order. `known` is a linked specification to compare with: without it, rules that
 * need published types, tables and commands stay silent.
 */
export function lintDocument(document: Document, facts: Facts, known: Model | undefined): readonly Diagnostic[] {
  return lint(subjectOf(document, facts, known));
}

/**
 * What looks wrong in definitions, errata applied: by the same rules, over their rows and descriptions. What an erratum
 * of the row explains is not reported again; what contradicts itself is for the checks of the compiler.
 */
export function lintDefinitions(model: Model): readonly Diagnostic[] {
  const { facts, units, isExcused } = readModel(model);
  const subject = subjectFrom({ units, tables: [], clauses: new Map() }, facts, model, 'definitions');
  return lint(subject).filter(({ place }) => place === undefined || !isExcused(place));
}

function lint(subject: Subject): readonly Diagnostic[] {
  const diagnostics = new Diagnostics();
  for (const rule of rules) {
    rule(subject, (code, message, place, hint) => diagnostics.report(lintCodes, code as keyof typeof lintCodes, message, place, hint));
  }
  return diagnostics.list();
}
