import type { Sources } from '../../read/sources.js';
import type { Merged } from './merge.js';

/** All files of a folder as an import leaves them. */
export const resultOf = (into: Sources, { sources, removed }: Pick<Merged, 'sources' | 'removed'>): Sources =>
  new Map([...[...into].filter(([file]) => !removed.includes(file)), ...sources]);
