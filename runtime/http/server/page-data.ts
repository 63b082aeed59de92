/** What the page shows of a CSE. */

import { CampaignStatus, Status } from '../../../generated/enumerations.js';
import type { HostingCse } from '../../cse.js';
import { attribute, type Attributes, type JsonValue, type Resource } from '../../resource.js';

export interface PageChildren {
  readonly children: readonly { readonly id: string; readonly name: string; readonly type: string }[];
  /** That are not listed. */
  readonly more: number;
}

export interface PageResource {
  readonly address: string;
  readonly type: string;
  /** Under long names, as the administrator sees them. */
  readonly attributes: Attributes;
}

export interface PageCampaign {
  readonly id: string;
  readonly address: string;
  readonly status: string;
  readonly enabled: boolean;
  readonly aggregate: string;
  readonly total: number;
  readonly counts: readonly { readonly name: string; readonly count: number }[];
}

/** What the page asks for. */
export interface PageData {
  readonly rootId: string;
  children(id: string): PageChildren | undefined;
  resource(id: string): Promise<PageResource | undefined>;
  campaigns(): readonly PageCampaign[];
}

const SHOWN = 300;

export function pageData({ store, request }: HostingCse, rootId: string, admin: string): PageData {
  const addressOf = (resource: Resource): string => {
    const parent = resource.parent === null ? undefined : store.get(resource.parent);
    return parent === undefined ? resource.name : `${addressOf(parent)}/${resource.name}`;
  };
  return {
    rootId,
    children(id) {
      if (store.get(id) === undefined) return undefined;
      const all = store.children(id);
      return { children: all.slice(0, SHOWN).map(({ id, name, type }) => ({ id, name, type })), more: Math.max(0, all.length - SHOWN) };
    },
    async resource(id) {
      const found = store.get(id);
      if (found === undefined) return undefined;
      const answer = await request({ operation: 2, to: id, from: admin, requestIdentifier: 'page' });
      const attributes = Object.values((answer['primitiveContent'] ?? {}) as Record<string, Attributes>)[0] ?? {};
      return { address: addressOf(found), type: found.type, attributes };
    },
    campaigns: () => store.children(rootId, 'softwareCampaign').slice(0, SHOWN).map((campaign) => campaignOf(campaign, addressOf(campaign))),
  };
}

const nameIn = (names: object, value: JsonValue | undefined): string => Object.entries(names).find(([, number]) => number === value)?.[0] ?? 'unknown';

function campaignOf({ id, attributes }: Resource, address: string): PageCampaign {
  const list = (name: string) => (attribute(attributes, name) as readonly JsonValue[] | undefined) ?? [];
  const counts = new Map<JsonValue, number>();
  for (const entry of list('individualSoftwareStatuses') as readonly { readonly status: number }[]) counts.set(entry.status, (counts.get(entry.status) ?? 0) + 1);
  return {
    id,
    address,
    status: nameIn(CampaignStatus, attribute(attributes, 'campaignStatus')),
    enabled: attribute(attributes, 'campaignEnabled') === true,
    aggregate: nameIn(Status, attribute(attributes, 'aggregatedSoftwareStatus')),
    total: Math.max(list('softwareTargets').length, list('individualSoftwareStatuses').length),
    counts: [...counts].map(([status, count]) => ({ name: nameIn(Status, status), count })),
  };
}
