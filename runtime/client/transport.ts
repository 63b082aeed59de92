/** How a client reaches a CSE: in the same process or over a network, the same to who uses it. */

import type { Attributes } from '../resource.js';

export interface Transport {
  /** A request and its answer, both under short names. @throws TransportError when there is no answer */
  request(this: void, primitive: Attributes): Promise<Attributes>;
  /**
   * Listens for notifications; `heard` is called with the content of each (`m2m:sgn`, under short names). Absent: this transport hears none.
   * @throws TransportError
   */
  listen?(this: void, heard: (content: Attributes) => void): Promise<Listening>;
  /** Gives back what it holds: connections. */
  close(this: void): Promise<void>;
}

export interface Listening {
  /** What to subscribe with: a notificationURI. */
  readonly uri: string;
  close(): Promise<void>;
}

/** There is no answer, or none that could be read. */
export class TransportError extends Error {
  override readonly name = 'TransportError';

  constructor(
    /**
     * `unreachable`: no connection. `timeout`: no answer in time. `closed`: the connection ended before the answer did. `too-large`: the
     * answer is. `unreadable`: it is none of oneM2M's. `request`: what was asked cannot be sent this way. `no-listener`: nobody listens.
     */
    readonly code: 'unreachable' | 'timeout' | 'closed' | 'too-large' | 'unreadable' | 'request' | 'no-listener',
    message: string,
    cause?: unknown,
  ) {
    super(message, { cause });
  }
}
