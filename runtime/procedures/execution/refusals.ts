/** Errors that answer requests to <mgmtCmd> and <execInstance>, by the outcome that the generated table has for them. */

import { outcomes, type OutcomeId } from '../../../generated/tables/outcomes.js';
import { RequestError } from '../../errors.js';

/** The code of an outcome, the text that the Change Request gives for it, or else its condition, and what happened in detail. */
export function refusedAs(id: OutcomeId, detail?: string): RequestError {
  const { statusCode, text, condition, source } = outcomes[id];
  return new RequestError(statusCode, `${text ?? condition}${detail === undefined ? '' : `: ${detail}`} (${source})`);
}
