import type { Model } from '../model/model.js';

/** A file to be written; `path` is relative to the output folder, with `/`; `text` ends with one line feed. */
export interface OutputFile {
  readonly path: string;
  readonly text: string;
}

/** Model in, files out; pure, and the same on every machine. */
export type Emitter = (model: Model) => readonly OutputFile[] | Promise<readonly OutputFile[]>;
