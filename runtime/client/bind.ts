/** The client for a specification of one's own. */

import { codecOf } from '../http/binding/codec.js';
import { httpClient, type HttpClient, type HttpClientOptions } from '../http/client/http-client.js';
import { notificationListener, type NotificationListener, type NotificationListenerOptions } from '../http/server/listener.js';
import type { Specification } from '../specification.js';
import { bindCreateClient, type BoundTypes } from './client.js';

/** `S` are its types; over HTTP, bodies in XML have its names. */
export function bindClient<S extends BoundTypes>(specification: Pick<Specification, 'vocabulary'>) {
  const codec = codecOf(specification);
  return {
    createClient: bindCreateClient<S>(specification),
    httpClient: (url: string, options?: HttpClientOptions): HttpClient => httpClient(url, { codec, ...options }),
    notificationListener: (options?: NotificationListenerOptions): Promise<NotificationListener> => notificationListener({ codec, ...options }),
  };
}
