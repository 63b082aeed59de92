/** A request as a line for a shell: what was sent can be sent again. */

import type { HttpRequest } from '../runtime/http/binding/index.js';

/** Shown in place of what shows who somebody is. */
const secret = /^(authorization|proxy-authorization|cookie)$/i;

export function curlOf({ method, target, headers, body }: HttpRequest, origin: string): string {
  const parts = ['curl', '-i', ...(method === 'GET' ? [] : ['-X', method])];
  for (const [name, value] of Object.entries(headers)) if (value !== undefined) parts.push('-H', quoted(`${name}: ${secret.test(name) ? '…' : value}`));
  if (body !== undefined && body !== '') parts.push('--data-binary', quoted(body.length > 4000 ? `${body.slice(0, 4000)}…` : body));
  return [...parts, quoted(origin + target)].join(' ');
}

/** What came from elsewhere must not do anything to a terminal. */
const quoted = (text: string): string => `'${printable(text).replaceAll("'", `'\\''`)}'`;

export const printable = (text: string): string => text.replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`);
