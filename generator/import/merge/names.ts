/** A name that may become a file, a type and a member: a letter, then letters, digits and a few marks. */
export const isName = (name: string): boolean => /^[A-Za-z][A-Za-z0-9_-]{0,99}$/.test(name);

/** A row that stands for names that specializations give: `[objectAttribute]`. */
export const isPlaceholder = (name: string): boolean => /^\[[A-Za-z][A-Za-z0-9_ -]{0,99}\]$/.test(name);
