import { Buffer } from 'node:buffer';
import { inflateRawSync } from 'node:zlib';
import { fromBufferPromise, type Entry, type ZipFile } from 'yauzl';
import type { DocxCode } from './codes.js';

export interface ContainerLimits {
  /** Bytes of the file itself. */
  readonly file: number;
  readonly entries: number;
  /** Bytes of one part, unpacked. */
  readonly part: number;
  /** Unpacked to packed, from `ratioFrom` bytes on: tables repeat themselves and pack well, bombs better. */
  readonly ratio: number;
  readonly ratioFrom: number;
}

const mebi = 1024 * 1024;
export const containerLimits: ContainerLimits = { file: 256 * mebi, entries: 10_000, part: 128 * mebi, ratio: 500, ratioFrom: 32 * mebi };

/** Leaves reading with the error that ends it; caught in readDocx. */
export class Refused extends Error {
  constructor(
    readonly code: DocxCode,
    message: string,
    readonly hint?: string,
    /** The paragraph that it lies in; without it, the last one read. */
    readonly line?: number,
  ) {
    super(message);
  }
}

/** The parts of a Word file by name. Names are compared without case, as OPC (ISO/IEC 29500-2, 6.2.2.3) wants it. */
export interface Container {
  /** Without a leading slash, as written. */
  readonly names: readonly string[];
  has(name: string): boolean;
  /** Throws `Refused`, at once or on the way. */
  read(name: string): AsyncIterable<Uint8Array>;
}

const startsWith = (bytes: Uint8Array, signature: readonly number[]): boolean => signature.every((byte, i) => bytes[i] === byte);

/** True for what begins like a zip file; the empty one, too. */
export const isZip = (bytes: Uint8Array): boolean => startsWith(bytes, [0x50, 0x4b, 0x03, 0x04]) || startsWith(bytes, [0x50, 0x4b, 0x05, 0x06]);

/** Throws `Refused` for what is no zip file, or one that contradicts itself. Nothing is unpacked here. */
export async function openContainer(bytes: Uint8Array, limits: ContainerLimits = containerLimits): Promise<Container> {
  if (!isZip(bytes)) throw new Refused('DOCX_NOT_ZIP', notZip(bytes), 'open it in Word and save it as .docx, without a password');
  if (bytes.length > limits.file) throw new Refused('DOCX_TOO_LARGE', `the file has ${size(bytes.length)}; at most ${size(limits.file)} are read`);
  try {
    const file = withoutComment(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length));
    const zip = await fromBufferPromise(file, { lazyEntries: true, autoClose: false });
    const entries = await entriesOf(zip, limits);
    return {
      names: [...entries.values()].map(({ fileName }) => fileName),
      has: (name) => entries.has(name.toLowerCase()),
      read: (name) => unpack(zip, file, entries.get(name.toLowerCase())!, limits),
    };
  } catch (error) {
    throw damaged(error);
  }
}

/**
 * The comment at the end of a zip file may be longer or shorter than it says: mail programs and servers add bytes, or cut some
 * off. Word opens such a file, and nothing is in a comment. What begins the end of the directory last is the end.
 */
function withoutComment(file: Buffer): Buffer {
  const end = file.lastIndexOf('PK\x05\x06', file.length - endLength, 'latin1');
  if (end < 0 || file.length - end > endLength + longestComment) return file;
  const commentLength = file.readUInt16LE(end + endLength - 2);
  if (end + endLength + commentLength === file.length) return file;
  const cut = Buffer.from(file.subarray(0, end + endLength));
  cut.writeUInt16LE(0, end + endLength - 2);
  return cut;
}

/** Of the end of the central directory without a comment (APPNOTE 4.3.16). */
const endLength = 22;
/** As long as the comment can say that it is, and what was added to the longest. */
const longestComment = 2 * 65_535;

/** Protected documents and those of old Word are OLE compound files ([MS-CFB] 2.2). */
function notZip(bytes: Uint8Array): string {
  if (!startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])) return 'the file is no zip file, as Word documents are';
  const isProtected = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes('EncryptedPackage', 0, 'utf16le');
  return isProtected ? 'the file is protected by a password' : 'the file is of old Word (.doc)';
}

async function entriesOf(zip: ZipFile, limits: ContainerLimits): Promise<Map<string, Entry>> {
  if (zip.entryCount > limits.entries) throw new Refused('DOCX_TOO_LARGE', `the container has ${zip.entryCount} entries; at most ${limits.entries} are read`);
  const entries = new Map<string, Entry>();
  for await (const entry of zip.eachEntry()) {
    const name = entry.fileName.toLowerCase();
    // Two parts of one name show one document to one reader and another to the next.
    if (entries.has(name)) throw new Refused('DOCX_CONTAINER', `the container has two entries with the name ${entry.fileName}`);
    if (!name.endsWith('/')) entries.set(name, entry);
  }
  return entries;
}

/** What is given to a reader at once. */
const chunkSize = 64 * 1024;

async function* unpack(zip: ZipFile, file: Buffer, entry: Entry, limits: ContainerLimits): AsyncIterable<Uint8Array> {
  const { fileName, compressedSize, uncompressedSize, relativeOffsetOfLocalHeader: offset } = entry;
  if (entry.isEncrypted()) throw new Refused('DOCX_CONTAINER', `${fileName} is encrypted`, 'save the document without a password');
  if (offset + compressedSize > file.length) throw new Refused('DOCX_CONTAINER', `${fileName} lies outside of the file`, 'the file was cut off or damaged');
  if (uncompressedSize > limits.part) {
    throw new Refused('DOCX_TOO_LARGE', `${fileName} has ${size(uncompressedSize)} when unpacked; at most ${size(limits.part)} are read`);
  }
  if (uncompressedSize > limits.ratioFrom && uncompressedSize > compressedSize * limits.ratio) {
    throw new Refused('DOCX_TOO_LARGE', `${fileName} unpacks to more than ${limits.ratio} times its size: this is a zip bomb, no document`);
  }
  let part: Buffer;
  try {
    const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry, { minimal: true });
    part = unpacked(file.subarray(fileDataStart, fileDataStart + compressedSize), entry);
    if (crc32(part) !== entry.crc32) throw new Error('its check sum is wrong');
  } catch (error) {
    throw damaged(error, fileName);
  }
  for (let at = 0; at < part.length; at += chunkSize) yield part.subarray(at, at + chunkSize);
}

/** Throws for what is longer, or shorter, than its header says. At once: a stream for each of the small parts takes ten times as long. */
function unpacked(packed: Buffer, { compressionMethod, uncompressedSize }: Entry): Buffer {
  if (compressionMethod === 0) return packed;
  if (compressionMethod !== 8) throw new Error(`unsupported compression method: ${compressionMethod}`);
  let part: Buffer;
  try {
    part = inflateRawSync(packed, { maxOutputLength: Math.max(1, uncompressedSize), chunkSize: Math.min(Math.max(64, uncompressedSize), mebi) });
  } catch (error) {
    throw (error as { readonly code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE' ? new Error(`too many bytes: it says that it has ${uncompressedSize}`) : error;
  }
  if (part.length !== uncompressedSize) throw new Error(`${part.length < uncompressedSize ? 'not enough' : 'too many'} bytes: ${part.length}, and it says that it has ${uncompressedSize}`);
  return part;
}

function damaged(error: unknown, name?: string): Refused {
  if (error instanceof Refused) return error;
  const reason = error instanceof Error ? error.message : String(error);
  return new Refused('DOCX_CONTAINER', `${name ?? 'the container'} cannot be unpacked: ${reason}`, 'the file was cut off or damaged; ask for it again');
}

const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

/** As zip files use it (APPNOTE 4.4.7); `node:zlib` has it from Node 20.15 only. */
function crc32(bytes: Uint8Array): number {
  let sum = -1;
  for (const byte of bytes) sum = (sum >>> 8) ^ crcTable[(sum ^ byte) & 0xff]!;
  return ~sum >>> 0;
}

const size = (bytes: number): string => `${(bytes / mebi).toFixed(1)} MiB`;
