#!/usr/bin/env node
import type { Definition } from './cli/definition.js';
import { main } from './cli/main.js';
import { processWorld } from './cli/world.js';

/** Flags, help and config file (`specgen.config.json`), all from this one table. */
const settings = {
  input: { kind: 'folder', short: 'i', default: 'xsd', in: ['flag', 'config'], description: 'Folder of the specification: XSDs and JSON definitions' },
  output: { kind: 'folder', short: 'o', default: 'generated', in: ['flag', 'config'], description: 'Folder for what is generated' },
  format: { kind: 'format', default: 'text', in: ['flag', 'config'], description: 'Form of messages: text, json, or github (annotations in CI)' },
  names: { kind: 'names', in: ['config'], description: 'Replaces provisional names and numbers: {"shortNames": {…}, "resourceTypes": {…}}' },
  config: { kind: 'file', short: 'c', default: 'specgen.config.json', in: ['flag'], description: 'Config file' },
  debug: { kind: 'switch', in: ['flag'], description: 'Show the stack of an internal error' },
  help: { kind: 'switch', short: 'h', in: ['flag'], description: 'Show help, with examples' },
  version: { kind: 'switch', short: 'V', in: ['flag'], description: 'Show the version' },
} as const satisfies Definition['settings'];

const folders = ['input', 'output', 'format', 'config'];

const commands = {
  generate: {
    summary: 'Read the specification and write everything that follows from it',
    flags: folders,
    examples: [
      ['specgen generate', 'xsd/ → generated/'],
      ['specgen generate --input spec --output out', 'any other folders'],
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
} as const satisfies Definition['commands'];

process.exitCode = await main({ settings, commands, common: ['debug', 'help', 'version'] }, process.argv.slice(2), processWorld());
