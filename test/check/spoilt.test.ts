import { describe, expect, it } from 'vitest';
import { analyse } from '../../generator/pipeline.js';
import { ourSources } from '../support/our-sources.js';
import { part } from './part.js';
import type { Spoilt } from './spoilt.js';
import { spoiltVersions } from './spoilt.js';

/** `SPECGEN_RUNS=1000` spoils every field in every way, of the whole specification. */
const { SPECGEN_RUNS: runs } = process.env;
const sources = runs === undefined ? part : ourSources;
const each = Number(runs ?? 5);
const pick = (all: readonly Spoilt[]): readonly Spoilt[] => all.filter((_, i) => i % Math.max(1, Math.ceil(all.length / each)) === 0);

/** Of every kind of definition one file, and of resources one of each sort. */
const samples = [...sources.keys()].filter(
  (file) => file.endsWith('.json') && !file.includes('/schema/') && (!/resources|machines/.test(file) || /softwareCampaign|software\.json|campaignStatus/.test(file)),
);

/** Slips that nobody can see: another value would do as well, or nothing refers to what is gone. Each with its reason. */
const undetectable: readonly (readonly [field: RegExp, how: readonly Spoilt['how'][], why: string])[] = [
  [/\/(source|requests|where\/\*)\/(clause|table)$/, ['typo', 'removed'], 'numbers of clauses and tables are of documents that we do not read'],
  [/\/source$/, ['removed'], 'a row without a source has that of its table'],
  [/^\/requests$/, ['removed'], 'a table of its own for requests need not be'],
  [/\/errata(\/\*)?$/, ['removed'], 'a citation is not asked for'],
  [/\/names\//, ['typo', 'removed'], 'a short name may be any; and a name that nothing in the input has need not have one'],
  [/\/roles\/\*\/samples\/\*$|\/(roles|features)\/\*\/description$|\/names\/\*$/, ['typo', 'removed'], 'samples and words of our own'],
  [/\/(values\/\*\/(least|most)|conditions\/\*\/has)(\/.*)?$/, ['kind', 'typo', 'removed'], 'samples may be of any type; test/vectors finds what they spoil'],
  [/\/conditions\/\*\/values$/, ['removed'], 'a condition that names no values is of all'],
  [/\/where\/\*\/line$|\/description$|\/outcomes\/\*\/text$|\/until$|\/printed$|\/requests$|\/typedBy$/, ['removed'], 'what a source may say or not'],
  [/\/patches(\/.*)?$/, ['typo', 'removed'], 'what is used is as free as what is patched, and an erratum may only be cited'],
  [/\/(commands|tables)\/\*\/rpc$/, ['typo'], 'the Change Request calls the methods of TR-069 in its own ways'],
  [/\/headers\/\*\/name$/, ['typo'], 'headers of CWMP are in none of its schemas'],
  [/\/fields\/\*\/name$/, ['typo'], 'headers of HTTP are as TS-0009 names them'],
  [/\/must\/(requestExpirationTimestamp|\w+\/tokenIDs)$/, ['kind'], 'these are texts, as which any other does'],
  [/\/(resultContents|notificationContentTypes|type)$/, ['removed'], 'a content may be for every result, and of a type that only its declaration says'],
  [/\/reserved\/\*$/, ['typo'], 'reserved short names are of things that the input does not have'],
  [/\/commands\/\*\/(completionReport|operation)$/, ['typo', 'removed'], 'words of TR-069, of which the input has no list'],
  [/\/fixed$|\/default$|\/announced$|\/aliases(\/\*)?$|\/provisional$|\/guard$|\/effects(\/\*)?$|\/rules(\/.*)?$|\/constraints(\/.*)?$/, ['typo', 'removed'], 'what may be left out may be another'],
  [/\/(name|shortName|http|of|id|reserved|unassigned|inherited|mgmtDefinition|children|fixedName|operations|from|to|patches|announcedVariant.*)(\/.*)?$/, ['typo', 'removed'], 'free names, and facts that stand alone'],
];

describe('one slip in a definition', () => {
  it.each(samples)('of %s is found where it is, and brings no more than a handful of messages', { timeout: 120_000 }, (file) => {
    for (const spoilt of pick(spoiltVersions(sources, file))) {
      const { field, how, line, text, around } = spoilt;
      const what = `${file}${field} (line ${line}), ${how}`;
      const found = analyse(new Map(sources).set(file, text))
        .diagnostics.list()
        .filter(({ severity }) => severity !== 'note');
      const [first] = found;
      if (first === undefined) {
        expect(undetectable.some(([pattern, ways]) => pattern.test(field) && ways.includes(how)), `${what}: nothing is found`).toBe(true);
        continue;
      }
      expect(found.length, `${what}: ${found.map(({ message }) => message).join('\n')}`).toBeLessThanOrEqual(5);
      // At the slip, or where it is missed, with a word on what is near or which file to touch.
      const isThere = first.place?.file === file && first.place.line >= around[0] && first.place.line <= around[1];
      if (!isThere) expect(first.hint ?? '', `${what}: ${first.code} ${first.place?.file}:${first.place?.line} ${first.message}`).toMatch(/did you mean|add |remove|correct|erratum|cite/);
    }
  });
});
