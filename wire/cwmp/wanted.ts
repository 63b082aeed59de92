import { checks } from '../../generated/cwmp/checks.js';

/** What a simple type wants of a value that is none of it, in words; undefined where it is one. */
export function wantedBy(type: string, value: unknown): string | undefined {
  const [error] = checks[type]!(value, null, 0) ?? [];
  if (error === undefined) return undefined;
  const { detail } = error;
  return `is no ${type}: ${typeof detail === 'string' ? detail : `must be one of ${String(detail)}`}`.slice(0, 120);
}
