/** The public interface of `onem2m-specgen/generator`. */
export { jsonSchemaFromXsd, type FromXsd, type FromXsdOptions } from './emit/json-schema/from-xsd.js';
export type { Diagnostic } from './diagnostics/diagnostic.js';
