import type { Fact } from './fact.js';
import type { JsonValue } from './json-value.js';

/**
 * What a primitive or a notification may carry that is no resource, where it may stand: a row of TS-0004 Tables 7.5.2-1, 7.5.2-2 and
 * 6.3.5.62-1.
 */
export interface Content extends Fact {
  /** Long name of its global element. */
  readonly name: string;
  readonly in: 'request' | 'response' | 'representation';
  /** Whose requests or responses carry it; absent in representations. */
  readonly operations?: readonly ('create' | 'retrieve' | 'update' | 'delete' | 'notify')[];
  /** Values of m2m:resultContent that it answers; absent: it does not depend on one. */
  readonly resultContents?: readonly number[];
  /** Values of m2m:notificationContentType that ask for it. */
  readonly notificationContentTypes?: readonly number[];
  /** `m2m:securityInfo`, `list of xs:anyURI`; absent: the anonymous type of its declaration, or none that is known. */
  readonly type?: string;
  readonly description: string;
}

/** What one member of a primitive or of a content demands of others: where `when` holds, `must` holds; conditions.ts tells what these say. */
export interface ContentRule extends Fact {
  readonly id: string;
  /** Long name of what has the members: `requestPrimitive`, `securityInfo`. */
  readonly of: string;
  readonly when: { readonly [path: string]: JsonValue };
  readonly must: { readonly [path: string]: JsonValue };
  readonly description: string;
}
