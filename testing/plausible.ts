/**
 * Values of built payloads, by attribute, where the test vectors have nothing that a reader would believe. Together they tell
 * one story: a new campaign, for one gateway.
 */
export const plausible: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['App-ID', 'Norg.example.gateway'],
  ['AE-ID', 'Cgateway'],
  ['CSE-ID', '/cse-1'],
  ['CSEBase', '/cse-2/cse-in'],
  ['URL', 'https://example.org/gateway-agent-1.0.0.tar.gz'],
  ['campaignEnabled', false],
  ['campaignStatus', 2],
  ['creationTime', '20260101T120000'],
  ['lastModifiedTime', '20260101T120000'],
  ['link', '/cse-1/resource-1'],
  ['maxNrOfMembers', 10],
  ['memberIDs', ['/cse-1/resource-1']],
  ['notificationURI', ['https://example.org/notifications']],
  ['softwareName', 'gateway-agent'],
  ['softwareTargets', ['/cse-1/node-1']],
  ['supportedReleaseVersions', ['3']],
  ['version', '1.0.0'],
]);
