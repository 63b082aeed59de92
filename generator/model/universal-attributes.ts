import type { Fact } from './fact.js';

/** What resources have whatever their own tables say: rows of TS-0001 9.6.1.3 and 9.6.26, TS-0004 6.3.6. */
export interface UniversalAttribute extends Fact {
  readonly name: string;
  /** What the Hosting CSE gives an original when it creates it; what every announced variant has; what a variant keeps of its original. */
  readonly of: 'originals' | 'announced' | 'kept';
  /** Of originals: only some resource types have it; absent: every one that is neither virtual nor announced. */
  readonly common?: true;
}
