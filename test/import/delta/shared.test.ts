import { expect, it } from 'vitest';
import { Diagnostics } from '../../../generator/diagnostics/diagnostic.js';
import { diffModels } from '../../../generator/diff/diff.js';
import { importDocuments, resultOf } from '../../../generator/import/import.js';
import { analyse } from '../../../generator/pipeline.js';
import { partOfSpecification } from '../../support/part-of-specification.js';

const definitions = partOfSpecification('AE', 'AEContactList', 'CSEBase', 'node', 'role', 'subscription');
const before = analyse(definitions, {}).model;

/** A type of the XSD declares the attribute for all resources: marks on one of them cannot take it away. */
it.each([
  ['AEContactList', 'Table 7.4.53.1-2: Universal/Common Attributes of <AEContactList> resource', 'expirationTime', 'creationTime'],
  ['role', 'Table 7.4.40.1-2: Universal/Common Attributes of <role> resource', 'resourceID', 'creationTime'],
])('what cannot go stays as it was: %s', async (resource, caption, attribute, context) => {
  const row = before.resources.find((r) => r.name === resource)!.attributes.find((a) => a.name === attribute)!;
  const cells = [attribute, row.create, row.update, row.type.text, ''].map((text) => (text === '' ? '' : `{--${text}--}`));
  const text = ['CR against: TS-0004 V3.32.0', '', caption, '', '| Attribute Name | Request Optionality Create | Request Optionality Update | Data Type | Default Value and Constraints |', '| --- | --- | --- | --- | --- |', `| ${cells.join(' | ')} |`, `| ${context} | NP | NP | m2m:timestamp | |`, ''].join('\n');
  const found = new Diagnostics();
  const imported = await importDocuments([{ file: 'cr.md', bytes: Buffer.from(text) }], definitions, definitions, found, { view: 'accepted', examine: async (sources) => analyse(sources, {}).diagnostics.list() });
  const changes = diffModels(before, analyse(resultOf(definitions, imported), {}).model).filter(({ code }) => !/^(?:DOCUMENT|ERRATUM)_/.test(code));
  expect(changes.map(({ code, subject }) => `${code} ${subject}`)).toEqual([]);
  expect(found.list().filter(({ code, message, place }) => code === 'IMPORT_LEFT_OUT' && message.includes(`removal of attribute ${resource}.${attribute}`) && place !== undefined)).toHaveLength(1);
});
