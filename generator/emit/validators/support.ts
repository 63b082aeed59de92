/**
 * `validators/support.js`: the little that every validator shares at run time. It has no dependency, and bundlers drop
 * from it what a validator does not use.
 */
export const supportModule = String.raw`// What every validator shares: counting, comparing, and turning raw errors into issues.

/** A hostile list of a million wrong items makes a hundred errors, not a million. */
const limit = 100;

/** Adds a raw error to a list that starts as null. */
export function report(errors, path, keyword, detail) {
  if (errors === null) return [{ path, keyword, detail }];
  if (errors.length < limit) errors.push({ path, keyword, detail });
  return errors;
}

/** Adds the raw errors of a part to those of the whole. */
export function merge(errors, more) {
  if (errors === null) return more;
  return errors.length < limit ? errors.concat(more) : errors;
}

/** The length of a text as JSON Schema and XSD count it: in code points. */
export function codePoints(text) {
  let count = 0;
  for (const _point of text) count++;
  return count;
}

/** Are no two items equal? In linear time. */
export function distinct(items) {
  const seen = new Set();
  for (let i = 0; i < items.length; i++) seen.add(typeof items[i] === 'object' ? canonical(items[i]) : items[i]);
  return seen.size === items.length;
}

/** Equal JSON values have equal texts; the mark keeps them apart from strings. A value too deep for a text equals none: no type allows it. */
function canonical(value) {
  try {
    return '\0' + JSON.stringify(value, sorted);
  } catch {
    return Symbol();
  }
}

const sorted = (_key, part) =>
  part !== null && typeof part === 'object' && !Array.isArray(part) ? Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)) : part;

export const isEqual = (a, b) => a === b || (typeof a === 'object' && typeof b === 'object' && canonical(a) === canonical(b));

const own = (table, key) => (table !== undefined && Object.hasOwn(table, key) ? table[key] : undefined);
const quoted = (name) => JSON.stringify(name.length > 80 ? name.slice(0, 80) + '…' : name);
const article = (noun) => (/^[aeiou]/.test(noun) ? 'an ' : 'a ') + noun;
const requests = { create: 'a Create request', update: 'an Update request' };

const absence = {
  RO: 'NP: set by the Hosting CSE only',
  WO: 'NP: set at creation only',
  RW: 'NP: not part of this request',
};

const count = (number, noun) => number + ' ' + noun + (number === 1 ? '' : 's');
const kinds = (types) => types.map(article).join(' or ');

/** Keyword → the rule that is broken, and the rest of the sentence that begins with the name of the attribute. */
const phrases = {
  type: (type) => ['type', 'must be ' + kinds([type].flat())],
  anyOf: () => ['type', 'has none of the forms that its type allows'],
  enum: (allowed) => ['enum', 'must be one of ' + allowed.map((value) => JSON.stringify(value)).join(', ')],
  const: ([only]) => ['fixed', 'must be ' + JSON.stringify(only)],
  pattern: (pattern) => ['pattern', 'must match ' + pattern],
  minimum: (bound) => ['range', 'must be ' + bound],
  minLength: (limit) => ['length', 'must have at least ' + count(limit, 'character')],
  maxLength: (limit) => ['length', 'must have at most ' + count(limit, 'character')],
  minItems: (limit) => ['length', 'must have at least ' + count(limit, 'item')],
  maxItems: (limit) => ['length', 'must have at most ' + count(limit, 'item')],
  distinct: () => ['unique', 'must not hold the same item twice'],
};
phrases.types = phrases.type;
phrases.maximum = phrases.exclusiveMinimum = phrases.exclusiveMaximum = phrases.minimum;

/** Raw errors about "data" as issues; "facts" are what the validator knows of names, absences and rules. */
export const explain = (data, errors, facts) => errors.filter(Boolean).map((error) => issueOf(data, error, facts));

function issueOf(data, { path: pointer, keyword, detail }, facts) {
  const path = [];
  let value = data;
  for (const step of pointer.split('/').slice(1)) {
    const name = step.replaceAll('~1', '/').replaceAll('~0', '~');
    path.push(Array.isArray(value) ? Number(name) : name);
    value = value[name];
  }
  const top = path.length === 0;
  const container = nameOf(path, facts);
  if (keyword === 'rules') path.push(detail[1]);
  if (keyword === 'required' || keyword === 'closed') path.push(detail);
  const name = nameOf(path, facts);
  const where = requests[facts.operation];
  const issue = (rule, message, clause = facts.clause) => ({
    message,
    path,
    attribute: path.length === 0 ? undefined : (own(facts.names, path[0]) ?? path[0]),
    rule,
    clause,
  });

  if (keyword === 'required') {
    const why = !top ? '' : where ? ' in ' + where + ' (M)' : facts.operation === 'full' ? ' (multiplicity 1)' : '';
    return issue('M', name + ' is mandatory' + why);
  }
  if (keyword === 'closed') {
    const why = top ? own(facts.absent, detail) : undefined;
    if (why !== undefined) return issue('NP', name + ' must not be present in ' + where + ' (' + absence[why] + ')');
    return issue('unknown', 'unknown ' + (top ? (facts.kind ?? 'attribute') : 'member') + ' ' + quoted(detail) + ' in ' + container);
  }
  if (keyword === 'rules') {
    const [rule, text, clause] = facts.rules[detail[0]];
    return issue(rule, name + ': ' + text, clause);
  }
  // Whatever is wanted, null is another fault than a wrong value.
  if (value === null) {
    return issue('null', name + ' must not be null' + (facts.operation === 'update' && path.length === 1 ? ' (multiplicity 1: it cannot be deleted)' : ''));
  }
  if (keyword === 'enum' || keyword === 'const') {
    const types = [...new Set(detail.map((each) => typeof each))];
    if (!types.includes(typeof value)) return issue('type', name + ' must be ' + kinds(types));
  }
  const [rule, text] = own(phrases, keyword)?.(detail) ?? ['type', 'is not valid (' + keyword + ')'];
  return issue(rule, name + ' ' + text);
}

/** campaignStatus (cpst); of what lies deeper, the way there: softwareTriggerCriteria (swtc)/0/sri. */
function nameOf(path, { of, names }) {
  if (path.length === 0) return of;
  const [key, ...steps] = path;
  const long = own(names, key);
  return [long === undefined ? key : long + ' (' + key + ')', ...steps].join('/');
}

const none = Object.freeze([]);

/** A check and its facts as a validator; see support.d.ts. */
export function validatorOf(check, facts) {
  const issues = (data) => (check(data) ? none : explain(data, check.errors, facts));
  const validate = (value) => (check(value) ? { value } : { issues: explain(value, check.errors, facts) });
  return { is: check, issues, '~standard': { version: 1, vendor: 'onem2m-specgen', validate } };
}
`;

export const supportDeclarations = `/** What a validator found wrong: one violation of one rule. */
export interface Issue {
  /** Names the attribute and the rule. */
  readonly message: string;
  /** From the validated value to the fault. */
  readonly path: readonly (string | number)[];
  /** Long name of the attribute; absent when the fault is in the whole. */
  readonly attribute: string | undefined;
  readonly rule: IssueRule;
  /** Where the specification says so. */
  readonly clause: string | undefined;
}

/**
 * - \`NP\`, \`M\`: must not, must be present (TS-0004 7.3.3)
 * - \`unknown\`: no attribute or member of that name
 * - \`null\`: null where a value is needed
 * - \`type\`, \`enum\`, \`fixed\`, \`pattern\`, \`range\`, \`length\`, \`unique\`: the value
 * - \`forbidden\`, \`alone\`, \`onlyWhen\`: the combination with other attributes
 * - \`content\`: a primitive's content does not fit its operation or resource type
 */
export type IssueRule =
  | 'NP'
  | 'M'
  | 'unknown'
  | 'null'
  | 'type'
  | 'enum'
  | 'fixed'
  | 'pattern'
  | 'range'
  | 'length'
  | 'unique'
  | 'forbidden'
  | 'alone'
  | 'onlyWhen'
  | 'content';

/** A validator of \`T\`: a type guard, a list of everything that is wrong, and the interface of Standard Schema 1. */
export interface Validator<T> {
  is(this: void, data: unknown): data is T;
  /** Empty when the data is valid; at most a hundred issues otherwise. */
  issues(this: void, data: unknown): readonly Issue[];
  readonly '~standard': {
    readonly version: 1;
    readonly vendor: 'onem2m-specgen';
    readonly validate: (value: unknown) => { readonly value: T; readonly issues?: undefined } | { readonly issues: readonly Issue[] };
    readonly types?: { readonly input: T; readonly output: T } | undefined;
  };
}
`;
