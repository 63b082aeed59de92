import { Ajv } from 'ajv';
import standalone from 'ajv/dist/standalone/index.js';
import { addKeywords } from './keywords.js';

/** A validating function as code that needs nothing but what it imports from `support.js`. */
export interface CompiledCheck {
  /** Declarations, ending with the function `check(data, instancePath = '')`; its raw errors are in `check.errors`. */
  readonly code: string;
  /** The functions of `support.js` that the code calls, in codepoint order. */
  readonly uses: readonly string[];
}

const supportFunctions = ['codePoints', 'distinct', 'isEqual', 'merge', 'report'] as const;

/**
 * Compiles a prepared schema (`prepare.ts`) with Ajv and cuts its standalone module down: no `require`, no options
 * object for each call, errors as short records that are capped in number (a hostile list of a million wrong items makes
 * a hundred errors, not a million). Every replacement is checked: if Ajv wrote something else, this throws.
 */
export const compileCheck = (schema: object): CompiledCheck => finished(compiledCode(schema, false));

/** The code as it comes, statement by statement and flush left, with every path and count that it may need. */
export function compiledCode(schema: object, ownProperties: boolean): string {
  const ajv = new Ajv({
    allErrors: true,
    messages: false,
    meta: false,
    validateSchema: false,
    validateFormats: false,
    strict: false,
    strictNumbers: true,
    inlineRefs: false,
    ownProperties,
    logger: false,
    // The code is for files: it need not run here, and what Ajv's optimizer would take out, `cut` does in less time.
    code: { source: true, esm: true, lines: true, optimize: false, process: () => 'return () => true' },
  });
  addKeywords(ajv);
  // An instance for each module numbers the names in it from zero, so that one module does not change with another.
  return cut(standaloneCode(ajv, ajv.compile(schema)));
}

/** Compiled code without what this piece of it does not need, set in lines. */
export function finished(code: string): CompiledCheck {
  const text = indented(withoutCount(withoutPath(code)));
  return { code: text, uses: supportFunctions.filter((name) => text.includes(`${name}(`)) };
}

const standaloneCode = standalone as unknown as (ajv: Ajv, validate: unknown) => string;

/** What Ajv writes and what we write instead, in order. */
const replacements: readonly (readonly [RegExp, string | ((...groups: string[]) => string)])[] = [
  [/(function validate\d+\(data), \{[^}]*\}=\{\}\)/g, '$1, instancePath = "")'],
  [
    /((?:validate\d+|wrapper\d+\.validate)\([\w.]+(?:\[\w+\])*), \{instancePath(?::(.*?))?,parentData.*?,rootData\}\)/g,
    (_all, call, path = 'instancePath') => `${call}, ${path})`,
  ],
  [/const (err\d+) = \{\};\nif\(vErrors === null\)\{\nvErrors = \[\1\];\n\}\nelse \{\nvErrors\.push\(\1\);\n\}\n/g, ''],
  [
    /const (err\d+) = \{instancePath(?::(.*?))?,schemaPath:.*?,keyword:(".*?"),params:(.*)\};\nif\(vErrors === null\)\{\nvErrors = \[\1\];\n\}\nelse \{\nvErrors\.push\(\1\);\n\}\n/g,
    (_all, _name, path = 'instancePath', keyword, params) => `vErrors = report(vErrors, ${path}, ${keyword}${detail(params!)});\n`,
  ],
  // The pattern is there already, as a constant.
  [/(if\(!(pattern\d+)\.test\(.*\)\)\{\nvErrors = report\(vErrors, .*?, "pattern", )".*"\);/g, '$1$2.source);'],
  [/vErrors === null \? ((?:validate\d+|wrapper\d+\.validate)\.errors) : vErrors\.concat\(\1\)/g, 'merge(vErrors, $1)'],
  [/\(\(typeof ([\w.[\]]+) == "number"\) && \(!\(\1 % 1\) && !isNaN\(\1\)\)\) && \(isFinite\(\1\)\)/g, 'Number.isInteger($1)'],
];

/** What is wrong, as one value: `{type: "string"}` → `"string"`, `{comparison: ">=", limit: 0}` → `">= 0"`. */
function detail(params: string): string {
  if (params === '{}') return '';
  const [, comparison, limit] = /^\{comparison: "(\S+)", limit: (.*)\}$/.exec(params) ?? [];
  return comparison === undefined ? `, ${params.replace(/^\{\w+: (.*)\}$/, '$1')}` : `, "${comparison} ${limit}"`;
}

/** A variable of Ajv's, by a pattern: names of the specification stand behind a dot, in quotes or before `$_$`, and may be the same. */
const variable = (name: string, flags = ''): RegExp => new RegExp(`(?<![.\\w$"/-])${name}(?![\\w$"-])`, flags);

const leftovers = new RegExp(`require\\(|\\berr\\d+ =|\\.concat\\(|${variable('(?:parentData|schemaPath|schema\\d+)').source}`);

function cut(standalone: string): string {
  const [, main, body] = /^"use strict";\n?export const validate = (\w+);\n?export default \1;\n?([^]*)$/.exec(standalone) ?? [];
  const shorter = replacements.reduce((text, [pattern, by]) => text.replace(pattern, by as string), body ?? standalone);
  // Nothing refers to the schemas, since no error quotes them.
  const code = withoutUnused(shorter.replace(/^const schema\d+ = .*;\n/gm, ''))
    .replace(variable(main ?? 'validate', 'g'), 'check')
    .trim();
  const left = leftovers.exec(code);
  if (left !== null)
    throw new Error(`Ajv's code is not as expected near ${JSON.stringify(code.slice(Math.max(0, left.index - 200), left.index + 200))}`);
  return code;
}

/** The outermost function, if nothing calls it again, stands at the root: paths begin there. */
function withoutPath(code: string): string {
  const start = code.lastIndexOf('function check(data, instancePath = "")');
  const [before, body] = [code.slice(0, start), code.slice(start)];
  if (start < 0 || /\bcheck\(/.test(before) || body.split('check(').length > 2) return code;
  return (
    before +
    body
      .replace(', instancePath = ""', '')
      .replace(variable('instancePath\\+"', 'g'), '"')
      .replace(variable('instancePath', 'g'), '""')
  );
}

/** How many errors there are matters to unions alone, which go back to the count before a branch that failed. */
const withoutCount = (code: string): string =>
  /\b_errs\d/.test(code)
    ? code
    : code
        .replace(/^(?:let errors = 0|errors\+\+|errors = vErrors\.length);\n/gm, '')
        .replaceAll('return errors === 0;', 'return vErrors === null;');

/**
 * With all errors wanted, it mostly matters to nothing which parts were valid: drops the variables that are written and
 * never read, until none is left. Every write is a line of its own.
 */
function withoutUnused(code: string): string {
  const reads = new Map<string, number>();
  const count = (name: string, by: number): unknown => reads.set(name, (reads.get(name) ?? 0) + by);
  for (const [name] of code.matchAll(/\b_?(?:errs|valid)\d*\b/g)) count(name, 1);
  for (const [, name] of code.matchAll(write)) count(name!, -1);
  const shorter = code
    .replace(write, (line, name: string) => (reads.get(name) === 0 ? '' : line))
    .replace(/^else \{\n\}\n|^if\(.*\)\{\n\}\n(?!else)/gm, '');
  return shorter.length < code.length ? withoutUnused(shorter) : code;
}
const write = /^(?:const |let |var )?(_?(?:errs|valid)\d*) = [^;\n]*;\n/gm;

/** Ajv writes one statement a line, flush left. */
function indented(code: string): string {
  let depth = 0;
  return code
    .split('\n')
    .map((line) => {
      if (line.startsWith('}')) depth--;
      const text = line === '' ? '' : '  '.repeat(depth) + line;
      if (line.endsWith('{')) depth++;
      return text;
    })
    .join('\n');
}
