import { readFileSync } from 'node:fs';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { runInNewContext } from 'node:vm';
import { transformSync } from 'esbuild';
import { root } from './paths.mjs';

/** A constant of a generated module that is a list or a record, perhaps what a function of the module makes of one. */
const constant = /^((?:export )?const \w+: [^=\n]+ = )(\/\* @__PURE__ \*\/ \w+\((?:[^[{\n]*, )?)?([[{]\n[^]*?^[\]}])(\)?);$/gm;
const worthIt = 1000;

/**
 * A module, in which large data is JSON: an engine reads that several times as fast as the same as code, and tables are most
 * of what a program loads. In the sources they are there to be read. What a function makes of short rows it makes here too: the rows are half as long.
 *
 * @param {string} file
 */
export function withDataAsText(file) {
  const text = readFileSync(file, 'utf8');
  const standsAlone = path.relative(root, file).startsWith(`generated${path.sep}`) && !/^(import|export \*|export \{)(?! type)/m.test(text);
  if (!standsAlone || text.search(constant) < 0) return text;
  const { code } = transformSync(text, { loader: 'ts', format: 'cjs' });
  const large = [...text.matchAll(constant)].map(([, , , literal = '']) => literal).filter((literal) => literal.length > worthIt);
  /** @type {unknown[]} */
  const values = runInNewContext(`${code}\n[${large.join(',\n')}]`, { module: {} });
  const texts = new Map(large.map((literal, i) => [literal, jsonOf(values[i])]));
  return text.replace(constant, (whole, before, call = '', literal, end) => {
    const json = texts.get(literal);
    return json === undefined ? whole : `${before}${call}/* @__PURE__ */ JSON.parse(${JSON.stringify(json)})${end};`;
  });
}

/** Data as JSON; undefined for what JSON cannot say. @param {unknown} value */
function jsonOf(value) {
  const json = JSON.stringify(value);
  return json !== undefined && isDeepStrictEqual(structuredClone(value), JSON.parse(json)) ? json : undefined;
}
