import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './paths.mjs';

const legalFile = /^(licen[cs]e|notice|copying|thirdpartynotice\w*)(\.\w+)?$/i;

/**
 * Name, version, license and legal texts of every package that bundled files come from.
 *
 * @param {readonly string[]} inputs paths of bundled files, from the root
 */
export function notices(inputs) {
  const folders = new Set(inputs.flatMap((input) => packageFolder(input) ?? []));
  const packages = [...folders].map(describe);
  const all = packages.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  const head = 'onem2m-specgen carries these packages inside, in dist/vendor/, each under its own license.\n';
  return `${head}\n${all.map(({ name, version, license }) => `- ${name} ${version} (${license})\n`).join('')}${[...sameTexts(all)].map(text).join('')}`;
}

/**
 * Packages of one hand often have one text: it stands once, below all of their names.
 *
 * @param {readonly Described[]} all
 */
function sameTexts(all) {
  /** @type {Map<string, Described[]>} */
  const groups = new Map();
  for (const each of all) {
    const key = each.texts.length === 0 ? each.name : each.texts.join('\n\n');
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  return groups.values();
}

/**
 * The innermost package folder of a path: `node_modules/a/node_modules/@b/c/index.js` → `node_modules/a/node_modules/@b/c`.
 *
 * @param {string} input
 */
const packageFolder = (input) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0];

/** @typedef {{ name: string, version: string, license: string, texts: string[] }} Described */

/** @param {string} folder @returns {Described} */
function describe(folder) {
  const absolute = path.join(root, folder);
  const { name, version, license, author } = JSON.parse(readFileSync(path.join(absolute, 'package.json'), 'utf8'));
  const texts = readdirSync(absolute)
    .filter((file) => legalFile.test(file))
    .sort()
    .map((file) => readFileSync(path.join(absolute, file), 'utf8').replaceAll('\r\n', '\n').trim());
  if (texts.length === 0 && license === 'MIT') texts.push(mit(author));
  if (typeof license !== 'string') throw new Error(`${name} ${version} names no license`);
  return { name, version, license, texts };
}

/**
 * Of packages that only name the MIT License, its text.
 *
 * @param {unknown} author
 */
const mit = (author) => `The package names the MIT License, and has no file of it.

Copyright (c) ${typeof author === 'string' ? author.replace(/ *<.*/, '') : 'the authors'}

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files
(the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge,
publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so,
subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF
MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR
ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH
THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;

const line = '='.repeat(80);

/** @param {readonly Described[]} of */
const text = (of) => `\n${line}\n${of.map(title).join('')}${line}\n\n${of[0]?.texts.join('\n\n') || 'The package has no license file of its own.'}\n`;

/** @param {Described} of */
const title = ({ name, version, license }) => `${name} ${version} (${license})\n`;
