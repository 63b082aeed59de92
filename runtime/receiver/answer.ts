/** What is answered, as a response primitive in the form of its request (TS-0004 6.4, 7.2.1). */

import { ContentStatus } from '../../generated/enumerations.js';
import { memberNames, parameterNames } from '../../generated/tables/names.js';
import { StatusCode } from '../../generated/tables/status-codes.js';
import type { StatusName } from '../errors.js';
import { jsonCopy } from '../json.js';
import { rootName, toLong, toWire, type NameForm } from '../names.js';
import { attributesOf, bareObject, type Attributes, type JsonValue } from '../resource.js';
import type { ResponsePrimitive } from './primitive.js';
import { contentForm, type Forms } from './forms.js';

/** The representation of a resource, or another content under its root element, in long names; or one that is encoded already. */
export type Content = Representation | { readonly root: string; readonly value: JsonValue; readonly resource?: Representation } | { readonly raw: Attributes };

interface Representation {
  readonly type: string;
  readonly attributes: Attributes;
}

export interface Answer {
  readonly status: StatusName | number;
  readonly content?: Content;
  /** Where the next request for the rest of a content begins; undefined: the content is whole (TS-0004 6.3.4.2.44). */
  readonly restFrom?: number | undefined;
  /** Who answers, where it is not the one that was asked: a member of a group. */
  readonly from?: string | undefined;
}

export function encodeResponse(forms: Forms, answer: Answer): ResponsePrimitive {
  const { requestIdentifier } = forms;
  const response = bareObject();
  const say = (name: string, value: JsonValue): void => {
    response[forms.parameters === 'long' ? name : (parameterNames.toShort.get(name) ?? name)] = value;
  };
  say('responseStatusCode', typeof answer.status === 'number' ? answer.status : StatusCode[answer.status]);
  if (requestIdentifier !== undefined) say('requestIdentifier', requestIdentifier);
  say('releaseVersionIndicator', '3');
  if (answer.from !== undefined) say('from', answer.from);
  if (answer.content !== undefined) say('primitiveContent', encodeContent(answer.content, forms.content));
  if (answer.restFrom !== undefined) {
    say('contentStatus', ContentStatus.PARTIAL_CONTENT);
    say('contentOffset', answer.restFrom);
  }
  return response;
}

function encodeContent(content: NonNullable<Answer['content']>, form: NameForm): JsonValue {
  if ('raw' in content) return inForm(content.raw, form);
  if ('type' in content) return encodeRepresentation(content, form);
  const named = (name: string) => (form === 'long' ? name : (memberNames.toShort.get(name) ?? name));
  const members = (value: JsonValue): JsonValue => {
    if (Array.isArray(value)) return value.map(members);
    if (typeof value !== 'object' || value === null) return value;
    return attributesOf(Object.fromEntries(Object.entries(value).map(([name, member]) => [named(name), members(member)])));
  };
  const value = members(content.value);
  const resource = content.resource && encodeRepresentation(content.resource, form);
  return { [`m2m:${named(content.root)}`]: resource === undefined ? value : attributesOf(value as Attributes, resource) };
}

/** What is encoded already is so in the form of its request, which is not that in which it is kept (TS-0004 7.3.2.5). */
function inForm(raw: Attributes, form: NameForm): Attributes {
  const present = contentForm(raw);
  if (present === undefined || present === form) return raw;
  return (form === 'long' ? toLong : toWire)('primitiveContent', raw).attributes;
}

/** In its root element. Whoever gets an answer may change it: nothing in it is of the store. */
function encodeRepresentation({ type, attributes }: Representation, form: NameForm): Attributes {
  const encoded = bareObject();
  encoded[rootName(type, form)] = form === 'long' ? jsonCopy(attributes, Infinity) : ownCopy(toWire(type, attributes).attributes);
  return encoded;
}

/** A translation is a copy, but for values in which no name is translated. */
function ownCopy(translated: Attributes): Attributes {
  const own = translated as Record<string, JsonValue>;
  for (const name of Object.keys(own)) {
    const value = own[name] as JsonValue;
    if (typeof value === 'object' && value !== null) own[name] = jsonCopy(value, Infinity);
  }
  return own;
}
