import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { dist, root } from './paths.mjs';
import { dated, obstacles } from './release-plan.mjs';

// `npm run release`: everything from a clean checkout to a package that is published and tagged. `npm run release:dry` does the same up to what cannot
// be taken back, with the tests of the package alone; `npm run release:dry -- --skip-tests` without them, where they have run already.
const isDry = process.argv.includes('--dry');
const hasTests = !isDry || !process.argv.includes('--skip-tests');
const changelogFile = path.join(root, 'CHANGELOG.md');

/** @param {string} program @param {readonly string[]} args */
function run(program, ...args) {
  console.log(`> ${program} ${args.join(' ')}`);
  const { status } = spawnSync(program, args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
  if (status !== 0) process.exit(status ?? 1);
}

/** @param {readonly string[]} args */
const git = (...args) => spawnSync('git', args, { cwd: root, encoding: 'utf8' }).stdout;

/** @type {{ name: string, version: string }} */
const { name, version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
const changelog = readFileSync(changelogFile, 'utf8');
const stopped = obstacles({ version, changelog, status: git('status', '--porcelain'), tags: git('tag').split('\n') });
for (const obstacle of stopped) console.error(`${isDry ? 'would stop the release' : 'no release'}: ${obstacle}`);
if (stopped.length > 0 && !isDry) process.exit(1);

if (isDry) {
  run('npm', 'run', 'build:package');
  run(process.execPath, path.join(dist, 'generator/cli.js'), 'check');
  if (hasTests) run('npx', 'vitest', 'run', '--project', 'package', '--reporter=verbose');
} else {
  run('npm', 'test');
  writeFileSync(changelogFile, dated(changelog, version, new Date().toISOString().slice(0, 10)));
}

const folder = path.join(dist, 'release');
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
run('npm', 'pack', '--ignore-scripts', '--silent', '--pack-destination', folder);
const tarball = path.join(folder, readdirSync(folder)[0] ?? '');

if (isDry) console.log(`${name} ${version} would be published from ${path.relative(root, tarball)}, and tagged v${version}${hasTests ? '' : '; its tests were not run'}`);
else {
  run('npm', 'publish', tarball);
  run('git', 'commit', '-m', `Release ${version}`, '--', 'CHANGELOG.md');
  run('git', 'tag', `v${version}`);
  console.log(`git push && git push origin v${version}`);
}
process.exitCode = stopped.length > 0 ? 1 : 0;
