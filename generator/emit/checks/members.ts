import { groupBy } from '../../group-by.js';
import type { Wanted } from './bits.js';
import type { Depth } from './depth.js';

/** A member of an object as code: where its value stands, how deep, and its name. */
export interface Member {
  readonly value: string;
  readonly depth: Depth;
  readonly key: string;
}

/** What is checked of the members of an object. */
export interface Members {
  readonly members: readonly { readonly name: string; readonly check: (member: Member) => string; readonly goesOn?: boolean }[];
  /** What follows for the members that go on. */
  readonly tail?: string;
  readonly required: readonly string[];
  /** Which of some required members are so here, as an expression of their bits; all of them unless given. */
  readonly wanted?: Wanted;
  /** What becomes of members that have no case. */
  readonly others: (member: Member) => string;
  readonly othersGoOn?: boolean;
  /** Runs for every member, and after all of them. */
  readonly begin?: string;
  readonly extra?: string;
}

/** The cases of a switch. Names of which the same is said stand together. */
export function cases(all: readonly (readonly [name: string, code: string])[]): string {
  return [...groupBy(all, ([, code]) => code)].map(([code, same]) => same.map(([name]) => `case ${JSON.stringify(name)}:\n`).join('') + code).join('');
}

/** A switch over the names that a member may have, after which all is said of it. */
export const choice = (members: Members['members'], member: Member, others: string): string =>
  members.length === 0 ? others : `switch (${member.key}) {\n${cases(members.map(({ name, check }) => [name, `${check(member)}break;\n`]))}default:\n${others}}\n`;
