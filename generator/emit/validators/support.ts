/**
 * `validators/support.js`: the little that every validator shares at run time. Bundlers drop from it what a
 * validator does not use.
 */
export const supportModule = String.raw`// What every validator shares: turning errors into issues.
import { isObject } from '../checks/report.js';

const own = (table, key) => (table !== undefined && Object.hasOwn(table, key) ? table[key] : undefined);
const quoted = (name) => JSON.stringify(name.length > 80 ? name.slice(0, 80) + '…' : name);
const absence = { RO: 'set by the Hosting CSE only', WO: 'set at creation only', RW: 'not part of this request' };

/** Values with their names, as far as they have names that say more. */
const allowed = (values, names = []) =>
  'one of ' + values.map((value, i) => JSON.stringify(value) + (names[i] === undefined || names[i] === value ? '' : ' (' + names[i] + ')')).join(', ');

const none = Object.freeze([]);

/** The issues of a check that found errors in "data", or none; "facts" are what the validator knows of names and rules. */
export const issuesOf = (data, errors, facts) => (errors === null ? none : errors.map((error) => issueOf(data, error, facts)));

function issueOf(data, { path: steps, keyword, detail, more }, facts) {
  const path = keyword === 'rules' ? [...steps, detail[1]] : steps;
  const value = steps.reduce((whole, step) => whole[step], data);
  const { where = '', mandatory = '', kept = '' } = path.length === 1 ? facts : {};
  const name = nameOf(path, facts) + ' ';
  const issue = (rule, message, clause, others) => ({ message, path, attribute: own(facts.names, path[0]) ?? path[0], rule, clause, others });
  const fault = (rule, text, others) => issue(rule, name + text, facts.clause, others);

  switch (keyword) {
    case 'M':
      return fault(keyword, 'is mandatory' + where + mandatory);
    case 'unknown':
      return issue(keyword, 'unknown ' + (path.length === 1 ? (facts.kind ?? 'attribute') : 'member') + ' ' + quoted(path.at(-1)) + ' in ' + nameOf(path.slice(0, -1), facts), facts.clause);
    case 'notCovered':
      return issue(keyword, quoted(path[0]) + ' ' + detail);
    case 'NP':
      return fault(keyword, 'must not be present' + where + ' (NP: ' + absence[detail] + ')');
    case 'rules': {
      const [rule, text, clause] = facts.rules[detail[0]];
      return issue(rule, name.trim() + ': ' + text, clause);
    }
  }
  // Whatever is wanted, null is another fault than a wrong value.
  if (value === null) return fault('null', 'must not be null' + kept);
  // Where another release may have more: whether it may have the value is asked of few.
  const wrong = (text) => fault(keyword, text, keyword === 'enum' ? [value, detail] : more);
  // A list is that of the values that are allowed.
  if (typeof detail === 'string') return wrong(detail);
  const types = [...new Set(detail.map((each) => typeof each))];
  if (!types.includes(typeof value)) return fault('type', 'must be a ' + types.join(' or a ') + (more === undefined ? '' : ', ' + allowed(detail, more)));
  return wrong('must be ' + (keyword === 'fixed' ? JSON.stringify(detail[0]) : allowed(detail, more)));
}

/** campaignStatus (cpst); of what lies deeper, the way there: softwareTriggerCriteria (swtc)/0/sri. */
function nameOf(path, { of, names }) {
  if (path.length === 0) return of;
  const [key, ...steps] = path;
  const long = own(names, key);
  return [long === undefined ? key : long + ' (' + key + ')', ...steps].join('/');
}

/** What lists of a specification hold, and other releases have more of: numbers, releases, words (that Release 1 has as media types). */
const kinds = [/^\d{1,15}$/, /^[1-9]\d?[a-z]?$/, /^[a-z][\w.+-]*(\/[\w.+-]+)?$/i];

/** A number with a fraction, a word among releases: no release has it in a list of those values. Beside a list, numbers alone are looked at. */
const isOfKind = (value, list) => kinds.some((kind) => kind.test(value) && (typeof list === 'string' || list.every((one) => kind.test(one))));

const mayBeOfOthers = ({ others }) => (Array.isArray(others) ? isOfKind(...others) : others);

function standingOf(issue) {
  // A content is all that there is; one child of many may be what it likes.
  if (issue.rule === 'notCovered') return issue.attribute === 'primitiveContent' ? 'notCovered' : 'unknownHere';
  return issue.rule === 'unknown' || mayBeOfOthers(issue) ? 'unknownHere' : 'invalid';
}

/** Issues by what they are to a receiver of another release; no clause says that what it does not know is wrong. */
export function readingOf(issues) {
  const found = { invalid: [], unknownHere: [], notCovered: [] };
  for (const issue of issues) {
    const standing = standingOf(issue);
    found[standing].push(standing === 'unknownHere' ? { ...issue, clause: undefined } : issue);
  }
  const outcome = ['invalid', 'notCovered', 'unknownHere'].find((standing) => found[standing].length > 0) ?? 'valid';
  return { outcome, ...found };
}

export const read = (validator, data) => readingOf(validator.issues(data));

/**
 * The lists of children that a representation nests, of those that "isChild" knows, and of theirs (TS-0001 8.1.2). However deep: a way is
 * a chain, which becomes a path where something is wrong.
 */
export function* childrenIn(data, isChild) {
  const open = [[data]];
  for (const [parent, way] of open) {
    for (const name in parent) {
      const list = parent[name];
      if (!name.includes(':') || !Array.isArray(list) || !isChild(name)) continue;
      const there = { outer: way, step: name };
      yield [name, list, there];
      list.forEach((child, i) => typeof child === 'object' && open.push([child, { outer: there, step: i }]));
    }
  }
}

function pathOf(way) {
  const path = [];
  for (let at = way; at !== undefined; at = at.outer) path.push(at.step);
  return path.reverse();
}

const isAt = (path) => (issue) => issue.path.length === path.length && issue.path.every((step, i) => step === path[i]);

/** What the check of a representation found, and what is wrong in its children, each by the check of its own type. That a list is one, of objects, and may stand there is for the check of the parent to say. */
export function withChildren(issues, data, checkOf) {
  const found = [...issues];
  const isInvalid = (issue) => standingOf(issue) === 'invalid';
  // A hundred are enough once one of them is wrong in any release.
  const isSettled = () => found.length >= 100 && isInvalid(found[99]);
  const add = (issue) => {
    if (found.length < 100) found.push(issue);
    else if (isInvalid(issue) && !isSettled()) found[99] = issue;
  };
  for (const [name, list, way] of childrenIn(data, (name) => checkOf(name) !== undefined)) {
    if (isSettled()) break;
    const check = checkOf(name);
    if (check !== null) list.forEach((child, i) => isObject(child) && !isSettled() && check(child).forEach((issue) => add({ ...issue, path: [...pathOf(way), i, ...issue.path] })));
    else if (list.some(isObject) && !found.some(isAt(pathOf(way)))) add({ message: quoted(name) + ' is of a type that is not covered here', path: pathOf(way), attribute: name, rule: 'notCovered', clause: undefined });
  }
  return found;
}

/** What the check of a resource found, and what is wrong in the primitives among its attributes, each by a check of its own, which says all of its inside. */
export function withPrimitives(issues, data, checks) {
  const held = Object.entries(checks).filter(([name]) => isObject(data?.[name]));
  if (held.length === 0) return issues;
  const found = issues.filter(({ path }) => path.length < 2 || !held.some(([name]) => name === path[0]));
  for (const [name, check] of held) {
    const known = issues.filter(({ path }) => path.length > 1 && path[0] === name).map((issue) => ({ ...issue, path: issue.path.slice(1) }));
    const inside = check === null ? [{ message: quoted(name) + ' is of a type that is not covered here', path: [], attribute: name, rule: 'notCovered', clause: undefined }] : check(data[name], known);
    found.push(...inside.map((issue) => ({ ...issue, path: [name, ...issue.path] })));
  }
  return found.slice(0, 100);
}

/** A check of a value that is a primitive; or, where "how" says that it has a list of them, of each, besides what is "known" of the value. */
export const eachPrimitive = (check, how) => (how === undefined ? check : (value, known) => [...known, ...insideEach(check, how, value, known)]);

/** What is wrong in each item of "member" by the check of primitives: parameters stand in its member "apart", too, some under other names, and some need not be there. */
function insideEach(check, { member, apart, names = {}, assumed = {} }, value, known) {
  const list = Array.isArray(value[member]) ? value[member] : [];
  const isKnown = (path, { rule }) => known.some((issue) => issue.rule === rule && isAt(path)(issue));
  const original = (name) => Object.keys(names).find((there) => names[there] === name) ?? name;
  const found = [];
  for (let i = 0; i < list.length && found.length < 100; i++) {
    const item = list[i];
    if (!isObject(item)) continue;
    const direct = Object.fromEntries(Object.entries(item).filter(([name]) => name !== apart));
    const others = apart === undefined || !isObject(item[apart]) ? {} : item[apart];
    const beside = Object.fromEntries(Object.entries(others).map(([name, each]) => [own(names, name) ?? name, each]));
    for (const issue of check({ ...assumed, ...beside, ...direct })) {
      const [name, ...rest] = issue.path;
      const path = apart === undefined || Object.hasOwn(direct, name) ? issue.path : [apart, original(name), ...rest];
      if (![issue.path, path].some((each) => isKnown([member, i, ...each], issue))) found.push({ ...issue, path: [member, i, ...path] });
    }
  }
  return found;
}

/** Operations, as the checks know them, and what is said of them where something is wrong at the top. */
export const onCreate = { op: 1, where: ' in a Create request', mandatory: ' (M)' };
export const onUpdate = { op: 2, where: ' in an Update request', mandatory: ' (M)', kept: ' (multiplicity 1: it cannot be deleted)' };
export const onFull = { op: 4, mandatory: ' (multiplicity 1)' };
export const onPartial = { op: 8 };

/** A check, for one operation, as a validator; see support.d.ts. "names" are the long names of keys, where they differ; "read" checks what only a response has; "rules" are those that the operation may break. */
export function validatorOf(check, operation, { of, clause }, names, read, rules) {
  const facts = { of, clause, rules, names, ...operation };
  const { op } = operation;
  const issues = (data) => issuesOf(data, check(data, op, read), facts);
  const validate = (value) => {
    const found = issues(value);
    return found === none ? { value } : { issues: found };
  };
  return { is: (data) => check(data, op, read) === null, issues, '~standard': { version: 1, vendor: 'onem2m-specgen', validate } };
}
`;
