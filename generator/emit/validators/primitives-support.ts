import type { Model } from '../../model/model.js';
import { literal } from '../checks/module.js';
import { eachContent, globalName } from '../schemas/contents.js';
import { carried, forms, rootName } from '../schemas/representation.js';

/**
 * `validators/primitives.js`: how requests, responses and notifications are put together from the validators of what they carry. What
 * the specification does not know at all is told from what it does not allow: names of root elements, and numbers of resource types.
 */
export const primitivesModule = (model: Model): string => `import { breaks } from '../checks/conditions.js';
import { eachPrimitive, withChildren, withPrimitives } from './support.js';

const knownRoots = new Set(${literal(knownRoots(model))});
const knownTypes = new Set(${literal(knownTypes(model))});
${primitivesCode}`;

/** Everything that may be the content of some primitive, in both forms. */
const knownRoots = (model: Model): readonly string[] => [
  ...new Set(forms.flatMap((form) => [...carried(model).map((resource) => rootName(resource, form)), ...eachContent(model).map(({ name }) => globalName(model, form, name))])),
];

const knownTypes = (model: Model): readonly number[] => [...new Set(model.resources.flatMap(({ resourceType }) => resourceType ?? []))].sort((a, b) => a - b);

const primitivesCode = String.raw`// How requests, responses and notifications are checked: the parameters, then what they carry.

const none = Object.freeze([]);
const own = (table, key) => (typeof key !== 'object' && Object.hasOwn(table, key) ? table[key] : undefined);
const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
const quoted = (name) => JSON.stringify(name.length > 80 ? name.slice(0, 80) + '…' : name);
const requests = { create: 'a Create request', retrieve: 'a Retrieve request', update: 'an Update request', delete: 'a Delete request', notify: 'a Notify request' };

const inside = (issues, path) => issues.map((issue) => ({ ...issue, path: [...path, ...issue.path] }));
const contentIssue = (message, path) => ({ message, path, attribute: 'primitiveContent', rule: 'content', clause: 'TS-0004 7.2.1.1' });

/** No clause is cited: nothing that is covered here speaks of it. */
const notCovered = (message, path) => ({ message, path, attribute: 'primitiveContent', rule: 'notCovered', clause: undefined });
const isRootName = (name) => /^[A-Za-z_][\w.-]*:[A-Za-z_][\w.-]*$/.test(name);

/** Exactly one member, one of "roots": root name → what checks its value, and the resource type that it stands for. */
function oneMember(value, roots, path, type) {
  if (!isObject(value)) return none;
  const names = Object.keys(value);
  if (names.length !== 1) return [contentIssue('the content must have exactly one member, not ' + names.length, path)];
  const [name] = names;
  const root = own(roots, name);
  if (root === undefined && isRootName(name) && !knownRoots.has(name)) return [notCovered(quoted(name) + ' is of a type that is not covered here', [...path, name])];
  if (root === undefined) return [contentIssue(quoted(name) + ' cannot be the content here; ' + choices(roots), path)];
  if (type !== undefined && root.type !== type) return [contentIssue(quoted(name) + ' is not of resource type ' + type, path)];
  return inside(root.issues(value[name]), [...path, name]);
}

const choices = (roots) => {
  const names = Object.keys(roots);
  return names.length === 0 ? 'nothing can' : 'expected ' + names.slice(0, 20).join(', ') + (names.length > 20 ? ' …' : '');
};

const validatorOf = (issues) => {
  const validate = (value) => {
    const found = issues(value);
    return found.length === 0 ? { value } : { issues: found };
  };
  return { is: (data) => issues(data).length === 0, issues, '~standard': { version: 1, vendor: 'onem2m-specgen', validate } };
};

/** "envelope" checks the parameters; "operations" says, by number, what each operation requires, excludes and carries. */
export function requestValidator({ envelope, keys, names, operations, clause }) {
  const parameterIssue = (key, rule, text) => {
    const attribute = own(names, key) ?? key;
    return { message: attribute + (attribute === key ? '' : ' (' + key + ')') + ' ' + text, path: [key], attribute, rule, clause };
  };
  return validatorOf((data) => {
    const found = envelope(data);
    if (!isObject(data)) return found;
    const operation = own(operations, data[keys.operation]);
    if (operation === undefined) return found;
    const where = requests[operation.name];
    const content = data[keys.content];
    const type = operation.name === 'create' ? data[keys.type] : undefined;
    return [
      ...found,
      ...operation.required.filter((key) => data[key] === undefined).map((key) => parameterIssue(key, 'M', 'is mandatory in ' + where + ' (M)')),
      ...operation.absent.filter((key) => data[key] !== undefined).map((key) => parameterIssue(key, 'NP', 'must not be present in ' + where + ' (NP)')),
      ...(type !== undefined && !Object.values(operation.roots).some((root) => root.type === type)
        ? knownTypes.has(type)
          ? [parameterIssue(keys.type, 'content', 'names no resource type that a request creates here')]
          : typeof type !== 'number' ? none : [notCovered('resource type ' + type + ' is not covered here', [keys.type])]
        : content === undefined || operation.absent.includes(keys.content)
          ? none
          : oneMember(content, operation.roots, [keys.content], type)),
    ];
  });
}

export function responseValidator({ envelope, content, roots }) {
  return validatorOf((data) => {
    const found = envelope(data);
    return isObject(data) && data[content] !== undefined ? [...found, ...oneMember(data[content], roots, [content])] : found;
  });
}

/** "check", and then the rules across members; what is wrong by itself is not asked again. */
export const ruled = (check, rules) => (data) => {
  const found = check(data);
  if (!isObject(data)) return found;
  const wrong = new Set(found.map(({ path }) => path[0]));
  const broken = rules.filter(({ keys, when, must }) => !keys.some((key) => wrong.has(key)) && breaks(data, [when, must]));
  return [...found, ...broken.map(({ key, name, attribute, text, clause }) => ({ message: name + ': ' + text, path: [key], attribute, rule: 'implies', clause }))];
};

/** Representations by root name, each with the children that it nests; "others": children of types without a validator. */
export const nesting = (roots, others) => {
  const checkOf = (name) => own(roots, name)?.issues ?? (others.includes(name) ? null : undefined);
  const nested = ([name, { issues }]) => [name, { issues: (value) => withChildren(issues(value), value, checkOf) }];
  return Object.fromEntries(Object.entries(roots).map(nested));
};

/** A content of a type of its own. */
export const ofType = (issues) => ({ issues });

/** A validator that stands further down: contents hold primitives, which hold contents. */
export const later = (validator) => ({ issues: (value) => validator().issues(value) });

/** A resource with primitives among its attributes, by key: what checks one, and of several how they stand there. */
export const holding = (root, primitives) => {
  const checks = Object.fromEntries(Object.entries(primitives).map(([key, [validator, how]]) => [key, eachPrimitive((value) => validator().issues(value), how)]));
  return { ...root, issues: (data) => withPrimitives(root.issues(data), data, checks) };
};

/** A resource with its address: "shape" checks the address and all members that are named like no resource, of which one is one of "roots". */
export const wrapped = ({ shape, roots }) => ({
  issues: (data) => {
    if (!isObject(data)) return shape(data);
    const parts = [{}, {}];
    for (const [name, value] of Object.entries(data)) Object.defineProperty(parts[isRootName(name) ? 1 : 0], name, { value, enumerable: true });
    return [...shape(parts[0]), ...oneMember(parts[1], roots, [])];
  },
});

/** A notification whose "representation" carries one of "roots"; "shape" checks all the rest. */
export function notificationIssues({ shape, event, representation, roots }) {
  return (data) => {
    const found = shape(data);
    const carried = isObject(data) && isObject(data[event]) ? data[event][representation] : undefined;
    return carried === undefined ? found : [...found, ...oneMember(carried, roots, [event, representation])];
  };
}

/** Several notifications or responses in one, at most a hundred issues in all. */
export function aggregatedIssues({ shape, member, each }) {
  return (data) => {
    const found = [...shape(data)];
    const list = isObject(data) ? data[member] : undefined;
    if (!Array.isArray(list)) return found;
    for (let i = 0; i < list.length && found.length < 100; i++) found.push(...inside(each(list[i]), [member, i]));
    return found;
  };
}

/** Senders give a local "member" the prefix of the "global" element of its type: no name of this specification, and a known value. */
export const unprefixed = ({ member, global, issues }) => (data) => {
  if (!isObject(data) || Object.hasOwn(data, member) || !Object.hasOwn(data, global)) return issues(data);
  const { [global]: value, ...others } = data;
  const found = issues({ ...others, [member]: value }).map((issue) => (issue.path[0] === member ? { ...issue, path: [global, ...issue.path.slice(1)] } : issue));
  return [{ message: quoted(global) + ' is called ' + quoted(member) + ' here, without a prefix', path: [global], attribute: global, rule: 'unknown', clause: 'TS-0004 8.4.2' }, ...found];
};

/** The content of a Notify request: one member of "roots". */
export const contentValidator = (roots) =>
  validatorOf((data) => (isObject(data) ? oneMember(data, roots, []) : [contentIssue('the content must be an object', [])]));
`;
