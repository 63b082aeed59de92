import type { Issue } from '../generated/validators/support.js';
import { explained } from './explain.js';
import type { MatcherResult } from './matcher.js';
import { misuse, shown } from './matcher.js';
import type { Operation, ResourceName, Validators, ViolationRule } from './names.js';
import { didYouMean } from './did-you-mean.js';
import { describePayload, issuesOf, payloadOf, recognized, rowsIn } from './payload.js';
import { packaged, type Specification } from './specification.js';
import { subjectOfPayload } from './subject.js';
import type { FormOption } from './valid.js';

export interface ViolationOptions<V = Validators> extends FormOption {
  /** Recognized by the attributes of the received value when it is left out. */
  readonly resource?: ResourceName<V> | undefined;
  /** What the received value is the content of: `create` when it is left out. */
  readonly operation?: Operation | undefined;
}

/** Every rule, of which the types are no list. */
const rules: Readonly<Record<ViolationRule, true>> = {
  RO: true,
  WO: true,
  NP: true,
  M: true,
  unknown: true,
  null: true,
  type: true,
  enum: true,
  fixed: true,
  pattern: true,
  range: true,
  length: true,
  unique: true,
  forbidden: true,
  alone: true,
  onlyWhen: true,
  implies: true,
  content: true,
  notCovered: true,
};

/** `toViolate` for a specification. */
export const bindToViolate = <V = Validators>(specification: Specification) => (received: unknown, attribute: string, rule: ViolationRule, options: ViolationOptions<V> = {}): MatcherResult => {
  const { operation = 'create', form } = options;
  const resource = options.resource as string | undefined;
  if (!Object.hasOwn(rules, rule)) {
    const names = Object.keys(rules);
    return misuse(`there is no rule ${shown(rule)}${didYouMean(rule, names) || `; there are ${names.join(', ')}`}`);
  }
  const candidates = resource !== undefined ? [resource] : rule === 'unknown' ? [...rowsIn(specification).keys()] : resourcesWith(attribute, specification);
  const payload =
    resource !== undefined ? payloadOf(received, resource, operation, form, specification) : recognized(received, operation, candidates, form, specification);
  if (payload === undefined) return misuse(`no resource type that has ${attribute} has the operation "${operation}"; say { operation }`);
  const issues = issuesOf(payload, specification);
  const broken = issues.filter((issue) => issue.attribute === attribute && isOf(rule, issue, payload.resource, specification));
  const wanted = `${attribute} to violate ${rule} in ${describePayload(payload)}`;
  return {
    pass: broken.length > 0,
    message: () => {
      const subjectOf = subjectOfPayload(payload, specification);
      if (broken.length > 0) return `expected not ${wanted}:\n\n${explained(broken, subjectOf)}`;
      const at = issues.filter((issue) => issue.attribute === attribute);
      if (at.length > 0) return `expected ${wanted}; it violates something else:\n\n${explained(at, subjectOf)}`;
      const found =
        issues.length === 0 ? `the value is valid:\n  ${shown(received)}` : `only others do:\n\n${explained(issues, subjectOf)}`;
      return `expected ${wanted}; ${found}\n\n  ${ruling(payload.resource, attribute, specification)}`;
    },
  };
};

/** Does the received value violate this rule, at this attribute? It may violate others as well. */
export const toViolate = /* @__PURE__ */ bindToViolate(packaged);

function resourcesWith(attribute: string, specification: Specification): readonly string[] {
  const { attributesOf, names } = specification;
  const resourceList = [...rowsIn(specification).keys()];
  const found = resourceList.filter((resource) => attributesOf(resource)?.some(({ name }) => name === attribute));
  if (found.length > 0) return found;
  const known = resourceList.flatMap((resource) => (attributesOf(resource) ?? []).map(({ name }) => name));
  return misuse(`no resource type has an attribute "${attribute}"${didYouMean(attribute, known, names.attributes.toLong)}`);
}

/** RO and WO say why an attribute must not be present; the validators say NP for both. */
function isOf(rule: ViolationRule, issue: Issue, resource: string, { attributesOf }: Specification): boolean {
  if (rule !== 'RO' && rule !== 'WO') return issue.rule === rule;
  return issue.rule === 'NP' && attributesOf(resource)?.find(({ name }) => name === issue.attribute)?.access === rule;
}

/** What the attribute table says: the nearest right expectation. */
function ruling(resource: string, attribute: string, { attributesOf }: Specification): string {
  const row = attributesOf(resource)?.find(({ name }) => name === attribute);
  if (row === undefined) return `<${resource}> has no attribute ${attribute}`;
  const { access, multiplicity, create, update, type, source } = row;
  return `${attribute} is ${access}, multiplicity ${multiplicity}, create ${create}, update ${update}, of type ${type} (${source})`;
}
