/** The generated vectors, and sample values of every attribute taken from them. */

import type { Attributes, JsonValue } from '../../../runtime/resource.js';
import { generatedVectors } from '../../support/generated-vectors.js';

export interface Vectors {
  readonly resource: string;
  readonly operation: 'create' | 'update' | 'full';
  readonly valid: readonly { readonly name: string; readonly long: Attributes; readonly wire: Attributes }[];
  readonly invalid: readonly {
    readonly name: string;
    readonly rule: string;
    readonly attribute: string;
    readonly statusCode: number | null;
    readonly long: Attributes;
    readonly wire: Attributes;
  }[];
}

export const allVectors = generatedVectors as unknown as readonly Vectors[];

export const vectorsOf = (resource: string, operation: Vectors['operation']): Vectors | undefined =>
  allVectors.find((each) => each.resource === resource && each.operation === operation);

/** Valid values of as many attributes as the vectors have; those that are not to be there without their condition come from invalid ones. */
const samplesIn = (resource: string): Attributes => {
  const { valid = [], invalid = [] } = vectorsOf(resource, 'full') ?? {};
  return Object.assign({}, ...[...invalid.filter(({ rule }) => rule === 'onlyWhen'), ...valid].map(({ long }) => long)) as Attributes;
};
const samples = new Map([...new Set(allVectors.map(({ resource }) => resource))].map((resource) => [resource, samplesIn(resource)]));

/** A valid value of the attribute. */
export function sampleOf(resource: string, attribute: string): JsonValue {
  const value = samples.get(resource)?.[attribute];
  if (value === undefined) throw new Error(`no vector has ${resource}.${attribute}`);
  return value;
}

/** The smallest content that a Create request may have; none where nobody may create the resource. */
export const smallestCreate = (resource: string): Attributes => vectorsOf(resource, 'create')?.valid.find(({ name }) => name === 'only what is mandatory')?.long ?? {};
