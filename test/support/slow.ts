/**
 * Tests that take two seconds and more of a quiet core, the longest first: processes, compilers, browsers, whole documents,
 * thousands of payloads. `npm run test:unit` leaves them out and ends within a minute; `npm test` begins with them, so that
 * none is begun when all else is done. First of all patterns: an expression for each of many thousands of values takes twenty times as long where the
 * heap is full of what other files keep. A file that has become slow, or quick, changes its place here.
 */
export const slow: readonly string[] = [
  'xsd/pattern', 'site/site', 'docs/commands', 'docs/a-change-request', 'docs/write-a-resource-type', 'oracle/libxml2-agrees', 'cli/process', 'docs/code-blocks',
  'testing/arbitrary', 'docs/ways-in', 'diff/command', 'conformance/mutations', 'testing/types', 'validators/agreement', 'xsd/compile-order',
  'import/read', 'emit/typecheck', 'vectors/schemas', 'check/spoilt', 'conformance/hostile', 'import/proof', 'emit/nasty', 'import/merge/needed',
  'wire/properties', 'data/whole-standard', 'xsd/shared-definitions', 'import/seeds', 'wire/xml', 'runtime/http/page', 'lint/documents',
  'runtime/cwmp/stories', 'import/delta/renamed', 'import/import', 'import/cli', 'import/docx/container', 'runtime/proof/stateful',
  'oracle/emitted-agrees', 'xsd/hostile', 'diff/diff', 'import/recognise/agreement', 'vectors/agreement', 'lint/rules', 'import/merge/xsd',
  'conformance/own', 'runtime/serve/kills', 'runtime/store/sqlite', 'validators/types', 'cli/explain', 'cli/same-everywhere', 'vectors/behaviour',
  'diff/agreement', 'runtime/http/notifier', 'conformance/other-cse', 'runtime/store/postgres', 'link/overrides', 'runtime/cwmp/acs',
  'link/published-files', 'runtime/calendar/calendar', 'import/docx/changes', 'docs/conform', 'check/specification', 'import/delta/versions',
  'wire/libxml2', 'definitions/hostile', 'oracle/second-opinion', 'oracle/xsd-compile', 'docs/serve', 'releases/layer', 'testing/every-vector',
  'import/merge/whole', 'testing/build', 'conformance/command', 'runtime/serve/command', 'testing/cwmp/cpe', 'lint/definitions', 'wire/hostile',
  'runtime/names/names', 'lint/cli', 'wire/explained', 'runtime/http/server', 'oracle/wildcards-agree', 'runtime/hosting/containers',
  'releases/whole', 'releases/own-layer', 'validators/primitives', 'import/recognise/attributes', 'cli/hostile', 'runtime/proof/example', 'xsd/json-schema',
  'xsd/locations', 'runtime/access/against-vectors', 'runtime/access/columns', 'lint/seeds', 'validators/conditions', 'runtime/access/properties',
].map((name) => `test/${name}.test.ts`); // prettier-ignore

/** What packs, installs and runs the package, the longest first. */
export const slowOfPackage: readonly string[] = ['package/run', 'package/compile', 'package/peers', 'package/exports', 'package/jest'].map((name) => `test/${name}.test.ts`);
