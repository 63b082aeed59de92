/** How an entity outside is reached: by its points of access, by its polling channel, or as it is named (TS-0001 9.6.8, notificationURI). */

import type { Syntax } from '../../wire/media-types.js';
import { locate } from '../addresses.js';
import { inSyntax, withoutSyntax } from '../notification/notification-uri.js';
import { attribute, type Resource } from '../resource.js';
import { wayTo, type Ways } from './ways.js';

export type Route =
  | { readonly kind: 'channel'; readonly channel: Resource }
  | {
      /** `cse`: by a CSE that is to pass it on. */
      readonly kind: 'addresses' | 'cse';
      readonly addresses: readonly string[];
      /** Whoever is there knows no Release Version Indicator. */
      readonly isOfRelease1?: boolean;
    };

const url = /^[A-Za-z][A-Za-z0-9+.-]*:/;

/** Whether a target is a oneM2M-compliant resource identifier, and no address of a protocol binding. */
export const isResourceId = (target: string): boolean => !url.test(target);

export const pointsOfAccess = ({ attributes }: Resource): readonly string[] => {
  const points = attribute(attributes, 'pointOfAccess');
  return Array.isArray(points) ? (points as readonly string[]) : [];
};

/** Undefined: nobody here knows the target, and whoever hands notifications over may. */
export function routeTo(place: Ways, target: string): Route | undefined {
  if (!isResourceId(target)) return { kind: 'addresses', addresses: [target] };
  const { address, syntax } = withoutSyntax(target);
  const entity = locate(place, place.store, address)?.resource;
  if (entity !== undefined) {
    const route = entity.type === 'AE' || entity.type === 'remoteCSE' ? routeToEntity(place, entity) : undefined;
    const wanted = syntax ?? preferredBy(entity);
    return route?.kind === 'addresses' ? { ...route, addresses: route.addresses.map((each) => inSyntax(each, wanted)) } : route;
  }
  const remote = wayTo(place, address);
  const route = remote && routeToEntity(place, remote);
  return route?.kind === 'addresses' ? { ...route, kind: 'cse' } : route;
}

/** That knows neither Release Version Indicator nor Vendor Information, which it is not sent (TS-0004 7.3.1.1, 7.3.2.6). */
export const isOfRelease1 = ({ attributes }: Resource): boolean => {
  const releases = attribute(attributes, 'supportedReleaseVersions');
  return Array.isArray(releases) && releases.length > 0 && releases.every((release) => release === '1');
};

export function routeToEntity({ store }: Ways, entity: Resource): Route | undefined {
  const addresses = pointsOfAccess(entity);
  const isReachable = attribute(entity.attributes, 'requestReachability') !== false;
  if (isReachable && addresses.length > 0) return { kind: 'addresses', addresses, isOfRelease1: isOfRelease1(entity) };
  const [channel] = store.children(entity.id, 'pollingChannel');
  return channel && { kind: 'channel', channel };
}

/** contentSerialization: the first that we write. */
const preferredBy = ({ attributes }: Resource): Syntax => {
  const forms = attribute(attributes, 'contentSerialization');
  return (Array.isArray(forms) ? (forms as readonly unknown[]) : []).find((form): form is Syntax => form === 'json' || form === 'xml') ?? 'json';
};
