/**
 * What a cell says of a type, read: `list of m2m:ID`, `xs:union of m2m:timestamp and xs:long`, `2, 2a and 3`. What XSD calls a
 * simple type, as far as words can say it (TS-0004 6.3.3).
 */
export type TypeExpression =
  /** `prefix:name`, without spaces. */
  | { readonly kind: 'named'; readonly name: string }
  /** Words that name no type: `list of ACP Resource IDs`. A string, as far as the document says. */
  | { readonly kind: 'unnamed'; readonly words: string }
  /** Values with white space between them. `restricted`: not every one of the values may be in it, the text says which. */
  | { readonly kind: 'list'; readonly of: TypeExpression; readonly minItems?: number; readonly maxItems?: number; readonly restricted?: true }
  | { readonly kind: 'union'; readonly of: readonly TypeExpression[] }
  /** Whole numbers. */
  | { readonly kind: 'range'; readonly minimum: number; readonly maximum: number }
  /** Nothing but these. */
  | { readonly kind: 'values'; readonly values: readonly string[] }
  /** A string: of a format, as an expression of XSD, or of a length. */
  | { readonly kind: 'string'; readonly pattern?: string; readonly length?: number };
