/**
 * Tests that take a second and a half and more of a quiet core: processes, compilers, browsers, whole documents, thousands of payloads.
 * `npm run test:unit` leaves them out and ends within a minute; `npm test` begins with them in this order, so that none is begun when all
 * else is done, and that what waits (for a clock, a socket, a browser, a process that others want as well) has something beside it that computes. First of
 * all patterns: an expression for each of many thousands of values takes twenty times as long where the heap is full of what other files keep. A file that
 * has become slow, or quick, changes its place here.
 */
export const slow: readonly string[] = [
  'xsd/pattern', 'site/site', 'published-schemas/published-schemas', 'conformance/own-types', 'package/jest', 'cli/own-types', 'docs/code-blocks',
  'package/peers', 'package/exports', 'package/run', 'conformance/own', 'conformance/manners', 'conformance/other-cse', 'runtime/serve/kills',
  'docs/write-a-resource-type', 'runtime/http/page', 'conformance/mutations', 'conformance/hostile', 'emit/typecheck', 'import/published',
  'package/compile', 'docs/a-change-request', 'xsd/sharing', 'testing/types', 'runtime/cwmp/stories', 'docs/commands', 'xsd/hostile', 'import/proof',
  'cli/process', 'conformance/cpes', 'lint/rules', 'data/whole-standard', 'testing/cwmp/story', 'runtime/cwmp/faults', 'import/read', 'docs/conform',
  'import/delta/unused', 'conformance/python', 'runtime/proof/stateful', 'emit/nasty', 'runtime/http/server', 'import/docx/container', 'xsd/growth',
  'runtime/http/notifier', 'diff/diff', 'link/published-files', 'docs/serve', 'diff/command', 'oracle/libxml2-agrees', 'conformance/slips',
  'conformance/sockets', 'testing/every-vector', 'wire/properties', 'runtime/cwmp/acs', 'releases/newer-values', 'conformance/payloads',
  'import/delta/renamed-members', 'runtime/client/client', 'wire/bundle', 'import/cli', 'xsd/compile-order', 'conformance/deviations', 'releases/whole',
  'runtime/cwmp/crashes', 'wire/libxml2', 'testing/cwmp/cpe', 'conformance/command', 'wire/xml', 'runtime/serve/npx', 'docs/cwmp',
  'runtime/store/postgres', 'validators/primitives', 'runtime/cwmp/hardening', 'releases/own-layer', 'oracle/second-opinion', 'conformance/reports',
  'wire/hostile', 'import/delta/requests', 'runtime/access/columns', 'import/delta/renamed', 'import/import', 'oracle/xsd-compile', 'link/overrides',
  'testing/own-types', 'check/spoilt', 'cli/same-everywhere', 'xsd/shared-definitions', 'runtime/serve/command', 'import/merge/needed', 'docs/ways-in',
  'cli/explain', 'definitions/hostile', 'diff/agreement', 'wire/explained', 'package/contents', 'runtime/store/sqlite', 'import/seeds',
  'runtime/access/properties', 'vectors/behaviour', 'vectors/agreement', 'import/merge/xsd', 'runtime/http/every-type', 'lint/definitions',
  'check/specification', 'import/merge/parameters', 'link/bases', 'import/delta/versions', 'emit/print', 'import/merge/responses',
  'import/docx/changes', 'runtime/core/retrieve', 'check/slips', 'import/merge/round-trip', 'import/recognise/property', 'lint/cli',
  'import/merge/whole', 'runtime/proof/restarts', 'runtime/names/names', 'oracle/official-style', 'wire/cwmp/official', 'releases/layer',
  'oracle/wildcards-agree', 'check/causes', 'runtime/calendar/calendar', 'import/recognise/document', 'runtime/access/against-vectors',
  'runtime/devices/convert', 'import/merge/property', 'emit/hover', 'diff/render', 'vectors/dependencies', 'runtime/proof/example', 'xsd/locations',
  'import/delta/context', 'import/merge/unattached-names', 'cli/generate', 'runtime/announcing/agreement', 'wire/json-text', 'import/docx/round-trip',
  'diff/specification', 'diagnostics/render', 'diff/oracle',
].map((name) => `test/${name}.test.ts`); // prettier-ignore
