import type { Model, Resource } from '../../model/model.js';
import type { OutputFile } from '../output.js';
import type { Operation } from '../schemas/representation.js';
import { carried, forms, operationsOf } from '../schemas/representation.js';
import { stringLiteral } from '../types/declarations.js';
import { formSuffix } from '../types/names.js';
import { header, representationModules } from './module.js';
import { primitiveModules } from './primitives.js';
import { primitivesModule } from './primitives-support.js';
import { supportDeclarations, supportModule } from './support.js';

/** `validators/`: plain ESM modules with declarations, one for each resource, operation and name form. */
export function emitValidators(model: Model): readonly OutputFile[] {
  const resources = carried(model);
  return [
    { path: 'validators/support.js', text: `${header}${supportModule}` },
    { path: 'validators/support.d.ts', text: `${header}${supportDeclarations}` },
    ...resources.flatMap((resource) => [
      ...representationModules(model, resource, validatedOperations(resource)),
      ...indexModule(resource),
    ]),
    { path: 'validators/primitives.js', text: `${header}${primitivesModule}` },
    ...forms.flatMap((form) => primitiveModules(model, form)),
  ];
}

/** Partial representations stand in responses and notifications only. */
const validatedOperations = (resource: Resource): readonly Operation[] => [...operationsOf(resource), 'partial'];

/** `validators/<resource>.js`: all validators of one resource, as `create`, `createWire`, `update` … */
function indexModule(resource: Resource): readonly OutputFile[] {
  const lines = validatedOperations(resource).flatMap((operation) =>
    forms.map(
      (form) =>
        `export { validator as ${operation}${formSuffix(form)} } from ${stringLiteral(`./${resource.name}/${operation}.${form}.js`)};\n`,
    ),
  );
  return ['js', 'd.ts'].map((extension) => ({ path: `validators/${resource.name}.${extension}`, text: header + lines.join('') }));
}
