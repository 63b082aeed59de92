import type { Issue, Validator } from '../generated/validators/support.js';
import { explained } from './explain.js';
import type { MatcherResult } from './matcher.js';
import { count, isObject, misuse, shown } from './matcher.js';
import type { Form, Operation, ResourceName, Validators } from './names.js';
import { describePayload, issuesOf, payloadOf, suffixOf } from './payload.js';
import type { SubjectOf } from './subject.js';
import { packaged, type Specification } from './specification.js';
import { subjectOfPayload, subjectOfPrimitive } from './subject.js';

export interface FormOption {
  /** Long or short names; recognized by the names in the received value when it is left out. */
  readonly form?: Form | undefined;
}

/** `toBeValid` for a specification. */
export const bindToBeValid =
  <V = Validators>(specification: Specification) =>
  (received: unknown, resource: ResourceName<V>, operation: Operation = 'create', { form }: FormOption = {}): MatcherResult => {
    const payload = payloadOf(received, resource as string, operation, form, specification);
    const issues = issuesOf(payload, specification);
    return verdict(received, describePayload(payload), issues, () => subjectOfPayload(payload, specification));
  };

/** Is the received value a valid payload of `resource`? With or without the root (`m2m:node`, `m2m:nod`) around it. */
export const toBeValid = /* @__PURE__ */ bindToBeValid(packaged);

/** Valid when there are no issues; what the message needs is not read before somebody asks for it. */
const verdict = (received: unknown, what: string, issues: readonly Issue[], subject: () => SubjectOf): MatcherResult => {
  // No assertion can be made of it, not even the contrary.
  if (issues.length > 0 && issues.every(({ rule }) => rule === 'notCovered')) return misuse(`the ${what} is not covered: ${issues[0]!.message}`);
  return {
    pass: issues.length === 0,
    message: () =>
      issues.length === 0
        ? `expected the value not to be a valid ${what}, but it is:\n  ${shown(received)}`
        : `expected a valid ${what}; ${count(issues.length, 'violation')}:\n\n${explained(issues, subject())}`,
  };
};

const primitiveKinds = ['requestPrimitive', 'responsePrimitive', 'notification'] as const;
export type PrimitiveKind = (typeof primitiveKinds)[number];

export interface PrimitiveOptions extends FormOption {
  /** Recognized by the parameters of the received value when it is left out. */
  readonly kind?: PrimitiveKind | undefined;
}

/** What only one kind of primitive, in one form, has. A notification is what a Notify request carries. */
const marks: readonly (readonly [mark: string, kind: PrimitiveKind, form: Form])[] = [
  ['op', 'requestPrimitive', 'wire'],
  ['operation', 'requestPrimitive', 'long'],
  ['rsc', 'responsePrimitive', 'wire'],
  ['responseStatusCode', 'responsePrimitive', 'long'],
  ['m2m:sgn', 'notification', 'wire'],
  ['m2m:agn', 'notification', 'wire'],
  ['m2m:notification', 'notification', 'long'],
  ['m2m:aggregatedNotification', 'notification', 'long'],
];

/** Bindings put a primitive into one member of this name. */
const wrappers: ReadonlySet<string> = new Set(['m2m:rqp', 'm2m:rsp', 'm2m:requestPrimitive', 'm2m:responsePrimitive']);

/** `toBeValidPrimitive` for a specification, whose resources primitives carry. */
export const bindToBeValidPrimitive = (specification: Specification) => (received: unknown, options: PrimitiveOptions = {}): MatcherResult => {
  const primitive = unwrapped(received);
  const mark = isObject(primitive) ? marks.find(([name]) => Object.hasOwn(primitive, name)) : undefined;
  const kind = options.kind ?? mark?.[1];
  const form = options.form ?? (mark !== undefined && mark[1] === kind ? mark[2] : 'wire');
  if (kind === undefined) {
    const names = marks.map(([name]) => name).join(', ');
    return {
      pass: false,
      message: () => `expected a request, a response or a notification, which have one of ${names}; received ${shown(received)}`,
    };
  }
  if (!primitiveKinds.includes(kind)) return misuse(`there is no primitive "${String(kind)}"; there are ${primitiveKinds.join(', ')}`);
  const issues = (specification.validators as Readonly<Record<string, Validator<unknown>>>)[`${kind}${suffixOf(form)}`]!.issues(primitive);
  const what = `${kind} with ${form === 'wire' ? 'short' : 'long'} names`;
  return verdict(received, what, issues, () => subjectOfPrimitive(primitive, kind, form, specification));
};

/** Is the received value a valid request, response or notification? */
export const toBeValidPrimitive = /* @__PURE__ */ bindToBeValidPrimitive(packaged);

function unwrapped(received: unknown): unknown {
  if (!isObject(received)) return received;
  const [name, ...others] = Object.keys(received);
  return name !== undefined && others.length === 0 && wrappers.has(name) ? received[name] : received;
}
