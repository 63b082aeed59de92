/** Requests to other CSEs, and to AEs, at their points of access (TS-0004 7.3.2.6, TS-0009 6): a client for each place, opened when it is needed. */

import { parameterNames } from '../../../generated/tables/names.js';
import type { Send } from '../../work/after-commit.js';
import { TransportError } from '../../client/transport.js';
import { jsonCopy } from '../../json.js';
import { destinationOf } from '../../notification/notification-uri.js';
import type { RequestPrimitive } from '../../receiver/primitive.js';
import { attributesOf, type Attributes } from '../../resource.js';
import type { Codec } from '../binding/codec.js';
import { fromHttpResponse, toHttpRequest } from '../binding/index.js';
import { httpClient, type HttpClient } from './http-client.js';

export interface Sender {
  readonly send: Send;
  close(): Promise<void>;
}

/**
 * @param answerWithin milliseconds that a request waits for its answer
 * @param codec default: that of the package
 */
export function httpSender({ answerWithin, codec }: { readonly answerWithin: number; readonly codec?: Codec | undefined }): Sender {
  const clients = new Map<string, HttpClient>();
  const clientOf = (url: string, syntax: 'json' | 'xml'): HttpClient => {
    const key = `${syntax} ${url}`;
    const client = clients.get(key) ?? httpClient(url, { syntax, codec, answerWithin, connections: 16 });
    clients.set(key, client);
    return client;
  };

  const ask = async (address: string, request: Attributes, to: 'entity' | undefined): Promise<Attributes> => {
    const destination = destinationOf(address);
    if (destination === undefined) throw new TransportError('request', `${address} is no address that can be reached over HTTP`);
    const { url, syntax } = destination;
    if (to === undefined) return clientOf(url, syntax).request(request);
    // Whoever listens there is meant, whatever it is called here (TS-0009 6.2.2.1).
    const { origin, pathname, search } = new URL(url);
    const message = toHttpRequest({ ...request, to: '' }, { syntax, codec });
    return fromHttpResponse(await clientOf(origin, syntax).send({ ...message, target: `${pathname}${search}` }), codec);
  };

  return {
    async send(addresses, primitive, to) {
      const request = shortParameters(primitive);
      let last: unknown = new TransportError('unreachable', 'there is no address');
      for (const address of addresses) {
        try {
          return await ask(address, request, to);
        } catch (error) {
          // What may have been carried out is not asked for again, elsewhere.
          if (!(error instanceof TransportError) || error.code !== 'unreachable') throw error;
          last = error;
        }
      }
      throw last;
    },
    async close() {
      await Promise.all([...clients.values()].map((client) => client.close()));
    },
  };
}

/** The content stays as it is. */
const shortParameters = (primitive: RequestPrimitive): Attributes =>
  attributesOf(
    Object.fromEntries(Object.entries(primitive as Attributes).flatMap(([name, value]) => (value === undefined ? [] : [[parameterNames.toShort.get(name) ?? name, jsonCopy(value, Infinity)]]))),
  );
