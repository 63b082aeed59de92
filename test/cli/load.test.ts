import { execFileSync } from 'node:child_process';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decode } from '../../generator/read/decode.js';
import { loadSources } from '../../generator/read/load.js';
import { bench } from './harness.js';

const bytes = (...parts: (string | number[])[]): Uint8Array => Buffer.concat(parts.map((p) => (typeof p === 'string' ? Buffer.from(p, 'latin1') : Buffer.from(p))));
const utf16be = (text: string): Uint8Array => Buffer.from(text, 'utf16le').swap16();

describe('decode', () => {
  it.each<[string, Uint8Array, ReturnType<typeof decode>]>([
    ['nothing', bytes(), ''],
    ['UTF-8', Buffer.from('é😀'), 'é😀'],
    ['UTF-8 with a mark', bytes([0xef, 0xbb, 0xbf], 'x'), 'x'],
    ['UTF-16 little-endian with a mark', bytes([0xff, 0xfe], [...Buffer.from('é😀', 'utf16le')]), 'é😀'],
    ['UTF-16 big-endian with a mark', bytes([0xfe, 0xff], [...utf16be('é😀')]), 'é😀'],
    ['UTF-16 without a mark', Buffer.from('<?xml version="1.0"?><é/>', 'utf16le'), '<?xml version="1.0"?><é/>'],
    ['UTF-16 big-endian without a mark', utf16be('<?xml version="1.0"?><é/>'), '<?xml version="1.0"?><é/>'],
    ['a declared encoding', bytes('<?xml version="1.0" encoding="ISO-8859-1"?><a>\xe9</a>'), '<?xml version="1.0" encoding="ISO-8859-1"?><a>é</a>'],
    ['windows-1252, with what ISO 8859-1 lacks', bytes('<?xml version="1.0" encoding="windows-1252"?><a>\x80\x92\x9f\xe9</a>'), '<?xml version="1.0" encoding="windows-1252"?><a>€’Ÿé</a>'],
    ['a declaration that is wrong about itself', bytes("<?xml version='1.0' encoding='UTF-16'?><a/>"), "<?xml version='1.0' encoding='UTF-16'?><a/>"],
    ['an unknown encoding', bytes('<?xml version="1.0" encoding="klingon"?>'), { message: 'the encoding "klingon" is not supported', line: 1, column: 1 }],
    ['UTF-32', bytes([0xff, 0xfe, 0, 0, 0x3c, 0, 0, 0]), { message: 'the encoding "utf-32le" is not supported', line: 1, column: 1 }],
    ['invalid UTF-8', bytes('ab\ncd', [0xc3], 'x'), { message: 'is not text: invalid UTF-8', line: 2, column: 3 }],
    ['UTF-8 that ends too soon', bytes('ab', [0xe2, 0x82]), { message: 'is not text: invalid UTF-8', line: 1, column: 3 }],
    ['a replacement character is text', Buffer.from('\ufffd'), '\ufffd'],
    ['NUL', bytes('a\n\0'), { message: 'is not text: it contains a NUL character', line: 2, column: 1 }],
  ])('%s', (_, input, want) => expect(decode(input)).toEqual(want));

  it('gives back every text without NUL', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        fc.pre(!text.includes('\0') && !text.startsWith('\ufeff'));
        expect(decode(Buffer.from(text))).toBe(text);
      }),
    );
  });

  it('never throws, and places problems inside the input', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (input) => {
        const result = decode(input);
        if (typeof result !== 'string') expect(result.line).toBeGreaterThanOrEqual(1);
      }),
    );
  });
});

describe('loadSources', () => {
  it('reads XSDs and definitions in codepoint order, and nothing else', async () => {
    const b = bench({ 'b.json': '2', 'a/z.xsd': '1', 'B.xsd': '0', 'notes.txt': '', '.hidden.json': '', '.git/x.json': '', 'node_modules/x/package.json': '', 'a.json': '3' });
    const { sources, diagnostics } = await loadSources(path.join(b.folder, 'xsd'));
    expect([...sources]).toEqual([
      ['B.xsd', '0'],
      ['a.json', '3'],
      ['a/z.xsd', '1'],
      ['b.json', '2'],
    ]);
    expect(diagnostics).toEqual([]);
  });

  it('the hash depends on paths and contents alone', async () => {
    const hash = async (files: Record<string, string>): Promise<string> => (await loadSources(path.join(bench(files).folder, 'xsd'))).hash;
    const base = await hash({ 'a.json': '1', 'b.json': '2' });
    expect(await hash({ 'b.json': '2', 'a.json': '1' })).toBe(base);
    for (const other of [{ 'a.json': '1', 'b.json': '3' }, { 'a.json': '12', 'b.json': '' }, { 'a.json': '1', 'c.json': '2' }, { 'a.json': '1' }]) {
      expect(await hash(other)).not.toBe(base);
    }
  });

  it('reports what is no regular file, without waiting for it', async () => {
    const b = bench({ 'a.json': '1' });
    execFileSync('mkfifo', [path.join(b.folder, 'xsd/pipe.json')]);
    const { diagnostics } = await loadSources(path.join(b.folder, 'xsd'));
    expect(diagnostics.map((d) => [d.code, d.place?.file])).toEqual([['INPUT_SPECIAL', 'pipe.json']]);
  });
});
