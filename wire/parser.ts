/** A text that came in → what it is, typed, or everything that is wrong with it and where; with validators that the caller brings. */

import type { Aggregation, Issue, Validator } from '../generated/validators/support.js';
import { aggregations, childrenIn, eachPrimitive, readingOf, withChildren, withPrimitives } from '../generated/validators/support.js';
import type { Content, Failure, Reading, UncheckedContent } from './content.js';
import { failure, inOrder, hintOf } from './content.js';
import type { WireDiagnostic } from './diagnostic.js';
import { quoted } from './json-value.js';
import type { JsonReadOptions } from './json/read.js';
import { readJson } from './json/read.js';
import type { MediaType } from './media-types.js';
import { isUncovered, mediaType, mediaTypes } from './media-types.js';
import type { WireTables } from './tables.js';
import type { KnownPrimitive, KnownResource, KnownType, LongBody, Operation, StandardTypes, Types } from './types.js';
import { isResource } from './translate.js';
import { unknownType } from './unknown.js';
import type { Member, Vocabulary } from './vocabulary.js';
import { structureOf, vocabularyOf } from './vocabulary.js';
import { readXml } from './xml/read.js';

export interface ParseOptions<T extends string = KnownType, O extends Operation = 'partial'> extends Omit<JsonReadOptions, 'type' | 'operation' | 'unknown'> {
  /** What the text has to be; JSON then needs no root element. */
  readonly type?: T;
  /**
   * `3`, unless said otherwise: what Release 3 does not have is wrong. `any`: a receiver lives with senders of other releases. Attributes,
   * members and numbers that only those may have are accepted, and stand in `unknownHere`.
   */
  readonly release?: '3' | 'any';
  /** What a resource is part of: `create` where the content type says `ty=…`, as that of a Create request does, and `partial` otherwise. */
  readonly operation?: O;
}

/** A body with long names, valid for its type and operation. */
export type Parsed<T extends string = KnownType, O extends Operation = 'partial', S extends Types = StandardTypes> = Extract<Content<O, S>, { readonly type: T }>;

type LongValidators<T, S extends Types> = { readonly [O in Operation]?: Validator<LongBody<T, O, S>> };

/** Validators by type, as `import * as softwareCampaign from 'onem2m-specgen/validators/softwareCampaign'` gives them. */
export type ValidatorsByType<S extends Types = StandardTypes> = { readonly [T in KnownResource<S>]?: LongValidators<T, S> } & {
  readonly [P in Exclude<KnownPrimitive, 'primitiveContent'>]?: Validator<S['primitives'][P]['long']>;
};

/** Reads and checks at once what `parse` does later. */
export type Parser<S extends Types = StandardTypes> = <T extends KnownType<S> = KnownType<S>, O extends Operation = 'partial'>(text: string, contentType: string | null | undefined, options?: ParseOptions<T, O>) => Parsed<T, O, S> | Failure;

/** `parse` without waiting, for the types that `validators` has. */
export type ParserWith<S extends Types = StandardTypes> = (validators: ValidatorsByType<S>) => Parser<S>;

/** `parserWith` for a specification. */
export const bindParserWith =
  <S extends Types = StandardTypes>(tables: () => WireTables): ParserWith<S> =>
  (validators) =>
  (text, contentType, options = {}) => {
    const reader = new Reader(tables(), text, contentType, options);
    const { type, operation } = reader;
    const checkOf: CheckOf = (inside) => given(validators as ValidatorsByType, inside, operation);
    return reader.result(type === undefined ? undefined : checkOf(type), checkOf) as never;
  };

/** As far as a text has to be valid: any validator. */
export type Check = (value: unknown) => readonly Issue[];

/** What checks a resource or a primitive, by its type. */
export type CheckOf = (type: string) => Check | undefined;

function given(validators: ValidatorsByType, type: string, operation: Operation): Check | undefined {
  if (type === 'primitiveContent') return contentCheck(validators.requestPrimitive?.issues, validators.responsePrimitive?.issues);
  if (isPrimitive(type)) return validators[type]?.issues;
  return Object.hasOwn(validators, type) ? validators[type as KnownResource]?.[operation]?.issues : undefined;
}

export type Primitive = Exclude<KnownPrimitive, 'primitiveContent'>;
const primitives: ReadonlySet<string> = new Set<Primitive>(['requestPrimitive', 'responsePrimitive', 'notification']);
export const isPrimitive = (type: string): type is Primitive => primitives.has(type);

/** Contents of their own (an address, a list of names) are valid where the primitive is that carries them. */
export function contentCheck(request: Check | undefined, response: Check | undefined): Check | undefined {
  if (request === undefined || response === undefined) return undefined;
  const common = { to: 'a', from: 'a', requestIdentifier: '1', releaseVersionIndicator: '3' };
  return (value) => {
    const isRequested = Object.hasOwn(value as object, 'm2m:attributeList');
    const issues = isRequested
      ? request({ ...common, operation: 2, primitiveContent: value })
      : response({ ...common, responseStatusCode: 2000, primitiveContent: value });
    return issues.map((issue) => ({ ...issue, path: issue.path.slice(1) }));
  };
}

interface HeldPrimitive {
  readonly attribute: string;
  readonly primitive: Primitive;
  readonly how: Aggregation | undefined;
}

/** One text, read and then checked; the validator that it needs may come later. */
export class Reader {
  /** What the text is; undefined when it is nothing that could be checked. */
  readonly type: string | undefined;
  readonly operation: Operation;
  readonly #text: string;
  readonly #options: ParseOptions<string, Operation>;
  readonly #tables: WireTables;
  readonly #vocabulary: Vocabulary;
  readonly #media: MediaType | undefined;
  readonly #reading: Reading | undefined;
  readonly #contentType: string;

  constructor(tables: WireTables, text: string, contentType: string | null | undefined, options: ParseOptions<string, Operation>) {
    this.#tables = tables;
    this.#vocabulary = vocabularyOf(tables, options.names);
    this.#text = text;
    this.#options = options;
    this.#contentType = contentType ?? '';
    this.#media = mediaType(this.#contentType);
    this.operation = options.operation ?? (this.#media?.resourceType === undefined ? 'partial' : 'create');
    this.#reading = this.#read();
    this.type = this.#reading?.content?.type;
  }

  #read(): Reading | undefined {
    const { names, maxDepth, maxLength, type } = this.#options;
    const { content, syntax } = this.#media ?? {};
    if (syntax === undefined) return undefined;
    const promised = content === 'requestPrimitive' || content === 'responsePrimitive' ? content : undefined;
    const bare = type ?? promised;
    const options: JsonReadOptions = {
      operation: this.operation,
      ...(names !== undefined && { names }),
      ...(maxDepth !== undefined && { maxDepth }),
      ...(maxLength !== undefined && { maxLength }),
      ...(bare !== undefined && { type: bare }),
    };
    return (syntax === 'json' ? readJson : readXml)(this.#text, options, this.#vocabulary);
  }

  /** The types of what stands inside: children that a representation nests, and primitives among the attributes of either. */
  get inside(): readonly string[] {
    const content = this.#reading?.content;
    if (content === undefined) return [];
    const nested = this.#isNesting(content) ? childrenIn(content.value, (name) => this.#childNamed(name) !== undefined) : [];
    const children = Array.from(nested, ([name]) => this.#childNamed(name)!);
    return [...new Set([...children, ...[content.type, ...children].flatMap((type) => this.#primitivesIn(type).map(({ primitive }) => primitive))])];
  }

  /** A response does; what a request carries has no children. */
  #isNesting({ type }: UncheckedContent): boolean {
    return this.#resource(type) !== undefined && this.operation !== 'create' && this.operation !== 'update';
  }

  #resource(type: string): Member | undefined {
    const root = this.#vocabulary.roots.long.get(type);
    return root !== undefined && isResource(root) ? root : undefined;
  }

  /** Attributes that are a primitive, or have several. */
  #primitivesIn(type: string): readonly HeldPrimitive[] {
    return (this.#resource(type)?.inside?.members ?? []).flatMap(({ long, inside }): HeldPrimitive[] => {
      if (inside === undefined) return [];
      if (isPrimitive(inside.name)) return [{ attribute: long, primitive: inside.name, how: undefined }];
      const how = Object.hasOwn(aggregations, inside.name) ? aggregations[inside.name] : undefined;
      return how === undefined ? [] : [{ attribute: long, primitive: how.primitive, how }];
    });
  }

  #childNamed(name: string): string | undefined {
    const member = this.#vocabulary.elements.long.get(name);
    return member !== undefined && isResource(member) ? member.long : undefined;
  }

  #issues(content: UncheckedContent, check: Check | undefined, checkOf: CheckOf): readonly Issue[] {
    const issues = this.#withPrimitives(content.type, check, checkOf)(content.value);
    if (!this.#isNesting(content)) return issues;
    return withChildren(issues, content.value, (name) => {
      const type = this.#childNamed(name);
      if (type === undefined) return undefined;
      const ofChild = checkOf(type);
      return ofChild === undefined ? null : this.#withPrimitives(type, ofChild, checkOf);
    });
  }

  #withPrimitives(type: string, check: Check | undefined, checkOf: CheckOf): Check {
    const primitives = this.#primitivesIn(type).map(({ attribute, primitive, how }) => {
      const each = checkOf(primitive);
      return [attribute, each === undefined ? null : eachPrimitive(each, how)] as const;
    });
    return (value) => withPrimitives(check?.(value) ?? [], value, Object.fromEntries(primitives));
  }

  /** @param checkOf what checks what stands inside */
  result(check: Check | undefined, checkOf: CheckOf): UncheckedContent | Failure {
    if (this.#media === undefined || this.#reading === undefined) return failure([unknownMedia(this.#contentType, this.#options.release)]);
    const { content, diagnostics } = this.#reading;
    const found = content === undefined ? [] : this.#issues(content, check, checkOf);
    const others = content === undefined ? [] : this.#mismatches(content, this.#media, check !== undefined);
    const { invalid, notCovered, unknownHere } = readingOf(found);
    const issues = this.#options.release === 'any' ? [...invalid, ...notCovered] : found;
    const isFine = issues.length + others.length + diagnostics.length === 0;
    if (content !== undefined && isFine && found.length === 0) return content;
    // Something is wrong: now it matters where.
    const { inText } = this.#reading;
    if (content !== undefined && isFine) {
      const notes = unknownHere.map(({ message, path }) => ({ code: 'WIRE_UNKNOWN_HERE' as const, message, path: inText(path) }));
      return { ...content, unknownHere: inOrder(notes, this.#reading, this.#text) };
    }
    const atNames = new Set(diagnostics.flatMap(({ code, path }) => (code === 'WIRE_NAME_COLLISION' ? [JSON.stringify(path)] : [])));
    const broken = issues.map((issue) => ({ ...diagnosticOf(issue), ...this.#hint(issue, content), path: inText(issue.path) })).filter(({ rule, path }) => rule !== 'unknown' || !atNames.has(JSON.stringify(path)));
    const atBroken = new Set(broken.map(({ path }) => JSON.stringify(path)));
    const kept = diagnostics.filter(({ code, path }) => code !== 'WIRE_XML_VALUE' || !atBroken.has(JSON.stringify(path)));
    return failure(inOrder([...kept, ...others.map((other) => ({ ...other, path: inText([]) })), ...broken], this.#reading, this.#text));
  }

  #hint(issue: Issue, content: UncheckedContent | undefined): { readonly hint?: string } {
    const hint = content === undefined ? undefined : hintOf(issue, content, this.#vocabulary);
    return hint === undefined ? {} : { hint };
  }

  /** What was asked for or promised, and is not so. */
  #mismatches({ type }: UncheckedContent, { content, resourceType }: MediaType, isChecked: boolean): readonly WireDiagnostic[] {
    const found: WireDiagnostic[] = [];
    const add = (code: 'WIRE_ROOT' | 'WIRE_UNKNOWN_TYPE' | 'WIRE_NOT_COVERED', message: string, hint?: string): void => void found.push({ code, message, path: [], ...(hint !== undefined && { hint }) });
    const wanted = this.#options.type;
    const vocabulary = this.#vocabulary;
    const root = vocabulary.roots.long.get(type);
    const row = this.#tables.resources.find(({ name }) => name === type);
    if (wanted !== undefined && structureOf(wanted, vocabulary) === undefined) found.push(unknownType(wanted, vocabulary));
    else if (wanted !== undefined && wanted !== type) add('WIRE_ROOT', `the text is ${one(type)}, and ${one(wanted)} is wanted`);
    else if (content === 'resource' ? !(root !== undefined && isResource(root)) && type !== 'primitiveContent' : content !== 'any' && content !== type) {
      add('WIRE_ROOT', `the content type says ${content}, and the text is ${one(type)}`);
    }
    if (resourceType !== undefined && row !== undefined && numberIn(row.resourceType, vocabulary) !== resourceType) {
      add('WIRE_ROOT', `the content type says resource type ${resourceType}, and the text is ${one(type)}`, `ty=${numberIn(row.resourceType, vocabulary)}`);
    }
    if (!isChecked && type !== 'primitiveContent') {
      const unsupported = row === undefined ? 'whose attributes no document of ours has' : `for which there is no validator of a ${this.operation} representation`;
      const { operation } = this;
      const isNone = (operation === 'create' || operation === 'update') && row?.operations.includes(operation) === false;
      add(isNone ? 'WIRE_UNKNOWN_TYPE' : 'WIRE_NOT_COVERED', `the text is ${one(type)}, ${unsupported}`);
    }
    return found;
  }
}

const one = (type: string): string => `${/^[aeio]/i.test(type) ? 'an' : 'a'} ${type}`;

const numberIn = (number: number | null, { numbers }: Vocabulary): number | null => (number === null ? null : (numbers.long.get(number) ?? number));

const unknownMedia = (contentType: string, release: ParseOptions['release']): WireDiagnostic => ({
  code: isUncovered(contentType, release) ? 'WIRE_NOT_COVERED' : 'WIRE_MEDIA_TYPE',
  message: contentType === '' ? 'there is no content type' : `the content type ${quoted(contentType)} is not read here`,
  path: [],
  place: { line: 1, column: 1 },
  hint: `known are ${mediaTypes.join(', ')}`,
});

const diagnosticOf = ({ message, path, rule, clause }: Issue): WireDiagnostic =>
  rule === 'notCovered' ? { code: 'WIRE_NOT_COVERED', message, path } : { code: 'WIRE_INVALID', message, path, rule, ...(clause !== undefined && { clause }) };
