import type { Fact } from './fact.js';

/** What the contents of requests take for granted: what they name outside of themselves, and what a CSE need not have. */
export interface Dependencies {
  readonly roles: readonly Role[];
  readonly references: readonly Reference[];
  readonly features: readonly Feature[];
}

/** Something that is named, other than by its resource type: an Originator, the parent, a name that is free. */
export interface Role {
  readonly name: string;
  readonly description: string;
  readonly samples: readonly string[];
}

export interface Reference extends Fact {
  /** Long name of a resource type, or a role. */
  readonly to: string;
  /** Of attributes or members of structures; `resource.attribute` where the name alone means something else. */
  readonly names: readonly string[];
  /** The attribute of the same resource that says by number which resource type they lead to. */
  readonly typedBy?: string;
}

export interface Feature extends Fact {
  readonly name: string;
  readonly description: string;
  readonly names: readonly string[];
  /** Long names of resource types; that of a base stands for its specializations. */
  readonly resources: readonly string[];
  /** Announced variants of all resource types belong to it. */
  readonly announced?: boolean;
}
