import type { Model } from '../model/model.js';
import type { OutputFile } from './output.js';

export async function emit(_model: Model): Promise<readonly OutputFile[]> {
  return [];
}
