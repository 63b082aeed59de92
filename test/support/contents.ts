import { readFileSync } from 'node:fs';
import type { Content } from '../../generator/model/model.js';
import type { ContentsDefinition } from '../../generator/read/definitions/definitions.js';

const { source, contents } = JSON.parse(readFileSync('xsd/tables/contents.json', 'utf8')) as ContentsDefinition;

/** What our own specification says that primitives carry, for models made by hand. */
export const ourContents: readonly Content[] = contents.map((content) => ({ source, errata: [], place: { file: 'tables/contents.json', line: 1, column: 1 }, ...content }));
