/** `[software]` for a specialization of mgmtObj or flexContainer, `<node>` for any other resource: as the specification writes them. */
export const shownResource = ({ name, kind, extends: base }: { readonly name: string; readonly kind: string; readonly extends?: string | undefined }): string => (kind === 'mgmtObj' || base !== undefined ? `[${name}]` : `<${name}>`);
