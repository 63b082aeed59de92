import { transformSync } from 'esbuild';
import { lineLimit } from './paths.mjs';

/** By these a bundler knows what it may leave out; esbuild drops them with the space around them, unless they are part of a name. */
const mark = '/* @__PURE__ */';
const asName = 'PURE$';

/**
 * Code without the indentation and comments that the repository has, in lines that an engine can show: names stay as they are.
 *
 * @param {string} code
 */
export const short = (code) => transformSync(code, { minifyWhitespace: true, lineLimit, charset: 'utf8', target: 'es2022' }).code;

/**
 * The same of code that goes through bundlers, with the marks that it has for them.
 *
 * @param {string} code in which no text has such a mark
 */
export function shortAndMarked(code) {
  const named = code.replaceAll(/\/\* @__PURE__ \*\/ (new )?(?=[A-Za-z_$])/g, (_mark, made = '') => made + asName);
  if (named.includes(mark) || code.includes(asName)) return code;
  return short(named).replaceAll(/(new )?PURE\$/g, (_name, made = '') => mark + made);
}
