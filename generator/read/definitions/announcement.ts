import type { AttributeDefinition, ResourceDefinition } from './definitions.js';

/**
 * Whether an attribute is announced. The tables of specializations print no column for it: what they add specializes
 * [objectAttribute] or [customAttribute], and these are OA (TS-0001 9.6.15, Table 9.6.15-2; 9.6.35, Table 9.6.35-2).
 */
export const announcementOf = (resource: Pick<ResourceDefinition, 'extends' | 'announcedVariant'>, { announced }: Pick<AttributeDefinition, 'announced'>): AttributeDefinition['announced'] =>
  announced ?? (resource.extends !== undefined && resource.announcedVariant !== undefined ? 'OA' : undefined);
