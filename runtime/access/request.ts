import type { Attributes } from '../resource.js';

/** Attributes that are to be written, and by whom. */
export interface AccessRequest {
  /** Long name of the resource type: `softwareCampaign`. */
  readonly type: string;
  readonly operation: 'create' | 'update';
  /** The stored attributes; without them an UPDATE is judged by its content alone. */
  readonly before?: Attributes;
  /** The content: attributes by long name. In an UPDATE, null deletes. */
  readonly patch: Attributes;
  /** On whose behalf: what an Originator asks for, or what the Hosting CSE does of itself. */
  readonly by: 'Originator' | 'Hosting CSE';
}
