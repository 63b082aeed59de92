/** Resources of other CSEs that are announced here (TS-0001 9.6.26, TS-0004 7.4.26): whose they are, and which policies come with them. */

import { cseOf } from '../../addresses.js';
import { attribute, type Resource } from '../../resource.js';
import { linkTerm } from '../../store/terms.js';
import { typeNamed } from '../../types.js';
import type { World } from '../../world.js';

type Place = Pick<World, 'store' | 'rootId' | 'spId'>;

export const isAnnounced = ({ type }: Resource): boolean => typeNamed(type)?.kind === 'announced';

/** The CSE of the original, as its link says; undefined: it is no announced resource, or one of this CSE's own. */
export function announcedBy(place: Pick<World, 'spId'>, resource: Resource): string | undefined {
  const link = isAnnounced(resource) ? attribute(resource.attributes, 'link') : undefined;
  return typeof link === 'string' ? cseOf(place, link) : undefined;
}

/** Announced resources that have announced policies below them. */
const above = ['CSEBaseAnnc', 'AEAnnc', 'remoteCSEAnnc'];

/** The <accessControlPolicyAnnc> of a policy of another CSE, where that has announced it here; its link is unstructured, and finds no other. */
export function announcedPolicy(place: Place, id: string): Resource | undefined {
  const cse = cseOf(place, id);
  if (cse === undefined) return undefined;
  const link = spRelative(place, id);
  const below = (parent: string): Resource | undefined => {
    const [found] = place.store.children(parent, 'accessControlPolicyAnnc', [linkTerm(link)]).filter(({ attributes }) => attribute(attributes, 'link') === link);
    if (found !== undefined) return found;
    for (const child of above.flatMap((type) => place.store.children(parent, type))) {
      const deeper = announcedBy(place, child) === cse ? below(child.id) : undefined;
      if (deeper !== undefined) return deeper;
    }
    return undefined;
  };
  return below(place.rootId);
}

const spRelative = ({ spId }: Place, id: string): string => (id.startsWith(`//${spId}/`) ? id.slice(spId.length + 2) : id);
