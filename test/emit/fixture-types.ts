/** The types of the specification in miniature, as its XSDs declare them. */

import type { Place } from '../../generator/diagnostics/diagnostic.js';
import type { AttributeUse, ComplexType, ElementDeclaration, Facets, ModelGroup, Particle, SimpleType, Type } from '../../generator/model/components.js';
import { XSD_NAMESPACE } from '../../generator/model/components.js';

export const place: Place = { file: 'fixture.json', line: 1, column: 1 };

const m2m = (local: string) => ({ namespace: 'http://www.onem2m.org/xml/protocols', local });
const noFacets: Facets = { whiteSpace: 'collapse', patterns: [] };

const builtin = (local: string, kind = local): SimpleType => ({
  kind: 'simple',
  name: { namespace: XSD_NAMESPACE, local },
  variety: 'atomic',
  builtin: kind,
  facets: noFacets,
});
const simple = (local: string, base: string, facets: Partial<Facets> = {}): SimpleType => ({
  kind: 'simple',
  name: m2m(local),
  variety: 'atomic',
  builtin: base,
  facets: { ...noFacets, ...facets },
});
const list = (local: string, itemType: SimpleType): SimpleType => ({ ...simple(local, 'anySimpleType'), variety: 'list', itemType });
const union = (local: string, memberTypes: readonly SimpleType[]): SimpleType => ({ ...simple(local, 'anySimpleType'), variety: 'union', memberTypes });

const element = (name: string, type: Type, min = 1, max = 1): Particle => {
  const term: ElementDeclaration = { kind: 'element', name: { namespace: '', local: name }, global: false, type, nillable: false, abstract: false, place };
  return { min, max, term };
};
const complex = (local: string | undefined, group: ModelGroup['kind'], particles: readonly Particle[]): ComplexType => ({
  kind: 'complex',
  ...(local !== undefined && { name: m2m(local) }),
  abstract: false,
  derivation: 'restriction',
  attributes: [],
  content: { kind: 'elements', mixed: false, particle: { min: 1, max: 1, term: { kind: group, particles } } },
});

export const string = builtin('string');
export const boolean = builtin('boolean');
export const anyURI = builtin('anyURI');
export const integer = builtin('integer');
export const long = builtin('long');
export const anyType: ComplexType = { ...complex(undefined, 'sequence', []), name: { namespace: XSD_NAMESPACE, local: 'anyType' } };

export const timestamp = simple('timestamp', 'string', { patterns: [['[0-9]{8}T[0-9]{6}']] });
export const id = simple('ID', 'anyURI');
export const listOfM2MID = list('listOfM2MID', id);
export const absRelTimestamp = union('absRelTimestamp', [timestamp, long]);
export const releaseVersion = simple('releaseVersion', 'string', { enumeration: ['2', '2a', '3'].map((value) => ({ value, place })) });
const numbered = (local: string, ...values: readonly number[]): SimpleType =>
  simple(local, 'integer', { enumeration: values.map((value) => ({ value: String(value), place })) });
export const campaignStatus = numbered('campaignStatus', 1, 2, 3, 6);
export const status = numbered('status', 0, 1, 2, 3);
export const operation = numbered('operation', 1, 2, 3, 4, 5);
export const execStatusType = numbered('execStatusType', 1, 3, 6);
export const execResultType = numbered('execResultType', 0, 2, 4, 31);
export const cmdType = numbered('cmdType', 1, 4);
/** A bit mask: its values are sums, so that the XSD lists none. */
export const accessControlOperations = simple('accessControlOperations', 'integer', { minInclusive: '1', maxInclusive: '63' });

export const anyArgType = complex('anyArgType', 'sequence', [element('name', string), element('value', anyType)]);
export const resetArgsType = complex('resetArgsType', 'sequence', [element('anyArg', anyArgType, 0, Infinity)]);
export const downloadArgsType = complex('downloadArgsType', 'sequence', [element('URL', anyURI), element('anyArg', anyArgType, 0, Infinity)]);
export const execReqArgsListType = complex('execReqArgsListType', 'choice', [
  element('reset', resetArgsType, 0, Infinity),
  element('download', downloadArgsType, 0, Infinity),
]);
export const individualSoftwareStatus = complex('individualSoftwareStatus', 'sequence', [element('node', id), element('software', id, 0), element('status', status)]);

const use = (name: string, type: SimpleType, required: boolean): AttributeUse => ({
  declaration: { kind: 'attribute', name: { namespace: '', local: name }, type, place },
  required,
});
export const childResourceRef: ComplexType = {
  kind: 'complex',
  name: m2m('childResourceRef'),
  abstract: false,
  derivation: 'extension',
  attributes: [use('name', string, true), use('specializationID', anyURI, false)],
  content: { kind: 'simple', type: anyURI },
};
const wildcard: Particle = { min: 0, max: 1, term: { kind: 'any', processContents: 'lax', namespaces: { any: true } } };
export const representation = complex('representation', 'sequence', [wildcard]);
export const vendorExtension = complex('vendorExtension', 'sequence', [element('vendor', string), wildcard]);
export const notification = complex('notification', 'sequence', [
  element('notificationEvent', complex(undefined, 'sequence', [element('representation', representation, 0), element('notificationEventType', integer), element('operations', accessControlOperations, 0)]), 0),
  element('subscriptionReference', anyURI),
]);
export const primitiveContent = complex('primitiveContent', 'sequence', [wildcard]);
