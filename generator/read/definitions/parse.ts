import { printParseErrorCode, visit } from 'jsonc-parser';
import type { Diagnostics } from '../../diagnostics/diagnostic.js';
import { definitionCodes } from './codes.js';
import { keptByText } from '../kept.js';
import type { Container, JsonText, Location } from './json-document.js';
import { JsonDocument, setMember } from './json-document.js';
import { Positions } from './positions.js';
import { shown } from './shown.js';

/** Our largest definition has 75 KB and 7 levels. */
const sizeLimit = 2 * 1024 * 1024;
const depthLimit = 64;

/**
 * JSON text → a document that knows its places. Anything but strict JSON is reported and gives undefined; the first
 * syntax error only, since the rest would be guesses. A key that stands twice is reported, and the last one counts.
 */
export function parseJson(file: string, text: string, diagnostics: Diagnostics): JsonDocument | undefined {
  const read = readText(file, text, diagnostics);
  return read && new JsonDocument(file, read);
}

const readText = keptByText((file, text, diagnostics): JsonText | undefined => {
  const positions = new Positions(text);
  const report = (code: keyof typeof definitionCodes, message: string, offset: number, hint?: string): void =>
    diagnostics.report(definitionCodes, code, message, { file, ...positions.at(offset) }, hint);
  const problem = unparsable(text);
  if (problem !== undefined) {
    report(problem.code, problem.message, problem.offset);
    return undefined;
  }

  const locations = new Map<Container, Location>();
  const open: { readonly container: Container; readonly location: Location; key: string }[] = [];
  let root: unknown;
  let failed = false;
  const add = (value: unknown, offset: number): void => {
    const parent = open.at(-1);
    if (parent === undefined) {
      root = value;
      return;
    }
    const { container, location, key } = parent;
    location.values.push(offset);
    if (Array.isArray(container)) container.push(value);
    else setMember(container, key, value);
  };
  const begin = (container: Container, offset: number): void => {
    add(container, offset);
    const location: Location = { offset, names: [], keys: [], values: [] };
    locations.set(container, location);
    open.push({ container, location, key: '' });
  };
  const end = (): void => void open.pop();

  visit(
    text,
    {
      onObjectBegin: (offset) => begin({}, offset),
      onObjectEnd: end,
      onArrayBegin: (offset) => begin([], offset),
      onArrayEnd: end,
      onObjectProperty: (key, offset) => {
        const parent = open.at(-1)!;
        const { names, keys } = parent.location;
        if (Object.hasOwn(parent.container, key)) report('DEFINITION_DUPLICATE_KEY', `the key ${shown(key)} is there twice`, offset);
        names.push(key);
        keys.push(offset);
        parent.key = key;
      },
      onLiteralValue: add,
      onError: (error, offset) => {
        const { at, hint } = slipAt(printParseErrorCode(error), text, offset);
        if (!failed) report('DEFINITION_SYNTAX', `this is no JSON: ${inWords(printParseErrorCode(error))}`, at, hint);
        failed = true;
      },
    },
    { disallowComments: true, allowTrailingComma: false },
  );
  return failed ? undefined : { content: root, positions, locations };
});

/** Where the slip is, and what mends it: a comma is missed where the next value begins, and belongs behind the one before. */
function slipAt(error: string, text: string, offset: number): { readonly at: number; readonly hint: string | undefined } {
  const before = text.slice(0, offset).trimEnd();
  if (text.slice(offset).trim() === '' || (error === 'UnexpectedEndOfString' && !text.slice(offset).includes('\n'))) return { at: offset, hint: 'the file breaks off here' };
  if (error === 'CommaExpected') return { at: before.length - 1, hint: 'put a comma behind it' };
  if (error === 'UnexpectedEndOfString') return { at: offset, hint: 'close it with a quotation mark' };
  return { at: offset, hint: before.endsWith(',') ? 'remove the comma before it' : undefined };
}

/** `CommaExpected` → `comma expected`. */
const inWords = (name: string): string => name.replace(/(?<=.)[A-Z]/g, ' $&').toLowerCase();

interface Problem {
  readonly code: keyof typeof definitionCodes;
  readonly message: string;
  readonly offset: number;
}

/**
 * What must be known before the recursive parser runs: size, nesting that would exhaust its stack, and comments, inside
 * which brackets would not count.
 */
function unparsable(text: string): Problem | undefined {
  if (text.length > sizeLimit) {
    return {
      code: 'DEFINITION_TOO_LARGE',
      message: `the file has ${text.length} characters; a definition has at most ${sizeLimit}`,
      offset: 0,
    };
  }
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const character = text[i];
    if (character === '"') i = endOfString(text, i);
    else if (character === '/') return { code: 'DEFINITION_SYNTAX', message: 'this is no JSON: comments are not allowed', offset: i };
    else if (character === ']' || character === '}') depth = Math.max(0, depth - 1);
    else if ((character === '[' || character === '{') && ++depth > depthLimit) {
      return { code: 'DEFINITION_TOO_DEEP', message: `nested deeper than ${depthLimit} levels`, offset: i };
    }
  }
  return undefined;
}

/** The closing quote, or the line break at which an unterminated string ends. */
function endOfString(text: string, start: number): number {
  let i = start + 1;
  while (i < text.length && text[i] !== '"' && text[i] !== '\n') i += text[i] === '\\' ? 2 : 1;
  return i;
}
