import type { AttributeRow } from '../generated/tables/index.js';
import type { Issue } from '../generated/validators/support.js';
import { isObject } from './matcher.js';
import type { Form, Operation } from './names.js';
import type { Payload } from './payload.js';
import { rowsIn } from './payload.js';
import { rootOf, type Specification } from './specification.js';
import type { SchemaObject } from './json-schema.js';
import { own, schemaAtName, schemaOf } from './schema.js';
import { payloadVectors } from './vectors.js';

export type Path = Issue['path'];

/** What an issue is about, as far as an explanation needs it: what was validated, by which schema, and a valid example. */
export interface Subject {
  readonly body: unknown;
  readonly form: Form;
  readonly schema: SchemaObject;
  readonly example: unknown;
  readonly attributes: readonly AttributeRow[];
  readonly specification: Specification;
}

/** The subject of an issue, and the way from there to the fault. */
export type SubjectOf = (issue: Issue) => { readonly subject: Subject; readonly path: Path };

export function subjectOfPayload(payload: Payload, specification: Specification): SubjectOf {
  const subject = subjectOf(payload, specification);
  return ({ path }) => ({ subject, path });
}

function subjectOf({ resource, operation, form, body }: Payload, specification: Specification): Subject {
  const everything = payloadVectors(resource, operation === 'partial' ? 'full' : operation, specification)?.valid.find(({ name }) => name === 'everything');
  const schema = schemaOf(resource, operation, form, specification);
  return { body, form, schema, example: everything?.[form], attributes: specification.attributesOf(resource) ?? [], specification };
}

/** Inside a primitive, the resource that it carries is the subject; around it, the primitive itself. */
export function subjectOfPrimitive(primitive: unknown, kind: string, form: Form, specification: Specification): SubjectOf {
  const around: Subject = {
    body: primitive,
    form,
    schema: schemaAtName(kind, form, specification),
    example: undefined,
    attributes: [],
    specification,
  };
  const roots = new Map([...rowsIn(specification).values()].map((row) => [rootOf(row, form), row.name]));
  const operation =
    kind === 'requestPrimitive' ? carriedBy(isObject(primitive) ? (primitive.op ?? primitive.operation) : undefined) : 'partial';
  return ({ path }) => {
    const at = path.findLastIndex((step) => roots.has(String(step)));
    if (at < 0 || at === path.length - 1) return { subject: around, path };
    const resource = roots.get(String(path[at]))!;
    return { subject: subjectOf({ resource, operation, form, body: valueAt(primitive, path.slice(0, at + 1)) }, specification), path: path.slice(at + 1) };
  };
}

/** Create is 1 and Update is 3 (TS-0004 6.3.4.2.5); a notification carries a representation. */
const carriedBy = (operation: unknown): Operation => (operation === 1 ? 'create' : operation === 3 ? 'update' : 'partial');

export const valueAt = (body: unknown, path: Path): unknown =>
  path.reduce((value, step) => (Array.isArray(value) ? value[Number(step)] : isObject(value) ? own(value, String(step)) : undefined), body);
