import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Identity } from './exchange.js';
import type { Happenings } from './happenings.js';

export interface PageOptions {
  readonly happenings: Happenings;
  readonly admin: string;
  readonly base: string;
  readonly identify: (request: FastifyRequest) => Identity | undefined;
}

export const addPage = (_app: FastifyInstance, _options: PageOptions): { close(): void } => ({ close: () => undefined });
