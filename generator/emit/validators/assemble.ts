import type { Model, Resource } from '../../model/model.js';
import type { Form, NameForm, Operation, Representation, Slot, SlotRule } from '../schemas/representation.js';
import { forms, isPlain, renamed, representation } from '../schemas/representation.js';
import { typeSchemas } from '../schemas/types.js';
import type { CompiledCheck } from './compile.js';
import { compiledCode, finished } from './compile.js';
import { preparedValues } from './prepare.js';

/**
 * The checks of all representations of one resource. What an attribute's value must be is the same in each of them and in
 * both name forms, so Ajv compiles the values once; which attributes must, may and must not be there, and the rules that
 * hold between them, are put around that here.
 */
export function resourceChecks(model: Model, resource: Resource): (operation: Operation, form: Form) => CompiledCheck {
  const both = compiledValues(model, resource, 'both');
  if (both !== undefined) {
    const texts = new Map<Operation, CompiledCheck>();
    return (operation, form) => {
      const known = texts.get(operation) ?? assembled(representation(model, resource, operation, 'both'), both, false);
      texts.set(operation, known);
      return { code: renamed(known.code, form), uses: known.uses };
    };
  }
  const values = new Map(forms.map((form) => [form, compiledValues(model, resource, form)!]));
  return (operation, form) => assembled(representation(model, resource, operation, form), values.get(form)!, true);
}

/** Compiled values, cut into what stands outside the function and, by key, the code that checks one attribute. */
interface Values {
  readonly declarations: readonly Declaration[];
  readonly blocks: ReadonlyMap<string, string>;
}
interface Declaration {
  readonly name: string;
  readonly code: string;
}

/** Nothing when names are too odd to be told in code, or such as every object inherits: then each form is for itself. */
function compiledValues(model: Model, resource: Resource, form: NameForm): Values | undefined {
  const schema = preparedValues(representation(model, resource, 'partial', form), typeSchemas(model, form));
  if (form === 'both' && [...namesIn(schema)].some(isOdd)) return undefined;
  return valuesOf(compiledCode(schema, form !== 'both'));
}

const isOdd = (name: string): boolean =>
  !isPlain(name.replace(/^m2m:/, '')) || inherited.has(renamed(name, 'long')) || inherited.has(renamed(name, 'wire'));

/** Members that every object inherits: presence must then be asked of the object itself, which costs time. */
const inherited: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Object.prototype));

function* namesIn(schema: unknown): Iterable<string> {
  if (typeof schema !== 'object' || schema === null) return;
  for (const [keyword, value] of Object.entries(schema)) {
    if (keyword === 'properties') yield* Object.keys(value as object);
    yield* namesIn(value);
  }
}

const intro = 'function check(data, instancePath = ""){\n';
const isObject = 'if(data && typeof data == "object" && !Array.isArray(data)){\n';
/** How Ajv begins the check of one member. */
const presence = /^if\(data(?:\.(\w+(?:\$_\$\w+)?)|\[("(?:[^"\\]|\\.)*")\]) !== undefined(?: && .*)?\)\{$/;

function valuesOf(code: string): Values {
  const start = code.indexOf(intro);
  const [, body] = code.slice(start).split(isObject);
  if (start < 0 || body === undefined)
    throw new Error(`Ajv's code is not as expected near ${JSON.stringify(code.slice(start, start + 400))}`);
  const blocks = new Map<string, string>();
  for (const text of statements(body)) {
    const [, name, quoted] = presence.exec(text.slice(0, text.indexOf('\n'))) ?? [];
    if (name !== undefined || quoted !== undefined) blocks.set(name ?? (JSON.parse(quoted!) as string), text);
  }
  const declarations = statements(code.slice(0, start)).flatMap((text): Declaration[] => {
    const [, name] = /^(?:const|function) (\w+)/.exec(text) ?? [];
    return name === undefined ? [] : [{ name, code: text }];
  });
  return { declarations, blocks };
}

/** Statements of the outermost level, up to the first brace that closes what was not opened here. */
function statements(code: string): readonly string[] {
  const found: string[] = [];
  let depth = 0;
  let text = '';
  for (const line of code.split('\n')) {
    if (line.startsWith('}')) depth--;
    if (depth < 0) break;
    text += `${line}\n`;
    if (line.endsWith('{')) depth++;
    if (depth > 0) continue;
    if (line !== '') found.push(text);
    text = '';
  }
  return found;
}

function assembled(of: Representation, values: Values, ownProperties: boolean): CompiledCheck {
  const present = of.slots.filter(({ use }) => use !== 'NP');
  const childKeys = of.children === undefined ? [] : [of.children.references, ...of.children.nested];
  // Ajv looks at no member of that name, whatever the schema says of it: rather none of them than any.
  const keys = [...present.map(({ key }) => key), ...childKeys].filter((key) => key !== '__proto__');
  const absent = (key: string): string =>
    `data${member(key)} === undefined${ownProperties ? ` || !Object.hasOwn(data, ${JSON.stringify(key)})` : ''}`;
  const required = present
    .filter(({ use }) => use === 'M')
    .map(({ key }) => when(absent(key), report('', 'required', JSON.stringify(key))));
  const body = [
    ...required,
    ...present.map((slot) => valueCheck(slot, values)),
    ...childKeys.map((key) => values.blocks.get(key) ?? ''),
    `for(const key in data){\n${when('!isKnown(key)', report('', 'closed', 'key'))}}\n`,
    ...of.rules.flatMap((rule) => ruleChecks(rule)),
  ].join('');
  const check = `${intro}let vErrors = null;\nlet errors = 0;\n${isObject}${body}}\nelse {\n${report('', 'type', '"object"')}}\ncheck.errors = vErrors;\nreturn errors === 0;\n}`;
  return finished(`${needed(values.declarations, check)}${knownNames(keys)}\n${check}`);
}

function valueCheck({ key, null: nulls }: Slot, { blocks }: Values): string {
  if (nulls === 'only') return when(`data${member(key)} !== undefined && data${member(key)} !== null`, report(`/${key}`, 'type', '"null"'));
  const block = blocks.get(key) ?? '';
  return nulls === 'or' ? block.replace(/\)\{\n/, ` && data${member(key).replaceAll('$', '$$$$')} !== null){\n`) : block;
}

/** A switch over the names instead of a look-up in the schema, which then need not be shipped. */
const knownNames = (keys: readonly string[]): string =>
  keys.length === 0
    ? 'const isKnown = () => false;\n'
    : `const isKnown = (key) => { switch (key) { ${keys.map((key) => `case ${JSON.stringify(key)}: `).join('')}return true; default: return false; } };\n`;

/** The declarations that the code refers to, and those that they refer to. */
function needed(declarations: readonly Declaration[], code: string): string {
  const kept = new Set<Declaration>();
  const visit = (text: string): void => {
    const names = new Set(text.match(/\b[a-z]+\d+\b/g));
    for (const declaration of declarations) {
      if (kept.has(declaration) || !names.has(declaration.name)) continue;
      kept.add(declaration);
      visit(declaration.code);
    }
  };
  visit(code);
  return declarations
    .filter((declaration) => kept.has(declaration))
    .map((declaration) => declaration.code)
    .join('');
}

function ruleChecks({ id, kind, keys, when: conditions }: SlotRule): readonly string[] {
  const holds = conditions.map(([key, value]) => `data${member(key)} === ${JSON.stringify(value)}`).join(' && ');
  const broken = (key: string): string => report('', 'rules', JSON.stringify([id, key]));
  switch (kind) {
    case 'forbidden':
      return [when(holds, broken(conditions[0]![0]))];
    case 'alone':
      return keys.map((key) => when(`data${member(key)} !== undefined && Object.keys(data).length > 1`, broken(key)));
    case 'onlyWhen':
      return keys.map((key) => when(`(data${member(key)} !== undefined) !== (${holds})`, broken(key)));
  }
}

const member = (key: string): string => (/^[A-Za-z_$][\w$]*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`);
const when = (condition: string, statement: string): string => `if(${condition}){\n${statement}}\n`;
const report = (path: string, keyword: string, detail: string): string =>
  `vErrors = report(vErrors, ${JSON.stringify(path)}, "${keyword}", ${detail});\nerrors++;\n`;
