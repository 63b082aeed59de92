/** Everything that this folder reports, with what each code means. */
export const wireCodes = {
  WIRE_MEDIA_TYPE: 'The content type is none that is read here',
  WIRE_LIMIT: 'The text is larger or deeper than what is read',
  WIRE_JSON_SYNTAX: 'The text is not JSON',
  WIRE_JSON_DUPLICATE: 'An object has two members of one name',
  WIRE_NUMBER: 'An integer that JavaScript cannot hold, and would round to another',
  WIRE_XML_SYNTAX: 'The text is not XML, or not well-formed',
  WIRE_XML_DOCTYPE: 'The document has a document type declaration, which could define entities',
  WIRE_XML_ENTITY: 'A reference to an entity that is none of the five of XML',
  WIRE_XML_VALUE: 'The text of an element or attribute is no value of its type',
  WIRE_XML_STRUCTURE: 'Elements, attributes or text where there can be none',
  WIRE_XML_CANNOT_CARRY: 'XML would not give this value back',
  WIRE_ROOT: 'The content is not one root element of a known name',
  WIRE_UNKNOWN_TYPE: 'No resource type or primitive of this name',
  WIRE_NOT_COVERED: 'A type that the specification at hand does not have, or CBOR, which is not read: nothing is said of it',
  WIRE_UNKNOWN_MEMBER: 'An attribute or member of that name does not exist',
  WIRE_NAME_COLLISION: 'A name that stands for another one in the other form',
  WIRE_NAMES: 'A configured name or number replaces no provisional one, or is that of another',
  WIRE_INVALID: 'A rule of the specification is broken',
  WIRE_UNKNOWN_HERE: 'An attribute, member or number that only another release may have',
} as const;

export type WireCode = keyof typeof wireCodes;

/** Where something stands in a text: both from 1, columns in UTF-16 units. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

export interface WireDiagnostic {
  readonly code: WireCode;
  readonly message: string;
  /** From the value to the fault, by the names that were given; empty for the whole. */
  readonly path: readonly (string | number)[];
  /** Absent where there is no text. */
  readonly place?: Place;
  readonly hint?: string;
  /** The rule that is broken (`NP`, `M`, `enum` …) and where the specification has it; `WIRE_INVALID` only: what is not known here, no clause speaks of. */
  readonly rule?: string;
  readonly clause?: string;
}

/** What `encode`, `decode` and configured names throw. */
export class WireError extends Error {
  override readonly name = 'WireError';
  readonly diagnostics: readonly WireDiagnostic[];

  constructor(diagnostics: readonly WireDiagnostic[]) {
    super(diagnostics.map(({ message, hint }) => (hint === undefined ? message : `${message} (${hint})`)).join('; '));
    this.diagnostics = diagnostics;
  }
}
