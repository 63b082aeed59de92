/** A typed client of a CSE: in the same process, or over HTTP. */

export { bindClient } from './bind.js';
export { createClient, ResponseError, type Client, type ClientOptions, type ClientRequest, type Creatable, type Subscribed, type Updatable } from './client.js';
export type { AnswerTo, Asking, Children, References } from './answer.js';
export type { DiscoveryCriteria } from './criteria.js';
export { TransportError, type Listening, type Transport } from './transport.js';
export { inProcess, notificationHub, type NotificationHub } from './in-process.js';
export { httpClient, type HttpClient, type HttpClientOptions, type HttpExchange } from '../http/client/http-client.js';
export { notificationListener, type NotificationListener, type NotificationListenerOptions } from '../http/server/listener.js';
export type { HttpRequest } from '../http/binding/request.js';
export type { HttpResponse } from '../http/binding/response.js';
export type { Attributes } from '../resource.js';
