import { groupBy } from '../../group-by.js';
import { acrossAttributesRules } from './across-attributes.js';
import { attributeRules } from './attributes.js';
import { contentRules } from './contents.js';
import { machineRules } from './machines.js';
import { procedureRules } from './procedures.js';
import { resourceRules } from './resources.js';
import type { ChangeRule } from './rule.js';
import { typeRules } from './types.js';

/** Every row by its code; a code is stable once released. */
export const rules = { ...resourceRules, ...attributeRules, ...acrossAttributesRules, ...typeRules, ...procedureRules, ...contentRules, ...machineRules } as const;

export type ChangeCode = keyof typeof rules;
export type ChangeKind = (typeof rules)[ChangeCode]['kind'];

/** Rows by kind, in the order of the tables. */
const byKind = groupBy(Object.entries(rules) as [ChangeCode, ChangeRule][], ([, { kind }]) => kind);

export const rulesOf = (kind: ChangeKind): readonly (readonly [ChangeCode, ChangeRule])[] => byKind.get(kind)!;
export const kinds = [...byKind.keys()] as readonly ChangeKind[];
