import { keptBySources } from '../kept.js';
import { readXsd } from './read.js';

/** What the XSDs of a folder declare, and what is wrong with them. An import has the documents that it changes, before and after, and those that it knows. */
export const componentsOf = keptBySources(5, (file) => !file.endsWith('.json'), (sources, diagnostics) => readXsd(sources, diagnostics));
