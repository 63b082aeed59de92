/** What is done to the member at the end of a path: it is taken out, given a value or another name, or put in as an example has it. */
export type Change = { readonly kind: 'remove' } | { readonly kind: 'set'; readonly value: unknown } | { readonly kind: 'rename'; readonly to: string } | { readonly kind: 'add' };
