/**
 * Adapter for a runner of the W3C XML Schema test suite: it measures the built package through its public interface.
 * Run by hand: `npm run build`, then `node <runner> test/xsts-adapter.mjs`.
 *
 * The runner hands over JSON, and no XML that could be read in another way. Six cases of the half that we have are lost to that, or
 * to the suite; where a valid and an invalid document are one value in JSON, no schema tells them apart:
 * - integer006_2146: the spelling of 0 is at stake. `<comp_foo>0</comp_foo>` is valid and is the same value.
 * - elemO011: `xsi:nil` on an element that is not nillable. `<fooTest>content</fooTest>` without it is valid, and the same value.
 * - substGrpAffil00201m1_n: order. Super, Super, SuperSuper, Element, Separator, Element is valid, and the same value, keys in order too.
 * - errC007: `testContent` of no namespace is anything, `tns:testContent` is a short. As either is called `testContent`, "any text" is
 *   valid of the one and not of the other; what is declared under a name is checked.
 * - particlesB013: a strict wildcard holds `b`, which the document declares by an `xsi:schemaLocation` of its own. Without that location
 *   the same document is invalid (3.10.4), and the value is the same.
 * - attP031: `use="prohibited"` stands for no attribute at all (3.2.2), `fixed` or not, so that `att` is not allowed. Its twin attP029 has
 *   the same schema; that the instance with the attribute is valid is an error of the suite.
 */
import { jsonSchemaFromXsd } from '../dist/generator/index.js';

export const dialect = '2020-12';

export const convert = async (files, entry) => jsonSchemaFromXsd(files, entry, { attributePrefix: '@', textKey: '$' });
