/** The original of an announced resource, where it is at another CSE (TS-0001 10.2.13.3, TS-0004 7.4.26.2.3). */

import { ResultContent } from '../../../generated/enumerations.js';
import { isElsewhere } from '../../addresses.js';
import { forward } from '../../receiver/forward.js';
import type { Answer } from '../../receiver/answer.js';
import type { Request } from '../../receiver/request.js';
import { attribute, type Resource } from '../../resource.js';
import type { World } from '../../world.js';
import { isAnnounced } from './announced-here.js';

/** Where the original is that a request for an announced resource asks for; undefined: it asks for none, or it is here. */
export function originalElsewhere(world: World, { operation, resultContent }: Request, resource: Resource): string | undefined {
  if (operation !== 'retrieve' || resultContent !== ResultContent.original_resource || !isAnnounced(resource)) return undefined;
  const link = attribute(resource.attributes, 'link');
  return typeof link === 'string' && isElsewhere(world, link) ? link : undefined;
}

/** Its representation, as the Originator may see it there. */
export function retrieveOriginal(world: World, originator: string, request: Request, to: string): Promise<Answer> {
  const { resultContent: _original, ...parameters } = request.parameters;
  return forward(world, originator, { ...request, to, parameters: { ...parameters, to } });
}
