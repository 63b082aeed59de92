/**
 * Tests that take two seconds and more of a quiet core, the longest first: processes, compilers, browsers, whole documents,
 * thousands of payloads. `npm run test:unit` leaves them out and ends within a minute; `npm test` begins with them, so that
 * none is begun when all else is done. First of all patterns: an expression for each of many thousands of values takes twenty times as long where the
 * heap is full of what other files keep. A file that has become slow, or quick, changes its place here.
 */
export const slow: readonly string[] = [
  'xsd/pattern', 'site/site', 'conformance/hostile', 'conformance/mutations', 'conformance/manners', 'docs/a-change-request', 'docs/commands', 'docs/write-a-resource-type', 'emit/typecheck', 'published-schemas/published-schemas', 'xsd/sharing', 'oracle/libxml2-agrees', 'check/spoilt', 'xsd/hostile', 'import/delta/unused', 'import/delta/requests', 'import/delta/context', 'import/docx/container', 'xsd/compile-order', 'runtime/proof/stateful', 'runtime/http/every-type', 'import/merge/needed', 'testing/arbitrary', 'import/published',
  'import/proof', 'cli/own-types', 'conformance/own-types', 'testing/own-types', 'import/seeds', 'testing/types', 'docs/code-blocks', 'diff/command',
  'cli/process', 'data/whole-standard', 'cli/explain', 'releases/whole', 'import/import', 'diff/diff', 'import/delta/renamed-members',
  'xsd/shared-definitions', 'link/published-files', 'wire/properties', 'import/delta/renamed', 'diff/oracle', 'wire/libxml2',
  'import/merge/xsd', 'diff/specification', 'vectors/dependencies', 'import/read', 'check/causes', 'runtime/serve/kills',
  'diff/agreement', 'releases/newer-values', 'cli/same-everywhere', 'conformance/own',
  'conformance/slips', 'check/specification',
  'oracle/xsd-compile', 'xsd/growth', 'check/slips', 'import/merge/unattached-names', 'import/merge/parameters', 'import/merge/responses', 'definitions/hostile', 'import/delta/versions', 'import/docx/changes', 'import/cli', 'lint/definitions',
  'testing/every-vector', 'runtime/calendar/calendar', 'oracle/second-opinion', 'wire/xml', 'vectors/behaviour', 'conformance/command', 'lint/rules',
  'import/merge/whole', 'vectors/agreement', 'runtime/access/against-vectors', 'link/overrides', 'conformance/other-cse', 'runtime/store/sqlite',
  'runtime/http/page', 'wire/explained', 'validators/primitives', 'runtime/access/columns', 'releases/own-layer', 'link/bases', 'runtime/store/postgres',
  'emit/print', 'lint/cli', 'conformance/deviations', 'docs/conform', 'runtime/cwmp/stories', 'runtime/cwmp/faults', 'runtime/cwmp/hardening',
  'runtime/cwmp/crashes', 'emit/hover', 'docs/ways-in', 'runtime/serve/command', 'runtime/serve/npx', 'conformance/python',
  'runtime/announcing/agreement', 'runtime/hosting/containers', 'import/recognise/property', 'import/merge/round-trip', 'runtime/access/properties',
  'wire/hostile', 'wire/cwmp/official', 'conformance/cpes', 'runtime/proof/restarts', 'oracle/official-style', 'runtime/core/retrieve',
  'runtime/names/names', 'testing/cwmp/story', 'releases/layer', 'import/merge/property', 'runtime/devices/convert', 'runtime/store/durable',
  'oracle/wildcards-agree', 'runtime/proof/example', 'testing/cwmp/cpe', 'runtime/cwmp/acs', 'import/docx/round-trip',
  'xsd/locations', 'conformance/reports', 'docs/serve', 'runtime/http/server', 'cli/generate', 'runtime/http/notifier', 'wire/json-text', 'docs/cwmp',
  'runtime/client/client', 'wire/bundle', 'diagnostics/render', 'emit/nasty',
].map((name) => `test/${name}.test.ts`); // prettier-ignore

/** What packs, installs and runs the package, the longest first. */
export const slowOfPackage: readonly string[] = ['package/run', 'package/compile', 'package/peers', 'package/exports', 'package/jest'].map((name) => `test/${name}.test.ts`);
