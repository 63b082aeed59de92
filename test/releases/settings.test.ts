import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Definition } from '../../generator/cli/definition.js';
import { readSettings } from '../../generator/cli/settings.js';
import { realFileSystem } from '../../generator/write/file-system.js';
import { root } from '../docs/blocks.js';

const both = ['flag', 'config'] as const;
const command = (flags: readonly string[]) => ({ summary: '', flags, examples: [], load: () => Promise.reject(new Error('not run')) });
const definition: Definition = {
  settings: {
    input: { kind: 'folder', default: 'xsd', in: both, description: '' },
    base: { kind: 'folder', in: both, description: '' },
    release: { kind: 'word', default: '3', in: both, description: '' },
    output: { kind: 'folder', default: 'generated', in: both, description: '' },
    format: { kind: 'format', default: 'text', in: both, description: '' },
    config: { kind: 'file', default: 'no-such-file.json', in: ['flag'], description: '' },
  },
  common: [],
  commands: { generate: command(['input', 'base', 'release', 'output', 'format', 'config']), conform: command(['release', 'format']) },
};

async function settingsOf(flags: Readonly<Record<string, string>>, name = 'generate') {
  const { settings, diagnostics } = await readSettings(definition, name, new Map(Object.entries(flags)), '/somewhere', realFileSystem);
  const { input, base, layers, bind } = settings;
  return { input, base, layers, bind, reported: diagnostics.list().map(({ code, message, hint }) => [code, message, hint]) };
}
const [xsd, layer] = [path.join(root, 'xsd'), path.join(root, 'releases/5')];

describe('--release', () => {
  it.each<readonly [flags: Readonly<Record<string, string>>, input: string, base: string | undefined, layers: readonly string[] | undefined]>([
    [{}, '/somewhere/xsd', undefined, undefined],
    [{ release: '5' }, layer, xsd, undefined],
    [{ release: '5', base: 'package' }, layer, xsd, undefined],
    [{ release: '5', input: 'my-types' }, '/somewhere/my-types', xsd, [layer]],
    [{ release: '3', input: 'my-types' }, '/somewhere/my-types', xsd, undefined],
    [{ base: 'package', input: 'my-types' }, '/somewhere/my-types', xsd, undefined],
  ])('%j', async (flags, input, base, layers) => {
    expect(await settingsOf(flags)).toEqual({ input, base, layers, bind: base === undefined ? undefined : true, reported: [] });
  });

  it('is one that there is, of the specification of the package', async () => {
    expect((await settingsOf({ release: '4' })).reported).toEqual([['CONFIG_RELEASE', 'there is no specification of Release 4', expect.stringMatching(/^take 5: /)]]);
    expect((await settingsOf({ release: '6' })).reported).toEqual([['CONFIG_RELEASE', 'there is no specification of Release 6', 'the releases are 3 and 5']]);
    expect((await settingsOf({ release: '5', base: 'mine' })).reported).toEqual([['CONFIG_RELEASE', expect.stringContaining('the base is another'), 'remove --base or --release']]);
  });

  it('of a command that does not compile is a matter of its own', async () => {
    expect(await settingsOf({ release: '4' }, 'conform')).toMatchObject({ base: undefined, bind: undefined, reported: [] });
  });
});
