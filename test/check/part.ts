import { partOfSpecification } from '../support/part-of-specification.js';

/** So much of the specification that nothing is wrong with it, and that slips have consequences in many places: a third of the time that the whole takes. */
export const part = partOfSpecification('AE', 'cmdhPolicy', 'container', 'contentInstance', 'crossResourceSubscription', 'execInstance', 'group', 'locationPolicy', 'mgmtCmd', 'node', 'semanticDescriptor', 'software', 'softwareCampaign', 'subscription');
