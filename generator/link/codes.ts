import type { CodeTable } from '../diagnostics/diagnostic.js';

export const linkCodes = {
  LINK_UNKNOWN_TYPE: { severity: 'error', title: 'A type that no XSD declares' },
  LINK_UNKNOWN_MESSAGE: { severity: 'error', title: 'A message that no XSD declares' },
  LINK_UNKNOWN_BASE: { severity: 'error', title: 'A resource extends a base that no definition describes' },
  LINK_BASE_CIRCLE: { severity: 'error', title: 'A resource extends itself, perhaps by way of others' },
  LINK_UNKNOWN_ADDITION: { severity: 'error', title: 'An addition to a resource that no definition describes' },
  LINK_ADDITION_TWICE: { severity: 'error', title: 'An addition of what is there already' },
  LINK_UNKNOWN_NAME: { severity: 'error', title: 'A long name without a short name' },
  LINK_SHORT_NAME_TWICE: { severity: 'error', title: 'A long name with two short names' },
  LINK_UNKNOWN_ENUMERATION: { severity: 'error', title: 'An enumeration that no definition describes' },
  LINK_UNKNOWN_VALUE: { severity: 'error', title: 'A name that the enumeration does not have' },
  LINK_UNKNOWN_STATUS_CODE: { severity: 'error', title: 'A response status code that the table does not have' },
  LINK_UNKNOWN_DEPENDENCY: { severity: 'warning', title: 'A dependency of a name, or on a target, that nothing has' },
  LINK_UNKNOWN_OVERRIDE: { severity: 'error', title: 'A configured name or number that replaces nothing provisional' },
  LINK_PREFIX_TWICE: { severity: 'error', title: 'A prefix that stands for two namespaces' },
  LINK_BAD_MULTIPLICITY: { severity: 'error', title: 'A multiplicity that is not of the form 1, 0..1, 0..n, with (L) for lists' },
} as const satisfies CodeTable;
