/**
 * Tests that take a second and a half and more of a quiet core, the longest first: processes, compilers, browsers, whole documents,
 * thousands of payloads. `npm run test:unit` leaves them out and ends within a minute; `npm test` begins with them, so that
 * none is begun when all else is done. First of all patterns: an expression for each of many thousands of values takes twenty times as long where the
 * heap is full of what other files keep. A file that has become slow, or quick, changes its place here.
 */
export const slow: readonly string[] = [
  'xsd/pattern', 'site/site', 'published-schemas/published-schemas', 'conformance/hostile', 'conformance/own', 'conformance/manners', 'cli/own-types',
  'docs/a-change-request', 'docs/commands', 'conformance/own-types', 'emit/typecheck', 'conformance/mutations', 'docs/write-a-resource-type',
  'import/published', 'xsd/sharing', 'cli/process', 'oracle/libxml2-agrees', 'runtime/cwmp/stories', 'lint/rules', 'conformance/other-cse', 'diff/diff',
  'conformance/cpes', 'docs/code-blocks', 'import/delta/requests', 'testing/types', 'testing/cwmp/story', 'import/read', 'runtime/proof/stateful',
  'wire/libxml2', 'xsd/compile-order', 'diff/command', 'xsd/hostile', 'wire/hostile', 'import/proof', 'import/delta/renamed-members', 'runtime/serve/kills',
  'data/whole-standard', 'check/spoilt', 'conformance/python', 'import/delta/unused', 'import/delta/renamed', 'runtime/http/page', 'runtime/http/notifier',
  'wire/properties', 'releases/newer-values', 'docs/conform', 'import/docx/container', 'releases/whole', 'link/published-files', 'conformance/command',
  'cli/same-everywhere', 'emit/nasty', 'docs/ways-in', 'xsd/growth', 'testing/every-vector', 'wire/xml', 'runtime/http/server', 'xsd/shared-definitions',
  'runtime/cwmp/faults', 'diff/agreement', 'import/delta/versions', 'definitions/hostile', 'runtime/store/postgres', 'oracle/second-opinion', 'import/import',
  'import/cli', 'runtime/cwmp/hardening', 'docs/serve', 'import/merge/parameters', 'runtime/store/sqlite', 'testing/own-types', 'conformance/slips',
  'runtime/cwmp/acs', 'link/overrides', 'conformance/sockets', 'import/merge/needed', 'runtime/access/against-vectors', 'import/merge/xsd', 'check/slips',
  'import/merge/whole', 'cli/explain', 'runtime/cwmp/crashes', 'releases/own-layer', 'wire/explained', 'runtime/serve/command', 'conformance/payloads',
  'import/seeds', 'runtime/http/every-type', 'link/bases', 'oracle/xsd-compile', 'testing/cwmp/cpe', 'emit/print', 'check/causes', 'import/recognise/document',
  'import/merge/responses', 'runtime/client/client', 'lint/definitions', 'import/delta/context', 'conformance/reports', 'import/docx/changes',
  'wire/cwmp/official', 'runtime/access/properties', 'vectors/agreement', 'import/merge/unattached-names', 'import/merge/round-trip', 'vectors/behaviour',
  'diff/oracle', 'diff/specification', 'vectors/dependencies', 'check/specification', 'validators/primitives', 'runtime/access/columns', 'lint/cli',
  'conformance/deviations', 'emit/hover', 'runtime/serve/npx', 'runtime/announcing/agreement', 'import/recognise/property', 'runtime/proof/restarts',
  'oracle/official-style', 'releases/layer', 'import/merge/property', 'oracle/wildcards-agree', 'runtime/proof/example', 'import/docx/round-trip',
  'xsd/locations', 'cli/generate', 'wire/json-text', 'docs/cwmp', 'wire/bundle', 'diagnostics/render',
].map((name) => `test/${name}.test.ts`); // prettier-ignore

/** What packs, installs and runs the package, the longest first. */
export const slowOfPackage: readonly string[] = ['package/run', 'package/compile', 'package/jest', 'package/exports', 'package/peers'].map((name) => `test/${name}.test.ts`);
