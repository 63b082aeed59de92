import type { EmittedFolder } from './emitted.js';

interface Validator {
  is(data: unknown): boolean;
  issues(data: unknown): readonly Issue[];
}

export interface Issue {
  readonly message: string;
  readonly path: readonly (string | number)[];
  readonly attribute: string | undefined;
  readonly rule: string;
  readonly clause: string | undefined;
}

/** The validator and the guard of one operation and name form, of an emitted resource. */
export async function validatorIn(emitted: EmittedFolder, resource: string, operation: string, form: string): Promise<Validator & { validate(data: unknown): boolean; readonly '~standard': object }> {
  const module = await emitted.import<Record<string, unknown>>(`validators/${resource}.js`);
  const name = operation + (form === 'wire' ? 'Wire' : '');
  const guard = module[`is${name.charAt(0).toUpperCase()}${name.slice(1)}`] as (data: unknown) => boolean;
  return { ...(module[name] as Validator & { readonly '~standard': object }), validate: guard };
}

/** The validator of an emitted primitive. */
export async function primitiveIn(emitted: EmittedFolder, primitive: string, form: string): Promise<Validator & { validate(data: unknown): boolean }> {
  const module = await emitted.import<Record<string, Validator>>(`validators/${primitive}.js`);
  const validator = module[primitive + (form === 'wire' ? 'Wire' : '')]!;
  return { ...validator, validate: validator.is };
}
