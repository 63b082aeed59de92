/**
 * `validators/support.js`: the little that every validator shares at run time. It has no dependency, and bundlers drop
 * from it what a validator does not use.
 */
export const supportModule = String.raw`// What every validator shares: turning errors into issues.

const own = (table, key) => (table !== undefined && Object.hasOwn(table, key) ? table[key] : undefined);
const quoted = (name) => JSON.stringify(name.length > 80 ? name.slice(0, 80) + '…' : name);
const article = (noun) => (/^[aeiou]/.test(noun) ? 'an ' : 'a ') + noun;
const requests = { create: 'a Create request', update: 'an Update request' };

const absence = {
  RO: 'NP: set by the Hosting CSE only',
  WO: 'NP: set at creation only',
  RW: 'NP: not part of this request',
};

const kinds = (types) => types.map(article).join(' or ');

/** Values with their names, as far as they have names that say more. */
const allowed = (values, names = []) =>
  'one of ' + values.map((value, i) => JSON.stringify(value) + (names[i] === undefined || names[i] === value ? '' : ' (' + names[i] + ')')).join(', ');

/** The rule that is broken, and the rest of the sentence that begins with the name of the attribute. */
function phrase(keyword, detail, names) {
  const [, end, of] = /^(min|max)(Length|Items)$/.exec(keyword) ?? [];
  if (of) return ['length', 'must have at ' + (end === 'min' ? 'least ' : 'most ') + detail + (of === 'Items' ? ' item' : ' character') + (detail === 1 ? '' : 's')];
  if (/imum$/.test(keyword)) return ['range', 'must be ' + detail];
  switch (keyword) {
    case 'type':
      return ['type', 'must be ' + kinds([detail].flat())];
    case 'enum':
      return ['enum', 'must be ' + allowed(detail, names)];
    case 'const':
      return ['fixed', 'must be ' + JSON.stringify(detail[0])];
    case 'pattern':
      return ['pattern', 'must match ' + detail];
    case 'distinct':
      return ['unique', 'must not hold the same item twice'];
    default:
      return ['type', keyword === 'anyOf' ? 'has none of the forms that its type allows' : 'is not valid (' + keyword + ')'];
  }
}

const isForeign = (name) => /^(?!m2m:)[A-Za-z_][\w.-]*:[A-Za-z_]/.test(name);

/** The issues of a check that found errors, or none. */
export const issuesOf = (data, errors, facts) => (errors === null ? [] : explain(data, errors, facts));

/** Errors about "data" as issues; "facts" are what the validator knows of names and rules. */
const explain = (data, errors, facts) => errors.map((error) => issueOf(data, error, facts));

function issueOf(data, { path: steps, keyword, detail, names }, facts) {
  const path = [...steps];
  let value = data;
  for (const step of path) value = value[step];
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
    // A child of a type of somebody else's: whether it may stand here, only that specification says.
    if (top && !where && facts.operation && isForeign(detail)) return { ...issue('notCovered', quoted(detail) + ' is of a type that is not covered here'), clause: undefined };
    return issue('unknown', 'unknown ' + (top ? (facts.kind ?? 'attribute') : 'member') + ' ' + quoted(detail) + ' in ' + container);
  }
  if (keyword === 'absent') return issue('NP', name + ' must not be present in ' + where + ' (' + absence[detail] + ')');
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
    if (!types.includes(typeof value)) return issue('type', name + ' must be ' + kinds(types) + (names === undefined ? '' : ', ' + allowed(detail, names)));
  }
  const [rule, text] = phrase(keyword, detail, names);
  // A number that is none of an enumeration, and none of what may stand beside it.
  return issue(keyword === 'anyOf' && detail === typeof value ? 'enum' : rule, name + ' ' + text);
}

/** campaignStatus (cpst); of what lies deeper, the way there: softwareTriggerCriteria (swtc)/0/sri. */
function nameOf(path, { of, names }) {
  if (path.length === 0) return of;
  const [key, ...steps] = path;
  const long = own(names, key);
  return [long === undefined ? key : long + ' (' + key + ')', ...steps].join('/');
}

const none = Object.freeze([]);

const operations = { 1: 'create', 2: 'update', 4: 'full', 8: 'partial' };

/** Numbers of enumerations, and releases: what a later release adds to. A number in words, or with a fraction, is none of any. */
const mayBeNewer = (value) => (Number.isSafeInteger(value) && value >= 0) || (typeof value === 'string' && /^[1-9][0-9]?[a-z]?$/.test(value));

const at = (data, path) => path.reduce((value, step) => (typeof value === 'object' && value !== null ? value[step] : undefined), data);

function standingOf(issue, data) {
  // A content is all that there is; one child of many may be what it likes.
  if (issue.rule === 'notCovered') return issue.attribute === 'primitiveContent' ? 'notCovered' : 'unknownHere';
  return issue.rule === 'unknown' || (issue.rule === 'enum' && mayBeNewer(at(data, issue.path))) ? 'unknownHere' : 'invalid';
}

/** Issues by what they are to a receiver of another release; no clause says that what it does not know is wrong. */
export function readingOf(issues, data) {
  const found = { invalid: [], unknownHere: [], notCovered: [] };
  for (const issue of issues) {
    const standing = standingOf(issue, data);
    found[standing].push(standing === 'unknownHere' ? { ...issue, clause: undefined } : issue);
  }
  const outcome = ['invalid', 'notCovered', 'unknownHere'].find((standing) => found[standing].length > 0) ?? 'valid';
  return { outcome, ...found };
}

export const read = (validator, data) => readingOf(validator.issues(data), data);

/** A check, for one operation, as a validator; see support.d.ts. "names" are the long names of keys, where they differ; "read" checks what only a response has. */
export function validatorOf(check, op, { of, clause, rules }, names, read) {
  const facts = { of, clause, rules, names, operation: operations[op] };
  const issues = (data) => {
    const errors = check(data, op, read);
    return errors === null ? none : explain(data, errors, facts);
  };
  const validate = (value) => {
    const found = issues(value);
    return found === none ? { value } : { issues: found };
  };
  return { is: (data) => check(data, op, read) === null, issues, '~standard': { version: 1, vendor: 'onem2m-specgen', validate } };
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
 * - \`forbidden\`, \`alone\`, \`onlyWhen\`, \`implies\`: the combination with other attributes
 * - \`content\`: a primitive's content does not fit its operation or resource type
 * - \`notCovered\`: nothing here knows the type of what is carried; no judgement, and no clause
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
  | 'implies'
  | 'content'
  | 'notCovered';

/**
 * What a list of issues comes to. In a reading of other releases, \`unknownHere\` is what only a newer (or older) release may know:
 * attributes and members, numbers of enumerations, releases. \`notCovered\`: nothing is wrong as far as it could be looked at.
 */
export type Outcome = 'valid' | 'unknownHere' | 'notCovered' | 'invalid';

/** What data is to a receiver that lives with senders of other releases (TS-0004 6.3.3, 7.3.2.1). */
export interface Reading {
  readonly outcome: Outcome;
  /** What no release allows. */
  readonly invalid: readonly Issue[];
  readonly unknownHere: readonly Issue[];
  readonly notCovered: readonly Issue[];
}

/** The issues of a validator of Release 3, as printed, told apart: \`read(validator, data).outcome\`. */
export declare function read(validator: Pick<Validator<unknown>, 'issues'>, data: unknown): Reading;

/** The same of issues that are at hand. */
export declare function readingOf(issues: readonly Issue[], data: unknown): Reading;

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

/** Says no more than yes or no, and carries no messages. */
export type Guard<T> = (data: unknown) => data is T;
`;
