import type { Model, Resource } from '../../model/model.js';
import { prefixedName } from '../../model/names.js';
import { primitiveOf } from '../../model/primitives.js';
import { literal } from '../checks/module.js';
import { parameterKey, parametersOf } from '../schemas/primitives.js';
import { globalName } from '../schemas/contents.js';
import type { Form } from '../schemas/representation.js';
import { keyOfAttribute, memberName } from '../schemas/representation.js';
import { propertyKey } from '../types/declarations.js';
import { formSuffix } from '../types/names.js';

/** How a type has several requests or responses in it, each less than the primitive: which is which. */
interface Aggregation {
  readonly primitive: 'requestPrimitive' | 'responsePrimitive';
  /** The list of them. */
  readonly member: string;
  /** The member of each in which other parameters stand. */
  readonly apart?: string;
  /** Those of them that have another name there: name there → that of the parameter. */
  readonly names?: Readonly<Record<string, string>>;
  /** What a primitive must have, and one of these need not. */
  readonly assumed?: Readonly<Record<string, unknown>>;
}

const known = ['m2m:aggregatedRequest', 'm2m:aggregatedResponse'] as const;

/** Requests of <delivery> and <transactionMgmt>, and the responses to these (TS-0004 6.3.5.3, 6.3.5.4, 6.3.5.33). */
function aggregation(model: Model, form: Form, type: (typeof known)[number]): Aggregation {
  if (type === 'm2m:aggregatedResponse') return { primitive: 'responsePrimitive', member: globalName(model, form, 'responsePrimitive') };
  const indicator = parametersOf(model, 'request').find(({ name }) => name === 'releaseVersionIndicator');
  const key = indicator === undefined ? 'releaseVersionIndicator' : parameterKey(indicator, form);
  const there = memberName(model, form, 'ReleaseVersionIndicator');
  return { primitive: 'requestPrimitive', member: memberName(model, form, 'request'), apart: memberName(model, form, 'metaInformation'), ...(there !== key && { names: { [there]: key } }), assumed: { [key]: '3' } };
}

/** The table of them for who has long names alone. */
export const aggregationTable = (model: Model): string => `\nexport const aggregations = {\n${known.map((type) => `  '${type}': ${literal(aggregation(model, 'long', type))},\n`).join('')}};\n`;

/** Code of what checks the primitives in the attributes of a resource: a member for each attribute that has some. */
export function heldPrimitives(model: Model, form: Form, resource: Resource): readonly string[] {
  return resource.attributes.flatMap((attribute) => {
    const { type } = attribute.type;
    const key = propertyKey(keyOfAttribute(attribute, form));
    const primitive = primitiveOf(model.components, type);
    if (primitive !== undefined) return [`${key}: [() => ${primitive + formSuffix(form)}]`];
    const found = known.find((name) => type.name !== undefined && prefixedName(type) === name);
    if (found === undefined) return [];
    const { primitive: each, ...rest } = aggregation(model, form, found);
    return [`${key}: [() => ${each + formSuffix(form)}, ${literal(rest)}]`];
  });
}
