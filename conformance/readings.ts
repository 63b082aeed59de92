/** Where other implementations are known to read the specification otherwise (generated/conformance/readings.json). */

import { generatedFile } from '../testing/data.js';
import type { Outcome } from './court.js';

interface Reading {
  readonly kind?: string;
  readonly resource?: string;
  readonly attribute?: string;
  readonly reading: string;
}

const all = (): readonly Reading[] => generatedFile('conformance/readings.json') as readonly Reading[];

/** Of the kinds, resource types and attributes of these cases, each once. */
export function readingsOf(outcomes: readonly Pick<Outcome, 'kind' | 'resource' | 'attribute'>[]): readonly string[] {
  return all()
    .filter(({ kind, resource, attribute }) => outcomes.some((outcome) => [kind, resource, attribute].some((each) => each !== undefined && [outcome.kind, outcome.resource, outcome.attribute].includes(each))))
    .map(({ reading }) => reading);
}
