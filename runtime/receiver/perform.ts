/** What the four operations do, in one unit of work, and what is answered (TS-0004 7.3.3, Recv-6.4 to 6.7). */

import { ResultContent } from '../../generated/enumerations.js';
import { isEqual } from '../access/equal.js';
import type { Admitted, OnResource } from './admission.js';
import type { Answer } from './answer.js';
import type { Request } from './request.js';
import { discovered } from '../procedures/discovery.js';
import { isDiscovery } from '../procedures/filter.js';
import { representation } from '../procedures/representation.js';
import { addressFor, partOf, references, referenceTo, resultContent, type Shown, type View } from '../procedures/retrieve.js';
import { attribute, attributesOf, type Attributes, type JsonValue, type Resource } from '../resource.js';
import type { UnitOfWork } from '../work/unit-of-work.js';
import type { World } from '../world.js';

export interface Performed {
  readonly subject: Resource;
  /** As it is within the transaction: what cannot be answered is not done. */
  readonly answer: Answer;
  /** As it is later, when asynchronous steps have written more. */
  respond(this: void): Answer;
}

/** Recv-6.4 to 6.7. */
export function perform(world: World, unit: UnitOfWork, request: OnResource, { originator, target, content }: Admitted): Performed {
  const { filterCriteria: criteria } = request;
  const view: View = { world, reader: unit, originator, addresses: request.addresses, criteria };
  const answer = (status: Answer['status'], { type }: Resource, { attributes, of, restFrom }: Shown): Answer =>
    attributes === undefined ? { status } : { status, content: { type: of?.type ?? type, attributes }, restFrom };
  const address = (resource: Resource) => addressFor(world, originator, resource, 'structured');
  const performed = (subject: Resource, respond: () => Answer): Performed => ({ subject, answer: respond(), respond });
  /** Answer with what a CREATE or UPDATE has made of the resource. */
  const written = (status: Answer['status'], before: Attributes, subject: Resource): Performed =>
    performed(subject, () => {
      const now = unit.get(subject.id) ?? subject;
      switch (request.resultContent) {
        case ResultContent.modified_attributes:
          return answer(status, now, { attributes: beyond(before, representation(world, unit, now), content) });
        case ResultContent.hierarchical_address:
          return { status, content: { root: 'URI', value: address(now) } };
        case ResultContent.hierarchical_address_and_attributes:
          return { status, content: { root: 'resource', value: { URI: address(now) }, resource: { type: now.type, attributes: representation(world, unit, now) } } };
        default:
          return answer(status, now, resultContent(view, now, request.resultContent));
      }
    });

  switch (request.operation) {
    case 'create':
      return written('CREATED', {}, unit.createBy('Originator', { type: request.type ?? '', parent: target.id, attributes: content }));
    case 'retrieve': {
      const names = request.attributes;
      if (names !== undefined) return performed(target, () => answer('OK', target, { attributes: partOf(view, target, names) }));
      if (asksForInstances(request) && target.type === 'container' && unit.end(target.id, 'contentInstance', 'latest') === undefined)
        unit.foundEmpty(target);
      // References are a list, and no representation of the resource, in a discovery and otherwise (erratum P75).
      const isOfReferences = request.resultContent === ResultContent.child_resource_references;
      const listed = (list: readonly JsonValue[], restFrom: number | undefined): Answer => ({
        status: 'OK',
        content: isOfReferences ? { root: 'resourceRefList', value: { resourceRef: list } } : { root: 'URIList', value: list },
        restFrom,
      });
      if (criteria !== undefined && isDiscovery(criteria)) {
        const { found, restFrom } = discovered(view, target, criteria);
        const list = found.map((each) => (isOfReferences ? referenceTo(view, each) : addressFor(world, originator, each, request.addresses)));
        return performed(target, () => listed(list, restFrom));
      }
      return performed(target, () => {
        if (!isOfReferences) return answer('OK', target, resultContent(view, target, request.resultContent));
        const { found, restFrom } = references(view, target);
        return listed(found, restFrom);
      });
    }
    case 'update': {
      const before = request.resultContent === ResultContent.modified_attributes ? representation(world, unit, target) : {};
      return written('UPDATED', before, unit.updateBy('Originator', target.id, content));
    }
    case 'delete': {
      const last = answer('DELETED', target, resultContent(view, target, request.resultContent));
      unit.deleteBy(target);
      return performed(target, () => last);
    }
  }
}

const asksForInstances = ({ resultContent }: Request): boolean =>
  resultContent === ResultContent.child_resources || resultContent === ResultContent.attributes_and_child_resources;

/** What the Hosting CSE has changed beyond what the request said, deleted attributes as null (TS-0004 7.3.3.12); undefined: nothing. */
function beyond(before: Attributes, after: Attributes, given: Attributes): Attributes | undefined {
  const differs = (name: string, from: Attributes) => !isEqual(attribute(after, name) ?? null, attribute(from, name) ?? null);
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (name) => differs(name, before) && differs(name, given),
  );
  return names.length === 0 ? undefined : attributesOf(Object.fromEntries(names.map((name) => [name, after[name] ?? null])));
}
