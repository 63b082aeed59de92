/** The plan of a run, as it is generated (generated/conformance/README.md says what it means), read when it is asked for. */

import type { JsonValue } from '../wire/json-value.js';
import type { VectorFile } from '../testing/expand.js';
import { once, packaged } from './specification.js';

export type Certainty = 'printed' | 'erratum' | 'provisional';

export type Primitive = { readonly [parameter: string]: JsonValue };

export interface Kind {
  readonly kind: string;
  readonly what: string;
  readonly clause: string;
}

export interface PayloadRow {
  readonly resource: string;
  /** File name of its vectors. */
  readonly vectors: string;
  readonly root: string;
  readonly resourceType: number | null;
  readonly provisional: boolean;
  readonly operations: readonly ('create' | 'update')[];
  /** From the root, which the run has, to the parent; null: no request creates one. */
  readonly below: readonly [root: 'AE' | 'CSEBase', ...path: readonly string[]] | null;
  /** There can be only so many of it below one parent. */
  readonly single?: true;
  /** Where it is not deleted while it runs: what an UPDATE must carry before. */
  readonly ends?: { readonly [name: string]: JsonValue };
  /** By attribute, by name of vector, or `*`: why a refusal of what is valid says nothing. */
  readonly unsettled: { readonly [of: string]: string };
  /** Short names of attributes that the Hosting CSE may store otherwise than they are sent. */
  readonly changes: readonly string[];
  /** Of those of which it may store another value than the one of the CREATE, but some. */
  readonly adjusts: readonly string[];
  readonly errata: { readonly [attribute: string]: readonly string[] };
}

export interface ProcedureCase {
  readonly id: string;
  readonly kind: string;
  readonly what: string;
  readonly clause: string;
  readonly certainty: Certainty;
  readonly types: readonly string[];
  readonly steps: readonly Step[];
}

export interface Step {
  readonly given?: true;
  readonly request?: Primitive;
  readonly rsc?: readonly number[];
  readonly content?: readonly Matcher[];
  readonly save?: { readonly [name: string]: string };
  readonly notified?: Notified;
  readonly quiet?: { readonly at: string; readonly for: number };
  readonly wait?: number;
  /** Seconds within which the answer must come to be right. */
  readonly until?: number;
  readonly device?: DeviceOrder;
}

/** A request that arrives at `{{listener.AT}}`. */
export interface Notified {
  readonly at: string;
  /** Seconds. */
  readonly within: number;
  readonly content?: readonly Matcher[];
  /** Short names of parameters that it must have. */
  readonly parameters?: readonly string[];
  /** It is no notification of an event; a CSE need not send it. */
  readonly sort?: 'verification';
}

/** What the device of a <node> does from now on with what it is told. */
export interface DeviceOrder {
  /** Its resourceID. */
  readonly node: string;
  /** Which device it is: `urn:dev:ops:` with OUI, product class and serial number (RFC 9039 4.3). */
  readonly nodeID: string;
  readonly does: DeviceScript;
  /** Where nobody can tell it, the case does without. */
  readonly optional?: true;
}

/** It does it at once; fails; takes some seconds, and does it; or does the same, and refuses to have it cancelled. */
export type DeviceScript = 'obeys' | 'fails' | 'slow' | 'stubborn';

/** One of its members says what must hold, `at` where. */
export interface Matcher {
  readonly at?: string;
  readonly root?: string;
  readonly nothing?: true;
  readonly equals?: JsonValue;
  readonly differs?: JsonValue;
  readonly present?: boolean;
  readonly above?: JsonValue;
  readonly atMost?: JsonValue;
  readonly same?: JsonValue;
  readonly refers?: readonly string[];
  readonly refersNot?: readonly string[];
  readonly references?: number | readonly number[];
}

/** Files of the plan and of its vectors, each read once: who brings them may read them anew. */
const filesOf = once(({ file }) => {
  const read = new Map<string, unknown>();
  return (path: string): unknown => {
    if (!read.has(path)) read.set(path, file(path));
    return read.get(path);
  };
});

export const planKinds = (specification = packaged): readonly Kind[] => filesOf(specification)('conformance/kinds.json') as readonly Kind[];
export const payloadRows = (specification = packaged): readonly PayloadRow[] => filesOf(specification)('conformance/payloads.json') as readonly PayloadRow[];
export const procedureCases = (specification = packaged): readonly ProcedureCase[] => filesOf(specification)('conformance/procedures.json') as readonly ProcedureCase[];
/** Whether the whole CSE has room for one of it only. */
export const isOnlyOne = ({ single, below }: PayloadRow): boolean => single === true && below?.[0] === 'CSEBase' && below.length === 1;
export const vectorFile = ({ vectors }: PayloadRow, specification = packaged): VectorFile => filesOf(specification)(`vectors/${vectors}`) as VectorFile;

const byName = once((specification) => new Map(planKinds(specification).map((kind) => [kind.kind, kind])));

export function kindNamed(name: string, specification = packaged): Kind {
  const found = byName(specification).get(name);
  if (found === undefined) throw new Error(`there is no kind of check ${name}`);
  return found;
}
