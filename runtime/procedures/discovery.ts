/** Discovery (TS-0004 7.3.3.14): addresses of what is below a resource and meets Filter Criteria. */

import { AERegistrationStatus } from '../../generated/enumerations.js';
import { locate } from '../addresses.js';
import { attribute, type Attributes, type Resource } from '../resource.js';
import { condition, countIn } from './filter.js';
import { addressOf, descendants, type View } from './retrieve.js';

/** What is found below `target` by criteria, and that the Originator may discover, in the order of the tree. */
export function discovered(view: View, target: Resource, criteria: Attributes): { readonly found: readonly Resource[]; readonly restFrom?: number } {
  const { world, reader, originator } = view;
  const matches = condition(criteria, true);
  const first = countIn(criteria, 'offset') ?? 1;
  const limit = countIn(criteria, 'limit') ?? Infinity;
  const path = attribute(criteria, 'applyRelativePath');
  const found: Resource[] = [];
  let passed = 0;
  for (const candidate of descendants((parent) => childrenOf(view, parent), target, countIn(criteria, 'level') ?? Infinity)) {
    if (!matches(view, candidate) || !reader.may(originator, 'DISCOVERY', candidate)) continue;
    const resource = typeof path === 'string' ? along(view, candidate, path) : candidate;
    if (resource === undefined || (resource !== candidate && !reader.may(originator, 'DISCOVERY', resource))) continue;
    passed += 1;
    if (passed < first) continue;
    if (found.length >= limit) return { found, restFrom: passed };
    if (world.procedures.of(resource.type).hides?.(reader, resource) === undefined) found.push(resource);
  }
  return { found };
}

/** AEs that are gone for the time being are passed over with all that they have (TS-0004 7.3.3.14). */
const childrenOf = ({ reader }: View, parent: Resource): readonly Resource[] =>
  reader
    .children(parent.id)
    .filter(({ type, attributes }) => type !== 'AE' || attribute(attributes, 'registrationStatus') !== AERegistrationStatus.INACTIVE);

/** Where a relative path leads from a resource (TS-0004 7.3.3.17.17): `..` is the parent. */
function along({ world, reader }: View, start: Resource, path: string): Resource | undefined {
  const names = path.split('/');
  let from: Resource | undefined = start;
  while (names[0] === '..' || names[0] === '.') {
    if (names.shift() === '..') from = from?.parent == null ? undefined : reader.get(from.parent);
  }
  if (from === undefined || names.length === 0) return from;
  return locate(world, world.store, [addressOf(world, from, 'structured'), ...names].join('/'))?.resource;
}
