/**
 * Fastify without schemas of routes, of which we have none: with the first route it would load two compilers for them, which are most of what it
 * weighs. The package leaves them out (build/vendor.mjs).
 */

import type { FastifyServerOptions } from 'fastify';

const none = (): never => {
  throw new Error('Routes here have no schemas.');
};

export const schemaless: Pick<FastifyServerOptions, 'schemaController'> = { schemaController: { compilersFactory: { buildValidator: none, buildSerializer: none } } };
