import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');

/** Data flows one way: which folders each folder may import from, itself included. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  generator: ['generator'],
  generated: ['generated'],
  wire: ['wire', 'generated'],
  runtime: ['runtime', 'wire', 'generated'],
  // A CPE to test with is a simulated device behind a socket: it does what those do, in the same words, with the same software.
  testing: ['testing', 'wire', 'generated', 'runtime/devices/behaviour', 'runtime/devices/devices', 'runtime/devices/parameters', 'runtime/devices/rpcs', 'runtime/devices/script', 'runtime/devices/software', 'runtime/cwmp/digest'],
  // A judge looks at a CSE through HTTP alone, as others do: by our client and our listener, and by nothing of our CSE.
  conformance: ['conformance', 'testing', 'wire', 'generated', 'runtime/http/binding', 'runtime/http/client', 'runtime/http/server/listener', 'runtime/client/transport', 'runtime/notification/notification-uri'],
};

/**
 * Inside the compiler, too: read → link → check → emit, with the model and the diagnostics under all of them. What imports
 * documents, finds defects in them and compares specifications stands beside, and knows nothing of what is emitted.
 */
const allowedInGenerator: Readonly<Record<string, readonly string[]>> = {
  diagnostics: ['diagnostics', 'read/sources'],
  model: ['model', 'diagnostics'],
  precompiled: ['precompiled'],
  read: ['read', 'model', 'diagnostics', 'precompiled'],
  link: ['link', 'read/definitions', 'model', 'diagnostics'],
  check: ['check', 'model', 'diagnostics'],
  import: ['import', 'read', 'model', 'diagnostics'],
  lint: ['lint', 'import', 'read', 'model', 'diagnostics'],
  diff: ['diff', 'model', 'diagnostics'],
  emit: ['emit', 'model', 'diagnostics', 'read/xsd', 'read/sources', 'precompiled'],
};

/** What knows nothing of specifications: Map.groupBy, until Node 20 is no longer claimed, and what is made of a thing once. */
const everywhere = ['group-by', 'once-per'];

const codeFiles = (folder: string): string[] =>
  !existsSync(path.join(root, folder)) ? [] : readdirSync(path.join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.(ts|js|mjs)$/.test(entry.name))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)));

/** Relative imports of a file, static and dynamic, types included, as paths from the root. */
function importsOf(file: string): string[] {
  const text = readFileSync(path.join(root, file), 'utf8').replace(/^\s*(\/?\*|\/\/).*$/gm, '');
  return [...text.matchAll(/(?:from|import)\s*\(?\s*['"](\.[^'"]+)['"]/g)].map(([, target]) => path.normalize(path.join(path.dirname(file), target!)));
}

const under = (file: string, folder: string): boolean => file === folder || file.startsWith(`${folder}/`) || file.startsWith(`${folder}.`);

/** `specgen serve`, `specgen conform` and `specgen cpe`: who compiles loads nothing of what is behind. */
const doors = ['generator/cli.ts → runtime/serve/command.js', 'generator/cli.ts → conformance/command.js', 'generator/cli.ts → testing/cwmp/command.js'];

describe('data flows xsd → generator → generated → runtime', () => {
  for (const [folder, targets] of Object.entries(allowed)) {
    it(`${folder}/ imports only ${targets.join(', ')}`, () => {
      const wrong = codeFiles(folder).flatMap((file) => importsOf(file).filter((target) => !targets.some((t) => under(target, t))).map((target) => `${file} → ${target}`));
      expect(wrong.filter((each) => !doors.includes(each))).toEqual([]);
    });
  }

  it('the program has one door to the runtime, one to the judge and one to the CPE, and opens them when somebody goes through', () => {
    const text = readFileSync(path.join(root, 'generator/cli.ts'), 'utf8');
    expect(text.match(/^.*\/(runtime|conformance|testing)\/.*$/gm)?.map((line) => line.trim())).toEqual(["load: () => import('../runtime/serve/command.js'),", "load: () => import('../conformance/command.js'),", "load: () => import('../testing/cwmp/command.js'),"]);
  });

  it('finds imports at all', () => {
    expect(codeFiles('generator').flatMap(importsOf).length).toBeGreaterThan(50);
  });
});

describe('the compiler reads in order', () => {
  for (const [room, targets] of Object.entries(allowedInGenerator)) {
    it(`generator/${room} imports only ${targets.join(', ')}`, () => {
      const wrong = codeFiles(`generator/${room}`).flatMap((file) =>
        importsOf(file)
          .filter((target) => ![...targets, ...everywhere].some((t) => under(target, `generator/${t}`)))
          .map((target) => `${file} → ${target}`),
      );
      expect(wrong).toEqual([]);
    });
  }
});
