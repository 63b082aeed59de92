/** A document as it was given: the name under which places show it, and its bytes. */
export interface Given {
  readonly file: string;
  readonly bytes: Uint8Array;
  /** An earlier version of it: what differs from it is what is marked. */
  readonly original?: Omit<Given, 'original'>;
  /** The files that it is split into, in order; `bytes` are those of the first. */
  readonly parts?: readonly Given[];
}
