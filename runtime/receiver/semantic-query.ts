/**
 * Semantic queries and discoveries (TS-0001 8.1.2, TS-0004 7.3.3.18, 7.3.3.19): what says that a request is one. There is nothing here that
 * evaluates SPARQL, so that none is carried out; what contradicts itself is no request at all.
 */

import { FilterUsage, ResultContent } from '../../generated/enumerations.js';
import { refused } from '../errors.js';
import { isObject } from '../json.js';
import { bad, type Asked, type Parameters } from './parameters.js';

export function refuseSemanticQuery(parameters: Parameters, operation: Asked): void {
  const { semanticQueryIndicator: indicator = false, resultContent, filterCriteria } = parameters;
  if (typeof indicator !== 'boolean' || (indicator && operation !== 'retrieve')) throw bad('semanticQueryIndicator', typeof indicator === 'boolean' ? 'is for a RETRIEVE alone' : 'must be true or false');
  const criteria = isObject(filterCriteria) ? filterCriteria : {};
  const isFiltered = ['semanticsFilter', 'smf'].some((name) => criteria[name] !== undefined);
  const isDiscovery = (criteria['filterUsage'] ?? criteria['fu']) === FilterUsage.Discovery_Criteria;
  const isContent = resultContent === ResultContent.semantic_content || resultContent === 'semantic_content';
  if (indicator && (!isFiltered || !isContent || isDiscovery)) throw bad('semanticQueryIndicator', 'needs a semanticsFilter, the Result Content semantic content, and no discovery');
  if (!indicator && isContent) throw bad('resultContent', 'is semantic content, and the request is no semantic query');
  if (!indicator && isFiltered && !isDiscovery) throw bad('filterCriteria', 'has a semanticsFilter, and the request is no semantic query or discovery');
  if (isFiltered) throw refused('NOT_IMPLEMENTED', 'There is nothing here that evaluates SPARQL (TS-0004 7.3.2.1, 7.3.3.18, 7.3.3.19).');
}
