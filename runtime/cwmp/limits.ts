/** What an ACS takes from those who connect, before it is too much. Times in milliseconds. */

export interface AcsLimits {
  /** Sessions at the same time; a further one is told to come back later. */
  readonly sessions: number;
  /** How long a whole session may take. */
  readonly session: number;
  /** How long a CPE may think: between our answer and what it sends next. */
  readonly idle: number;
  /** The same, when it has closed its connection meanwhile. */
  readonly reconnect: number;
  /** How long a CPE waits for us when somebody has a session with it and asks nothing. */
  readonly thinking: number;
  /** How long what was asked and could not be sent, because the session broke, waits for the next one. */
  readonly resend: number;
  /** How long is waited for what tells what became of a command whose answer was lost: its report, or that the device has begun anew. */
  readonly report: number;
  /** How long a connection request may take. */
  readonly connectionRequest: number;
  /** Connection requests at the same time. */
  readonly connectionRequests: number;
  /** How long a command waits for the CPE; whoever gives it may be less patient. */
  readonly inform: number;
  /** Bytes of one message. */
  readonly bodyBytes: number;
  /** Connections at the same time. */
  readonly connections: number;
  /** Reports that are being stored; beyond, CPEs are told to keep their requests back until they were asked what there is to ask. */
  readonly storing: number;
  /** How long what is under way gets to end when the server closes. */
  readonly grace: number;
}

export const defaultAcsLimits: AcsLimits = {
  sessions: 10_000,
  session: 600_000,
  idle: 30_000,
  reconnect: 10_000,
  thinking: 10_000,
  resend: 60_000,
  report: 30_000,
  connectionRequest: 5_000,
  connectionRequests: 128,
  inform: 86_400_000,
  bodyBytes: 1_000_000,
  connections: 10_000,
  storing: 1_000,
  grace: 2_000,
};
