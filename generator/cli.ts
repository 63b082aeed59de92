#!/usr/bin/env node
import type { Definition } from './cli/definition.js';
import { main } from './cli/main.js';
import { processWorld } from './cli/world.js';

/** Flags, help and config file (`specgen.config.json`), all from this one table. */
const settings = {
  input: { kind: 'folder', short: 'i', default: 'xsd', in: ['flag', 'config'], description: 'Folder of the specification: XSDs and JSON definitions' },
  base: { kind: 'folder', in: ['flag', 'config'], description: 'Specification that the input adds to: package, the one that comes with the compiler, or a folder' },
  bind: { kind: 'switch', in: ['flag', 'config'], description: 'Write bind.ts, too: the wire, the matchers and the runtime of onem2m-specgen for what is generated; with --base always' },
  output: { kind: 'folder', short: 'o', default: 'generated', in: ['flag', 'config'], description: 'Folder for what is generated' },
  format: { kind: 'format', default: 'text', in: ['flag', 'config'], description: 'Form of messages: text, json, or github (annotations in CI)' },
  names: { kind: 'names', in: ['config'], description: 'Replaces provisional names and numbers: {"shortNames": {…}, "resourceTypes": {…}}' },
  'fail-on': { kind: 'change-class', in: ['flag'], description: 'Exit with 1 when a change is of this class or worse: breaking, additive or editorial' },
  into: { kind: 'folder', in: ['flag'], description: 'Folder of the definitions to import into; without it, the input folder' },
  known: { kind: 'folder', in: ['flag'], description: 'Folder of definitions for what no document says; none: nothing. Without it, those of the compiler' },
  view: { kind: 'view', default: 'accepted', in: ['flag'], description: 'Side of the change marks: accepted or original' },
  as: { kind: 'standing', in: ['flag'], description: 'What the documents are, whatever the evidence says: an excerpt removes nothing, a whole one what it lacks' },
  'as-document': { kind: 'document-id', in: ['flag'], description: 'Id of the documents, whatever they say: TS-0001' },
  report: { kind: 'file', in: ['flag'], description: 'Write an account of every table as Markdown, and beside it as JSON; of conform: the folder for its reports' },
  'dry-run': { kind: 'switch', in: ['flag'], description: 'Say what would change; write nothing' },
  strict: { kind: 'switch', in: ['flag'], description: 'All or nothing: what cannot be reconciled with the rest is an error' },
  'accept-errata': { kind: 'switch', in: ['flag'], description: 'Write every proposed erratum into errata.json' },
  port: { kind: 'port', default: '8080', in: ['flag'], description: 'Port to listen on; 0: any that is free' },
  host: { kind: 'word', default: '127.0.0.1', in: ['flag'], description: 'Address to listen on; other than of this machine: with credentials only, or --insecure' },
  store: { kind: 'store', in: ['flag'], description: 'Keeps the state in a file of SQLite, or in PostgreSQL; without it, it is in memory' },
  name: { kind: 'word', default: 'cse-in', in: ['flag'], description: 'Name of the CSEBase' },
  'cse-id': { kind: 'word', default: '/id-in', in: ['flag'], description: 'CSE-ID' },
  admin: { kind: 'word', default: 'CAdmin', in: ['flag'], description: 'The Originator that may do everything' },
  url: { kind: 'word', in: ['flag'], description: 'Where others reach the CSE (pointOfAccess), when that is not where it listens' },
  credentials: { kind: 'file', in: ['flag'], description: 'How Originators show who they are: a JSON list of bearer tokens, passwords and client certificates; of conform: a file with the header Authorization; of cpe: its user and password, as JSON' },
  'tls-key': { kind: 'file', in: ['flag'], description: 'Key for TLS, as PEM' },
  'tls-cert': { kind: 'file', in: ['flag'], description: 'Certificate for TLS, as PEM' },
  insecure: { kind: 'switch', in: ['flag'], description: 'Without credentials, on any address: whoever connects is who it says it is' },
  'cwmp-port': { kind: 'port', in: ['flag'], description: 'Where CPEs connect by CWMP, instead of simulated devices; TR-069 has 7547' },
  'cwmp-credentials': { kind: 'file', in: ['flag'], description: 'How CPEs show which device they are: a JSON list of passwords and client certificates' },
  'cwmp-strangers': { kind: 'word', in: ['flag'], description: 'What becomes of a CPE that no <node> is for: create, one of its own, or refuse' },
  log: { kind: 'log', default: 'text', in: ['flag'], description: 'Form of the log: text or json' },
  origin: { kind: 'word', default: 'CAdmin', in: ['flag'], description: 'The Originator that may do everything at the CSE' },
  header: { kind: 'header', in: ['flag'], description: 'A header of every request; several times for several' },
  release: { kind: 'word', default: '3', in: ['flag'], description: 'Release Version Indicator of the requests' },
  only: { kind: 'text', in: ['flag'], description: 'Only these, with commas between: resource types, clauses, kinds of checks or rules' },
  seed: { kind: 'count', in: ['flag'], description: 'Makes the names of a run; without it, one by chance' },
  rate: { kind: 'count', in: ['flag'], description: 'At most so many requests in a second; of cpe: new CPEs' },
  timeout: { kind: 'count', default: '5000', in: ['flag'], description: 'Milliseconds to wait for an answer' },
  listen: { kind: 'word', default: '127.0.0.1', in: ['flag'], description: 'Address of this machine at which the CSE reaches it, for notifications, or the ACS, for connection requests; with a port or without' },
  baseline: { kind: 'file', in: ['flag'], description: 'The report.json of an earlier run: what failed there does not fail now' },
  keep: { kind: 'switch', in: ['flag'], description: 'What the run has made stays' },
  count: { kind: 'count', default: '1', in: ['flag'], description: 'How many CPEs' },
  serial: { kind: 'word', default: '1', in: ['flag'], description: 'Serial number of the CPE; of several, what stands before their numbers' },
  oui: { kind: 'word', default: '00D09E', in: ['flag'], description: 'Organizationally unique identifier of the CPE' },
  'product-class': { kind: 'word', default: 'CPE', in: ['flag'], description: 'Product class of the CPE' },
  'cwmp-version': { kind: 'word', default: '1.2', in: ['flag'], description: 'Version of CWMP that it speaks: 1.0 to 1.4' },
  periodic: { kind: 'count', in: ['flag'], description: 'Seconds between periodic Informs; without it, there are none' },
  fault: { kind: 'text', in: ['flag'], description: 'Answers to RPCs: Download=9010, with commas between several' },
  script: { kind: 'text', in: ['flag'], description: 'What it does in place of what it does by itself: Download=delay:60000+reportTwice, with commas between several' },
  offline: { kind: 'switch', in: ['flag'], description: 'Loads no files: what a URL is called after is taken for what is there' },
  config: { kind: 'file', short: 'c', default: 'specgen.config.json', in: ['flag'], description: 'Config file' },
  debug: { kind: 'switch', in: ['flag'], description: 'Show the stack of an internal error' },
  help: { kind: 'switch', short: 'h', in: ['flag'], description: 'Show help, with examples' },
  version: { kind: 'switch', short: 'V', in: ['flag'], description: 'Show the version' },
} as const satisfies Definition['settings'];

const folders = ['input', 'base', 'output', 'bind', 'format', 'config'];

const commands = {
  generate: {
    summary: 'Read the specification and write everything that follows from it',
    flags: folders,
    examples: [
      ['specgen generate', 'xsd/ → generated/'],
      ['specgen generate --input spec --output out', 'any other folders'],
      ['specgen generate -i my-types --base package', 'types of your own beside those of the standard'],
      ['specgen generate --format json', 'messages and summary as one JSON document'],
    ],
    load: () => import('./cli/generate.js'),
  },
  check: {
    summary: 'Compare the output with what the specification would give; write nothing',
    flags: folders,
    examples: [
      ['specgen check', 'exit code 1 when generated/ is stale'],
      ['specgen check --format github', 'annotations for a CI run'],
    ],
    load: () => import('./cli/check.js'),
  },
  watch: {
    summary: 'Generate again whenever the specification changes',
    flags: folders,
    examples: [['specgen watch', 'until Ctrl-C']],
    load: () => import('./cli/watch.js'),
  },
  explain: {
    summary: 'Show everything known about a name or number, with sources and errata',
    operand: 'NAME',
    flags: ['input', 'format', 'config'],
    examples: [
      ['specgen explain softwareCampaign.campaignEnabled', 'an attribute'],
      ['specgen explain execStatusType.PENDING', 'a value of an enumeration'],
      ['specgen explain Download 9010', 'a fault code, of one RPC or of all'],
      ['specgen explain campaignStatus.PENDING.enable', 'a transition'],
      ['specgen explain B11', 'an erratum'],
    ],
    load: () => import('./cli/explain.js'),
  },
  import: {
    summary: 'Read Change Requests and specifications, and change the definitions accordingly',
    operand: 'DOCUMENT...',
    flags: ['input', 'into', 'view', 'as', 'as-document', 'known', 'report', 'dry-run', 'accept-errata', 'strict', 'format', 'config'],
    examples: [
      ['specgen import cr.docx --dry-run', 'what would change in xsd/'],
      ['specgen import cr.docx --report import.md', 'change xsd/, and account for every table'],
      ['specgen import TS-0001.docx TS-0004.docx --into spec', 'a whole specification, into a folder of its own'],
      ['specgen import main..my-change:TS-0001.md', 'what a branch changes in a document in git'],
      ['specgen import cr.docx --view original --into before', 'as it was before the tracked changes'],
    ],
    load: () => import('./cli/import.js'),
  },
  lint: {
    summary: 'Find what looks wrong in documents and definitions, with places and what to do',
    operand: 'DOCUMENT|DIR...',
    flags: ['known', 'view', 'format', 'config'],
    examples: [
      ['specgen lint cr.docx', 'exit code 1 when more than notes are found'],
      ['specgen lint cr.md --known none', 'without comparing with published types and tables'],
      ['specgen lint xsd --format github', 'definitions, as annotations for a CI run'],
    ],
    load: () => import('./cli/lint.js'),
  },
  diff: {
    summary: 'Say what changed between two specifications, whom it breaks, and which version follows',
    operand: 'OLD [NEW]',
    formats: ['text', 'markdown', 'json'],
    flags: ['input', 'as', 'as-document', 'format', 'fail-on', 'config'],
    examples: [
      ['specgen diff HEAD~1:xsd xsd', 'a git revision and a folder'],
      ['specgen diff old/ new/ --format markdown', 'a release note'],
      ['specgen diff cr.docx', 'what the change marks of a document change in the definitions'],
      ['specgen diff xsd cr.docx', 'what a document would change in a folder'],
      ['specgen diff main:TS-0001.md TS-0001.md', 'two versions of a document'],
      ['specgen diff HEAD:xsd xsd --fail-on breaking', 'exit code 1 when something breaks'],
    ],
    load: () => import('./cli/diff.js'),
  },
  serve: {
    summary: 'Run the reference CSE over HTTP, until Ctrl-C',
    formats: ['text'],
    flags: ['port', 'host', 'store', 'name', 'cse-id', 'admin', 'url', 'credentials', 'tls-key', 'tls-cert', 'cwmp-port', 'cwmp-credentials', 'cwmp-strangers', 'insecure', 'log'],
    examples: [
      ['specgen serve', 'for this machine, in memory; says a curl line that works'],
      ['specgen serve --store cse.sqlite --port 9000', 'what it is told, it keeps'],
      ['specgen serve --cwmp-port 7547', 'with real devices, which connect there'],
      ['specgen serve --host 0.0.0.0 --credentials who.json --tls-key key.pem --tls-cert cert.pem', 'for others, who show who they are'],
    ],
    // The only door to the runtime, opened when somebody goes through it: the compiler knows nothing of what is behind.
    load: () => import('../runtime/serve/command.js'),
  },
  conform: {
    summary: 'Judge a CSE: what it answers, against what the standard says',
    operand: 'URL',
    formats: ['text', 'json'],
    flags: ['origin', 'header', 'credentials', 'release', 'only', 'seed', 'rate', 'timeout', 'listen', 'report', 'baseline', 'keep', 'insecure', 'format'],
    examples: [
      ['specgen conform http://localhost:8080/cse-in', 'the whole plan; exit code 1 when something fails'],
      ['specgen conform http://localhost:8080/cse-in --only container,subscription', 'two resource types'],
      ['specgen conform http://localhost:8080/cse-in --report report', 'text, JSON, JUnit XML and a page, in a folder'],
      ['specgen conform http://localhost:8080/cse-in --baseline report/report.json', 'only what is new fails'],
    ],
    // The other door, to what judges.
    load: () => import('../conformance/command.js'),
  },
  cpe: {
    summary: 'Run CPEs that speak CWMP to an ACS, until Ctrl-C',
    operand: 'URL',
    formats: ['text'],
    flags: ['count', 'serial', 'oui', 'product-class', 'credentials', 'listen', 'cwmp-version', 'periodic', 'fault', 'script', 'offline', 'rate', 'insecure', 'log'],
    examples: [
      ['specgen cpe http://localhost:7547', 'one, which says what it does'],
      ['specgen cpe http://localhost:7547 --count 1000 --serial box', 'a thousand: box-1, box-2 …'],
      ['specgen cpe http://localhost:7547 --fault Download=9010', 'one that refuses every download'],
      ['specgen cpe http://localhost:7547 --script ChangeDUState=delay:60000+restartMeanwhile', 'one that restarts while it installs'],
    ],
    // The third, to what tests.
    load: () => import('../testing/cwmp/command.js'),
  },
} as const satisfies Definition['commands'];

process.exitCode = await main({ settings, commands, common: ['debug', 'help', 'version'] }, process.argv.slice(2), processWorld());
