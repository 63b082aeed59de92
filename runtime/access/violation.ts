/** What an Originator or the Hosting CSE did that the specification forbids, and which of it answers the request. */

import { StatusCode } from '../../generated/tables/status-codes.js';

/** One broken rule. */
export interface Violation {
  /** Response status code of a request that breaks this rule and no other. */
  readonly statusCode: number;
  /** Long name; absent when the request as a whole is at fault. */
  readonly attribute?: string;
  /**
   * What kind of rule: the words of the generated vectors (`NP`, `M`, `unknown`, `null`, `type`, `enum`, `fixed`, `pattern`, `range`,
   * `length`, `unique`, `forbidden`, `alone`, `onlyWhen`, `implies`), and `locked`, `WO`, `operation`, `resourceType`, `depth`.
   */
  readonly rule: string;
  /** Which row of generated/tables/rules.ts, when it is one of them. */
  readonly id?: string;
  readonly message: string;
  /** Where the specification says so: document, clause, table. */
  readonly clause: string;
}

/** Status codes in the order in which a Receiver comes upon them (TS-0004 7.2.2.2); a code that is not here comes last. */
const steps: readonly { readonly step: string; readonly clause: string; readonly codes: readonly number[] }[] = [
  {
    step: 'Recv-1.0',
    clause: 'TS-0004 7.3.2.1',
    codes: [
      StatusCode.RELEASE_VERSION_NOT_SUPPORTED,
      StatusCode.REQUEST_TIMEOUT,
      StatusCode.ORIGINATOR_NOT_AUTHENTICATED,
      StatusCode.SECURITY_ASSOCIATION_REQUIRED,
      StatusCode.UNSUPPORTED_MEDIA_TYPE,
      StatusCode.NOT_ACCEPTABLE,
    ],
  },
  { step: 'Recv-6.2', clause: 'TS-0004 7.3.3.1', codes: [StatusCode.NOT_FOUND] },
  { step: 'Recv-6.2.1', clause: 'TS-0004 7.3.3.2', codes: [StatusCode.GROUP_REQUEST_IDENTIFIER_EXISTS] },
  { step: 'Recv-6.3', clause: 'TS-0004 7.3.3.15', codes: [StatusCode.ORIGINATOR_HAS_NO_PRIVILEGE] },
  {
    step: 'Recv-6.4',
    clause: 'TS-0004 7.3.3.3, 7.3.3.4',
    codes: [StatusCode.NOT_IMPLEMENTED, StatusCode.TARGET_NOT_SUBSCRIBABLE, StatusCode.INVALID_CHILD_RESOURCE_TYPE, StatusCode.BAD_REQUEST],
  },
  { step: 'Recv-6.5', clause: 'TS-0004 7.3.3.5, 7.3.3.7', codes: [StatusCode.CONFLICT, StatusCode.OPERATION_NOT_ALLOWED] },
];

const rankOf: ReadonlyMap<number, number> = new Map(steps.flatMap(({ codes }) => codes).map((code, rank) => [code, rank]));
const rank = ({ statusCode }: Violation): number => rankOf.get(statusCode) ?? rankOf.size;

/** The violations in the order of the Receiver's steps; those of one step keep their order. */
export const inOrder = (violations: readonly Violation[]): readonly Violation[] => [...violations].sort((a, b) => rank(a) - rank(b));

/**
 * The response status code for all these violations: that of the earliest step, as a Receiver that stops at the first failing one
 * answers (TS-0004 7.2.2.2). Undefined when there is none.
 */
export const worst = (violations: readonly Violation[]): number | undefined => inOrder(violations)[0]?.statusCode;
