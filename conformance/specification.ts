/** The specification that a run judges by: that of the package, or one of one's own. */

import type { ResourceRow } from '../generated/tables/resources.js';
import { vocabulary } from '../generated/vocabulary.js';
import { codecOf, type Codec } from '../runtime/http/binding/codec.js';
import { oncePer, packaged as ofTests, type Specification as OfTests } from '../testing/specification.js';
import type { WireTables } from '../wire/tables.js';

/** What matchers know of one, and what stands in what: XML is read and written by it. */
export interface Specification extends OfTests {
  readonly vocabulary: Omit<WireTables, 'resources'> & { readonly resources: readonly ResourceRow[] };
}

/** That of the package. */
export const packaged: Specification = { ...ofTests, vocabulary };

/** What is made of a specification, once for each. */
export const once = <T>(make: (specification: Specification) => T): ((specification: Specification) => T) => oncePer(make);

/** Names of bodies in XML. */
export const codecIn: (specification: Specification) => Codec = once(codecOf);
