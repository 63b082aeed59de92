/** Names that XML documents of oneM2M share (TS-0004 6.1; XML Schema Part 1). */

export const namespaces = {
  xsi: 'http://www.w3.org/2001/XMLSchema-instance',
  xs: 'http://www.w3.org/2001/XMLSchema',
} as const;
