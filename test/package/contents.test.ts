import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';
import { describe, expect, inject, it } from 'vitest';
import { readJson, root } from './support.js';

const project = inject('project');
const installed = path.join(project, 'node_modules/onem2m-specgen');

const files = readdirSync(installed, { withFileTypes: true, recursive: true })
  .filter((entry) => entry.isFile())
  .map((entry) => path.relative(installed, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
  .sort();
const text = (file: string): string => readFileSync(path.join(installed, file), 'utf8');
const declarations = files.filter((file) => file.endsWith('.d.ts'));

/** A file, or files by what asks for it. */
type Target = string | null | { readonly [condition: string]: Target };

interface Manifest {
  readonly scripts?: Readonly<Record<string, string>>;
  readonly exports: Readonly<Record<string, Target>>;
  readonly imports: Readonly<Record<string, Target>>;
  readonly dependencies?: object;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta: Readonly<Record<string, { readonly optional?: boolean }>>;
}
const manifest = readJson(path.join(installed, 'package.json')) as Manifest;

interface Locked {
  readonly version?: string;
  readonly deprecated?: string;
}

describe('an empty project that installs the package', () => {
  it('gets it and nothing else', () => {
    expect(readdirSync(path.join(project, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual(['onem2m-specgen']);
    expect(existsSync(path.join(installed, 'node_modules'))).toBe(false);
  });

  it('is asked for peers only by the subpaths that need them', () => {
    expect(manifest.dependencies).toBeUndefined();
    expect(Object.keys(manifest.peerDependencies)).toEqual(['better-sqlite3', 'fast-check', 'pg', 'vitest']);
    for (const peer of Object.keys(manifest.peerDependencies)) expect(manifest.peerDependenciesMeta[peer]).toEqual({ optional: true });
  });

  it('runs no script of the package', () => {
    expect(Object.keys(manifest.scripts ?? {}).filter((name) => /^(pre|post)?(install|prepare)$/.test(name))).toEqual([]);
  });

  it('finds its program in .bin', () => {
    expect(existsSync(path.join(project, 'node_modules/.bin/specgen'))).toBe(true);
    expect(text('dist/generator/cli.js')).toMatch(/^#!\/usr\/bin\/env node\n/);
  });
});

describe('the package', () => {
  it('makes the validators of a type once, however often they are asked for', async () => {
    const { validators } = (await import(pathToFileURL(path.join(installed, 'dist/validators/all.js')).href)) as { readonly validators: Readonly<Record<string, object>> };
    const names = [...readFileSync(path.join(root, 'generated/validators/index.js'), 'utf8').matchAll(/^export (?:\* as (\w+)|\{ (\w+), (\w+) \})/gm)].flatMap(([, ...found]) => found.filter((name) => name !== undefined));
    expect(Object.keys(validators).sort()).toEqual(names.sort());
    for (const name of names) expect(validators[name]).toBe(validators[name]);
  });

  it('gives Node the validators that it gives bundlers, those of a resource in one file', async () => {
    const names = files.flatMap((file) => /^dist\/validators\/(\w+)\.mjs$/.exec(file)?.[1] ?? []);
    const valuesOf = async (file: string) => Object.keys((await import(pathToFileURL(path.join(installed, file)).href)) as object);
    for (const name of names) expect(await valuesOf(`dist/validators/${name}.mjs`), name).toEqual(await valuesOf(`dist/generated/validators/${name}.js`));
    const declared = files.filter((file) => /^dist\/generated\/validators\/\w+\.d\.ts$/.test(file)).map((file) => path.basename(file, '.d.ts'));
    expect(names).toEqual(declared.filter((name) => manifest.exports[`./validators/${name}`] !== null));
    const several = names.filter((name) => importsOf(text(`dist/validators/${name}.mjs`)).length > 0);
    expect(several.filter((name) => !name.endsWith('Annc'))).toEqual(['notification', 'requestPrimitive', 'responsePrimitive', 'support']);
  });

  it('has no sources that are compiled, no tests, nothing of the build', () => {
    const wantedFolders = /^(dist\/(cjs|conformance|generated|generator|runtime|shared|testing|validators|vendor|wire)|releases|xsd|docs|examples|generated\/docs)\//;
    const wantedFiles = /^(runtime\/README\.md|generated\/(conformance|vectors)\/README\.md|[A-Z]+\.md|LICENSE|package\.json)$/;
    const unwanted = /^(?!examples\/).*(?<!\.d)\.ts$|\.map$|\.tsbuildinfo$|\.test\.|(^|\/)\.|(^|\/)test\/|precompile\.js$/;
    const isWanted = (file: string) => (wantedFolders.test(file) || wantedFiles.test(file)) && !unwanted.test(file);
    expect(files.filter((file) => !isWanted(file))).toEqual([]);
  });

  it('has no place in it that the build has left open', () => {
    const open = /dist:(\\\n)?\//;
    expect(files.filter((file) => /^dist\/.*\.[cm]?js$/.test(file) && open.test(text(file)))).toEqual([]);
  });

  it('is no larger than it has to be', () => {
    expect(statSync(inject('tarball')).size).toBeLessThan(3_600_000);
    expect(files.reduce((sum, file) => sum + statSync(path.join(installed, file)).size, 0)).toBeLessThan(20_000_000);
  });

  it('is as large as its page says; npm run measure', () => {
    const said = /^The tarball as npm packs it: ([\d.]+) MB/m.exec(text('docs/package.md'))![1];
    expect(Math.abs(statSync(inject('tarball')).size / 1e6 / Number(said) - 1)).toBeLessThan(0.15);
  });

  it('imports nothing that is not inside, or a peer, or of Node', () => {
    const isOurs = (file: string) => /\.([cm]?js|d\.ts)$/.test(file) && !/^(examples\/|dist\/(vendor|generator\/precompiled\/.*cjs))/.test(file);
    const imports = files.filter(isOurs).flatMap((file) => importsOf(text(file)).map((specifier) => ({ file, specifier })));
    expect(imports.filter(({ file, specifier }) => !isAllowed(file, specifier))).toEqual([]);
    expect(imports.length).toBeGreaterThan(1000);
  });

  it('keeps Node out of what a browser may load', () => {
    // With all that they import: what a file imports may stand in dist/shared/.
    const forBrowsers = new Set(files.filter((file) => /^dist\/(generated|validators|wire)\/.*\.(js|d\.ts)$/.test(file)));
    for (const file of forBrowsers) {
      const ofFile = importsOf(text(file)).filter((specifier) => specifier.startsWith('.')).map((specifier) => path.posix.join(path.posix.dirname(file), specifier));
      for (const target of ofFile) forBrowsers.add(file.endsWith('.d.ts') ? target.replace(/\.js$/, '.d.ts') : target);
    }
    expect([...forBrowsers].filter((file) => importsOf(text(file)).some((specifier) => specifier.startsWith('node:')))).toEqual([]);
    expect(forBrowsers.size).toBeGreaterThan(150);
  });

  it('has the pages that its pages link to', () => {
    const pages = files.filter((file) => file.endsWith('.md'));
    const links = pages.flatMap((file) => linksOf(text(file)).map((link) => ({ file, link })));
    expect(links.filter(({ file, link }) => !existsSync(path.join(installed, path.dirname(file), link)))).toEqual([]);
    expect(files).toContain('README.md');
  });
});

describe('the lockfile', () => {
  it('says what is installed, not from where', () => {
    const lock = readFileSync(path.join(root, 'package-lock.json'), 'utf8');
    expect(lock.match(/"resolved".*|https?:\/\/registry.*/g)).toBeNull();
    expect(lock.match(/"integrity"/g)!.length).toBeGreaterThan(200);
  });
});

describe('declarations', () => {
  it('say nothing with any', () => {
    // Vitest declares this one.
    const said = (file: string) => withoutComments(text(file)).replace('Assertion<T = any>', '');
    expect(declarations.filter((file) => /[:<|&,=]\s*any\b(?!\s*[?:])/.test(said(file)))).toEqual([]);
  });

  it('keep what the sources document', () => {
    const documented = (file: string) => text(file).match(/^ *\*\/$|\/\*\*.*\*\/$/gm)?.length ?? 0;
    expect(documented('dist/generated/types/softwareCampaign.d.ts')).toBeGreaterThan(50);
    expect(documented('dist/generated/enumerations.d.ts')).toBeGreaterThan(60);
    expect(documented('dist/generator/emit/json-schema/from-xsd.d.ts')).toBeGreaterThan(4);
    expect(documented('dist/wire/codec.d.ts')).toBeGreaterThan(1);
    expect(documented('dist/runtime/cse.d.ts')).toBeGreaterThan(1);
  });

  it('are there for every entry, and of nothing that the package does not have', () => {
    const targets = [manifest.imports, manifest.exports].flatMap(filesOf).filter((file) => !file.endsWith('*.json'));
    const unstarred = (file: string) => file.replace('*', 'softwareCampaign');
    expect(targets.filter((file) => !existsSync(path.join(installed, unstarred(file))))).toEqual([]);
    // Code of these folders is in bundles; declarations say of each module what it has.
    const alone = declarations.filter((file) => /^dist\/(generator|validators)\//.test(file));
    expect(alone.filter((file) => !existsSync(path.join(installed, file.replace(/\.d\.ts$/, '.js'))))).toEqual([]);
  });
});

describe('third-party notices', () => {
  const notices = text('dist/vendor/THIRD-PARTY-LICENSES.txt');
  const listed = [...notices.matchAll(/^- (\S+) (\S+) \((.+)\)$/gm)];
  const inside = listed.map(([, name, version, license]) => ({ name: name!, version: version!, license: license! }));

  it('name every package that the compiler or the runtime imports, in the version of the checkout', () => {
    expect([...packagesOfSources()].filter((name) => !inside.some((each) => each.name === name))).toEqual([]);
    const asked = inside.filter(({ name }) => Object.hasOwn(manifest.devDependencies, name));
    expect(asked.filter(({ name, version }) => version !== manifest.devDependencies[name])).toEqual([]);
    const names = inside.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['ajv', 'croner', 'handlebars', 'sax', 'undici']));
  });

  it('are of packages that nobody has given up', () => {
    const { packages } = readJson(path.join(root, 'package-lock.json')) as { readonly packages: Readonly<Record<string, Locked>> };
    const locked = Object.entries(packages).map(([at, each]) => ({ name: at.replace(/^.*node_modules\//, ''), ...each }));
    const lockedAs = (one: { name: string; version: string }) => locked.filter((each) => each.name === one.name && each.version === one.version);
    expect(inside.filter((each) => lockedAs(each).length === 0)).toEqual([]);
    expect(inside.filter((each) => lockedAs(each).some(({ deprecated }) => deprecated !== undefined))).toEqual([]);
  });

  it('are of licenses that allow it, with their text', () => {
    expect(inside.filter(({ license }) => !/^(MIT|ISC|BSD-[23]-Clause|Apache-2\.0|BlueOak-1\.0\.0|0BSD)$/.test(license))).toEqual([]);
    expect(notices.match(/The package has no license file of its own/g)).toBeNull();
  });
});

const filesOf = (target: Target): string[] => (typeof target === 'string' ? [target] : Object.values(target ?? {}).flatMap(filesOf));

const withoutComments = (code: string): string => code.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');

/** Specifiers of imports, exports and `require`, static and dynamic, types included. */
const importsOf = (code: string): string[] => ts.preProcessFile(code, true, true).importedFiles.map(({ fileName }) => fileName);

const peerOf: Readonly<Record<string, readonly string[]>> = { 'dist/cjs/all': ['fast-check'], 'dist/testing/vitest': ['vitest'], 'dist/testing/arbitrary': ['fast-check'], 'dist/conformance/index': ['vitest'] };
function isAllowed(file: string, specifier: string): boolean {
  if (specifier.startsWith('node:')) return true;
  const target = file.endsWith('.d.ts') ? specifier.replace(/\.js$/, '.d.ts') : specifier;
  if (/^\.\.?\//.test(specifier)) return existsSync(path.join(installed, path.dirname(file), target));
  if (specifier.startsWith('#validators/')) return filesOf(manifest.imports['#validators/*']!).every((each) => existsSync(path.join(installed, each.replace('*', specifier.slice(12)))));
  return Object.entries(peerOf).some(([prefix, peers]) => file.startsWith(prefix) && peers.includes(specifier));
}

/** Relative links of a page, without anchors. */
const linksOf = (page: string): string[] =>
  [...page.replace(/```[\s\S]*?```|`[^`\n]*`/g, '').matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target]) => target!.replace(/#.*$/, ''))
    .filter((target) => target !== '' && !/^[a-z]+:/.test(target));

/** Third-party packages that code of the package runs: no types, no peers, nothing of the build. */
function packagesOfSources(): ReadonlySet<string> {
  const sources = ['generator', 'runtime', 'wire', 'testing'].flatMap((folder) =>
    readdirSync(path.join(root, folder), { withFileTypes: true, recursive: true })
      .filter((entry) => entry.name.endsWith('.ts') && entry.name !== 'precompile.ts')
      .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'utf8').replace(/^(import|export) type .*$/gm, '')),
  );
  const peers = Object.values(peerOf).flat();
  const specifiers = sources.flatMap(importsOf).filter((specifier) => !/^(node:|\.)/.test(specifier) && !peers.includes(specifier));
  return new Set(specifiers.map((specifier) => /^(@[^/]+\/)?[^/]+/.exec(specifier)![0]));
}
