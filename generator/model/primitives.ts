import type { Place } from '../diagnostics/diagnostic.js';
import type { SchemaSet, Type } from './components.js';
import type { Source } from './fact.js';
import { m2mKey } from './names.js';

/** Primitives that stand inside of others, and as attributes. */
export const inner = ['requestPrimitive', 'responsePrimitive'] as const;

/** The primitive that a type is of: it has no name but that of the root element which declares it. */
export const primitiveOf = ({ elements }: SchemaSet, type: Type): (typeof inner)[number] | undefined => inner.find((name) => elements.get(m2mKey(name))?.type === type);

/** A parameter of request and response primitives (TS-0004 6.4, 7.2.1). */
export interface PrimitiveParameter {
  /** XSD long name, e.g. requestIdentifier. */
  readonly name: string;
  readonly shortName: string;
  readonly type: string;
  /** In responses, where it is another: an address, and the one who had sent it there. */
  readonly responseType?: string;
  /** `null`: not in that primitive. */
  readonly request: '1' | '0..1' | null;
  readonly response: '1' | '0..1' | null;
  /** Per operation, C R U D N. */
  readonly operations: Readonly<Record<'create' | 'retrieve' | 'update' | 'delete' | 'notify', 'M' | 'O' | 'NP'>> | null;
  readonly source: Source;
  readonly errata: readonly string[];
}

/** The type that a parameter has in primitives of one direction. */
export const typeIn = ({ type, responseType }: Pick<PrimitiveParameter, 'type' | 'responseType'>, primitive: 'request' | 'response'): string =>
  primitive === 'response' ? (responseType ?? type) : type;

export interface HttpBinding {
  readonly methods: readonly HttpMethod[];
  readonly fields: readonly HttpField[];
  /** Of the binding as a whole. */
  readonly errata: readonly string[];
}

export interface HttpMethod {
  readonly operation: 'create' | 'retrieve' | 'update' | 'delete' | 'notify';
  readonly method: 'POST' | 'GET' | 'PUT' | 'DELETE';
  readonly source: Source;
}

/** A header or a field of a query, and the parameter that stands in it. */
export interface HttpField {
  readonly part: 'header' | 'query';
  readonly name: string;
  /** XSD long name of the parameter. */
  readonly parameter: string;
  /** Long name of the member that it stands for; absent: the whole parameter. */
  readonly member?: string;
  readonly form: 'text' | 'texts' | 'number' | 'numbers' | 'boolean' | 'time' | 'list' | 'uris' | 'token-pairs';
  readonly in: readonly ('request' | 'response')[];
  readonly source: Source;
  readonly place: Place;
}
