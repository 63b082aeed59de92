/** A run that cannot begin, and what to do about it. */
export class ConformError extends Error {
  override readonly name = 'ConformError';

  constructor(
    readonly code: 'CONFORM_URL' | 'CONFORM_NO_CSE' | 'CONFORM_REFUSED' | 'CONFORM_WORLD' | 'CONFORM_FILE' | 'CONFORM_ONLY' | 'CONFORM_CONTENT',
    message: string,
    readonly hint: string,
  ) {
    super(message);
  }
}
