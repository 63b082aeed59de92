import { didYouMean } from '../../diagnostics/did-you-mean.js';
import { anchored, printPattern, type PatternTree } from './pattern-tree.js';
import { characterRanges, classText, complement, escapeCodePoint, initialRanges, unicodeBlocks, type Ranges } from './unicode.js';

/**
 * XSD regular expressions (XML Schema 1.0 Part 2, Appendix F) → sources of JavaScript `u`-flag expressions. XSD has no
 * anchors, look-around, captures or lazy quantifiers; it has class subtraction, `\i \c`, and blocks.
 */

/** What is wrong with a regular expression, and where in it. */
export class PatternError extends Error {
  constructor(
    message: string,
    readonly offset: number,
    readonly hint?: string,
  ) {
    super(message);
  }
}

/** The anchored JavaScript source, for `new RegExp(source, 'u')` and for `pattern` in JSON Schema. Throws PatternError. */
export const translatePattern = (pattern: string): string => anchored(printPattern(parsePattern(pattern)));

/** XSD text → tree. Throws PatternError. */
export function parsePattern(pattern: string): PatternTree {
  const parser = new PatternParser(pattern);
  return parser.parse();
}

/** One part of a class: JavaScript for the inside of `[...]`. */
type ClassPart = string;

const whiteSpace: Ranges = [
  [0x09, 0x0a],
  [0x0d, 0x0d],
  [0x20, 0x20],
];

/** Multi-character escapes as the inside of a class. `\w` is everything but punctuation, separators and others. */
const classEscapes: ReadonlyMap<string, ClassPart> = new Map([
  ['d', '\\p{Nd}'],
  ['D', '\\P{Nd}'],
  ['w', '\\p{L}\\p{M}\\p{N}\\p{S}'],
  ['W', '\\p{P}\\p{Z}\\p{C}'],
  ['s', ' \\t\\n\\r'],
  ['S', classText(complement(whiteSpace))],
  ['i', classText(initialRanges)],
  ['I', classText(complement(initialRanges))],
  ['c', classText(characterRanges)],
  ['C', classText(complement(characterRanges))],
]);

const controlEscapes: ReadonlyMap<string, number> = new Map([
  ['n', 0x0a],
  ['r', 0x0d],
  ['t', 0x09],
]);

/** Characters that stand for themselves behind a backslash. */
const singleEscapes = new Set('\\|.?*+(){}-[]^');

const categories = new Set(
  'L Lu Ll Lt Lm Lo M Mn Mc Me N Nd Nl No P Pc Pd Ps Pe Pi Pf Po Z Zs Zl Zp S Sm Sc Sk So C Cc Cf Co Cn'.split(' '),
);

class PatternParser {
  readonly #characters: readonly string[];
  #at = 0;
  #depth = 0;

  constructor(pattern: string) {
    this.#characters = [...pattern];
  }

  parse(): PatternTree {
    const tree = this.#choice();
    if (this.#at < this.#characters.length) this.#fail(`"${this.#peek()}" stands alone`);
    return tree;
  }

  #peek(ahead = 0): string | undefined {
    return this.#characters[this.#at + ahead];
  }

  #fail(message: string, hint?: string): never {
    throw new PatternError(message, this.#at, hint);
  }

  #expect(character: string): void {
    if (this.#peek() !== character) this.#fail(`"${character}" is missing`);
    this.#at++;
  }

  #choice(): PatternTree {
    if (++this.#depth > 200) this.#fail('groups are nested too deep');
    const branches = [this.#sequence()];
    while (this.#peek() === '|') {
      this.#at++;
      branches.push(this.#sequence());
    }
    this.#depth--;
    return branches.length === 1 ? branches[0]! : { kind: 'choice', branches };
  }

  #sequence(): PatternTree {
    const items: PatternTree[] = [];
    for (let next = this.#peek(); next !== undefined && next !== '|' && next !== ')'; next = this.#peek()) items.push(this.#piece());
    return items.length === 1 ? items[0]! : { kind: 'sequence', items };
  }

  #piece(): PatternTree {
    const item = this.#atom();
    const bounds = this.#quantifier();
    return bounds === undefined ? item : { kind: 'repeat', item, ...bounds };
  }

  #quantifier(): { min: number; max: number } | undefined {
    switch (this.#peek()) {
      case '?':
        this.#at++;
        return { min: 0, max: 1 };
      case '*':
        this.#at++;
        return { min: 0, max: Infinity };
      case '+':
        this.#at++;
        return { min: 1, max: Infinity };
      case '{':
        return this.#bounds();
      default:
        return undefined;
    }
  }

  #bounds(): { min: number; max: number } {
    this.#expect('{');
    const min = this.#count();
    let max = min;
    if (this.#peek() === ',') {
      this.#at++;
      max = this.#peek() === '}' ? Infinity : this.#count();
    }
    if (max < min) this.#fail(`the quantifier's minimum ${min} exceeds its maximum ${max}`);
    this.#expect('}');
    return { min, max };
  }

  #count(): number {
    let digits = '';
    while (/[0-9]/.test(this.#peek() ?? '')) digits += this.#characters[this.#at++]!;
    if (digits === '') this.#fail('a quantifier needs a number', 'write a literal brace as \\{');
    return Number(digits);
  }

  #atom(): PatternTree {
    const character = this.#peek()!;
    if (character === '(') {
      this.#at++;
      const tree = this.#choice();
      this.#expect(')');
      return tree;
    }
    if (character === '[') return { kind: 'set', source: this.#class() };
    if (character === '\\') return { kind: 'set', source: this.#escape() };
    if (character === '.') {
      this.#at++;
      return { kind: 'set', source: '[^\\n\\r]' };
    }
    if ('?*+{}]'.includes(character)) this.#fail(`"${character}" has nothing to stand for`, `write a literal one as \\${character}`);
    this.#at++;
    return { kind: 'set', source: literal(character) };
  }

  /** An escape outside a class. */
  #escape(): string {
    const part = this.#escaped();
    if (typeof part === 'number') return literal(String.fromCodePoint(part));
    return /^\\[pP]\{\w+\}$/.test(part) ? part : `[${part}]`;
  }

  /** What follows a backslash: a code point, or the inside of a class. */
  #escaped(): number | ClassPart {
    this.#expect('\\');
    const character = this.#peek() ?? this.#fail('the expression ends with a backslash');
    this.#at++;
    if (character === 'p' || character === 'P') return this.#property(character === 'P');
    const part = classEscapes.get(character);
    if (part !== undefined) return part;
    const control = controlEscapes.get(character);
    if (control !== undefined) return control;
    if (singleEscapes.has(character)) return character.codePointAt(0)!;
    this.#at--;
    return this.#fail(`XSD has no escape \\${character}`);
  }

  #property(negated: boolean): ClassPart {
    this.#expect('{');
    const start = this.#at;
    while (this.#peek() !== undefined && this.#peek() !== '}') this.#at++;
    const name = this.#characters.slice(start, this.#at).join('');
    this.#expect('}');
    if (categories.has(name)) return `\\${negated ? 'P' : 'p'}{${name}}`;
    const ranges = name.startsWith('Is') ? unicodeBlocks.get(name.slice(2)) : undefined;
    if (ranges !== undefined) return classText(negated ? complement(ranges) : ranges);
    const known = [...categories, ...[...unicodeBlocks.keys()].map((block) => `Is${block}`)];
    this.#at = start;
    return this.#fail(`there is no category or block "${name}"`, didYouMean(name, known));
  }

  /** `[...]`, subtraction included, as an expression that matches one character. */
  #class(): string {
    if (++this.#depth > 200) this.#fail('classes are nested too deep');
    this.#expect('[');
    const negated = this.#peek() === '^';
    if (negated) this.#at++;
    const parts: ClassPart[] = [];
    let subtracted: string | undefined;
    while (this.#peek() !== ']') {
      if (this.#peek() === undefined) this.#fail('"]" is missing');
      if (this.#peek() === '-' && this.#peek(1) === '[') {
        if (parts.length === 0) this.#fail('there is nothing to subtract from');
        this.#at++;
        subtracted = this.#class();
        break;
      }
      parts.push(this.#classPart(parts.length === 0));
    }
    this.#expect(']');
    if (parts.length === 0) this.#fail('a class cannot be empty');
    this.#depth--;
    const source = `[${negated ? '^' : ''}${parts.join('')}]`;
    return subtracted === undefined ? source : `(?:(?!${subtracted})${source})`;
  }

  #classPart(first: boolean): ClassPart {
    const from = this.#classCharacter(first);
    if (typeof from === 'string') return from;
    const ends = this.#peek(1) === ']' || this.#peek(1) === '[';
    if (this.#peek() !== '-' || ends) return classCharacter(from);
    this.#at++;
    const to = this.#classCharacter(false);
    if (typeof to === 'string') return this.#fail('a range needs a character at its end');
    if (to < from) this.#fail(`the range ${String.fromCodePoint(from)}-${String.fromCodePoint(to)} is the wrong way round`);
    return `${classCharacter(from)}-${classCharacter(to)}`;
  }

  #classCharacter(first: boolean): number | ClassPart {
    const character = this.#peek() ?? this.#fail('"]" is missing');
    if (character === '\\') return this.#escaped();
    if (character === '[') this.#fail('"[" stands in a class', 'write a literal one as \\[');
    // A hyphen stands for itself at either end of a class only (Part 2, F.1, XmlCharIncDash).
    if (character === '-' && !first && this.#peek(1) !== ']' && !(this.#peek(1) === '-' && this.#peek(2) === '[')) {
      this.#fail('"-" stands inside a class', 'write a literal one as \\-');
    }
    this.#at++;
    return character.codePointAt(0)!;
  }
}

const literal = (character: string): string =>
  /[\^$\\.*+?()[\]{}|/]/.test(character) ? `\\${character}` : printable(character.codePointAt(0)!);

const classCharacter = (code: number): string => {
  const character = String.fromCodePoint(code);
  return /[\^\\\]\-[]/.test(character) ? `\\${character}` : printable(code);
};

const controls: ReadonlyMap<number, string> = new Map([
  [0x09, '\\t'],
  [0x0a, '\\n'],
  [0x0d, '\\r'],
]);

/** Printable ASCII as it is, so that emitted patterns can be read. */
const printable = (code: number): string =>
  controls.get(code) ?? (code >= 0x20 && code < 0x7f ? String.fromCharCode(code) : escapeCodePoint(code));
