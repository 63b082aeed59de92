import type { Attribute, Model, Resource } from '../../model/model.js';
import { isTest } from '../../model/conditions.js';
import { citation } from '../../model/model.js';
import type { CheckFunction, TypeChecks } from '../checks/type-checks.js';
import { CheckWriter, type Definitions } from '../checks/code.js';
import { either, when } from '../checks/conditions.js';
import { checkHeader, importLines, indented, literal } from '../checks/module.js';
import { choice, type Member } from '../checks/members.js';
import { said } from '../checks/said.js';
import type { OutputFile } from '../output.js';
import type { Form, Operation, Representation, Slot, SlotRule } from '../schemas/representation.js';
import { forms, operationsOf, representation } from '../schemas/representation.js';
import { childProperties, slotValueSchema } from '../schemas/resource.js';
import type { Schema } from '../schemas/types.js';
import { typeSchemas } from '../schemas/types.js';
import { pascalCase } from '../../model/names.js';
import { formSuffix, moduleName } from '../types/names.js';

/** Operations as the bits of a number: which of them allow an attribute is a mask. */
export const operationBits: Readonly<Record<Operation, number>> = { create: 1, update: 2, full: 4, partial: 8 };

/** The operations that a request asks for: none of them carries what the Hosting CSE alone sets, nor children. */
const inRequests = operationBits.create | operationBits.update;

/** Partial representations stand in responses and notifications only. */
export const validatedOperations = (resource: Resource): readonly Operation[] => [...operationsOf(resource), 'partial'];

/** The schemas of all values that a resource's attributes and children may have, in one name form. */
export const valueSchemas = (model: Model, resource: Resource, form: Form): readonly Schema[] => {
  const { slots, children } = representation(model, resource, 'partial', form);
  const types = typeSchemas(model, form);
  return [...slots.map((slot) => valueSchema(slot, model, form)), ...(children === undefined ? [] : childProperties(children, types).map(([, schema]) => schema))];
};

const valueSchema = (slot: Slot, model: Model, form: Form): Schema => slotValueSchema({ ...slot, null: 'no' }, typeSchemas(model, form));

/**
 * `validators/<resource>.js`: a function for each name form that checks the attributes, whatever the operation, and the validators of
 * all operations, which differ in which attributes must and may be there.
 */
export function resourceModule(model: Model, resource: Resource, checks: TypeChecks): OutputFile {
  const imported = new Map<CheckFunction['home'], Set<string>>();
  const functionOf = (form: Form, definition: string): string => {
    const { name, home } = checks.of(definition, form);
    // The same type has a function in each form, under one name; here the names of both meet.
    const local = home === 'types' ? name : `${name}_${home}`;
    imported.set(home, (imported.get(home) ?? new Set()).add(home === 'types' ? name : `${name} as ${local}`));
    return local;
  };
  const definitions = (form: Form): Definitions => ({ functionOf: (definition) => functionOf(form, definition), schemaOf: (definition) => checks.schemaOf(definition, form) });
  const writer = new CheckWriter(definitions('long'));
  const bodies = forms.map((form) => formCheck(model, resource, form, writer.calling(definitions(form)), checks));
  const operations = validatedOperations(resource);
  const rules = operations.map((operation) => [operation, ruleFacts(representation(model, resource, operation, 'long'))] as const).filter(([, facts]) => Object.keys(facts).length > 0);
  const ruled = new Set(rules.map(([operation]) => operation));
  const tables = ruleTables(model, resource);
  const code = `const facts = ${literal({ of: resource.name, clause: citation(resource.source) })};
${ruled.size === 0 ? '' : `const rules = ${literal(Object.assign({}, ...rules.map(([, facts]) => facts)) as object)};\n`}const names = ${literal(longNames(model, resource))};
${tables.code}
${writer.declarations()}
${bodies.join('\n')}
${operations.flatMap((operation) => forms.map((form) => validatorCode(operation, form, ruled.has(operation)))).join('')}`;
  const imports = importLines([
    ['../checks/conditions.js', tables.functions],
    ['../checks/report.js', writer.uses()],
    ...[...imported].map(([home, names]) => [`../checks/${home}.js`, [...names]] as const),
    ['./support.js', ['validatorOf', ...operations.map(supportOf)]],
  ]);
  return { path: `validators/${moduleName(model, resource)}.js`, text: `${checkHeader}${imports}\n${indented(code)}` };
}

export const guardName = (operation: Operation, form: Form): string => `is${pascalCase(operation)}${formSuffix(form)}`;

/** What `support.js` has of an operation. */
const supportOf = (operation: Operation): string => `on${pascalCase(operation)}`;

const validatorCode = (operation: Operation, form: Form, isRuled: boolean): string => {
  const bit = operationBits[operation];
  const read = bit & inRequests ? undefined : `${form}Read`;
  const given = [form === 'wire' ? 'names' : undefined, read, isRuled ? 'rules' : undefined];
  const last = given.findLastIndex((each) => each !== undefined);
  return `export const ${guardName(operation, form)} = (data) => ${form}(data, ${[bit, ...(read === undefined ? [] : [read])].join(', ')}) === null;
export const ${operation}${formSuffix(form)} = /* @__PURE__ */ validatorOf(${[form, supportOf(operation), 'facts', ...given.slice(0, last + 1).map(String)].join(', ')});
`;
};

/** Key on the wire → long name, of what an issue can name. */
function longNames(model: Model, resource: Resource): { readonly [key: string]: string } {
  const { slots, children } = representation(model, resource, 'partial', 'wire');
  const all = [...slots.map(({ key, attribute }) => [key, attribute.name] as const), ...(children === undefined ? [] : [[children.references, 'childResource'] as const])];
  return Object.fromEntries(all.filter(([key, long]) => key !== long));
}

const ruleFacts = ({ rules }: Representation): { readonly [id: string]: readonly [kind: string, description: string, clause: string] } =>
  Object.fromEntries(rules.map(({ id, kind, description, clause }) => [id, [kind, description, clause]]));

/** The function of one name form: `(data, op) => e`. */
function formCheck(model: Model, resource: Resource, form: Form, writer: CheckWriter, checks: TypeChecks): string {
  const all = validatedOperations(resource).map((operation) => representation(model, resource, operation, form));
  const [first] = all;
  if (first === undefined) return '';
  const root = { base: '', steps: 0 } as const;
  // What requests never carry is checked by a function of its own, which a program with validators of requests alone does without.
  const readOnly: { readonly name: string; readonly check: (member: Member) => string }[] = [];
  const members = first.slots.flatMap(({ key, attribute }, i) => {
    const slots = all.map(({ slots, operation }) => ({ slot: slots[i]!, bit: operationBits[operation] }));
    const schema = checks.shared(valueSchema(slots.at(-1)!.slot, model, form));
    if (slots.some(({ slot, bit }) => slot.use !== 'NP' && (bit & inRequests) !== 0) || attribute.access !== 'RO') {
      return [{ name: key, check: (member: Member) => slotCheck(slots, attribute, writer.statements(schema, member.value, member.depth), member, writer) }];
    }
    const nulls = slots.some(({ slot }) => slot.null === 'or');
    readOnly.push({ name: key, check: ({ value, depth }) => (nulls ? `if (${value} === null && op & ${operationBits.partial}) break;\n` : '') + writer.statements(schema, value, depth) });
    return [{ name: key, check: () => '', goesOn: true }];
  });
  const children = all.map(({ children }) => children).find((each) => each !== undefined);
  for (const [name, schema] of children === undefined ? [] : childProperties(children, typeSchemas(model, form))) {
    readOnly.push({ name, check: ({ value, depth }) => writer.statements(checks.shared(schema), value, depth) });
  }
  const mandatory = first.slots.map(({ key }) => key).filter((_key, i) => all.some(({ slots }) => slots[i]?.use === 'M'));
  const wanted = (names: readonly string[]): string => {
    const bits = all.map(({ slots, operation }) => {
      const there = new Set(slots.filter(({ use }) => use === 'M').map(({ key }) => key));
      return { op: operationBits[operation], bits: names.reduce((sum, name, i) => sum + (there.has(name) ? 2 ** i : 0), 0) };
    });
    return bits.filter(({ bits }) => bits > 0).map(({ op, bits }) => `op === ${op} ? ${bits} : `).join('') + '0';
  };
  const body = writer.inFunction(form, () => writer.object(
    {
      members,
      required: mandatory,
      wanted,
      // Children, and what is unknown: a request has neither.
      others: ({ depth }) => when(`op & ${inRequests}`, `${writer.report(depth, '', 'unknown')}continue;\n`),
      othersGoOn: true,
      tail: either(`op & ${inRequests}`, writer.report({ base: '', steps: 1 }, '', 'NP', '"RO"'), 'e = read(key, value, e, op);\n'),
      extra: ruleChecks(all, form, writer),
    },
    'data',
    root,
  ));
  return `/** The attributes of ${resource.name} with ${form === 'long' ? 'long names' : 'the short names of the wire'}; op: ${all.map(({ operation }) => `${operationBits[operation]} ${operation}`).join(', ')}. */
function ${form}(data, op, read) {
if (!${writer.use('isObject')}(data)) return ${writer.use('report')}(null, 0, ${said('type', '"object"')});
let e = null;
${body}return e;
}

/** Those that no request carries, by key. */
function ${form}Read(key, value, e, op) {
${writer.inFunction(`${form}Read`, () => choice(readOnly, { value: 'value', depth: { base: '', steps: 1 }, key: 'key' }, `e = ${writer.use('stranger')}(e, key);\n`))}return e;
}
`;
}

/** What one attribute may hold, by operation. */
function slotCheck(
  slots: readonly { readonly slot: Slot; readonly bit: number }[],
  { access }: Attribute,
  right: string,
  { value, depth }: Member,
  writer: CheckWriter,
): string {
  const maskOf = (wanted: (slot: Slot) => boolean): number => slots.reduce((mask, { slot, bit }) => (wanted(slot) ? mask | bit : mask), 0);
  const absent = maskOf(({ use }) => use === 'NP');
  const [onlyNull, orNull] = [maskOf((slot) => slot.null === 'only'), maskOf((slot) => slot.null === 'or')];
  const wrong = writer.report(depth, '', 'NP', JSON.stringify(access));
  if (absent === maskOf(() => true)) return wrong;
  const present = [
    when(`op & ${onlyNull}`, onlyNull === 0 ? '' : `${when(`${value} !== null`, writer.report(depth, '', 'type', '"null"'))}continue;\n`),
    when(`${value} === null && op & ${orNull}`, orNull === 0 ? '' : 'continue;\n'),
    right,
  ].join('');
  return absent === 0 ? present : either(`op & ${absent}`, wrong, present);
}

/** Rules across attributes, each where the operations are that it speaks of. */
function ruleChecks(all: readonly Representation[], form: Form, writer: CheckWriter): string {
  const byRule = new Map<string, { readonly rule: SlotRule; mask: number }>();
  for (const { rules, operation } of all) {
    for (const rule of rules) {
      const found = byRule.get(rule.id) ?? { rule, mask: 0 };
      found.mask |= operationBits[operation];
      byRule.set(rule.id, found);
    }
  }
  return [...byRule.values()].flatMap(({ rule, mask }) => ruleConditions(rule, form).map(([key, broken]) => when(`op & ${mask} && ${broken}`, writer.report({ base: '', steps: 0 }, '', 'rules', JSON.stringify([rule.id, key]))))).join('');
}

/** Rules that compare attributes with values, which one line says; all others are asked of a function. */
const isPlain = ({ kind, when: conditions }: SlotRule): boolean => kind !== 'implies' && conditions.every(([path, wanted]) => !path.includes('/') && !isTest(wanted));

/** The conditions of the rules that are no plain ones, by name form and rule, and the functions that judge them. */
function ruleTables(model: Model, resource: Resource): { readonly code: string; readonly functions: readonly string[] } {
  const rules = forms.map((form) => [form, operationsOf(resource).flatMap((operation) => representation(model, resource, operation, form).rules).filter((rule) => !isPlain(rule))] as const);
  const functions = rules.flatMap(([, all]) => all.map(({ kind }) => (kind === 'implies' ? 'breaks' : 'holds')));
  if (functions.length === 0) return { code: '', functions };
  const tables = rules.map(([form, all]) => [form, Object.fromEntries(all.map(({ id, kind, when, must, supposed }) => [id, kind === 'implies' ? [[...when, ...supposed], must] : when]))] as const);
  return { code: `const conditions = ${literal(Object.fromEntries(tables))};\n`, functions };
}

/** The attribute that a broken rule names, and when it is broken. */
function ruleConditions(rule: SlotRule, form: Form): readonly (readonly [key: string, broken: string])[] {
  const { kind, keys, when: conditions } = rule;
  if (!isPlain(rule)) {
    return [[keys[0]!, `${kind === 'implies' ? 'breaks' : 'holds'}(data, conditions.${form}[${JSON.stringify(rule.id)}])`]];
  }
  const holds = conditions.map(([key, value]) => `data${member(key)} === ${JSON.stringify(value)}`).join(' && ');
  switch (kind) {
    case 'forbidden':
      return [[conditions[0]![0], holds]];
    case 'alone':
      return keys.map((key) => [key, `data${member(key)} !== undefined && Object.keys(data).length > 1`]);
    case 'onlyWhen':
      return keys.map((key) => [key, `(data${member(key)} !== undefined) !== (${holds})`]);
    case 'implies':
      return [];
  }
}

const member = (key: string): string => (/^[A-Za-z_$][\w$]*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`);
