import type { Fact } from './fact.js';
import type { JsonValue } from './json-value.js';

/** What the contents of requests take for granted: what they name outside of themselves, and what a CSE need not have. */
export interface Dependencies {
  readonly roles: readonly Role[];
  readonly references: readonly Reference[];
  readonly features: readonly Feature[];
  readonly values: readonly FittingValue[];
  readonly conditions: readonly Condition[];
  readonly unsettled: readonly Unsettled[];
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

/** A value that fits where the type alone lets more pass: of these attributes or members, by names like those of references. */
export interface FittingValue extends Fact {
  readonly names: readonly string[];
  readonly least: JsonValue;
  /** Where everything is shown; absent: as the least. */
  readonly most?: JsonValue;
}

/** What a value is accepted with: a payload alone does not say it, and a judge has to see to it. */
export interface Condition extends Fact {
  /** `resource.attribute`, or `resource.attribute/member`. */
  readonly of: string;
  /** Of these values only. */
  readonly values?: readonly JsonValue[];
  /** What the resource has besides: carried by the CREATE, or there before the UPDATE. */
  readonly has?: { readonly [attribute: string]: JsonValue };
  /** Type of the parent. */
  readonly below?: string;
  /** Name of a feature. */
  readonly needs?: string;
}

/** Whether a CSE accepts it, more decides than whoever asks can see to: a refusal says nothing. */
export interface Unsettled extends Fact {
  /** Long names of resource types; that of a base stands for itself alone. */
  readonly resources: readonly string[];
  /** `resource.attribute`. */
  readonly names: readonly string[];
  readonly values?: readonly JsonValue[];
  /** All announced variants. */
  readonly announced?: boolean;
  /** Only where all of it is there at once: commands that contradict each other. */
  readonly together?: boolean;
  /** In our own words. */
  readonly why: string;
}
