/** What CPEs show to an ACS, and it to them, as a file has it. */

import type { Secret } from './options.js';

export interface Secrets {
  readonly credentials?: Secret;
  /** What an ACS must show to have a session begun. */
  readonly connectionRequest?: Secret;
}

export class SecretsError extends Error {
  readonly hint = '{"user": "…", "password": "…", "connectionRequest": {"user": "…", "password": "…"}}; {serial} in it stands for the serial number';
}

/** @throws {SecretsError} */
export function secretsIn(text: string): Secrets {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    throw new SecretsError('is no JSON');
  }
  if (!isSecret(content)) throw new SecretsError('user and password are missing');
  const { user, password, connectionRequest } = content as Secret & { readonly connectionRequest?: unknown };
  if (connectionRequest !== undefined && !isSecret(connectionRequest)) throw new SecretsError('connectionRequest needs user and password');
  return { credentials: { user, password }, ...(connectionRequest !== undefined && { connectionRequest }) };
}

/** Options of the CPE with this serial number. */
export const secretsOf = ({ credentials, connectionRequest }: Secrets, serialNumber: string) => ({
  ...(credentials !== undefined && { credentials: { ...credentials, user: credentials.user.replaceAll('{serial}', serialNumber) } }),
  ...(connectionRequest !== undefined && { connectionRequestSecret: connectionRequest }),
});

const isSecret = (value: unknown): value is Secret =>
  typeof value === 'object' && value !== null && ['user', 'password'].every((name) => typeof (value as Readonly<Record<string, unknown>>)[name] === 'string');
