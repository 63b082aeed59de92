/** HTTP binding (TS-0009), both ways; a server and a client share it. */

export { addressOf, pathOf } from './address.js';
export { BindingError } from './binding-error.js';
export { accepted } from './body.js';
export { fromHttpRequest, toHttpRequest, type HttpRequest, type WriteOptions } from './request.js';
export { fromHttpResponse, httpStatusOf, toHttpResponse, type HttpResponse } from './response.js';
