import { transformSync } from 'esbuild';
import { lineLimit } from './paths.mjs';

/** By these a bundler knows what it may leave out; esbuild drops them with the space around them, unless they are part of a name. */
const mark = '/* @__PURE__ */';
const asName = 'PURE$';

const common = /** @type {const} */ ({ charset: 'utf8', target: 'es2022' });

/**
 * Code without the indentation, comments and needless words that the repository has, in lines that an engine can show: names stay as they are.
 *
 * @param {string} code
 */
export const short = (code) => withoutSpace(transformSync(code, { ...common, minifySyntax: true }).code);

/**
 * The same of code that goes through bundlers, with the marks that it has for them.
 *
 * @param {string} code in which no text has such a mark
 */
export const shortAndMarked = (code) => markedWithoutSpace(transformSync(code, { ...common, minifySyntax: true }).code);

/**
 * The same of code that is imported for what it exports, and throws nothing: what is no export loses its name, too.
 *
 * @param {string} code
 */
export const smallAndMarked = (code) => markedWithoutSpace(transformSync(code, { ...common, format: 'esm', minifySyntax: true, minifyIdentifiers: true }).code);

const withoutSpace = (/** @type {string} */ code) => transformSync(code, { ...common, minifyWhitespace: true, lineLimit }).code;

/** Of words, only space is left out here: esbuild must not find out that a name is not used but with its mark. @param {string} code */
function markedWithoutSpace(code) {
  const named = code.replaceAll(/\/\* @__PURE__ \*\/ (new )?(?=[A-Za-z_$])/g, (_mark, made = '') => made + asName);
  if (named.includes(mark) || code.includes(asName)) return code;
  return withoutSpace(named).replaceAll(/(new )?PURE\$/g, (_name, made = '') => mark + made);
}
