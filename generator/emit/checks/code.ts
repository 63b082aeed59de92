import type { Keywords, Schema } from '../schemas/types.js';
import { keywordsOf } from '../schemas/types.js';
import { definitionOf } from '../schemas/references.js';
import { Bits } from './bits.js';
import { either, not, typeConditions, when } from './conditions.js';
import { type Depth, deeper, shown } from './depth.js';
import { allowedValues, annotations, arrayKeywords, groupOf, knownKeywords, movable, namesOfValues, objectKeywords, scalarKeywords, scalarTypes, typeInWords, withoutAnnotations } from './keywords.js';
import { furtherPatterns, limits, oneOf } from './limits.js';
import { cases, type Member, type Members } from './members.js';
import { ModuleCode } from './module-code.js';
import { said } from './said.js';

/**
 * A JSON Schema as JavaScript that a person can step through. A check is a function `(v, e, d) => e`: the value, the
 * errors so far (null when there are none), and how many steps lead to the value; the steps themselves stand in `at`,
 * which is written where something is entered, so that a valid value costs no path.
 *
 * The same schemas are published as JSON Schema; that a general validator judges every value as this code does is a test.
 */
export class CheckWriter {
  readonly #definitions: Definitions;
  readonly #module: ModuleCode;

  constructor(definitions: Definitions, module = new ModuleCode()) {
    this.#definitions = definitions;
    this.#module = module;
  }

  /** A writer for the same module that calls other functions for the same definitions. */
  calling(definitions: Definitions): CheckWriter {
    return new CheckWriter(definitions, this.#module);
  }

  /** Statements that add to `e` what is wrong with `value`; `enter` writes the last step to it, and runs before `at` is read. */
  statements(schema: Schema, value: string, depth: Depth, enter = ''): string {
    if (schema === true) return '';
    if (schema === false) return this.#report(depth, enter, 'never');
    const definition = definitionOf(schema['$ref']);
    // A function that does no more than ask for a type is not worth a call, least of all for every item of a list.
    const plain = definition === undefined ? undefined : this.#plainType(definition);
    if (plain !== undefined) return this.#own({ type: plain }, value, depth, enter) + this.#own(schema, value, depth, enter);
    const called = definition === undefined ? '' : `${enter}e = ${this.#definitions.functionOf(definition)}(${value}, e, ${shown(depth)});\n`;
    return called + this.#own(schema, value, depth, enter);
  }

  /** A function of that name that checks a schema. */
  function(name: string, schema: Schema, exported: boolean): string {
    const body = this.inFunction(name, () => this.statements(schema, 'v', { base: 'd', steps: 0 }));
    return `${exported ? 'export ' : ''}function ${name}(v, e, d) {\n${body}return e;\n}\n`;
  }

  /** As of the module that the code goes to. */
  use(name: string): string {
    return this.#module.use(name);
  }

  uses(): readonly string[] {
    return this.#module.uses();
  }

  constant(code: string, name: string): string {
    return this.#module.constant(code, name);
  }

  inFunction(name: string, write: () => string): string {
    return this.#module.inFunction(name, write);
  }

  declarations(): string {
    return this.#module.declarations();
  }

  report(depth: Depth, enter: string, keyword: string, detail?: string): string {
    return this.#report(depth, enter, keyword, detail);
  }

  /** A switch over the members of an object: what each may hold, which must be there, and whether others may. */
  object({ members, required, others, othersGoOn = false, wanted, tail = '', extra = '', begin = '' }: Members, value: string, depth: Depth): string {
    const key = this.#module.local('key');
    const member: Member = { value: this.#module.local('value'), depth: deeper(depth), key };
    const bits = new Bits(required, () => this.#module.local('seen'));
    const chosen = cases(members.map(({ name, check, goesOn = false }) => [name, `${bits.mark(name)}${check(member)}${goesOn ? 'break' : 'continue'};\n`]));
    const rest = others(member);
    const open = `for (const ${key} in ${value}) {\nconst ${member.value} = ${value}[${key}];\nif (${member.value} === undefined) continue;\n${this.use('at')}[${shown(depth)}] = ${key};\n${begin}`;
    const body = chosen === '' ? rest + tail : tail === '' ? `switch (${key}) {\n${chosen}}\n${rest}` : `switch (${key}) {\n${chosen}default:\n${rest}${othersGoOn ? '' : 'continue;\n'}}\n${tail}`;
    return `${bits.declarations()}${open}${body}}\n${bits.missing(this, depth, wanted)}${extra}`;
  }

  /** An expression: is the value valid? */
  ok(schema: Schema, value: string, depth: Depth): string {
    if (schema === true) return 'true';
    if (schema === false) return 'false';
    const { $ref, ...own } = schema;
    const definition = definitionOf($ref);
    const plain = Object.keys(own).filter((keyword) => !annotations.has(keyword) && !keyword.startsWith('x-'));
    if (definition !== undefined && plain.length === 0) return `${this.#definitions.functionOf(definition)}(${value}, null, ${shown(depth)}) === null`;
    if (definition === undefined && plain.every((keyword) => scalarKeywords.has(keyword))) {
      const conditions = this.#scalarConditions(own, value);
      if (conditions !== undefined) return conditions;
    }
    const name = this.#module.helper('branch', (own) => this.function(own, schema, false));
    return `${name}(${value}, null, ${shown(depth)}) === null`;
  }

  /** What a schema says itself, besides what it refers to. */
  #own(schema: Keywords, value: string, depth: Depth, enter: string): string {
    for (const keyword of Object.keys(schema)) {
      if (!knownKeywords.has(keyword) && !keyword.startsWith('x-')) throw new Error(`no code is known for the keyword ${keyword}`);
    }
    const asked = new Set<Schema>(furtherPatterns(schema));
    const parts = ((schema['allOf'] as readonly Schema[] | undefined) ?? []).filter((part) => !asked.has(part));
    return [
      this.#allowed(schema, value, depth, enter),
      this.#typed(schema, value, depth, enter),
      ...parts.map((part) => this.statements(part, value, depth, enter)),
      this.#combined(schema, value, depth, enter),
    ].join('');
  }

  /** `isOfOthers`: whether another release may have what is wrong here, as an expression; `type`: what is wanted, in words. */
  #report(depth: Depth, enter: string, keyword: string, detail?: string, isOfOthers?: string, type?: string): string {
    return `${enter}e = ${this.use('report')}(e, ${shown(depth)}, ${said(keyword, detail, type)}${isOfOthers === undefined ? '' : `, ${isOfOthers}`});\n`;
  }

  #allowed(schema: Keywords, value: string, depth: Depth, enter: string): string {
    const allowed = allowedValues(schema);
    if (allowed === undefined) return '';
    const { condition, list } = oneOf(allowed, value, this.#module);
    const names = schema[namesOfValues] === undefined ? '' : `, ${JSON.stringify(schema[namesOfValues])}`;
    return when(not(condition), this.#report(depth, enter, 'enum' in schema ? 'enum' : 'const', list + names));
  }

  #typed(schema: Keywords, value: string, depth: Depth, enter: string): string {
    const groups = this.#groups(schema, value, depth, enter);
    // What values are allowed says of which type they are.
    const types = allowedValues(schema) !== undefined ? [] : [schema['type'] ?? []].flat().map(String);
    const [only] = types;
    if (types.length === 1 && only !== undefined) {
      const wrong = this.#report(depth, enter, 'type', JSON.stringify(only));
      const right = groups.get(groupOf(only)) ?? '';
      return either(not(this.#isOf(only, value)), wrong, right);
    }
    const union = types.length === 0 ? '' : when(not(types.map((type) => this.#isOf(type, value)).join(' || ')), this.#report(depth, enter, 'type', JSON.stringify(types)));
    return union + [...groups].map(([type, code]) => when(this.#isOf(type, value), code)).join('');
  }

  #isOf(type: string, value: string): string {
    if (type === 'object') return `${this.use('isObject')}(${value})`;
    return typeConditions[type]?.(value) ?? 'false';
  }

  /** By type, the code for the keywords that speak of values of that type. */
  #groups(schema: Keywords, value: string, depth: Depth, enter: string): ReadonlyMap<string, string> {
    const groups = new Map<string, string>();
    const add = (type: string, code: string): void => {
      if (code !== '') groups.set(type, (groups.get(type) ?? '') + code);
    };
    for (const [type, keyword, holds, detail] of limits(schema, value, this.#module)) add(type, when(not(holds), this.#report(depth, enter, keyword, detail, this.#isMoved(schema[movable], keyword, value))));
    if (arrayKeywords.some((keyword) => keyword in schema)) add('array', this.#array(schema, value, depth, enter));
    if (objectKeywords.some((keyword) => keyword in schema)) add('object', this.#objectOf(schema, value, depth, enter));
    return groups;
  }

  #isMoved(limit: unknown, keyword: string, value: string): string | undefined {
    if (typeof limit === 'string') return keyword === 'pattern' ? `${this.#module.pattern(limit)}.test(${value})` : undefined;
    return limit === true && keyword === 'maximum' ? 'true' : undefined;
  }

  #array(schema: Keywords, value: string, depth: Depth, enter: string): string {
    const { items, minItems: least, maxItems: most } = schema as { items?: Schema; minItems?: number; maxItems?: number };
    const i = this.#module.local('i');
    const item = this.#module.local('item');
    const each = items === undefined ? '' : this.statements(items, item, deeper(depth), `${this.use('at')}[${shown(depth)}] = ${i};\n`);
    // What is entered here is entered once, before the items are.
    const entered = each === '' ? '' : enter;
    return [
      least !== undefined && least > 0 ? when(`${value}.length < ${least}`, this.#report(depth, enter, 'minItems', String(least))) : '',
      most === undefined ? '' : when(`${value}.length > ${most}`, this.#report(depth, enter, 'maxItems', String(most), items !== undefined && this.#isNumbered(items) ? 'true' : undefined)),
      each === '' ? '' : `${entered}for (let ${i} = 0; ${i} < ${value}.length; ${i}++) {\nconst ${item} = ${value}[${i}];\n${each}}\n`,
      schema['uniqueItems'] === true ? when(`${value}.length > 1 && !${this.use(this.#hasScalars(schema) ? 'distinctScalars' : 'distinct')}(${value})`, this.#report(depth, enter, 'distinct')) : '',
    ].join('');
  }

  /** Are the items of a list, which may be declared elsewhere, compared by what they are rather than by what they hold? */
  #hasScalars(schema: Schema): boolean {
    const { $ref, items } = keywordsOf(schema) as { $ref?: unknown; items?: Schema };
    if (items !== undefined) return this.#isScalar(items);
    const definition = definitionOf($ref);
    return definition !== undefined && this.#hasScalars(this.#definitions.schemaOf(definition));
  }

  /** The type that is all that a definition asks for. */
  #plainType(definition: string): string | undefined {
    const bare = keywordsOf(withoutAnnotations(this.#definitions.schemaOf(definition)));
    const [only] = Object.keys(bare);
    if (Object.keys(bare).length !== 1) return undefined;
    const next = only === '$ref' ? definitionOf(bare['$ref']) : undefined;
    return only === 'type' && typeof bare['type'] === 'string' ? bare['type'] : next === undefined || next === definition ? undefined : this.#plainType(next);
  }

  #isScalar(schema: Schema): boolean {
    const { $ref, type } = keywordsOf(schema);
    const definition = definitionOf($ref);
    return definition === undefined ? typeof type === 'string' && type in scalarTypes : this.#isScalar(this.#definitions.schemaOf(definition));
  }

  /** Is this a list of numbers, such as a later release adds to? */
  #isNumbered(schema: Schema): boolean {
    const { $ref, enum: values } = keywordsOf(schema) as { $ref?: unknown; enum?: readonly unknown[] };
    const definition = definitionOf($ref);
    return definition === undefined ? typeof values?.[0] === 'number' : this.#isNumbered(this.#definitions.schemaOf(definition));
  }

  #objectOf(schema: Keywords, value: string, depth: Depth, enter: string): string {
    const properties = (schema['properties'] ?? {}) as { readonly [name: string]: Schema };
    const patterns = Object.entries((schema['patternProperties'] ?? {}) as { readonly [source: string]: Schema });
    const { propertyNames, minProperties: least, maxProperties: most } = schema as { propertyNames?: Schema; minProperties?: number; maxProperties?: number };
    const additional = (schema['additionalProperties'] ?? true) as Schema;
    const required = (schema['required'] ?? []) as readonly string[];
    const names = [...new Set([...Object.keys(properties), ...required])];
    const counted = least !== undefined || most !== undefined;
    const n = counted ? this.#module.local('n') : '';
    const other = (m: Member): string =>
      additional === false ? this.#report(m.depth, '', 'unknown') : this.statements(additional, m.value, m.depth);
    // A member that a pattern speaks of may be one of the named ones too.
    const matched = (m: Member, isNamed: boolean): string =>
      patterns.map(([source, each]) => when(`${this.#module.pattern(source)}.test(${m.key})`, this.statements(each, m.value, m.depth) + (isNamed ? '' : 'continue;\n'))).join('');
    const begin = counted ? `${n}++;\n` : '';
    const code = this.object(
      {
        members: names.map((name) => ({
          name,
          check: (m) =>
            (propertyNames === undefined ? '' : this.#nameCheck(propertyNames, m, depth)) +
            (Object.hasOwn(properties, name) ? this.statements(properties[name] ?? true, m.value, m.depth) : patterns.length > 0 ? '' : other(m)) +
            matched(m, true),
        })),
        required,
        others: (m) => (propertyNames === undefined ? '' : this.#nameCheck(propertyNames, m, depth)) + matched(m, false) + other(m),
        begin,
        extra: [
          least === undefined ? '' : when(`${n} < ${least}`, this.#report(depth, enter, 'minProperties', String(least))),
          most === undefined ? '' : when(`${n} > ${most}`, this.#report(depth, enter, 'maxProperties', String(most))),
        ].join(''),
      },
      value,
      depth,
    );
    return (counted ? `let ${n} = 0;\n` : '') + enter + code;
  }

  #nameCheck(schema: Schema, { key }: Member, depth: Depth): string {
    return when(not(this.ok(schema, key, depth)), this.#report(depth, '', 'propertyNames', key));
  }

  #combined(schema: Keywords, value: string, depth: Depth, enter: string): string {
    const { anyOf, oneOf, not: none, if: condition } = schema as { anyOf?: readonly Schema[]; oneOf?: readonly Schema[]; not?: Schema; if?: Schema };
    const parts: string[] = [];
    // Which branch of a union failed and why is of no use to anyone: one error.
    const type = schema[typeInWords] as string | undefined;
    if (anyOf !== undefined) parts.push(when(not(anyOf.map((branch) => this.ok(branch, value, depth)).join(' || ')), this.#report(depth, enter, 'anyOf', anyOf.some((branch) => this.#isNumbered(branch)) ? value : undefined, undefined, type)));
    if (oneOf !== undefined) parts.push(when(`${oneOf.map((branch) => `(${this.ok(branch, value, depth)} ? 1 : 0)`).join(' + ')} !== 1`, this.#report(depth, enter, 'anyOf')));
    if (none !== undefined) parts.push(when(this.ok(none, value, depth), this.#report(depth, enter, 'not', typeof none === 'object' && typeof none['type'] === 'string' ? JSON.stringify(none['type']) : undefined)));
    if (condition !== undefined) {
      const branch = (keyword: 'then' | 'else'): string => (keyword in schema ? this.statements(schema[keyword] as Schema, value, depth, enter) : '');
      const [yes, no] = [branch('then'), branch('else')];
      const holds = this.ok(condition, value, depth);
      if (yes !== '') parts.push(either(holds, yes, no));
      else if (no !== '') parts.push(when(not(holds), no));
    }
    return parts.join('');
  }

  /** The conditions that make a scalar valid, where the schema says nothing of what an array or object holds. */
  #scalarConditions(schema: Keywords, value: string): string | undefined {
    const allowed = allowedValues(schema);
    if (allowed !== undefined) return `(${oneOf(allowed, value, this.#module).condition})`;
    const types = [schema['type'] ?? []].flat().map(String);
    const held = [...limits(schema, value, this.#module)];
    const [only] = types;
    if (only !== undefined && types.length === 1) {
      const conditions = held.filter(([type]) => type === groupOf(only)).map(([, , holds]) => holds);
      return [this.#isOf(only, value), ...conditions].join(' && ');
    }
    const union = types.length === 0 ? [] : [`(${types.map((type) => this.#isOf(type, value)).join(' || ')})`];
    const each = held.map(([type, , holds]) => `(${not(this.#isOf(type, value))} || ${holds})`);
    return [...union, ...each].join(' && ') || 'true';
  }
}

/** What is known of definitions where code is written. */
export interface Definitions {
  /** The name of the function that checks a definition, in the module that the code goes to. */
  functionOf(definition: string): string;
  schemaOf(definition: string): Schema;
}
