import type { Model } from '../../model/model.js';
import { byCodepoint, localName } from '../../model/names.js';
import { enumerationEntries } from '../enumerations.js';
import type { OutputFile } from '../output.js';
import { alikeInBothForms, schemaOf } from '../schemas/alike.js';
import type { Form } from '../schemas/representation.js';
import { forms } from '../schemas/representation.js';
import { definitionOf, referenceTo } from '../schemas/references.js';
import type { Schema } from '../schemas/types.js';
import { typeSchemas } from '../schemas/types.js';
import { CheckWriter } from './code.js';
import { movable, namesOfValues, withoutAnnotations } from './keywords.js';
import { typesInWords, withTypeInWords } from './type-in-words.js';
import { checkHeader, importLines, indented } from './module.js';
import { conditionsDeclarations, conditionsModule } from './conditions-module.js';
import { reportModule } from './report.js';

/** Where the function of a type stands: with those that are the same in both name forms, or with those of one. */
type Home = 'types' | Form;

/** A function that checks a value, and the module below `checks/` that exports it. */
export interface CheckFunction {
  readonly name: string;
  readonly home: Home;
  /** Of another name: the function of the module that has it. */
  readonly same?: CheckFunction;
}

/**
 * One function for each type of the specification that something refers to, and for each kind of list that occurs more than once:
 * `checks/types.js`, and for types whose members have names `checks/long.js` and `checks/wire.js`.
 */
export class TypeChecks {
  readonly #definitions: ReadonlyMap<Form, ReadonlyMap<string, Schema>>;
  readonly #isShared: (definition: string) => boolean;
  readonly #functions = new Map<string, CheckFunction>();
  readonly #names = new Set<string>(reserved);
  /** Schema of a list, as text → its name among the definitions. */
  readonly #lists: ReadonlyMap<string, string>;
  /** Of each enumeration the names of its values, by the name of its type. */
  readonly #enumerations: ReadonlyMap<string, ReadonlyMap<unknown, string>>;
  /** Types of text that hold numbers of enumerations → the pattern of any release. */
  readonly #texts: ReadonlyMap<string, string>;
  /** The definition that was first asked for, by what is checked. */
  readonly #firsts = new Map<string, string>();
  /** What messages say of types instead of a long pattern, by definition. */
  readonly #inWords: (definition: string) => string | undefined;

  /** After all types were referred to, so that each is a definition. `values`: the schemas of all values that are checked somewhere, by name form; `instead`: what stands in the place of definitions. */
  constructor(model: Model, values: Readonly<Record<Form, readonly Schema[]>>, instead: ReadonlyMap<string, Schema>) {
    const types = forms.map((form) => typeSchemas(model, form).definitions());
    const lists = commonLists(values, new Set(types.flatMap((definitions) => [...definitions.keys()])));
    this.#definitions = new Map(forms.map((form, i) => [form, new Map([...types[i]!, ...lists, ...instead])]));
    this.#isShared = alikeInBothForms(this.#definitions);
    this.#enumerations = new Map(model.enumerations.map((each) => [each.type.replace(/^\w+:/, ''), new Map(enumerationEntries(each).map(({ key, entry }) => [entry.value, key]))]));
    this.#texts = new Map(model.enumerations.flatMap(({ writtenIn = [] }) => writtenIn.map(({ type, matches }) => [localName(type), matches])));
    this.#inWords = typesInWords(model);
    this.#lists = new Map([...lists].map(([name, schema]) => [textOf(schema), name]));
  }

  /** The schema as checks want it: lists that have a function of their own are referred to. */
  shared(schema: Schema): Schema {
    const bare = withoutAnnotations(schema);
    const list = this.#lists.get(textOf(bare));
    return list === undefined ? bare : { $ref: referenceTo(list) };
  }

  /** The function of a definition. */
  of(definition: string, form: Form): CheckFunction {
    const home = this.#isShared(definition) ? 'types' : form;
    const key = home === 'types' ? definition : `${definition}\0${form}`;
    const known = this.#functions.get(key);
    if (known !== undefined) return known;
    const same = home === 'types' ? this.#alike(definition) : undefined;
    const found: CheckFunction = { name: this.#nameOf(definition), home, ...(same !== undefined && { same }) };
    this.#functions.set(key, found);
    return found;
  }

  /** Of types that differ in nothing but their names, the function of that which was asked for first. */
  #alike(definition: string): CheckFunction | undefined {
    const checked = this.#checked(definition, 'types');
    const text = textOf(typeof checked === 'object' ? { ...checked, title: undefined, description: undefined } : checked);
    const first = this.#firsts.get(text);
    if (first === undefined) this.#firsts.set(text, definition);
    return first === undefined ? undefined : this.#functions.get(first);
  }

  /** The schema of a definition as its function checks it. */
  #checked(definition: string, home: Home): Schema {
    return this.#withNames(definition, this.#inside(this.schemaOf(definition, home === 'types' ? 'long' : home)));
  }

  schemaOf(definition: string, form: Form): Schema {
    return schemaOf(this.#definitions, form, definition);
  }

  /** The modules with every function that was asked for, and those that these call. */
  modules(): readonly OutputFile[] {
    const written = new Map<Home, string[]>([['types', []], ...forms.map((form) => [form, []] as [Home, string[]])]);
    const writers = new Map<Home, Module>([...written.keys()].map((home) => [home, new Module(this, home)]));
    const done = new Set<string>();
    for (let open = this.#open(done); open.length > 0; open = this.#open(done)) {
      for (const [key, { name, home, same }] of open) {
        done.add(key);
        const [definition = ''] = key.split('\0');
        written.get(home)?.push(same === undefined ? writers.get(home)!.writer.function(name, this.#checked(definition, home), true) : `export { ${same.name} as ${name} };\n`);
      }
    }
    return [
      { path: 'checks/conditions.js', text: checkHeader + conditionsModule },
      { path: 'checks/conditions.d.ts', text: checkHeader + conditionsDeclarations },
      { path: 'checks/report.js', text: checkHeader + reportModule },
      ...[...written].map(([home, functions]) => ({ path: `checks/${home}.js`, text: writers.get(home)!.text(functions) })),
    ];
  }

  #open(done: ReadonlySet<string>): readonly (readonly [string, CheckFunction])[] {
    return [...this.#functions].filter(([key]) => !done.has(key)).sort(([a], [b]) => byCodepoint(a, b));
  }

  /** A definition may contain lists that have a function. */
  #inside(schema: Schema): Schema {
    const visit = (node: unknown, isRoot: boolean): unknown => {
      if (Array.isArray(node)) return node.map((each) => visit(each, false));
      if (typeof node !== 'object' || node === null) return node;
      const list = isRoot ? undefined : this.#lists.get(textOf(withoutAnnotations(node as Schema)));
      if (list !== undefined) return { $ref: referenceTo(list) };
      return Object.fromEntries(Object.entries(node).map(([keyword, value]) => [keyword, verbatim.has(keyword) ? value : visit(value, false)]));
    };
    return visit(schema, true) as Schema;
  }

  /** The schema of an enumeration with the names of its values, or with what another release may move; of any other type with its name, for messages. */
  #withNames(definition: string, schema: Schema): Schema {
    const names = this.#enumerations.get(definition);
    if (typeof schema !== 'object') return schema;
    const text = this.#texts.get(definition);
    if (text !== undefined) return { ...schema, [movable]: text };
    if (names === undefined) return withTypeInWords(schema, this.#inWords(definition));
    if (!Array.isArray(schema['enum'])) return { ...schema, [movable]: true };
    const ofValues = schema['enum'].map((value) => names.get(value));
    return ofValues.includes(undefined) ? schema : { ...schema, [namesOfValues]: ofValues };
  }

  #nameOf(definition: string): string {
    const plain = definition.replace(/^xs:/, '').replace(/[^\w$]/g, '_').replace(/^(?=\d)/, '_');
    // The same type may have one function in each form: they stand in different modules, under one name.
    const twin = [...this.#functions].find(([key]) => key.startsWith(`${definition}\0`))?.[1].name;
    if (twin !== undefined) return twin;
    let name = plain;
    for (let i = 2; this.#names.has(name); i++) name = `${plain}_${i}`;
    this.#names.add(name);
    return name;
  }
}

/** One module of checks while it is written: its own functions, and those that it imports. */
class Module {
  readonly writer: CheckWriter;
  readonly #imports = new Map<Home, Set<string>>();

  constructor(checks: TypeChecks, home: Home) {
    const form = home === 'types' ? 'long' : home;
    this.writer = new CheckWriter({
      functionOf: (definition) => {
        const found = checks.of(definition, form);
        if (found.home !== home) this.#imports.set(found.home, (this.#imports.get(found.home) ?? new Set()).add(found.name));
        return (found.home === home ? (found.same ?? found) : found).name;
      },
      schemaOf: (definition) => checks.schemaOf(definition, form),
    });
  }

  text(functions: readonly string[]): string {
    const imports = importLines([
      ['./report.js', this.writer.uses()],
      ...[...this.#imports].map(([home, names]) => [`./${home}.js`, [...names]] as const),
    ]);
    return `${checkHeader}${imports}\n${indented([this.writer.declarations(), ...functions].filter((part) => part !== '').join('\n'))}`;
  }
}

/** Lists that occur in more than one place get a name that no type has, so that each is written once. */
function commonLists(values: Readonly<Record<Form, readonly Schema[]>>, taken: ReadonlySet<string>): ReadonlyMap<string, Schema> {
  const uses = new Map<string, { readonly schema: Schema; count: number }>();
  for (const schema of forms.flatMap((form) => values[form])) {
    const bare = withoutAnnotations(schema);
    if (typeof bare !== 'object' || bare['type'] !== 'array') continue;
    const text = textOf(bare);
    const found = uses.get(text) ?? { schema: bare, count: 0 };
    found.count++;
    uses.set(text, found);
  }
  const named = new Map<string, Schema>();
  for (const { schema, count } of [...uses.values()].sort((a, b) => byCodepoint(textOf(a.schema), textOf(b.schema)))) {
    if (count < 2) continue;
    const start = listName(schema);
    let name = start;
    for (let i = 2; named.has(name) || taken.has(name); i++) name = `${start}.${i}`;
    named.set(name, schema);
  }
  return named;
}

/** `listOfString`, `someOfString` when it may not be empty. */
function listName(schema: Schema): string {
  const { items, minItems } = schema as { readonly items?: Schema; readonly minItems?: number };
  const of = typeof items !== 'object' ? 'anything' : (definitionOf(items['$ref'])?.replace(/^xs:/, '') ?? (typeof items['type'] === 'string' ? items['type'] : 'values'));
  return `${(minItems ?? 0) > 0 ? 'some' : 'list'}Of${of.charAt(0).toUpperCase()}${of.slice(1)}`;
}

const textOf = (schema: Schema): string => JSON.stringify(schema);

/** Keywords whose values are no schemas. */
const verbatim: ReadonlySet<string> = new Set(['enum', 'const', 'required', 'default', 'examples']);

/** Names that generated modules use for other things, and words of JavaScript. */
const reserved: readonly string[] = [
  ...'v e d i item n key value data at report missing isObject codePoints distinct distinctScalars isEqual long wire longRead wireRead read names own op seen validatorOf onCreate onUpdate onFull onPartial facts rules stranger explain shape aggregate partials notificationOf notification roots validator requestPrimitive requestPrimitiveEnvelope responsePrimitive responsePrimitiveEnvelope'.split(' '),
  ...'isCreate isCreateWire isUpdate isUpdateWire isFull isFullWire isPartial isPartialWire create createWire update updateWire full fullWire partial partialWire'.split(' '),
  ...'Array Number Object RegExp Set String Symbol JSON undefined NaN Infinity arguments eval'.split(' '),
  ...'abstract await break case catch class const continue debugger default delete do else enum export extends false finally for function if implements import in instanceof interface let new null package private protected public return static super switch this throw true try typeof var void while with yield'.split(' '),
];
