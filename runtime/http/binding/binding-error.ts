/** A message that cannot be carried over HTTP, or is none of oneM2M's. */

import type { StatusName } from '../../errors.js';

export class BindingError extends Error {
  override readonly name = 'BindingError';

  constructor(
    /** What it is answered with. */
    readonly status: StatusName,
    message: string,
    /** Where TS-0009 or TS-0004 says so. */
    readonly clause: string,
  ) {
    super(message);
  }
}
