import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { buildModules } from './modules.mjs';
import { root } from './paths.mjs';

// `npm run measure`: the numbers of docs/package.md, measured and written where they stand.
const page = path.join(root, 'docs/package.md');

/** Programs by what they use of the package; a test holds them to their `bytes`. @type {{ uses: string, program: string }[]} */
const programs = JSON.parse(readFileSync(path.join(import.meta.dirname, 'programs.json'), 'utf8'));

/** Installed files, and how large they are: as they are, and compressed as one. @param {readonly string[]} files */
function sizeOf(files) {
  const contents = files.map((file) => readFileSync(file));
  const whole = Buffer.concat(contents);
  return { unpacked: whole.length, packed: gzipSync(whole, { level: 9 }).length };
}

/** @param {string} folder @returns {string[]} */
const filesIn = (folder) =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name);
    return entry.isDirectory() ? (entry.name === 'node_modules' ? [] : filesIn(file)) : entry.isFile() ? [file] : [];
  });

/** The files that npm would publish. */
function published() {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'onem2m-specgen-measure-'));
  try {
    const args = ['pack', '--ignore-scripts', '--json', '--pack-destination', folder];
    const { stdout, status } = spawnSync('npm', args, { cwd: root, encoding: 'utf8', shell: process.platform === 'win32' });
    if (status !== 0) throw new Error('npm pack failed');
    /** @type {{ files: { path: string }[] }[]} */
    const [packed] = JSON.parse(stdout);
    const files = (packed?.files ?? []).map(({ path: file }) => path.join(root, file));
    return { files, tarball: statSync(path.join(folder, readdirSync(folder)[0] ?? '')).size };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Folders of packages and of all that they depend on, by the lockfile. @param {readonly string[]} names */
function closure(names) {
  /** @type {Record<string, { dependencies?: Record<string, string> }>} */
  const locked = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')).packages;
  const found = new Set(names.map((name) => `node_modules/${name}`));
  for (const at of found) {
    for (const name of Object.keys(locked[at]?.dependencies ?? {})) {
      const nearest = [`${at}/node_modules/${name}`, `node_modules/${name}`].find((candidate) => Object.hasOwn(locked, candidate));
      if (nearest !== undefined) found.add(nearest);
    }
  }
  return [...found];
}

const megabytes = (/** @type {number} */ bytes) => `${(bytes / 1e6).toFixed(1)} MB`;
const row = (/** @type {readonly (string | number)[]} */ cells) => `| ${cells.join(' | ')} |\n`;

async function ways() {
  const requests = await buildModules();
  const nameOf = (/** @type {string} */ specifier) => /^(@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier;
  const forLibrary = [...new Set(requests.filter(({ node }) => !node).map(({ specifier }) => nameOf(specifier)))];
  const forAll = [...new Set(requests.map(({ specifier }) => nameOf(specifier)))];
  const { files, tarball } = published();
  const isIn = (/** @type {string} */ folder, /** @type {string} */ file) => file.startsWith(path.join(root, folder) + path.sep);
  const isVendor = (/** @type {string} */ file) => isIn('dist/vendor', file);
  const vendorOfLibrary = forLibrary.map((name) => path.join(root, 'dist/vendor', `${name}.js`));
  const isCompiler = (/** @type {string} */ file) =>
    (isVendor(file) && !vendorOfLibrary.includes(file)) || isIn('dist/generator', file) || isIn('xsd', file);

  const whole = sizeOf(files);
  const dependencies = closure(forAll);
  const installed = sizeOf(dependencies.flatMap((folder) => filesIn(path.join(root, folder))));
  const bare = sizeOf(files.filter((file) => !isVendor(file)));
  const library = sizeOf(files.filter((file) => !isCompiler(file)));
  const withDependencies = { unpacked: bare.unpacked + installed.unpacked, packed: bare.packed + installed.packed };
  const cells = (/** @type {number} */ packages, /** @type {{ packed: number, unpacked: number }} */ size) =>
    /** @type {const} */ ([packages, megabytes(size.packed), megabytes(size.unpacked)]);
  const whoever = 1 + dependencies.length;
  return [
    row(['way', 'packages', 'to load', 'on disk', 'packages', 'to load', 'on disk']),
    row(['---', '---:', '---:', '---:', '---:', '---:', '---:']),
    row(['**carried inside**', ...cells(1, whole), ...cells(1, whole)]),
    row(['dependencies', ...cells(whoever, withDependencies), ...cells(whoever, withDependencies)]),
    row(['optional peers', ...cells(1, bare), ...cells(whoever, withDependencies)]),
    row(['a second package for the compiler', ...cells(1, library), ...cells(2, whole)]),
    `\nThe tarball as npm packs it: ${megabytes(tarball)}, ${files.length} files.\n`,
  ].join('');
}

async function costs() {
  const rows = await Promise.all(
    programs.map(async ({ uses, program }) => {
      const { outputFiles } = await build({
        stdin: { contents: program, resolveDir: root, loader: 'ts' },
        bundle: true,
        minify: true,
        write: false,
        format: 'esm',
        platform: 'browser',
        target: 'es2022',
        logLevel: 'error',
      });
      const text = outputFiles[0]?.contents ?? new Uint8Array();
      return row([uses, text.length, text.length === 0 ? 0 : gzipSync(text).length]);
    }),
  );
  return [row(['a program that uses', 'bytes, minified', 'compressed']), row(['---', '---:', '---:']), ...rows].join('');
}

const blocks = { ways: await ways(), costs: await costs() };
let text = readFileSync(page, 'utf8');
for (const [name, block] of Object.entries(blocks)) {
  const place = new RegExp(`(<!-- ${name}: npm run measure -->\\n)[^]*?(\\n<!-- end -->)`);
  text = text.replace(place, (_all, start, end) => `${start}\n${block}${end}`);
}
writeFileSync(page, text);
