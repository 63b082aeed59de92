import { byCodepoint } from '../../model/names.js';
import { checkHeader } from '../checks/module.js';
import { stringLiteral } from '../types/declarations.js';

/** A validator that a module exports, and the type of what it validates, which may be an expression over imported types. */
export type Exported = readonly [name: string, type: string];

/** Declarations of a module of validators; guards by name, where it has them. */
export function declarationsOf(validators: readonly Exported[], from: readonly string[], guards: readonly Exported[] = []): string {
  const names = new Set([...validators, ...guards].flatMap(([, type]) => type.match(/[\w$]+/g) ?? []));
  const [types = '', ...others] = from;
  const imports = [
    `import type { ${[...names].filter((name) => name !== 'PartOf').sort(byCodepoint).join(', ')} } from ${stringLiteral(types)};\n`,
    ...others.map((other) => `import type { PartOf } from ${stringLiteral(other)};\n`),
  ];
  return `${checkHeader}${imports.join('')}import type { ${guards.length > 0 ? 'Guard, ' : ''}Validator } from './support.js';

${validators.map(([name, type]) => `export declare const ${name}: Validator<${type}>;\n`).join('')}${guards.map(([name, type]) => `export declare const ${name}: Guard<${type}>;\n`).join('')}`;
}
