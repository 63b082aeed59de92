/** What a Notify request tells. */

import { attribute, type Attributes, type JsonValue } from '../resource.js';

/** The notifications in a content with long names: one, or those of an aggregated one (TS-0004 6.3.5.12), whose members CSEs also write with the prefix. */
export function notificationsHeard(content: Attributes): readonly Attributes[] {
  const one = attribute(content, 'm2m:notification');
  const several = attribute(content, 'm2m:aggregatedNotification');
  const found = one ?? (isObject(several) ? (attribute(several, 'notification') ?? attribute(several, 'm2m:notification')) : undefined);
  return [found].flat().filter(isObject);
}

const isObject = (value: JsonValue | undefined): value is Attributes => typeof value === 'object' && value !== null && !Array.isArray(value);
