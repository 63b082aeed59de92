import type * as machineModules from '../generated/machines/index.js';
import type * as validators from '../generated/validators/index.js';
import type { IssueRule, Validator } from '../generated/validators/support.js';

// All names that a test can say are read off the types of what was generated: a name that does not exist does not compile.

/** The validators of the package; where a type takes others, they are those of a specification of one's own. */
export type Validators = typeof validators;

/** Long names of the resource types that have validators. */
export type ResourceName<V = Validators> = { [K in keyof V]: V[K] extends { readonly full: unknown } ? K : never }[keyof V];

/**
 * What a payload stands in: the content of a Create or Update request, a whole representation, or a part of one, as
 * responses and notifications carry it.
 */
export type Operation = 'create' | 'update' | 'full' | 'partial';

/** Operations that a resource type has; a few can be neither created nor updated by request. */
export type OperationOf<R extends ResourceName<V>, V = Validators> = Extract<keyof V[R], Operation>;

/** Long names, as the specification prints them; or short names, as they stand on the wire. */
export type Form = 'long' | 'wire';

/** The payload of a resource type, operation and name form. */
export type Body<R extends ResourceName, O extends OperationOf<R> = OperationOf<R>, F extends Form = 'long'> = BodyOf<Validators, R, O, F>;

/** The same, of a specification with these validators. */
export type BodyOf<V, R extends ResourceName<V>, O extends OperationOf<R, V>, F extends Form> =
  V[R][(F extends 'wire' ? `${O}Wire` : O) & keyof V[R]] extends Validator<infer T> ? T : never;

/** Resource types that a Create request can create. */
export type CreatableName = { [R in ResourceName]: 'create' extends OperationOf<R> ? R : never }[ResourceName];

/** Long names of the attributes of all resource types. */
export type AttributeName<V = Validators> = Exclude<
  { [R in ResourceName<V>]: keyof BodyOf<V, R, 'full' & OperationOf<R, V>, 'long'> }[ResourceName<V>],
  `${string}:${string}` | number | symbol
>;

/** What a payload can violate: the rules of the validators, and the two reasons for which an attribute must not be present. */
export type ViolationRule = IssueRule | 'RO' | 'WO';

/** Attributes that have a state machine. */
export type MachineName = keyof typeof machineModules extends infer K ? (K extends `${infer Name}Machine` ? Name : never) : never;
