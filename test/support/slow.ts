/**
 * Tests that take two seconds and more of a quiet core, the longest first: processes, compilers, browsers, whole documents,
 * thousands of payloads. `npm run test:unit` leaves them out and ends within a minute; `npm test` begins with them, so that
 * none is begun when all else is done. First of all patterns: an expression for each of many thousands of values takes twenty times as long where the
 * heap is full of what other files keep. A file that has become slow, or quick, changes its place here.
 */
export const slow: readonly string[] = [
  'xsd/pattern', 'site/site', 'releases/whole', 'docs/a-change-request', 'oracle/libxml2-agrees', 'diff/diff', 'docs/commands', 'docs/write-a-resource-type',
  'conformance/mutations', 'conformance/manners', 'validators/agreement', 'import/proof', 'testing/types', 'wire/xml', 'emit/typecheck', 'xsd/compile-order', 'import/merge/xsd',
  'check/spoilt', 'emit/nasty', 'import/seeds', 'import/docx/container', 'conformance/own', 'conformance/hostile', 'testing/arbitrary', 'lint/rules',
  'xsd/hostile', 'cli/explain', 'data/whole-standard', 'docs/code-blocks', 'wire/properties', 'import/merge/needed', 'lint/documents', 'vectors/schemas',
  'cli/process', 'xsd/shared-definitions', 'diff/command', 'import/read', 'runtime/http/page', 'runtime/cwmp/stories', 'runtime/serve/kills', 'docs/ways-in',
  'cli/same-everywhere', 'testing/cwmp/story', 'validators/types', 'import/recognise/agreement', 'import/cli', 'runtime/http/notifier', 'definitions/hostile',
  'wire/libxml2', 'runtime/serve/command', 'runtime/store/sqlite', 'import/delta/renamed', 'runtime/proof/stateful', 'diff/agreement',
  'oracle/second-opinion', 'conformance/other-cse', 'check/specification', 'vectors/agreement', 'import/merge/whole', 'import/import', 'lint/cli',
  'runtime/cwmp/crashes', 'testing/every-vector', 'runtime/cwmp/acs', 'releases/layer', 'runtime/store/postgres', 'docs/conform', 'import/delta/versions',
  'runtime/access/against-vectors', 'lint/definitions', 'link/published-files', 'oracle/xsd-compile', 'docs/serve', 'emit/print', 'runtime/calendar/calendar',
  'oracle/emitted-agrees', 'import/docx/changes', 'conformance/command', 'validators/primitives', 'link/overrides', 'vectors/behaviour', 'wire/explained',
  'conformance/python', 'conformance/cpes', 'conformance/reports', 'testing/build', 'import/merge/round-trip', 'conformance/deviations', 'conformance/slips', 'runtime/access/columns',
  'runtime/access/properties', 'wire/hostile', 'runtime/hosting/containers', 'wire/json-text', 'docs/cwmp',
  'import/recognise/property', 'runtime/http/server', 'testing/cwmp/cpe', 'wire/bundle', 'runtime/client/client', 'emit/hover', 'runtime/proof/restarts', 'runtime/announcing/agreement',
  'runtime/names/names', 'wire/cwmp/official', 'runtime/core/retrieve', 'runtime/devices/convert', 'oracle/official-style', 'releases/own-layer',
  'runtime/proof/example', 'cli/generate', 'xsd/locations', 'runtime/store/durable', 'diagnostics/render', 'import/docx/round-trip', 'import/merge/property',
  'oracle/wildcards-agree',
].map((name) => `test/${name}.test.ts`); // prettier-ignore

/** What packs, installs and runs the package, the longest first. */
export const slowOfPackage: readonly string[] = ['package/run', 'package/compile', 'package/peers', 'package/exports', 'package/jest'].map((name) => `test/${name}.test.ts`);
