/** The judge for a specification of one's own. */

import { describeConformance, type DescribeOptions } from './describe.js';
import { listenForNotifications, type ListenOptions } from './http/listen.js';
import { planOf, runConformance, type RunOptions } from './run.js';
import type { Specification } from './specification.js';

/** Its plan has cases for the types that one has added, made from their tables. */
export const bindConformance = (specification: Specification) => ({
  runConformance: (options: Omit<RunOptions, 'specification'>) => runConformance({ ...options, specification }),
  planOf: (only?: readonly string[]) => planOf(only, specification),
  describeConformance: (options: Omit<DescribeOptions, 'specification'>) => describeConformance({ ...options, specification }),
  listenForNotifications: (options?: Omit<ListenOptions, 'specification'>) => listenForNotifications({ ...options, specification }),
});
