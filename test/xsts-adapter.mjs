/**
 * Adapter for a runner of the W3C XML Schema test suite: it measures the built package through its public interface.
 * Run by hand: `npm run build`, then `node <runner> test/xsts-adapter.mjs`.
 */
import { jsonSchemaFromXsd } from '../dist/generator/index.js';

export const dialect = '2020-12';

export const convert = async (files, entry) => jsonSchemaFromXsd(files, entry, { attributePrefix: '@', textKey: '$' });
