/** Values of parameters travel as text with the type that xsi:type names (TR-106 3.2, TR-069 A.2.1). */

import { isTime } from './time.js';

/** Texts of the types that parameters have. */
const forms: Readonly<Record<string, (text: string) => boolean>> = {
  string: () => true,
  int: (text) => isBetween(text, -(2n ** 31n), 2n ** 31n - 1n),
  unsignedInt: (text) => isBetween(text, 0n, 2n ** 32n - 1n),
  long: (text) => isBetween(text, -(2n ** 63n), 2n ** 63n - 1n),
  unsignedLong: (text) => isBetween(text, 0n, 2n ** 64n - 1n),
  boolean: (text) => /^(?:true|false|0|1)$/.test(text),
  dateTime: isTime,
  base64: (text) => isBase64(text),
  base64Binary: (text) => isBase64(text),
  hexBinary: (text) => /^(?:[0-9A-Fa-f]{2})*$/.test(text),
  decimal: (text) => /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/.test(text),
};

/** The name to write for a type; undefined where a parameter cannot have it. */
export function typeReference(type: unknown): string | undefined {
  if (typeof type !== 'string' || !Object.hasOwn(forms, type)) return undefined;
  return type === 'base64' ? 'soap-enc:base64' : `xsd:${type}`;
}

/** Whether a text is a value of a type; of a type that no parameter has, nothing is known, and nothing said against it. */
export function isOfType(text: string, type: string): boolean {
  return !Object.hasOwn(forms, type) || forms[type]!(text);
}

function isBetween(text: string, least: bigint, most: bigint): boolean {
  if (!/^[+-]?\d{1,20}$/.test(text)) return false;
  const value = BigInt(text.replace('+', ''));
  return value >= least && value <= most;
}

/** The last letter before "=" has no bits beyond the last byte (XSD 2, 3.3.16). */
function isBase64(text: string): boolean {
  return /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/][AQgw]==|[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=)?$/.test(text.replace(/[ \t\r\n]/g, ''));
}
