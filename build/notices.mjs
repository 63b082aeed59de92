import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './paths.mjs';

/** Packages that hold others in their published files, where no bundler sees them. */
const inside = new Map([['@ts-morph/common', ['typescript']]]);

const legalFile = /^(licen[cs]e|notice|copying|thirdpartynotice\w*)(\.\w+)?$/i;

/**
 * Name, version, license and legal texts of every package that bundled files come from.
 *
 * @param {readonly string[]} inputs paths of bundled files, from the root
 */
export function notices(inputs) {
  const folders = new Set(inputs.map(packageFolder).filter((folder) => folder !== undefined));
  const packages = [...folders].map(describe);
  const more = packages.flatMap(({ name }) => inside.get(name) ?? []).map((name) => describe(`node_modules/${name}`));
  const all = [...packages, ...more].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  const head = 'onem2m-specgen carries these packages inside, in dist/vendor/, each under its own license.\n';
  return `${head}\n${all.map(({ name, version, license }) => `- ${name} ${version} (${license})\n`).join('')}${all.map(text).join('')}`;
}

/** The innermost package folder of a path: `node_modules/a/node_modules/@b/c/index.js` → `node_modules/a/node_modules/@b/c`. @param {string} input */
const packageFolder = (input) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0];

/** @param {string} folder */
function describe(folder) {
  const absolute = path.join(root, folder);
  const { name, version, license } = JSON.parse(readFileSync(path.join(absolute, 'package.json'), 'utf8'));
  const texts = readdirSync(absolute)
    .filter((file) => legalFile.test(file))
    .sort()
    .map((file) => readFileSync(path.join(absolute, file), 'utf8').replaceAll('\r\n', '\n').trim());
  if (typeof license !== 'string') throw new Error(`${name} ${version} names no license`);
  return { name, version, license, texts };
}

const line = '='.repeat(80);

/** @param {ReturnType<typeof describe>} of */
const text = ({ name, version, license, texts }) => `\n${line}\n${name} ${version} (${license})\n${line}\n\n${texts.join('\n\n') || 'The package has no license file of its own.'}\n`;
