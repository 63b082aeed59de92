/**
 * Tests that take a second and a half and more of a quiet core: processes, compilers, browsers, whole documents, thousands of payloads.
 * `npm run test:unit` leaves them out and ends within a minute; `npm test` begins with them in this order, so that none is begun when all
 * else is done, and that what waits (for a clock, a socket, a browser, a process that others want as well) has something beside it that computes. First of
 * all patterns: an expression for each of many thousands of values takes twenty times as long where the heap is full of what other files keep. A file that
 * has become slow, or quick, changes its place here.
 */
export const slow: readonly string[] = [
  'xsd/pattern', 'site/site', 'published-schemas/published-schemas', 'conformance/manners', 'cli/own-types', 'conformance/own', 'docs/a-change-request',
  'conformance/own-types', 'package/run', 'package/jest', 'package/peers', 'runtime/serve/kills', 'docs/commands', 'conformance/mutations',
  'import/published', 'docs/write-a-resource-type', 'xsd/sharing', 'conformance/hostile', 'package/compile', 'emit/typecheck', 'cli/process',
  'import/proof', 'data/whole-standard', 'import/delta/renamed-members', 'runtime/cwmp/stories', 'wire/hostile', 'wire/libxml2', 'conformance/cpes',
  'diff/command', 'xsd/hostile', 'docs/conform', 'releases/whole', 'testing/cwmp/story', 'cli/same-everywhere', 'check/spoilt', 'conformance/python',
  'docs/ways-in', 'import/read', 'runtime/http/notifier', 'import/docx/container', 'oracle/libxml2-agrees', 'runtime/http/server', 'docs/code-blocks',
  'testing/types', 'package/exports', 'runtime/http/page', 'runtime/cwmp/faults', 'xsd/growth', 'conformance/other-cse', 'runtime/proof/stateful',
  'wire/properties', 'docs/serve', 'import/delta/renamed', 'runtime/cwmp/hardening', 'runtime/cwmp/acs', 'import/delta/requests', 'conformance/slips',
  'lint/rules', 'conformance/sockets', 'import/delta/versions', 'import/docx/changes', 'conformance/payloads', 'wire/bundle', 'releases/newer-values',
  'testing/every-vector', 'conformance/deviations', 'oracle/second-opinion', 'runtime/store/postgres', 'runtime/cwmp/crashes', 'testing/cwmp/cpe',
  'import/cli', 'conformance/command', 'runtime/client/client', 'import/delta/unused', 'xsd/compile-order', 'wire/xml', 'diff/diff', 'emit/nasty',
  'vectors/behaviour', 'releases/own-layer', 'runtime/serve/npx', 'docs/cwmp', 'link/published-files', 'validators/primitives', 'oracle/xsd-compile',
  'conformance/reports', 'definitions/hostile', 'import/import', 'runtime/access/columns', 'vectors/agreement', 'runtime/store/sqlite',
  'runtime/access/properties', 'import/merge/parameters', 'xsd/shared-definitions', 'runtime/serve/command', 'import/merge/needed', 'check/slips',
  'cli/explain', 'diff/agreement', 'import/merge/whole', 'runtime/names/names', 'emit/print', 'wire/explained', 'import/merge/xsd',
  'import/recognise/property', 'link/bases', 'check/specification', 'check/causes', 'runtime/calendar/calendar', 'link/overrides',
  'import/merge/round-trip', 'import/seeds', 'diff/render', 'testing/own-types', 'runtime/devices/convert', 'runtime/core/retrieve',
  'import/merge/unattached-names', 'lint/definitions', 'vectors/dependencies', 'runtime/proof/restarts', 'package/contents', 'runtime/http/every-type',
  'emit/hover', 'wire/cwmp/official', 'oracle/official-style', 'import/merge/responses', 'oracle/wildcards-agree', 'releases/layer',
  'import/merge/property', 'import/recognise/document', 'xsd/locations', 'lint/cli', 'runtime/access/against-vectors', 'runtime/proof/example',
  'cli/generate', 'import/delta/context', 'runtime/announcing/agreement', 'import/docx/round-trip', 'wire/json-text', 'diagnostics/render',
  'diff/specification', 'diff/oracle',
].map((name) => `test/${name}.test.ts`); // prettier-ignore
