/** What random requests are made of: for each type where it can stand, what it holds, and what an update can change. */

import { REGISTREE, type Json } from './hosting.js';
import { choose, type Model } from './model.js';

export interface Kind {
  readonly type: string;
  /** Types that it stands below; `CSEBase` for the root. */
  readonly below: readonly string[];
  /** Content of a CREATE that is right, from a few random numbers. */
  content(model: Model, numbers: Numbers): Json;
  /** Content of an UPDATE that is right in form; the state of the resource may still forbid it. */
  change(model: Model, numbers: Numbers): Json;
  /** A mandatory attribute of a CREATE. */
  readonly mandatory: string;
  /** Whether nothing but the form of a request decides its success. */
  readonly isPlain: boolean;
}

/** Each from 0 to 11. */
export type Numbers = readonly [number, number, number];

const oneOf = <Value>(values: readonly [Value, ...Value[]], number: number): Value => values[number % values.length] ?? values[0];

const labels = (number: number) => oneOf<Json>([{ labels: ['a'] }, { labels: ['b', 'c'] }, { labels: null }, {}], number);

const nodeIds = (model: Model, numbers: readonly number[]): string[] => {
  const found = numbers.map((number) => choose(model, ['node'], number)?.id).filter((id): id is string => id !== undefined);
  return [...new Set(found)];
};

const software = (a: number, b: number): Json => ({
  version: oneOf(['1.0', '2.0'], a),
  softwareName: oneOf(['app', 'agent'], b),
  URL: `http://files.example/${oneOf(['app', 'agent'], b)}-${oneOf(['1.0', '2.0'], a)}.zip`,
});

/** A condition that is met as soon as the node has these labels; nodes get and lose them all the time. */
function criteria(model: Model, number: number): Json {
  const node = choose(model, ['node'], number);
  const evalCriteria = { operator: 1, subject: 'nodeID', threshold: `urn:node:${number}` };
  return node === undefined ? {} : { campaignEnabled: true, softwareTriggerCriteria: [{ subjectResourceID: node.id, evalCriteria }] };
}

const file = { fileType: '1 Firmware Upgrade Image', URL: 'http://files.example/image.bin', username: '', password: '' };
const commands: readonly [Json, ...Json[]] = [
  { cmdType: 2 },
  { cmdType: 4, execReqArgs: { download: [{ ...file, filesize: 1, targetFile: 'image', delaySeconds: 5, successURL: '', startTime: '20260101T000000', completeTime: '20260101T000000' }] } },
  { cmdType: 3, execReqArgs: { upload: [{ ...file, fileType: '2 Vendor Log File' }] } },
  { cmdType: 5, execReqArgs: { softwareInstall: [{ URL: 'http://files.example/app-1.0.zip', UUID: '11111111-1111-4111-8111-111111111111', username: '', password: '', executionEnvRef: '' }] } },
  { cmdType: 1 },
  { cmdType: 3 },
];

export const kinds: readonly Kind[] = [
  {
    type: 'node',
    below: ['CSEBase'],
    content: (_model, [a]) => ({ nodeID: `urn:node:${a}`, ...(a < 9 && { hostedAELinks: [REGISTREE] }) }),
    change: (_model, [a]) => labels(a),
    mandatory: 'nodeID',
    isPlain: true,
  },
  {
    type: 'group',
    below: ['CSEBase'],
    content: (model, numbers) => ({ maxNrOfMembers: 5, memberIDs: nodeIds(model, numbers), memberType: 14 }),
    change: (_model, [a]) => labels(a),
    mandatory: 'maxNrOfMembers',
    isPlain: true,
  },
  {
    type: 'schedule',
    below: ['node', 'softwareCampaign'],
    content: (_model, [a]) => ({ scheduleElement: { scheduleEntry: [oneOf(['* * * * * * *', '* 0 0,12 * * * *', '0 0 3 1 1 * *'], a)] } }),
    change: (_model, [a]) => labels(a),
    mandatory: 'scheduleElement',
    isPlain: false,
  },
  {
    type: 'subscription',
    below: ['node', 'group', 'software', 'softwareCampaign', 'mgmtCmd', 'schedule'],
    content: (_model, [a]) => ({ notificationURI: ['https://listener.example/'], eventNotificationCriteria: { notificationEventType: [(a % 4) + 1] } }),
    change: (_model, [a]) => labels(a),
    mandatory: 'notificationURI',
    isPlain: true,
  },
  {
    type: 'software',
    below: ['node'],
    content: (_model, [a, b]) => ({ mgmtDefinition: 1002, ...software(a, b) }),
    change: (_model, [a, b, c]) =>
      oneOf<Json>([{ install: true }, { activate: true }, { uninstall: true }, { deactivate: true }, { install: false }, software(b, c), labels(b)], a),
    mandatory: 'URL',
    isPlain: false,
  },
  {
    type: 'softwareCampaign',
    below: ['CSEBase'],
    content: (model, [a, b, c]) => ({
      ...software(a, b),
      softwareTargets: nodeIds(model, [a, b, c]),
      softwareOperation: (a % 4) + 1,
      ...oneOf<Json>([{}, { campaignEnabled: true }, criteria(model, b)], c),
    }),
    change: (_model, [a, b, c]) =>
      oneOf<Json>([{ campaignEnabled: true }, { campaignEnabled: false }, { campaignEnabled: true }, software(b, c), { softwareOperation: (b % 4) + 1 }, labels(b)], a),
    mandatory: 'softwareTargets',
    isPlain: false,
  },
  {
    type: 'mgmtCmd',
    below: ['CSEBase'],
    content: (model, [a, b, c]) => ({
      ...oneOf(commands, a),
      ...oneOf<Json>([{}, { execMode: 2, execNumber: 2, execFrequency: 'PT1M' }, { execMode: 4, execNumber: 2, execFrequency: 'PT1M' }, { execDelay: 'PT10S' }], b),
      execTarget: choose(model, ['node', 'group'], c)?.id ?? 'none',
    }),
    change: (_model, [a, b]) => oneOf<Json>([{ execEnable: true }, { execEnable: true }, { execMode: 1 }, labels(b)], a),
    mandatory: 'cmdType',
    isPlain: false,
  },
];
