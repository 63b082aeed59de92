/** Of many children of one type those at an end: what was created first or last, or whose data were generated first. */

import type { Resource } from '../resource.js';
import { generationTerm } from './terms.js';

export type End = 'oldest' | 'latest' | 'firstGenerated';

const generatedAt = ({ attributes }: Resource): number => Number(generationTerm(attributes));

/** Of instances of a time series. */
export const firstGenerated = (instances: readonly Resource[]): Resource | undefined =>
  instances.reduce<Resource | undefined>((first, each) => (first === undefined || generatedAt(each) < generatedAt(first) ? each : first), undefined);
