/**
 * `validators/support.js`: the little that every validator shares at run time. It has no dependency, and bundlers drop
 * from it what a validator does not use.
 */
export const supportModule = String.raw`// What every validator shares: counting, comparing, and turning raw errors into issues.

/** A hostile list of a million wrong items makes a hundred errors, not a million. */
const limit = 100;

/** Adds a raw error to a list that starts as null. */
export function report(errors, path, keyword, params) {
  if (errors === null) return [{ path, keyword, params }];
  if (errors.length < limit) errors.push({ path, keyword, params });
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

/** Equal JSON values have equal texts; the mark keeps them apart from strings. */
const canonical = (value) =>
  '\0' +
  JSON.stringify(value, (_key, part) =>
    part !== null && typeof part === 'object' && !Array.isArray(part) ? Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)) : part,
  );

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

/** Keyword → the rule that is broken, and the rest of the sentence that begins with the name of the attribute. */
const phrases = {
  type: ({ type }) => ['type', 'must be ' + [type].flat().map(article).join(' or ')],
  anyOf: () => ['type', 'has none of the forms that its type allows'],
  enum: ({ allowed }) => ['enum', 'must be one of ' + allowed],
  const: ({ allowed }) => ['fixed', 'must be ' + allowed],
  pattern: ({ pattern }) => ['pattern', 'must match ' + pattern],
  minimum: ({ comparison, limit }) => ['range', 'must be ' + comparison + ' ' + limit],
  minLength: ({ limit }) => ['length', 'must have at least ' + limit + ' characters'],
  maxLength: ({ limit }) => ['length', 'must have at most ' + limit + ' characters'],
  minItems: ({ limit }) => ['length', 'must have at least ' + limit + (limit === 1 ? ' item' : ' items')],
  maxItems: ({ limit }) => ['length', 'must have at most ' + limit + (limit === 1 ? ' item' : ' items')],
  distinct: () => ['unique', 'must not hold the same item twice'],
};
phrases.maximum = phrases.exclusiveMinimum = phrases.exclusiveMaximum = phrases.minimum;

/** Raw errors about "data" as issues; "facts" are what the validator knows of names, absences and rules. */
export const explain = (data, errors, facts) => errors.filter(Boolean).map((error) => issueOf(data, error, facts));

function issueOf(data, { path: pointer, keyword, params }, facts) {
  const path = [];
  let value = data;
  for (const step of pointer.split('/').slice(1)) {
    const name = step.replaceAll('~1', '/').replaceAll('~0', '~');
    path.push(Array.isArray(value) ? Number(name) : name);
    value = value[name];
  }
  const member = params.missingProperty ?? params.name ?? params.key;
  const top = path.length === 0;
  if (member !== undefined) path.push(member);
  const attribute = path.length === 0 ? undefined : (own(facts.names, path[0]) ?? path[0]);
  const issue = (rule, message, clause = facts.clause) => ({ message, path, attribute, rule, clause });

  const label = (long, steps) => long + (own(facts.names, steps[0]) === undefined ? '' : ' (' + steps[0] + ')') + steps.slice(1).map((step) => '/' + step).join('');
  const name = path.length === 0 ? facts.of : label(attribute, path);
  const where = requests[facts.operation];

  if (keyword === 'required') {
    if (!top) return issue('M', name + ' is mandatory');
    return issue('M', name + ' is mandatory' + (where ? ' in ' + where + ' (M)' : facts.operation === 'full' ? ' (multiplicity 1)' : ''));
  }
  if (keyword === 'closed') {
    const why = top ? own(facts.absent, member) : undefined;
    if (why !== undefined) return issue('NP', name + ' must not be present in ' + where + ' (' + absence[why] + ')');
    const container = top ? facts.of : label(attribute, path.slice(0, -1));
    return issue('unknown', 'unknown ' + (top ? facts.kind ?? 'attribute' : 'member') + ' ' + quoted(member) + ' in ' + container);
  }
  if (keyword === 'rules') {
    const [rule, text, clause] = facts.rules[params.id];
    return issue(rule, name + ': ' + text, clause);
  }
  if (value === null && keyword in nullable) {
    return issue('null', name + ' must not be null' + (top || facts.operation !== 'update' || path.length > 1 ? '' : ' (multiplicity 1: it cannot be deleted)'));
  }
  if (params.types !== undefined && !params.types.includes(typeof value)) return issue('type', name + ' must be ' + params.types.map(article).join(' or '));
  const [rule, text] = own(phrases, keyword)?.(params) ?? ['type', 'is not valid (' + keyword + ')'];
  return issue(rule, name + ' ' + text);
}

/** Keywords whose failure on null means that null is the fault. */
const nullable = { type: 0, anyOf: 0, enum: 0, const: 0 };

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
