/**
 * `npm run bench`: how fast the validators and the compiler are, beside what others would use, in one run on one machine.
 * What counts are the ratios (design.md, "What good looks like").
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { Ajv } from 'ajv';
import standaloneCode from 'ajv/dist/standalone/index.js';
import { build } from 'esbuild';
import { compare, compareProcesses, median, print } from './measure.mjs';
import { faulty, payload } from './payloads.mjs';
import { handTunedSchema } from './peers/hand-tuned-schema.mjs';

const root = path.resolve(import.meta.dirname, '../..');
const cli = path.join(root, 'dist/generator/cli.js');
// Inside the project, so that modules here find the packages that they import.
mkdirSync(path.join(root, 'node_modules/.cache'), { recursive: true });
const folder = mkdtempSync(path.join(root, 'node_modules/.cache/specgen-bench-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

/** The same rules as users would write them by hand for other validators; each module exports `validate`. */
const peers = Object.fromEntries(
  ['zod', 'valibot', 'typebox', 'joi'].map((name) => [name, path.join(import.meta.dirname, 'peers', `${name}.mjs`)]),
);

/** The validators as the package has them, and the hand-tuned module written beside them. */
function modules() {
  const ours = path.join(root, 'dist/validators/softwareCampaign.mjs');
  return { ours, handTuned: handTunedModule('hand-tuned', {}), allErrors: handTunedModule('all-errors', { allErrors: true }) };
}

function handTunedModule(name, options) {
  const file = path.join(folder, `${name}.mjs`);
  const ajv = new Ajv({ ...options, strict: false, code: { source: true, esm: true, optimize: 2 } });
  const code = standaloneCode(ajv, ajv.compile(handTunedSchema()));
  // Ajv's ESM output still calls `require`; as tuned by hand, it imports.
  const imports = [];
  const tuned = code.replace(/require\("(ajv\/dist\/runtime\/\w+)"\)\.default/g, (_all, from) => {
    imports.push(`import helper${imports.length} from '${from}.js';\n`);
    return `helper${imports.length - 1}.default`;
  });
  writeFileSync(file, imports.join('') + tuned);
  return file;
}

async function validators() {
  const { ours, handTuned, allErrors } = modules();
  const { isCreateWire: validate, createWire: validator } = await import(pathToFileURL(ours).href);
  const hand = await import(pathToFileURL(handTuned).href);
  const contestants = {
    'hand-tuned Ajv': hand.validate,
    'hand-tuned Ajv, all errors': (await import(pathToFileURL(allErrors).href)).validate,
    ours: validate,
    'ours, Standard Schema': (data) => validator['~standard'].validate(data).issues === undefined,
  };
  for (const [name, file] of Object.entries(peers)) contestants[name] = (await import(pathToFileURL(file).href)).validate;

  for (const targets of [10, 1000]) {
    for (const [kind, make, valid] of [
      ['valid', payload, true],
      ['invalid', faulty, false],
    ]) {
      const text = JSON.stringify(make(targets));
      // As they come from the network: many objects, each parsed on its own.
      const parsed = Array.from({ length: targets > 100 ? 16 : 64 }, () => JSON.parse(text));
      for (const [name, check] of Object.entries(contestants)) {
        if (check(parsed[0]) !== valid) throw new Error(`${name} finds a payload with ${targets} targets ${valid ? 'invalid' : 'valid'}`);
      }
      const tasks = Object.fromEntries(
        Object.entries(contestants).map(([name, check]) => [
          name,
          (count) => {
            let good = 0;
            for (let i = 0; i < count; i++) if (check(parsed[i % parsed.length])) good++;
            return good;
          },
        ]),
      );
      tasks['JSON.parse'] = (count) => {
        for (let i = 0; i < count; i++) JSON.parse(text);
      };
      print(`${kind} payload, ${targets} targets`, await compare(tasks), { unit: 'ns', base: 'hand-tuned Ajv' });
    }
  }
}

/** Import and first validation, processor time inside fresh processes, since starting Node.js costs more than either. */
async function cold() {
  const { ours, handTuned } = modules();
  const text = JSON.stringify(JSON.stringify(payload(10)));
  const program = (load) =>
    `const data = JSON.parse(${text}); const begin = process.cpuUsage(); ${load} if (!check(data)) throw new Error(); const { user, system } = process.cpuUsage(begin); console.log((user + system) / 1000);`;
  const empty = path.join(folder, 'empty.mjs');
  writeFileSync(empty, 'export const validate = () => true;\n');
  const programs = {
    'an empty module': program(`const { validate: check } = await import(${JSON.stringify(pathToFileURL(empty).href)});`),
    ours: program(`const { isCreateWire: check } = await import(${JSON.stringify(pathToFileURL(ours).href)});`),
    'ours, Standard Schema': program(
      `const { createWire } = await import(${JSON.stringify(pathToFileURL(ours).href)}); const check = (d) => !createWire['~standard'].validate(d).issues;`,
    ),
    'hand-tuned Ajv': program(`const { validate: check } = await import(${JSON.stringify(pathToFileURL(handTuned).href)});`),
  };
  for (const [name, file] of Object.entries(peers))
    programs[name] = program(`const { validate: check } = await import(${JSON.stringify(pathToFileURL(file).href)});`);
  const times = new Map(Object.keys(programs).map((name) => [name, []]));
  const entries = Object.entries(programs);
  for (let round = 0; round < 25; round++) {
    for (let i = 0; i < entries.length; i++) {
      const [name, code] = entries[(i + round) % entries.length];
      const { stdout, stderr, status } = spawnSync(process.execPath, ['--input-type=module', '-e', code], { cwd: root, encoding: 'utf8' });
      if (status !== 0) throw new Error(`${name}: ${stderr}`);
      times.get(name).push(Number(stdout));
    }
  }
  print('cold start: import and first validation', new Map([...times].map(([name, all]) => [name, median(all)])), {
    unit: 'ms',
    base: 'ours',
    digits: 2,
  });
}

/**
 * What a program waits for before its first line: processor time, which other programs on the machine leave alone. Looking for a package
 * costs whoever imports one as much, whichever it is; a validator and the hand-tuned module are compared by their files.
 */
function imports() {
  const { ours, handTuned } = modules();
  const href = (file) => pathToFileURL(file).href;
  const empty = path.join(folder, 'nothing.mjs');
  writeFileSync(empty, 'export {};\n');
  const bare = path.join(folder, 'node_modules/bare');
  mkdirSync(bare, { recursive: true });
  writeFileSync(path.join(bare, 'package.json'), '{ "name": "bare", "exports": "./nothing.mjs" }\n');
  writeFileSync(path.join(bare, 'nothing.mjs'), 'export {};\n');
  const subpaths = ['', '/validators/softwareCampaign', '/wire', '/client', '/runtime', '/testing', '/serve', '/conformance'];
  const programs = new Map([
    ['an empty module', { specifier: href(empty) }],
    ['hand-tuned Ajv, its file', { specifier: href(handTuned) }],
    ['a validator of ours, its file', { specifier: href(ours) }],
    ['an empty package', { specifier: 'bare', cwd: folder }],
    ...subpaths.map((subpath) => [`onem2m-specgen${subpath}`, { specifier: `onem2m-specgen${subpath}` }]),
  ]);
  const program = (specifier) =>
    `const begin = process.cpuUsage(); await import(${JSON.stringify(specifier)}); const { user, system } = process.cpuUsage(begin); console.log((user + system) / 1000);`;
  const names = [...programs.keys()];
  const times = new Map(names.map((name) => [name, []]));
  for (let round = 0; round < 25; round++) {
    for (let i = 0; i < names.length; i++) {
      const name = names[(i + round) % names.length];
      const { specifier, cwd = root } = programs.get(name);
      const { stdout, stderr, status } = spawnSync(process.execPath, ['--input-type=module', '-e', program(specifier)], { cwd, encoding: 'utf8' });
      if (status !== 0) throw new Error(`${name}: ${stderr}`);
      times.get(name).push(Number(stdout));
    }
  }
  print('import of each entry, processor time', new Map([...times].map(([name, all]) => [name, median(all)])), { unit: 'ms', base: 'an empty module', digits: 1 });
}

/** What one validator adds to a page: bundled, minified, compressed. */
async function bundle() {
  const { handTuned } = modules();
  // The programs of docs/package.md, so that both pages say the same.
  const programs = JSON.parse(readFileSync(path.join(root, 'build/programs.json'), 'utf8'));
  const using = (what) => programs.find(({ uses }) => uses === what).program;
  const entries = {
    'ours, type guard': using('a type guard'),
    'ours, with messages': using('a validator with messages'),
    'hand-tuned Ajv': `export { validate } from ${JSON.stringify(handTuned)};`,
  };
  for (const [name, file] of Object.entries(peers)) entries[name] = `export { validate } from ${JSON.stringify(file)};`;
  const sizes = new Map();
  for (const [name, contents] of Object.entries(entries)) {
    const { outputFiles } = await build({
      stdin: { contents, resolveDir: root },
      bundle: true,
      minify: true,
      write: false,
      format: 'esm',
      platform: 'browser',
      target: 'es2022',
      logLevel: 'silent',
      // joi asks for these of Node.js only.
      external: ['url', 'util'],
    });
    sizes.set(name, gzipSync(outputFiles[0].contents).length);
  }
  print('bundle of one validator, minified and gzipped', sizes, { unit: 'bytes', base: 'ours, with messages' });
}

/** The whole command, process start included: into an empty folder, and again when there is nothing to do. */
function generate() {
  const output = path.join(folder, 'generated');
  const command = [cli, 'generate', '--output', output];
  const times = compareProcesses(
    { 'node alone': ['-e', '0'], 'generate, cold': command, 'generate, nothing changed': command },
    { before: (name) => name === 'generate, cold' && rmSync(output, { recursive: true, force: true }) },
  );
  print('specgen generate, whole process', times, { unit: 'ms' });
}

/** Interfaces for two hundred, from copies of softwareCampaign under other names. */
async function emission() {
  const { analyse } = await import(pathToFileURL(path.join(root, 'dist/generator/pipeline.js')).href);
  const { typeModules } = await import(pathToFileURL(path.join(root, 'dist/generator/emit/types/emit-types.js')).href);
  const { printModule } = await import(pathToFileURL(path.join(root, 'dist/generator/emit/types/print.js')).href);
  const { model } = analyse(sources());
  const campaign = model.resources.find(({ name }) => name === 'softwareCampaign');
  // Create, update and full, in long and short names: six interfaces each.
  const resources = Array.from({ length: 34 }, (_, i) => ({ ...campaign, name: `campaign${i}`, shortName: `cmp${i}` }));
  const times = [];
  let interfaces = 0;
  for (let round = 0; round < 5; round++) {
    const start = performance.now();
    const files = typeModules({ ...model, resources }).map(printModule);
    times.push(performance.now() - start);
    interfaces = files.reduce(
      (sum, { path: name, text }) => sum + (name.startsWith('types/campaign') ? text.split('export interface ').length - 1 : 0),
      0,
    );
  }
  print(
    `${interfaces} interfaces as text`,
    new Map([
      ['first', times[0]],
      ['again', median(times.slice(1))],
    ]),
    { unit: 'ms' },
  );
}

function sources() {
  const input = path.join(root, 'xsd');
  const files = readdirSync(input, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => path.relative(input, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/')).sort();
  return new Map(paths.map((file) => [file, readFileSync(path.join(input, file), 'utf8')]));
}

const sections = { validators, cold, imports, bundle, generate, emission };
// `npm run bench -- validators cold` runs those two alone.
const wanted = process.argv.slice(2);
for (const [name, section] of Object.entries(sections)) if (wanted.length === 0 || wanted.includes(name)) await section();
