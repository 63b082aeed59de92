import type { CodeTable, Diagnostics, Place } from '../diagnostics/diagnostic.js';
import type { JsonValue, Model } from '../model/model.js';
import { first } from './problems.js';
import { problemOfAttribute } from './values.js';

export const dependencyCodes = {
  CHECK_DEPENDENCY_VALUE: { severity: 'error', title: 'What requests take for granted is a value that the type of its attribute does not allow' },
} as const satisfies CodeTable;

/** What is wrong with a value, or undefined. */
type Problem = (value: JsonValue) => string | undefined;

/** Values that fit, that a condition is about or that it asks for are values of their attributes. */
export function checkDependencies(model: Model, diagnostics: Diagnostics): void {
  const problems = problemsByName(model);
  for (const { names, values, what, place } of givenBy(model)) {
    const found = first(names, (name) => {
      const problem = first(values, (value) => first(problems.get(name) ?? [], (problemOf) => problemOf(value)));
      return problem && `${what} of ${name}: ${problem}`;
    });
    if (found !== undefined) diagnostics.report(dependencyCodes, 'CHECK_DEPENDENCY_VALUE', found, place, 'correct the value; those of enumerations are numbers');
  }
}

interface Given {
  /** Each of which has them. */
  readonly names: readonly string[];
  readonly values: readonly JsonValue[];
  readonly what: string;
  readonly place: Place;
}

function givenBy({ dependencies: { values, conditions, unsettled } }: Model): readonly Given[] {
  return [
    ...values.map(({ names, least, most, place }) => ({ names, values: most === undefined ? [least] : [least, most], what: 'a fitting value', place })),
    ...conditions.map(({ of, values: asked = [], place }) => ({ names: [of], values: asked, what: 'a condition', place })),
    ...conditions.flatMap(({ of, has = {}, place }) => Object.entries(has).map(([name, value]) => ({ names: [`${of.split('.')[0]!}.${name}`], values: [value], what: 'a condition', place }))),
    ...unsettled.map(({ names, values: open = [], place }) => ({ names, values: open, what: 'an unsettled value', place })),
  ];
}

/** Of attributes, with and without their resource. */
function problemsByName(model: Model): ReadonlyMap<string, readonly Problem[]> {
  const problems = new Map<string, Problem[]>();
  for (const { name: resource, attributes } of model.resources) {
    for (const attribute of attributes) {
      const problem: Problem = (value) => problemOfAttribute(model, attribute, value);
      for (const name of [attribute.name, `${resource}.${attribute.name}`]) {
        const known = problems.get(name);
        if (known === undefined) problems.set(name, [problem]);
        else known.push(problem);
      }
    }
  }
  return problems;
}
