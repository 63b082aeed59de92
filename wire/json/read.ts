/** JSON (TS-0004 8.4) as a body with long names. */

import type { Failure, Found, Reading, ReadOptions, UncheckedContent } from '../content.js';
import { contentType, namesInText, resultOf } from '../content.js';
import type { WireCode } from '../diagnostic.js';
import type { JsonObject, JsonValue } from '../json-value.js';
import { isObject, quoted } from '../json-value.js';
import { nearest } from '../nearest.js';
import type { WireTables } from '../tables.js';
import { memberNamed, translate } from '../translate.js';
import { unknownName, unknownType } from '../unknown.js';
import type { NameForm, Structure, Vocabulary } from '../vocabulary.js';
import { elementName, isPrefixed, structureOf, vocabularyOf } from '../vocabulary.js';
import { locate } from './locate.js';
import { parseJson } from './parse.js';

export interface JsonReadOptions extends ReadOptions {
  /** What a text without a root element is: a resource by its long name, or a primitive. */
  readonly type?: string;
}

/**
 * A text as a body with long names: of a resource in its root element, of a request or response, which JSON does not put in one, or of
 * what `type` says. Rules of the specification are for `parse` to check.
 * @throws {WireError} for configured names that are none, and never for what the text holds
 */
export type FromJson = (text: string, options?: JsonReadOptions) => UncheckedContent | Failure;

/** `fromJson` for a specification. */
export const bindFromJson =
  (tables: () => WireTables): FromJson =>
  (text, options = {}) =>
    resultOf(readJson(text, options, vocabularyOf(tables(), options.names)), text);

export function readJson(text: string, options: JsonReadOptions, vocabulary: Vocabulary): Reading {
  const { value, problems, start } = parseJson(text, options);
  const located: Reading['locate'] = (paths) => locate(text, start, paths);
  const outermost = value === undefined || !isObject(value) ? undefined : outermostOf(value, options.type, vocabulary);
  const diagnostics: Found[] = [...problems];
  if (value !== undefined && !isObject(value)) diagnostics.push(rootProblem('WIRE_ROOT', 'the text is no object', start));
  if (outermost !== undefined && 'code' in outermost) diagnostics.push(outermost);
  if (outermost === undefined || 'code' in outermost) return { content: undefined, diagnostics, inText: () => [], locate: located };

  const { type, form, structure, body, before } = outermost;
  const translation = translate(body, structure, form === 'wire' ? 'long' : 'wire', vocabulary);
  for (const unknown of translation.unknown) {
    if (unknown.kept && options.unknown !== 'refuse') continue;
    const path = [...before, ...unknown.path];
    diagnostics.push(unknownName({ ...unknown, path }, form === 'wire' ? 'long' : 'wire'));
  }
  const content: UncheckedContent = { ok: true, type, form, value: form === 'wire' ? translation.value : body };
  return { content, diagnostics, inText: (path) => [...before, ...namesInText(path, content, vocabulary)], locate: located };
}

interface Outermost {
  readonly type: string;
  readonly form: NameForm;
  readonly structure: Structure;
  readonly body: JsonObject;
  /** The name of the root element, where the body stands in one. */
  readonly before: readonly string[];
}

const rootProblem = (code: WireCode, message: string, offset: number): Found => ({ code, message, path: [], offset });

/** What the object of a whole text is. */
function outermostOf(document: JsonObject, type: string | undefined, vocabulary: Vocabulary): Outermost | Found {
  const names = Object.keys(document);
  const [name] = names;
  if (name !== undefined && names.length === 1 && isPrefixed(name)) return inRoot(document, name, vocabulary);
  const bare = type ?? primitiveOf(document);
  if (bare === undefined) {
    const root = name === undefined ? undefined : (vocabulary.roots.wire.get(name) ?? vocabulary.roots.long.get(name));
    const hint = `a resource or notification stands in its root element, { "${root === undefined ? 'm2m:cnt' : elementName(root, 'wire')}": { … } }; a request has "op", a response "rsc"`;
    return { code: 'WIRE_ROOT', message: names.length === 0 ? 'the object is empty' : 'nothing says what this object is', path: [], hint };
  }
  const structure = structureOf(bare, vocabulary);
  if (structure === undefined) return unknownType(bare, vocabulary);
  const meant = names.length === 1 && isObject(document[name!]) ? rootCalled(name!, structure, vocabulary) : undefined;
  if (meant !== undefined) return { code: 'WIRE_ROOT', message: `the root element ${quoted(name!)} has no prefix`, path: [name!], hint: `did you mean "${meant}"?` };
  return { type: bare, form: formOf(document, structure, vocabulary), structure, body: document, before: [] };
}

/** What is called as a root element is, but for its prefix, and as no member is of what the text should be. */
function rootCalled(name: string, structure: Structure, { roots }: Vocabulary): string | undefined {
  if (structure.byName.long.has(name) || structure.byName.wire.has(name)) return undefined;
  for (const form of ['wire', 'long'] as const) {
    const root = roots[form].get(name);
    if (root !== undefined) return elementName(root, form);
  }
  return undefined;
}

function inRoot(document: JsonObject, name: string, vocabulary: Vocabulary): Outermost | Found {
  const { wire, long } = vocabulary.elements;
  const root = wire.get(name) ?? long.get(name);
  if (root === undefined) {
    const near = nearest(name, [...wire.keys(), ...long.keys()]);
    const hint = near === undefined ? {} : { hint: `did you mean "${near}"?` };
    return { code: 'WIRE_NOT_COVERED', message: `${quoted(name)} is no root element of a resource or primitive that is known here`, path: [name], ...hint };
  }
  const isBoth = wire.has(name) && long.has(name);
  const form: NameForm = wire.has(name) ? 'wire' : 'long';
  const { type, isWrapped } = contentType(root);
  if (isWrapped) return { type, form, structure: structureOf(type, vocabulary)!, body: document, before: [] };
  const body: JsonValue = document[name]!;
  if (!isObject(body)) return { code: 'WIRE_ROOT', message: `${name} must be an object`, path: [name] };
  // A root without a short name of its own does not tell; what is in it does.
  return { type, form: isBoth ? formOf(body, root.inside!, vocabulary) : form, structure: root.inside!, body, before: [name] };
}

/** JSON puts requests and responses in no root element (TS-0004 8.4.2); these parameters are only theirs. */
function primitiveOf(document: JsonObject): string | undefined {
  if (['op', 'operation'].some((name) => Object.hasOwn(document, name))) return 'requestPrimitive';
  return ['rsc', 'responseStatusCode'].some((name) => Object.hasOwn(document, name)) ? 'responsePrimitive' : undefined;
}

/** The form of the first name that is one of one form only; short names where none is. */
function formOf(body: JsonObject, structure: Structure, vocabulary: Vocabulary): NameForm {
  for (const name of Object.keys(body)) {
    const [isLong, isWire] = [memberNamed(structure, name, 'long', vocabulary) !== undefined, memberNamed(structure, name, 'wire', vocabulary) !== undefined];
    if (isLong !== isWire) return isLong ? 'long' : 'wire';
  }
  return 'wire';
}
